//! First given name.

use super::{Outcome, Tools};
use crate::people::{People, Relation};

/// Strongest first: the same; another spelling; a pet form; a slip away; a letter for it; one's first is the other's
/// second name; similar; different.
pub(crate) const LEVELS: &[&str] =
    &["exact", "spelling", "nickname", "close", "initial", "crossed", "similar", "different"];

/// Compares the given names of one name with those of another.
pub(crate) fn compare(tools: &mut Tools<'_>, people: &People, a: &[u32], b: &[u32]) -> Outcome {
    let (Some(x), Some(y)) = (a.first(), b.first()) else { return Outcome::default() };
    let relation = people.relate(*x, *y, tools.memory);
    let level = match relation {
        Relation::Same => {
            return Outcome { level: 1, rare: tools.rarities.given(*x).min(tools.rarities.given(*y)), met: (0, 0) };
        }
        Relation::Spelling => 2,
        Relation::Nickname => 3,
        Relation::Close => 4,
        Relation::Initial => 5,
        _ if a.contains(y) || b.contains(x) => 6,
        Relation::Similar => 7,
        Relation::Different => 8,
    };
    Outcome::level(level)
}
