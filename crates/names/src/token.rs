//! One word of a prepared name, in one cache line.

use crate::distance::{self, Spoken};
use crate::limits::{SOUND_MAX, TEXT_MAX};
use crate::script::Script;
use crate::sets;
use crate::sound::{self, Sound};
use crate::tables;

/// What a word is in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[repr(u8)]
pub enum TokenKind {
    /// An ordinary word: given name, family name, word of a company name.
    #[default]
    Word,
    /// One letter for a name.
    Initial,
    /// A number: it must agree.
    Number,
    /// Says whose child somebody is: `Petrovich`, or what follows `bin`.
    Patronymic,
}

/// A word made ready: folded Latin text, its sound, consonants, known family, weight. 64 bytes.
///
/// It does not print itself: it is part of somebody's name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Token {
    pub(crate) hash: u64,
    /// The letters of its sound as a set.
    pub(crate) mask: u32,
    /// The classes of its consonants as a set: those that stand for each other alike are one.
    pub(crate) consonants: u16,
    /// Which of its sounds are vowels beside a vowel: see [`Spoken`].
    glides: u16,
    /// The letters of its text as a set.
    pub(crate) letters: u32,
    pub(crate) family: u16,
    pub(crate) nick: u16,
    pub(crate) weight: u16,
    /// A number for the Chinese characters it was written in; 0 for other scripts.
    pub(crate) form: u16,
    pub(crate) text: [u8; TEXT_MAX],
    pub(crate) sound: Sound,
    pub(crate) text_len: u8,
    pub(crate) sound_len: u8,
    pub(crate) kind: TokenKind,
    pub(crate) script: Script,
    pub(crate) bits: u8,
    /// Which word of the name this is a reading of.
    pub(crate) word: u8,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Token({:?}, {:?}, {} letters)", self.kind, self.script, self.text_len)
    }
}

/// Bits of [`Token::bits`].
pub(crate) mod bit {
    /// Vowels are missing in `text`: it came from a script that does not write them.
    pub(crate) const VOWELLESS: u8 = 1;
    /// A name or word that the built-in tables know.
    pub(crate) const KNOWN: u8 = 2;
    /// Joined to the next word by a hyphen, or written as one with it in its own script.
    pub(crate) const JOINS_NEXT: u8 = 4;
    /// In the tables a woman's given name.
    pub(crate) const FEMALE: u8 = 8;
    /// In the tables a man's given name.
    pub(crate) const MALE: u8 = 16;
    /// In the tables a family name.
    pub(crate) const FAMILY_NAME: u8 = 32;
    /// Made of syllables of a language where another syllable is another name (Chinese).
    pub(crate) const SYLLABIC: u8 = 64;
}

/// A 64-bit hash that is the same on every machine and in every version: FNV-1a with a last mix.
pub fn stable_hash(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xCBF2_9CE4_8422_2325u64, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01B3));
    mix(hash)
}

/// Spreads the bits of a number over all of it (the last step of SplitMix64).
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

impl Token {
    /// Makes a token of a folded word: `a`–`z` and digits.
    pub(crate) fn new(folded: &str, kind: TokenKind, script: Script, word: u8) -> Self {
        let bytes = folded.as_bytes();
        let (sound, sound_len) = sound::sound(bytes, script.lacks_vowels());
        let spoken = sound.get(..usize::from(sound_len)).unwrap_or_default();
        let mut text = [0; TEXT_MAX];
        text.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
        let known = tables::known(folded);
        let set = |letters: &[u8]| letters.iter().fold(0u32, |set, letter| set | 1 << (letter & 31));
        let mask = set(spoken);
        let mut token = Self {
            hash: stable_hash(bytes),
            mask,
            consonants: sets::consonants(mask),
            glides: distance::glides(spoken),
            letters: set(bytes.get(..bytes.len().min(TEXT_MAX)).unwrap_or_default()),
            family: known.family,
            nick: known.nick,
            weight: known.weight,
            form: 0,
            text,
            sound,
            text_len: u8::try_from(bytes.len().min(TEXT_MAX)).unwrap_or(0),
            sound_len,
            kind,
            script,
            bits: known.bits,
            word,
        };
        if kind == TokenKind::Number {
            token.weight = tables::WEIGHT_NUMBER;
        } else if kind == TokenKind::Initial {
            token.weight = tables::WEIGHT_INITIAL;
        }
        token
    }

    /// The folded text, cut at [`TEXT_MAX`] letters.
    pub(crate) fn text(&self) -> &[u8] {
        self.text.get(..usize::from(self.text_len)).unwrap_or_default()
    }

    pub(crate) fn sound(&self) -> &[u8] {
        self.sound.get(..usize::from(self.sound_len).min(SOUND_MAX)).unwrap_or_default()
    }

    /// Its sound as it is held against others.
    pub(crate) fn spoken(&self) -> Spoken<'_> {
        Spoken::new(self.sound(), self.glides)
    }

    pub(crate) fn has(&self, bit: u8) -> bool {
        self.bits & bit != 0
    }

    /// What it is in its name.
    pub fn kind(&self) -> TokenKind {
        self.kind
    }

    /// Which word of the name it is, or is a reading of, from 0.
    pub fn word(&self) -> usize {
        usize::from(self.word)
    }

    /// Its folded Latin letters, at most [`TEXT_MAX`]. They are somebody's name: not for logs.
    pub fn letters(&self) -> &[u8] {
        self.text()
    }

    /// How it sounds, in lower-case letters with meanings of their own, at most [`SOUND_MAX`].
    pub fn sounds(&self) -> &[u8] {
        self.sound()
    }

    /// How much it says, in 1/64 bit: by the table of counts that has weighed its name, else by the built-in one.
    pub fn weight(&self) -> u16 {
        self.weight
    }

    /// Whether its script leaves vowels out, or writes them so that romanisation renders them loosely.
    pub fn lacks_vowels(&self) -> bool {
        self.has(bit::VOWELLESS)
    }

    /// The number of its letters: the same for the same letters on every machine.
    pub fn number(&self) -> u64 {
        self.hash
    }

    /// A number that is the same for two words that meet every other word alike.
    pub fn identity(&self) -> u64 {
        let kind = u64::from(self.kind as u8) | u64::from(self.script as u8) << 8 | u64::from(self.form) << 16;
        let bits = u64::from(self.bits & (bit::VOWELLESS | bit::SYLLABIC)) << 32;
        mix(self.hash ^ (kind | bits).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    /// The families of names that the tables file it under, as itself or as a pet form.
    pub fn families(&self) -> impl Iterator<Item = u16> {
        tables::families_of(self)
    }

    /// What two words following each other are when written as one; `None` when they are no text.
    pub fn joined(&self, next: &Self) -> Option<Self> {
        crate::meet::joined(self, next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_cache_line() {
        assert!(size_of::<Token>() <= 64, "{}", size_of::<Token>());
    }

    #[test]
    fn the_hash_never_changes() {
        assert_eq!(stable_hash(b"ivanov"), stable_hash("ivanov".as_bytes()));
        assert_ne!(stable_hash(b"ivanov"), stable_hash(b"ivanof"));
    }
}
