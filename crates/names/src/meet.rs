//! How two words meet.

use crate::bound::CONSONANTS_APART;
use crate::distance::{self, FULL, Vowels};
use crate::limits::SOUND_MAX;
use crate::script::Script;
use crate::sets::edits_max;
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
pub(crate) fn meet(a: &Token, b: &Token) -> Option<Meeting> {
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

/// The consonants of a letter set, those that stand for each other merged; vowels, h, w and j left out.
pub(crate) fn consonants(mask: u32) -> u32 {
    const fn bit_of(letter: u8) -> u32 {
        1 << (letter & 31)
    }
    const DROPPED: u32 = bit_of(b'a')
        | bit_of(b'e')
        | bit_of(b'i')
        | bit_of(b'o')
        | bit_of(b'u')
        | bit_of(b'h')
        | bit_of(b'w')
        | bit_of(b'j');
    const SIBILANT: u32 = bit_of(b's') | bit_of(b'c') | bit_of(b'z') | bit_of(b'y') | bit_of(b'x') | bit_of(b'q');
    const PAIRS: [u32; 4] = [
        bit_of(b'b') | bit_of(b'p'),
        bit_of(b'd') | bit_of(b't'),
        bit_of(b'k') | bit_of(b'g'),
        bit_of(b'f') | bit_of(b'v'),
    ];
    let mut merged = mask & !DROPPED;
    for set in PAIRS.into_iter().chain([SIBILANT]) {
        // The lowest letter stands for the set.
        let hit = u32::from(merged & set != 0);
        merged = (merged & !set) | ((set & set.wrapping_neg()) * hit);
    }
    merged
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
    // Two letters replaced change four; words that differ in more are not near.
    if (a.consonants ^ b.consonants).count_ones() > CONSONANTS_APART {
        return None;
    }
    let kinds = (vowels(a, b), vowels(b, a));
    if kinds != (Vowels::Written, Vowels::Written) {
        return consonants_alike(a, b, kinds);
    }
    // Every edit changes at most two letters of the set.
    let budget = edits_max(shorter);
    if (a.mask ^ b.mask).count_ones() > 2 * budget || la.abs_diff(lb) > budget {
        return None;
    }
    if distance::edits(a.sound(), b.sound()) > budget {
        return slip(a, b);
    }
    if gendered(a, b) {
        return meeting(930, Met::Gendered);
    }
    let letters = (la + lb) as u16;
    let cost = distance::cost(a.sound(), b.sound(), kinds, most(letters));
    if syllabic {
        return (cost <= SYLLABLES_APART).then_some(Meeting { similarity: 900, met: Met::Phonetic });
    }
    weigh(a, b, cost, letters).or_else(|| slip(a, b))
}

/// What no two words may cost more than and still meet.
pub(crate) const MOST: u16 = 200;
/// What two words of syllables may cost and still meet.
pub(crate) const SYLLABLES_APART: u16 = 50;
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
    let same_start = short.iter().zip(long).take_while(|(p, q)| p == q).count();
    let same_end = short.iter().rev().zip(long.iter().rev()).take_while(|(p, q)| p == q).count();
    let one_edit = same_start + same_end + 1 >= long.len();
    let exchanged = short.len() == long.len()
        && same_start + same_end + 2 == long.len()
        && short.get(same_start) == long.get(same_start + 1)
        && short.get(same_start + 1) == long.get(same_start);
    let similarity = 1000 - 2400 / (short.len() + long.len()) as u16;
    (one_edit && short.len() > 3 || exchanged).then_some(Meeting { similarity, met: Met::Phonetic })
}

/// One side has few or no vowels: consonants decide.
fn consonants_alike(a: &Token, b: &Token, kinds: (Vowels, Vowels)) -> Option<Meeting> {
    let met = if a.script == b.script { Met::Spelling } else { Met::Transliteration };
    let letters = if kinds.0 == Vowels::Loose || kinds.1 == Vowels::Loose {
        u16::from(a.sound_len) + u16::from(b.sound_len)
    } else {
        let consonants = |t: &Token| t.sound().iter().filter(|l| !is_vowel(**l)).count() as u16;
        (consonants(a) + consonants(b) + 2).max(4)
    };
    let cost = distance::cost(a.sound(), b.sound(), kinds, most(letters));
    if cost <= 30 {
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
