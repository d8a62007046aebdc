//! Spain: DNI and NIE (letter of the remainder modulo 23).

use super::{Check, Scheme, all, holds, letter_of, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "es.dni", expected: "eight digits and a letter", read: dni },
    Scheme { name: "es.nie", expected: "X, Y or Z, seven digits and a letter", read: nie },
];

fn dni(text: &str) -> Option<Check> {
    let (body, letter) = text.split_at_checked(8).filter(|(_, letter)| letter.len() == 1)?;
    let d = all(body)?;
    Some(holds(letter_of(number(&d, 0, 8)) == letter.bytes().next()))
}

fn nie(text: &str) -> Option<Check> {
    let first = match text.bytes().next()? {
        b'X' => 0,
        b'Y' => 1,
        b'Z' => 2,
        _ => return None,
    };
    let (body, letter) = text.get(1..)?.split_at_checked(7).filter(|(_, letter)| letter.len() == 1)?;
    let d = all(body)?;
    Some(holds(letter_of(first * 10_000_000 + number(&d, 0, 7)) == letter.bytes().next()))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("es.dni", "12345678-Z"), ("es.nie", "X-1234567-L")], true);
    }
}
