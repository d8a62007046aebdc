//! A word as sets of letters: whether two words may meet at all, told in a few steps and without looking at the words.

use crate::bound::CONSONANTS_APART;
use crate::limits::SOUND_MAX;
use crate::token::{Token, TokenKind, bit};

/// The letters of a word as sets, and what else decides whether two words may meet. 24 bytes.
#[derive(Clone, Copy)]
pub struct WordSets {
    consonants: u32,
    sounds: u32,
    letters: u32,
    family: u16,
    nick: u16,
    sound_len: u8,
    text_len: u8,
    /// Neither a word nor a patronymic: an initial or a number.
    other: bool,
    vowelless: bool,
}

impl std::fmt::Debug for WordSets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WordSets({} letters)", self.text_len)
    }
}

/// Whether a set has at most so many letters more or less.
const fn differs_at_most(a: u32, b: u32, most: u32) -> bool {
    (a ^ b).count_ones() <= most
}

/// Edits that two sounds may be apart, by the length of the shorter one.
pub(crate) const fn edits_max(shorter: u32) -> u32 {
    match shorter {
        0..=4 => 2,
        5..=8 => 3,
        _ => 4,
    }
}

impl WordSets {
    /// The sets of a word.
    pub fn new(token: &Token) -> Self {
        Self {
            consonants: token.consonants,
            sounds: token.mask,
            letters: token.letters,
            family: token.family,
            nick: token.nick,
            sound_len: token.sound_len,
            text_len: token.text_len,
            other: !matches!(token.kind, TokenKind::Word | TokenKind::Patronymic),
            vowelless: token.has(bit::VOWELLESS),
        }
    }

    /// Whether two words may meet. Never wrong when it says no: see [`crate::meet_words`].
    pub fn may_meet(&self, other: &Self) -> bool {
        // Every letter of two words without vowels counts; two numbers, and initials, are soon compared.
        if self.other || other.other || self.vowelless && other.vowelless {
            return true;
        }
        // The lengths first: they refuse most.
        let edits = edits_max(u32::from(self.sound_len.min(other.sound_len)));
        let long = u32::from(self.sound_len.abs_diff(other.sound_len)) <= edits;
        let slip = self.text_len.abs_diff(other.text_len) <= 1;
        let lacking = self.vowelless || other.vowelless;
        if (long || slip || lacking) && differs_at_most(self.consonants, other.consonants, CONSONANTS_APART) {
            let near = long && differs_at_most(self.sounds, other.sounds, 2 * edits);
            // A slip of the keyboard: one letter replaced changes two of the set.
            if near || lacking || slip && differs_at_most(self.letters, other.letters, 2) {
                return true;
            }
        }
        self.family != 0 && self.family == other.family
            || self.nick != 0 && other.family | other.nick != 0
            || other.nick != 0 && self.family != 0
    }

    /// The same in twenty bits, for rows of words that are gone through by the million. Says less often that two words
    /// cannot meet.
    pub fn brief(&self) -> Brief {
        let mut set = 0u32;
        for (at, letter) in (0u32..).zip(b"bcdfglmnr") {
            set |= (self.consonants >> (letter & 31) & 1) << at;
        }
        // Signs that stand for no consonant of these.
        let strange = self.other || self.vowelless || self.consonants.count_ones() != set.count_ones();
        let familiar = self.family != 0 || self.nick != 0;
        let lengths = u32::from(self.sound_len & 15) << 9 | u32::from(self.text_len & 31) << 13;
        Brief(set | lengths | u32::from(familiar) << 18 | u32::from(strange) << 19)
    }

    /// Whether this word and the next, written as one, may be another word.
    pub fn may_join(&self, next: &Self, whole: &Self) -> bool {
        let lacking = self.vowelless || next.vowelless || whole.vowelless;
        let cut = usize::from(self.sound_len + next.sound_len) > SOUND_MAX;
        let length = self.text_len + next.text_len;
        let together = (self.consonants | next.consonants) ^ whole.consonants;
        lacking
            || length.abs_diff(whole.text_len) <= 2 + whole.text_len / 5
                && (cut || together.count_ones() <= CONSONANTS_APART)
    }

    /// Whether this word may be a part of another that is written as one.
    pub fn may_be_part_of(&self, whole: &Self) -> bool {
        let lacking = (self.consonants & !whole.consonants).count_ones();
        !self.other && self.text_len < whole.text_len && (lacking <= 2 || self.vowelless || whole.vowelless)
    }
}

/// A word in twenty bits: see [`WordSets::brief`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brief(u32);

impl Brief {
    /// The number it is kept as; below 2^20.
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// What [`Brief::bits`] gave.
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits & 0xF_FFFF)
    }

    const fn sound_len(self) -> u32 {
        self.0 >> 9 & 15
    }

    const fn text_len(self) -> u32 {
        self.0 >> 13 & 31
    }

    /// Whether two words may meet. Never wrong when it says no.
    pub const fn may_meet(self, other: Self) -> bool {
        if (self.0 | other.0) >> 19 != 0 || (self.0 & other.0) >> 18 & 1 != 0 {
            return true;
        }
        let (a, b) = (self.sound_len(), other.sound_len());
        let long = a.abs_diff(b) <= edits_max(if a < b { a } else { b });
        (long || self.text_len().abs_diff(other.text_len()) <= 1)
            && ((self.0 ^ other.0) & 0x1FF).count_ones() <= CONSONANTS_APART
    }

    /// Whether this word may be a part of another that is written as one.
    pub const fn may_be_part_of(self, whole: Self) -> bool {
        (self.0 | whole.0) >> 19 != 0
            || self.text_len() < whole.text_len() && (self.0 & !whole.0 & 0x1FF).count_ones() <= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NameKind, PreparedName, meet_words};
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = String> {
        let known = vec![
            "mohammed",
            "muhamad",
            "sasha",
            "aleksandr",
            "alexander",
            "bill",
            "william",
            "j.",
            "2",
            "محمد",
            "محمود",
            "陈",
            "chan",
            "ivanov",
            "ivanova",
            "hassan",
            "hasan",
            "li",
            "lee",
            "สมชาย",
        ];
        prop_oneof![
            2 => "[a-z]{1,9}",
            2 => "[aeimnrst]{2,6}",
            1 => "[ا-ي]{2,5}",
            1 => "[а-я]{2,8}",
            2 => prop::sample::select(known).prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn words_that_meet_are_never_said_not_to(a in word(), b in word()) {
            let (a, b) = (PreparedName::new(NameKind::Person, &a), PreparedName::new(NameKind::Person, &b));
            for x in a.tokens().iter().chain(a.readings()) {
                for y in b.tokens().iter().chain(b.readings()) {
                    if meet_words(x, y) > 0 {
                        prop_assert!(WordSets::new(x).brief().may_meet(WordSets::new(y).brief()));
                        prop_assert!(WordSets::new(x).may_meet(&WordSets::new(y)), "{:?} {:?}", x.letters(), y.letters());
                    }
                }
            }
        }
    }
}
