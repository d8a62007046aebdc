//! Denmark: CPR; modulo 11 holds for numbers given before October 2007, so its failing means nothing.

use super::{Check, Scheme, day, fixed, number, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "dk.cpr", expected: "ten digits", read: cpr }];

fn cpr(text: &str) -> Option<Check> {
    let d = fixed(text, 10)?;
    let holds = weighted(&d, &[4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11);
    day(number(&d, 2, 4), number(&d, 0, 2)).then_some(if holds { Check::Holds } else { Check::Unknown })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("dk.cpr", "070761-4285")], true);
    }
}
