//! Sweden: personal and coordination number (Luhn over ten digits).

use super::{Check, Scheme, all, day, holds, luhn, number};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "se.pnr", expected: "ten or twelve digits", read: pnr }];

fn pnr(text: &str) -> Option<Check> {
    let d = all(text)?;
    let ten = match d.len() {
        10 => d.as_slice(),
        12 => d.get(2..)?,
        _ => return None,
    };
    let born = number(ten, 4, 6);
    day(number(ten, 2, 4), if born > 60 { born - 60 } else { born }).then(|| holds(luhn(ten)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("se.pnr", "811218-9876"), ("se.pnr", "19811218-9876")], true);
    }
}
