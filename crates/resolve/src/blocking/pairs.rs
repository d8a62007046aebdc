//! All candidate pairs of a store at once, by sorting.

use super::{Rank, keys};
use crate::limits::{BLOCK_MAX, WINDOW};
use crate::store::{Place, Store};
use hashbrown::HashSet;

/// Keys of all mentions, and the blocks they make.
pub(crate) struct Blocks {
    /// Keys of mention after mention, ascending within each.
    keys: Vec<u32>,
    starts: Vec<u32>,
    /// Key and place, by key and then by place.
    sorted: Vec<u64>,
    /// Keys that more than [`BLOCK_MAX`] mentions have.
    large: HashSet<u32>,
}

/// Sizes of what blocking made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BlockSizes {
    /// Keys of all mentions.
    pub keys: usize,
    /// Blocks of two or more.
    pub blocks: usize,
    /// Blocks beyond [`BLOCK_MAX`].
    pub large: usize,
}

impl Blocks {
    pub(crate) fn new(store: &Store) -> Self {
        let mut blocks = Self { keys: Vec::new(), starts: vec![0], sorted: Vec::new(), large: HashSet::new() };
        let mut of_one = Vec::with_capacity(32);
        blocks.keys.reserve(store.len() * 8);
        for place in 0..store.len() as Place {
            keys::of(store, place, &mut of_one);
            blocks.keys.extend_from_slice(&of_one);
            blocks.starts.push(blocks.keys.len() as u32);
        }
        blocks.sorted.reserve_exact(blocks.keys.len());
        for (place, bounds) in blocks.starts.windows(2).enumerate() {
            if let [start, end] = bounds {
                let keys = blocks.keys.get(*start as usize..*end as usize).unwrap_or_default();
                blocks.sorted.extend(keys.iter().map(|key| u64::from(*key) << 32 | place as u64));
            }
        }
        sort_by_key(&mut blocks.sorted);
        let large = blocks.runs().filter(|run| run.len() > BLOCK_MAX).filter_map(|run| run.first());
        blocks.large = large.map(|entry| (entry >> 32) as u32).collect();
        blocks
    }

    /// The keys of mention after mention, and where those of each begin.
    pub(crate) fn into_keys(self) -> (Vec<u32>, Vec<u32>) {
        (self.keys, self.starts)
    }

    fn runs(&self) -> impl Iterator<Item = &[u64]> {
        self.sorted.chunk_by(|a, b| a >> 32 == b >> 32)
    }

    pub(crate) fn sizes(&self) -> BlockSizes {
        BlockSizes {
            keys: self.keys.len(),
            blocks: self.runs().filter(|run| run.len() > 1).count(),
            large: self.large.len(),
        }
    }

    fn of(&self, place: Place) -> &[u32] {
        let place = place as usize;
        let start = self.starts.get(place).copied().unwrap_or(0) as usize;
        let end = self.starts.get(place + 1).copied().unwrap_or(0) as usize;
        self.keys.get(start..end).unwrap_or_default()
    }

    /// Whether `key` is the first key of a small block that both have: then the pair belongs to this block.
    fn is_first(&self, a: Place, b: Place, key: u32) -> bool {
        let (mut left, mut right) = (self.of(a), self.of(b));
        while let ([x, l @ ..], [y, r @ ..]) = (left, right) {
            if x == y {
                if *x == key {
                    return true;
                }
                if !self.large.contains(x) {
                    return false;
                }
            }
            if x <= y {
                left = l;
            }
            if y <= x {
                right = r;
            }
        }
        true
    }

    /// Gives each candidate pair, smaller place first, to `each`; a pair of a large block perhaps more than once. Only
    /// blocks whose key fits `keep` are gone through.
    pub(crate) fn for_each(&self, store: &Store, keep: impl Fn(u32) -> bool, mut each: impl FnMut(Place, Place)) {
        let mut ranks: Vec<Rank> = Vec::new();
        for run in self.runs().filter(|run| run.len() > 1) {
            let key = run.first().map_or(0, |entry| (entry >> 32) as u32);
            if !keep(key) {
                continue;
            }
            if run.len() > BLOCK_MAX {
                ranks.clear();
                ranks.extend(run.iter().map(|entry| keys::rank(store, *entry as Place)));
                ranks.sort_unstable();
                for window in (0..ranks.len()).filter_map(|at| ranks.get(at..)) {
                    if let [first, rest @ ..] = window {
                        for other in rest.iter().take(WINDOW) {
                            each(first.place.min(other.place), first.place.max(other.place));
                        }
                    }
                }
                continue;
            }
            for (at, first) in run.iter().enumerate() {
                for second in run.iter().skip(at + 1) {
                    let (a, b) = (*first as Place, *second as Place);
                    if self.is_first(a, b, key) {
                        each(a, b);
                    }
                }
            }
        }
    }
}

/// Sorts by the upper 32 bits, stable (the lower are ascending already): four passes of counting.
fn sort_by_key(entries: &mut Vec<u64>) {
    if entries.len() < 4_096 {
        entries.sort_unstable();
        return;
    }
    let mut from = std::mem::take(entries);
    let mut to = vec![0_u64; from.len()];
    for shift in [32_u32, 43, 54] {
        let mut ends = [0_usize; 2_048];
        let bucket = |entry: u64| ((entry >> shift) & 2_047) as usize;
        for entry in &from {
            if let Some(slot) = ends.get_mut(bucket(*entry)) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut ends {
            let count = *slot;
            *slot = sum;
            sum += count;
        }
        for entry in &from {
            if let Some(slot) = ends.get_mut(bucket(*entry)) {
                if let Some(place) = to.get_mut(*slot) {
                    *place = *entry;
                }
                *slot += 1;
            }
        }
        std::mem::swap(&mut from, &mut to);
    }
    *entries = from;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counting_sorts_as_comparing_does() {
        let mut entries: Vec<u64> = (0..20_000_u64).map(|n| crate::words::mix(n / 3) << 32 | n).collect();
        let mut expected = entries.clone();
        expected.sort_by_key(|entry| entry >> 32);
        sort_by_key(&mut entries);
        assert_eq!(entries, expected);
    }
}
