//! Netherlands: BSN, the eleven test.

use super::{Check, Scheme, all, at, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "nl.bsn", expected: "eight or nine digits", read: bsn }];

fn bsn(text: &str) -> Option<Check> {
    let d = all(text).filter(|d| matches!(d.len(), 8 | 9))?;
    let padded: Vec<u32> = std::iter::repeat_n(0, 9 - d.len()).chain(d).collect();
    let sum = weighted(&padded, &[9, 8, 7, 6, 5, 4, 3, 2]);
    Some(holds(sum > 0 && sum % 11 == at(&padded, 8)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("nl.bsn", "111222333")], true);
    }
}
