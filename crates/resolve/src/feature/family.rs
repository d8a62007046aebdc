//! Family name, or names.

use super::{Outcome, Tools};
use crate::people::{People, Relation};

/// Strongest first: the same; another spelling or the form of the other sex; a slip away; one of several names in
/// common; similar; different.
pub(crate) const LEVELS: &[&str] = &["exact", "spelling", "close", "partial", "similar", "different"];

/// Compares the family names of one name with those of another.
pub(crate) fn compare(tools: &mut Tools<'_>, people: &People, a: &[u32], b: &[u32]) -> Outcome {
    let (Some(x), Some(y)) = (a.first(), b.first()) else { return Outcome::default() };
    let relation = people.relate(*x, *y, tools.memory);
    if relation == Relation::Same && a.len() == b.len() {
        let whole = a.iter().zip(b).skip(1).all(|(x, y)| people.relate(*x, *y, tools.memory) <= Relation::Close);
        if whole {
            return Outcome { level: 1, rare: tools.rarities.family(*x).min(tools.rarities.family(*y)), met: (0, 0) };
        }
    }
    let level = match relation {
        Relation::Spelling => 2,
        Relation::Close => 3,
        _ if a.iter().any(|x| b.contains(x)) => 4,
        Relation::Same => 4,
        Relation::Nickname | Relation::Initial | Relation::Similar => 5,
        Relation::Different => 6,
    };
    Outcome::level(level)
}
