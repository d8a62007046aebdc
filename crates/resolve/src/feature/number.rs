//! Identifiers: numbers of documents, registers, accounts. Compared within a scheme and a country.

use super::{Outcome, Tools, best, one_slip};
use crate::identifiers::Strength;
use crate::store::{self, Number4};

/// Strongest first: the same, check digits fitting; the same, no check digits; the same, check digits wrong or the
/// schemes different; one slip away; different.
pub(crate) const LEVELS: &[&str] = &["strong", "medium", "weak", "one_slip", "different"];

/// Compares identifiers; the best of several. Numbers of different schemes only count when they agree.
pub(crate) fn compare(tools: &Tools<'_>, a: &[u32], b: &[u32]) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::default();
    }
    best(store::numbers(a), store::numbers(b), |x, y| one(tools, x, y))
}

fn one(tools: &Tools<'_>, a: Number4, b: Number4) -> Outcome {
    let like = a.scheme == b.scheme && (a.country == b.country || a.country == 0 || b.country == 0);
    let same = a.hash == b.hash && tools.store.texts.text(a.text) == tools.store.texts.text(b.text);
    let level = match () {
        () if same && like => match a.strength.min(b.strength) {
            strength if strength >= Strength::Strong as u16 => 1,
            strength if strength >= Strength::Medium as u16 => 2,
            _ => 3,
        },
        () if same && tools.store.texts.text(a.text).len() >= 6 => 3,
        () if !like => 0,
        // Most numbers that differ are seen to differ by more than a slip without looking at their texts.
        () if (a.signs ^ b.signs).count_ones() > 2 => 5,
        () => {
            let (x, y) = (tools.store.texts.text(a.text), tools.store.texts.text(b.text));
            if x.len() >= 6 && one_slip(x, y) { 4 } else { 5 }
        }
    };
    Outcome::level(level)
}
