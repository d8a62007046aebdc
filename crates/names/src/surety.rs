//! How sure it is that two names are one: what speaks for it against what would be met by chance, in tenths of a bit.
//!
//! Similarity does not tell `Mohammed Hassan` met by chance from a rare name with a slip. Each word that met says as
//! much as it is rare, less what its difference costs; each word that only one side has, and each two that contradict,
//! take away. The costs were found on invented people of other seeds than the reported ones and held against spellings,
//! orders and initials of the tuning half of the labelled pairs; see `bench/names`.

use crate::compare::{NameMatch, Remarks, WordPair};
use crate::distance::slip;
use crate::meet::Met;
use crate::person::near_small;
use crate::prepared::PreparedName;
use crate::syllables::is_syllables;
use crate::tables::is_east_asian;
use crate::token::{Token, TokenKind, bit};

/// Names less alike than this, in per mille, are not looked at more closely.
const ALIKE_MIN: u16 = 400;
/// What no evidence gives, and what a tenth of a bit adds: so that 950 is where misspelt names begin.
const NOTHING: i32 = 650;
const PER_TENTH: i32 = 4;

/// What a word says at most where it differs, by its letters: of the short ones there are few, and they lie close.
const NEAR: [i32; 10] = [20, 20, 20, 20, 60, 75, 90, 95, 105, 115];
/// One slip of the keyboard.
const SLIP: i32 = 20;
/// Another sound than by one slip, and for each per mille of unlikeness 7/40 more; less between scripts.
const FAR: i32 = 20;
const FAR_SCRIPT: i32 = 5;
/// A slip that makes another known name.
const KNOWN: i32 = 10;
/// The same sound in other letters; another spelling by the tables; the form for the other sex; a pet form.
const SOUND: i32 = 5;
const SPELLING: i32 = 10;
const GENDERED: i32 = 20;
const NICKNAME: i32 = 30;
/// What a letter for a name says.
const INITIAL: i32 = 20;
/// Words written as one.
const JOINED: i32 = 10;
/// In Chinese and Korean names: what one syllable says at most, and what it costs that both words are well formed, so
/// that each is a name and none a slip.
const SYLLABLE: i32 = 65;
const WELL_FORMED: i32 = 25;
/// A word that one side lacks, each further one, and one that is but a misspelt title or article.
const MISSING: i32 = 45;
const MISSING_MORE: i32 = 20;
const MISSING_SMALL: i32 = 10;
/// A missing initial or patronymic, in per cent of a missing word.
const OPTIONAL: i32 = 45;
/// Two words that have nothing to do with each other; nothing else costs more.
const CONTRADICTS: i32 = 80;
/// Words in no natural order; family and given name changed.
const ORDER: i32 = 40;
const TURNED: i32 = 10;
const GENERATION: i32 = 40;
const LEGAL: i32 = 10;
/// Both are one word only: strangers mostly have more.
const BOTH_ALONE: i32 = 40;
/// Letters that a whole name needs to be read without its spaces.
const WHOLE_MIN: usize = 7;

/// Two names of which the words are known to have met.
struct Pairing<'n> {
    left: &'n [Token],
    right: &'n [Token],
    /// Both are names of China, Korea or Vietnam.
    east: bool,
}

/// The surety of a comparison of `a` and `b` that met in `pairs`: see [`NameMatch::surety`].
pub(crate) fn surety(a: &PreparedName, b: &PreparedName, found: &NameMatch) -> i32 {
    if found.remarks.placeholder || found.similarity < ALIKE_MIN {
        return 0;
    }
    let east = |name: &PreparedName| {
        name.tokens().iter().any(|word| std::str::from_utf8(word.text()).is_ok_and(is_east_asian))
    };
    let names = Pairing { left: a.tokens(), right: b.tokens(), east: east(a) && east(b) };
    let words = names.of_words(&found.pairs) + names.of_missing(&found.pairs);
    let evidence = words.max(names.without_spaces().unwrap_or(i32::MIN)) + names.of_form(&found.pairs, found.remarks);
    NOTHING + PER_TENTH * evidence
}

impl Pairing<'_> {
    /// What the words say that met or contradict.
    fn of_words(&self, pairs: &[WordPair]) -> i32 {
        let both = pairs.iter().filter_map(|pair| pair.left.zip(pair.right).map(|places| (pair, places)));
        both.map(|(pair, (left, right))| {
            let (x, y) = (span(self.left, left), span(self.right, right));
            self.of_pair(pair, x, y)
        })
        .sum()
    }

    fn of_pair(&self, pair: &WordPair, x: &[Token], y: &[Token]) -> i32 {
        let (a, b) = (letters(x), letters(y));
        let weight = i32::from(pair.weight);
        let whole = if self.east { weight.min(syllables(a.len().min(b.len()))) } else { weight };
        match pair.met {
            Met::Exact | Met::Transliteration => whole,
            Met::Spelling if pair.similarity >= 980 => whole - SOUND,
            Met::Spelling => whole - SPELLING,
            Met::Gendered => whole - GENDERED,
            Met::Nickname => whole - NICKNAME,
            Met::Initial => INITIAL,
            Met::Joined if a == b => whole - JOINED,
            Met::Joined | Met::Phonetic => {
                let join = if self.east && pair.met == Met::Joined { JOINED } else { 0 };
                let slipped = same_script(x, y) && within_slip(&a, &b);
                (self.differing((&a, &b), weight) - cost(pair.similarity, slipped, same_script(x, y)) - join)
                    .max(-CONTRADICTS)
            }
            Met::Contradicting | Met::Missing => {
                let words = x.iter().chain(y).all(|word| word.kind == TokenKind::Word);
                if words && a.len().min(b.len()) >= 3 && same_script(x, y) && within_slip(&a, &b) {
                    (self.differing((&a, &b), weight) - SLIP - KNOWN).max(-CONTRADICTS)
                } else {
                    -CONTRADICTS
                }
            }
        }
    }

    /// What two words say that are alike and not the same, before what the difference costs.
    fn differing(&self, (a, b): (&[u8], &[u8]), weight: i32) -> i32 {
        let most = NEAR.get(a.len().min(b.len())).or(NEAR.last()).copied().unwrap_or(0);
        let formed = self.east && is_syllables(a) && is_syllables(b);
        weight.min(most) - if formed { WELL_FORMED } else { 0 }
    }

    /// What is missing on one side.
    fn of_missing(&self, pairs: &[WordPair]) -> i32 {
        let (mut words, mut small) = (0, 0);
        for pair in pairs.iter().filter(|pair| pair.met == Met::Missing) {
            let left = pair.left.and_then(|(at, _)| self.left.get(usize::from(at)));
            let Some(word) = left.or(pair.right.and_then(|(at, _)| self.right.get(usize::from(at)))) else { continue };
            match word.kind {
                TokenKind::Word if !word.has(bit::KNOWN) && near_small(word.text()) => small += 1,
                TokenKind::Initial | TokenKind::Patronymic => words += OPTIONAL,
                TokenKind::Word | TokenKind::Number => words += 100,
            }
        }
        -(small * MISSING_SMALL + (words.min(100) * MISSING + (words - 100).max(0) * MISSING_MORE) / 100)
    }

    /// What the names say as a row of letters, where a slip has moved the space between two words.
    fn without_spaces(&self) -> Option<i32> {
        let (a, b) = (letters(self.left), letters(self.right));
        let few = if self.left.len() < self.right.len() { self.left } else { self.right };
        let spaced = self.left.len() != self.right.len() && same_script(self.left, self.right);
        if !spaced || a.len() < WHOLE_MIN || slip(&a, &b).is_none() {
            return None;
        }
        let most = |word: &Token| if self.east { syllables(usize::from(word.text_len)) } else { i32::MAX };
        let said: i32 = few.iter().map(|word| (i32::from(word.weight) * 10 / 64).min(most(word))).sum();
        Some(said - if a == b { 0 } else { SLIP } - JOINED)
    }

    /// What order, generation, legal form and the number of words say.
    fn of_form(&self, pairs: &[WordPair], remarks: Remarks) -> i32 {
        let mut places: Vec<_> = pairs
            .iter()
            .filter(|pair| !matches!(pair.met, Met::Contradicting | Met::Initial))
            .filter_map(|pair| pair.left.zip(pair.right).map(|(left, right)| (left.0, right.0)))
            .collect();
        places.sort_unstable();
        let turned = !places.is_sorted_by_key(|(_, right)| *right);
        let order = if remarks.order_differs {
            ORDER
        } else if turned {
            TURNED
        } else {
            0
        };
        let alone = if self.left.len() == 1 && self.right.len() == 1 { BOTH_ALONE } else { 0 };
        alone
            - order
            - if remarks.generation_differs { GENERATION } else { 0 }
            - if remarks.legal_differs { LEGAL } else { 0 }
    }
}

fn span(words: &[Token], (at, count): (u8, u8)) -> &[Token] {
    words.get(usize::from(at)..usize::from(at) + usize::from(count)).unwrap_or_default()
}

fn letters(words: &[Token]) -> Vec<u8> {
    words.iter().flat_map(|word| word.text().iter().copied()).collect()
}

fn same_script(x: &[Token], y: &[Token]) -> bool {
    x.first().zip(y.first()).is_some_and(|(x, y)| x.script == y.script)
}

/// What words of Chinese and Korean names say at most: one syllable, or two.
fn syllables(letters: usize) -> i32 {
    if letters <= 5 { SYLLABLE } else { 2 * SYLLABLE }
}

/// What it costs that words are not the same.
fn cost(similarity: u16, slipped: bool, same_script: bool) -> i32 {
    let unlike = i32::from(1000u16.saturating_sub(similarity)) * 7 / 40;
    match (slipped, same_script) {
        (true, _) => SLIP,
        (false, true) => FAR + unlike,
        (false, false) => FAR_SCRIPT + unlike,
    }
}

/// Whether one slip makes one word of the other, also where the article or a servant's word was hit: `alnduri` for
/// `al-Duri`, `Adul Karim` for `Abdul Karim`.
fn within_slip(a: &[u8], b: &[u8]) -> bool {
    let article = |word: &[u8]| [&b"al"[..], word].concat();
    slip(a, b).is_some()
        || slip(a, &article(b)).is_some()
        || slip(&article(a), b).is_some()
        || servant(a, b)
        || servant(b, a)
}

/// Whether `whole` is `abd` and what `other` ends with, and what `other` begins with is a slip of abd, abdul, ….
fn servant(other: &[u8], whole: &[u8]) -> bool {
    const SERVANTS: [&[u8]; 6] = [b"abd", b"abdul", b"abdal", b"abdel", b"abdur", b"abdus"];
    whole
        .strip_prefix(b"abd")
        .filter(|rest| rest.len() >= 3)
        .and_then(|rest| other.strip_suffix(rest))
        .is_some_and(|head| SERVANTS.iter().any(|servant| slip(head, servant).is_some()))
}
