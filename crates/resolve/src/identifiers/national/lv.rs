//! Latvia: personal code; those beginning with 32 (from 2017 on) have no check digit.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "lv.pk", expected: "eleven digits", read: pk }];

fn pk(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    if text.starts_with("32") {
        return Some(Check::Unknown);
    }
    let sum = weighted(&d, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9]);
    Some(holds((1 + sum) % 11 % 10 == at(&d, 10)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("lv.pk", "161175-19997")], true);
    }
}
