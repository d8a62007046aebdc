//! Keys: numbers that two spellings of one name are likely to share, for blocking and for an index.

use crate::prepared::PreparedName;
use crate::sound;
use crate::tables;
use crate::token::{Token, TokenKind, bit, mix, stable_hash};

/// What a key is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum KeyClass {
    /// All words, in folded letters, in any order.
    Whole,
    /// All words, by sound, in any order.
    WholeSound,
    /// One word, in folded letters.
    Word,
    /// One word, by sound.
    Sound,
    /// The consonants of one word, similar ones alike, where there are at least three.
    Skeleton,
    /// The name family of one word, or one it is a pet form of.
    Family,
    /// One word's sound with one letter left out: two sounds one edit apart share one.
    Deletion,
    /// First letters of all words, in any order.
    Initials,
    /// Two words, by consonants, in any order.
    Pair,
}

impl KeyClass {
    /// All classes.
    pub const ALL: [Self; 9] = [
        Self::Whole,
        Self::WholeSound,
        Self::Word,
        Self::Sound,
        Self::Skeleton,
        Self::Family,
        Self::Deletion,
        Self::Initials,
        Self::Pair,
    ];
}

/// A set of classes of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct KeyClasses(u16);

impl KeyClasses {
    /// The set of `classes`.
    pub fn of(classes: &[KeyClass]) -> Self {
        Self(classes.iter().fold(0, |set, class| set | 1 << *class as u16))
    }

    /// Every class.
    pub fn all() -> Self {
        Self::of(&KeyClass::ALL)
    }

    /// Whether `class` is in the set.
    pub fn has(self, class: KeyClass) -> bool {
        self.0 >> class as u16 & 1 == 1
    }
}

/// A key of a name. Keys of different classes never have the same hash but by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    /// What it is made from.
    pub class: KeyClass,
    /// The number that names share. The same on every machine and in every version with the same tables.
    pub hash: u64,
    /// How much a name with this key differs from others, in 1/64 bit, as far as the words' weights tell.
    pub weight: u16,
}

impl Key {
    fn new(class: KeyClass, value: u64, weight: u16) -> Self {
        Self { class, hash: mix(value ^ (class as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)), weight }
    }
}

impl PreparedName {
    /// Gives each key of the wanted classes to `each`, with repeats where words repeat. No keys for a placeholder.
    pub fn for_each_key(&self, classes: KeyClasses, mut each: impl FnMut(Key)) {
        if !self.is_usable() {
            return;
        }
        let words = self.tokens();
        let weight = words.iter().fold(0u16, |sum, token| sum.saturating_add(token.weight));
        let fold = |of: &dyn Fn(&Token) -> u64| words.iter().fold(0u64, |sum, token| sum.wrapping_add(mix(of(token))));
        if classes.has(KeyClass::Whole) {
            each(Key::new(KeyClass::Whole, fold(&|t| t.hash), weight));
        }
        if classes.has(KeyClass::WholeSound) {
            each(Key::new(KeyClass::WholeSound, fold(&|t| stable_hash(t.sound())), weight));
        }
        if classes.has(KeyClass::Initials) && words.len() > 1 {
            each(Key::new(KeyClass::Initials, fold(&|t| u64::from(initial(t))), 64 * 4));
        }
        for token in &self.tokens {
            if matches!(token.kind, TokenKind::Initial | TokenKind::Number) {
                continue;
            }
            word_keys(token, classes, &mut each);
        }
        joined_keys(words, classes, &mut each);
        if classes.has(KeyClass::Pair) {
            pair_keys(words, &mut each);
        }
    }

    /// The keys of the wanted classes, each once, sorted.
    pub fn keys(&self, classes: KeyClasses) -> Vec<Key> {
        let mut keys = Vec::with_capacity(16);
        self.for_each_key(classes, |key| keys.push(key));
        keys.sort_unstable();
        keys.dedup_by_key(|key| (key.class, key.hash));
        keys
    }
}

fn initial(token: &Token) -> u8 {
    sound::first_class(token.sound.first().copied().unwrap_or(0))
}

/// Words joined by a hyphen are also one word.
fn joined_keys(words: &[Token], classes: KeyClasses, each: &mut impl FnMut(Key)) {
    for pair in words.windows(2) {
        if let [first, second] = pair
            && first.has(bit::JOINS_NEXT)
            && let Some(token) = crate::meet::joined(first, second)
        {
            word_keys(&token, classes, each);
        }
    }
}

fn word_keys(token: &Token, classes: KeyClasses, each: &mut impl FnMut(Key)) {
    if classes.has(KeyClass::Word) {
        each(Key::new(KeyClass::Word, token.hash, token.weight));
    }
    if classes.has(KeyClass::Sound) && !token.has(bit::VOWELLESS) {
        each(Key::new(KeyClass::Sound, stable_hash(token.sound()), token.weight));
    }
    if classes.has(KeyClass::Skeleton) {
        let skeleton = sound::skeleton(token.sound());
        if skeleton >= 1 << 10 {
            each(Key::new(KeyClass::Skeleton, skeleton, token.weight.min(64 * 8)));
        }
    }
    if classes.has(KeyClass::Family) {
        for family in tables::families_of(token) {
            each(Key::new(KeyClass::Family, u64::from(family), token.weight));
        }
    }
    if classes.has(KeyClass::Deletion) && token.sound_len >= 4 {
        each(Key::new(KeyClass::Deletion, stable_hash(token.sound()), token.weight));
        for gap in 0..usize::from(token.sound_len) {
            let hash = token.sound().iter().enumerate().filter(|(at, _)| *at != gap);
            let hash =
                hash.fold(0xCBF2_9CE4_8422_2325u64, |h, (_, b)| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01B3));
            each(Key::new(KeyClass::Deletion, mix(hash), token.weight.min(64 * 9)));
        }
    }
}

/// Every two of the first six words.
fn pair_keys(words: &[Token], each: &mut impl FnMut(Key)) {
    let mut skeletons = [0u64; 6];
    skeletons.iter_mut().zip(words).for_each(|(place, word)| *place = mix(sound::skeleton(word.sound())));
    for (at, (first, one)) in words.iter().zip(skeletons).enumerate() {
        for (second, other) in words.iter().zip(skeletons).skip(at + 1) {
            let value = one.wrapping_add(other);
            each(Key::new(KeyClass::Pair, value, first.weight.saturating_add(second.weight)));
        }
    }
}
