//! Linking many mentions at once: the same answers as one by one, by sorting instead of by looking up.

use crate::blocking::pairs::{BlockSizes, Blocks};
use crate::clusters::MentionId;
use crate::feature::{Compact, FEATURES, LEVELS_MAX, Tools, compare};
use crate::people::Memory;
use crate::sieve::Sieve;
use crate::store::{Place, Store};
use crate::weights::em::{Learning, Patterns, learn, learn_labelled};
use crate::weights::rarity::Rarities;
use crate::weights::{Frequencies, Model};
use crate::words::mix;
use hashbrown::HashMap;

/// Candidate pairs that learning looks at, about.
const SAMPLE: u64 = 400_000;
/// Pairs drawn at random.
const DRAWS: u64 = 200_000;
/// Mentions that these are drawn among: few enough to stay near. How often two values agree follows from how often each
/// of them comes, which so many mentions tell.
const POOL: u64 = 8_192;

/// A link between two places of a store, the smaller first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PlaceLink {
    pub(crate) a: Place,
    pub(crate) b: Place,
    pub(crate) weight: i32,
}

/// What linking did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// Sizes of the blocks.
    pub blocks: BlockSizes,
    /// Pairs compared.
    pub compared: u64,
    /// Links made.
    pub links: u64,
}

/// Learns a model from what is in the store, without labels. `seed` draws the sample; the same seed and mentions in the
/// same order give the same model.
pub fn train(store: &Store, seed: u64, learning: Learning) -> Model {
    let (pairs, _) = Blocks::new(store).pairs(store);
    let (frequencies, rarities) = count(store);
    let sample = Sample::new(pairs.len(), seed);
    let drawn: Vec<u64> = pairs.into_iter().filter(|pair| sample.has(*pair)).collect();
    let mut candidates = Patterns::default();
    compare_all(store, &rarities, drawn.into_iter(), |_, outcomes| candidates.add(outcomes));
    sample.learn(store, (frequencies, &rarities), &candidates, learning)
}

/// Learns from pairs that people judged the same: how such pairs come out is counted, not guessed; how strangers do is
/// counted on pairs drawn at random that `model` does not link; kin stays as in `model`, and so do the prior and the
/// threshold. The labelled pairs should be drawn from all same pairs alike: those alone that somebody doubted would
/// teach that the same seldom agree. Pairs judged different are not taken: those that somebody asked about are no
/// sample of strangers. Pairs with a mention that is not in the store are passed over; with no pair left the answer is
/// about `model`.
pub fn train_labelled(
    store: &Store,
    seed: u64,
    model: &Model,
    same: &[(MentionId, MentionId)],
    learning: Learning,
) -> Model {
    let (frequencies, rarities) = count(store);
    let labelled = patterns(store, &rarities, same);
    let mut random = Patterns::default();
    let sample = Sample::new(0, seed);
    // Among few mentions many pairs drawn at random are the same, and strangers would seem to agree.
    compare_all(store, &rarities, sample.random(store.len() as u64), |_, outcomes| {
        if model.weight(outcomes) < model.threshold {
            random.add(outcomes);
        }
    });
    Model { frequencies, ..learn_labelled(model, &labelled, &random, learning) }
}

/// How many pairs came out so, by feature in the order of [`Feature::ALL`](crate::feature::Feature::ALL) and by level;
/// at level 0 those with nothing to compare.
pub type Levels = [[u64; LEVELS_MAX]; FEATURES];

/// How pairs come out, as [`train_labelled`] counts them; it passes over what that passes over.
pub fn levels(store: &Store, pairs: &[(MentionId, MentionId)]) -> Levels {
    let (_, rarities) = count(store);
    patterns(store, &rarities, pairs).levels()
}

/// How named pairs come out, those left out that cannot be compared.
fn patterns(store: &Store, rarities: &Rarities, pairs: &[(MentionId, MentionId)]) -> Patterns {
    let places: HashMap<u64, Place> = (0..).zip(&store.ids).map(|(place, id)| (id.0, place)).collect();
    let pair = |(a, b): &(MentionId, MentionId)| {
        let (a, b) = (*places.get(&a.0)?, *places.get(&b.0)?);
        (a != b).then_some(u64::from(a) << 32 | u64::from(b))
    };
    let mut patterns = Patterns::default();
    compare_all(store, rarities, pairs.iter().filter_map(pair), |_, outcomes| patterns.add(outcomes));
    patterns
}

fn count(store: &Store) -> (Frequencies, Rarities) {
    let frequencies = Frequencies::count(store);
    let mut rarities = Rarities::default();
    rarities.extend(store, &frequencies);
    (frequencies, rarities)
}

/// Which pairs learning looks at.
struct Sample {
    seed: u64,
    /// One in so many candidates.
    share: u64,
}

impl Sample {
    fn new(candidates: usize, seed: u64) -> Self {
        Self { seed: mix(seed), share: (candidates as u64 / SAMPLE).max(1) }
    }

    fn has(&self, pair: u64) -> bool {
        mix(pair ^ mix(self.seed)).is_multiple_of(self.share)
    }

    /// Pairs drawn at random among mentions drawn at random, the smaller place in no certain half.
    fn random(&self, count: u64) -> impl Iterator<Item = u64> {
        let draws = if count < 2 { 0 } else { DRAWS.min(count * (count - 1) / 2) };
        let at = |n: u64| mix(self.seed.wrapping_add(n)) % count;
        let pool: Vec<u64> = (0..POOL.min(draws)).map(at).collect();
        let one = move |bits: u64| pool.get((bits % pool.len() as u64) as usize).copied().unwrap_or(0);
        let draw = move |n: u64| {
            let bits = mix(self.seed.wrapping_add(POOL + n));
            one(bits >> 32) << 32 | one(bits & 0xFFFF_FFFF)
        };
        (0..draws).map(draw).filter(|pair| pair >> 32 != *pair & 0xFFFF_FFFF)
    }

    fn learn(
        &self,
        store: &Store,
        (frequencies, rarities): (Frequencies, &Rarities),
        candidates: &Patterns,
        learning: Learning,
    ) -> Model {
        let count = store.len() as u64;
        let mut random = Patterns::default();
        compare_all(store, rarities, self.random(count), |_, outcomes| random.add(outcomes));
        let all_pairs = (count as f64) * (count as f64 - 1.0) / 2.0;
        let mut model = learn(&random, candidates, self.share as f64, all_pairs.max(1.0), learning);
        model.frequencies = frequencies;
        model
    }
}

/// Gives pairs (one place in the upper half, one in the lower) to `each`, with their records near; pairs of different
/// kinds are left out.
fn for_each_pair(
    store: &Store,
    rarities: &Rarities,
    mut pairs: impl Iterator<Item = u64>,
    mut each: impl FnMut(&mut Tools<'_>, u64),
) {
    let mut memory = Memory::default();
    let mut tools = Tools { store, rarities, memory: &mut memory };
    let mut chunk: Vec<u64> = Vec::with_capacity(64);
    loop {
        chunk.clear();
        chunk.extend(pairs.by_ref().take(64));
        if chunk.is_empty() {
            return;
        }
        store.touch(chunk.iter().flat_map(|pair| [upper(*pair), lower(*pair)]));
        for pair in &chunk {
            if store.view(upper(*pair)).kind() == store.view(lower(*pair)).kind() {
                each(&mut tools, *pair);
            }
        }
    }
}

const fn upper(pair: u64) -> Place {
    (pair >> 32) as Place
}

const fn lower(pair: u64) -> Place {
    pair as Place
}

/// Compares pairs and gives how each came out to `each`.
fn compare_all(
    store: &Store,
    rarities: &Rarities,
    pairs: impl Iterator<Item = u64>,
    mut each: impl FnMut(u64, Compact),
) {
    for_each_pair(store, rarities, pairs, |tools, pair| {
        each(pair, Compact::new(&compare(tools, upper(pair), lower(pair))));
    });
}

/// The links among pairs: those whose weight reaches the threshold, in the order of the pairs.
pub(crate) fn links(
    store: &Store,
    pairs: impl Iterator<Item = u64>,
    model: &Model,
    rarities: &Rarities,
) -> Vec<PlaceLink> {
    let (sieve, mut links) = (Sieve::new(model), Vec::new());
    for_each_pair(store, rarities, pairs, |tools, pair| links.extend(sieve.link(tools, upper(pair), lower(pair))));
    links
}

fn link_of(model: &Model, pair: u64, outcomes: Compact) -> Option<PlaceLink> {
    let weight = model.weight(outcomes);
    (weight >= model.threshold).then_some(PlaceLink { a: upper(pair), b: lower(pair), weight })
}

/// Connected mentions, two or more, with the smallest number among them.
pub(crate) fn components(store: &Store, links: &[PlaceLink]) -> Vec<(MentionId, Vec<Place>)> {
    let mut parents: Vec<Place> = (0..store.len() as Place).collect();
    for link in links {
        let (a, b) = (root(&mut parents, link.a), root(&mut parents, link.b));
        if let Some(parent) = parents.get_mut(a.max(b) as usize) {
            *parent = a.min(b);
        }
    }
    let mut linked: Vec<(Place, Place)> = Vec::new();
    for link in links {
        for place in [link.a, link.b] {
            linked.push((root(&mut parents, place), place));
        }
    }
    linked.sort_unstable();
    linked.dedup();
    let groups = linked.chunk_by(|a, b| a.0 == b.0);
    groups
        .map(|group| {
            let members: Vec<Place> = group.iter().map(|(_, place)| *place).collect();
            let name = members.iter().map(|place| store.id(*place)).min().unwrap_or_default();
            (name, members)
        })
        .collect()
}

fn root(parents: &mut [Place], mut place: Place) -> Place {
    while let Some(parent) = parents.get(place as usize).copied().filter(|parent| *parent != place) {
        let above = parents.get(parent as usize).copied().unwrap_or(parent);
        if let Some(slot) = parents.get_mut(place as usize) {
            *slot = above;
        }
        place = above;
    }
    place
}

/// What linking a store gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Linked {
    /// The cluster of each mention, in the order of the store.
    pub clusters: Vec<MentionId>,
    /// What it took.
    pub work: Work,
}

/// Links a store by a model, without judgements.
pub fn link(store: &Store, model: &Model) -> Linked {
    let blocks = Blocks::new(store);
    let (pairs, sizes) = blocks.pairs(store);
    drop(blocks);
    let mut rarities = Rarities::default();
    rarities.extend(store, &model.frequencies);
    let links = links(store, pairs.iter().copied(), model, &rarities);
    linked(store, sizes, pairs.len(), &links)
}

/// Learns from a store and links it: blocks are made once. What learning looked at is not compared again, and the rest
/// goes through the [`Sieve`].
pub fn train_and_link(store: &Store, seed: u64, learning: Learning) -> (Model, Linked) {
    let blocks = Blocks::new(store);
    let (pairs, sizes) = blocks.pairs(store);
    drop(blocks);
    let (frequencies, rarities) = count(store);
    let sample = Sample::new(pairs.len(), seed);
    let mut candidates = Patterns::default();
    let mut outcomes: Vec<(u64, Compact)> = Vec::new();
    compare_all(store, &rarities, pairs.iter().copied().filter(|pair| sample.has(*pair)), |pair, of_it| {
        outcomes.push((pair, of_it));
        candidates.add(of_it);
    });
    let model = sample.learn(store, (frequencies, &rarities), &candidates, learning);
    let rest = pairs.iter().copied().filter(|pair| !sample.has(*pair));
    let mut links = links(store, rest, &model, &rarities);
    links.extend(outcomes.into_iter().filter_map(|(pair, of_it)| link_of(&model, pair, of_it)));
    let linked = linked(store, sizes, pairs.len(), &links);
    (model, linked)
}

fn linked(store: &Store, blocks: BlockSizes, compared: usize, links: &[PlaceLink]) -> Linked {
    let work = Work { blocks, compared: compared as u64, links: links.len() as u64 };
    let mut clusters = store.ids.clone();
    for (name, members) in components(store, links) {
        for place in members {
            if let Some(slot) = clusters.get_mut(place as usize) {
                *slot = name;
            }
        }
    }
    Linked { clusters, work }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dates::PartialDate;
    use crate::feature::Feature;
    use crate::mention::{Mention, NameText};

    #[test]
    fn judged_pairs_teach_what_people_here_do_and_unknown_ones_nothing() {
        // Everybody is filed once as William and once as Bill, which elsewhere is seldom.
        let (mut store, mut same) = (Store::default(), Vec::new());
        for n in 0..600_u64 {
            let family: String = (0..7).map(|at| char::from(b'a' + (mix(n + at * 1_000) % 26) as u8)).collect();
            for (id, given) in [(2 * n, "william"), (2 * n + 1, "bill")] {
                let names = [NameText::Parts { given, family: &family }];
                store.push(&Mention { id: MentionId(id), names: &names, ..Mention::default() }).unwrap();
            }
            same.push((MentionId(2 * n), MentionId(2 * n + 1)));
        }
        let start = Model::default();
        let nickname = |model: &Model| model.rows[Feature::Given as usize][3].same;
        let learnt = train_labelled(&store, 1, &start, &same, Learning::default());
        assert!(nickname(&learnt) > nickname(&start) + 3_000, "{} {}", nickname(&learnt), nickname(&start));
        assert_eq!((learnt.prior, learnt.threshold), (start.prior, start.threshold));
        same.extend([(MentionId(9_999), MentionId(1)), (MentionId(5), MentionId(5))]);
        assert_eq!(train_labelled(&store, 1, &start, &same, Learning::default()), learnt);
        let levels = levels(&store, &same);
        let of = |feature: Feature, level: usize| levels[feature as usize][level];
        assert_eq!((of(Feature::Given, 3), of(Feature::Birth, 0)), (600, 600), "pet forms, and no dates");
        assert!(levels.iter().all(|levels| levels.iter().sum::<u64>() == 600), "each pair once a feature");
        let none = train_labelled(&store, 1, &start, &[], Learning::default());
        assert!((nickname(&none) - nickname(&start)).abs() < 200, "{}", nickname(&none));
    }

    #[test]
    fn among_few_mentions_those_that_are_the_same_are_not_counted_as_strangers() {
        let mut store = Store::default();
        for n in 0..20_u8 {
            let family: String = [n, n + 3, n / 2, n].iter().map(|at| char::from(b'a' + at)).collect();
            let births = [PartialDate::parse(&format!("{}-03-04", 1950 + u32::from(n))).unwrap()];
            for id in [u64::from(n), u64::from(n) + 20] {
                let names = [NameText::Parts { given: "johanna", family: &family }];
                let mention = Mention { id: MentionId(id), names: &names, births: &births, ..Mention::default() };
                store.push(&mention).unwrap();
            }
        }
        let start = Model { threshold: 10_000, ..Model::default() };
        let same = [(MentionId(0), MentionId(20))];
        let learnt = train_labelled(&store, 1, &start, &same, Learning::default());
        let day = |model: &Model| model.rows[Feature::Birth as usize][1].other;
        assert!(day(&learnt) <= day(&start), "strangers share no day: {} {}", day(&learnt), day(&start));
    }
}
