//! Czechia and Slovakia: birth number; ten digits are a multiple of eleven, nine (until 1953) have no check.

use super::{Check, Scheme, all, at, holds, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "cz.rc", expected: "nine or ten digits", read: rc }];

fn rc(text: &str) -> Option<Check> {
    let d = all(text).filter(|d| matches!(d.len(), 9 | 10))?;
    if d.len() == 9 {
        return Some(Check::Unknown);
    }
    let head = number(&d, 0, 9) % 11 % 10;
    Some(holds(head == u64::from(at(&d, 9))))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("cz.rc", "710319/2745")], true);
    }
}
