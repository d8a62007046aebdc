//! Searching the index: candidates, comparison, hits.

use super::keys::{self, Element, WORDS_MAX, Whole, elements};
use super::postings::{LENGTH_MAX, Name, Place};
use super::sieve::{Plausible, Sieve};
use super::tally::Tally;
use super::weights::Weights;
use super::{EntryNumber, Holder, Index, groups_for};
use crate::hit::{Found, Hit, Screened};
use crate::query::Query;
use hashbrown::HashMap;
use names::{PreparedName, compare_where};

/// A list of names with a word near is gone through when it is no longer than this. A longer query has more other words
/// by which its names are found, so that fewer are gone through.
const FEW: usize = 32;
const FEW_OF_LONG: usize = 8;

/// So many words make a query long.
const LONG: usize = 4;

/// A list of names with a long word that may differ in a consonant is gone through when it is no longer than this.
const FEW_WIDE: usize = 16;

/// Of so many words none may be near, so that they are looked for that way.
const WIDELY_MAX: usize = 2;

/// Stands for the element of a list that is gone through or passed over, and nothing else.
const WIDE: usize = usize::MAX;

/// A list of names with two words is gone through whole when it is no longer than this.
const FEW_OF_TWO: usize = 16;

/// Words of a query that are many: a name that is alike to it has two of them near.
const MANY: u32 = 5;

/// Searches an index. Holds working memory, so keep it for many queries; one for each thread.
#[derive(Debug)]
pub struct Screener<'i> {
    index: &'i Index,
    work: Work,
}

#[derive(Debug, Default)]
struct Work {
    seen: Seen,
    elements: Vec<Element>,
    wholes: Vec<Whole>,
    /// Long lists met: the element and the key.
    crowds: Vec<(usize, u64)>,
    /// The words to be looked for beside the one at hand.
    partners: Vec<Partner>,
    /// Keys to look for, each with a number, and lists to go through.
    asked: Vec<(u64, usize)>,
    wanted: Vec<(Place, usize)>,
    /// The same for lists of two words.
    asked_by: Vec<(u64, By)>,
    wanted_by: Vec<(Place, By)>,
    candidates: Vec<Candidate>,
    /// Candidates of a batch that may be alike, and by which words.
    taken: Vec<(u32, bool, Plausible)>,
    sieve: Sieve,
    counts: Counts,
}

/// A name that shares keys with a query.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    name: Name,
    /// The words of the query by which it was found, a bit each; all bits where that was one word alone, for the others
    /// were not looked for then.
    met: u32,
    /// Whether two words of it may be one of the query.
    joined: bool,
}

/// Names met in this search: few enough to stay near the processor.
#[derive(Debug, Default)]
struct Seen {
    /// The search, the name and which it was; a power of two of them.
    places: Vec<(u32, u32, u32)>,
    search: u32,
    count: usize,
}

impl Seen {
    fn begin(&mut self) {
        self.count = 0;
        self.search = self.search.wrapping_add(1);
        if self.search == 0 || self.places.is_empty() {
            // After four thousand million searches the places of old ones would count again.
            self.places = vec![(0, 0, 0); 1024];
            self.search = 1;
        }
    }

    /// Keeps a name; where it was met before, the number it had then.
    fn insert(&mut self, name: u32) -> Option<usize> {
        if self.count * 2 >= self.places.len() {
            let larger = vec![(0, 0, 0); self.places.len() * 2];
            let old = std::mem::replace(&mut self.places, larger);
            let search = self.search;
            for place in old.into_iter().filter(|place| place.0 == search) {
                self.put(place.1, place.2);
            }
        }
        let met = self.put(name, self.count as u32);
        self.count += usize::from(met.is_none());
        met
    }

    fn put(&mut self, name: u32, number: u32) -> Option<usize> {
        let mask = self.places.len() - 1;
        let mut at = name.wrapping_mul(0x9E37_79B1) as usize >> 5;
        loop {
            at &= mask;
            let place = self.places.get_mut(at)?;
            if place.0 != self.search {
                *place = (self.search, name, number);
                return None;
            }
            if place.1 == name {
                return Some(place.2 as usize);
            }
            at += 1;
        }
    }
}

/// How much work a searcher has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Queries.
    pub queries: u64,
    /// Lists of names that were looked for.
    pub lists: u64,
    /// Names that share keys with a query.
    pub candidates: u64,
    /// Of these such as may be alike by their words in brief.
    pub taken: u64,
    /// Names compared, because their words may agree.
    pub compared: u64,
    /// Names alike enough to be judged.
    pub alike: u64,
}

impl<'i> Screener<'i> {
    pub(super) fn new(index: &'i Index) -> Self {
        Self { index, work: Work::default() }
    }

    /// Screens a name, a profile or numbers, and gives the hits, the surest first.
    pub fn screen(&mut self, query: &Query) -> Screened {
        let policy = self.index.policy();
        self.work.counts.queries += 1;
        let mut found: HashMap<u32, Found> = HashMap::new();
        for (at, name) in query.names.iter().enumerate().take(policy.names_max) {
            let mut read: Option<PreparedName> = None;
            for (group, kind) in groups_for(query.kind) {
                if !self.index.holds(group) {
                    continue;
                }
                if read.as_ref().is_none_or(|name| name.kind() != kind) {
                    let mut prepared = PreparedName::new(kind, name.text.reveal());
                    self.index.rarity().weigh(&mut prepared);
                    read = Some(prepared);
                }
                if let Some(prepared) = &read {
                    self.work.search(self.index, group, prepared);
                    self.keep(at, prepared, query, &mut found);
                }
            }
        }
        for identifier in &query.identifiers {
            for entry in self.index.numbers().find(identifier, policy.identifier_shared_max) {
                let kind = self.index.entry(EntryNumber(*entry)).map(|entry| entry.kind);
                if kind.is_some_and(|kind| kind.may_be(query.kind)) {
                    found.entry(*entry).or_default();
                }
            }
        }
        let left_out = query.names.len().saturating_sub(policy.names_max);
        let hits: Vec<Hit> = found
            .into_iter()
            .filter_map(|(entry, found)| Hit::judge(self.index, EntryNumber(entry), query, found))
            .collect();
        Screened::rank(self.index, hits, left_out)
    }

    /// How much work was done since the searcher was made.
    pub fn counts(&self) -> Counts {
        self.work.counts
    }

    /// Compares the candidates and keeps the best name of each entry.
    fn keep(&mut self, at: usize, prepared: &PreparedName, query: &Query, found: &mut HashMap<u32, Found>) {
        let (index, floor) = (self.index, self.index.policy().similarity_min);
        let Work { candidates, taken, wholes, sieve, counts, .. } = &mut self.work;
        counts.candidates += candidates.len() as u64;
        if candidates.is_empty() {
            return;
        }
        sieve.begin(prepared, wholes, floor);
        let own = Tally::new(prepared);
        let tally = |candidate: &Candidate| index.tallies.get(candidate.name.number() as usize);
        std::hint::black_box(candidates.iter().filter_map(tally).fold(0, |sum, tally| sum ^ tally.touch()));
        candidates.retain(|candidate| tally(candidate).is_some_and(|tally| tally.may_be(own, candidate.joined)));
        for batch in candidates.chunks(BATCH) {
            let shape = |name: u32| index.shapes.get(name as usize);
            let shapes = batch.iter().filter_map(|candidate| shape(candidate.name.number()));
            std::hint::black_box(shapes.fold(0, |sum, shape| sum ^ shape.touch()));
            taken.clear();
            for candidate in batch {
                let name = candidate.name.number();
                let Some(shape) = shape(name) else { continue };
                let joined = candidate.joined || sieve.is_nearly_joined(shape);
                sieve.set_joined(joined);
                taken.extend(sieve.takes(shape).map(|may| (name, joined, may)));
            }
            counts.taken += taken.len() as u64;
            let of_words = taken.iter().filter_map(|(name, _, may)| Some((shape(*name)?, may)));
            std::hint::black_box(of_words.fold(0, |sum, (shape, may)| sum ^ Sieve::touch(&index.words, shape, may)));
            taken.retain(|(name, joined, may)| {
                sieve.set_joined(*joined);
                shape(*name).is_some_and(|shape| sieve.passes(&index.words, shape, may))
            });
            counts.compared += taken.len() as u64;
            let tokens = taken.iter().filter_map(|(name, ..)| index.listed(*name)?.prepared.tokens().first());
            std::hint::black_box(tokens.fold(0, |sum, token| sum ^ token.number()));
            for (name, ..) in taken.iter() {
                let Some(listed) = index.listed(*name) else { continue };
                let wants = |found: &HashMap<u32, Found>, holder: Holder, similarity| {
                    index.entry(holder.entry).is_some_and(|entry| entry.kind.may_be(query.kind))
                        && found.get(&holder.entry.0).is_none_or(|kept| kept.yields_to(index, at, holder, similarity))
                };
                let met = compare_where(prepared, &listed.prepared, index.rarity(), |similarity| {
                    counts.alike += u64::from(similarity >= floor);
                    similarity >= floor && index.holders(*name).any(|holder| wants(found, holder, similarity))
                });
                let Some(met) = met else { continue };
                for holder in index.holders(*name) {
                    if wants(found, holder, met.similarity) {
                        found.entry(holder.entry.0).or_default().keep(index, at, holder, met.clone());
                    }
                }
            }
        }
    }
}

/// Candidates that are worked on together.
const BATCH: usize = 64;

impl Work {
    /// Fills the candidates of one name in one group.
    fn search(&mut self, index: &Index, group: usize, prepared: &PreparedName) {
        self.candidates.clear();
        self.seen.begin();
        elements(prepared, group, &mut self.elements, &mut self.wholes);
        let length = keys::length(prepared);
        let few = if length < LONG { FEW } else { FEW_OF_LONG };
        let (mut crowds, mut wanted) = (std::mem::take(&mut self.crowds), std::mem::take(&mut self.wanted));
        crowds.clear();
        self.asked.clear();
        for (at, element) in self.elements.iter().enumerate() {
            self.asked.extend(element.looked().as_slice().iter().map(|near| (*near, at)));
            if length <= WIDELY_MAX {
                self.asked.extend(element.wide(group).as_slice().iter().map(|key| (*key, WIDE)));
            }
        }
        self.counts.lists += self.asked.len() as u64;
        index.near.find(&self.asked, &mut wanted);
        for (place, at) in &wanted {
            let run = index.near.run(place);
            if run.is_longer(if *at == WIDE { FEW_WIDE } else { few }) {
                crowds.extend((*at != WIDE).then_some((*at, place.key())));
            } else {
                run.each(LENGTH_MAX, |name| self.take(name, u32::MAX));
            }
        }
        self.wanted = wanted;
        if !crowds.is_empty() {
            let query = Weights::of(prepared, index.policy().similarity_min);
            let covers = crowds.iter().filter_map(|(at, _)| self.elements.get(*at)).map(|element| element.cover);
            let crowded = covers.fold(0, |crowded, cover| crowded | cover);
            let mut before = None;
            for (at, near) in &crowds {
                if before.replace(*at) != Some(*at) {
                    self.set_partners(&query, *at, crowded);
                }
                self.crowd(index, &query, (*at, *near));
            }
            self.pass_over(&query);
        }
        self.crowds = crowds;
    }

    fn take(&mut self, name: Name, met: u32) {
        match self.seen.insert(name.number()) {
            None => self.candidates.push(Candidate { name, met, joined: name.is_joined() }),
            Some(at) => {
                if let Some(candidate) = self.candidates.get_mut(at) {
                    candidate.met |= met;
                    candidate.joined |= name.is_joined();
                }
            }
        }
    }

    /// Passes over names that are too long for the words of the query by which they were found.
    fn pass_over(&mut self, query: &Weights) {
        let mut longest = [None; 1 << WORDS_MAX];
        self.candidates.retain(|Candidate { name, met, joined }| {
            let Some(longest) = longest.get_mut(*met as usize) else { return true };
            let longest = *longest.get_or_insert_with(|| query.longest_by(*met, MANY));
            name.length() <= longest + usize::from(*joined)
        });
    }

    /// Finds the words to be looked for beside a common one, the rarest first. A name that has a partner has been met
    /// by then; the next ones are looked for in names without it only, which must be short to be alike.
    ///
    /// Beside a common word of a short query every other is looked for, far. Of many words two are near: two common
    /// ones, for names with a rare one near have been met, and each two of them once.
    fn set_partners(&mut self, query: &Weights, at: usize, crowded: u32) {
        self.partners.clear();
        let own = self.elements.get(at).map_or(0, |element| element.cover);
        let many = query.counting() >= MANY;
        let (mut absent, mut after) = (0, own.count_ones() > 1);
        for word in query.rarest.iter().copied().filter(|word| query.all >> word & 1 == 1) {
            let bit = 1 << word;
            if own & bit != 0 {
                after = true;
                continue;
            }
            if !many || after && crowded & bit != 0 {
                let Some(longest) = query.longest(absent & !bit) else { break };
                self.partners.push(Partner { word, longest, near: many });
                if !many {
                    let of = self.elements.iter_mut().filter(|element| element.cover.trailing_zeros() == word);
                    of.for_each(Element::fill);
                }
            }
            // A rare word of many may be there far, which is not looked for.
            if !many || crowded & bit != 0 {
                absent |= bit;
            }
        }
    }

    /// Goes through the names that have a common word near and a partner besides.
    fn crowd(&mut self, index: &Index, query: &Weights, (at, near): (usize, u64)) {
        let Some(own) = self.elements.get(at) else { return };
        let (mut asked, mut wanted) = (std::mem::take(&mut self.asked_by), std::mem::take(&mut self.wanted_by));
        asked.clear();
        let loosely = query.counting() <= 2;
        for partner in &self.partners {
            // Two words as one are looked for with the first of them.
            let others = self.elements.iter().filter(|other| other.cover.trailing_zeros() == partner.word);
            for other in others.filter(|other| other.is_beside(own)) {
                let by = By { met: own.cover | other.cover, longest: partner.longest };
                let mut ask = |key: u64| asked.push((keys::pair(near, key), by));
                if partner.near {
                    other.same_looked().for_each(&mut ask)
                } else {
                    other.far_looked(loosely).for_each(&mut ask)
                }
            }
        }
        let alone = query.longest(query.all & !own.cover).map(|longest| By { met: own.cover, longest });
        asked.extend(alone.map(|by| (keys::alone(near), by)));
        self.counts.lists += asked.len() as u64;
        index.pairs.find(&asked, &mut wanted);
        self.asked_by = asked;
        for (place, By { met, longest }) in &wanted {
            let run = index.pairs.run(place);
            // A word that is too far from its like for the keys is no reason to pass over a short list.
            let longest = if run.is_longer(FEW_OF_TWO) { *longest } else { LENGTH_MAX };
            run.each(longest, |name| self.take(name, *met));
        }
        self.wanted_by = wanted;
    }
}

/// By what a list of names is looked for: words of the query that its names have, and how many words these may have.
#[derive(Clone, Copy, Debug)]
struct By {
    met: u32,
    longest: usize,
}

/// A word to be looked for beside a common one.
#[derive(Debug)]
struct Partner {
    word: u32,
    /// Words of the names that are gone through, at most.
    longest: usize,
    /// Whether it is looked for near, or far.
    near: bool,
}
