//! Greece: AFM, powers of two modulo 11.

use super::{Check, Scheme, at, fixed, holds, weighted};

/// The schemes of this country.
pub(super) const SCHEMES: &[Scheme] = &[Scheme { name: "gr.afm", expected: "nine digits", read: afm }];

fn afm(text: &str) -> Option<Check> {
    let d = fixed(text, 9)?;
    Some(holds(weighted(&d, &[256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == at(&d, 8)))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn specimens_hold_and_their_neighbours_do_not() {
        check(&[("gr.afm", "566764050")], true);
    }
}
