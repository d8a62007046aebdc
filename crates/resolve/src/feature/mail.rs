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
    best(store::mails(a), store::mails(b), |x, y| {
        let text = |local| tools.store.texts.text(local);
        let same = x.hash == y.hash && text(x.local) == text(y.local);
        Outcome::level(match () {
            () if same && x.domain == y.domain => 1,
            () if same && text(x.local).len() >= 5 => 2,
            () => 3,
        })
    })
}
