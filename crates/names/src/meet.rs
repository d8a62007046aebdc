//! How two words meet.

use crate::bound::near;
use crate::distance::{self, FULL, Slip, Vowels};
use crate::limits::SOUND_MAX;
use crate::script::Script;
use crate::sets::{GENDERED, consonants_cost, edits_max, letters_cost};
use crate::sound::{self, is_vowel};
use crate::tables;
use crate::token::{Token, TokenKind, bit};

/// The way in which two words met, from surest to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Met {
    /// The same letters.
    Exact,
    /// The same word in another script.
    Transliteration,
    /// Another spelling of the same name: same sound, or one family in the tables.
    Spelling,
    /// Several words on one side are one on the other.
    Joined,
    /// The same family name in the form for the other sex.
    Gendered,
    /// A pet form.
    Nickname,
    /// Alike: a slip or a far romanisation.
    Phonetic,
    /// A letter for a name.
    Initial,
    /// Only one side has it.
    Missing,
    /// Both sides have something here, and it differs.
    Contradicting,
}

/// A similarity in per mille and how it came about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Meeting {
    pub(crate) similarity: u16,
    pub(crate) met: Met,
}

/// Below this two words do not meet.
pub(crate) const MEETS_MIN: u16 = 600;

const fn meeting(similarity: u16, met: Met) -> Option<Meeting> {
    Some(Meeting { similarity, met })
}

/// Whether two words are the same letters.
#[inline]
pub(crate) fn same(a: &Token, b: &Token) -> bool {
    a.hash == b.hash && (a.form == b.form || a.form == 0 || b.form == 0)
}

/// How like two words are by themselves, in per mille; 0 when they do not meet.
pub fn meet_words(a: &Token, b: &Token) -> u16 {
    if same(a, b) { 1000 } else { meet(a, b).map_or(0, |meeting| meeting.similarity) }
}

/// How two words meet that are not the same letters.
#[inline]
pub(crate) fn meet(a: &Token, b: &Token) -> Option<Meeting> {
    if are_strangers(a, b) { None } else { meet_closely(a, b) }
}

/// Whether two words have nothing in common by which words meet, told nearly without a branch: most words of most
/// names.
#[inline]
fn are_strangers(a: &Token, b: &Token) -> bool {
    let other = |token: &Token| (token.kind == TokenKind::Number) | (token.kind == TokenKind::Initial);
    let one_name = (a.nick | b.nick != 0) | (a.family != 0) & (a.family == b.family);
    let by_letters = (a.bits & b.bits & bit::VOWELLESS != 0) | (a.form != 0) & (b.form != 0);
    let loose = (a.script == Script::Thai) | (b.script == Script::Thai) | ((a.bits | b.bits) & bit::VOWELLESS != 0);
    let sounds_far = if !loose { differ_much(a, b) } else { consonants_cost(a.consonants, b.consonants) > MOST };
    (!near(a.consonants, b.consonants) | sounds_far) & !one_name & !by_letters & !other(a) & !other(b)
}

/// Whether two sounds with all their vowels differ in more letters than two sounds may that meet. Every edit changes at
/// most two letters of the set.
#[inline]
fn differ_much(a: &Token, b: &Token) -> bool {
    let edits = edits_max(u32::from(a.sound_len.min(b.sound_len)));
    (u32::from(a.sound_len.abs_diff(b.sound_len)) > edits) | ((a.mask ^ b.mask).count_ones() > 2 * edits)
}

fn meet_closely(a: &Token, b: &Token) -> Option<Meeting> {
    if a.kind == TokenKind::Number || b.kind == TokenKind::Number {
        return None;
    }
    if a.kind == TokenKind::Initial || b.kind == TokenKind::Initial {
        return initial(a, b);
    }
    if a.form != 0 && b.form != 0 {
        // Both in Chinese characters, and not the same ones: that they sound alike says nothing.
        return (a.form == b.form).then_some(Meeting { similarity: 1000, met: Met::Exact });
    }
    if a.sound_len == b.sound_len && a.mask == b.mask && a.sound == b.sound {
        return if a.script == b.script { meeting(980, Met::Spelling) } else { meeting(990, Met::Transliteration) };
    }
    // Chinese characters have their own readings: what a spelling may stand for besides does not concern them.
    let han = (a.form | b.form) != 0;
    if a.family != 0 && a.family == b.family && !han {
        return meeting(950, Met::Spelling);
    }
    if (a.nick | b.nick) != 0 && !han && tables::same_nick(a, b) {
        // Family names that several others are written as (Wong for Wang and Huang) are listed like pet forms.
        let spelling = a.has(bit::FAMILY_NAME) || b.has(bit::FAMILY_NAME);
        return meeting(if spelling { 900 } else { 880 }, if spelling { Met::Spelling } else { Met::Nickname });
    }
    alike(a, b)
}

fn initial(a: &Token, b: &Token) -> Option<Meeting> {
    if a.kind == b.kind {
        return None;
    }
    let first = |t: &Token| (t.text.first().copied().unwrap_or(0), t.sound.first().copied().unwrap_or(0));
    let ((ta, sa), (tb, sb)) = (first(a), first(b));
    if ta == tb || sa == sb {
        return meeting(800, Met::Initial);
    }
    (sound::first_class(sa) == sound::first_class(sb) || sound::begin_alike(ta, tb))
        .then_some(Meeting { similarity: 740, met: Met::Initial })
}

/// How a token's vowels are to be taken beside those of `other`.
fn vowels(token: &Token, other: &Token) -> Vowels {
    if token.script == Script::Thai {
        Vowels::Loose
    } else if token.has(bit::VOWELLESS) && !other.has(bit::VOWELLESS) {
        Vowels::LongOnly
    } else {
        Vowels::Written
    }
}

/// Words that differ in sound: refused quickly when far apart, weighed when near.
fn alike(a: &Token, b: &Token) -> Option<Meeting> {
    let (la, lb) = (u32::from(a.sound_len), u32::from(b.sound_len));
    let shorter = la.min(lb);
    if shorter < 2 {
        return None;
    }
    let syllabic = a.has(bit::SYLLABIC) && b.has(bit::SYLLABIC);
    if syllabic && (a.form | b.form) != 0 {
        // Another syllable than the characters have is another name, not a slip.
        return None;
    }
    if a.has(bit::VOWELLESS) && b.has(bit::VOWELLESS) && a.script == b.script && a.script != Script::Thai {
        // Every letter that is written counts.
        return slip(a, b);
    }
    if !near(a.consonants, b.consonants) {
        return None;
    }
    let least = consonants_cost(a.consonants, b.consonants);
    let kinds = (vowels(a, b), vowels(b, a));
    if kinds != (Vowels::Written, Vowels::Written) {
        let most = if different(a, b) { CONSONANTS_SAME } else { MOST };
        return if least > most { None } else { consonants_alike(a, b, kinds, most) };
    }
    if differ_much(a, b) {
        return None;
    }
    let budget = edits_max(shorter);
    let letters = (la + lb) as u16;
    let most = match (syllabic, different(a, b)) {
        (true, _) => SYLLABLES_APART,
        (false, true) => KNOWN_APART,
        (false, false) => most(letters),
    };
    let may_be_gendered = (a.consonants ^ b.consonants) & !GENDERED == 0;
    let far = least > most || letters_cost(a.mask >> 1, b.mask >> 1) > most;
    if far && !may_be_gendered && !syllabic || distance::edits(a.sound(), b.sound()) > budget {
        return slip(a, b);
    }
    if may_be_gendered && gendered(a, b) {
        return meeting(930, Met::Gendered);
    }
    if far {
        return if syllabic { None } else { slip(a, b) };
    }
    let cost = distance::cost(a.spoken(), b.spoken(), kinds, most);
    if syllabic {
        return (cost <= SYLLABLES_APART).then_some(Meeting { similarity: 900, met: Met::Phonetic });
    }
    weigh(a, b, cost, letters).or_else(|| slip(a, b))
}

/// What no two words may cost more than and still meet.
pub(crate) const MOST: u16 = 200;
/// What two words of syllables may cost and still meet.
pub(crate) const SYLLABLES_APART: u16 = 50;
/// What words may cost of which one lacks its vowels, to have the same consonants.
const CONSONANTS_SAME: u16 = 30;
/// What two names may cost that the tables know as different ones.
pub(crate) const KNOWN_APART: u16 = 20;

/// What words of so many letters together may cost and still meet.
pub(crate) const fn most(letters: u16) -> u16 {
    match letters {
        0..=7 => 75,
        8..=15 => 125,
        16..=19 => 150,
        _ => MOST,
    }
}

fn weigh(a: &Token, b: &Token, cost: u16, letters: u16) -> Option<Meeting> {
    let mut cost = cost;
    let (fa, fb) = (a.sound.first().copied().unwrap_or(0), b.sound.first().copied().unwrap_or(0));
    if fa != fb && !(is_vowel(fa) && is_vowel(fb)) {
        cost += FULL / 4;
    }
    if cost > most(letters) || cost > KNOWN_APART && different(a, b) {
        return None;
    }
    let similarity = 1000u16.saturating_sub(cost.saturating_mul(24) / letters.max(1));
    (similarity >= MEETS_MIN).then_some(Meeting { similarity, met: Met::Phonetic })
}

/// Whether the tables know both as two different names.
fn different(a: &Token, b: &Token) -> bool {
    a.has(bit::KNOWN) && b.has(bit::KNOWN) && a.family != b.family
}

/// A slip of the keyboard, told from the letters and not from the sound: one edit, or two neighbours exchanged.
fn slip(a: &Token, b: &Token) -> Option<Meeting> {
    let (x, y) = (a.text(), b.text());
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    // One letter replaced changes two of the set.
    let apart = a.letters ^ b.letters;
    let apart = apart & apart.wrapping_sub(1);
    if short.len() < 3
        || apart & apart.wrapping_sub(1) != 0
        || long.len() - short.len() > 1
        || a.script != b.script
        || different(a, b)
    {
        return None;
    }
    let similarity = 1000 - 2400 / (short.len() + long.len()) as u16;
    let counts = match distance::slip(short, long)? {
        Slip::Edit => short.len() > 3,
        Slip::Exchange => true,
    };
    counts.then_some(Meeting { similarity, met: Met::Phonetic })
}

/// One side has few or no vowels: consonants decide.
fn consonants_alike(a: &Token, b: &Token, kinds: (Vowels, Vowels), far: u16) -> Option<Meeting> {
    let met = if a.script == b.script { Met::Spelling } else { Met::Transliteration };
    let letters = if kinds.0 == Vowels::Loose || kinds.1 == Vowels::Loose {
        u16::from(a.sound_len) + u16::from(b.sound_len)
    } else {
        let consonants = |t: &Token| t.sound().iter().filter(|l| !is_vowel(**l)).count() as u16;
        (consonants(a) + consonants(b) + 2).max(4)
    };
    let cost = distance::cost(a.spoken(), b.spoken(), kinds, most(letters).min(far));
    if cost <= CONSONANTS_SAME {
        return meeting(980 - cost, met);
    }
    weigh(a, b, cost, letters)
}

/// `ivanov` and `ivanova`, `kowalski` and `kowalska`, `novak` and `novakova`.
pub(crate) fn gendered(a: &Token, b: &Token) -> bool {
    let (long, short) = if a.sound_len >= b.sound_len { (a.sound(), b.sound()) } else { (b.sound(), a.sound()) };
    // Only `-ova` leaves the last letter as it may be: most words are told by that.
    if short.len() < 4 || long.last() == short.last() && !long.ends_with(b"ova") {
        return false;
    }
    let added = long.strip_prefix(short);
    let family = |s: &[u8]| [&b"ov"[..], b"ev", b"in", b"ef", b"of", b"sk"].iter().any(|ending| s.ends_with(ending));
    if added == Some(b"a") && family(short) || added == Some(b"ova") {
        return true;
    }
    let stem = |s: &[u8], ending: &[u8]| s.strip_suffix(ending).map(<[u8]>::len);
    long.len() <= SOUND_MAX
        && [
            (&b"ski"[..], &b"ska"[..]),
            (b"ski", b"skaia"),
            (b"cki", b"cka"),
            (b"ski", b"skaja"),
            (b"ki", b"kaia"),
            (b"is", b"iene"),
            (b"is", b"ou"),
        ]
        .iter()
        .any(|(m, f)| {
            let (x, y) = (stem(short, m).or(stem(short, f)), stem(long, f).or(stem(long, m)));
            x.is_some() && x == y && x.is_some_and(|n| short.get(..n) == long.get(..n))
        })
}

/// Joins the words `from..to` of a name into one token, to meet a word that is written together.
pub(crate) fn joined(first: &Token, second: &Token) -> Option<Token> {
    let mut text = Vec::with_capacity(36);
    text.extend_from_slice(first.text());
    text.extend_from_slice(second.text());
    let text = String::from_utf8(text).ok()?;
    let script = if first.script == second.script { first.script } else { Script::Latin };
    let mut token = Token::new(&text, TokenKind::Word, script, first.word);
    token.bits |= (first.bits | second.bits) & bit::VOWELLESS;
    Some(token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NameKind, PreparedName};
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = String> {
        const KNOWN_WORDS: [&str; 12] =
            ["mohammed", "mahmud", "bill", "william", "j.", "2", "محمد", "陈", "chan", "wong", "ivanova", "สมชาย"];
        prop_oneof![
            2 => "[a-z]{1,9}",
            2 => "[aeimnrst]{2,6}",
            1 => "[ا-ي]{2,5}",
            1 => "[ก-ฮ]{2,4}",
            1 => "[а-я]{2,8}",
            1 => prop::sample::select(&KNOWN_WORDS[..]).prop_map(str::to_owned),
        ]
    }

    #[test]
    fn words_that_differ_in_several_letters_may_still_meet() {
        for (a, b) in [("obeidi", "ubaydi"), ("norouzi", "nowruzi"), ("yousef", "youoef"), ("waleed", "wlaeed")] {
            let (a, b) = (PreparedName::new(NameKind::Person, a), PreparedName::new(NameKind::Person, b));
            assert!(meet_words(&a.tokens()[0], &b.tokens()[0]) > 0, "{a:?} {b:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn words_taken_for_strangers_would_not_meet_when_looked_at_closely(a in word(), b in word(), at in 0usize..9) {
            // The second word is also tried as the first with a letter replaced.
            let near = a.chars().enumerate().map(|(place, c)| if place == at { 'k' } else { c }).collect::<String>();
            let prepared = |text: &str| PreparedName::new(NameKind::Person, text);
            for (a, b) in [(&a, &b), (&a, &near)] {
                let (a, b) = (prepared(a), prepared(b));
                for x in a.tokens().iter().chain(a.readings()) {
                    for y in b.tokens().iter().chain(b.readings()) {
                        prop_assert!(!are_strangers(x, y) || meet_closely(x, y).is_none(), "{x:?} {y:?}");
                    }
                }
            }
        }
    }
}
