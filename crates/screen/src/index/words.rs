//! The words of all names held, each once, and the words of each name in brief.

use super::keys::is_optional;
use super::sieve::counts;
use hashbrown::HashMap;
use names::{PreparedName, Token, WordSets};

/// Words that a name keeps; a longer name always passes the sieve.
pub(crate) const KEPT: usize = 6;

/// One word of a name: its number, its letters in brief, what it says, whether it may well be missing, whether it has
/// several readings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    number: u32,
    sets: WordSets,
}

impl Place {
    fn new(number: u32, token: &Token, several: bool) -> Self {
        let tag = token.weight().min(2047) << 2 | u16::from(is_optional(token)) << 1 | u16::from(several);
        Self { number, sets: WordSets::new(token).tagged(tag) }
    }

    pub(crate) const fn number(self) -> usize {
        self.number as usize
    }

    pub(crate) const fn weight(self) -> u32 {
        self.sets.tag() as u32 >> 2
    }

    pub(crate) const fn is_optional(self) -> bool {
        self.sets.tag() >> 1 & 1 == 1
    }

    /// Whether it has other readings, so that its letters do not tell what it may meet.
    pub(crate) const fn is_several(self) -> bool {
        self.sets.tag() & 1 == 1
    }

    pub(crate) const fn sets(&self) -> &WordSets {
        &self.sets
    }

    /// What it counts where it meets, and where nothing meets it.
    pub(crate) const fn counts(self) -> (u32, u32) {
        counts(self.weight(), self.is_optional())
    }
}

/// The words of one name: two lines of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(128))]
pub(crate) struct Shape {
    count: u32,
    places: [Place; KEPT],
}

impl Shape {
    /// Whether it has more words than are kept.
    pub(crate) const fn is_longer(&self) -> bool {
        self.count as usize > KEPT
    }

    /// A part of each of its lines, to have read them.
    pub(crate) fn touch(&self) -> u32 {
        let number = |place: Option<&Place>| place.map_or(0, |place| place.number);
        number(self.places.first()) ^ number(self.places.last())
    }

    /// Its words, in their order.
    pub(crate) fn places(&self) -> &[Place] {
        self.places.get(..self.count as usize).unwrap_or_default()
    }
}

/// Every word once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    known: HashMap<u64, u32>,
    words: Vec<Line>,
    /// Further readings of such words as have them.
    more: HashMap<u32, Box<[Token]>>,
}

/// A word on one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line(Token);

/// A word of a name with its readings.
pub(crate) fn readings<'n>(name: &'n PreparedName, word: &'n Token) -> impl Iterator<Item = &'n Token> {
    let others = name.readings().iter().filter(|token| token.word() == word.word());
    std::iter::once(word).chain(others)
}

impl Words {
    /// The words of a name, those not met before made known.
    pub(crate) fn shape(&mut self, name: &PreparedName) -> Shape {
        let count = u32::try_from(name.tokens().len()).unwrap_or(u32::MAX);
        let mut shape = Shape { places: [Place::default(); KEPT], count };
        for (place, token) in shape.places.iter_mut().zip(name.tokens()) {
            *place = Place::new(self.number(name, token), token, readings(name, token).count() > 1);
        }
        shape
    }

    fn number(&mut self, name: &PreparedName, token: &Token) -> u32 {
        let identity = readings(name, token).fold(0u64, |sum, token| sum.rotate_left(5).wrapping_add(token.identity()));
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(identity).or_insert(next);
        if number == next {
            self.words.push(Line(*token));
            let more: Box<[Token]> = readings(name, token).skip(1).copied().collect();
            if !more.is_empty() {
                self.more.insert(number, more);
            }
        }
        number
    }

    pub(crate) fn word(&self, number: usize) -> Option<&Token> {
        self.words.get(number).map(|line| &line.0)
    }

    pub(crate) fn more(&self, number: usize) -> &[Token] {
        if self.more.is_empty() {
            return &[];
        }
        u32::try_from(number).ok().and_then(|number| self.more.get(&number)).map_or(&[], AsRef::as_ref)
    }
}
