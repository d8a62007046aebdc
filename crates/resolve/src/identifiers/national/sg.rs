//! Singapore: NRIC and FIN.

use super::{Check, Scheme, all, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "sg.nric", expected: "S, T, F, G or M, seven digits, a letter", read: nric }];

fn nric(text: &str) -> Option<Check> {
    let (first, rest) = text.split_at_checked(1)?;
    let (body, last) = rest.split_at_checked(7).filter(|(_, last)| last.len() == 1)?;
    let d = all(body)?;
    let (add, letters): (u32, &[u8; 11]) = match first {
        "S" => (0, b"JZIHGFEDCBA"),
        "T" => (4, b"JZIHGFEDCBA"),
        "F" => (0, b"XWUTRQPNMLK"),
        "G" => (4, b"XWUTRQPNMLK"),
        "M" => return Some(Check::Unknown),
        _ => return None,
    };
    let place = (weighted(&d, &[2, 7, 6, 5, 4, 3, 2]) + add) % 11;
    Some(holds(letters.get(place as usize) == last.as_bytes().first()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("sg.nric", "S1234567D")], true);
        check(&[("sg.nric", "M1234567K")], false);
    }
}
