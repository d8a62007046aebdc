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
/// As many as nearly all names have.
const EDGES_FEW: u32 = 16;

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
    exact(left, right, &mut alignment);
    let (free_left, free_right) = (alignment.left_free.count_ones(), alignment.right_free.count_ones());
    match free_left * free_right {
        0 => return alignment,
        1..=EDGES_FEW => fuzzy::<{ EDGES_FEW as usize }>(a, b, &mut alignment),
        _ => fuzzy::<EDGES_MAX>(a, b, &mut alignment),
    }
    if alignment.left_free != 0 && alignment.right_free != 0 {
        join(a, b, &mut alignment);
    }
    alignment
}

/// Takes words that are the same letters: those in their place first, counted from the beginning and from the end, so
/// that a name said twice meets itself.
fn exact(left: &[Token], right: &[Token], alignment: &mut Alignment) {
    let mut same = [0u32; TOKENS_MAX];
    let mut any = 0;
    for (i, (x, same)) in left.iter().zip(&mut same).enumerate() {
        for (j, y) in right.iter().enumerate() {
            *same |= u32::from(meet::same(x, y)) << j;
        }
        any |= u32::from(*same != 0) << i;
    }
    if any == 0 {
        return;
    }
    let place = |at: usize| 1u32.checked_shl(at as u32).unwrap_or(0);
    let from_begin = |i: usize| place(i);
    let from_end = |i: usize| (i + right.len()).checked_sub(left.len()).map_or(0, place);
    take_same(left, right, alignment, (&same, any), from_begin);
    take_same(left, right, alignment, (&same, any), from_end);
    take_same(left, right, alignment, (&same, any), |_| u32::MAX);
}

/// Takes for each left word the first free right word in `places` that is the same.
fn take_same(
    left: &[Token],
    right: &[Token],
    alignment: &mut Alignment,
    (same, any): (&[u32; TOKENS_MAX], u32),
    places: impl Fn(usize) -> u32,
) {
    for i in bits(alignment.left_free & any) {
        let found = same[i] & alignment.right_free & places(i);
        if found != 0 {
            let j = found.trailing_zeros() as usize;
            let met = if left[i].script == right[j].script { Met::Exact } else { Met::Transliteration };
            alignment.take(Edge { left: i as u8, right: j as u8, similarity: 1000, met, ..NO_EDGE });
        }
    }
}

/// Takes words that are alike; `EDGES` is at least the number of pairs of free words, or [`EDGES_MAX`].
fn fuzzy<const EDGES: usize>(a: &PreparedName, b: &PreparedName, alignment: &mut Alignment) {
    let (left, right) = (a.tokens(), b.tokens());
    let (mut edges, mut count, mut crowded) = ([NO_EDGE; EDGES], 0, false);
    let (mut seen_left, mut seen_right) = (0u32, 0u32);
    let plain = a.readings().is_empty() && b.readings().is_empty();
    let readings = (!plain).then(|| (Readings::of(a), Readings::of(b)));
    for i in bits(alignment.left_free) {
        for j in bits(alignment.right_free) {
            let (x, y) = (&left[i], &right[j]);
            let met = match &readings {
                None => meet::meet(x, y),
                Some((of_a, of_b)) => with_readings(x, y, of_a.word(a, i), of_b.word(b, j)),
            };
            if let Some(met) = met
                && count < EDGES
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

/// Where the further readings of each word of a name stand among its readings.
struct Readings {
    ranges: [(u8, u8); TOKENS_MAX],
}

impl Readings {
    fn of(name: &PreparedName) -> Self {
        let mut ranges = [(0, 0); TOKENS_MAX];
        for (at, token) in name.readings().iter().enumerate() {
            if let Some((start, end)) = ranges.get_mut(usize::from(token.word)) {
                if *end == 0 {
                    *start = at as u8;
                }
                *end = at as u8 + 1;
            }
        }
        Self { ranges }
    }

    fn word<'n>(&self, name: &'n PreparedName, word: usize) -> &'n [Token] {
        let (start, end) = self.ranges[word];
        name.readings().get(usize::from(start)..usize::from(end)).unwrap_or_default()
    }
}

/// The best meeting of two words over all their readings.
fn with_readings(x: &Token, y: &Token, left: &[Token], right: &[Token]) -> Option<meet::Meeting> {
    let mut same = false;
    for l in left {
        same |= meet::same(l, y);
        for r in right {
            same |= meet::same(l, r);
        }
    }
    for r in right {
        same |= meet::same(x, r);
    }
    if same {
        return Some(meet::Meeting { similarity: 985, met: Met::Transliteration });
    }
    let mut best = meet::meet(x, y);
    let mut better = |l: &Token, r: &Token| {
        if best.is_none_or(|best| best.similarity < 980)
            && let Some(met) = meet::meet(l, r)
            && best.is_none_or(|best| met.similarity > best.similarity)
        {
            best = Some(met);
        }
    };
    left.iter().for_each(|l| better(l, y));
    right.iter().for_each(|r| better(x, r));
    // Two words of one script and their readings by the same rules: what the words do not have in common, neither have
    // the readings of both.
    if x.script != y.script {
        left.iter().for_each(|l| right.iter().for_each(|r| better(l, r)));
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
    let free = if swapped { alignment.right_free } else { alignment.left_free };
    // Two free words that follow each other.
    for i in bits(free & free >> 1) {
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
