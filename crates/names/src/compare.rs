//! Two names compared: one number for millions of pairs, or everything that a sentence needs.

use crate::align::{Alignment, align, bits};
use crate::bound::may_reach;
use crate::legal::LegalClass;
use crate::meet::Met;
use crate::prepared::{NameKind, PreparedName};
use crate::rarity::{Rarity, WEIGHT_PER_BIT};
use crate::surety::surety;
use crate::token::{Token, TokenKind};

/// Words of the two names that were held against each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordPair {
    /// First word of the left name (as in [`PreparedName::tokens`]) and how many; `None` where only the right has one.
    pub left: Option<(u8, u8)>,
    /// The same for the right name.
    pub right: Option<(u8, u8)>,
    /// How they met.
    pub met: Met,
    /// How like they are, in per mille.
    pub similarity: u16,
    /// How much it says, in tenths of a bit: the rarer the word, the more.
    pub weight: u16,
}

/// What is to be said besides the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Remarks {
    /// Both have a legal form, of different classes.
    pub legal_differs: bool,
    /// Both or one have a number that the other lacks.
    pub number_differs: bool,
    /// One is the younger, the other the elder of a name.
    pub generation_differs: bool,
    /// The words come in an order that is no mere change of family and given name.
    pub order_differs: bool,
    /// One of them is no name, so that nothing may rest on it.
    pub placeholder: bool,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch {
    /// 0 (nothing in common) to 1000 (the same).
    pub similarity: u16,
    /// How much the agreement says, in tenths of a bit: 100 means that one pair of names in about 1,000 agrees so by
    /// chance. Words that contradict take away from it.
    pub evidence: i16,
    /// Every word of both names once.
    pub pairs: Vec<WordPair>,
    /// What else is to be said.
    pub remarks: Remarks,
    pub(crate) surety: i32,
}

impl NameMatch {
    /// How sure it is that the names are one: from about 950 on hardly a stranger is met. It may be negative and above
    /// 1000, and is to be compared with a threshold only; 0 for names that are not alike and for placeholders.
    ///
    /// Made of how rare each word is that met, what its difference costs by the word's length, what is missing and what
    /// contradicts; the same whichever name is left.
    pub fn surety(&self) -> i32 {
        self.surety
    }
}

/// How much parts of a comparison count, in per mille unless said; found by trying on generated pairs (see
/// `bench/names`).
pub(crate) mod factor {
    /// What a word weighs in the similarity: a base in 1/64 bit, and this part of its rarity.
    pub(crate) const BASE: u32 = 160;
    pub(crate) const RARITY: u32 = 500;
    /// What unlikeness of words that met costs.
    pub(crate) const UNLIKE: u32 = 1500;
    /// What words cost that contradict each other.
    pub(crate) const CONTRADICTS: u32 = 1150;
    /// What words cost that only one side has.
    pub(crate) const MISSING: u32 = 330;
    /// The same where only one word met at all.
    pub(crate) const MISSING_BESIDE_ONE: u32 = 550;
    /// The same where that one word is a common name.
    pub(crate) const MISSING_BESIDE_COMMON: u32 = 900;
    /// What a word weighs, in 1/64 bit, to be no common name.
    pub(crate) const COMMON_BELOW: i32 = 9 * 64;
    /// A missing initial or patronymic weighs this part of itself.
    pub(crate) const OPTIONAL: u32 = 450;
    pub(crate) const LEGAL: u32 = 25;
    pub(crate) const GENERATION: u32 = 180;
    pub(crate) const ORDER: u32 = 300;
    /// Nothing met but first letters.
    pub(crate) const INITIALS_ONLY: u32 = 300;
    pub(crate) const NUMBER: u32 = 300;
    pub(crate) const NUMBER_MISSING: u32 = 120;
}

/// The similarity of two names in per mille, 0 for a placeholder. The fast path: no explanation, no allocation.
///
/// Weights are read from the names where [`Rarity::weigh`] has written them, otherwise looked up.
pub fn score(a: &PreparedName, b: &PreparedName, rarity: &Rarity) -> u16 {
    let (a, b) = if a.order <= b.order { (a, b) } else { (b, a) };
    Sum::of(a, b, rarity, &align(a, b)).similarity(a, b).0
}

/// The similarity of two names where it is at least `floor`, in per mille; `None` where it is less. Gives what
/// [`score`] gives, and refuses most pairs of names in a fraction of its time.
pub fn score_from(a: &PreparedName, b: &PreparedName, rarity: &Rarity, floor: u16) -> Option<u16> {
    let (a, b) = if a.order <= b.order { (a, b) } else { (b, a) };
    if !may_reach(a, b, &weigher(a, b, rarity), floor) {
        return None;
    }
    let similarity = Sum::of(a, b, rarity, &align(a, b)).similarity(a, b).0;
    (similarity >= floor).then_some(similarity)
}

/// Compares two names and says how every word met. Symmetric up to the sides; the similarity equals [`score`].
pub fn compare(left: &PreparedName, right: &PreparedName, rarity: &Rarity) -> NameMatch {
    Comparison::of(left, right, rarity).tell(rarity)
}

/// What [`compare`] says where the similarity is one that is `wanted`; `None`, in less time, where it is not.
pub fn compare_where(
    left: &PreparedName,
    right: &PreparedName,
    rarity: &Rarity,
    wanted: impl FnOnce(u16) -> bool,
) -> Option<NameMatch> {
    let comparison = Comparison::of(left, right, rarity);
    wanted(comparison.sum.similarity(comparison.a, comparison.b).0).then(|| comparison.tell(rarity))
}

/// Two names held against each other, in the order that does not depend on which is left.
struct Comparison<'n> {
    a: &'n PreparedName,
    b: &'n PreparedName,
    swapped: bool,
    alignment: Alignment,
    sum: Sum,
}

impl<'n> Comparison<'n> {
    fn of(left: &'n PreparedName, right: &'n PreparedName, rarity: &Rarity) -> Self {
        let swapped = left.order > right.order;
        let (a, b) = if swapped { (right, left) } else { (left, right) };
        let alignment = align(a, b);
        let sum = Sum::of(a, b, rarity, &alignment);
        Self { a, b, swapped, alignment, sum }
    }

    fn tell(&self, rarity: &Rarity) -> NameMatch {
        let Self { a, b, swapped, alignment, sum } = self;
        let (similarity, remarks) = sum.similarity(a, b);
        let evidence = tenths(if remarks.placeholder { 0 } else { sum.evidence });
        let pairs = explain(a, b, rarity, alignment);
        let mut found = NameMatch { similarity, evidence, pairs, remarks, surety: 0 };
        found.surety = surety(a, b, &found);
        if *swapped {
            found.pairs.iter_mut().for_each(|pair| std::mem::swap(&mut pair.left, &mut pair.right));
        }
        found.pairs.sort_by_key(|pair| (pair.left.map_or(u8::MAX, |l| l.0), pair.right));
        found
    }
}

/// 1/64 bits as tenths of a bit.
fn tenths(weight: i32) -> i16 {
    let value = weight * 10 / i32::from(WEIGHT_PER_BIT);
    i16::try_from(value.clamp(i32::from(i16::MIN), i32::from(i16::MAX))).unwrap_or(0)
}

/// Reads the weights of two names' words.
pub(crate) struct Weigher<'r> {
    rarity: &'r Rarity,
    pub(crate) left_ready: bool,
    pub(crate) right_ready: bool,
}

impl Weigher<'_> {
    pub(crate) fn raw(&self, token: &Token, ready: bool) -> u32 {
        u32::from(if ready { token.weight } else { self.rarity.weight_of(token) })
    }

    fn left(&self, token: &Token) -> u32 {
        self.raw(token, self.left_ready)
    }

    fn right(&self, token: &Token) -> u32 {
        self.raw(token, self.right_ready)
    }

    /// The weight of `count` words from `at` on.
    fn span(&self, tokens: &[Token], at: u8, count: u8, left: bool) -> u32 {
        let ready = if left { self.left_ready } else { self.right_ready };
        if count == 1 {
            return tokens.get(usize::from(at)).map_or(0, |token| self.raw(token, ready));
        }
        tokens.iter().skip(usize::from(at)).take(usize::from(count)).map(|t| self.raw(t, ready)).sum()
    }
}

fn weigher<'r>(a: &PreparedName, b: &PreparedName, rarity: &'r Rarity) -> Weigher<'r> {
    Weigher { rarity, left_ready: a.stamp == rarity.stamp(), right_ready: b.stamp == rarity.stamp() }
}

/// What a word of raw weight `w` counts in the similarity.
pub(crate) fn damped(w: u32) -> u32 {
    factor::BASE + w * factor::RARITY / 1000
}

/// The sums that the similarity is made of.
#[derive(Default)]
struct Sum {
    met: u32,
    unlike: u32,
    left_free: u32,
    right_free: u32,
    edges: u32,
    /// Edges by more than a first letter.
    words: u32,
    number_differs: bool,
    number_missing: bool,
    order_differs: bool,
    evidence: i32,
}

impl Sum {
    fn of(a: &PreparedName, b: &PreparedName, rarity: &Rarity, alignment: &Alignment) -> Self {
        let weigher = weigher(a, b, rarity);
        let (left, right) = (a.tokens(), b.tokens());
        let mut sum = Self::default();
        for edge in alignment.edges() {
            let l = weigher.span(left, edge.left, edge.left_count, true);
            let r = weigher.span(right, edge.right, edge.right_count, false);
            let weight = damped(u32::midpoint(l, r).min(1200));
            sum.met += weight;
            sum.unlike += weight * (1000 - u32::from(edge.similarity)) / 1000;
            sum.edges += 1;
            sum.words += u32::from(edge.met != Met::Initial);
            let agreed = l.min(r) * u32::from(edge.similarity) / 1000;
            sum.evidence += agreed as i32;
        }
        let mut numbers = (0, 0);
        for at in bits(alignment.left_free) {
            if let Some(token) = left.get(at) {
                numbers.0 += u32::from(token.kind == TokenKind::Number);
                sum.left_free += alone(token, weigher.left(token));
            }
        }
        for at in bits(alignment.right_free) {
            if let Some(token) = right.get(at) {
                numbers.1 += u32::from(token.kind == TokenKind::Number);
                sum.right_free += alone(token, weigher.right(token));
            }
        }
        sum.number_differs = numbers.0 > 0 && numbers.1 > 0;
        sum.number_missing = numbers.0 + numbers.1 > 0;
        sum.evidence -= sum.left_free.min(sum.right_free) as i32;
        sum.order_differs = a.kind == NameKind::Person && out_of_order(left, right, alignment);
        sum
    }

    fn similarity(&self, a: &PreparedName, b: &PreparedName) -> (u16, Remarks) {
        let remarks = Remarks {
            legal_differs: a.legal != LegalClass::None && b.legal != LegalClass::None && a.legal != b.legal,
            number_differs: self.number_missing,
            generation_differs: a.generation != 0 && b.generation != 0 && a.generation != b.generation,
            order_differs: self.order_differs,
            placeholder: !a.is_usable() || !b.is_usable(),
        };
        if remarks.placeholder || self.met == 0 {
            return (0, remarks);
        }
        let contradicting = self.left_free.min(self.right_free);
        let missing = self.left_free.max(self.right_free) - contradicting;
        let alone = match self.edges {
            1 if self.evidence < factor::COMMON_BELOW => factor::MISSING_BESIDE_COMMON,
            1 => factor::MISSING_BESIDE_ONE,
            _ => factor::MISSING,
        };
        let lost =
            self.unlike * factor::UNLIKE / 1000 + contradicting * factor::CONTRADICTS / 1000 + missing * alone / 1000;
        let whole = self.met + contradicting + missing;
        let mut penalty = lost * 1000 / whole.max(1);
        penalty += if remarks.legal_differs { factor::LEGAL } else { 0 };
        penalty += if remarks.generation_differs { factor::GENERATION } else { 0 };
        penalty += if remarks.order_differs { factor::ORDER } else { 0 };
        penalty += if self.words == 0 { factor::INITIALS_ONLY } else { 0 };
        penalty += match (self.number_differs, self.number_missing) {
            (true, _) => factor::NUMBER,
            (false, true) => factor::NUMBER_MISSING,
            _ => 0,
        };
        (1000u16.saturating_sub(u16::try_from(penalty).unwrap_or(u16::MAX)), remarks)
    }
}

/// What a word counts that nothing met.
pub(crate) fn alone(token: &Token, weight: u32) -> u32 {
    match token.kind {
        TokenKind::Initial | TokenKind::Patronymic => damped(weight) * factor::OPTIONAL / 1000,
        TokenKind::Word | TokenKind::Number => damped(weight),
    }
}

/// Whether the words met in an order that is neither the same nor turned round at one place (family name first).
fn out_of_order(left: &[Token], right: &[Token], alignment: &Alignment) -> bool {
    let edges = alignment.edges();
    if edges.len() < 3 {
        return false;
    }
    // A patronymic says what it is wherever it stands.
    let tells = |tokens: &[Token], at: u8| tokens.get(usize::from(at)).is_some_and(|t| t.kind == TokenKind::Patronymic);
    let mut partner = [u8::MAX; crate::limits::TOKENS_MAX];
    for edge in edges.iter().filter(|e| !tells(left, e.left) && !tells(right, e.right)) {
        if let Some(place) = partner.get_mut(usize::from(edge.left)) {
            *place = edge.right;
        }
    }
    let mut falls = 0;
    let (mut first, mut last) = (None, None);
    for right in partner.into_iter().filter(|right| *right != u8::MAX) {
        falls += u32::from(last.is_some_and(|last| right < last));
        first = first.or(Some(right));
        last = Some(right);
    }
    falls > 1 || falls == 1 && last > first
}

fn explain(a: &PreparedName, b: &PreparedName, rarity: &Rarity, alignment: &Alignment) -> Vec<WordPair> {
    let weigher = weigher(a, b, rarity);
    let to_tenths = |w: u32| u16::try_from(w * 10 / u32::from(WEIGHT_PER_BIT)).unwrap_or(u16::MAX);
    let mut pairs = Vec::with_capacity(a.tokens().len() + b.tokens().len());
    for edge in alignment.edges() {
        let l = weigher.span(a.tokens(), edge.left, edge.left_count, true);
        let r = weigher.span(b.tokens(), edge.right, edge.right_count, false);
        pairs.push(WordPair {
            left: Some((edge.left, edge.left_count)),
            right: Some((edge.right, edge.right_count)),
            met: edge.met,
            similarity: edge.similarity,
            weight: to_tenths(l.min(r)),
        });
    }
    let mut left: Vec<usize> = bits(alignment.left_free).collect();
    let mut right: Vec<usize> = bits(alignment.right_free).collect();
    let contradicting = left.len().min(right.len());
    let missing_left = left.split_off(contradicting);
    let missing_right = right.split_off(contradicting);
    let one = |at: usize| u8::try_from(at).ok().map(|at| (at, 1));
    let weight = |tokens: &[Token], at: usize, left: bool| {
        to_tenths(tokens.get(at).map_or(0, |t| if left { weigher.left(t) } else { weigher.right(t) }))
    };
    for (l, r) in left.into_iter().zip(right) {
        let weight = weight(a.tokens(), l, true).min(weight(b.tokens(), r, false));
        pairs.push(WordPair { left: one(l), right: one(r), met: Met::Contradicting, similarity: 0, weight });
    }
    for at in missing_left {
        pairs.push(WordPair {
            left: one(at),
            right: None,
            met: Met::Missing,
            similarity: 0,
            weight: weight(a.tokens(), at, true),
        });
    }
    for at in missing_right {
        pairs.push(WordPair {
            left: None,
            right: one(at),
            met: Met::Missing,
            similarity: 0,
            weight: weight(b.tokens(), at, false),
        });
    }
    pairs
}
