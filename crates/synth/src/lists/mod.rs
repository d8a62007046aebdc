//! Invented sanctions lists in the shapes in which publishers give them out, and questions with known answers.
//!
//! Entries are people, companies and ships with a primary name in Latin letters, other spellings, weak aliases, the
//! name in its own script, dates of birth as lists have them (exact, a year, about a year, between two years),
//! documents, addresses and a programme. Entry and aliases follow from the seed and a number, so a list of any length
//! is written in a stream. Later editions of a list add entries, drop some and give some a new alias, for the import of
//! changes.
//!
//! **Invariants** The same list gives the same bytes. Nobody in it exists: names come from [`crate::mentions`],
//! programmes are invented, ships' numbers begin with zero, which no ship's does.
//!
//! 1. [`entry`]: one entry. 2. [`formats`]: what publishers write. 3. [`queries`]: questions with answers.

pub mod entry;
pub mod formats;
pub mod queries;

pub use entry::{Alias, Born, Document, Entry, Subject};
pub use formats::Format;
pub use queries::{Asked, Query};

use crate::draw::{Domain, Draw};
use crate::mentions::{Crowd, Mix, Noise};

/// A list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct List {
    /// Where all chance comes from.
    pub seed: u64,
    /// Entries of the first edition.
    pub entries: u64,
    /// Which edition: 0 is the first, and each later one changes about one entry in forty.
    pub edition: u64,
    /// Scripts of those on it.
    pub mix: Mix,
}

impl List {
    /// The first edition of a list of that many entries, at most 2^30; four of five people are not called in Latin
    /// letters.
    pub fn new(seed: u64, entries: u64) -> Self {
        let mix = Mix([40, 40, 20, 30, 5, 5, 15, 5, 15, 10, 5, 10]);
        Self { seed, entries: entries.min(1 << 30), edition: 0, mix }
    }

    /// A later edition of the same list.
    #[must_use]
    pub const fn edition(self, edition: u64) -> Self {
        Self { edition, ..self }
    }

    /// Those from whom entries are made.
    pub(crate) fn crowd(&self) -> Crowd {
        Crowd {
            duplicates: 0,
            noise: Noise::USUAL,
            companies: 300,
            households: 40,
            mix: self.mix,
            ..Crowd::new(self.seed ^ 0x51_57, self.numbers().max(1))
        }
    }

    /// How many entries there ever are: numbers are below it. Those of the first edition come first.
    pub const fn numbers(&self) -> u64 {
        self.entries + self.entries * 15 / 100
    }

    /// The edition with which an entry comes, that with which it goes, and that with which it gets another alias.
    fn life(&self, number: u64) -> (u64, u64, u64) {
        let mut draw = Draw::new(self.seed, Domain::Entry, number | 1 << 60);
        let from = if number < self.entries { 0 } else { draw.between(1, 12) };
        let until = if draw.per_mille(80) { from + draw.between(1, 12) } else { u64::MAX };
        (from, until, if draw.per_mille(120) { from + draw.between(1, 12) } else { u64::MAX })
    }

    /// The entry of that number, when it is on this edition.
    pub fn entry(&self, number: u64) -> Option<Entry> {
        let (from, until, changed) = self.life(number);
        let on = number < self.numbers() && (from..until).contains(&self.edition);
        on.then(|| Entry::new(self, number, self.edition >= changed))
    }

    /// Every entry of this edition.
    pub fn iter(&self) -> impl Iterator<Item = Entry> + use<> {
        let list = *self;
        (0..list.numbers()).filter_map(move |number| list.entry(number))
    }
}
