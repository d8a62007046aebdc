//! Searching the index: candidates, comparison, hits.

use super::group::{ALONE, Group, Posting};
use super::sound::Probe;
use super::word::{Element, Shape, Sort, elements};
use super::{EntryNumber, Index, groups_for};
use crate::hit::{Found, Hit, Screened};
use crate::query::Query;
use hashbrown::HashMap;
use names::{Name, PreparedName, score};

/// A word with more postings than this is common: its names are found by a second word, never gone through.
const LIGHT_MAX: usize = 64;
/// Words that are remembered, so that a word that comes again need not be looked up again.
const MEMORY_MAX: usize = 200_000;
/// Words of the list that one word of a query may be; with more, those that share fewer keys are left out.
const ALIKE_MAX: usize = 1_024;
/// How unlike two words of a pair may be together, per mille, by how many words the query has (two, three, more).
const PAIR_UNLIKE_MAX: [u16; 3] = [310, 400, 480];
/// What the estimate of a name may lack of the floor, per mille: it does not know joined words and all readings.
const ESTIMATE_SLACK: u32 = 40;

/// Searches an index. Holds working memory and a memory of words, so keep it for many queries; one for each thread.
#[derive(Debug)]
pub struct Screener<'i> {
    index: &'i Index,
    memory: [HashMap<u64, Alike>; 4],
    work: Work,
}

/// Words of the list that a word may be, in order, and how unlike they are at least, per mille.
type Alike = Box<[LikeWord]>;
/// A word of the list that a word may be, and how unlike it is at least, per mille.
type LikeWord = (u32, u16);
/// Such words in order.
type Words<'a> = &'a [LikeWord];

#[derive(Debug, Default)]
struct Work {
    /// For each word of the list, the words of the query that it may be, a bit each.
    marks: Vec<u64>,
    /// For each word of the list, whether it has a mark: small enough to stay near the processor.
    marked: Vec<u64>,
    /// For each name, the last search that met it.
    seen: Vec<u32>,
    search: u32,
    candidates: Vec<u32>,
    counts: Counts,
}

/// How much work a searcher has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Queries.
    pub queries: u64,
    /// Words of lists that share a key with a word of a query not met before, with repeats.
    pub mates: u64,
    /// Words of lists that words of queries may be.
    pub alike: u64,
    /// Postings gone through.
    pub postings: u64,
    /// Names that hold two words of the query.
    pub paired: u64,
    /// Names compared.
    pub candidates: u64,
}

impl<'i> Screener<'i> {
    pub(super) fn new(index: &'i Index) -> Self {
        Self { index, memory: Default::default(), work: Work::default() }
    }

    /// Screens a name, a profile or numbers, and gives the hits, the surest first.
    pub fn screen(&mut self, query: &Query) -> Screened {
        let policy = self.index.policy();
        self.work.counts.queries += 1;
        let mut found: HashMap<u32, Found> = HashMap::new();
        for (at, name) in query.names.iter().enumerate().take(policy.names_max) {
            let mut read: Option<(Name, PreparedName)> = None;
            for (group, kind) in groups_for(query.kind) {
                if self.index.group(group).is_none_or(|group| group.words_count() == 0) {
                    continue;
                }
                if read.as_ref().is_none_or(|(name, _)| name.kind() != kind) {
                    let parsed = Name::new(kind, name.text.reveal());
                    let mut prepared = parsed.prepare();
                    self.index.rarity().weigh(&mut prepared);
                    read = Some((parsed, prepared));
                }
                if let Some((parsed, prepared)) = &read {
                    self.search(group, parsed, prepared);
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
        let floor = self.index.policy().similarity_min;
        self.work.counts.candidates += self.work.candidates.len() as u64;
        for name in &self.work.candidates {
            let Some(listed) = self.index.listed(*name) else { continue };
            let similarity = score(prepared, &listed.prepared, self.index.rarity());
            if similarity < floor {
                continue;
            }
            let kind = self.index.entry(EntryNumber(listed.entry)).map(|entry| entry.kind);
            if kind.is_some_and(|kind| kind.may_be(query.kind)) {
                let best = found.entry(listed.entry).or_default();
                best.offer(self.index, query, (at, listed), (prepared, similarity));
            }
        }
    }

    /// Fills the candidates of one name in one group.
    fn search(&mut self, group: usize, parsed: &Name, prepared: &PreparedName) {
        self.work.candidates.clear();
        let (Some(of), Some(memory)) = (self.index.group(group), self.memory.get_mut(group)) else { return };
        if !prepared.is_usable() {
            return;
        }
        if memory.len() > MEMORY_MAX {
            memory.clear();
        }
        let mut elements = elements(parsed, prepared);
        elements.truncate(u64::BITS as usize);
        for element in &elements {
            if !memory.contains_key(&element.identity) {
                let alike = alike(of, element, &mut self.work.counts.mates);
                memory.insert(element.identity, alike);
            }
        }
        let alike: Vec<Words<'_>> =
            elements.iter().map(|element| memory.get(&element.identity).map_or(&[][..], AsRef::as_ref)).collect();
        self.work.begin(of, self.index.names_len());
        self.work.mark(of, &elements, &alike, true);
        let floor = u32::from(self.index.policy().similarity_min);
        self.work.gather(of, &elements, &alike, floor);
        let probes: Vec<Probe> = elements.iter().map(|element| element.shape.probe()).collect();
        let mut candidates = std::mem::take(&mut self.work.candidates);
        self.work.counts.paired += candidates.len() as u64;
        candidates.retain(|name| {
            self.index
                .listed(*name)
                .is_some_and(|listed| self.work.may_reach(of, (&elements, &probes), &listed.words, floor))
        });
        self.work.candidates = candidates;
        self.work.mark(of, &elements, &alike, false);
    }
}

/// The words of the list that a word may be.
fn alike(group: &Group, element: &Element, mates: &mut u64) -> Alike {
    let mut found: Vec<(u32, u16)> = Vec::new();
    if element.sort() == Sort::Initial {
        found.extend(group.find(element.identity).map(|word| (word, 0)));
        return found.into();
    }
    let mut words = Vec::new();
    for (nth, (key, sure)) in element.looked().enumerate() {
        if sure {
            group.with_key(key, |word| found.push((word, if nth == 0 { 0 } else { 50 })));
        } else {
            group.with_key(key, |word| words.push(word));
        }
    }
    *mates += words.len() as u64;
    words.sort_unstable();
    words.dedup();
    let probe = element.shape.probe();
    for word in words {
        if let Some(unlike) = group.shape(word).and_then(|shape| element.shape.unlike_by(&probe, shape)) {
            found.push((word, unlike));
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(word, _)| *word);
    if found.len() > ALIKE_MAX {
        found.sort_unstable_by_key(|(word, unlike)| (*unlike, *word));
        found.truncate(ALIKE_MAX);
        found.sort_unstable();
    }
    found.into()
}

impl Work {
    fn begin(&mut self, group: &Group, names: usize) {
        if self.marks.len() < group.words_count() {
            self.marks.resize(group.words_count(), 0);
            self.marked.resize(group.words_count().div_ceil(64), 0);
        }
        if self.seen.len() < names {
            self.seen.resize(names, 0);
        }
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            // After four thousand million searches the marks of old ones would count again.
            self.seen.fill(0);
            self.search = 1;
        }
    }

    /// Sets or clears the marks of all words alike, and of the initials of the query's words.
    fn mark(&mut self, group: &Group, elements: &[Element], alike: &[Words<'_>], on: bool) {
        for (at, (element, words)) in elements.iter().zip(alike).enumerate() {
            let initial = group.find(element.initial);
            for word in words.iter().map(|(word, _)| *word).chain(initial) {
                if let (Some(mark), Some(bits)) =
                    (self.marks.get_mut(word as usize), self.marked.get_mut(word as usize / 64))
                {
                    *mark = if on { *mark | 1 << at } else { 0 };
                    *bits = if on { *bits | 1 << (word % 64) } else { 0 };
                }
            }
        }
    }

    /// The words of the query that a word of the list may be, a bit each.
    fn mark_of(&self, word: u32) -> u64 {
        let marked = self.marked.get(word as usize / 64).is_some_and(|bits| bits >> (word % 64) & 1 == 1);
        if marked { self.marks.get(word as usize).copied().unwrap_or(0) } else { 0 }
    }

    fn candidate(&mut self, name: u32) {
        if let Some(seen) = self.seen.get_mut(name as usize)
            && *seen != self.search
        {
            *seen = self.search;
            self.candidates.push(name);
        }
    }

    fn gather(&mut self, group: &Group, elements: &[Element], alike: &[Words<'_>], floor: u32) {
        let all = elements.iter().fold(0u32, |all, element| all | element.cover);
        let plain = elements.iter().filter(|e| e.sort() != Sort::Initial && e.cover.count_ones() == 1).count();
        let words = all.count_ones() as usize;
        let most = PAIR_UNLIKE_MAX.get(words.saturating_sub(2)).copied().unwrap_or(PAIR_UNLIKE_MAX[2]);
        let longest = longest(group, elements, alike, floor);
        let initials = elements.iter().any(|element| element.sort() == Sort::Initial);
        let common: Vec<Vec<LikeWord>> = alike
            .iter()
            .map(|words| words.iter().copied().filter(|(word, _)| group.list(*word).len() > LIGHT_MAX).collect())
            .collect();
        for (at, (element, words)) in elements.iter().zip(alike).enumerate() {
            self.counts.alike += words.len() as u64;
            let again = elements.iter().take(at).any(|before| before.identity == element.identity);
            if element.sort() == Sort::Initial || again {
                continue;
            }
            let pairing =
                Pairing { at, apart: apart(elements, element), whole: element.cover == all, most, longest, initials };
            for (word, unlike) in *words {
                let list = group.list(*word);
                // Beside nothing but initials, a word has to do alone.
                if list.len() <= LIGHT_MAX || (plain == 1 && !pairing.whole) {
                    self.light(group, (elements, alike), pairing, (list, *unlike));
                } else {
                    self.heavy(group, (elements, &common), pairing, (list, *unlike));
                }
            }
        }
    }

    /// Goes through a rare word's postings.
    fn light(
        &mut self,
        group: &Group,
        (elements, alike): (&[Element], &[Words<'_>]),
        pairing: Pairing,
        (list, unlike): (&[Posting], u16),
    ) {
        self.counts.postings += list.len() as u64;
        let mut last = (ALONE, false);
        for posting in list {
            let partner = posting.partner();
            if last.0 != partner || partner == ALONE {
                let mark = self.mark_of(partner) & pairing.apart;
                let meets = partner == ALONE
                    || pairing.whole
                    || (mark != 0 && unlike.saturating_add(least(alike, mark, partner)) <= pairing.most)
                    || (mark == 0 && pairing.initials && initial_meets(group, elements, pairing, partner));
                last = (partner, meets);
            }
            if last.1 {
                self.candidate(posting.name());
            }
        }
    }

    /// Finds, among a common word's postings, the names that hold another common word like one of the query. A rare
    /// word's own postings lead to the other names.
    fn heavy(
        &mut self,
        group: &Group,
        (elements, common): (&[Element], &[Vec<LikeWord>]),
        pairing: Pairing,
        (list, unlike): (&[Posting], u16),
    ) {
        let mut take = |partner: u32| {
            let from = list.partition_point(|posting| posting.partner() < partner);
            let beyond = Posting::new(partner, pairing.longest, u32::MAX);
            for posting in list.get(from..).unwrap_or_default().iter().take_while(|posting| **posting <= beyond) {
                self.counts.postings += 1;
                self.candidate(posting.name());
            }
        };
        take(ALONE);
        for (other, (element, words)) in elements.iter().zip(common).enumerate() {
            if pairing.apart >> other & 1 == 0 {
                continue;
            }
            if let Some(initial) = group.find(element.initial) {
                take(initial);
            }
            if element.sort() == Sort::Initial {
                group.find(element.identity).into_iter().for_each(&mut take);
            }
            // Of two common words each has the other in its postings; once is enough.
            if other > pairing.at {
                for (partner, more) in words {
                    if unlike.saturating_add(*more) <= pairing.most {
                        take(*partner);
                    }
                }
            }
        }
    }

    /// Whether a name may reach the floor, from which words may meet at all and how much each says. Follows the way
    /// `names` counts: words that contradict cost most, missing ones less.
    fn may_reach(&self, group: &Group, (elements, probes): (&[Element], &[Probe]), listed: &[u32], floor: u32) -> bool {
        let (mut met_query, mut met) = (0u32, 0u32);
        let mut loose: [Option<&Shape>; 8] = [None; 8];
        let mut free_listed = 0;
        for (nth, word) in listed.iter().enumerate() {
            let Some(shape) = group.shape(*word) else { continue };
            let mut mark = self.mark_of(*word);
            if mark == 0 {
                free_listed += counts(shape);
                if let Some(place) = loose.get_mut(nth) {
                    *place = Some(shape);
                }
                continue;
            }
            met += damped(shape.weight);
            while mark != 0 {
                met_query |= elements.get(mark.trailing_zeros() as usize).map_or(0, |element| element.cover);
                mark &= mark - 1;
            }
        }
        let free = |element: &Element| element.cover.count_ones() == 1 && met_query & element.cover == 0;
        let free_query: u32 =
            elements.iter().filter(|element| free(element)).map(|element| counts(&element.shape)).sum();
        if best(met, free_query, free_listed) + ESTIMATE_SLACK >= floor {
            return true;
        }
        // Perhaps some of the words that share no key meet nevertheless.
        let both = free_query.min(free_listed);
        if best(met + both, free_query - both, free_listed - both) + ESTIMATE_SLACK < floor {
            return false;
        }
        let mut free_query = free_query;
        for (element, probe) in elements.iter().zip(probes).filter(|(element, _)| free(element)) {
            let meets =
                |shape: &Option<&Shape>| shape.is_some_and(|shape| element.shape.unlike_by(probe, shape).is_some());
            let meeting = loose.iter_mut().find(|shape| meets(shape));
            if let Some(shape) = meeting.and_then(Option::take) {
                met += damped(shape.weight);
                free_query = free_query.saturating_sub(counts(&element.shape));
                free_listed = free_listed.saturating_sub(counts(shape));
            }
        }
        best(met, free_query, free_listed) + ESTIMATE_SLACK >= floor
    }
}

/// What a word counts where nothing meets it.
fn counts(shape: &Shape) -> u32 {
    if shape.optional { damped(shape.weight) / 2 } else { damped(shape.weight) }
}

/// The best similarity of names of which so much meets and so much does not, per mille.
fn best(met: u32, free_query: u32, free_listed: u32) -> u32 {
    let contradicting = free_query.min(free_listed);
    let missing = free_query.max(free_listed) - contradicting;
    1000u32.saturating_sub((contradicting * 1150 + missing * 330) / (met + contradicting + missing).max(1))
}

/// One word of the query that is being looked for.
#[derive(Clone, Copy)]
struct Pairing {
    at: usize,
    /// The elements that stand for other words, a bit each.
    apart: u64,
    /// Whether it stands for all words of the query.
    whole: bool,
    /// How unlike it and the other word may be together, per mille.
    most: u16,
    /// Names with more words cannot be reached by common words alone.
    longest: u32,
    /// Whether the query has an initial, which meets any word that begins so.
    initials: bool,
}

/// Damped as `names` damps it: what a word counts in the similarity.
fn damped(weight: u16) -> u32 {
    160 + u32::from(weight) / 2
}

/// How many words a name may have that is found by common words only.
///
/// Such a name holds none of the rare words of the query. If then even one more word on its side would contradict them
/// too much, all its words must be common words of the query.
fn longest(group: &Group, elements: &[Element], alike: &[Words<'_>], floor: u32) -> u32 {
    let (mut common, mut met, mut rare) = (0u32, 0u32, 0u32);
    for (element, words) in elements.iter().zip(alike).filter(|(element, _)| element.cover.count_ones() == 1) {
        let weight = counts(&element.shape);
        let is_common =
            element.sort() == Sort::Initial || words.iter().any(|(word, _)| group.list(*word).len() > LIGHT_MAX);
        if is_common {
            common |= element.cover;
            met += weight;
        } else {
            rare += weight;
        }
    }
    // The lightest word there is weighs this much.
    let least = damped(64).min(rare);
    if rare > 0 && best(met, rare, least) + ESTIMATE_SLACK < floor { common.count_ones() } else { u32::MAX }
}

/// How unlike a word of the list is at least to the words of the query it may be. An initial has no other way to be
/// marked than that it begins one of them.
fn least(alike: &[Words<'_>], mut mark: u64, word: u32) -> u16 {
    let mut least = u16::MAX;
    while mark != 0 {
        let words = alike.get(mark.trailing_zeros() as usize).copied().unwrap_or_default();
        least = least.min(match words.binary_search_by_key(&word, |(word, _)| *word) {
            Ok(at) => words.get(at).map_or(u16::MAX, |(_, unlike)| *unlike),
            Err(_) => 0,
        });
        mark &= mark - 1;
    }
    least
}

/// Whether another word of the query is an initial of a partner.
fn initial_meets(group: &Group, elements: &[Element], pairing: Pairing, partner: u32) -> bool {
    group.shape(partner).is_some_and(|shape| {
        elements.iter().enumerate().any(|(other, element)| {
            pairing.apart >> other & 1 == 1
                && (shape.sort == Sort::Initial) != (element.sort() == Sort::Initial)
                && element.shape.unlike(shape).is_some()
        })
    })
}

/// The elements that stand for other words than this one, a bit each.
fn apart(elements: &[Element], element: &Element) -> u64 {
    elements
        .iter()
        .enumerate()
        .filter(|(_, other)| other.cover & element.cover == 0)
        .fold(0, |mask, (at, _)| mask | 1 << at)
}
