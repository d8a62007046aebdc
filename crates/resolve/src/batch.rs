//! Linking many mentions at once: the same answers as one by one, by sorting instead of by looking up.

use crate::blocking::pairs::{BlockSizes, Blocks};
use crate::clusters::MentionId;
use crate::feature::{Compact, Tools, compare};
use crate::people::Memory;
use crate::store::{Place, Store};
use crate::weights::em::{Learning, Patterns, learn};
use crate::weights::rarity::Rarities;
use crate::weights::{Frequencies, Model};
use crate::words::mix;

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

/// Compares pairs (one place in the upper half, one in the lower) and gives how each came out to `each`; pairs of
/// different kinds are left out.
fn compare_all(
    store: &Store,
    rarities: &Rarities,
    mut pairs: impl Iterator<Item = u64>,
    mut each: impl FnMut(u64, Compact),
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
        store.touch(chunk.iter().flat_map(|pair| [(pair >> 32) as Place, *pair as Place]));
        for pair in &chunk {
            let (a, b) = ((pair >> 32) as Place, *pair as Place);
            if store.view(a).kind() == store.view(b).kind() {
                each(*pair, Compact::new(&compare(&mut tools, a, b)));
            }
        }
    }
}

/// All links of a store: candidate pairs whose weight reaches the threshold, sorted.
pub(crate) fn links(store: &Store, pairs: &[u64], model: &Model, rarities: &Rarities) -> Vec<PlaceLink> {
    let mut links = Vec::new();
    compare_all(store, rarities, pairs.iter().copied(), |pair, outcomes| links.extend(link_of(model, pair, outcomes)));
    links
}

fn link_of(model: &Model, pair: u64, outcomes: Compact) -> Option<PlaceLink> {
    let weight = model.weight(outcomes);
    (weight >= model.threshold).then_some(PlaceLink { a: (pair >> 32) as Place, b: pair as Place, weight })
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
    let links = links(store, &pairs, model, &rarities);
    linked(store, sizes, pairs.len(), &links)
}

/// Learns from a store and links it: blocks are made and pairs compared once.
pub fn train_and_link(store: &Store, seed: u64, learning: Learning) -> (Model, Linked) {
    let blocks = Blocks::new(store);
    let (pairs, sizes) = blocks.pairs(store);
    drop(blocks);
    let (frequencies, rarities) = count(store);
    let sample = Sample::new(pairs.len(), seed);
    let (compared, mut candidates) = (pairs.len(), Patterns::default());
    let mut outcomes: Vec<(u64, Compact)> = Vec::with_capacity(pairs.len());
    compare_all(store, &rarities, pairs.into_iter(), |pair, of_it| {
        outcomes.push((pair, of_it));
        if sample.has(pair) {
            candidates.add(of_it);
        }
    });
    let model = sample.learn(store, (frequencies, &rarities), &candidates, learning);
    let links: Vec<_> = outcomes.into_iter().filter_map(|(pair, of_it)| link_of(&model, pair, of_it)).collect();
    let linked = linked(store, sizes, compared, &links);
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
