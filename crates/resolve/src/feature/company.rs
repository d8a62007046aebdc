//! Name of an organisation: its words, whatever their order; legal forms are left out.

use super::{Outcome, Tools, best};
use crate::people::Relation;
use crate::store;

/// Strongest first: all words; all words of the shorter name, two at least; two thirds; half; less.
pub(crate) const LEVELS: &[&str] = &["exact", "contained", "most", "half", "different"];

/// Compares the names of two organisations.
pub(crate) fn compare(tools: &mut Tools<'_>, a: &[u32], b: &[u32]) -> Outcome {
    best(store::names(a), store::names(b), |(_, x), (_, y)| one(tools, x, y))
}

fn one(tools: &mut Tools<'_>, a: &[u32], b: &[u32]) -> Outcome {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.is_empty() {
        return Outcome::default();
    }
    let people = &tools.store.companies;
    let mut met = 0_usize;
    let mut rare = 0_u16;
    let mut free: Vec<u32> = long.to_vec();
    for word in short {
        let place = free.iter().position(|other| people.relate(*word, *other, tools.memory) <= Relation::Close);
        if let Some(place) = place {
            free.swap_remove(place);
            met += 1;
            rare = rare.saturating_add(tools.rarities.company(*word));
        }
    }
    let level = match () {
        () if met == long.len() => return Outcome { level: 1, rare: rare.min(30_000), met: (0, 0) },
        () if met == short.len() && met > 1 => 2,
        () if met * 3 >= long.len() * 2 => 3,
        () if met * 2 >= long.len() => 4,
        () => 5,
    };
    Outcome::level(level)
}
