//! Which word of one name meets which of the other: the best assignment, whatever the order.
#![expect(
    clippy::indexing_slicing,
    reason = "arrays have TOKENS_MAX or EDGES_MAX entries; indices are word numbers below the number of words, which `Name::prepare` keeps at most TOKENS_MAX, and edge counts checked against EDGES_MAX"
)]

use crate::bound::may_join;
use crate::limits::{SOUND_MAX, TOKENS_MAX};
use crate::meet::{self, Met};
use crate::prepared::PreparedName;
use crate::token::{Token, TokenKind, bit};

/// Meetings that are weighed against each other; with more, the later ones are left out.
const EDGES_MAX: usize = 64;

/// Words that met.
#[derive(Clone, Copy)]
pub(crate) struct Edge {
    pub(crate) left: u8,
    pub(crate) right: u8,
    /// How many words on each side: 1, or 2 where words were joined.
    pub(crate) left_count: u8,
    pub(crate) right_count: u8,
    pub(crate) similarity: u16,
    pub(crate) met: Met,
}

const NO_EDGE: Edge = Edge { left: 0, right: 0, left_count: 1, right_count: 1, similarity: 0, met: Met::Missing };

/// What met, and what is left on each side (bit per word).
pub(crate) struct Alignment {
    edges: [Edge; TOKENS_MAX],
    count: usize,
    pub(crate) left_free: u32,
    pub(crate) right_free: u32,
}

impl Alignment {
    pub(crate) fn edges(&self) -> &[Edge] {
        &self.edges[..self.count]
    }

    fn take(&mut self, edge: Edge) {
        let bits = |at: u8, count: u8| ((1u32 << count) - 1) << at;
        let (left, right) = (bits(edge.left, edge.left_count), bits(edge.right, edge.right_count));
        if self.left_free & left == left && self.right_free & right == right && self.count < TOKENS_MAX {
            self.left_free &= !left;
            self.right_free &= !right;
            self.edges[self.count] = edge;
            self.count += 1;
        }
    }
}

fn all(count: usize) -> u32 {
    (1u32 << count.min(TOKENS_MAX)) - 1
}

/// Iterates over the set bits of a mask.
pub(crate) fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (mask != 0).then(|| {
            let at = mask.trailing_zeros();
            mask &= mask - 1;
            at as usize
        })
    })
}

/// Aligns two names.
pub(crate) fn align(a: &PreparedName, b: &PreparedName) -> Alignment {
    let (left, right) = (a.tokens(), b.tokens());
    let mut alignment =
        Alignment { edges: [NO_EDGE; TOKENS_MAX], count: 0, left_free: all(left.len()), right_free: all(right.len()) };
    // Words in their place first, counted from the beginning and from the end, so that a name said twice meets itself.
    exact(left, right, &mut alignment, |i| i..i + 1);
    exact(left, right, &mut alignment, |i| {
        (i + right.len()).saturating_sub(left.len())..(i + right.len() + 1).saturating_sub(left.len())
    });
    exact(left, right, &mut alignment, |_| 0..TOKENS_MAX);
    if alignment.left_free != 0 && alignment.right_free != 0 {
        fuzzy(a, b, &mut alignment);
    }
    if alignment.left_free != 0 && alignment.right_free != 0 {
        join(a, b, &mut alignment);
    }
    alignment
}

/// Takes words that are the same letters, for each left word among the right ones in `places`.
fn exact(left: &[Token], right: &[Token], alignment: &mut Alignment, places: impl Fn(usize) -> std::ops::Range<usize>) {
    for i in bits(alignment.left_free) {
        let range = places(i);
        let same = bits(alignment.right_free).find(|j| range.contains(j) && meet::same(&left[i], &right[*j]));
        if let Some(j) = same {
            let met = if left[i].script == right[j].script { Met::Exact } else { Met::Transliteration };
            alignment.take(Edge { left: i as u8, right: j as u8, similarity: 1000, met, ..NO_EDGE });
        }
    }
}

fn fuzzy(a: &PreparedName, b: &PreparedName, alignment: &mut Alignment) {
    let (left, right) = (a.tokens(), b.tokens());
    let (mut edges, mut count, mut crowded) = ([NO_EDGE; EDGES_MAX], 0, false);
    let (mut seen_left, mut seen_right) = (0u32, 0u32);
    let plain = a.readings().is_empty() && b.readings().is_empty();
    for i in bits(alignment.left_free) {
        for j in bits(alignment.right_free) {
            let met = if plain { meet::meet(&left[i], &right[j]) } else { with_readings(a, b, i, j) };
            if let Some(met) = met
                && count < EDGES_MAX
            {
                edges[count] =
                    Edge { left: i as u8, right: j as u8, similarity: met.similarity, met: met.met, ..NO_EDGE };
                count += 1;
                crowded |= seen_left & 1 << i != 0 || seen_right & 1 << j != 0;
                seen_left |= 1 << i;
                seen_right |= 1 << j;
            }
        }
    }
    let edges = &mut edges[..count];
    let worth = |edge: &Edge| {
        let weight = u32::from(left[usize::from(edge.left)].weight.min(right[usize::from(edge.right)].weight)) + 128;
        u32::from(edge.similarity) * weight
    };
    if crowded {
        edges.sort_by_key(|edge| std::cmp::Reverse(worth(edge)));
        if count <= 12 {
            let mut best = Best { edges, worth: &worth, gain: 0, chosen: 0 };
            best.search(0, 0, (0, 0), 0);
            let chosen = best.chosen;
            bits(chosen).for_each(|at| alignment.take(edges[at]));
            return;
        }
    }
    edges.iter().for_each(|edge| alignment.take(*edge));
}

/// Looks for the set of edges without a common word that is worth most: at most 2^12 steps.
struct Best<'e, F> {
    edges: &'e [Edge],
    worth: &'e F,
    gain: u32,
    chosen: u32,
}

impl<F: Fn(&Edge) -> u32> Best<'_, F> {
    fn search(&mut self, at: usize, chosen: u32, used: (u32, u32), gain: u32) {
        if gain > self.gain {
            (self.gain, self.chosen) = (gain, chosen);
        }
        let Some(edge) = self.edges.get(at) else { return };
        let (left, right) = (1u32 << edge.left, 1u32 << edge.right);
        if used.0 & left == 0 && used.1 & right == 0 {
            let gain = gain + (self.worth)(edge);
            self.search(at + 1, chosen | 1 << at, (used.0 | left, used.1 | right), gain);
        }
        let rest: u32 = self.edges[at + 1..].iter().map(|edge| (self.worth)(edge)).sum();
        if gain + rest > self.gain {
            self.search(at + 1, chosen, used, gain);
        }
    }
}

/// The best meeting of two words over all their readings.
fn with_readings(a: &PreparedName, b: &PreparedName, i: usize, j: usize) -> Option<meet::Meeting> {
    let (x, y) = (&a.tokens()[i], &b.tokens()[j]);
    let (left, right) = (readings(a, i), readings(b, j));
    let either = || left.iter().map(|l| (l, y)).chain(right.iter().map(|r| (x, r)));
    let both = || left.iter().flat_map(|l| right.iter().map(move |r| (l, r)));
    if either().chain(both()).any(|(l, r)| meet::same(l, r)) {
        return Some(meet::Meeting { similarity: 985, met: Met::Transliteration });
    }
    let mut best = meet::meet(x, y);
    // Two words of one script and their readings by the same rules: what the words do not have in common, neither have
    // the readings of both.
    let pairs = either().chain(both().take(if x.script == y.script { 0 } else { usize::MAX }));
    for (l, r) in pairs {
        if best.is_some_and(|m| m.similarity >= 980) {
            break;
        }
        let met = meet::meet(l, r);
        if met.is_some_and(|m| best.is_none_or(|b| m.similarity > b.similarity)) {
            best = met;
        }
    }
    best
}

/// The further readings of one word: they stand together.
fn readings(name: &PreparedName, word: usize) -> &[Token] {
    let all = name.readings();
    let start = all.iter().position(|t| usize::from(t.word) == word).unwrap_or(all.len());
    let rest = all.get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|t| usize::from(t.word) == word).count();
    rest.get(..count).unwrap_or_default()
}

/// Words that nothing met may be one word on the other side: `Anne Marie` and `Annemarie`.
fn join(a: &PreparedName, b: &PreparedName, alignment: &mut Alignment) {
    join_side(a, b, alignment, false);
    join_side(b, a, alignment, true);
}

fn join_side(a: &PreparedName, b: &PreparedName, alignment: &mut Alignment, swapped: bool) {
    let (many, single) = (a.tokens(), b.tokens());
    for i in 0..many.len().saturating_sub(1) {
        let (first, second) = (&many[i], &many[i + 1]);
        // A letter that stands for a name is no part of another word: `Ali K.` is no Alik.
        if [first, second].iter().any(|word| matches!(word.kind, TokenKind::Number | TokenKind::Initial)) {
            continue;
        }
        for (j, main) in single.iter().enumerate() {
            let free = if swapped {
                (alignment.right_free, alignment.left_free)
            } else {
                (alignment.left_free, alignment.right_free)
            };
            if free.0 >> i & 3 != 3 || free.1 >> j & 1 == 0 {
                continue;
            }
            let best = std::iter::once(main).chain(readings(b, j)).filter_map(|word| whole(first, second, word)).max();
            if let Some(similarity) = best {
                let (left, right) = if swapped { (j, i) } else { (i, j) };
                let (left_count, right_count) = if swapped { (1, 2) } else { (2, 1) };
                let edge = Edge {
                    left: left as u8,
                    right: right as u8,
                    left_count,
                    right_count,
                    similarity,
                    met: Met::Joined,
                };
                alignment.take(edge);
            }
        }
    }
}

/// How two words written together meet one word.
fn whole(first: &Token, second: &Token, word: &Token) -> Option<u16> {
    if word.kind != TokenKind::Word {
        return None;
    }
    let length = first.text_len + second.text_len;
    let vowelless = (first.bits | second.bits | word.bits) & bit::VOWELLESS != 0;
    let cut = usize::from(first.sound_len + second.sound_len) > SOUND_MAX;
    if !vowelless && !cut && !may_join(first, second, word) {
        return None;
    }
    if !vowelless && length.abs_diff(word.text_len) > 2 + word.text_len / 5 {
        return None;
    }
    let whole = meet::joined(first, second)?;
    if meet::same(&whole, word) { Some(990) } else { meet::meet(&whole, word).map(|m| m.similarity.min(990)) }
}
