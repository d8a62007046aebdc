//! The index: built once from entries, kept up to date entry by entry, searched by [`Screener`].
//!
//! # How a name is found
//!
//! A name that several entries have is held once (`listed`).
//!
//! Two names are alike only when one word of the one is **near** a word of the other and (unless it is the only word)
//! another is near or **far**; see `keys` for what that means. So every name is filed under
//!
//! 1. each key of each of its words, near: short lists for most words, long ones for Mohammed and Kim;
//! 2. each pair of a key of one word, near, and a key of another, far: short lists for nearly all pairs;
//! 3. each long word, and two words as one, with one consonant left out: for queries of one or two words, none of which
//!    may be near.
//!
//! A search takes each word's near list whole where it is short. A long one it never goes through; it takes the lists
//! of pairs with the other words of the query instead. Of five words or more two are near in nearly every hit, so there
//! only pairs of two common words are looked for, each once. A name found by such lists is passed over when it lacks too
//! many of the words that were looked for (`weights`). So it does not matter how common a word is, and hardly how long
//! the list is. Which of the two ways is taken depends on the names held only.
//!
//! What is found so is refused by ever closer looks: the consonants of the whole name counted (`tally`), its words in
//! brief, how alike the words are (`sieve`). What is left, three names of forty, is compared by `names`, exactly as a
//! comparison with every entry would. What is lost against that: names none of whose words are near (nearly always two
//! slips in different words), names with one common word near while the other differs in two places, and the few that
//! `tally` refuses. `examples/screening` measures how many.
//!
//! Reading memory is most of the work, since what is needed of each key and each name lies far from the next. So every
//! step reads for all of them first, that the reads be under way together, and then works.

mod keys;
mod listed;
mod memory;
mod numbers;
mod postings;
mod search;
mod sieve;
mod skeleton;
mod tally;
mod weights;
mod words;

pub(crate) use listed::Holder;
pub use search::{Counts, Screener};

use crate::entry::{Entry, Kind, NameKind};
use crate::policy::Policy;
use hashbrown::HashMap;
use keys::{Element, Whole};
use listed::{Listed, Names};
use names::{PreparedName, Rarity};
use numbers::Numbers;
use postings::Postings;
use std::sync::Arc;
use tally::Tally;
use words::{Shape, Words};

pub(crate) use numbers::normalise;

/// The number of an entry within one index; it may be given to another entry after a removal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntryNumber(pub(crate) u32);

/// Names, numbers and entries of any number of lists, or of a base of mentions.
#[derive(Clone, Debug)]
pub struct Index {
    policy: Policy,
    rarity: Arc<Rarity>,
    entries: Vec<Option<Held>>,
    free_entries: Vec<u32>,
    by_id: HashMap<(String, String), u32>,
    names: Names,
    /// The words of each name.
    shapes: Vec<Shape>,
    /// The consonants of each name.
    tallies: Vec<Tally>,
    words: Words,
    /// Names by a word near.
    near: Postings,
    /// Names by a word near and another far.
    pairs: Postings,
    numbers: Numbers,
}

/// An entry and where its names are.
#[derive(Clone, Debug)]
struct Held {
    entry: Entry,
    names: Vec<u32>,
}

/// Which group a kind of subject is kept in, and how its names are read.
pub(crate) fn group_of(kind: Kind) -> (usize, names::NameKind) {
    match kind {
        Kind::Person => (0, names::NameKind::Person),
        Kind::Organisation | Kind::Wallet => (1, names::NameKind::Organisation),
        Kind::Vessel | Kind::Aircraft => (2, names::NameKind::Vessel),
        Kind::Unknown => (3, names::NameKind::Organisation),
    }
}

/// The group of subjects whose kind nobody knows.
pub(crate) const GROUP_UNKNOWN: usize = 3;

/// The groups that may hold a subject of a kind, and how a name of the query is read for each.
pub(crate) fn groups_for(kind: Kind) -> impl Iterator<Item = (usize, names::NameKind)> {
    let kinds: &[Kind] = match kind {
        Kind::Unknown => &[Kind::Person, Kind::Organisation, Kind::Vessel, Kind::Unknown],
        _ => &[Kind::Person, Kind::Unknown],
    };
    let (own, read) = group_of(kind);
    kinds.iter().enumerate().map(move |(nth, of)| match (kind, nth) {
        (Kind::Unknown, _) => group_of(*of),
        (_, 0) => (own, read),
        _ => (GROUP_UNKNOWN, read),
    })
}

/// How often words occur in the names of some entries, to tell rare words from common ones. Better counts come from the
/// people an office has on file; lists are a makeshift.
pub fn learn_rarity<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Rarity {
    let mut rarity = Rarity::prior();
    for entry in entries {
        let (_, kind) = group_of(entry.kind);
        for name in &entry.names {
            rarity.add(&PreparedName::new(kind, name.text.reveal()));
        }
    }
    rarity
}

impl Index {
    /// An empty index. Weights of words and thresholds stay the same for its life.
    pub fn new(rarity: Arc<Rarity>, policy: Policy) -> Self {
        Self {
            policy,
            rarity,
            entries: Vec::new(),
            free_entries: Vec::new(),
            by_id: HashMap::new(),
            names: Names::default(),
            shapes: Vec::new(),
            tallies: Vec::new(),
            words: Words::default(),
            near: Postings::default(),
            pairs: Postings::default(),
            numbers: Numbers::default(),
        }
    }

    /// An index over entries. Of several with the same list and number, the last stays.
    pub fn build(entries: impl IntoIterator<Item = Entry>, rarity: Arc<Rarity>, policy: Policy) -> Self {
        let mut index = Self::new(rarity, policy);
        let mut filed = Filed::default();
        let mut twice = Vec::new();
        for entry in entries {
            if index.number_of(&entry.list, &entry.id).is_some() {
                twice.push(entry);
            } else {
                index.add(entry, &mut filed);
            }
        }
        index.near.extend(std::mem::take(&mut filed.near));
        index.pairs.extend(std::mem::take(&mut filed.pairs));
        twice.into_iter().for_each(|entry| index.insert(entry));
        index
    }

    /// Adds an entry, in the place of the one with the same list and number if there is one.
    pub fn insert(&mut self, entry: Entry) {
        self.remove(&entry.list, &entry.id);
        let mut filed = Filed::default();
        self.add(entry, &mut filed);
        filed.near.into_iter().for_each(|(key, name)| self.near.insert(key, name));
        filed.pairs.into_iter().for_each(|(key, name)| self.pairs.insert(key, name));
    }

    /// Takes an entry out and gives it back.
    pub fn remove(&mut self, list: &str, id: &str) -> Option<Entry> {
        let number = self.by_id.remove(&(list.to_owned(), id.to_owned()))?;
        let held = self.entries.get_mut(number as usize).and_then(Option::take)?;
        let (group, _) = group_of(held.entry.kind);
        let mut filed = Filed::default();
        for name in &held.names {
            if let Some(prepared) = self.names.remove(*name, EntryNumber(number)) {
                keys::elements(&prepared, group, &mut filed.elements, &mut filed.wholes);
                filed.file(*name, group, &prepared);
            }
        }
        filed.near.into_iter().for_each(|(key, name)| self.near.remove(key, name));
        filed.pairs.into_iter().for_each(|(key, name)| self.pairs.remove(key, name));
        self.numbers.remove(number, &held.entry.identifiers);
        self.free_entries.push(number);
        Some(held.entry)
    }

    /// How many entries it holds.
    pub fn len(&self) -> usize {
        self.by_id.len()
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// How many names it holds.
    pub fn names_count(&self) -> usize {
        self.names.held()
    }

    /// The entry of a hit.
    pub fn entry(&self, number: EntryNumber) -> Option<&Entry> {
        self.entries.get(number.0 as usize)?.as_ref().map(|held| &held.entry)
    }

    /// The number of an entry by its list and the publisher's number.
    pub fn number_of(&self, list: &str, id: &str) -> Option<EntryNumber> {
        self.by_id.get(&(list.to_owned(), id.to_owned())).copied().map(EntryNumber)
    }

    /// All entries, in no promised order.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().flatten().map(|held| &held.entry)
    }

    /// The thresholds.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The weights of words.
    pub fn rarity(&self) -> &Arc<Rarity> {
        &self.rarity
    }

    /// A searcher with its own working memory; make one for each thread and keep it for many queries.
    pub fn screener(&self) -> Screener<'_> {
        Screener::new(self)
    }

    pub(crate) fn listed(&self, name: u32) -> Option<&Listed> {
        self.names.get(name)
    }

    /// Whose a name is.
    pub(crate) fn holders(&self, name: u32) -> impl Iterator<Item = Holder> {
        self.names.holders(name)
    }

    /// Whether a group holds any name.
    pub(crate) fn holds(&self, group: usize) -> bool {
        self.names.holds(group)
    }

    pub(crate) fn numbers(&self) -> &Numbers {
        &self.numbers
    }

    pub(crate) fn name_kind(&self, holder: Holder) -> Option<NameKind> {
        self.entry(holder.entry)?.names.get(holder.at as usize).map(|name| name.kind)
    }

    fn add(&mut self, entry: Entry, filed: &mut Filed) {
        let number = self.free_entries.pop().unwrap_or_else(|| {
            self.entries.push(None);
            u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
        });
        let (group, kind) = group_of(entry.kind);
        let mut held = Held { names: Vec::with_capacity(entry.names.len()), entry };
        for (at, listed) in (0u32..).zip(&held.entry.names) {
            let mut prepared = PreparedName::new(kind, listed.text.reveal());
            self.rarity.weigh(&mut prepared);
            let (name, is_new) = self.names.add(prepared, group, Holder { entry: EntryNumber(number), at });
            held.names.push(name);
            let Some(Listed { prepared, .. }) = self.names.get(name).filter(|_| is_new) else { continue };
            keys::elements(prepared, group, &mut filed.elements, &mut filed.wholes);
            put(&mut self.shapes, name, self.words.shape(prepared));
            put(&mut self.tallies, name, Tally::new(prepared));
            filed.file(name, group, prepared);
        }
        self.numbers.add(number, &held.entry.identifiers);
        self.by_id.insert((held.entry.list.clone(), held.entry.id.clone()), number);
        if let Some(place) = self.entries.get_mut(number as usize) {
            *place = Some(held);
        }
    }
}

/// Puts what is known of a name in its place; the place of a new number is the next one.
fn put<T>(places: &mut Vec<T>, name: u32, of: T) {
    match places.get_mut(name as usize) {
        Some(place) => *place = of,
        None => places.push(of),
    }
}

/// Keys and the names to be filed under them.
#[derive(Default)]
struct Filed {
    near: Vec<(u64, postings::Name)>,
    pairs: Vec<(u64, postings::Name)>,
    elements: Vec<Element>,
    wholes: Vec<Whole>,
}

impl Filed {
    /// Every key of the name whose elements these are. Follows from the name alone, so that it is taken out as it was
    /// put in.
    fn file(&mut self, name: u32, group: usize, prepared: &PreparedName) {
        let length = keys::length(prepared);
        let Some(name) = postings::Name::new(name, length) else { return };
        let counting = keys::counting(prepared);
        for element in &mut self.elements {
            self.near.extend(element.wide(group).as_slice().iter().map(|key| (*key, name.joined(element.is_joined()))));
            element.fill();
        }
        for element in &self.elements {
            for near in element.filed() {
                self.near.push((*near, name.joined(element.is_joined())));
                if counting & !element.cover == 0 {
                    self.pairs.push((keys::alone(*near), name.joined(element.is_joined())));
                }
                for other in self.elements.iter().filter(|other| other.is_beside(element)) {
                    let name = name.joined(element.is_joined() || other.is_joined());
                    self.pairs.extend(other.far_filed(length).map(|far| (keys::pair(*near, far), name)));
                }
            }
        }
    }
}
