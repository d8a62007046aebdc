//! United Kingdom: National Insurance number (shape only) and unique taxpayer reference (modulo 11).

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "gb.nino", expected: "two letters, six digits, A to D", read: nino },
    Scheme { name: "gb.utr", expected: "ten digits", read: utr },
];

fn nino(text: &str) -> Option<Check> {
    let [a, b, middle @ .., last] = text.as_bytes() else { return None };
    let letters = [a, b].iter().all(|sign| sign.is_ascii_uppercase() && !b"DFIQUV".contains(sign)) && *b != b'O';
    let head = !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&text.get(..2)?);
    let digits = middle.len() == 6 && middle.iter().all(u8::is_ascii_digit);
    (letters && head && digits && (b'A'..=b'D').contains(last)).then_some(Check::Unknown)
}

fn utr(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    let rest = weighted(d.get(1..)?, &[6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11;
    let expected = [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1].get(rest as usize).copied();
    Some(holds(expected == Some(at(&d, 0))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("gb.utr", "1955839661")], true);
        check(&[("gb.nino", "AB 12 34 56 C")], false);
    }
}
