//! The words of all names held, each once, and a sieve that tells from words alone which names may be alike.
//!
//! How a word of the list meets the words of a query is found out once a query, whatever the number of names that hold
//! it. What is left after the sieve is compared by `names`.

use super::keys::{is_optional, length};
use hashbrown::HashMap;
use names::{Brief, NameKind, PreparedName, Token, TokenKind, WordSets, meet_words};

/// Words that a name keeps; a longer name always passes the sieve.
const KEPT: usize = 6;
/// Another order of words than is usual costs names so much that none of them comes up to this, per mille.
const ORDER_FLOOR: u16 = 700;
/// Words of a query that are told apart; a longer query passes everything.
const TOLD: usize = 16;

/// One word of a name: its number, its letters in brief, what it says, whether it may well be missing.
#[derive(Clone, Copy, Debug, Default)]
struct Place(u64);

impl Place {
    const fn new(number: u32, brief: Brief, weight: u16, optional: bool) -> Self {
        let weight = if weight > 2047 { 2047 } else { weight as u64 };
        Self((number as u64) << 32 | (brief.bits() as u64) << 12 | weight << 1 | optional as u64)
    }

    const fn number(self) -> usize {
        (self.0 >> 32) as usize
    }

    const fn brief(self) -> Brief {
        Brief::from_bits((self.0 >> 12) as u32)
    }

    const fn weight(self) -> u32 {
        (self.0 >> 1) as u32 & 2047
    }

    /// What it counts where it meets, and where nothing meets it.
    const fn counts(self) -> (u32, u32) {
        counts(self.weight(), self.0 & 1 == 1)
    }
}

/// The words of one name: one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct Shape {
    places: [Place; KEPT],
    /// See [`super::keys::near_bits`].
    near_bits: u64,
    count: u32,
    /// Words that count: see [`super::keys::length`].
    length: u32,
}

/// Every word once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Words {
    known: HashMap<u64, u32>,
    words: Vec<Line>,
    /// Further readings of such words as have them.
    more: HashMap<u32, Box<[Token]>>,
}

/// A word on one line of the processor's cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Line(Token);

/// A word of a name with its readings.
fn readings<'n>(name: &'n PreparedName, word: &'n Token) -> impl Iterator<Item = &'n Token> {
    let others = name.readings().iter().filter(|token| token.word() == word.word());
    std::iter::once(word).chain(others)
}

impl Words {
    /// The words of a name, those not met before made known.
    pub(crate) fn shape(&mut self, name: &PreparedName, near_bits: u64) -> Shape {
        let count = u32::try_from(name.tokens().len()).unwrap_or(u32::MAX);
        let length = u32::try_from(length(name)).unwrap_or(u32::MAX);
        let mut shape = Shape { places: [Place::default(); KEPT], near_bits, count, length };
        for (place, token) in shape.places.iter_mut().zip(name.tokens()) {
            let brief = brief(token, readings(name, token).count() > 1);
            *place = Place::new(self.number(name, token), brief, token.weight(), is_optional(token));
        }
        shape
    }

    fn number(&mut self, name: &PreparedName, token: &Token) -> u32 {
        let identity = readings(name, token).fold(0u64, |sum, token| sum.rotate_left(5).wrapping_add(token.identity()));
        let next = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let number = *self.known.entry(identity).or_insert(next);
        if number == next {
            self.words.push(Line(*token));
            let more: Box<[Token]> = readings(name, token).skip(1).copied().collect();
            if !more.is_empty() {
                self.more.insert(number, more);
            }
        }
        number
    }

    fn word(&self, number: usize) -> Option<&Token> {
        self.words.get(number).map(|line| &line.0)
    }

    fn more(&self, number: usize) -> &[Token] {
        if self.more.is_empty() {
            return &[];
        }
        u32::try_from(number).ok().and_then(|number| self.more.get(&number)).map_or(&[], AsRef::as_ref)
    }
}

/// A word in brief; one with several readings may meet anything.
fn brief(token: &Token, several: bool) -> Brief {
    if several { Brief::from_bits(u32::MAX) } else { WordSets::new(token).brief() }
}

/// How a word of the list meets the words of the query at hand.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// The words it may meet, a bit each.
    met: u16,
    /// The words it may be a part of.
    part: u16,
    /// How like it is to one of them at most, and how much that one says.
    like: u16,
    weight: u16,
}

/// Places for marks that are remembered during a search: few enough to stay near the processor.
const MEMORY: usize = 2048;
/// Places that are tried for one word.
const TRIES: usize = 4;

/// Marks of words met in this search.
#[derive(Debug, Default)]
struct Memory {
    places: Vec<(u32, u32, Mark)>,
}

impl Memory {
    fn tries(number: usize) -> impl Iterator<Item = usize> {
        let first = number.wrapping_mul(0x9E37_79B1) >> 7;
        (0..TRIES).map(move |nth| (first + nth) % MEMORY)
    }

    fn get(&self, search: u32, number: usize) -> Option<Mark> {
        let found = Self::tries(number).filter_map(|at| self.places.get(at));
        found.into_iter().find(|place| place.0 == search && place.1 as usize == number).map(|place| place.2)
    }

    /// Keeps a mark in a place not taken in this search; where there is none it is found out again when needed.
    fn put(&mut self, search: u32, number: usize, mark: Mark) {
        if self.places.is_empty() {
            self.places.resize(MEMORY, (0, 0, Mark::default()));
        }
        let free = Self::tries(number).find(|at| self.places.get(*at).is_some_and(|place| place.0 != search));
        if let Some(place) = free.and_then(|at| self.places.get_mut(at)) {
            *place = (search, number as u32, mark);
        }
    }
}

/// A word of the query, with its readings, or two of them written as one.
#[derive(Debug)]
struct Unit {
    cover: u16,
    first: usize,
    count: usize,
    weight: u16,
    sets: WordSets,
    brief: Brief,
}

/// Tells which names may be alike to a query.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    memory: Memory,
    search: u32,
    units: Vec<Unit>,
    tokens: Vec<Token>,
    /// What each word of the query counts where it meets, and where nothing meets it.
    weights: [(u32, u32); TOLD],
    words: usize,
    /// Whether one of its words may well be missing.
    optional: bool,
    /// Whether it is a person's name whose words say their place by their order alone, and hits may not lack much.
    ordered: bool,
    /// What the lightest words count together: none, one, two …
    lightest: [u32; TOLD + 1],
    /// What all words count together.
    whole: u32,
    floor: u32,
}

impl Shape {
    /// The words it has near, and how many count.
    pub(crate) fn near(&self) -> (u64, u32) {
        (self.near_bits, self.length)
    }
}

impl Unit {
    /// Whether a word of the list may meet it or be a part of it.
    fn takes(&self, word: Brief) -> bool {
        self.brief.may_meet(word) || self.cover.count_ones() == 1 && word.may_be_part_of(self.brief)
    }
}

/// What the words of a name come to.
struct Sum {
    met: u16,
    words: u32,
    weight: u32,
    unlike: u32,
    free: u32,
    /// What the lightest word that met would count alone.
    lightest: u32,
}

impl Default for Sum {
    fn default() -> Self {
        Self { met: 0, words: 0, weight: 0, unlike: 0, free: 0, lightest: u32::MAX }
    }
}

/// What a word counts, as `names` counts it.
pub(crate) const fn counts(weight: u32, optional: bool) -> (u32, u32) {
    let damped = 160 + weight / 2;
    (damped, if optional { damped * 45 / 100 } else { damped })
}

impl Sieve {
    /// Makes ready for a query.
    pub(crate) fn begin(&mut self, name: &PreparedName, floor: u16) {
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            // After four thousand million searches the marks of old ones would count again.
            self.memory.places.clear();
            self.search = 1;
        }
        self.floor = u32::from(floor);
        self.units.clear();
        self.tokens.clear();
        self.words = name.tokens().len();
        if self.words > TOLD {
            return;
        }
        for (at, token) in name.tokens().iter().enumerate() {
            if let Some(place) = self.weights.get_mut(at) {
                *place = counts(u32::from(token.weight()), is_optional(token));
            }
            let first = self.tokens.len();
            self.tokens.extend(readings(name, token));
            self.push(1 << at, first, token, token.weight());
        }
        self.optional = name.tokens().iter().any(is_optional);
        self.ordered = name.kind() == NameKind::Person && floor > ORDER_FLOOR && !self.optional;
        self.whole = self.weights.iter().take(self.words).map(|(damped, _)| damped).sum();
        let mut alone: [u32; TOLD] = self.weights.map(|(_, alone)| alone);
        let alone = alone.get_mut(..self.words).unwrap_or_default();
        alone.sort_unstable();
        let mut sum = 0;
        for (place, alone) in self.lightest.iter_mut().skip(1).zip(alone) {
            sum += *alone;
            *place = sum;
        }
        for (at, two) in name.tokens().windows(2).enumerate() {
            if let [one, next] = two
                && [one, next].iter().all(|token| !matches!(token.kind(), TokenKind::Number | TokenKind::Initial))
                && let Some(whole) = one.joined(next)
            {
                let first = self.tokens.len();
                self.tokens.push(whole);
                self.push(3 << at, first, &whole, one.weight().min(next.weight()));
            }
        }
    }

    fn push(&mut self, cover: u16, first: usize, token: &Token, weight: u16) {
        let count = self.tokens.len() - first;
        let (sets, brief) = (WordSets::new(token), brief(token, count > 1));
        self.units.push(Unit { cover, first, count, weight, sets, brief });
    }

    /// Whether a name may be alike, from its words in brief: most names fail by that.
    pub(crate) fn takes(&self, shape: &Shape) -> bool {
        let count = shape.count as usize;
        if self.passes_all(count) {
            return true;
        }
        let (mut lone, mut free) = (0usize, 0u32);
        for place in shape.places.iter().take(count) {
            if !self.units.iter().any(|unit| unit.takes(place.brief())) {
                (lone, free) = (lone + 1, free + place.counts().1);
                if self.is_hopeless(count, lone, free) {
                    return false;
                }
            }
        }
        true
    }

    /// Reads what [`Sieve::passes`] will need of a name's words, so that many reads are under way together.
    pub(crate) fn touch(words: &Words, shape: &Shape) -> u64 {
        let places = shape.places.iter().take(shape.count as usize);
        places.filter_map(|place| words.word(place.number())).fold(0, |sum, word| sum ^ word.number())
    }

    fn passes_all(&self, count: usize) -> bool {
        count > KEPT || self.words > TOLD
    }

    /// Whether a name may be alike, from how its words meet those of the query one by one.
    pub(crate) fn passes(&mut self, words: &Words, shape: &Shape) -> bool {
        let count = shape.count as usize;
        if self.passes_all(count) {
            return true;
        }
        let places = shape.places.get(..count).unwrap_or_default();
        let mut marks = [None; KEPT];
        let (mut lone, mut free) = (0usize, 0u32);
        // Words met before in this search first.
        for known in [true, false] {
            for (place, own) in places.iter().zip(&mut marks).filter(|(_, own)| own.is_none()) {
                let mark = match self.memory.get(self.search, place.number()) {
                    None if known => continue,
                    found => found.unwrap_or_else(|| self.mark(words, place.number())),
                };
                *own = Some(mark);
                if mark.met | mark.part == 0 {
                    (lone, free) = (lone + 1, free + place.counts().1);
                    if self.is_hopeless(count, lone, free) {
                        return false;
                    }
                }
            }
        }
        self.adds_up(words, places, &marks.map(Option::unwrap_or_default))
    }

    /// Whether a name whose words meet those of the query so may be alike.
    fn adds_up(&self, words: &Words, places: &[Place], marks: &[Mark]) -> bool {
        let mut sum = Sum::default();
        // Where no word of either can be missing, one that is unlike cannot be left alone instead.
        let most = if places.len() > self.words || self.optional { 330 } else { 1000 };
        // The word before that may be a part of another: itself, which of, and what it counts where nothing meets it.
        let mut before: Option<(Place, u16, (u32, u32))> = None;
        for (place, mark) in places.iter().zip(marks) {
            let (damped, alone) = place.counts();
            let own = if mark.met == 0 { (damped, alone) } else { (0, 0) };
            if mark.met != 0 {
                sum.words += 1;
                sum.lightest = sum.lightest.min(alone);
                sum.met |= mark.met;
                sum.weight += damped;
                let cost = (u32::from(1000 - mark.like) * 1500 / 1000).min(most);
                sum.unlike += (160 + u32::midpoint(place.weight(), u32::from(mark.weight)) / 2) * cost / 1000;
            }
            sum.free += own.1;
            let joins = before.map_or(0, |(other, part, _)| self.joins(words, other, *place, part & mark.part));
            if let Some((.., other)) = before.filter(|_| joins != 0) {
                sum.met |= joins;
                sum.weight += other.0 + own.0;
                sum.free -= other.1 + own.1;
            }
            before = (mark.part != 0).then_some((*place, mark.part, if joins == 0 { own } else { (0, 0) }));
        }
        let told = places.iter().any(|place| place.0 & 1 == 1);
        self.reaches(sum) && (told || !self.is_out_of_order(marks.get(..places.len()).unwrap_or_default()))
    }

    /// Whether the words of a person's name meet those of the query one by one, and in an order that is no mere change of
    /// family and given name: that costs more than any hit may lack. Where it is not plain which meet, it is not.
    fn is_out_of_order(&self, marks: &[Mark]) -> bool {
        let plain = marks.iter().all(|mark| mark.met.count_ones() == 1 && mark.part == 0);
        let all = marks.iter().fold(0u16, |all, mark| all | mark.met);
        if !self.ordered || !plain || marks.len() < 3 || all.count_ones() as usize != marks.len() {
            return false;
        }
        let falls = marks.windows(2).filter(|two| matches!(two, [a, b] if b.met < a.met)).count();
        let (first, last) = (marks.first().map(|mark| mark.met), marks.last().map(|mark| mark.met));
        falls > 1 || falls == 1 && last > first
    }

    /// Which of some words of the query two words of the list may be together.
    fn joins(&self, words: &Words, first: Place, second: Place, of: u16) -> u16 {
        let ((Some(one), Some(next)), of_several) =
            ((words.word(first.number()), words.word(second.number())), [first, second].map(|place| place.number()))
        else {
            return of;
        };
        let readings = of_several.iter().any(|number| !words.more(*number).is_empty());
        let several = |unit: &Unit| readings || unit.count > 1;
        let (one, next) = (WordSets::new(one), WordSets::new(next));
        let units = self.units.iter().filter(|unit| unit.cover & of != 0 && unit.cover.count_ones() == 1);
        let joined = units.filter(|unit| several(unit) || one.may_join(&next, &unit.sets));
        joined.fold(0, |joins, unit| joins | unit.cover)
    }

    /// Whether a name of so many words cannot be alike any more, `lone` of which meet nothing and count `free`.
    fn is_hopeless(&self, count: usize, lone: usize, free: u32) -> bool {
        let unmet = (self.words + lone).saturating_sub(count);
        let unmet = self.lightest.get(unmet).copied().unwrap_or(0);
        let contradicting = free.min(unmet);
        let missing = free.max(unmet) - contradicting;
        contradicting * 1150 + missing * 330 > (1000 - self.floor + 2) * (self.whole + free)
    }

    fn reaches(&self, sum: Sum) -> bool {
        let Sum { met, weight, unlike, .. } = sum;
        // Of two words that meet the same one only, one is left alone.
        let crowded = sum.words.saturating_sub(met.count_ones());
        let (free_listed, unlike) =
            if crowded > 0 { (sum.free + crowded * sum.lightest, 0) } else { (sum.free, unlike) };
        let (mut met_query, mut free_query) = (0u32, 0u32);
        for (at, (damped, alone)) in self.weights.iter().enumerate().take(self.words) {
            if met >> at & 1 == 1 { met_query += damped } else { free_query += alone }
        }
        let contradicting = free_query.min(free_listed);
        let missing = free_query.max(free_listed) - contradicting;
        // As `names` counts what is unlike, contradicts and is missing.
        let lost = unlike * 1000 + contradicting * 1150 + missing * 330;
        lost <= (1000 - self.floor + 2) * (u32::midpoint(weight, met_query) + 2 + contradicting + missing)
    }

    fn mark(&mut self, words: &Words, number: usize) -> Mark {
        let Some(word) = words.word(number) else { return Mark::default() };
        let (more, sets) = (words.more(number), WordSets::new(word));
        let mut mark = Mark::default();
        for unit in &self.units {
            let several = !more.is_empty() || unit.count > 1;
            if several || unit.sets.may_meet(&sets) {
                let own = self.tokens.get(unit.first..unit.first + unit.count).unwrap_or_default();
                let theirs = || std::iter::once(word).chain(more);
                let like = own.iter().flat_map(|a| theirs().map(move |b| meet_words(a, b))).max().unwrap_or(0);
                mark.met |= if like > 0 { unit.cover } else { 0 };
                if like > mark.like {
                    (mark.like, mark.weight) = (like, unit.weight);
                }
            }
            // Two words of the list may be one of the query, and then the one lacks letters of the other.
            if unit.cover.count_ones() == 1 && (several || sets.may_be_part_of(&unit.sets)) {
                mark.part |= unit.cover;
            }
        }
        self.memory.put(self.search, number, mark);
        mark
    }
}
