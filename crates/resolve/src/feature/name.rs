//! The name of a person: which of several names meet, and which way round.

use super::{Outcome, Tools, family, given, second};
use crate::store;

/// Outcomes of given, second, family and order.
pub(crate) type NameOutcomes = [Outcome; 4];

/// The best of all pairs of names, straight or turned round. Names turned round are only looked at when they do not
/// agree straight, so most pairs are compared once.
pub(crate) fn compare(tools: &mut Tools<'_>, a: &[u32], b: &[u32]) -> NameOutcomes {
    let mut found = NameOutcomes::default();
    let mut cost = u8::MAX;
    for (i, (ga, fa)) in store::names(a).enumerate() {
        for (j, (gb, fb)) in store::names(b).enumerate() {
            let straight = one(tools, (ga, fa), (gb, fb));
            let mut best = (price(&straight), straight);
            if best.0 >= 6 {
                let turned = one(tools, (ga, fa), (fb, gb));
                let price = price(&turned).saturating_add(1);
                if price < best.0 {
                    best = (price, turned);
                    best.1[3].level = 2;
                }
            }
            if best.0 < cost {
                cost = best.0;
                found = best.1;
                found.iter_mut().for_each(|outcome| outcome.met = (i as u8, j as u8));
            }
        }
    }
    found
}

type Name<'n> = (&'n [u32], &'n [u32]);

fn one(tools: &mut Tools<'_>, a: Name<'_>, b: Name<'_>) -> NameOutcomes {
    let people = &tools.store.people;
    let both = given::compare(tools, people, a.0, b.0);
    let second = if both.level == 0 { Outcome::default() } else { second::compare(tools, people, a.0, b.0) };
    let family = family::compare(tools, people, a.1, b.1);
    let order = Outcome::level(u8::from(both.level != 0 && family.level != 0));
    [both, second, family, order]
}

/// What a pair of names costs when the best is chosen: levels of disagreement; missing parts cost as something similar.
fn price(outcomes: &NameOutcomes) -> u8 {
    let [given, _, family, _] = outcomes;
    let of = |level: u8, missing: u8| if level == 0 { missing } else { level };
    of(given.level, 5) + of(family.level, 4)
}
