//! Russia: INN of people (twelve digits) and organisations (ten), SNILS.

use super::{Check, Scheme, all, at, fixed, holds, number, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[
    Scheme { name: "ru.inn", expected: "ten or twelve digits", read: inn },
    Scheme { name: "ru.snils", expected: "eleven digits", read: snils },
];

fn inn(text: &str) -> Option<Check> {
    let d = all(text)?;
    let check = |weights: &[u32]| weighted(&d, weights) % 11 % 10;
    match d.len() {
        10 => Some(holds(check(&[2, 4, 10, 3, 5, 9, 4, 6, 8]) == at(&d, 9))),
        12 => {
            let first = check(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
            let second = check(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]);
            Some(holds(first == at(&d, 10) && second == at(&d, 11)))
        }
        _ => None,
    }
}

fn snils(text: &str) -> Option<Check> {
    let d = fixed(text, 11)?;
    Some(holds(u64::from(weighted(&d, &[9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100) == number(&d, 9, 11)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("ru.inn", "500100732259"), ("ru.snils", "112-233-445 95")], true);
    }
}
