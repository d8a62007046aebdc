//! Peru: RUC, eleven digits modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "pe.ruc", expected: "eleven digits", read: ruc }];

fn ruc(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds((11 - weighted(&d, &[5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 10 == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("pe.ruc", "20008873543")], true);
    }
}
