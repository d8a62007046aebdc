//! Mail address.

use super::{Outcome, Tools, best};
use crate::store;

/// The same; the same local part, of five signs or more, at another provider; different.
pub(crate) const LEVELS: &[&str] = &["exact", "local_part", "different"];

/// Compares mail addresses; the best of several.
pub(crate) fn compare(tools: &Tools<'_>, a: &[u32], b: &[u32]) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::default();
    }
    best(store::mails(a), store::mails(b).collect::<Vec<_>>().into_iter(), |x, y| {
        Outcome::level(match () {
            () if x == y => 1,
            () if x.0 == y.0 && tools.store.texts.text(x.0).len() >= 5 => 2,
            () => 3,
        })
    })
}
