//! Korea: resident registration number; numbers given from October 2020 on have no check digit, so failing means
//! nothing.

use super::{Check, Scheme, at, day, fixed, number, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "kr.rrn", expected: "thirteen digits", read: rrn }];

fn rrn(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    let check = (11 - weighted(&d, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11) % 10;
    let holds = if check == at(&d, 12) { Check::Holds } else { Check::Unknown };
    day(number(&d, 2, 4), number(&d, 4, 6)).then_some(holds)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("kr.rrn", "9001011234568")], true);
    }
}
