//! The arithmetic that check digits are made of. All functions take ASCII bytes and answer `false` or `None` for
//! others.

/// The value of an ASCII digit.
pub fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}

/// All digits of a text, `None` when something else is among them.
pub fn all(text: &str) -> Option<Vec<u32>> {
    text.bytes().map(digit).collect()
}

/// Sum of digits times weights, as far as both go.
pub fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Luhn, ISO/IEC 7812-1 annex B: the last digit is the check digit.
pub fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| if place % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    digits.len() > 1 && sum.is_multiple_of(10)
}

/// The remainder modulo 97 of digits and letters (A = 10 … Z = 35), as ISO 7064 MOD 97-10 reads them.
pub fn mod97(text: impl Iterator<Item = u8>) -> Option<u32> {
    let mut rest = 0_u32;
    for byte in text {
        rest = match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            b'A'..=b'Z' => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
            _ => return None,
        };
    }
    Some(rest)
}

/// ISO 7064 MOD 11-2 check character over digits: 0 to 9 or 10 for `X`.
pub fn mod11_2(digits: &[u32]) -> u32 {
    let sum = digits.iter().fold(0, |sum, digit| (sum + digit) * 2 % 11);
    (12 - sum) % 11
}

/// ISO 7064 MOD 11,10 check digit.
pub fn mod11_10(digits: &[u32]) -> u32 {
    let rest = digits.iter().fold(10, |product, digit| {
        let sum = (product + digit) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - rest) % 10
}

/// The dihedral check of Verhoeff over all digits, the check digit last.
pub fn verhoeff(digits: &[u32]) -> bool {
    const D: [&[u8; 10]; 10] = [
        b"0123456789",
        b"1234067895",
        b"2340178956",
        b"3401289567",
        b"4012395678",
        b"5987604321",
        b"6598710432",
        b"7659821043",
        b"8765932104",
        b"9876543210",
    ];
    const P: [&[u8; 10]; 8] = [
        b"0123456789",
        b"1576283094",
        b"5803796142",
        b"8916043527",
        b"9453126870",
        b"4286573901",
        b"2793806415",
        b"7046913258",
    ];
    let at = |table: &[&[u8; 10]], row: usize, column: u32| {
        let value = table.get(row).and_then(|row| row.get(column as usize)).copied().unwrap_or(b'0');
        u32::from(value - b'0')
    };
    let check = digits
        .iter()
        .rev()
        .enumerate()
        .fold(0, |check, (place, digit)| at(&D, check as usize, at(&P, place % 8, *digit)));
    digits.len() > 1 && check == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<u32> {
        all(text).unwrap()
    }

    #[test]
    fn worked_examples_of_the_standards() {
        assert!(luhn(&of("79927398713")) && !luhn(&of("79927398710")));
        assert!(verhoeff(&of("2363")) && !verhoeff(&of("2364")));
        assert_eq!(mod11_2(&of("000000021825009")), 7);
        assert_eq!(mod11_10(&of("0794")), 5);
        assert_eq!(mod97(b"3214282912345698765432161182".iter().copied()), Some(1));
        assert_eq!((mod97(b"a".iter().copied()), all("1a"), all("")), (None, None, Some(Vec::new())));
    }

    #[test]
    fn every_single_wrong_digit_and_verhoeff_every_swap_is_seen() {
        let good = of("2363");
        for place in 0..good.len() {
            for digit in 0..10 {
                let mut bad = good.clone();
                bad[place] = digit;
                assert_eq!(verhoeff(&bad), bad == good);
            }
        }
        for place in 0..good.len() - 1 {
            let mut bad = good.clone();
            bad.swap(place, place + 1);
            assert_eq!(verhoeff(&bad), bad == good);
        }
    }
}
