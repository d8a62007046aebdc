//! Japan: corporate number (thirteen digits, the check digit first) and My Number (twelve digits, modulo 11).

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "jp.cn", expected: "thirteen digits", read: cn },
    Scheme { name: "jp.mn", expected: "twelve digits", read: mn },
];

fn cn(text: &str) -> Option<Check> {
    let d = fixed(text, 13)?;
    let sum: u32 = d.iter().skip(1).rev().enumerate().map(|(place, digit)| digit * (1 + place as u32 % 2)).sum();
    Some(holds(9 - sum % 9 == at(&d, 0)))
}

fn mn(text: &str) -> Option<Check> {
    let d = fixed(text, 12)?;
    let rest = weighted(&d, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    Some(holds(at(&d, 11) == if rest < 2 { 0 } else { 11 - rest }))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("jp.cn", "7000012050002")], true);
    }
}
