//! Which names are filed under a key: one sorted array of numbers, and a small table of what came since it was sorted.
//!
//! A number holds 32 bits of a mixed key, four of the count of words in a name, one that says whether the key is of two
//! words written as one, and 27 of the name, so that a key's names lie side by side, the shorter ones first. What a
//! search finds depends on what is filed, not on how it came: names are taken out in place, and the table is merged
//! into the array when it has grown.

use hashbrown::HashMap;

/// Bits of a name's number, and of whether two of its words are one.
const NAME_BITS: u32 = 28;
/// The key is of two words as one.
const JOINED: u64 = 1 << (NAME_BITS - 1);
/// A name that was taken out; so no name has this number.
const GONE: u64 = JOINED - 1;
/// Longer names are filed as of this length.
pub(crate) const LENGTH_MAX: usize = 15;

/// A name as it is filed: how many words it has that count, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Name(u32);

impl Name {
    /// `None` where there are more names than can be told apart.
    pub(crate) fn new(number: u32, length: usize) -> Option<Self> {
        let length = u32::try_from(length.min(LENGTH_MAX)).unwrap_or(0);
        (u64::from(number) < GONE).then_some(Self(length << NAME_BITS | number))
    }

    /// The same under a key of two words as one.
    pub(crate) fn joined(self, joined: bool) -> Self {
        if joined { Self(self.0 | JOINED as u32) } else { self }
    }

    pub(crate) fn number(self) -> u32 {
        self.0 & GONE as u32
    }

    /// How many words it has that count; [`LENGTH_MAX`] for that or more.
    pub(crate) fn length(self) -> usize {
        (self.0 >> NAME_BITS) as usize
    }

    pub(crate) fn is_joined(self) -> bool {
        self.0 & JOINED as u32 != 0
    }
}

/// Numbers that one place of the directory leads to, about.
const PER_PLACE: usize = 8;
/// Parts of all keys for each name filed, about.
const PARTS_PER_NAME: usize = 2;
/// What came since the last sorting is merged when there is more of it than this and than a quarter of all.
const FRESH_MIN: usize = 50_000;

#[derive(Clone, Debug, Default)]
pub(crate) struct Postings {
    sorted: Vec<u64>,
    /// Where the numbers begin that have these highest bits.
    starts: Vec<u32>,
    shift: u32,
    /// A bit for each of many parts of all keys: whether any sorted key lies in it.
    present: Vec<u64>,
    present_shift: u32,
    fresh: HashMap<u64, Vec<u64>>,
    fresh_count: usize,
}

/// The bits of a key that are kept.
const fn top(key: u64) -> u64 {
    key & !(u32::MAX as u64)
}

/// Where the names under a key are, and others with them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    key: u64,
    start: usize,
    end: usize,
}

impl Place {
    pub(crate) fn key(&self) -> u64 {
        self.key
    }
}

/// The names under a key: in order of their length, and such as came since.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run<'p> {
    key: u64,
    /// What is sorted from the key's first name on; names under later keys follow.
    from: &'p [u64],
    fresh: &'p [u64],
}

impl Run<'_> {
    fn sorted(&self) -> impl Iterator<Item = &u64> {
        self.from.iter().take_while(|filed| top(**filed) == self.key)
    }

    /// Whether there are more names than `most`.
    pub(crate) fn is_longer(&self, most: usize) -> bool {
        let all = || self.sorted().filter(|filed| is_there(**filed)).take(most + 1).count() + self.fresh.len() > most;
        !self.fresh.is_empty() && all() || self.from.get(most).is_some_and(|filed| top(*filed) == self.key) && all()
    }

    /// Hands on every name of at most so many words.
    pub(crate) fn each(&self, length_max: usize, mut each: impl FnMut(Name)) {
        let beyond = (length_max as u64 + 1) << NAME_BITS;
        let of = |filed: &u64| filed & u64::from(u32::MAX);
        let mut tell = |filed: &u64| each(Name(*filed as u32));
        let short = self.sorted().take_while(|filed| of(filed) < beyond);
        short.filter(|filed| is_there(**filed)).for_each(&mut tell);
        self.fresh.iter().filter(|filed| of(filed) < beyond).for_each(tell);
    }
}

const fn is_there(filed: u64) -> bool {
    filed & GONE != GONE
}

impl Postings {
    /// Files many names at once.
    pub(crate) fn extend(&mut self, filed: impl IntoIterator<Item = (u64, Name)>) {
        self.sorted.extend(filed.into_iter().map(|(key, name)| top(key) | u64::from(name.0)));
        self.merge();
    }

    /// Files one name.
    pub(crate) fn insert(&mut self, key: u64, name: Name) {
        let filed = top(key) | u64::from(name.0);
        let (start, end) = self.place(key);
        if self.run(&Place { key, start, end }).sorted().any(|other| *other == filed) {
            return;
        }
        let names = self.fresh.entry(top(key)).or_default();
        if !names.contains(&filed) {
            names.push(filed);
            self.fresh_count += 1;
        }
        if self.fresh_count > FRESH_MIN.max(self.sorted.len() / 4) {
            self.merge();
        }
    }

    /// Takes a name out from under a key.
    pub(crate) fn remove(&mut self, key: u64, name: Name) {
        let filed = top(key) | u64::from(name.0);
        if let Some(names) = self.fresh.get_mut(&top(key)) {
            let before = names.len();
            names.retain(|other| *other != filed);
            self.fresh_count -= before - names.len();
            if names.is_empty() {
                self.fresh.remove(&top(key));
            }
        }
        let (start, end) = self.place(key);
        for other in self.sorted.get_mut(start..end).unwrap_or_default().iter_mut().filter(|other| **other == filed) {
            *other |= GONE;
        }
    }

    /// Finds where the names under each key are, for those that have any.
    pub(crate) fn find<T: Copy>(&self, keys: &[(u64, T)], found: &mut Vec<(Place, T)>) {
        found.clear();
        std::hint::black_box(keys.iter().fold(0, |sum, (key, _)| sum ^ self.parts(*key)));
        // Most keys asked for are none: that is one look into a table.
        let there =
            keys.iter().filter(|(key, _)| !self.fresh.is_empty() || self.parts(*key) >> self.bit(*key) & 1 == 1);
        found.extend(there.map(|(key, of)| (Place { key: *key, start: 0, end: 0 }, *of)));
        std::hint::black_box(found.iter().fold(0, |sum, (place, _)| sum ^ self.place(place.key).0));
        for (place, _) in found.iter_mut() {
            (place.start, place.end) = self.place(place.key);
        }
        let at = |at: usize| self.sorted.get(at).copied().unwrap_or(0);
        std::hint::black_box(found.iter().fold(0, |sum, (place, _)| sum ^ at(place.start) ^ at(place.end)));
    }

    /// The parts of all keys, 64 together, that a key lies in.
    fn parts(&self, key: u64) -> u64 {
        let part = key.checked_shr(self.present_shift).unwrap_or(0);
        self.present.get((part >> 6) as usize).copied().unwrap_or(0)
    }

    fn bit(&self, key: u64) -> u32 {
        (key.checked_shr(self.present_shift).unwrap_or(0) & 63) as u32
    }

    /// The names at a place.
    pub(crate) fn run(&self, place: &Place) -> Run<'_> {
        let key = top(place.key);
        let fresh = if self.fresh.is_empty() { &[][..] } else { self.fresh.get(&key).map_or(&[][..], Vec::as_slice) };
        Run { key, from: self.from(key, place.start, place.end), fresh }
    }

    fn place(&self, key: u64) -> (usize, usize) {
        let at = key.checked_shr(self.shift).unwrap_or(0) as usize;
        let start = self.starts.get(at).copied().unwrap_or(0);
        let end = self.starts.get(at + 1).copied().unwrap_or(start);
        (start as usize, end as usize)
    }

    /// A place from the first name under a key on.
    fn from(&self, key: u64, start: usize, end: usize) -> &[u64] {
        let place = self.sorted.get(start..end).unwrap_or_default();
        // Most places are short; a long one is a single common key with few others.
        let near = place.iter().take(16).take_while(|filed| top(**filed) < key).count();
        let first = if near < 16 { near } else { place.partition_point(|filed| top(*filed) < key) };
        place.get(first..).unwrap_or_default()
    }

    /// Sorts everything into the array and makes its directory anew.
    fn merge(&mut self) {
        self.sorted.extend(self.fresh.drain().flat_map(|(_, names)| names));
        self.fresh_count = 0;
        self.sorted.retain(|filed| is_there(*filed));
        self.sorted.sort_unstable();
        self.sorted.dedup();
        self.sorted.shrink_to_fit();
        let parts = (self.sorted.len() * PARTS_PER_NAME).next_power_of_two().clamp(64, 1 << 40);
        self.present_shift = u64::BITS - parts.trailing_zeros();
        self.present = vec![0; parts / 64];
        for filed in &self.sorted {
            let part = filed >> self.present_shift;
            if let Some(parts) = self.present.get_mut((part >> 6) as usize) {
                *parts |= 1 << (part & 63);
            }
        }
        let places = (self.sorted.len() / PER_PLACE).next_power_of_two().clamp(2, 1 << 30);
        self.shift = u64::BITS - places.trailing_zeros();
        self.starts = Vec::with_capacity(places + 1);
        let mut at = 0usize;
        for place in 0..=places as u64 {
            let rest = self.sorted.get(at..).unwrap_or_default();
            at += rest.iter().take_while(|filed| **filed >> self.shift < place).count();
            self.starts.push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    fn key(of: u8) -> u64 {
        // Spread, as mixed keys are, and some of them neighbours.
        u64::from(of % 12).wrapping_mul(0x9E37_79B9_7F4A_7C15) << (u32::from(of % 3) * 9)
    }

    /// Every name has a length of its own.
    fn name(number: u32) -> Name {
        Name::new(number, number as usize % 7).unwrap()
    }

    fn found(postings: &Postings, of: u8, length_max: usize) -> Vec<u32> {
        let mut names = Vec::new();
        let mut places = Vec::new();
        postings.find(&[(key(of), ())], &mut places);
        places.iter().for_each(|(place, ())| postings.run(place).each(length_max, |name| names.push(name.number())));
        names.sort_unstable();
        names
    }

    proptest! {
        #[test]
        fn it_holds_what_a_plain_map_of_sets_holds(
            first in prop::collection::vec((0u8..36, 0u32..50), 0..200),
            steps in prop::collection::vec((0u8..36, 0u32..50, any::<bool>()), 0..100),
            merged in any::<bool>(),
        ) {
            let mut plain: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
            let mut postings = Postings::default();
            postings.extend(first.iter().map(|(of, number)| (key(*of), name(*number))));
            first.iter().for_each(|(of, number)| { plain.entry(top(key(*of))).or_default().insert(*number); });
            for (of, number, put) in steps {
                if put {
                    postings.insert(key(of), name(number));
                    plain.entry(top(key(of))).or_default().insert(number);
                } else {
                    postings.remove(key(of), name(number));
                    plain.entry(top(key(of))).or_default().remove(&number);
                }
            }
            if merged {
                postings.merge();
            }
            for of in 0..36 {
                let wanted: Vec<u32> = plain.get(&top(key(of))).into_iter().flatten().copied().collect();
                prop_assert_eq!(&found(&postings, of, LENGTH_MAX), &wanted);
                let mut places = Vec::new();
                postings.find(&[(key(of), ())], &mut places);
                let longer = places.iter().any(|(place, ())| postings.run(place).is_longer(3));
                prop_assert_eq!(longer, wanted.len() > 3);
                let short: Vec<u32> = wanted.into_iter().filter(|number| number % 7 <= 2).collect();
                prop_assert_eq!(found(&postings, of, 2), short);
            }
        }
    }

    #[test]
    fn what_came_one_by_one_is_merged_when_it_has_grown() {
        let mut postings = Postings::default();
        for number in 0..60_000 {
            postings.insert(key((number % 12) as u8), name(number));
        }
        assert!(postings.sorted.len() > FRESH_MIN && postings.fresh_count < 10_000);
        assert_eq!((0..12).map(|of| found(&postings, of, LENGTH_MAX).len()).sum::<usize>(), 60_000);
    }
}
