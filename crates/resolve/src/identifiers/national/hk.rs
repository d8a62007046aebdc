//! Hong Kong: identity card, one or two letters, six digits, check sign.

use super::{Check, Scheme, all, at, digit, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] =
    &[Scheme { name: "hk.hkid", expected: "one or two letters, six digits, a digit or A", read: hkid }];

fn hkid(text: &str) -> Option<Check> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    if !(1..=2).contains(&letters) || text.len() != letters + 7 {
        return None;
    }
    let d = all(text.get(letters..letters + 6)?)?;
    let value = |sign: u8| u32::from(sign - b'A') + 10;
    let heads: Vec<u32> = text.bytes().take(letters).map(value).collect();
    let head = if letters == 1 { 36 * 9 + at(&heads, 0) * 8 } else { at(&heads, 0) * 9 + at(&heads, 1) * 8 };
    let last = match text.bytes().last()? {
        b'A' => 10,
        sign => digit(sign)?,
    };
    Some(holds((head + weighted(&d, &[7, 6, 5, 4, 3, 2]) + last).is_multiple_of(11)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("hk.hkid", "A123456(3)")], true);
    }
}
