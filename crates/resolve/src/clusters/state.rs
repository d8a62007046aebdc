//! The clusters of all mentions, and the steps that change them.

use super::groups::Groups;
use super::judgement::{Judgement, MentionId, Verdict};
use super::live::{Effect, LiveBlocks};
use crate::batch;
use crate::blocking::pairs::Blocks;
use crate::feature::{Compact, Tools, compare};
use crate::mention::Mention;
use crate::people::Memory;
use crate::spread::Spread;
use crate::store::{Place, Store, StoreError};
use crate::weights::explain::{Explanation, explain};
use crate::weights::rarity::Rarities;
use crate::weights::{Match, Model};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Mentions that went from one cluster to another, or came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The cluster they were in; `None` for a mention that is new.
    pub from: Option<MentionId>,
    /// The cluster they are in; `None` for a mention that was removed.
    pub to: Option<MentionId>,
    /// How many.
    pub mentions: u32,
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Change {
    /// Mentions that are in another cluster than before, by cluster, ascending.
    pub moves: Vec<Move>,
    /// For a mention that was added: whom it is linked to, with the weight in thousandths of a bit, ascending.
    pub links: Vec<(MentionId, i32)>,
}

/// The clusters of all mentions. They print how many, never what they say.
#[derive(Clone)]
pub struct Clusters {
    pub(crate) store: Store,
    pub(crate) model: Model,
    rarities: Rarities,
    memory: Memory,
    /// By the numbers of the mentions.
    pub(crate) places: Spread<u64, Place>,
    pub(super) blocks: LiveBlocks,
    /// Links of the mentions that have any, either way.
    pub(super) links: Spread<Place, Vec<(Place, i32)>>,
    /// All judgements by pair, the one that counts last.
    pub(crate) judgements: BTreeMap<(MentionId, MentionId), Vec<Judgement>>,
    /// With whom a mention was judged.
    pub(super) judged: HashMap<MentionId, Vec<MentionId>>,
    pub(super) groups: Groups,
    /// The mention being added.
    pub(super) fresh: Option<Place>,
}

impl std::fmt::Debug for Clusters {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Clusters({} mentions, {} judged pairs)", self.len(), self.judgements.len())
    }
}

impl Clusters {
    /// No mentions yet. The model stays as it is: with another one, build anew.
    pub fn new(model: Model) -> Self {
        Self {
            store: Store::default(),
            model,
            rarities: Rarities::default(),
            memory: Memory::default(),
            places: Spread::default(),
            blocks: LiveBlocks::default(),
            links: Spread::default(),
            judgements: BTreeMap::new(),
            judged: HashMap::new(),
            groups: Groups::default(),
            fresh: None,
        }
    }

    /// Takes over a store at once: the same state as adding its mentions one by one, in much less time.
    ///
    /// # Errors
    /// [`StoreError::Known`] when two mentions have one number.
    pub fn from_store(store: Store, model: Model) -> Result<Self, StoreError> {
        let mut clusters = Self::new(model);
        clusters.places.reserve(store.len());
        for (place, id) in store.ids.iter().enumerate() {
            if !clusters.places.insert_new(id.0, place as Place) {
                return Err(StoreError::Known(*id));
            }
        }
        clusters.rarities.extend(&store, &clusters.model.frequencies);
        let blocks = Blocks::new(&store);
        let links = batch::links(&store, blocks.pairs(&store).0.into_iter(), &clusters.model, &clusters.rarities);
        links.iter().for_each(|link| clusters.put_link(link.a, link.b, link.weight));
        clusters.blocks = LiveBlocks::from_batch(blocks, &store);
        (0..store.len()).for_each(|_| clusters.groups.push());
        for (name, members) in batch::components(&store, &links) {
            clusters.groups.make(members, name, false);
        }
        clusters.store = store;
        Ok(clusters)
    }

    /// How many mentions are in.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether none is in.
    pub fn is_empty(&self) -> bool {
        self.places.len() == 0
    }

    /// The model that decides.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The name of the cluster that a mention is in now. Names of clusters are numbers of mentions, so this also tells
    /// what became of a cluster that once had this name. `None` for a mention that is not in.
    pub fn cluster_of(&self, id: MentionId) -> Option<MentionId> {
        let place = *self.places.get(id.0)?;
        Some(self.groups.of(place).map_or(id, |group| group.name))
    }

    /// The mentions of the cluster that a mention is in, ascending; empty when it is not in.
    pub fn members(&self, id: MentionId) -> Vec<MentionId> {
        let Some(place) = self.places.get(id.0) else { return Vec::new() };
        let alone = [*place];
        let members = self.groups.of(*place).map_or(alone.as_slice(), |group| &group.members);
        let mut ids: Vec<MentionId> = members.iter().map(|place| self.store.id(*place)).collect();
        ids.sort_unstable();
        ids
    }

    /// Every mention with its cluster, by mention.
    pub fn all(&self) -> Vec<(MentionId, MentionId)> {
        let mut all: Vec<_> =
            self.places.iter().filter_map(|(id, _)| Some((MentionId(id), self.cluster_of(MentionId(id))?))).collect();
        all.sort_unstable();
        all
    }

    /// Adds a mention.
    ///
    /// # Errors
    /// [`StoreError`] when its number is taken or nothing more fits; nothing has changed then.
    pub fn add(&mut self, mention: &Mention<'_>) -> Result<Change, StoreError> {
        if self.places.get(mention.id.0).is_some() {
            return Err(StoreError::Known(mention.id));
        }
        let place = self.store.push(mention)?;
        self.rarities.extend(&self.store, &self.model.frequencies);
        self.places.insert_new(mention.id.0, place);
        self.groups.push();
        let effect = self.blocks.add(place, &self.store);
        let cut = self.relink(effect);
        self.fresh = Some(place);
        let mut change = Change { moves: self.joined(place, &cut), links: Vec::new() };
        self.fresh = None;
        let links = self.links.get(place).into_iter().flatten();
        change.links = links.map(|(other, weight)| (self.store.id(*other), *weight)).collect();
        change.links.sort_unstable();
        Ok(change)
    }

    /// Takes a mention out, as if it had never come. Judgements about it stay and count again if it comes back.
    pub fn remove(&mut self, id: MentionId) -> Change {
        let Some(place) = self.places.get(id.0).copied() else { return Change::default() };
        let effect = self.blocks.remove(place, &self.store);
        let before = self.connected(&[place]);
        let around: Vec<Place> = self.links.remove(place).into_iter().flatten().map(|(other, _)| other).collect();
        for other in &around {
            self.unlink_one(*other, place);
        }
        let mut touched: Vec<Place> = before.into_iter().filter(|other| *other != place).collect();
        let gained: Vec<(Place, Place)> = effect.gained.clone();
        let cut = self.relink(effect);
        touched.extend(gained.into_iter().chain(cut).flat_map(|(a, b)| [a, b]));
        touched.retain(|other| *other != place);
        let old = self.cluster_of(id);
        self.places.remove(id.0);
        let mut moves = self.partition_around(&touched);
        if let Some(label) = self.groups.label(place) {
            self.groups.dissolve(label);
        }
        moves.push(Move { from: old, to: None, mentions: 1 });
        moves.sort_unstable();
        Change { moves, links: Vec::new() }
    }

    /// Compares what has become a candidate pair, takes back links that are no longer one; returns the latter.
    fn relink(&mut self, mut effect: Effect) -> Vec<(Place, Place)> {
        effect.gained.sort_unstable();
        effect.gained.dedup();
        for (a, b) in effect.gained {
            if self.store.view(a).kind() != self.store.view(b).kind() || self.link_of(a, b).is_some() {
                continue;
            }
            let mut tools = Tools { store: &self.store, rarities: &self.rarities, memory: &mut self.memory };
            let weight = self.model.weight(Compact::new(&compare(&mut tools, a, b)));
            if weight >= self.model.threshold {
                self.put_link(a, b, weight);
            }
        }
        let mut cut = Vec::new();
        for (a, b) in effect.doubtful {
            let linked = self.link_of(a, b).is_some();
            if linked && !self.blocks.is_supported(a, b, &self.store) {
                self.unlink_one(a, b);
                self.unlink_one(b, a);
                cut.push((a, b));
            }
        }
        cut
    }

    fn put_link(&mut self, a: Place, b: Place, weight: i32) {
        for (from, to) in [(a, b), (b, a)] {
            self.links.get_or_insert(from, Vec::new()).into_iter().for_each(|of| of.push((to, weight)));
        }
    }

    fn link_of(&self, a: Place, b: Place) -> Option<i32> {
        let of_a = self.links.get(a)?;
        let of_b = self.links.get(b)?;
        let (few, other) = if of_a.len() <= of_b.len() { (of_a, b) } else { (of_b, a) };
        few.iter().find(|(to, _)| *to == other).map(|(_, weight)| *weight)
    }

    fn unlink_one(&mut self, from: Place, to: Place) {
        if let Some(of) = self.links.get_mut(from)
            && let Some(at) = of.iter().position(|(other, _)| *other == to)
        {
            of.swap_remove(at);
        }
    }

    /// Takes a judgement in. It may come before its mentions.
    pub fn judge(&mut self, judgement: Judgement) -> Change {
        let (a, b) = judgement.pair();
        let of_pair = self.judgements.entry((a, b)).or_default();
        if a == b || of_pair.contains(&judgement) {
            self.judgements.retain(|_, of_pair| !of_pair.is_empty());
            return Change::default();
        }
        let place = of_pair.partition_point(|other| {
            (other.at, other.by, other.verdict) < (judgement.at, judgement.by, judgement.verdict)
        });
        of_pair.insert(place, judgement);
        for (one, other) in [(a, b), (b, a)] {
            let of_one = self.judged.entry(one).or_default();
            if !of_one.contains(&other) {
                of_one.push(other);
            }
        }
        self.rejudged(a, b)
    }

    /// Takes a judgement back, as if it had never been made. An earlier one about the same pair counts again.
    pub fn withdraw(&mut self, judgement: &Judgement) -> Change {
        let (a, b) = judgement.pair();
        let Some(of_pair) = self.judgements.get_mut(&(a, b)) else { return Change::default() };
        of_pair.retain(|other| other != judgement);
        if of_pair.is_empty() {
            self.judgements.remove(&(a, b));
            for (one, other) in [(a, b), (b, a)] {
                if let Some(of_one) = self.judged.get_mut(&one) {
                    of_one.retain(|id| *id != other);
                    if of_one.is_empty() {
                        self.judged.remove(&one);
                    }
                }
            }
        }
        self.rejudged(a, b)
    }

    fn rejudged(&mut self, a: MentionId, b: MentionId) -> Change {
        let touched: Vec<Place> = [a, b].iter().filter_map(|id| self.places.get(id.0).copied()).collect();
        Change { moves: self.partition_around(&touched), links: Vec::new() }
    }

    /// The judgement that counts about two mentions.
    pub(super) fn verdict(&self, a: MentionId, b: MentionId) -> Option<&Judgement> {
        self.judgements.get(&(a.min(b), a.max(b))).and_then(|of_pair| of_pair.last())
    }

    pub(super) fn is_same(&self, a: MentionId, b: MentionId) -> bool {
        self.verdict(a, b).is_some_and(|judgement| judgement.verdict == Verdict::Same)
    }

    /// How two mentions match, whether linked or not; `None` when one is not in or they are of different kinds.
    pub fn compare(&mut self, a: MentionId, b: MentionId) -> Option<Match> {
        self.explain(a, b).map(|explanation| explanation.found)
    }

    /// How two mentions match, with every reason; `None` when one is not in or they are of different kinds.
    pub fn explain(&mut self, a: MentionId, b: MentionId) -> Option<Explanation> {
        let (a, b) = (*self.places.get(a.0)?, *self.places.get(b.0)?);
        if self.store.view(a).kind() != self.store.view(b).kind() {
            return None;
        }
        let mut tools = Tools { store: &self.store, rarities: &self.rarities, memory: &mut self.memory };
        let outcomes = compare(&mut tools, a, b);
        Some(explain(&self.model, &self.store, (a, b), &outcomes))
    }
}
