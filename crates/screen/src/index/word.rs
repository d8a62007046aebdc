//! The words of a name as the index sees them: what each may be found by, and a rough shape for a quick refusal.
//!
//! `names` compares words exactly and dearly; this module only has to lose none of the pairs that it would let meet.
//! A word is keyed by its letters, by a coarse sound (all of it and with each letter left out), by its consonants
//! (all and with each left out), and by the name family that `names` knows. Two words that differ by one letter, or by
//! one consonant and any vowels, share a key.

use super::sound::{self, Probe, Sound, class, is_vowel};
use names::{KeyClass, KeyClasses, Name, PreparedName, Role, stable_hash};

/// Words of a name that are looked at; longer names are told apart well enough by these.
const WORDS_MAX: usize = 8;
/// Other readings of one word that are looked at.
const READINGS_MAX: usize = 2;
/// Tells the keys of words written as one from those of words.
const JOINED: u64 = 0x5A5A_0F0F_3C3C_9696;
/// Letters of sound a word has at least that may be two words written as one.
const JOINED_LETTERS_MIN: u8 = 5;
/// What an initial weighs, about, and a word that `names` tells no weight of.
const WEIGHT_INITIAL: u16 = 192;
const WEIGHT_UNKNOWN: u16 = 704;

/// A word, another reading of it, or two words written as one.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    /// Tells it from other words; equal for equal words of any name.
    pub identity: u64,
    /// The words of the name that it stands for, a bit each.
    pub cover: u32,
    pub shape: Shape,
    /// Keys by which a word like it is found, that of its letters first; none for initials.
    keys: Vec<u64>,
    /// From here on the keys are of name families.
    families_from: usize,
    /// A key under which it is filed for words without vowels, but not looked for.
    filed_only: Option<usize>,
    /// A key under which words without vowels are filed, and this one is not.
    looked_only: Option<u64>,
    /// What the same word shortened to its first letter would be.
    pub initial: u64,
}

impl Element {
    /// What kind of word it is.
    pub(crate) const fn sort(&self) -> Sort {
        self.shape.sort
    }

    /// The keys under which it is filed. Words written as one have keys of their own: two of them need not meet.
    pub(crate) fn filed(&self) -> impl Iterator<Item = u64> {
        let salt = if self.is_joined() { JOINED } else { 0 };
        self.keys.iter().map(move |key| key ^ salt)
    }

    /// The keys by which words are looked for that may meet it, and whether words that share the key surely do.
    pub(crate) fn looked(&self) -> impl Iterator<Item = (u64, bool)> {
        let long = !self.is_joined() && self.shape.sound.len >= JOINED_LETTERS_MIN;
        let sure = |nth: usize| nth == 0 || nth >= self.families_from;
        let own = self.keys.iter().enumerate().filter(|(nth, _)| Some(*nth) != self.filed_only);
        let joined = self.keys.iter().filter(move |_| long).map(|key| (key ^ JOINED, false));
        own.map(move |(nth, key)| (*key, sure(nth))).chain(joined).chain(self.looked_only.map(|key| (key, false)))
    }

    fn is_joined(&self) -> bool {
        self.cover.count_ones() > 1
    }
}

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Plain,
    /// Written in a script that leaves vowels out.
    Vowelless,
    Initial,
    Number,
}

/// What a word is compared by roughly, before `names` compares it exactly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    letters: u32,
    sound: Sound,
    pub sort: Sort,
    /// How much the word says, in 1/64 bit.
    pub weight: u16,
    /// An initial or patronymic: that it is missing says little.
    pub optional: bool,
}

/// Words that differ by more than this, per mille, do not meet.
const UNLIKE_MAX: u16 = 310;

impl Shape {
    /// The word ready to be held against many.
    pub(crate) fn probe(&self) -> Probe {
        Probe::new(&self.sound)
    }

    /// As [`Shape::unlike`], with a quick refusal first.
    pub(crate) fn unlike_by(&self, probe: &Probe, other: &Self) -> Option<u16> {
        if self.sort == Sort::Plain && other.sort == Sort::Plain {
            let edits: u32 = if self.sound.len.min(other.sound.len) <= 5 { 2 } else { 3 };
            if (self.letters ^ other.letters).count_ones() > 2 * edits || probe.edits(&other.sound) > edits {
                return None;
            }
        }
        self.unlike(other)
    }

    /// How unlike two words are, per mille, from below; `None` when they cannot meet.
    pub(crate) fn unlike(&self, other: &Self) -> Option<u16> {
        match (self.sort, other.sort) {
            (Sort::Number, _) | (_, Sort::Number) | (Sort::Initial, Sort::Initial) => None,
            (Sort::Initial, _) | (_, Sort::Initial) => (self.sound.first() == other.sound.first()).then_some(200),
            (a, b) => {
                let vowelless = a == Sort::Vowelless || b == Sort::Vowelless;
                let shorter = self.sound.len.min(other.sound.len);
                let longer = self.sound.len.max(other.sound.len);
                if !vowelless {
                    let edits = if shorter <= 4 {
                        2
                    } else if shorter <= 8 {
                        3
                    } else {
                        4
                    };
                    if longer - shorter > edits || (self.letters ^ other.letters).count_ones() > u32::from(edits) * 2 {
                        return None;
                    }
                }
                let unlike = sound::cost(self.sound.letters(), other.sound.letters(), vowelless).saturating_mul(20)
                    / u16::from(shorter + longer).max(1);
                (unlike <= UNLIKE_MAX).then_some(unlike)
            }
        }
    }
}

/// Takes a name apart.
pub(crate) fn elements(name: &Name, prepared: &PreparedName) -> Vec<Element> {
    let words: Vec<&names::Word> = name
        .words()
        .iter()
        .filter(|word| !matches!(word.role(), Role::Particle | Role::Title | Role::LegalForm | Role::Also))
        .filter(|word| !word.latin().is_empty())
        .take(prepared.tokens().len())
        .collect();
    let mut out: Vec<Element> = Vec::with_capacity(words.len() * 2);
    // Where the name families that `names` tells word by word belong.
    let mut family_slots: Vec<Option<usize>> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let sort = sort_of(word);
        let kept = at < WORDS_MAX;
        if matches!(sort, Sort::Plain | Sort::Vowelless) {
            family_slots.push(kept.then_some(out.len()));
        }
        if kept {
            out.push(element(word.latin(), 1 << at, sort, word.role() == Role::Patronymic));
        }
    }
    for (at, word) in words.iter().enumerate() {
        for (nth, reading) in word.readings().iter().enumerate().take(names::limits::READINGS_MAX) {
            let kept = at < WORDS_MAX && nth < READINGS_MAX;
            family_slots.push(kept.then_some(out.len()));
            if kept {
                out.push(element(reading, 1 << at, sort_of(word), word.role() == Role::Patronymic));
            }
        }
    }
    add_families(prepared, &family_slots, &mut out);
    for (at, pair) in words.windows(2).enumerate().take(WORDS_MAX - 1) {
        if let [first, second] = pair
            && matches!(sort_of(first), Sort::Plain | Sort::Vowelless)
            && matches!(sort_of(second), Sort::Plain | Sort::Vowelless)
        {
            out.push(element(&format!("{}{}", first.latin(), second.latin()), 3 << at, sort_of(first), false));
        }
    }
    out
}

fn sort_of(word: &names::Word) -> Sort {
    match word.role() {
        Role::Initial => Sort::Initial,
        Role::Number => Sort::Number,
        _ if word.script().lacks_vowels() => Sort::Vowelless,
        _ => Sort::Plain,
    }
}

/// `names` tells the keys of a name word by word, each beginning with the key of its letters.
fn add_families(prepared: &PreparedName, slots: &[Option<usize>], out: &mut [Element]) {
    let mut nth = 0usize;
    prepared.for_each_key(KeyClasses::of(&[KeyClass::Word, KeyClass::Family]), |key| match key.class {
        KeyClass::Word => {
            let slot = slots.get(nth).copied().flatten();
            nth += 1;
            if let Some(element) = slot.and_then(|slot| out.get_mut(slot)) {
                element.shape.weight = key.weight;
            }
        }
        _ => {
            let slot = nth.checked_sub(1).and_then(|nth| slots.get(nth)).copied().flatten();
            if let Some(element) = slot.and_then(|slot| out.get_mut(slot)) {
                element.keys.push(key.hash);
            }
        }
    });
}

fn element(latin: &str, cover: u32, sort: Sort, patronymic: bool) -> Element {
    let bytes = latin.as_bytes();
    let sound = Sound::of(bytes);
    let letters = sound.letters().iter().fold(0u32, |mask, letter| mask | 1 << (letter & 31));
    let weight = match sort {
        Sort::Initial => WEIGHT_INITIAL,
        _ => WEIGHT_UNKNOWN,
    };
    let shape = Shape { letters, sound, sort, weight, optional: patronymic || sort == Sort::Initial };
    let mut keys = Vec::new();
    let (mut filed_only, mut looked_only) = (None, None);
    match sort {
        Sort::Initial => {}
        Sort::Number => keys.push(key(0, bytes)),
        Sort::Plain | Sort::Vowelless => (filed_only, looked_only) = word_keys(bytes, &sound, sort, &mut keys),
    }
    // A word without vowels is another word than the same letters in a script that writes them.
    let identity = |bytes: &[u8], number: u64| stable_hash(bytes) ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let initial = identity(bytes.get(..1).unwrap_or_default(), Sort::Initial as u64);
    let number = sort as u64 + if patronymic { 8 } else { 0 } + if cover.count_ones() > 1 { 16 } else { 0 };
    Element {
        identity: identity(bytes, number),
        cover,
        shape,
        families_from: keys.len(),
        keys,
        filed_only,
        looked_only,
        initial,
    }
}

fn word_keys(bytes: &[u8], sound: &Sound, sort: Sort, keys: &mut Vec<u64>) -> (Option<usize>, Option<u64>) {
    let (mut filed_only, mut looked_only) = (None, None);
    keys.push(key(0, bytes));
    let letters = sound.letters();
    keys.push(key(1, letters));
    if letters.len() >= 4 {
        without_each(1, letters, keys);
    }
    let consonants: Vec<u8> = letters.iter().copied().filter(|letter| !is_vowel(*letter)).collect();
    let mut skeleton: Vec<u8> = consonants.iter().map(|letter| class(*letter)).collect();
    skeleton.dedup();
    match (skeleton.len(), sort) {
        // Two consonants are shared by too many words: only where a side writes no vowels are they looked up.
        // Those are filed under a second key, which a word with vowels looks by though it is not filed there.
        (2, Sort::Vowelless) => keys.extend([key(3, &skeleton), key(4, &skeleton)]),
        (2, _) => {
            filed_only = Some(keys.len());
            keys.push(key(3, &skeleton));
            looked_only = Some(key(4, &skeleton));
        }
        (3.., _) => keys.push(key(2, &skeleton)),
        _ => {}
    }
    if skeleton.len() >= 5 {
        without_each(2, &skeleton, keys);
    }
    (filed_only, looked_only)
}

fn without_each(space: u8, letters: &[u8], keys: &mut Vec<u64>) {
    let mut rest = Vec::with_capacity(letters.len());
    for gap in 0..letters.len() {
        rest.clear();
        rest.extend(letters.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, letter)| *letter));
        let made = key(space, &rest);
        if keys.last() != Some(&made) {
            keys.push(made);
        }
    }
}

fn key(space: u8, bytes: &[u8]) -> u64 {
    stable_hash(bytes).rotate_left(u32::from(space) * 7) ^ (u64::from(space) << 56)
}
