//! Romania: CNP.

use super::{Check, Scheme, at, day, fixed, holds, number, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "ro.cnp", expected: "thirteen digits", read: cnp }];

fn cnp(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    let rest = weighted(&d, &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
    let check = if rest == 10 { 1 } else { rest };
    day(number(&d, 3, 5), number(&d, 5, 7)).then(|| holds(check == at(&d, 12)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ro.cnp", "1800101221144")], true);
    }
}
