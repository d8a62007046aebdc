//! Names of one kind of subject, indexed: a vocabulary of words with keys, and for each word its names.
//!
//! A posting is one number: another word of the same name, how many words the name has, and the name. Postings of a
//! word are in order, so that the names that hold two given words, and not many more, are found by bisection however
//! common the words are.
//! Everything can be added to and taken from; what a search finds depends on the names held, not on how they came.

use super::word::{Element, Shape};
use hashbrown::HashMap;

/// Stands for "no other word": the word, or words written as one, is the whole name.
pub(crate) const ALONE: u32 = u32::MAX;

/// Words of a name beyond which it counts as no longer; kept in four bits.
const LONG: u32 = 15;

/// One name that holds a word: another of its words, how many it has, its number. In order of these three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Posting(u64);

impl Posting {
    pub(crate) fn new(partner: u32, length: u32, name: u32) -> Self {
        Self(u64::from(partner) << 32 | u64::from(length.min(LONG)) << 28 | u64::from(name) & 0x0FFF_FFFF)
    }

    pub(crate) const fn partner(self) -> u32 {
        (self.0 >> 32) as u32
    }

    pub(crate) const fn name(self) -> u32 {
        (self.0 & 0x0FFF_FFFF) as u32
    }
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Group {
    /// Words by identity.
    words: HashMap<u64, u32>,
    pub shapes: Vec<Shape>,
    /// Words by key: one in place, more in `crowds`.
    keys: HashMap<u64, Slot>,
    crowds: Vec<Vec<u32>>,
    lists: Vec<Vec<Posting>>,
    /// While many names are added, lists are not in order.
    loose: bool,
}

#[derive(Clone, Copy, Debug)]
struct Slot {
    first: u32,
    /// Where the others are in `crowds`; [`ALONE`] when there are none.
    crowd: u32,
}

impl Group {
    /// Adds a name under a number not in use, and gives its words, one for each place.
    pub(crate) fn add(&mut self, name: u32, elements: &[Element]) -> Box<[u32]> {
        let ids: Vec<u32> = elements.iter().map(|element| self.word(element)).collect();
        for (word, posting) in postings(name, elements, &ids) {
            let Some(list) = self.lists.get_mut(word as usize) else { continue };
            if self.loose {
                list.push(posting);
            } else if let Err(at) = list.binary_search(&posting) {
                list.insert(at, posting);
            }
        }
        // The words of a name come first and in order; other readings and joined words follow.
        let mut covered = 0u32;
        let words = elements.iter().zip(ids).filter(|(element, _)| {
            let new = covered & element.cover == 0;
            covered |= element.cover;
            new
        });
        words.map(|(_, id)| id).collect()
    }

    /// Takes a name out again; its elements must be those it was added with.
    pub(crate) fn remove(&mut self, name: u32, elements: &[Element]) {
        let ids: Vec<u32> = elements.iter().map(|element| self.word(element)).collect();
        for (word, posting) in postings(name, elements, &ids) {
            if let Some(list) = self.lists.get_mut(word as usize)
                && let Ok(at) = list.binary_search(&posting)
            {
                list.remove(at);
            }
        }
    }

    /// Begins to add many names: searches give nothing useful until [`Group::end_bulk`].
    pub(crate) fn begin_bulk(&mut self) {
        self.loose = true;
    }

    /// Puts all lists in order.
    pub(crate) fn end_bulk(&mut self) {
        for list in &mut self.lists {
            list.sort_unstable();
            list.dedup();
            list.shrink_to_fit();
        }
        self.loose = false;
    }

    /// A word's postings in order.
    pub(crate) fn list(&self, word: u32) -> &[Posting] {
        self.lists.get(word as usize).map_or(&[], Vec::as_slice)
    }

    /// The shape of a word.
    pub(crate) fn shape(&self, word: u32) -> Option<&Shape> {
        self.shapes.get(word as usize)
    }

    /// How many words there are.
    pub(crate) fn words_count(&self) -> usize {
        self.shapes.len()
    }

    /// The word with this identity.
    pub(crate) fn find(&self, identity: u64) -> Option<u32> {
        self.words.get(&identity).copied()
    }

    /// Hands on every word that shares a key, with repeats.
    pub(crate) fn with_key(&self, key: u64, mut each: impl FnMut(u32)) {
        if let Some(slot) = self.keys.get(&key) {
            each(slot.first);
            if let Some(crowd) = self.crowds.get(slot.crowd as usize) {
                crowd.iter().copied().for_each(each);
            }
        }
    }

    fn word(&mut self, element: &Element) -> u32 {
        let next = u32::try_from(self.shapes.len()).unwrap_or(ALONE);
        let id = *self.words.entry(element.identity).or_insert(next);
        if id == next {
            self.shapes.push(element.shape);
            self.lists.push(Vec::new());
            for key in element.filed() {
                self.add_key(key, id);
            }
        }
        id
    }

    fn add_key(&mut self, key: u64, word: u32) {
        let slot = self.keys.entry(key).or_insert(Slot { first: word, crowd: ALONE });
        if slot.first == word {
            return;
        }
        if slot.crowd == ALONE {
            slot.crowd = u32::try_from(self.crowds.len()).unwrap_or(ALONE);
            self.crowds.push(Vec::new());
        }
        if let Some(crowd) = self.crowds.get_mut(slot.crowd as usize)
            && crowd.last() != Some(&word)
        {
            crowd.push(word);
        }
    }
}

/// Every two elements of a name that stand for different words, both ways round, and those that are all of it.
fn postings(name: u32, elements: &[Element], ids: &[u32]) -> Vec<(u32, Posting)> {
    let all = elements.iter().fold(0u32, |all, element| all | element.cover);
    let length = all.count_ones();
    let mut out = Vec::with_capacity(elements.len() * elements.len());
    for (first, word) in elements.iter().zip(ids) {
        if first.cover == all {
            out.push((*word, Posting::new(ALONE, length, name)));
        }
        for (second, partner) in elements.iter().zip(ids) {
            let both_joined = first.cover.count_ones() > 1 && second.cover.count_ones() > 1;
            if first.cover & second.cover == 0 && !both_joined {
                out.push((*word, Posting::new(*partner, length, name)));
            }
        }
    }
    out
}
