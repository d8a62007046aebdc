//! Sex, where both state it.

use super::Outcome;

/// The same; different.
pub(crate) const LEVELS: &[&str] = &["same", "different"];

/// Compares two sexes, 0 for not known.
pub(crate) const fn compare(a: u32, b: u32) -> Outcome {
    if a == 0 || b == 0 { Outcome::level(0) } else { Outcome::level(if a == b { 1 } else { 2 }) }
}
