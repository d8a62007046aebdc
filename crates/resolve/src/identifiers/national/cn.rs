//! China: resident identity number (GB 11643, ISO 7064 MOD 11-2).

use super::{Check, Scheme, all, day, holds, mod11_2, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "cn.ric", expected: "seventeen digits and a digit or X", read: ric }];

fn ric(text: &str) -> Option<Check> {
    let (body, check) = text.split_at_checked(17).filter(|(_, check)| check.len() == 1)?;
    let d = all(body)?;
    let expected = match mod11_2(&d) {
        10 => "X".to_owned(),
        digit => digit.to_string(),
    };
    (day(number(&d, 10, 12), number(&d, 12, 14)) && (check == "X" || all(check).is_some()))
        .then(|| holds(check == expected))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("cn.ric", "11010519491231002X")], true);
    }
}
