//! Names of one kind of subject, indexed: a vocabulary of words with keys, and for each word its names.
//!
//! A posting is a pair of numbers: another word of the same name, and the name. Postings of a word are kept in order of
//! that partner, so that the names that hold two given words are found by bisection however common the words are.
//! Everything can be added to and taken from; what a search finds depends on the names held, not on how they came.

use super::word::{Element, Shape};
use hashbrown::HashMap;

/// Stands for "no other word": the word, or words written as one, is the whole name.
pub(crate) const ALONE: u32 = u32::MAX;

/// A word's postings: partner and name.
pub(crate) type Posting = (u32, u32);

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
    /// Adds a name under a number not in use.
    pub(crate) fn add(&mut self, name: u32, elements: &[Element]) {
        let ids: Vec<u32> = elements.iter().map(|element| self.word(element)).collect();
        for (word, posting) in postings(name, elements, &ids) {
            let Some(list) = self.lists.get_mut(word as usize) else { continue };
            if self.loose {
                list.push(posting);
            } else if let Err(at) = list.binary_search(&posting) {
                list.insert(at, posting);
            }
        }
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
            for key in &element.keys {
                self.add_key(*key, id);
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
    let mut out = Vec::with_capacity(elements.len() * elements.len());
    for (first, word) in elements.iter().zip(ids) {
        if first.cover == all {
            out.push((*word, (ALONE, name)));
        }
        for (second, partner) in elements.iter().zip(ids) {
            let both_joined = first.cover.count_ones() > 1 && second.cover.count_ones() > 1;
            if first.cover & second.cover == 0 && !both_joined {
                out.push((*word, (*partner, name)));
            }
        }
    }
    out
}
