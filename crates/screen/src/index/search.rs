//! Searching the index: candidates, comparison, hits.

use super::group::{ALONE, Group};
use super::word::{Element, Sort, elements};
use super::{EntryNumber, Index, groups_for};
use crate::hit::{Found, Hit, Screened};
use crate::query::Query;
use hashbrown::HashMap;
use names::{Name, PreparedName, score};

/// A word with more postings than this is common: its names are found by a second word, never gone through.
const LIGHT_MAX: usize = 256;
/// Words that are remembered, so that a word that comes again need not be looked up again.
const MEMORY_MAX: usize = 200_000;
/// Words of the list that one word of a query may be; with more, those that share fewer keys are left out.
const ALIKE_MAX: usize = 4_096;

/// Searches an index. Holds working memory and a memory of words, so keep it for many queries; one for each thread.
#[derive(Debug)]
pub struct Screener<'i> {
    index: &'i Index,
    memory: [HashMap<u64, Box<[u32]>>; 4],
    work: Work,
}

#[derive(Debug, Default)]
struct Work {
    /// For each word of the list, the words of the query that it may be, a bit each.
    marks: Vec<u64>,
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
    /// Words of lists that words of queries may be.
    pub alike: u64,
    /// Postings gone through.
    pub postings: u64,
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
        let hits: Vec<Hit> =
            found.into_iter().filter_map(|(entry, found)| Hit::judge(self.index, EntryNumber(entry), query, found)).collect();
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
                let alike = alike(of, element);
                memory.insert(element.identity, alike);
            }
        }
        let alike: Vec<&[u32]> =
            elements.iter().map(|element| memory.get(&element.identity).map_or(&[][..], AsRef::as_ref)).collect();
        self.work.begin(of, self.index.names_len());
        self.work.mark(&alike, true);
        self.work.gather(of, &elements, &alike);
        self.work.mark(&alike, false);
    }
}

/// The words of the list that a word may be, in order.
fn alike(group: &Group, element: &Element) -> Box<[u32]> {
    let mut found = Vec::new();
    if element.sort() == Sort::Initial {
        found.extend(group.find(element.identity));
        return found.into();
    }
    for (nth, key) in element.keys.iter().enumerate() {
        // The first key is of the letters, the last ones of name families: words that share these always may meet.
        let sure = nth == 0 || nth >= element.families_from;
        group.with_key(*key, |word| {
            if found.len() < ALIKE_MAX * 4 && (sure || group.shape(word).is_some_and(|shape| element.shape.may_meet(shape))) {
                found.push(word);
            }
        });
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(ALIKE_MAX);
    found.into()
}

impl Work {
    fn begin(&mut self, group: &Group, names: usize) {
        if self.marks.len() < group.words_count() {
            self.marks.resize(group.words_count(), 0);
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

    /// Sets or clears the marks of all words alike.
    fn mark(&mut self, alike: &[&[u32]], on: bool) {
        for (at, words) in alike.iter().enumerate() {
            for word in *words {
                if let Some(mark) = self.marks.get_mut(*word as usize) {
                    *mark = if on { *mark | 1 << at } else { 0 };
                }
            }
        }
    }

    fn candidate(&mut self, name: u32) {
        if let Some(seen) = self.seen.get_mut(name as usize)
            && *seen != self.search
        {
            *seen = self.search;
            self.candidates.push(name);
        }
    }

    fn gather(&mut self, group: &Group, elements: &[Element], alike: &[&[u32]]) {
        let all = elements.iter().fold(0u32, |all, element| all | element.cover);
        let plain = elements.iter().filter(|e| e.sort() != Sort::Initial && e.cover.count_ones() == 1).count();
        for (at, (element, words)) in elements.iter().zip(alike).enumerate() {
            self.counts.alike += words.len() as u64;
            if element.sort() == Sort::Initial {
                continue;
            }
            let apart = apart(elements, element);
            for word in *words {
                let list = group.list(*word);
                if list.len() <= LIGHT_MAX || (plain == 1 && element.cover != all) {
                    self.light(group, elements, (element, apart, element.cover == all), list);
                } else {
                    self.heavy(group, elements, (at, apart), (list, alike));
                }
            }
        }
    }

    /// Goes through a rare word's postings.
    fn light(
        &mut self,
        group: &Group,
        elements: &[Element],
        (element, apart, whole): (&Element, u64, bool),
        list: &[(u32, u32)],
    ) {
        self.counts.postings += list.len() as u64;
        let mut last = (ALONE, false);
        for (partner, name) in list {
            if last.0 != *partner || *partner == ALONE {
                let meets = *partner == ALONE
                    || whole
                    || self.marks.get(*partner as usize).is_some_and(|mark| mark & apart != 0)
                    || group.shape(*partner).is_some_and(|shape| {
                        elements.iter().any(|other| other.cover & element.cover == 0 && other.shape.may_meet(shape))
                    });
                last = (*partner, meets);
            }
            if last.1 {
                self.candidate(*name);
            }
        }
    }

    /// Finds, among a common word's postings, the names that hold a word like another word of the query.
    fn heavy(
        &mut self,
        group: &Group,
        elements: &[Element],
        (at, apart): (usize, u64),
        (list, alike): (&[(u32, u32)], &[&[u32]]),
    ) {
        let mut take = |partner: u32| {
            let from = list.partition_point(|posting| posting.0 < partner);
            for (_, name) in list.get(from..).unwrap_or_default().iter().take_while(|posting| posting.0 == partner) {
                self.counts.postings += 1;
                self.candidate(*name);
            }
        };
        take(ALONE);
        for (other, (element, words)) in elements.iter().zip(alike).enumerate() {
            if other == at || apart >> other & 1 == 0 {
                continue;
            }
            if let Some(initial) = group.find(element.initial) {
                take(initial);
            }
            for partner in *words {
                // A rare partner's own postings lead to the same names.
                if group.list(*partner).len() > LIGHT_MAX || words.len() == 1 {
                    take(*partner);
                }
            }
        }
    }
}

/// The elements that stand for other words than this one, a bit each.
fn apart(elements: &[Element], element: &Element) -> u64 {
    elements.iter().enumerate().filter(|(_, other)| other.cover & element.cover == 0).fold(0, |mask, (at, _)| mask | 1 << at)
}
