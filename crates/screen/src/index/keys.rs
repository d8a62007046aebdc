//! The keys of a name's words: what each is found by, and what it is told by beside another word.
//!
//! A word is **near** another when their consonants are the same or the tables know them as one name; short words also
//! have to agree in their vowels, roughly. It is **far** from another when one consonant more may be left out, put in,
//! replaced, or exchanged with the next; with few consonants, the vowels that do not stand beside it have to agree then,
//! or all letters but one. A letter of the throat at the beginning is written in so many ways that it counts as any
//! other. Beside a single other word, words of three consonants may be **loosely** far. Long words are also found
//! **wide**: by themselves, though one consonant differs. `names` compares words exactly; these keys only have to lose
//! few of the pairs that it would let meet.

use super::skeleton::{self, Skeleton, consonants, count, without_one};
use names::{PreparedName, Token, TokenKind};

/// Words of a name that are filed; longer names are told apart well enough by these.
pub(crate) const WORDS_MAX: usize = 8;
/// Other readings of one word that are filed.
const READINGS_MAX: usize = 4;
/// Shorter words meet no other by a slip, and of more consonants all but one say enough.
const SLIP_MIN: usize = 4;
const SLIP_MAX: u32 = 5;
/// A word with as many consonants is long: few have all of them but one.
const WIDE_MIN: u32 = 5;
/// A word with fewer consonants is told by its vowels, too.
const LONG_MIN: u32 = 3;
/// Longer names are not alike to one of two words, one of which is far.
const LOOSE_MAX: usize = 3;
/// With fewer consonants than this, all but one of them say too little without the vowels between them.
const LONGER_MIN: u32 = 5;

/// What a word's letters make a number by, and what undoes a step of it.
const SLIP_BASE: u64 = 0x9E37_79B9_7F4A_7C15;
const SLIP_BASE_INVERSE: u64 = 0xF1DE_83E1_9937_733D;

/// What a key is made of; keys of different kinds never meet.
#[derive(Clone, Copy)]
enum Space {
    Letters = 1,
    Family,
    Consonants,
    /// Consonants and vowels, roughly.
    Sounds,
    /// What follows a letter of the throat at the beginning, which is written in many ways.
    Throat,
    /// Consonants of short words that lack vowels, and of those that do not.
    Vowelless,
    Vowelled,
    /// The first letter of a word, and an initial.
    First,
    /// The letters of a word, or all but one of them.
    Slip,
    /// All but one of the consonants, and the vowels that do not stand beside it.
    Gap,
    /// The consonants in any order.
    Exchanged,
    /// The first letter of a short word and two of its consonants.
    Loose,
    /// The consonants of a long word, or all but one of them.
    Wide,
    Near,
}

fn mix(mut z: u64) -> u64 {
    z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ z >> 31
}

fn key(space: Space, value: u64) -> u64 {
    mix(value ^ (space as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// The key of a word near. Subjects of different kinds are kept apart by it.
fn near_key(space: Space, value: u64, group: usize) -> u64 {
    key(Space::Near, key(space, value).wrapping_add(group as u64))
}

/// The key under which a name is filed that has the one word near and the other far.
pub(crate) fn pair(near: u64, far: u64) -> u64 {
    mix(near ^ far.rotate_left(23))
}

/// The key under which a name is filed that has a word near and no other.
pub(crate) fn alone(near: u64) -> u64 {
    mix(near ^ 0x5A5A_0F0F_3C3C_9696)
}

/// Up to `N` keys in place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keys<const N: usize> {
    keys: [u64; N],
    count: usize,
}

impl<const N: usize> Default for Keys<N> {
    fn default() -> Self {
        Self { keys: [0; N], count: 0 }
    }
}

impl<const N: usize> Keys<N> {
    fn push(&mut self, key: u64) {
        if !self.as_slice().contains(&key) {
            self.push_new(key);
        }
    }

    /// Keeps a key that is hardly ever another one.
    fn push_new(&mut self, key: u64) {
        if let Some(place) = self.keys.get_mut(self.count) {
            *place = key;
            self.count += 1;
        }
    }

    pub(crate) fn as_slice(&self) -> &[u64] {
        self.keys.get(..self.count).unwrap_or_default()
    }
}

/// Short words are the same by their consonants only where one of them lacks vowels.
const fn short_space(lacking: bool) -> Space {
    if lacking { Space::Vowelless } else { Space::Vowelled }
}

/// A word, another reading of it, or two words written as one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Element {
    /// The words of the name that it stands for, a bit each.
    pub cover: u32,
    /// Keys of words near it; of these the first are the same for filing and looking.
    near: Keys<10>,
    near_filed: usize,
    shared: usize,
    /// Keys of words that are the same but for their vowels.
    same: Keys<12>,
    /// Keys of words far from it; of two words as one they are looked for, not filed.
    gaps: Keys<40>,
    /// Keys of words further away, which are looked for beside a single other word only.
    loose: Keys<20>,
    /// Whether it lacks vowels.
    lacking: bool,
    /// The word itself, until [`Element::fill`] has found its gaps.
    unfilled: Option<Token>,
    /// Classes of its first letter.
    first: Keys<2>,
    initial: bool,
    /// Whether no consonant is heard in it.
    toneless: bool,
}

impl Element {
    /// The keys under which it is filed.
    pub(crate) fn filed(&self) -> &[u64] {
        self.near.as_slice().get(..self.near_filed).unwrap_or_default()
    }

    /// The keys under which a long word is filed and looked for, though one consonant differs; before it is filled.
    pub(crate) fn wide(&self, group: usize) -> Keys<12> {
        let mut wide = Keys::default();
        for (_, consonants) in self.unfilled.iter().flat_map(variants) {
            let count = count(consonants);
            if count >= WIDE_MIN - 1 {
                wide.push(near_key(Space::Wide, consonants, group));
            }
            if count >= WIDE_MIN {
                without_one(consonants).for_each(|rest| wide.push(near_key(Space::Wide, rest, group)));
            }
        }
        wide
    }

    /// The keys by which words near it are looked for.
    pub(crate) fn looked(&self) -> Keys<10> {
        let keys = self.near.as_slice();
        let mut looked = Keys::default();
        keys.iter().take(self.shared).chain(keys.iter().skip(self.near_filed)).for_each(|key| looked.push(*key));
        looked
    }

    /// Finds the keys of words far from it, which a search does not always need.
    pub(crate) fn fill(&mut self) {
        let Some(token) = self.unfilled.take() else { return };
        for (as_consonants, consonants) in variants(&token) {
            gap_keys(&token, as_consonants, consonants, self);
            loose_keys(&token, consonants, self);
        }
        if !self.is_joined() && count(consonants(&token, false)) <= SLIP_MAX {
            slip_keys(token.letters(), self);
        }
    }

    /// The keys that tell it beside a word that a name has near, one of a name of so many words.
    pub(crate) fn far_filed(&self, length: usize) -> impl Iterator<Item = u64> {
        let toneless = self.toneless.then(|| key(short_space(self.lacking), 0));
        let gaps = self.gaps.as_slice();
        let loose = if length <= LOOSE_MAX { self.loose.as_slice() } else { &[] };
        let far = self.same.as_slice().iter().chain(gaps).chain(loose).copied();
        far.chain(self.firsts(self.initial)).chain(toneless)
    }

    /// The keys by which it is looked for, near, beside a word that a name has near.
    pub(crate) fn same_looked(&self) -> impl Iterator<Item = u64> {
        let toneless = self.toneless.then(|| {
            let vowelled = self.lacking.then(|| key(Space::Vowelled, 0));
            std::iter::once(key(Space::Vowelless, 0)).chain(vowelled)
        });
        self.same.as_slice().iter().copied().chain(self.firsts(!self.initial)).chain(toneless.into_iter().flatten())
    }

    /// The keys by which it is looked for beside a word that a name has near, once it is filled; `loosely` where it is
    /// the only other word.
    pub(crate) fn far_looked(&self, loosely: bool) -> impl Iterator<Item = u64> {
        let loose = if loosely { self.loose.as_slice() } else { &[] };
        self.same_looked().chain(self.gaps.as_slice().iter().chain(loose).copied())
    }

    /// Words meet initials by their first letters, and initials words; no two words meet so.
    fn firsts(&self, initial: bool) -> impl Iterator<Item = u64> {
        self.first.as_slice().iter().map(move |class| key(Space::First, *class | if initial { 256 } else { 0 }))
    }

    /// Whether the two stand for different words of a name, one of them at least for a single word.
    pub(crate) fn is_beside(&self, other: &Self) -> bool {
        self.cover & other.cover == 0 && !(self.is_joined() && other.is_joined())
    }

    pub(crate) fn is_joined(&self) -> bool {
        self.cover.count_ones() > 1
    }
}

/// Two words of a name that follow each other, as one: the place of the first, and the word they make.
pub(crate) type Whole = (usize, Token);

/// Fills `out` with the words of a name, their readings, and words that follow each other as one, and `wholes` with all
/// of these.
pub(crate) fn elements(name: &PreparedName, group: usize, out: &mut Vec<Element>, wholes: &mut Vec<Whole>) {
    out.clear();
    wholes.clear();
    if !name.is_usable() {
        return;
    }
    let words = name.tokens();
    let words = words.get(..words.len().min(WORDS_MAX)).unwrap_or(words);
    for token in words {
        out.push(element(token, 1 << token.word(), group));
    }
    let mut nth = (usize::MAX, 0);
    for token in name.readings() {
        nth = if nth.0 == token.word() { (nth.0, nth.1 + 1) } else { (token.word(), 0) };
        if token.word() < WORDS_MAX && nth.1 < READINGS_MAX {
            out.push(element(token, 1 << token.word(), group));
        }
    }
    for (at, two) in name.tokens().windows(2).enumerate() {
        if let [first, second] = two
            && is_word(first)
            && is_word(second)
            && let Some(whole) = first.joined(second)
        {
            wholes.push((at, whole));
        }
    }
    let filed = wholes.iter().filter(|(at, _)| at + 1 < WORDS_MAX);
    out.extend(filed.map(|(at, whole)| element(whole, 3 << at, group)));
}

/// The words of a name that count, a bit each: one that may well be missing does not.
pub(crate) fn counting(name: &PreparedName) -> u32 {
    let words = name.tokens().iter().filter(|token| !is_optional(token));
    words.fold(0, |words, token| words | 1 << token.word())
}

/// How many words of a name count.
pub(crate) fn length(name: &PreparedName) -> usize {
    counting(name).count_ones() as usize
}

/// Whether it says little that a word is missing.
pub(crate) fn is_optional(token: &Token) -> bool {
    matches!(token.kind(), TokenKind::Initial | TokenKind::Patronymic)
}

fn is_word(token: &Token) -> bool {
    matches!(token.kind(), TokenKind::Word | TokenKind::Patronymic)
}

fn element(token: &Token, cover: u32, group: usize) -> Element {
    let mut of = Element { cover, ..Element::default() };
    let near = |space: Space, value: u64| near_key(space, value, group);
    if !is_word(token) {
        of.near.push(near(Space::Letters, token.number()));
        (of.near_filed, of.shared) = (1, 1);
        of.same.push(key(Space::Letters, token.number()));
        if token.kind() == TokenKind::Initial {
            of.initial = true;
            first_letters(token, &mut of.first);
        }
        return of;
    }
    (of.unfilled, of.lacking) = (Some(*token), token.lacks_vowels());
    for family in token.families() {
        of.near.push(near(Space::Family, u64::from(family)));
        of.same.push(key(Space::Family, u64::from(family)));
    }
    let (mut filed_only, mut looked_only) = (None, None);
    for (as_consonants, consonants) in variants(token) {
        match (count(consonants) >= LONG_MIN, token.lacks_vowels()) {
            (true, _) => of.near.push(near(Space::Consonants, consonants)),
            (false, true) => {
                of.near.push(near(Space::Vowelless, consonants));
                looked_only = Some(near(Space::Vowelled, consonants));
            }
            (false, false) => {
                of.near.push(near(Space::Sounds, Skeleton::new(token, as_consonants).whole()));
                filed_only = Some(near(Space::Vowelled, consonants));
                looked_only = Some(near(Space::Vowelless, consonants));
            }
        }
        same_keys(token, as_consonants, consonants, &mut of);
    }
    if !of.is_joined() {
        first_letters(token, &mut of.first);
    }
    of.shared = of.near.count;
    filed_only.into_iter().for_each(|key| of.near.push(key));
    of.near_filed = of.near.count;
    looked_only.into_iter().for_each(|key| of.near.push(key));
    of
}

/// The consonants of a word, once with `w` and `j` as vowels, and where it has any, as consonants.
fn variants(token: &Token) -> impl Iterator<Item = (bool, u64)> {
    let glides = token.sounds().iter().any(|letter| matches!(letter, b'w' | b'j'));
    let ways = [false, true].into_iter().take(1 + usize::from(glides));
    ways.map(|as_consonants| (as_consonants, consonants(token, as_consonants)))
}

fn slip_number(letters: &[u8]) -> u64 {
    letters.iter().fold(0, |number, letter| number.wrapping_mul(SLIP_BASE).wrapping_add(u64::from(*letter)))
}

/// A slip of the keyboard may change the sound of a short word beyond what its other keys allow: it is told by its
/// letters, and by all but one of them.
fn slip_keys(letters: &[u8], of: &mut Element) {
    if letters.len() < SLIP_MIN {
        return;
    }
    // A word without one of its letters is what stands before it, moved out of the way of what stands after it.
    let whole = slip_number(letters);
    of.gaps.push_new(key(Space::Slip, whole));
    let (mut before, mut after, mut power) = (whole, 0u64, 1u64);
    for (gap, letter) in letters.iter().enumerate().rev() {
        before = before.wrapping_sub(u64::from(*letter)).wrapping_mul(SLIP_BASE_INVERSE);
        // Of two equal letters either may be left out.
        if gap.checked_sub(1).and_then(|before| letters.get(before)) != Some(letter) {
            of.gaps.push_new(key(Space::Slip, before.wrapping_mul(power).wrapping_add(after)));
        }
        after = after.wrapping_add(power.wrapping_mul(u64::from(*letter)));
        power = power.wrapping_mul(SLIP_BASE);
    }
}

fn same_keys(token: &Token, as_consonants: bool, consonants: u64, of: &mut Element) {
    if consonants != 0 {
        of.same.push(key(Space::Consonants, consonants));
        return;
    }
    of.toneless = true;
    if !token.lacks_vowels() {
        of.same.push(key(Space::Sounds, Skeleton::new(token, as_consonants).whole()));
    }
}

/// Keys of words with all but one consonant in common. Of many consonants that says enough; of fewer, the vowels have
/// to agree that do not stand beside the one that differs, unless they are not written; of few, it says little.
fn gap_keys(token: &Token, as_consonants: bool, consonants: u64, of: &mut Element) {
    let count = count(consonants);
    if let Some(first @ (b'h' | b'k' | b'g' | b'c' | b'x' | b'q' | b'j')) = token.sounds().first()
        && !of.is_joined()
    {
        // The first consonant is the highest; `h`, and `j` as a vowel, is none or stands for one.
        let heard = skeleton::class(*first, as_consonants) > 0;
        let rest = if heard { consonants & !(31 << (5 * count.saturating_sub(1))) } else { consonants };
        of.gaps.push(key(Space::Throat, rest));
    }
    if count >= LONGER_MIN || of.lacking && count > LONG_MIN {
        without_one(consonants).for_each(|rest| of.gaps.push(key(Space::Consonants, rest)));
    } else if !of.is_joined() && count >= LONG_MIN && !of.lacking {
        let skeleton = Skeleton::new(token, as_consonants);
        let keys = skeleton.gaps().map(|gap| key(Space::Gap, gap));
        if count > LONG_MIN {
            keys.for_each(|key| of.gaps.push_new(key));
            of.gaps.push_new(key(Space::Exchanged, skeleton::sorted(consonants)));
        } else {
            keys.for_each(|key| of.loose.push_new(key))
        }
    }
}

/// Few consonants leave much to the vowels, which are written in many ways: a short word is told by its first letter
/// and all but one of the other consonants, too.
fn loose_keys(token: &Token, consonants: u64, of: &mut Element) {
    let first = u64::from(token.sounds().first().copied().unwrap_or(0)) << 32;
    match count(consonants) {
        _ if of.is_joined() => {}
        2 => of.loose.push(key(Space::Loose, consonants | first)),
        3 => without_one(consonants).take(2).for_each(|rest| of.loose.push(key(Space::Loose, rest | first))),
        _ => {}
    }
}

/// The classes of letters that an initial and a word that it may stand for share.
fn first_letters(token: &Token, classes: &mut Keys<2>) {
    for letter in [token.letters().first(), token.sounds().first()].into_iter().flatten() {
        let class = match letter {
            b'j' | b'i' | b'e' | b'y' => b'i',
            b'k' | b'h' | b'g' => b'k',
            b's' | b'x' | b'c' | b'z' | b'q' => b's',
            b'v' | b'w' | b'f' => b'v',
            other => *other,
        };
        classes.push(u64::from(class));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::NameKind;

    fn word(text: &str) -> Element {
        let (mut elements, mut wholes) = (Vec::new(), Vec::new());
        super::elements(&PreparedName::new(NameKind::Person, text), 0, &mut elements, &mut wholes);
        let mut word = elements.swap_remove(0);
        word.fill();
        word
    }

    /// Whether a word is found by another beside one that a name has near.
    fn meets(asked: &str, listed: &str, loosely: bool) -> bool {
        let filed: Vec<u64> = word(listed).far_filed(2).collect();
        word(asked).far_looked(loosely).any(|key| filed.contains(&key))
    }

    #[test]
    fn words_are_far_where_they_differ_in_one_place() {
        for (a, b) in [
            ("domagiro", "dolegiro"),
            ("saldoon", "sadlun"),
            ("tregubets", "tredubets"),
            ("tregubets", "trebets"),
            ("asmit", "asxit"),
            ("gaiohoa", "haiiohua"),
            ("wei", "wai"),
        ] {
            assert!(meets(a, b, false) && meets(b, a, false), "{a} {b}");
        }
        for (a, b) in [("domagiro", "dolegoro"), ("tregubets", "kredubefs"), ("marlowe", "tregubets")] {
            assert!(!meets(a, b, true) && !meets(b, a, true), "{a} {b}");
        }
    }

    #[test]
    fn a_word_is_told_by_its_letters_and_by_all_but_each_of_them() {
        for text in ["bokka", "tarino", "abcd", "abdulrahimabdulra"] {
            let mut of = Element::default();
            slip_keys(text.as_bytes(), &mut of);
            let mut plain: Vec<Vec<u8>> = vec![text.bytes().collect()];
            plain.extend((0..text.len()).map(|gap| {
                let kept = text.bytes().enumerate().filter(|(at, _)| *at != gap);
                kept.map(|(_, letter)| letter).collect()
            }));
            plain.dedup();
            let mut plain: Vec<u64> = plain.iter().map(|letters| key(Space::Slip, slip_number(letters))).collect();
            let mut keys = of.gaps.as_slice().to_vec();
            plain.sort_unstable();
            keys.sort_unstable();
            assert_eq!(keys, plain, "{text}");
        }
    }

    #[test]
    fn short_words_that_differ_in_more_are_looked_for_beside_one_other_word_only() {
        for (a, b) in [("dogoko", "domako"), ("bolaf", "bokaf")] {
            assert!(meets(a, b, true), "{a} {b}");
        }
        assert!(!meets("dogoko", "domako", false));
        assert!(word("dogoko").far_filed(LOOSE_MAX + 1).count() < word("dogoko").far_filed(LOOSE_MAX).count());
    }
}
