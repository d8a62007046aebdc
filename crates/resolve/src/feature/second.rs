//! Second given name: many leave it out, which says nothing.

use super::{Outcome, Tools};
use crate::people::{People, Relation};

/// Strongest first: the same; near (spelling, pet form, slip, initial); different.
pub(crate) const LEVELS: &[&str] = &["exact", "near", "different"];

/// Compares the second given names where both state one.
pub(crate) fn compare(tools: &mut Tools<'_>, people: &People, a: &[u32], b: &[u32]) -> Outcome {
    let (Some(x), Some(y)) = (a.get(1), b.get(1)) else { return Outcome::default() };
    match people.relate(*x, *y, tools.memory) {
        Relation::Same => {
            Outcome { level: 1, rare: tools.rarities.given(*x).min(tools.rarities.given(*y)), met: (0, 0) }
        }
        Relation::Spelling | Relation::Nickname | Relation::Close | Relation::Initial => Outcome::level(2),
        Relation::Similar | Relation::Different => Outcome::level(3),
    }
}
