//! Finland: HETU, remainder modulo 31 as a sign; the century signs of 2023 included.

use super::{Check, Scheme, all, day, holds, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme {
    name: "fi.hetu",
    expected: "DDMMYY, century sign, three digits, check sign (ten signs once separators are left out, when that is - or +)",
    read: hetu,
}];

fn hetu(text: &str) -> Option<Check> {
    let (body, check) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let plain: String = body
        .chars()
        .enumerate()
        .filter(|(place, sign)| *place != 6 || sign.is_ascii_digit())
        .map(|(_, sign)| sign)
        .collect();
    let d = all(&plain).filter(|d| d.len() == 9)?;
    let expected = b"0123456789ABCDEFHJKLMNPRSTUVWXY".get((number(&d, 0, 9) % 31) as usize).copied();
    day(number(&d, 2, 4), number(&d, 0, 2)).then(|| holds(expected == check.bytes().next()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("fi.hetu", "131052-308T"), ("fi.hetu", "131052A308T")], true);
    }
}
