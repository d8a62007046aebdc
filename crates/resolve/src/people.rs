//! Words of names, each made ready once and known by a number from then on.
//!
//! The crate `names` parses, romanises, keys and compares; this module only makes sure that it is asked once per
//! distinct text: a million records have far fewer distinct names, and fewer distinct words still.

use crate::mention::{Kind, NameText};
use crate::words::{Short, ShortTexts, Words, stable_hash};
use names::{KeyClass, KeyClasses, Met, Name, PreparedName, Rarity, Role, Token, TokenKind};

/// Words of one part of a name that are kept.
pub(crate) const PART_WORDS_MAX: usize = 4;
/// Words of the name of a company that are kept.
pub(crate) const COMPANY_WORDS_MAX: usize = 8;

/// Where the number of words stands in a packed part, and the largest number below it.
const COUNT_SHIFT: u32 = 28;
const AT_MAX: u32 = (1 << COUNT_SHIFT) - 1;

/// How two words of names meet, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum Relation {
    Same = 1,
    Spelling,
    Nickname,
    Close,
    Initial,
    Similar,
    Different,
}

/// One word ready for use.
#[derive(Clone)]
struct Word {
    name: PreparedName,
    first: Option<char>,
    is_initial: bool,
}

/// A word as most comparisons need it, in one cache line: its only token, when it has no other reading and is no
/// initial.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Line(Option<Token>);

/// Words and parts seen so far.
#[derive(Clone)]
pub(crate) struct People {
    texts: Words,
    words: Vec<Word>,
    lines: Vec<Line>,
    /// For keys and counts, each in an array of its own, because they are asked for by the million.
    sounds: Vec<u32>,
    families: Vec<[u32; 2]>,
    latins: Vec<u64>,
    /// The words of each part that was filed, as [`pack`] puts them; the few that are long beside.
    parts: ShortTexts,
    long_texts: Words,
    long_parts: Vec<u32>,
    part_words: Vec<u32>,
    rarity: Rarity,
    companies: bool,
}

/// A small memory of how two words met; what is overwritten is computed again.
#[derive(Clone, Debug)]
pub(crate) struct Memory(Vec<u64>);

impl Default for Memory {
    fn default() -> Self {
        Self(vec![0; 1 << 17])
    }
}

impl People {
    /// For words of people, or of companies.
    pub(crate) fn new(kind: Kind) -> Self {
        Self {
            texts: Words::default(),
            words: Vec::new(),
            lines: Vec::new(),
            sounds: Vec::new(),
            families: Vec::new(),
            latins: Vec::new(),
            parts: ShortTexts::default(),
            long_texts: Words::default(),
            long_parts: vec![0],
            part_words: Vec::new(),
            rarity: Rarity::prior(),
            companies: kind == Kind::Organisation,
        }
    }

    /// Appends the numbers of the words of one name to `given` and `family` (both emptied first). Nothing for a
    /// placeholder such as "unknown".
    pub(crate) fn read(&mut self, text: NameText<'_>, given: &mut Vec<u32>, family: &mut Vec<u32>) {
        given.clear();
        family.clear();
        match text {
            NameText::Parts { given: g, family: f } => {
                self.part(g, true, given);
                self.part(f, false, family);
            }
            NameText::Whole(whole) if self.companies => self.part(whole, false, family),
            NameText::Whole(whole) => self.whole(whole, given, family),
        }
    }

    /// Reads where the parts of a name stand, see [`ShortTexts::approach`].
    pub(crate) fn approach(&self, text: NameText<'_>) -> u32 {
        let NameText::Parts { given, family } = text else { return 0 };
        let of = |text: &str, given: bool| Short::new(text, given).map_or(0, |short| self.parts.approach(&short));
        match given.split_once(' ') {
            Some((first, rest)) => of(first, true) ^ of(rest, true) ^ of(family, false),
            None => of(given, true) ^ of(family, false),
        }
    }

    /// A part filed in a field of its own: remembered by its text.
    fn part(&mut self, text: &str, given: bool, into: &mut Vec<u32>) {
        if text.is_empty() || text.len() > crate::limits::VALUE_BYTES_MAX {
            return;
        }
        // Several plain given names are read one by one: there are far fewer words than combinations of words.
        let plain = |word: &str| word.len() >= 4 && word.bytes().all(|letter| letter.is_ascii_alphabetic());
        if given && text.contains(' ') && text.split(' ').all(plain) {
            for word in text.split(' ').take(PART_WORDS_MAX) {
                self.part(word, given, into);
            }
            into.truncate(PART_WORDS_MAX);
            return;
        }
        let packed = match Short::new(text, given) {
            Some(short) => match self.parts.get(&short) {
                Some(packed) => packed,
                None => {
                    let packed = self.words_of_part(text, given);
                    self.parts.insert(short, packed);
                    packed
                }
            },
            None => self.long_part(text, given),
        };
        let (count, at) = ((packed >> COUNT_SHIFT) as usize, packed & AT_MAX);
        if count == 1 {
            into.push(at);
        } else {
            into.extend(self.part_words.iter().skip(at as usize).take(count));
        }
    }

    fn long_part(&mut self, text: &str, given: bool) -> u32 {
        // A family name may be spelt like a given name and still be parsed otherwise.
        let (id, new) = self.long_texts.intern(&format!("{}{text}", u8::from(given)));
        if new {
            let packed = self.words_of_part(text, given);
            self.long_parts.push(packed);
        }
        self.long_parts.get(id as usize).copied().unwrap_or(0)
    }

    /// The words of a part that was not seen before: their count above [`COUNT_SHIFT`], and below it the word, or where
    /// in `part_words` they begin.
    fn words_of_part(&mut self, text: &str, given: bool) -> u32 {
        let name = match (self.companies, given) {
            (true, _) => Name::organisation(text),
            (false, true) => Name::person_parts(text, "", ""),
            (false, false) => Name::person_parts("", "", text),
        };
        let prepared = name.prepare();
        if !prepared.is_usable() && !is_initial(text) {
            return 0;
        }
        let most = if self.companies { COMPANY_WORDS_MAX } else { PART_WORDS_MAX };
        let start = self.part_words.len();
        let whole = |word: &str| !self.companies && !given && word == text;
        let compared = name.words().iter().filter(|word| is_compared(word.role())).take(most);
        match compared.clone().next() {
            // The part is its only word, and a word is read like a family name: it has just been done.
            Some(word) if name.words().len() == 1 && whole(word.original()) => {
                let (id, new) = self.texts.intern(text);
                if new {
                    self.make_ready(&name, prepared);
                }
                self.part_words.push(id);
            }
            _ => {
                for word in compared {
                    let id = self.word(word.original());
                    self.part_words.push(id);
                }
            }
        }
        let of_it = self.part_words.get(start..).unwrap_or_default();
        let (count, at) = match of_it {
            [single] => (1, *single),
            _ => (of_it.len() as u32, u32::try_from(start).unwrap_or(u32::MAX)),
        };
        if count == 1 {
            self.part_words.truncate(start);
        }
        if at > AT_MAX { 0 } else { count << COUNT_SHIFT | at }
    }

    /// A name in one text: the roles that parsing tells; where it tells none, the last word is the family name.
    fn whole(&mut self, text: &str, given: &mut Vec<u32>, family: &mut Vec<u32>) {
        if text.len() > crate::limits::VALUE_BYTES_MAX {
            return;
        }
        let name = Name::person(text);
        if !name.prepare().is_usable() {
            return;
        }
        let compared: Vec<_> = name.words().iter().filter(|word| is_compared(word.role())).collect();
        let told = compared.iter().any(|word| word.role() == Role::Family);
        for (place, word) in compared.iter().enumerate() {
            let is_family = if told { word.role() == Role::Family } else { place + 1 == compared.len() };
            let into = if is_family { &mut *family } else { &mut *given };
            if into.len() < PART_WORDS_MAX {
                let id = self.word(word.original());
                into.push(id);
            }
        }
    }

    /// The words in the order of their numbers, from 1.
    pub(crate) fn texts(&self) -> Vec<&str> {
        (1..self.texts.len() as u32).map(|id| self.texts.text(id)).collect()
    }

    /// Takes in the next word that [`People::texts`] gave; `None` when it is empty or there already.
    pub(crate) fn restore(&mut self, text: &str) -> Option<()> {
        let before = self.texts.len();
        self.word(text);
        (self.texts.len() == before + 1).then_some(())
    }

    fn word(&mut self, text: &str) -> u32 {
        let (id, new) = self.texts.intern(text);
        if new {
            let name = if self.companies { Name::organisation(text) } else { Name::person_parts("", "", text) };
            let prepared = name.prepare();
            self.make_ready(&name, prepared);
        }
        id
    }

    /// Appends what is asked of a word: it is the one that was given the last number.
    fn make_ready(&mut self, name: &Name, mut prepared: PreparedName) {
        self.rarity.weigh(&mut prepared);
        let (mut sound, mut families, mut skeleton) = (0, [0; 2], 0);
        let mut known = 0;
        let classes = KeyClasses::of(&[KeyClass::Sound, KeyClass::Skeleton, KeyClass::Family]);
        prepared.for_each_key(classes, |key| {
            let hash = (key.hash >> 32) as u32 | 1;
            match key.class {
                KeyClass::Sound if sound == 0 => sound = hash,
                KeyClass::Skeleton if skeleton == 0 => skeleton = hash,
                KeyClass::Family => {
                    if let Some(slot) = families.get_mut(known) {
                        *slot = hash;
                        known += 1;
                    }
                }
                _ => {}
            }
        });
        let latin = name.latin();
        let hash = stable_hash(latin.as_bytes());
        let sound = [sound, skeleton, hash as u32 | 1].into_iter().find(|hash| *hash != 0).unwrap_or(1);
        let is_initial = is_initial(&latin);
        let line = match (prepared.tokens(), prepared.readings()) {
            ([token], []) if token.kind() == TokenKind::Word && !is_initial && prepared.is_usable() => Some(*token),
            _ => None,
        };
        self.lines.push(Line(line));
        self.sounds.push(sound);
        self.families.push(families);
        self.latins.push(hash);
        self.words.push(Word { name: prepared, first: latin.chars().next(), is_initial });
    }

    /// The text of a word as written, in small letters.
    pub(crate) fn text(&self, id: u32) -> &str {
        self.texts.text(id)
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    /// A hash of the romanised word, the same everywhere: what frequencies are counted by.
    pub(crate) fn latin(&self, id: u32) -> u64 {
        of(&self.latins, id).copied().unwrap_or(0)
    }

    /// The key of a word's sound, never 0 for a word.
    pub(crate) fn sound(&self, id: u32) -> u32 {
        of(&self.sounds, id).copied().unwrap_or(0)
    }

    /// Keys of the name families that a word belongs to; 0 for none.
    pub(crate) fn families(&self, id: u32) -> [u32; 2] {
        of(&self.families, id).copied().unwrap_or([0; 2])
    }

    /// How two words meet.
    pub(crate) fn relate(&self, a: u32, b: u32, memory: &mut Memory) -> Relation {
        if a == b {
            return Relation::Same;
        }
        // Most words that differ are told apart by one token each; only what meets is worth remembering.
        if let (Some(Line(Some(x))), Some(Line(Some(y)))) = (of(&self.lines, a), of(&self.lines, b)) {
            if x.number() == y.number() {
                return Relation::Same;
            }
            if names::meet_words(x, y) == 0 {
                return Relation::Different;
            }
        }
        let (low, high) = if a < b { (a, b) } else { (b, a) };
        let key = u64::from(low) << 30 | u64::from(high);
        let mask = memory.0.len().saturating_sub(1);
        let slot = (crate::words::mix(key) as usize) & mask;
        if let Some(kept) = memory.0.get(slot)
            && kept >> 4 == key
        {
            return relation(kept & 15);
        }
        let relation = self.compare(a, b);
        if let Some(kept) = memory.0.get_mut(slot) {
            *kept = key << 4 | relation as u64;
        }
        relation
    }

    fn compare(&self, a: u32, b: u32) -> Relation {
        if self.latin(a) == self.latin(b) {
            return Relation::Same;
        }
        let (Some(a), Some(b)) = (of(&self.words, a), of(&self.words, b)) else { return Relation::Different };
        if a.is_initial || b.is_initial {
            return if a.first == b.first { Relation::Initial } else { Relation::Different };
        }
        let found = names::compare(&a.name, &b.name, &self.rarity);
        if found.similarity == 0 {
            return Relation::Different;
        }
        match found.pairs.first() {
            Some(pair) => match pair.met {
                Met::Exact | Met::Transliteration => Relation::Same,
                Met::Spelling | Met::Joined | Met::Gendered => Relation::Spelling,
                Met::Nickname => Relation::Nickname,
                Met::Initial => Relation::Initial,
                Met::Phonetic if pair.similarity >= 850 => Relation::Close,
                Met::Phonetic => Relation::Similar,
                Met::Missing | Met::Contradicting => Relation::Different,
            },
            None => Relation::Different,
        }
    }
}

/// What a table of words has for a word; words are numbered from 1.
fn of<T>(table: &[T], id: u32) -> Option<&T> {
    (id as usize).checked_sub(1).and_then(|place| table.get(place))
}

const fn is_compared(role: Role) -> bool {
    !matches!(role, Role::Particle | Role::Title | Role::LegalForm | Role::Also)
}

/// One letter for a name, with or without a dot.
fn is_initial(text: &str) -> bool {
    let mut letters = text.trim().trim_end_matches('.').chars();
    matches!((letters.next(), letters.next()), (Some(letter), None) if letter.is_alphabetic())
}

const fn relation(number: u64) -> Relation {
    match number {
        1 => Relation::Same,
        2 => Relation::Spelling,
        3 => Relation::Nickname,
        4 => Relation::Close,
        5 => Relation::Initial,
        6 => Relation::Similar,
        _ => Relation::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relate(a: &str, b: &str) -> Relation {
        let (mut people, mut memory) = (People::new(Kind::Person), Memory::default());
        let (a, b) = (people.word(a), people.word(b));
        let first = people.relate(a, b, &mut memory);
        assert_eq!(first, people.relate(b, a, &mut memory), "remembered and symmetric");
        first
    }

    #[test]
    fn words_meet_in_the_ways_that_names_do() {
        for (a, b, how) in [
            ("brandauer", "brandauer", Relation::Same),
            ("katherine", "catherine", Relation::Spelling),
            ("william", "bill", Relation::Nickname),
            ("w", "william", Relation::Initial),
            ("brandauer", "brandaver", Relation::Close),
            ("brandauer", "zubkowicz", Relation::Different),
        ] {
            let found = relate(a, b);
            assert!(found == how || (how == Relation::Close && found < Relation::Initial), "{a} {b}: {found:?}");
        }
    }

    #[test]
    fn parts_are_told_apart_and_placeholders_have_no_words() {
        let (mut people, mut given, mut family) = (People::new(Kind::Person), Vec::new(), Vec::new());
        people.read(NameText::Parts { given: "Ana Maria", family: "Horvat" }, &mut given, &mut family);
        assert_eq!((given.len(), family.len()), (2, 1));
        let (g, f) = (given.clone(), family.clone());
        people.read(NameText::Whole("HORVAT, Ana Maria"), &mut given, &mut family);
        assert_eq!((&given, &family), (&g, &f));
        for nothing in ["", "unknown", "N/A", "---"] {
            people.read(NameText::Whole(nothing), &mut given, &mut family);
            assert!(given.is_empty() && family.is_empty(), "{nothing}");
        }
        let before = people.len();
        people.read(NameText::Parts { given: "Ana Maria", family: "Horvat" }, &mut given, &mut family);
        assert_eq!((people.len(), people.text(given[0])), (before, "ana"));
    }
}
