//! France: NIR, thirteen signs (2A and 2B for Corsica) and 97 less the remainder.

use super::{Check, Scheme, all, at, holds, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "fr.nir", expected: "fifteen signs", read: nir }];

fn nir(text: &str) -> Option<Check> {
    if text.len() != 15 {
        return None;
    }
    let plain = text.replacen("2A", "19", 1).replacen("2B", "18", 1);
    let d = all(&plain)?;
    matches!(at(&d, 0), 1..=4 | 7 | 8).then(|| holds(97 - number(&d, 0, 13) % 97 == number(&d, 13, 15)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("fr.nir", "2 55 08 14 168 025 38")], true);
    }
}
