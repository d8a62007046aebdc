//! All candidate pairs of a store at once, by sorting.

use super::{Rank, keys};
use crate::limits::{BLOCK_MAX, WINDOW};
use crate::store::{Place, Store};

/// Keys of all mentions, mention after mention, ascending within each.
pub(crate) struct Blocks {
    keys: Vec<u32>,
    starts: Vec<u32>,
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

/// Blocks are made in so many turns, each of the keys that begin with the same two bits: a quarter of the memory.
const TURNS: u32 = 4;

impl Blocks {
    pub(crate) fn new(store: &Store) -> Self {
        let mut blocks = Self { keys: Vec::new(), starts: vec![0] };
        let mut of_one = Vec::with_capacity(32);
        blocks.keys.reserve(store.len() * 8);
        for place in 0..store.len() as Place {
            keys::of(store, place, &mut of_one);
            blocks.keys.extend_from_slice(&of_one);
            blocks.starts.push(blocks.keys.len() as u32);
        }
        blocks
    }

    /// The keys of mention after mention, and where those of each begin.
    pub(crate) fn into_keys(self) -> (Vec<u32>, Vec<u32>) {
        (self.keys, self.starts)
    }

    /// All candidate pairs, each once: the smaller place in the upper half; ascending. And what sizes the blocks have.
    pub(crate) fn pairs(&self, store: &Store) -> (Vec<u64>, BlockSizes) {
        let mut sizes = BlockSizes { keys: self.keys.len(), ..BlockSizes::default() };
        let (mut pairs, mut ranks) = (Vec::with_capacity(self.keys.len() / 4), Vec::new());
        let (mut entries, mut spare) = (Vec::with_capacity(self.keys.len() / 3), Vec::new());
        for turn in 0..TURNS {
            entries.clear();
            for (place, bounds) in self.starts.windows(2).enumerate() {
                let [start, end] = bounds else { continue };
                let keys = self.keys.get(*start as usize..*end as usize).unwrap_or_default();
                let of_turn = keys.iter().filter(|key| **key >> 30 == turn);
                entries.extend(of_turn.map(|key| u64::from(*key) << 32 | place as u64));
            }
            // Places are in order already: only the keys are sorted by.
            sort(&mut entries, &mut spare, 54, &[32, 40, 48]);
            for block in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|block| block.len() > 1) {
                sizes.blocks += 1;
                if block.len() <= BLOCK_MAX {
                    for (at, first) in block.iter().enumerate() {
                        pairs.extend(block.iter().skip(at + 1).map(|second| pair(*first as Place, *second as Place)));
                    }
                } else {
                    sizes.large += 1;
                    within_window(store, block, &mut ranks, &mut pairs);
                }
            }
        }
        drop(entries);
        let bits = usize::BITS - store.len().leading_zeros();
        sort(&mut pairs, &mut spare, 32 + bits.saturating_sub(8), &[0, 8, 16, 24, 32, 40, 48]);
        pairs.dedup();
        (pairs, sizes)
    }
}

fn pair(a: Place, b: Place) -> u64 {
    u64::from(a.min(b)) << 32 | u64::from(a.max(b))
}

/// Pairs of a block that is too large for each with each.
fn within_window(store: &Store, block: &[u64], ranks: &mut Vec<Rank>, pairs: &mut Vec<u64>) {
    ranks.clear();
    ranks.extend(block.iter().map(|entry| keys::rank(store, *entry as Place)));
    ranks.sort_unstable();
    for (at, first) in ranks.iter().enumerate() {
        pairs.extend(ranks.iter().skip(at + 1).take(WINDOW).map(|other| pair(first.place, other.place)));
    }
}

/// Parts of fewer entries are sorted by comparing.
const FEW: usize = 256;

/// Sorts by counting: parts by the eight bits above `top`, which are the highest in which entries differ, then each
/// part, which is small enough to stay near, by the eight bits above each of `shifts`, the least first. What all shifts
/// leave out must be in order already. `spare` is memory that is used again.
fn sort(entries: &mut [u64], spare: &mut Vec<u64>, top: u32, shifts: &[u32]) {
    spare.clear();
    spare.resize(entries.len(), 0);
    let ends = scatter(entries, spare, top);
    let mut start = 0;
    for end in ends {
        let parts = (spare.get_mut(start..end), entries.get_mut(start..end));
        start = end;
        let (Some(mut from), Some(mut to)) = parts else { continue };
        if from.len() < FEW {
            from.sort_unstable();
            to.copy_from_slice(from);
            continue;
        }
        let differ = from.iter().zip(from.iter().skip(1)).fold(0, |differ, (a, b)| differ | (a ^ b));
        let mut is_in_spare = true;
        for shift in shifts.iter().filter(|shift| differ >> **shift & 255 != 0) {
            scatter(from, to, *shift);
            std::mem::swap(&mut from, &mut to);
            is_in_spare = !is_in_spare;
        }
        if is_in_spare {
            to.copy_from_slice(from);
        }
    }
}

/// Puts entries into the order of the eight bits above `shift`, otherwise as they were; gives where each of the 256
/// ends.
fn scatter(from: &[u64], to: &mut [u64], shift: u32) -> [usize; 256] {
    let byte = |entry: u64| usize::from((entry >> shift) as u8);
    let mut places = [0_usize; 256];
    for entry in from {
        if let Some(slot) = places.get_mut(byte(*entry)) {
            *slot += 1;
        }
    }
    let mut sum = 0;
    for slot in &mut places {
        (*slot, sum) = (sum, sum + *slot);
    }
    for entry in from {
        if let Some(slot) = places.get_mut(byte(*entry)) {
            if let Some(place) = to.get_mut(*slot) {
                *place = *entry;
            }
            *slot += 1;
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clusters::MentionId;
    use crate::mention::Mention;
    use crate::words::mix;
    use std::collections::HashMap;

    #[test]
    fn counting_sorts_as_comparing_does() {
        for (count, same) in [(0, 1), (1, 1), (300, 1), (20_000, 3), (20_000, 5_000), (70_000, 70_000)] {
            let (mut entries, mut spare): (Vec<u64>, _) =
                ((0..count).map(|n: u64| mix(n / same) << 32 | n).collect(), vec![7; 3]);
            let mut expected = entries.clone();
            expected.sort_unstable();
            sort(&mut entries, &mut spare, 56, &[32, 40, 48]);
            assert_eq!(entries, expected, "{count} by {same}");
            let mut pairs: Vec<u64> = (0..count).map(|n| mix(n) & 0x0003_FFFF_0003_FFFF).collect();
            let mut expected = pairs.clone();
            expected.sort_unstable();
            sort(&mut pairs, &mut spare, 42, &[0, 8, 16, 24, 32, 40]);
            assert_eq!(pairs, expected, "{count}");
        }
    }

    /// So many keys that they are sorted by counting, and not by comparing.
    #[test]
    fn the_pairs_of_many_mentions_are_those_of_a_plain_table_of_blocks() {
        const MANY: u64 = 70_000;
        let mut store = Store::default();
        let mut blocks = Blocks { keys: Vec::new(), starts: vec![0] };
        let mut plain: HashMap<u32, Vec<Place>> = HashMap::new();
        for place in 0..MANY {
            store.push(&Mention { id: MentionId(place), ..Mention::default() }).unwrap();
            let mut keys: Vec<u32> = (0..5).map(|n| (mix(mix(place * 5 + n) % 120_000) >> 32) as u32).collect();
            keys.sort_unstable();
            keys.dedup();
            keys.iter().for_each(|key| plain.entry(*key).or_default().push(place as Place));
            blocks.keys.extend(keys);
            blocks.starts.push(blocks.keys.len() as u32);
        }
        let of_block = |of: &Vec<Place>| -> Vec<u64> {
            let others = |at: usize| of.iter().skip(at + 1).copied();
            of.iter().enumerate().flat_map(|(at, one)| others(at).map(|other| pair(*one, other))).collect()
        };
        let mut expected: Vec<u64> = plain.values().flat_map(of_block).collect();
        expected.sort_unstable();
        expected.dedup();
        let (pairs, sizes) = blocks.pairs(&store);
        assert!(pairs == expected, "{} pairs, {} expected", pairs.len(), expected.len());
        assert_eq!(sizes.blocks, plain.values().filter(|of| of.len() > 1).count());
    }
}
