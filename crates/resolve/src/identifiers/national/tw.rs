//! Taiwan: identity number, a letter and nine digits.

use super::{Check, Scheme, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "tw.id", expected: "a letter and nine digits", read: id }];

fn id(text: &str) -> Option<Check> {
    let (first, rest) = text.split_at_checked(1)?;
    let d = fixed(rest, 9)?;
    let value = b"ABCDEFGHJKLMNPQRSTUVXYWZIO".iter().position(|sign| first.as_bytes() == [*sign])? as u32 + 10;
    let sum = value / 10 + value % 10 * 9 + weighted(&d, &[8, 7, 6, 5, 4, 3, 2, 1, 1]);
    Some(holds(sum.is_multiple_of(10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("tw.id", "A123456789")], true);
    }
}
