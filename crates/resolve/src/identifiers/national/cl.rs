//! Chile: RUN and RUT, modulo 11 with K.

use super::{Check, Scheme, all, holds};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "cl.rut", expected: "seven or eight digits and a digit or K", read: rut }];

fn rut(text: &str) -> Option<Check> {
    let (body, check) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let d = all(body).filter(|d| matches!(d.len(), 7 | 8))?;
    let sum: u32 = d.iter().rev().zip([2, 3, 4, 5, 6, 7, 2, 3]).map(|(digit, weight)| digit * weight).sum();
    let expected = match 11 - sum % 11 {
        11 => '0',
        10 => 'K',
        digit => char::from_digit(digit, 10)?,
    };
    let given = check.chars().next()?;
    (given.is_ascii_digit() || given == 'K').then(|| holds(given == expected))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("cl.rut", "12.345.678-5")], true);
    }
}
