//! Address: one feature, because street, postcode and town agree or move together.

use super::{Outcome, Tools, best, one_slip};
use crate::store::{self, Place4};

/// Strongest first: the same house; the same postcode; the same street; the same town; a postcode one slip away;
/// elsewhere.
pub(crate) const LEVELS: &[&str] = &["house", "postcode", "street", "city", "near_postcode", "different"];

/// Compares addresses; the best of several.
pub(crate) fn compare(tools: &Tools<'_>, a: &[u32], b: &[u32]) -> Outcome {
    if a.is_empty() || b.is_empty() {
        return Outcome::default();
    }
    best(store::places(a), store::places(b), |x, y| one(tools, x, y))
}

fn one(tools: &Tools<'_>, a: Place4, b: Place4) -> Outcome {
    let same = |x: u32, y: u32| x != 0 && x == y;
    let (street, city, postcode) = (same(a.street, b.street), same(a.city, b.city), same(a.postcode, b.postcode));
    let rare = |text: u32| tools.rarities.place(text);
    if street && a.number == b.number && (city || postcode) {
        return Outcome::level(1);
    }
    if postcode {
        return Outcome { level: 2, rare: rare(a.postcode), met: (0, 0) };
    }
    if street && (city || a.city == 0 || b.city == 0) {
        return Outcome::level(3);
    }
    if city {
        return Outcome { level: 4, rare: rare(a.city), met: (0, 0) };
    }
    let both = |x: u32, y: u32| x != 0 && y != 0;
    let towns = &tools.store.towns;
    // Most codes are seen to differ by more than a slip without looking at their texts.
    let near =
        |x: u32, y: u32| (towns.signs(x) ^ towns.signs(y)).count_ones() <= 2 && one_slip(towns.text(x), towns.text(y));
    if both(a.postcode, b.postcode) && near(a.postcode, b.postcode) {
        return Outcome::level(5);
    }
    let comparable = both(a.city, b.city) || both(a.postcode, b.postcode) || both(a.street, b.street);
    Outcome::level(if comparable { 6 } else { 0 })
}
