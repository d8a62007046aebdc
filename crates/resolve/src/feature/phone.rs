//! Telephone.

use super::{Outcome, best};
use crate::store;

/// The same; one digit away; different.
pub(crate) const LEVELS: &[&str] = &["exact", "one_digit", "different"];

/// Compares telephones; the best of several.
pub(crate) fn compare(a: &[u32], b: &[u32]) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::default();
    }
    best(store::phones(a), store::phones(b), |x, y| {
        Outcome::level(if x == y {
            1
        } else if one_digit(x, y) {
            2
        } else {
            3
        })
    })
}

/// Whether two numbers of as many digits differ in one digit.
fn one_digit(a: u64, b: u64) -> bool {
    let (mut a, mut b, mut differ) = (a, b, 0);
    while a != 0 || b != 0 {
        if a == 0 || b == 0 {
            return false;
        }
        differ += u32::from(a % 10 != b % 10);
        if differ > 1 {
            return false;
        }
        (a, b) = (a / 10, b / 10);
    }
    differ == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits() {
        for (a, b, one) in [(123, 124, true), (123, 223, true), (123, 213, false), (123, 1234, false), (5, 5, false)] {
            assert_eq!(one_digit(a, b), one, "{a} {b}");
        }
    }
}
