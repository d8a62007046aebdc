//! A quick upper bound of the similarity of two names, to refuse most pairs before their words are aligned.
//!
//! Two words that differ in more than three consonants never meet (see `meet`), so a bound follows from sets of
//! consonants alone: what cannot meet is missing or contradicts, and everything else is taken to agree wholly.
#![expect(
    clippy::indexing_slicing,
    reason = "arrays have TOKENS_MAX entries; indices are word numbers, which `Name::prepare` keeps below TOKENS_MAX"
)]

use crate::align::bits;
use crate::compare::{Weigher, alone, damped, factor};
use crate::limits::{SOUND_MAX, TOKENS_MAX};
use crate::prepared::PreparedName;
use crate::sets::at_most_three;
use crate::token::{Token, TokenKind, bit};

/// Classes of consonants in which words that meet may differ.
pub(crate) const CONSONANTS_APART: u32 = 3;

/// Whether two sets of consonants differ in no more than [`CONSONANTS_APART`].
#[inline]
pub(crate) const fn near(a: u16, b: u16) -> bool {
    at_most_three((a ^ b) as u32)
}

/// Whether the similarity of two names may be at least `floor`, in per mille. Never wrong when it says no.
pub(crate) fn may_reach(a: &PreparedName, b: &PreparedName, weigher: &Weigher<'_>, floor: u16) -> bool {
    let (left, right) = (a.tokens(), b.tokens());
    let (mut met_left, mut met_right) = (0u32, 0u32);
    for (i, x) in left.iter().enumerate() {
        for (j, y) in right.iter().enumerate() {
            let near = near(x.consonants, y.consonants);
            if near || x.hash == y.hash || beside_sound(x, y) {
                met_left |= 1 << i;
                met_right |= 1 << j;
            }
        }
    }
    for reading in a.readings() {
        met_left |= 1 << reading.word;
        met_right |= meets(reading, right);
    }
    for reading in b.readings() {
        met_right |= 1 << reading.word;
        met_left |= meets(reading, left);
    }
    let readings = !a.readings().is_empty() || !b.readings().is_empty();
    joins(left, right, (&mut met_left, &mut met_right), readings);
    joins(right, left, (&mut met_right, &mut met_left), readings);
    let sum = |tokens: &[Token], met: u32, ready: bool| {
        let (mut agree, mut free) = (0u32, 0u32);
        for (at, token) in tokens.iter().enumerate() {
            let weight = weigher.raw(token, ready);
            if met >> at & 1 == 1 { agree += damped(weight) } else { free += alone(token, weight) }
        }
        (agree, free)
    };
    let (agree_left, free_left) = sum(left, met_left, weigher.left_ready);
    let (agree_right, free_right) = sum(right, met_right, weigher.right_ready);
    let contradicting = free_left.min(free_right);
    let missing = free_left.max(free_right) - contradicting;
    let lost = contradicting * factor::CONTRADICTS / 1000 + missing * factor::MISSING / 1000;
    let whole = u32::midpoint(agree_left, agree_right) + 1 + contradicting + missing;
    lost * 1000 <= (1000 - u32::from(floor) + 1) * whole
}

/// The words that one reading may meet.
fn meets(reading: &Token, words: &[Token]) -> u32 {
    let near = words.iter().enumerate().filter(|(_, word)| {
        near(reading.consonants, word.consonants) || reading.hash == word.hash || beside_sound(reading, word)
    });
    near.fold(0, |met, (at, _)| met | 1 << at)
}

/// Whether two words may meet however far apart they sound: by an initial, the tables, or letters alone.
fn beside_sound(a: &Token, b: &Token) -> bool {
    (a.kind == TokenKind::Initial) != (b.kind == TokenKind::Initial)
        || a.family != 0 && a.family == b.family
        || (a.nick | b.nick) != 0
        || a.has(bit::VOWELLESS) && b.has(bit::VOWELLESS)
}

/// Two words of one side that may be one word of the other.
fn joins(many: &[Token], single: &[Token], (met_many, met_single): (&mut u32, &mut u32), readings: bool) {
    for i in 0..many.len().saturating_sub(1) {
        if *met_many >> i & 3 == 3 {
            continue;
        }
        let length = many[i].text_len + many[i + 1].text_len;
        for j in bits((1u32 << single.len().min(TOKENS_MAX)) - 1) {
            // Of a long word only the beginning is kept.
            let cut = usize::from(many[i].sound_len + many[i + 1].sound_len) > SOUND_MAX;
            let near = readings || cut || may_join(&many[i], &many[i + 1], &single[j]);
            let fits = length.abs_diff(single[j].text_len) <= 2 + single[j].text_len / 5;
            let vowelless = (many[i].bits | many[i + 1].bits | single[j].bits) & bit::VOWELLESS != 0;
            if near && (fits || vowelless || readings) {
                *met_many |= 3 << i;
                *met_single |= 1 << j;
            }
        }
    }
}

/// Whether two words written as one may meet a word that is not cut, from their consonants.
pub(crate) fn may_join(first: &Token, second: &Token, word: &Token) -> bool {
    near(first.consonants | second.consonants, word.consonants)
}
