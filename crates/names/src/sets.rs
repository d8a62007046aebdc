//! A word as sets of letters: whether two words may meet at all, told in a few steps and without looking at the words.
#![expect(
    clippy::indexing_slicing,
    reason = "tables of all 512 sets of nine classes are indexed by such sets, and rows of 512 bits by their eight parts"
)]

use crate::bound::CONSONANTS_APART;
use crate::distance::{FULL, lacking_cost, replace_cost};
use crate::limits::{SOUND_MAX, TEXT_MAX};
use crate::meet;
use crate::token::{Token, TokenKind, bit};
use std::sync::LazyLock;

/// The letters of a word as sets, and what else decides whether two words may meet. 16 bytes, for rows of words that
/// are gone through by the million.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct WordSets {
    /// The letters of its sound (26 bits), how many they are (4 bits), [`LACKS_VOWELS`] and [`OTHER`].
    sounds: u32,
    /// The letters of its text (26 bits), how many they are (5 bits), [`KNOWN`].
    letters: u32,
    /// Its consonants, those that stand for each other alike (9 bits, see [`MEMBERS`]), and the first letter of its
    /// sound (5 bits).
    heads: u16,
    family: u16,
    nick: u16,
    tag: u16,
}

impl std::fmt::Debug for WordSets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "WordSets({} letters)", self.text_len())
    }
}

const LETTERS: u32 = (1 << 26) - 1;
const LACKS_VOWELS: u32 = 1 << 30;
/// Neither a word nor a patronymic: an initial or a number.
const OTHER: u32 = 1 << 31;
/// The tables know it: beside another name of theirs it is no slip.
const KNOWN: u32 = 1 << 31;

/// All letters of each class.
pub(crate) const MEMBERS: [&[u8]; 9] = [b"bp", b"cszyxq", b"dt", b"fv", b"gk", b"l", b"m", b"n", b"r"];

/// The classes of s, v and n, in which family names for the two sexes may differ: see [`meet::gendered`].
pub(crate) const GENDERED: u16 = 1 << 1 | 1 << 3 | 1 << 7;

/// What it costs at least that one word has the consonants of a set and the other none of their classes: each is left
/// out or replaced.
const LACKING: [u16; 512] = {
    let mut single = [100u16; 9];
    let mut class = 0;
    while class < 9 {
        let members = MEMBERS[class];
        let mut at = 0;
        while at < members.len() {
            let mut letter = b'a';
            while letter <= b'z' {
                let mut own = false;
                let mut other = 0;
                while other < members.len() {
                    own |= members[other] == letter;
                    other += 1;
                }
                let cost = replace_cost(members[at], letter) as u16;
                if !own && cost < single[class] {
                    single[class] = cost;
                }
                letter += 1;
            }
            at += 1;
        }
        class += 1;
    }
    let mut table = [0u16; 512];
    let mut set = 1;
    while set < 512 {
        let lowest = (set as u32).trailing_zeros() as usize;
        table[set] = table[set & (set - 1)] + single[lowest];
        set += 1;
    }
    table
};

/// What it costs at least that one word has letters that the other has not: for nine letters of the alphabet, the next
/// nine and the last eight.
static LETTERS_LACKING: LazyLock<[[u16; 512]; 3]> = LazyLock::new(|| {
    std::array::from_fn(|part| {
        std::array::from_fn(|set| {
            let letters = (0..9u8).filter(|at| set >> at & 1 == 1).map(|at| b'a' + at + 9 * part as u8);
            letters.filter(|letter| letter.is_ascii_lowercase()).map(lacking_cost).sum()
        })
    })
});

/// What the letters cost at least that only one of two sounds has, each a set with `a` as the lowest bit.
pub(crate) fn letters_cost(a: u32, b: u32) -> u16 {
    let table = &*LETTERS_LACKING;
    let cost = |of: u32| {
        let part = |at: usize| table[at][(of >> (9 * at)) as usize & 511];
        part(0) + part(1) + part(2)
    };
    cost(a & !b).max(cost(b & !a))
}

/// What the consonants cost at least that only one of two sounds has, each a set of classes.
#[inline]
pub(crate) fn consonants_cost(a: u16, b: u16) -> u16 {
    LACKING[usize::from(a & !b & 511)].max(LACKING[usize::from(b & !a & 511)])
}

/// The classes of the consonants in a set of letters (a bit for `letter & 31` each); vowels, h, w and j have none.
pub(crate) fn consonants(letters: u32) -> u16 {
    let members = |class: &[u8]| class.iter().fold(0, |set, letter| set | 1u32 << (letter & 31));
    MEMBERS.iter().enumerate().fold(0, |set, (at, class)| set | u16::from(letters & members(class) != 0) << at)
}

/// What a letter costs at least that only one sound has.
const LENGTH_COST: u32 = 20;

/// How far apart words are that do not meet.
const NEVER: u16 = 1000;

const fn letters(of: &[u8]) -> u32 {
    let (mut set, mut at) = (0, 0);
    while at < of.len() {
        set |= 1 << (of[at] - b'a');
        at += 1;
    }
    set
}

/// For each set of consonants which others two words may have that meet by their sound: a bit each.
static NEAR: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let row = |of: usize| {
        let mut row = [0u64; 8];
        for other in 0..512 {
            let cost = LACKING[of & !other].max(LACKING[other & !of]);
            if (of ^ other).count_ones() <= CONSONANTS_APART && cost <= meet::MOST {
                row[other >> 6] |= 1 << (other & 63);
            }
        }
        row
    };
    (0..512).map(row).collect()
});

type Row = [u64; 8];

/// What two sounds may cost and still meet, by how many letters they have together.
const MOST_BY_LENGTH: [u16; 31] = {
    let mut most = [0; 31];
    let mut letters = 0;
    while letters < 31 {
        most[letters] = meet::most(letters as u16);
        letters += 1;
    }
    most
};

/// No two sounds that meet are more edits apart.
const EDITS_MOST: u32 = edits_max(u32::MAX);

/// The letters in which family names for the two sexes may differ, by how much longer one is.
const GENDERED_LETTERS: [u32; 16] = {
    let mut of = [0; 16];
    of[0] = letters(b"iasou");
    of[1] = letters(b"ai");
    of[2] = letters(b"aiens");
    of[3] = letters(b"ova");
    of
};

/// A word's sets made ready to be held against many others.
#[derive(Clone, Copy)]
pub struct WordProbe {
    near: Row,
    sets: WordSets,
}

impl std::fmt::Debug for WordProbe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.sets.fmt(f)
    }
}

impl WordProbe {
    /// Makes the sets of a word ready.
    pub fn new(sets: WordSets) -> Self {
        Self { near: NEAR[usize::from(sets.consonants())], sets }
    }

    /// The sets.
    pub const fn sets(&self) -> &WordSets {
        &self.sets
    }

    /// Whether the consonants alone leave it open that the words meet: one look into a table.
    #[inline]
    fn is_near(&self, other: &WordSets) -> bool {
        let at = usize::from(other.consonants());
        let near = self.near[at >> 6] >> (at & 63) & 1 != 0;
        near || (self.sets.sounds | other.sounds) & (OTHER | LACKS_VOWELS) != 0 || self.sets.may_be_one_name(other)
    }

    /// What [`WordSets::may_meet`] says.
    #[inline]
    pub fn may_meet(&self, other: &WordSets) -> bool {
        self.is_near(other) && self.sets.may_meet(other)
    }

    /// What [`WordSets::apart`] says, or more where the words cannot meet.
    #[inline]
    pub fn apart(&self, other: &WordSets) -> u16 {
        if self.sets.is_far(other) || !self.is_near(other) { NEVER } else { self.sets.apart(other) }
    }
}

/// Edits that two sounds may be apart, by the length of the shorter one.
pub(crate) const fn edits_max(shorter: u32) -> u32 {
    match shorter {
        0..=4 => 2,
        5..=8 => 3,
        _ => 4,
    }
}

/// Whether a set has at most three members; in fewer steps than counting them.
pub(crate) const fn at_most_three(set: u32) -> bool {
    let set = set & set.wrapping_sub(1);
    let set = set & set.wrapping_sub(1);
    set & set.wrapping_sub(1) == 0
}

const fn at_most_two(set: u32) -> bool {
    let set = set & set.wrapping_sub(1);
    set & set.wrapping_sub(1) == 0
}

impl WordSets {
    /// The sets of a word.
    pub fn new(token: &Token) -> Self {
        let other = !matches!(token.kind, TokenKind::Word | TokenKind::Patronymic);
        let vowelless = token.has(bit::VOWELLESS);
        // Of words of syllables another syllable is told by itself.
        let known = token.has(bit::KNOWN) && !token.has(bit::SYLLABIC) && !vowelless;
        let flag = |is: bool, bit: u32| if is { bit } else { 0 };
        Self {
            sounds: token.mask >> 1 & LETTERS
                | u32::from(token.sound_len & 15) << 26
                | flag(vowelless, LACKS_VOWELS)
                | flag(other, OTHER),
            letters: token.letters >> 1 & LETTERS | u32::from(token.text_len & 31) << 26 | flag(known, KNOWN),
            heads: token.consonants | u16::from(token.sound.first().copied().unwrap_or(0) & 31) << 9,
            family: token.family,
            nick: token.nick,
            tag: 0,
        }
    }

    /// The same with a number of whoever keeps it: there is room for one.
    #[must_use]
    pub const fn tagged(mut self, tag: u16) -> Self {
        self.tag = tag;
        self
    }

    /// The number that [`WordSets::tagged`] left; 0 without.
    pub const fn tag(&self) -> u16 {
        self.tag
    }

    const fn consonants(&self) -> u16 {
        self.heads & 511
    }

    /// Whether they begin with different letters of which one is no vowel: that counts by itself (see `meet`).
    const fn begin_apart(&self, other: &Self) -> bool {
        const VOWELS: u32 = 1 << 1 | 1 << 5 | 1 << 9 | 1 << 15 | 1 << 21;
        let (a, b) = (self.heads >> 9, other.heads >> 9);
        a != b && (VOWELS >> a & 1 == 0 || VOWELS >> b & 1 == 0)
    }

    const fn sound_len(&self) -> u32 {
        self.sounds >> 26 & 15
    }

    const fn text_len(&self) -> u32 {
        self.letters >> 26 & 31
    }

    /// Whether two words may meet. Never wrong when it says no: see [`crate::meet_words`].
    #[inline]
    pub fn may_meet(&self, other: &Self) -> bool {
        let either = self.sounds | other.sounds;
        // Two numbers, and initials, are soon compared; of two words without vowels every letter counts.
        if either & OTHER != 0 || self.sounds & other.sounds & LACKS_VOWELS != 0 {
            return true;
        }
        let apart = self.consonants() ^ other.consonants();
        if at_most_three(u32::from(apart)) && self.sounds_alike(other, either & LACKS_VOWELS != 0) {
            return true;
        }
        self.may_be_one_name(other)
    }

    /// Whether the tables may know two words as one name.
    #[inline]
    const fn may_be_one_name(&self, other: &Self) -> bool {
        self.family != 0 && self.family == other.family
            || self.nick != 0 && other.family | other.nick != 0
            || other.nick != 0 && self.family != 0
    }

    fn sounds_alike(&self, other: &Self, lacking: bool) -> bool {
        let (a, b) = (self.sound_len(), other.sound_len());
        let cost = consonants_cost(self.consonants(), other.consonants());
        if lacking {
            return cost <= meet::MOST;
        }
        let known = self.letters & other.letters & KNOWN != 0 && self.family != other.family;
        let edits = edits_max(a.min(b));
        // Names of the tables meet another of them in the form for the other sex only, or when next to nothing differs.
        let told = !known || cost <= meet::KNOWN_APART || (self.consonants() ^ other.consonants()) & !GENDERED == 0;
        let near = told
            && a.abs_diff(b) <= edits
            && (cost <= meet::most((a + b) as u16) || (self.consonants() ^ other.consonants()) & !GENDERED == 0)
            && ((self.sounds ^ other.sounds) & LETTERS).count_ones() <= 2 * edits;
        // A slip of the keyboard: one letter replaced changes two of the set.
        let slip =
            || self.text_len().abs_diff(other.text_len()) <= 1 && at_most_two((self.letters ^ other.letters) & LETTERS);
        near || !known && slip()
    }

    /// How far apart two words are at least, per mille: never more than what [`crate::meet_words`] leaves to 1000.
    /// Other readings of the same Chinese characters are not thought of.
    #[inline]
    pub fn apart(&self, other: &Self) -> u16 {
        if (self.letters ^ other.letters) & !KNOWN == 0 {
            return 0;
        }
        let either = self.sounds | other.sounds;
        if either & OTHER != 0 {
            return if self.sounds & other.sounds & OTHER != 0 { 0 } else { 200 };
        }
        if self.sounds & other.sounds & LACKS_VOWELS != 0 {
            return 0;
        }
        let (a, b) = (self.sound_len(), other.sound_len());
        let mut apart = NEVER;
        if self.may_be_one_name(other) {
            apart = if self.family != 0 && self.family == other.family { 50 } else { 100 };
        }
        if !at_most_three(u32::from(self.consonants() ^ other.consonants()))
            || !self.sounds_alike(other, either & LACKS_VOWELS != 0)
        {
            return apart;
        }
        let cost = u32::from(consonants_cost(self.consonants(), other.consonants()));
        if either & LACKS_VOWELS != 0 {
            return apart.min((cost * 24 / (a + b + 2)).min(20 + cost) as u16);
        }
        if (self.sounds ^ other.sounds) & (LETTERS | 15 << 26) == 0 {
            return 0;
        }
        let cost = cost
            .max(u32::from(letters_cost(self.sounds & LETTERS, other.sounds & LETTERS)))
            .max(LENGTH_COST * a.abs_diff(b));
        // Of words of syllables that are not far apart, all are as near.
        let near = if cost <= u32::from(meet::SYLLABLES_APART) { 100 } else { NEVER };
        let first = if self.begin_apart(other) { u32::from(FULL / 4) } else { 0 };
        let cost = cost + first;
        if cost <= u32::from(meet::most((a + b) as u16)) {
            apart = apart.min((cost * 24 / (a + b).max(1)) as u16).min(near);
        }
        if self.may_be_gendered(other) {
            apart = apart.min(70);
        }
        let (x, y) = (self.text_len(), other.text_len());
        if x.abs_diff(y) <= 1 && at_most_two((self.letters ^ other.letters) & LETTERS) {
            apart = apart.min((2400 / (x + y).max(1)) as u16);
        }
        apart
    }

    /// Whether two words cannot meet, for what nearly all of those are told by: their sounds have other letters. In few
    /// steps, hardly any of which is a choice.
    #[inline]
    fn is_far(&self, other: &Self) -> bool {
        let (a, b) = (self.sound_len(), other.sound_len());
        let first = if self.begin_apart(other) { FULL / 4 } else { 0 };
        let far = a.abs_diff(b) > EDITS_MOST
            || letters_cost(self.sounds & LETTERS, other.sounds & LETTERS) + first > MOST_BY_LENGTH[(a + b) as usize];
        let may_be_slip =
            (self.text_len().abs_diff(other.text_len()) <= 1) & at_most_two((self.letters ^ other.letters) & LETTERS);
        let may_be_gendered =
            (self.sounds ^ other.sounds) & LETTERS & !GENDERED_LETTERS[a.abs_diff(b) as usize & 15] == 0;
        far & !may_be_slip
            & !may_be_gendered
            & ((self.sounds | other.sounds) & (OTHER | LACKS_VOWELS) == 0)
            & ((self.family | self.nick == 0) | (other.family | other.nick == 0))
    }

    /// Whether one may be a family name in the form for the other sex: see [`meet::gendered`].
    fn may_be_gendered(&self, other: &Self) -> bool {
        let apart = (self.sounds ^ other.sounds) & LETTERS;
        let within = |of: u32| apart & !of == 0;
        match self.sound_len().abs_diff(other.sound_len()) {
            0 => within(letters(b"ia")) || within(letters(b"isou")),
            1 => within(letters(b"ai")),
            2 => within(letters(b"aiens")),
            3 => within(letters(b"ova")),
            _ => false,
        }
    }

    /// Whether this word and the next, written as one, have nearly the letters of another: a slip or two apart.
    #[inline]
    pub fn nearly_joins(&self, next: &Self, whole: &Self) -> bool {
        let apart = (self.letters | next.letters) ^ whole.letters;
        let (length, other) = (self.text_len() + next.text_len(), whole.text_len());
        at_most_three(apart & LETTERS) && (length.abs_diff(other) <= 1 || other as usize == TEXT_MAX && length > other)
    }

    /// Whether this word and the next, written as one, may be another word.
    #[inline]
    pub fn may_join(&self, next: &Self, whole: &Self) -> bool {
        let any = self.sounds | next.sounds | whole.sounds;
        if any & (OTHER | LACKS_VOWELS) != 0 {
            return any & OTHER == 0;
        }
        let (length, other) = (self.text_len() + next.text_len(), whole.text_len());
        let cut = (self.sound_len() + next.sound_len()) as usize > SOUND_MAX;
        let together = (self.consonants() | next.consonants()) ^ whole.consonants();
        length.abs_diff(other) <= 2 + other / 5 && (cut || at_most_three(u32::from(together)))
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

    /// One or two slips, so that many pairs are near.
    fn near() -> impl Strategy<Value = Vec<(u8, u8, char)>> {
        prop::collection::vec((any::<u8>(), 0u8..4, prop::char::range('a', 'z')), 0..3)
    }

    fn slipped(word: &str, slips: &[(u8, u8, char)]) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        for (at, how, letter) in slips {
            let at = usize::from(*at) % letters.len().max(1);
            match how {
                0 if letters.len() > 1 => drop(letters.remove(at)),
                1 => letters.insert(at, *letter),
                2 if at + 1 < letters.len() => letters.swap(at, at + 1),
                _ => letters[at] = *letter,
            }
        }
        letters.into_iter().collect()
    }

    #[test]
    fn two_words_nearly_join_where_their_letters_are_those_of_the_other_but_for_a_slip() {
        let sets = |word: &str| WordSets::new(&PreparedName::new(NameKind::Person, word).tokens()[0]);
        let joins = |first: &str, next: &str, whole: &str| sets(first).nearly_joins(&sets(next), &sets(whole));
        for whole in ["migueleslles", "migueleslle", "miguelesllez", "miguelxeslles"] {
            assert!(joins("miguel", "eslles", whole), "{whole}");
        }
        // A word longer than what is kept of it.
        assert!(joins("konstantin", "vladimirovski", "konstantinvladimirovski"));
        for whole in ["miguel", "migueltregubts", "garrez"] {
            assert!(!joins("miguel", "eslles", whole), "{whole}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40_000))]

        #[test]
        fn words_that_meet_are_never_said_not_to(a in word(), other in word(), slips in near()) {
            let b = if slips.is_empty() { other } else { slipped(&a, &slips) };
            let (a, b) = (PreparedName::new(NameKind::Person, &a), PreparedName::new(NameKind::Person, &b));
            for x in a.tokens().iter().chain(a.readings()) {
                for y in b.tokens().iter().chain(b.readings()) {
                    if meet_words(x, y) > 0 {
                        prop_assert!(WordProbe::new(WordSets::new(x)).may_meet(&WordSets::new(y)));
                        prop_assert!(WordSets::new(x).may_meet(&WordSets::new(y)), "{:?} {:?}", x.letters(), y.letters());
                    }
                    let apart = 1000 - meet_words(x, y);
                    // The same Chinese characters in two readings are told by the words they are readings of.
                    let apart = if x.form != 0 && x.form == y.form { 1000 } else { apart };
                    let least = WordSets::new(x).apart(&WordSets::new(y));
                    prop_assert!(WordProbe::new(WordSets::new(x)).apart(&WordSets::new(y)) <= apart);
                    prop_assert!(least <= apart, "{:?} {:?} {least} {apart} {:?} {:?}", x.letters(), y.letters(), x.sounds(), y.sounds());
                }
            }
        }
    }
}
