//! India: Aadhaar (Verhoeff) and PAN (shape only).

use super::{Check, Scheme, at, fixed, holds, verhoeff};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "in.aadhaar", expected: "twelve digits, not beginning with 0 or 1", read: aadhaar },
    Scheme { name: "in.pan", expected: "five letters, four digits, a letter", read: pan },
];

fn aadhaar(text: &str) -> Option<Check> {
    let d = fixed(text, 12)?;
    (at(&d, 0) > 1).then(|| holds(verhoeff(&d)))
}

fn pan(text: &str) -> Option<Check> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(place, sign)| {
            if (5..9).contains(&place) { sign.is_ascii_digit() } else { sign.is_ascii_uppercase() }
        });
    let holder = text.as_bytes().get(3).is_some_and(|sign| b"ABCFGHJLPT".contains(sign));
    (shape && holder).then_some(Check::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("in.aadhaar", "2341 2341 2346")], true);
        check(&[("in.pan", "ABCPE1234F")], false);
    }
}
