//! Belgium: national register number; for births from 2000 on a 2 goes before the nine digits.

use super::{Check, Scheme, fixed, holds, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "be.rrn", expected: "eleven digits", read: rrn }];

fn rrn(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    let head = number(&d, 0, 9);
    let check = number(&d, 9, 11);
    Some(holds([head, head + 2_000_000_000].iter().any(|head| 97 - head % 97 == check)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("be.rrn", "85.07.30-033 28")], true);
    }
}
