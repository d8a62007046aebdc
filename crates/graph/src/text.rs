//! Texts kept in one piece of memory and named by number.

use crate::id::number;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher as _;

/// A list of texts, one after the other: eight bytes each beside the text itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    ends: Vec<u64>,
}

impl Texts {
    /// How many.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The text at a position; empty when there is none.
    pub fn get(&self, index: usize) -> &str {
        let place = |ends: Option<&u64>| ends.and_then(|end| usize::try_from(*end).ok());
        let start = index.checked_sub(1).map_or(Some(0), |before| place(self.ends.get(before)));
        let range = start.zip(place(self.ends.get(index)));
        range.and_then(|(start, end)| self.bytes.get(start..end)).unwrap_or_default()
    }

    /// Adds a text at the end.
    pub fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }

    /// Adds all texts of another list at the end.
    pub fn append(&mut self, other: &Self) {
        let before = self.bytes.len() as u64;
        self.bytes.push_str(&other.bytes);
        self.ends.extend(other.ends.iter().map(|end| before.saturating_add(*end)));
    }

    /// The same texts in another order.
    #[must_use]
    pub fn arranged(&self, order: &[u32]) -> Self {
        let mut arranged =
            Self { bytes: String::with_capacity(self.bytes.len()), ends: Vec::with_capacity(order.len()) };
        order.iter().for_each(|index| arranged.push(self.get(*index as usize)));
        arranged
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.bytes.capacity() + self.ends.capacity() * 8
    }
}

/// Texts of which each stands once, with a mark that keeps equal texts of different sort apart.
#[derive(Clone, Default)]
pub struct Interner {
    texts: Texts,
    marks: Vec<u8>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// The number of a text under a mark, new if it was not there; `None` when numbers are used up.
    pub fn intern(&mut self, mark: u8, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one((mark, text));
        if let Some(found) = self.find_hashed(hash, mark, text) {
            return Some(found);
        }
        let new = number(self.texts.len())?;
        self.texts.push(text);
        self.marks.push(mark);
        let (texts, marks, hasher) = (&self.texts, &self.marks, &self.hasher);
        self.table.insert_unique(hash, new, |index| {
            let index = *index as usize;
            hasher.hash_one((marks.get(index).copied().unwrap_or_default(), texts.get(index)))
        });
        Some(new)
    }

    /// The number of a text under a mark, if it is there.
    pub fn find(&self, mark: u8, text: &str) -> Option<u32> {
        self.find_hashed(self.hasher.hash_one((mark, text)), mark, text)
    }

    fn find_hashed(&self, hash: u64, mark: u8, text: &str) -> Option<u32> {
        let same = |index: &u32| {
            let index = *index as usize;
            self.marks.get(index) == Some(&mark) && self.texts.get(index) == text
        };
        self.table.find(hash, same).copied()
    }

    /// The text of a number; empty when there is none.
    pub fn get(&self, index: u32) -> &str {
        self.texts.get(index as usize)
    }

    /// The mark of a number.
    pub fn mark(&self, index: u32) -> Option<u8> {
        self.marks.get(index as usize).copied()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.marks.capacity() + self.table.capacity() * 5
    }
}

impl PartialEq for Interner {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts && self.marks == other.marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_per_mark() {
        let mut interner = Interner::default();
        for (mark, text, number) in [(0, "a", 0), (0, "", 1), (1, "a", 2), (0, "a", 0), (1, "a", 2), (0, "ä", 3)] {
            assert_eq!(interner.intern(mark, text), Some(number));
            assert_eq!((interner.get(number), interner.mark(number)), (text, Some(mark)));
        }
        assert_eq!((interner.find(1, ""), interner.find(0, ""), interner.len()), (None, Some(1), 4));
    }

    #[test]
    fn ten_thousand_texts_are_found_again() {
        let mut interner = Interner::default();
        (0..10_000).for_each(|n| assert_eq!(interner.intern(3, &format!("k{n}")), Some(n)));
        (0..10_000).for_each(|n| assert_eq!(interner.find(3, &format!("k{n}")), Some(n)));
    }

    #[test]
    fn lists_are_appended_and_rearranged() {
        let list = |texts: &[&str]| {
            let mut list = Texts::default();
            texts.iter().for_each(|text| list.push(text));
            list
        };
        let mut all = list(&["x", "", "long"]);
        all.append(&list(&["y"]));
        assert_eq!(all, list(&["x", "", "long", "y"]));
        assert_eq!(all.arranged(&[3, 0, 2, 1]), list(&["y", "x", "long", ""]));
        assert_eq!(all.get(9), "");
    }
}
