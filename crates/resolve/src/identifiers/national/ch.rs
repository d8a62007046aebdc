//! Switzerland: AHV number, thirteen digits beginning with 756 (EAN-13).

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "ch.ahv", expected: "thirteen digits beginning with 756", read: ahv }];

fn ahv(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    let ean = (10 - weighted(&d, &[1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10) % 10;
    text.starts_with("756").then(|| holds(ean == at(&d, 12)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ch.ahv", "756.9217.0769.85")], true);
    }
}
