//! Date of birth, or of foundation. The levels are those of [`crate::dates::DateLevel`].

use super::{Outcome, best};
use crate::dates;
use crate::store;

/// Strongest first, as in [`dates::DateLevel`].
pub(crate) const LEVELS: &[&str] = &[
    "exact",
    "calendar",
    "swapped",
    "one_day",
    "one_digit",
    "same_month",
    "same_year",
    "year_only",
    "near_year",
    "different",
];

/// Compares dates; the best of several.
pub(crate) fn compare(a: &[u32], b: &[u32]) -> Outcome {
    match (a, b) {
        ([], _) | (_, []) => Outcome::default(),
        ([x], [y]) if x == y && *x & 31 != 0 && *x >> 31 == 0 => Outcome::level(1),
        _ => best(store::births(a), store::births(b), |x, y| Outcome::level(dates::compare(x, y) as u8 + 1)),
    }
}
