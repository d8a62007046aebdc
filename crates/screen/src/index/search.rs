//! Searching the index: candidates, comparison, hits.

use super::keys::{self, Element, WORDS_MAX, Whole, elements};
use super::postings::{LENGTH_MAX, Place};
use super::sieve::{CONTRADICTS, MISSING, MISSING_BESIDE_ONE, Plausible, Sieve, counts};
use super::tally::Tally;
use super::{EntryNumber, Index, groups_for};
use crate::hit::{Found, Hit, Screened};
use crate::query::Query;
use hashbrown::HashMap;
use names::{PreparedName, score};

/// A list of names with a word near is gone through when it is no longer than this, by the words of the query: of a
/// longer query the other words are more, and what they are looked for beside is less.
const FEW: [usize; 4] = [32, 32, 32, 32];
const FEW_OF_MANY: usize = 8;

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
    /// Names, and whether two words of them may be one of the query.
    candidates: Vec<(u32, bool)>,
    /// Candidates of a batch that may be alike, and by which words.
    taken: Vec<(u32, bool, Plausible)>,
    sieve: Sieve,
    counts: Counts,
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
        let tally = |name: &u32| index.tallies.get(*name as usize);
        std::hint::black_box(
            candidates.iter().filter_map(|(name, _)| tally(name)).fold(0, |sum, tally| sum ^ tally.touch()),
        );
        candidates.retain(|(name, joined)| tally(name).is_some_and(|tally| tally.may_be(own, *joined)));
        for batch in candidates.chunks(BATCH) {
            let shape = |name: u32| index.shapes.get(name as usize);
            let shapes = batch.iter().filter_map(|(name, _)| shape(*name));
            std::hint::black_box(shapes.fold(0, |sum, shape| sum ^ shape.touch()));
            taken.clear();
            for (name, joined) in batch {
                let Some(shape) = shape(*name) else { continue };
                let joined = *joined || sieve.is_nearly_joined(shape);
                sieve.set_joined(joined);
                taken.extend(sieve.takes(shape).map(|may| (*name, joined, may)));
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
            for listed in taken.iter().filter_map(|(name, ..)| index.listed(*name)) {
                let similarity = score(prepared, &listed.prepared, index.rarity());
                let kind = index.entry(EntryNumber(listed.entry)).map(|entry| entry.kind);
                if similarity >= floor && kind.is_some_and(|kind| kind.may_be(query.kind)) {
                    counts.alike += 1;
                    let best = found.entry(listed.entry).or_default();
                    best.offer(index, (at, listed), (prepared, similarity));
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
        let few = FEW.get(length).copied().unwrap_or(FEW_OF_MANY);
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
                run.each(LENGTH_MAX, |name, joined| self.take(name, joined));
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
        }
        self.crowds = crowds;
    }

    fn take(&mut self, name: u32, joined: bool) {
        match self.seen.insert(name) {
            None => self.candidates.push((name, joined)),
            Some(at) if joined => {
                if let Some(candidate) = self.candidates.get_mut(at) {
                    candidate.1 = true;
                }
            }
            Some(_) => {}
        }
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
        let (mut asked, mut wanted) = (std::mem::take(&mut self.asked), std::mem::take(&mut self.wanted));
        asked.clear();
        let loosely = query.counting() <= 2;
        for partner in &self.partners {
            // Two words as one are looked for with the first of them.
            let others = self.elements.iter().filter(|other| other.cover.trailing_zeros() == partner.word);
            for other in others.filter(|other| other.is_beside(own)) {
                let mut ask = |key: u64| asked.push((keys::pair(near, key), partner.longest));
                if partner.near {
                    other.same_looked().for_each(&mut ask)
                } else {
                    other.far_looked(loosely).for_each(&mut ask)
                }
            }
        }
        asked.extend(query.longest(query.all & !own.cover).map(|longest| (keys::alone(near), longest)));
        self.counts.lists += asked.len() as u64;
        index.pairs.find(&asked, &mut wanted);
        self.asked = asked;
        for (place, longest) in &wanted {
            let run = index.pairs.run(place);
            // A word that is too far from its like for the keys is no reason to pass over a short list.
            let longest = if run.is_longer(FEW_OF_TWO) { *longest } else { LENGTH_MAX };
            run.each(longest, |name, joined| self.take(name, joined));
        }
        self.wanted = wanted;
    }
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

/// How much each word of a query counts, and how alike a name must be.
struct Weights {
    /// Where it is met.
    met: [u32; WORDS_MAX],
    /// Where it is missing.
    alone: [u32; WORDS_MAX],
    /// The numbers of its words, those that count most first.
    rarest: [u32; WORDS_MAX],
    optional: u32,
    all: u32,
    floor: u32,
}

/// What a further word of a listed name counts at least, nearly always.
const FURTHER_MIN: u32 = 288;

impl Weights {
    fn of(name: &PreparedName, floor: u16) -> Self {
        let mut query = Self {
            met: [0; WORDS_MAX],
            alone: [0; WORDS_MAX],
            rarest: std::array::from_fn(|at| at as u32),
            optional: 0,
            all: 0,
            floor: u32::from(floor),
        };
        for (at, (token, (met, alone))) in
            name.tokens().iter().zip(query.met.iter_mut().zip(&mut query.alone)).enumerate()
        {
            query.all |= 1 << at;
            query.optional |= u32::from(keys::is_optional(token)) << at;
            (*met, *alone) = counts(u32::from(token.weight()), keys::is_optional(token));
        }
        let alone = query.alone;
        query.rarest.sort_by_key(|word| std::cmp::Reverse(alone.get(*word as usize).copied()));
        query
    }

    /// How many of its words count.
    fn counting(&self) -> u32 {
        (self.all & !self.optional).count_ones()
    }

    /// How many words a name may have that lacks some of the query's words, to be alike nevertheless; `None` when it
    /// cannot be.
    fn longest(&self, absent: u32) -> Option<usize> {
        let sum = |of: &[u32], mask: u32| bits(mask).filter_map(|at| of.get(at)).sum::<u32>();
        let there = self.all & !absent;
        let (met, free) = (sum(&self.met, there), sum(&self.alone, absent & self.all));
        // One word that meets says less; as `names` counts it.
        let alone = if there.count_ones() > 1 { MISSING } else { MISSING_BESIDE_ONE };
        let reaches = |further: &u32| {
            let listed = further * FURTHER_MIN;
            let contradicting = free.min(listed);
            let missing = free.max(listed) - contradicting;
            let lost = contradicting * CONTRADICTS + missing * alone;
            lost <= (1000 - self.floor) * (met + contradicting + missing)
        };
        // Every further word costs.
        let further = (0..=LENGTH_MAX as u32).take_while(reaches).last()?;
        Some((there & !self.optional).count_ones() as usize + further as usize)
    }
}

/// The set bits of a mask.
fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let at = mask.trailing_zeros();
            mask &= mask - 1;
            at as usize
        })
    })
}
