//! Australia: tax file number and business number (ABN).

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "au.abn", expected: "eleven digits", read: abn },
    Scheme { name: "au.tfn", expected: "nine digits", read: tfn },
];

fn abn(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    let sum = weighted(&d, &[10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    Some(holds(at(&d, 0) > 0 && (sum - 10).is_multiple_of(89)))
}

fn tfn(text: &str) -> Option<Check> {
    let d = fixed(text, 9)?;
    Some(holds(weighted(&d, &[1, 4, 3, 7, 5, 8, 6, 9, 10]).is_multiple_of(11)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("au.abn", "51 824 753 556"), ("au.tfn", "459 599 230")], true);
    }
}
