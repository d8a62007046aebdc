//! The words of a name as the index sees them: what each may be found by, and a rough shape for a quick refusal.
//!
//! `names` compares words exactly and dearly; this module only has to lose none of the pairs that it would let meet.
//! A word is keyed by its letters, by a coarse sound (all of it and with each letter left out), by its consonants
//! (all and with each left out), and by the name family that `names` knows. Two words that differ by one letter, or by
//! one consonant and any vowels, share a key.

use names::{KeyClass, KeyClasses, Name, PreparedName, Role, stable_hash};

/// Words of a name that are looked at; longer names are told apart well enough by these.
const WORDS_MAX: usize = 8;
/// Other readings of one word that are looked at.
const READINGS_MAX: usize = 2;
/// Letters of a coarse sound.
const SOUND_MAX: usize = 16;

/// A word, another reading of it, or two words written as one.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    /// Tells it from other words; equal for equal words of any name.
    pub identity: u64,
    /// The words of the name that it stands for, a bit each.
    pub cover: u32,
    pub shape: Shape,
    /// Keys by which a word like it is found, that of its letters first; none for initials.
    pub keys: Vec<u64>,
    /// From here on the keys are of name families.
    pub families_from: usize,
    /// What the same word shortened to its first letter would be.
    pub initial: u64,
}

impl Element {
    /// What kind of word it is.
    pub(crate) const fn sort(&self) -> Sort {
        self.shape.sort
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

/// What can be compared in a nanosecond.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shape {
    letters: u32,
    consonants: u32,
    len: u8,
    first: u8,
    pub sort: Sort,
}

impl Shape {
    /// Whether two words may meet. Errs on the side of yes.
    pub(crate) fn may_meet(&self, other: &Self) -> bool {
        match (self.sort, other.sort) {
            (Sort::Number, _) | (_, Sort::Number) => false,
            (Sort::Initial, Sort::Initial) => false,
            (Sort::Initial, _) | (_, Sort::Initial) => self.first == other.first,
            (Sort::Vowelless, _) | (_, Sort::Vowelless) => (self.consonants ^ other.consonants).count_ones() <= 3,
            (Sort::Plain, Sort::Plain) => {
                let shorter = self.len.min(other.len);
                let (letters, length) = if shorter <= 4 { (4, 2) } else if shorter <= 8 { (5, 3) } else { (6, 4) };
                self.len.abs_diff(other.len) <= length && (self.letters ^ other.letters).count_ones() <= letters
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
            out.push(element(word.latin(), 1 << at, sort));
        }
    }
    for (at, word) in words.iter().enumerate() {
        for (nth, reading) in word.readings().iter().enumerate().take(names::limits::READINGS_MAX) {
            let kept = at < WORDS_MAX && nth < READINGS_MAX;
            family_slots.push(kept.then_some(out.len()));
            if kept {
                out.push(element(reading, 1 << at, sort_of(word)));
            }
        }
    }
    add_families(prepared, &family_slots, &mut out);
    for (at, pair) in words.windows(2).enumerate().take(WORDS_MAX - 1) {
        if let [first, second] = pair
            && matches!(sort_of(first), Sort::Plain | Sort::Vowelless)
            && matches!(sort_of(second), Sort::Plain | Sort::Vowelless)
        {
            out.push(element(&format!("{}{}", first.latin(), second.latin()), 3 << at, sort_of(first)));
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
        KeyClass::Word => nth += 1,
        _ => {
            let slot = nth.checked_sub(1).and_then(|nth| slots.get(nth)).copied().flatten();
            if let Some(element) = slot.and_then(|slot| out.get_mut(slot)) {
                element.keys.push(key.hash);
            }
        }
    });
}

fn element(latin: &str, cover: u32, sort: Sort) -> Element {
    let bytes = latin.as_bytes();
    let sound = Sound::of(bytes);
    let letters = |kept: &dyn Fn(&u8) -> bool| {
        sound.letters().iter().filter(|letter| kept(letter)).fold(0u32, |mask, letter| mask | 1 << (letter & 31))
    };
    let shape = Shape {
        letters: letters(&|_| true),
        consonants: letters(&|letter| !is_vowel(*letter)),
        len: sound.len,
        first: sound.letters().first().copied().unwrap_or(0),
        sort,
    };
    let mut keys = Vec::new();
    match sort {
        Sort::Initial => {}
        Sort::Number => keys.push(key(0, bytes)),
        Sort::Plain | Sort::Vowelless => word_keys(bytes, &sound, &mut keys),
    }
    // A word without vowels is another word than the same letters in a script that writes them.
    let identity = |bytes: &[u8], sort: Sort| stable_hash(bytes) ^ (sort as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let initial = identity(bytes.get(..1).unwrap_or_default(), Sort::Initial);
    Element { identity: identity(bytes, sort), cover, shape, families_from: keys.len(), keys, initial }
}

fn word_keys(bytes: &[u8], sound: &Sound, keys: &mut Vec<u64>) {
    keys.push(key(0, bytes));
    let letters = sound.letters();
    keys.push(key(1, letters));
    if letters.len() >= 4 {
        without_each(1, letters, keys);
    }
    let consonants: Vec<u8> = letters.iter().copied().filter(|letter| !is_vowel(*letter)).collect();
    let mut skeleton: Vec<u8> = consonants.iter().map(|letter| class(*letter)).collect();
    skeleton.dedup();
    if skeleton.len() >= 2 {
        keys.push(key(2, &skeleton));
    }
    if skeleton.len() >= 4 {
        without_each(2, &skeleton, keys);
    }
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

/// A coarse sound: `a`, `i`, `u` for vowels, one letter for each group of consonants that languages write alike.
struct Sound {
    text: [u8; SOUND_MAX],
    len: u8,
}

impl Sound {
    fn of(word: &[u8]) -> Self {
        let mut sound = Self { text: [0; SOUND_MAX], len: 0 };
        for (at, letter) in word.iter().enumerate() {
            let next = word.get(at + 1).copied().unwrap_or(0);
            match letter {
                b'a' => sound.push(b'a'),
                b'e' | b'i' | b'y' | b'j' => sound.push(b'i'),
                b'o' | b'u' | b'w' => sound.push(b'u'),
                b'h' => {}
                b'c' if matches!(next, b'e' | b'i' | b'h' | b'z') => sound.push(b's'),
                b'c' | b'q' => sound.push(b'k'),
                b'z' => sound.push(b's'),
                b'v' => sound.push(b'f'),
                b'p' if next == b'h' => sound.push(b'f'),
                b'x' => {
                    sound.push(b'k');
                    sound.push(b's');
                }
                other => sound.push(*other),
            }
        }
        sound
    }

    fn push(&mut self, letter: u8) {
        let len = usize::from(self.len);
        let last = len.checked_sub(1).and_then(|at| self.text.get(at));
        if last != Some(&letter)
            && let Some(place) = self.text.get_mut(len)
        {
            *place = letter;
            self.len += 1;
        }
    }

    fn letters(&self) -> &[u8] {
        self.text.get(..usize::from(self.len)).unwrap_or_default()
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'i' | b'u')
}

/// Consonants that are often taken for each other count as one.
fn class(letter: u8) -> u8 {
    match letter {
        b'b' | b'p' => b'b',
        b'd' | b't' => b'd',
        b'g' | b'k' => b'g',
        other => other,
    }
}
