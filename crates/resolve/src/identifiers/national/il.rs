//! Israel: identity number (Luhn over nine digits, zeros before).

use super::{Check, Scheme, all, holds, luhn};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "il.id", expected: "up to nine digits", read: id }];

fn id(text: &str) -> Option<Check> {
    let d = all(text).filter(|d| (5..=9).contains(&d.len()))?;
    Some(holds(luhn(&d)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("il.id", "226352607")], true);
    }
}
