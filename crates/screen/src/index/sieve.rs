//! A sieve that tells from words alone which names may be alike to a query.
//!
//! First from the words in brief, without looking at them; then from how alike they are, which is found out once a
//! query for each word, whatever the number of names that hold it. It never refuses a name that `names` would find
//! alike.

use super::keys::{Whole, is_optional};
use super::memory::{Glance, Glimpse, Mark, Memory};
use super::words::{KEPT, Place, Shape, Words, readings};
use names::{NameKind, PreparedName, Token, WordProbe, WordSets, meet_words};

/// Another order of words than is usual costs names so much that none of them comes up to this, per mille.
const ORDER_FLOOR: u16 = 700;
/// Words of a query that are told apart; a longer query passes everything.
const TOLD: usize = 16;

/// With no more words than this in a query all its meetings with a name are weighed.
const PLAIN_MAX: usize = 8;

/// Words that meet are no further apart, per mille.
const APART_MAX: u16 = 400;

/// What contradicting and missing words cost, per mille, as `names` counts them; missing ones beside a single word that
/// meets cost at least the latter.
pub(crate) const CONTRADICTS: u32 = 1150;
pub(crate) const MISSING: u32 = 330;
pub(crate) const MISSING_BESIDE_ONE: u32 = 550;

/// Which units of the query each word of a name may meet, a bit each, and how near it may be to them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Plausible {
    may: [u32; KEPT],
    marks: [Mark; KEPT],
}

/// A word of the query, with its readings, or two of them written as one.
#[derive(Debug)]
struct Unit {
    /// Its first reading, for most units have no other.
    probe: WordProbe,
    cover: u16,
    first: usize,
    count: usize,
    weight: u16,
}

/// Tells which names may be alike to a query.
#[derive(Debug, Default)]
pub(crate) struct Sieve {
    memory: Memory,
    glance: Glance,
    search: u32,
    units: Vec<Unit>,
    /// Which units are two words, a bit each.
    pairs: u32,
    /// The readings of all units, and their letters in brief.
    tokens: Vec<Token>,
    probes: Vec<WordProbe>,
    /// The readings of single words: two words of a name may be one of them.
    wholes: Vec<(u16, WordSets)>,
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
    /// Whether two words of the names at hand may be one of the query.
    joined: bool,
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
    /// Makes ready for a query, whose words that follow each other are these as one.
    pub(crate) fn begin(&mut self, name: &PreparedName, wholes: &[Whole], floor: u16) {
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            // After four thousand million searches the marks of old ones would count again.
            self.memory = Memory::default();
            self.glance = Glance::default();
            self.search = 1;
        }
        self.floor = u32::from(floor.min(1000));
        self.units.clear();
        self.pairs = 0;
        self.tokens.clear();
        self.probes.clear();
        self.wholes.clear();
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
            self.push(1 << at, first, token.weight());
        }
        self.optional = name.tokens().iter().any(is_optional);
        let plain = !self.optional && name.readings().is_empty();
        self.ordered = name.kind() == NameKind::Person && floor > ORDER_FLOOR && plain;
        self.whole = self.weights.iter().take(self.words).map(|(damped, _)| damped).sum();
        let mut alone: [u32; TOLD] = self.weights.map(|(_, alone)| alone);
        let alone = alone.get_mut(..self.words).unwrap_or_default();
        alone.sort_unstable();
        let mut sum = 0;
        for (place, alone) in self.lightest.iter_mut().skip(1).zip(alone) {
            sum += *alone;
            *place = sum;
        }
        for (at, whole) in wholes {
            let weights = name.tokens().iter().skip(*at).take(2).map(Token::weight);
            let first = self.tokens.len();
            self.tokens.push(*whole);
            self.push(3 << at, first, weights.min().unwrap_or(0));
        }
    }

    /// Says whether two words of the names that follow may be one word of the query.
    pub(crate) fn set_joined(&mut self, joined: bool) {
        self.joined = joined;
    }

    /// Whether two words of a name have nearly the letters of one word of the query.
    pub(crate) fn is_nearly_joined(&self, shape: &Shape) -> bool {
        let places = shape.places();
        places.len() > self.words
            && places.windows(2).any(|two| {
                let [first, next] = two else { return false };
                self.wholes.iter().any(|(_, whole)| first.sets().nearly_joins(next.sets(), whole))
            })
    }

    fn push(&mut self, cover: u16, first: usize, weight: u16) {
        let count = self.tokens.len() - first;
        self.pairs |= u32::from(cover.count_ones() > 1) << self.units.len();
        self.probes.extend(self.tokens.iter().skip(first).map(|token| WordProbe::new(WordSets::new(token))));
        let own = self.probes.get(first..).unwrap_or_default();
        let Some(probe) = own.first().copied() else { return };
        if cover.count_ones() == 1 {
            self.wholes.extend(self.probes.iter().skip(first).map(|probe| (cover, *probe.sets())));
        }
        self.units.push(Unit { probe, cover, first, count, weight });
    }

    fn probes(&self, unit: &Unit) -> &[WordProbe] {
        self.probes.get(unit.first..unit.first + unit.count).unwrap_or_default()
    }

    fn passes_all(&self, shape: &Shape) -> bool {
        shape.is_longer() || self.words > TOLD
    }

    /// Which words a name may have in common with the query; `None` when they are too few for it to be alike.
    pub(crate) fn takes(&mut self, shape: &Shape) -> Option<Plausible> {
        let mut plausible = Plausible::default();
        if self.passes_all(shape) {
            return Some(plausible);
        }
        let places = shape.places();
        let Plausible { may, marks } = &mut plausible;
        let (mut lone, mut free, mut double) = (0usize, 0u32, 0usize);
        for (nth, ((place, may), mark)) in places.iter().zip(may).zip(&mut *marks).enumerate() {
            (*may, *mark) = self.may_meet(place);
            // A word may meet two of the query that follow each other: then one word less of it is left alone.
            double += usize::from(*may & self.pairs != 0);
            if *may == 0 {
                (lone, free) = (lone + 1, free + place.counts().1);
                let open = if self.pairs == 0 { 0 } else { places.len() - nth - 1 };
                if !self.joined && self.is_hopeless(places.len() + double + open, lone, free) {
                    return None;
                }
            }
        }
        let marks = marks.get(..places.len()).unwrap_or_default();
        let alike = self.reaches(self.sum(places, marks)) || {
            let joins = self.joins(places);
            joins.iter().any(|of| *of != 0) && {
                // What may be a part of another word lacks nothing by itself.
                let mut before = 0;
                let mut parts = [Mark::default(); KEPT];
                for ((part, mark), join) in parts.iter_mut().zip(marks).zip(&joins) {
                    *part = if (before | join) != 0 { Mark { like: 1000, ..*mark } } else { *mark };
                    before = *join;
                }
                let parts = parts.get(..places.len()).unwrap_or_default();
                self.reaches(self.joined_sum(places, parts, &joins))
            }
        };
        alike.then_some(plausible)
    }

    /// The units that a word of a name may meet, a bit each, and how near it may be to them.
    fn may_meet(&mut self, place: &Place) -> (u32, Mark) {
        let (search, number) = (self.search, place.number());
        if let Some(known) = self.glance.place(number)
            && known.search == search
            && known.number as usize == number
        {
            return (known.may, known.mark);
        }
        let (mut may, mut mark, mut least) = (0, Mark::default(), u32::MAX);
        for (at, unit) in self.units.iter().enumerate() {
            let apart = if unit.count == 1 && !place.is_several() {
                unit.probe.apart(place.sets())
            } else if place.is_several() || self.probes(unit).iter().any(|probe| probe.may_meet(place.sets())) {
                0
            } else {
                continue;
            };
            if apart > APART_MAX {
                continue;
            }
            may |= 1 << at;
            mark.met |= unit.cover;
            let cost = u32::from(apart) * (320 + u32::midpoint(place.weight(), u32::from(unit.weight)));
            if cost < least {
                (least, mark.like, mark.weight) = (cost, 1000 - apart, unit.weight);
            }
        }
        if let Some(known) = self.glance.place(number) {
            *known = Glimpse { search, number: number as u32, may, mark };
        }
        (may, mark)
    }

    /// Reads what [`Sieve::passes`] will need of a name's words, so that many reads are under way together.
    pub(crate) fn touch(words: &Words, shape: &Shape, plausible: &Plausible) -> u64 {
        let places = shape.places().iter().zip(&plausible.may).filter(|(_, may)| **may != 0);
        places.filter_map(|(place, _)| words.word(place.number())).fold(0, |sum, word| sum ^ word.number())
    }

    /// Whether a name may be alike, from how its words meet those of the query one by one.
    pub(crate) fn passes(&mut self, words: &Words, shape: &Shape, plausible: &Plausible) -> bool {
        if self.passes_all(shape) {
            return true;
        }
        let places = shape.places();
        let joins = self.joins(places);
        let joinable = joins.iter().any(|of| *of != 0);
        // As near as the letters in brief leave it open, until it is known.
        let mut marks = plausible.marks;
        let mut open = [false; KEPT];
        for (((place, may), mark), open) in places.iter().zip(&plausible.may).zip(&mut marks).zip(&mut open) {
            match self.memory.get(self.search, place.number()) {
                _ if *may == 0 => {}
                Some(known) => *mark = known,
                None => *open = true,
            }
        }
        let may_be = |sieve: &Self, marks: &[Mark; KEPT]| {
            let marks = marks.get(..places.len()).unwrap_or_default();
            joinable || sieve.reaches(sieve.sum(places, marks))
        };
        while may_be(self, &marks) {
            // The word that is likeliest to meet nothing tells most.
            let unknown = open.iter().zip(&marks).enumerate().filter(|(_, (open, _))| **open);
            let Some((at, _)) = unknown.min_by_key(|(_, (_, mark))| mark.like) else {
                return self.is_alike(places, &marks, joins);
            };
            if let (Some(open), Some(mark)) = (open.get_mut(at), marks.get_mut(at))
                && let (Some(place), Some(may)) = (places.get(at), plausible.may.get(at))
            {
                *open = false;
                *mark = self.mark(words, place, *may);
            }
        }
        false
    }

    /// The same, when it is known how all words meet.
    fn is_alike(&self, places: &[Place], marks: &[Mark; KEPT], joins: [u16; KEPT]) -> bool {
        let marks = marks.get(..places.len()).unwrap_or_default();
        let told = places.iter().any(|place| place.is_optional() || place.is_several());
        if !told && self.is_out_of_order(marks) {
            return false;
        }
        self.reaches(self.sum(places, marks)) || {
            let joins = self.free_joins(places, marks, joins);
            joins.iter().any(|of| *of != 0) && self.reaches(self.joined_sum(places, marks, &joins))
        }
    }

    /// What a name comes to whose words meet those of the query so.
    fn sum(&self, places: &[Place], marks: &[Mark]) -> Sum {
        let mut sum = Sum::default();
        // Where no word of either can be missing, one that is unlike cannot be left alone instead.
        let most = if places.len() > self.words || self.optional { 330 } else { 1000 };
        for (place, mark) in places.iter().zip(marks) {
            let (damped, alone) = place.counts();
            if mark.met == 0 {
                sum.free += alone;
                continue;
            }
            sum.words += 1;
            sum.lightest = sum.lightest.min(alone);
            sum.met |= mark.met;
            sum.weight += damped;
            let cost = (u32::from(1000 - mark.like) * 1500 / 1000).min(most);
            sum.unlike += (160 + u32::midpoint(place.weight(), u32::from(mark.weight)) / 2) * cost / 1000;
        }
        sum
    }

    /// The same where words that meet nothing are parts of others.
    fn joined_sum(&self, places: &[Place], marks: &[Mark], joins: &[u16; KEPT]) -> Sum {
        let mut sum = self.sum(places, marks);
        let (mut before, mut met_before) = (0, false);
        for ((place, mark), join) in places.iter().zip(marks).zip(joins) {
            if mark.met == 0 && (before | join) != 0 {
                let (damped, alone) = place.counts();
                sum.weight += damped;
                sum.free -= alone;
            }
            // Two words that meet the same one by themselves are none too many when they are that one together.
            if before != 0 && mark.met != 0 && met_before {
                sum.words = sum.words.saturating_sub(1);
            }
            sum.met |= join;
            (before, met_before) = (*join, mark.met != 0);
        }
        sum
    }

    /// The joins of words that nothing else takes: a word that meets one other only, which no third one meets, is
    /// taken, and so is what it meets.
    fn free_joins(&self, places: &[Place], marks: &[Mark], mut joins: [u16; KEPT]) -> [u16; KEPT] {
        if self.words > PLAIN_MAX
            || self.units.iter().any(|unit| unit.count > 1)
            || places.iter().any(|of| of.is_several())
        {
            return joins;
        }
        let (mut once, mut twice, mut sole) = (0u16, 0u16, 0u16);
        for mark in marks {
            twice |= once & mark.met;
            once |= mark.met;
            sole |= if mark.met.count_ones() == 1 { mark.met } else { 0 };
        }
        let taken = |mark: &Mark| mark.met.count_ones() == 1 && mark.met & twice == 0;
        for (two, join) in marks.windows(2).zip(&mut joins) {
            *join = if two.iter().any(taken) { 0 } else { *join & !sole };
        }
        joins
    }

    /// Which words of the query each word of a name may be together with the next.
    fn joins(&self, places: &[Place]) -> [u16; KEPT] {
        let mut joins = [0; KEPT];
        if !self.joined {
            return joins;
        }
        for (two, join) in places.windows(2).zip(&mut joins) {
            let [first, next] = two else { continue };
            let joined = self.wholes.iter().filter(|(_, whole)| first.sets().may_join(next.sets(), whole));
            *join = joined.fold(0, |joins, (cover, _)| joins | cover);
        }
        joins
    }

    /// Whether the words of a person's name meet those of the query one by one, and in an order that is no mere change
    /// of family and given name: that costs more than any hit may lack. Where it is not plain which meet, it is not.
    fn is_out_of_order(&self, marks: &[Mark]) -> bool {
        let plain = marks.iter().all(|mark| mark.met.count_ones() == 1);
        let all = marks.iter().fold(0u16, |all, mark| all | mark.met);
        if !self.ordered || !plain || marks.len() < 3 || all.count_ones() as usize != marks.len() {
            return false;
        }
        let falls = marks.windows(2).filter(|two| matches!(two, [a, b] if b.met < a.met)).count();
        let (first, last) = (marks.first().map(|mark| mark.met), marks.last().map(|mark| mark.met));
        falls > 1 || falls == 1 && last > first
    }

    /// Whether a name whose words may meet `count` of the query cannot be alike any more, `lone` of which meet nothing
    /// and count `free`.
    fn is_hopeless(&self, count: usize, lone: usize, free: u32) -> bool {
        let unmet = (self.words + lone).saturating_sub(count);
        let unmet = self.lightest.get(unmet).copied().unwrap_or(0);
        let contradicting = free.min(unmet);
        let missing = free.max(unmet) - contradicting;
        contradicting * CONTRADICTS + missing * MISSING > (1000 - self.floor + 2) * (self.whole + free)
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
        let alone = if met.count_ones() > 1 { MISSING } else { MISSING_BESIDE_ONE };
        // As `names` counts what is unlike, contradicts and is missing.
        let lost = unlike * 1000 + contradicting * CONTRADICTS + missing * alone;
        lost <= (1000 - self.floor + 2) * (u32::midpoint(weight, met_query) + 2 + contradicting + missing)
    }

    fn mark(&mut self, words: &Words, place: &Place, may: u32) -> Mark {
        let Some(word) = words.word(place.number()) else { return Mark::default() };
        let more = if place.is_several() { words.more(place.number()) } else { &[] };
        let mut mark = Mark::default();
        for unit in self.units.iter().enumerate().filter(|(at, _)| may >> at & 1 == 1).map(|(_, unit)| unit) {
            let own = self.tokens.get(unit.first..unit.first + unit.count).unwrap_or_default();
            let probes = self.probes.get(unit.first..unit.first + unit.count).unwrap_or_default();
            let like = {
                let mut like = 0;
                for (reading, sets) in
                    std::iter::once(word).chain(more).map(|reading| (reading, WordSets::new(reading)))
                {
                    let near = own.iter().zip(probes).filter(|(_, probe)| probe.may_meet(&sets));
                    like = near.map(|(token, _)| meet_words(token, reading)).fold(like, u16::max);
                }
                like
            };
            mark.met |= if like > 0 { unit.cover } else { 0 };
            if like > mark.like {
                (mark.like, mark.weight) = (like, unit.weight);
            }
        }
        self.memory.put(self.search, place.number(), mark);
        mark
    }
}
