//! Kazakhstan: IIN and BIN, two rounds of modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "kz.iin", expected: "twelve digits", read: iin }];

fn iin(text: &str) -> Option<Check> {
    let d = fixed(text, 12)?;
    let first = weighted(&d, &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
    let second = weighted(&d, &[3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
    let check = if first == 10 { second } else { first };
    Some(holds(check == at(&d, 11)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("kz.iin", "850101350120")], true);
    }
}
