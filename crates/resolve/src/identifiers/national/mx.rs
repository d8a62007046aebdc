//! Mexico: CURP (with check digit) and RFC (shape; its check sign is left to the tax office).

use super::{Check, Scheme, all, day, digit, holds, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "mx.curp", expected: "eighteen letters and digits", read: curp },
    Scheme { name: "mx.rfc", expected: "three or four letters, six digits, three signs", read: rfc },
];

fn curp(text: &str) -> Option<Check> {
    let signs = text.as_bytes();
    let shape = signs.len() == 18
        && signs.iter().enumerate().all(|(place, sign)| match place {
            0..=3 | 10..=15 => sign.is_ascii_uppercase(),
            4..=9 | 17 => sign.is_ascii_digit(),
            _ => sign.is_ascii_uppercase() || sign.is_ascii_digit(),
        });
    if !shape {
        return None;
    }
    let value = |sign: u8| match sign {
        b'0'..=b'9' => u32::from(sign - b'0'),
        b'A'..=b'N' => u32::from(sign - b'A') + 10,
        _ => u32::from(sign - b'O') + 25,
    };
    let sum: u32 = signs.iter().take(17).zip((2..=18).rev()).map(|(sign, weight)| value(*sign) * weight).sum();
    Some(holds(signs.last().and_then(|last| digit(*last)) == Some((10 - sum % 10) % 10)))
}

fn rfc(text: &str) -> Option<Check> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = text.get(letters..)?;
    let d = all(rest.get(..6)?)?;
    let tail = rest.len() == 9 && rest.bytes().skip(6).all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit());
    (matches!(letters, 3 | 4) && tail && day(number(&d, 2, 4), number(&d, 4, 6))).then_some(Check::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("mx.curp", "HEGG560427MVZRRL04")], true);
        check(&[("mx.rfc", "GODE561231GR8")], false);
    }
}
