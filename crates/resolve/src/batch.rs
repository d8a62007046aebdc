//! Linking many mentions at once: the same answers as one by one, by sorting instead of by looking up.

use crate::blocking::pairs::{BlockSizes, Blocks};
use crate::clusters::MentionId;
use crate::feature::{Tools, compare};
use crate::people::Memory;
use crate::store::{Place, Store};
use crate::weights::em::{Learning, Patterns, learn};
use crate::weights::rarity::Rarities;
use crate::weights::{Frequencies, Model};
use crate::words::mix;

/// Pairs that learning looks at, about: candidates, and as many drawn at random.
const SAMPLE: u64 = 400_000;

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
    let pairs = Blocks::new(store).pairs(store);
    train_on(store, &pairs, seed, learning)
}

fn train_on(store: &Store, pairs: &[u64], seed: u64, learning: Learning) -> Model {
    let frequencies = Frequencies::count(store);
    let mut rarities = Rarities::default();
    rarities.extend(store, &frequencies);
    let mut memory = Memory::default();
    let mut tools = Tools { store, rarities: &rarities, memory: &mut memory };
    let count = store.len() as u64;
    let mut random = Patterns::default();
    let mut state = mix(seed);
    let draws = if count < 2 { 0 } else { SAMPLE.min(count * (count - 1) / 2) };
    let draw = |n: u64| {
        ((mix(state.wrapping_add(2 * n)) % count) as Place, (mix(state.wrapping_add(2 * n + 1)) % count) as Place)
    };
    let draws: Vec<(Place, Place)> = (0..draws).map(draw).filter(|(a, b)| a != b).collect();
    for chunk in draws.chunks(64) {
        store.touch(chunk.iter().flat_map(|(a, b)| [*a, *b]));
        for (a, b) in chunk {
            if store.view(*a).kind() == store.view(*b).kind() {
                random.add(&compare(&mut tools, *a, *b));
            }
        }
    }
    state = mix(state);
    let share = (pairs.len() as u64 / SAMPLE).max(1);
    let mut candidates = Patterns::default();
    let sample: Vec<u64> = pairs.iter().copied().filter(|pair| mix(*pair ^ state).is_multiple_of(share)).collect();
    for chunk in sample.chunks(64) {
        store.touch(chunk.iter().flat_map(|pair| [(pair >> 32) as Place, *pair as Place]));
        for pair in chunk {
            let (a, b) = ((pair >> 32) as Place, *pair as Place);
            if store.view(a).kind() == store.view(b).kind() {
                candidates.add(&compare(&mut tools, a, b));
            }
        }
    }
    let all_pairs = (count as f64) * (count as f64 - 1.0) / 2.0;
    let mut model = learn(&random, &candidates, share as f64, all_pairs.max(1.0), learning);
    model.frequencies = frequencies;
    model
}

/// All links of a store: candidate pairs whose weight reaches the threshold, sorted.
pub(crate) fn links(store: &Store, pairs: &[u64], model: &Model, rarities: &Rarities) -> Vec<PlaceLink> {
    let mut memory = Memory::default();
    let mut tools = Tools { store, rarities, memory: &mut memory };
    let mut links = Vec::new();
    for chunk in pairs.chunks(64) {
        store.touch(chunk.iter().map(|pair| *pair as Place));
        for pair in chunk {
            let (a, b) = ((pair >> 32) as Place, *pair as Place);
            if store.view(a).kind() == store.view(b).kind() {
                let weight = model.weight(&compare(&mut tools, a, b));
                if weight >= model.threshold {
                    links.push(PlaceLink { a, b, weight });
                }
            }
        }
    }
    links
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
    link_on(store, blocks.sizes(), &blocks.pairs(store), model)
}

/// Learns from a store and links it: blocks are made once.
pub fn train_and_link(store: &Store, seed: u64, learning: Learning) -> (Model, Linked) {
    let blocks = Blocks::new(store);
    let (sizes, pairs) = (blocks.sizes(), blocks.pairs(store));
    drop(blocks);
    let model = train_on(store, &pairs, seed, learning);
    let linked = link_on(store, sizes, &pairs, &model);
    (model, linked)
}

fn link_on(store: &Store, blocks: BlockSizes, pairs: &[u64], model: &Model) -> Linked {
    let mut rarities = Rarities::default();
    rarities.extend(store, &model.frequencies);
    let links = links(store, pairs, model, &rarities);
    let work = Work { blocks, compared: pairs.len() as u64, links: links.len() as u64 };
    let mut clusters = store.ids.clone();
    for (name, members) in components(store, &links) {
        for place in members {
            if let Some(slot) = clusters.get_mut(place as usize) {
                *slot = name;
            }
        }
    }
    Linked { clusters, work }
}
