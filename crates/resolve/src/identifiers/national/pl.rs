//! Poland: PESEL and NIP.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "pl.pesel", expected: "eleven digits", read: pesel },
    Scheme { name: "pl.nip", expected: "ten digits", read: nip },
];

fn pesel(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds((10 - weighted(&d, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10) % 10 == at(&d, 10)))
}

fn nip(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    Some(holds(weighted(&d, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == at(&d, 9)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("pl.pesel", "44051401359"), ("pl.nip", "123-456-32-18")], true);
    }
}
