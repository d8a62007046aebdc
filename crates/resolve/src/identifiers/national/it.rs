//! Italy: codice fiscale, with letters in place of digits for namesakes.

use super::{Check, Scheme, holds};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "it.cf", expected: "sixteen letters and digits", read: cf }];

fn cf(text: &str) -> Option<Check> {
    const ODD: &[u8; 36] = b"BAFHJNPRTVBAFHJNPRTVCESULDGIMOQKWZYX";
    let signs = text.as_bytes();
    let shape = signs.iter().enumerate().all(|(place, sign)| match place {
        0..=5 | 8 | 11 | 15 => sign.is_ascii_uppercase(),
        _ => sign.is_ascii_digit() || b"LMNPQRSTUV".contains(sign),
    });
    if signs.len() != 16 || !shape {
        return None;
    }
    let value = |sign: u8| if sign.is_ascii_digit() { usize::from(sign - b'0') } else { usize::from(sign - b'A') };
    let sum: usize = signs
        .iter()
        .take(15)
        .enumerate()
        .map(|(place, sign)| {
            let index = if sign.is_ascii_digit() { value(*sign) } else { value(*sign) + 10 };
            if place % 2 == 1 { value(*sign) } else { ODD.get(index).map_or(0, |odd| usize::from(odd - b'A')) }
        })
        .sum();
    Some(holds(signs.last().is_some_and(|last| usize::from(last - b'A') == sum % 26)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("it.cf", "RSSMRA85T10A562S")], true);
    }
}
