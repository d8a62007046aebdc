//! All candidate pairs of a store at once, by sorting.

use super::{Rank, keys};
use crate::limits::{BLOCK_MAX, WINDOW};
use crate::store::{Place, Store};

/// Keys of all mentions, and the blocks they make.
pub(crate) struct Blocks {
    /// Keys of mention after mention, ascending within each.
    keys: Vec<u32>,
    starts: Vec<u32>,
    /// Key and place, by key and then by place.
    sorted: Vec<u64>,
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
        let mut blocks = Self { keys: Vec::new(), starts: vec![0], sorted: Vec::new() };
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
        sort_by(&mut blocks.sorted, [32, 43, 54].into_iter());
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
            large: self.runs().filter(|run| run.len() > BLOCK_MAX).count(),
        }
    }

    /// All candidate pairs, each once: the smaller place in the upper half; ascending.
    pub(crate) fn pairs(&self, store: &Store) -> Vec<u64> {
        let mut pairs = Vec::with_capacity(self.sorted.len() / 2);
        let mut add = |a: Place, b: Place| pairs.push(u64::from(a.min(b)) << 32 | u64::from(a.max(b)));
        let mut ranks: Vec<Rank> = Vec::new();
        for run in self.runs().filter(|run| run.len() > 1) {
            if run.len() <= BLOCK_MAX {
                for (at, first) in run.iter().enumerate() {
                    run.iter().skip(at + 1).for_each(|second| add(*first as Place, *second as Place));
                }
                continue;
            }
            ranks.clear();
            ranks.extend(run.iter().map(|entry| keys::rank(store, *entry as Place)));
            ranks.sort_unstable();
            for (at, first) in ranks.iter().enumerate() {
                ranks.iter().skip(at + 1).take(WINDOW).for_each(|other| add(first.place, other.place));
            }
        }
        let bits = usize::BITS - store.len().leading_zeros();
        let passes = (0..bits).step_by(11).chain((32..32 + bits).step_by(11));
        sort_by(&mut pairs, passes);
        pairs.dedup();
        pairs
    }
}

/// Sorts by the eleven bits above each of these shifts, the least first; stable. Counting, not comparing.
fn sort_by(entries: &mut Vec<u64>, passes: impl Iterator<Item = u32>) {
    let mut from = std::mem::take(entries);
    let mut to = vec![0_u64; from.len()];
    for shift in passes {
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
        sort_by(&mut entries, [32, 43, 54].into_iter());
        assert_eq!(entries, expected);
    }
}
