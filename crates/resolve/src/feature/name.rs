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
            let first = given::compare(tools, &tools.store.people, ga, gb);
            let straight = one(tools, (ga, fa), (gb, fb), first);
            let mut best = (price(&straight), straight);
            if let Some(turned) = turned(tools, (ga, fa), (fb, gb), best.0) {
                best = (price(&turned).saturating_add(1), turned);
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

/// All of two names, whose given names came out as `given`.
fn one(tools: &mut Tools<'_>, a: Name<'_>, b: Name<'_>, given: Outcome) -> NameOutcomes {
    let people = &tools.store.people;
    let second = if given.level == 0 { Outcome::default() } else { second::compare(tools, people, a.0, b.0) };
    let family = family::compare(tools, people, a.1, b.1);
    let order = Outcome::level(u8::from(given.level != 0 && family.level != 0));
    [given, second, family, order]
}

/// Names turned round, if that costs less than `straight`.
fn turned(tools: &mut Tools<'_>, a: Name<'_>, b: Name<'_>, straight: u8) -> Option<NameOutcomes> {
    if straight < 6 {
        return None;
    }
    // Even family names that are the same, and one for turning round, are too much: most pairs are left here.
    let given = given::compare(tools, &tools.store.people, a.0, b.0);
    if of(given.level, GIVEN_MISSING) + 2 >= straight {
        return None;
    }
    let mut turned = one(tools, a, b, given);
    turned[3].level = 2;
    (price(&turned).saturating_add(1) < straight).then_some(turned)
}

/// What a missing part costs: as something similar.
const GIVEN_MISSING: u8 = 5;
/// See [`GIVEN_MISSING`].
const FAMILY_MISSING: u8 = 4;

const fn of(level: u8, missing: u8) -> u8 {
    if level == 0 { missing } else { level }
}

/// What a pair of names costs when the best is chosen: levels of disagreement.
fn price(outcomes: &NameOutcomes) -> u8 {
    let [given, _, family, _] = outcomes;
    of(given.level, GIVEN_MISSING) + of(family.level, FAMILY_MISSING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;
    use crate::clusters::MentionId;
    use crate::mention::{Mention, NameText};
    use crate::people::Memory;
    use crate::weights::rarity::Rarities;

    /// Straight and turned round, both compared to the end.
    fn plain(tools: &mut Tools<'_>, a: Name<'_>, b: Name<'_>) -> NameOutcomes {
        let whole = |tools: &mut Tools<'_>, b: Name<'_>| {
            let given = given::compare(tools, &tools.store.people, a.0, b.0);
            one(tools, a, b, given)
        };
        let straight = whole(tools, b);
        let mut turned = whole(tools, (b.1, b.0));
        turned[3].level = 2;
        if price(&straight) >= 6 && price(&turned) + 1 < price(&straight) { turned } else { straight }
    }

    #[test]
    fn what_is_left_out_early_never_was_the_best() {
        let texts = ["", "ana", "anna", "hana", "horvat", "horwat", "horvatova", "john", "johnny", "ana john", "j"];
        let mut store = Store::default();
        for (given, family) in texts.iter().flat_map(|given| texts.map(|family| (*given, family))) {
            let names = [NameText::Parts { given, family }];
            store.push(&Mention { id: MentionId(store.len() as u64), names: &names, ..Mention::default() }).unwrap();
        }
        let (rarities, mut memory, mut turned) = (Rarities::default(), Memory::default(), 0);
        let mut tools = Tools { store: &store, rarities: &rarities, memory: &mut memory };
        for (a, b) in (0..store.len() as u32).flat_map(|b| (0..b).map(move |a| (a, b))) {
            let [a, b] = [a, b].map(|place| store.view(place).parts().names);
            let found = compare(&mut tools, a, b);
            let (Some(x), Some(y)) = (store::names(a).next(), store::names(b).next()) else { continue };
            assert_eq!(found, plain(&mut tools, x, y), "{a:?} {b:?}");
            turned += u32::from(found[3].level == 2);
        }
        assert!(turned > 100, "names turned round are found: {turned}");
    }
}
