//! Check digits and shapes of numbers that everyone uses.

/// Whether a text is an IBAN in its electronic form (ISO 13616): two letters, two digits, 11 to 30 capital letters or
/// digits, and the check digits fit (ISO 7064 MOD 97-10). The length that each country fixes is not checked.
pub fn iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some((country, rest)), 15..=34) = (bytes.split_at_checked(2), bytes.len()) else { return false };
    let Some((check, number)) = rest.split_at_checked(2) else { return false };
    if !country.iter().all(u8::is_ascii_uppercase) || !check.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let mut rest = 0_u32;
    for byte in number.iter().chain(country).chain(check) {
        rest = match byte {
            b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
            b'A'..=b'Z' => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
            _ => return false,
        };
    }
    rest == 1
}

/// Whether a text has the shape of a business identifier code (ISO 9362): four letters or digits, two letters of a
/// country, two letters or digits, and optionally three for the branch; capitals only.
pub fn bic(text: &str) -> bool {
    let bytes = text.as_bytes();
    let alphanumeric = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    matches!(bytes.len(), 8 | 11)
        && bytes.iter().all(alphanumeric)
        && bytes.get(4..6).is_some_and(|country| country.iter().all(u8::is_ascii_uppercase))
}

/// Whether a text of two or more digits ends with the check digit of Luhn (ISO/IEC 7812-1), as card numbers do.
pub fn luhn(text: &str) -> bool {
    if text.len() < 2 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let sum: usize = text
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = usize::from(byte - b'0');
            match (place % 2, digit * 2) {
                (0, _) => digit,
                (_, twice) if twice > 9 => twice - 9,
                (_, twice) => twice,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_specimens_pass_and_their_neighbours_do_not() {
        // The specimen numbers of the standards' own documents.
        for good in ["GB82WEST12345698765432", "DE89370400440532013000", "NO9386011117947"] {
            assert!(iban(good), "{good}");
        }
        for bad in ["GB82WEST12345698765433", "gb82WEST12345698765432", "GB82 WEST 1234 5698 7654 32", "", "GB82", "é1"]
        {
            assert!(!iban(bad), "{bad}");
        }
        for good in ["DEUTDEFF", "DEUTDEFF500", "1ABCDEFF"] {
            assert!(bic(good), "{good}");
        }
        for bad in ["DEUTDEF", "DEUT1EFF", "deutdeff", "DEUTDEFF50", ""] {
            assert!(!bic(bad), "{bad}");
        }
        assert!(luhn("4111111111111111") && luhn("79927398713"));
        assert!(!luhn("4111111111111112") && !luhn("0") && !luhn("") && !luhn("4111-1111"));
    }

    #[test]
    fn a_single_wrong_digit_is_always_seen() {
        let good = "DE89370400440532013000";
        for place in 4..good.len() {
            for digit in '0'..='9' {
                let mut text: Vec<char> = good.chars().collect();
                text[place] = digit;
                let text: String = text.into_iter().collect();
                assert_eq!(iban(&text), text == good, "{text}");
            }
        }
    }
}
