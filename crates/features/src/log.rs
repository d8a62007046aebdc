//! The living transactions: a queue shared by all features, each of which remembers how far it has forgotten.
//!
//! Every pair of accounts with a living transaction has a small number, so that features keep plain arrays per pair instead of a hash table each.

use std::collections::VecDeque;

use hashbrown::HashMap;

use crate::batch::{Row, Transactions};

/// One living transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) time: i64,
    pub(crate) amount: i64,
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Number of the pair (from, to).
    pub(crate) pair: u32,
}

/// A queue of transactions with running numbers that never change.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    /// Running number of the front entry.
    base: u64,
    numbers: HashMap<u64, u32>,
    /// Living transactions per pair number.
    uses: Vec<u32>,
    free: Vec<u32>,
}

/// Both ends of a payment as one key.
pub(crate) fn pair_key(from: u32, to: u32) -> u64 {
    (u64::from(from) << 32) | u64::from(to)
}

impl Log {
    pub(crate) fn append(&mut self, batch: &Transactions<'_>) {
        for Row { from, to, time, amount, .. } in batch.rows() {
            let pair = *self.numbers.entry(pair_key(from, to)).or_insert_with(|| {
                self.free.pop().unwrap_or_else(|| {
                    self.uses.push(0);
                    u32::try_from(self.uses.len() - 1).unwrap_or(u32::MAX)
                })
            });
            if let Some(uses) = self.uses.get_mut(pair as usize) {
                *uses = uses.saturating_add(1);
            }
            self.entries.push_back(Entry { time, amount, from, to, pair });
        }
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Entry> {
        let offset = number.checked_sub(self.base)?;
        self.entries.get(usize::try_from(offset).ok()?)
    }

    /// The entries from a running number on, with their place counted from there.
    pub(crate) fn since(
        &self,
        number: u64,
    ) -> impl DoubleEndedIterator<Item = (usize, &Entry)> + ExactSizeIterator + Clone {
        let offset = usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX);
        self.entries.range(offset.min(self.entries.len())..).enumerate()
    }

    /// The number of a pair, if it has a living transaction.
    pub(crate) fn pair(&self, from: u32, to: u32) -> Option<u32> {
        self.numbers.get(&pair_key(from, to)).copied()
    }

    /// How many pair numbers have been given.
    pub(crate) fn pairs(&self) -> usize {
        self.uses.len()
    }

    /// Drops everything before the running number.
    pub(crate) fn forget_before(&mut self, number: u64) {
        while self.base < number {
            let Some(old) = self.entries.pop_front() else { break };
            self.base += 1;
            if let Some(uses) = self.uses.get_mut(old.pair as usize) {
                *uses = uses.saturating_sub(1);
                if *uses == 0 {
                    self.numbers.remove(&pair_key(old.from, old.to));
                    self.free.push(old.pair);
                }
            }
        }
        if self.entries.len() < self.entries.capacity() / 4 {
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// Rows that are looked up together before they are worked on one by one.
///
/// Accounts and pairs of a batch lie anywhere in memory. Reading a group's cells first, without waiting for one before the next, lets the processor fetch
/// them side by side; a feature's `warm` does that, and what it returns keeps the reads from being left out.
pub(crate) const GROUP: usize = 16;

/// Calls `work` with each row, and before each group of rows `warm` with the group.
pub(crate) fn in_groups<'a, S>(
    state: &mut S,
    mut rows: impl Iterator<Item = (usize, &'a Entry)> + Clone,
    warm: impl Fn(&S, &mut dyn Iterator<Item = &'a Entry>) -> u64,
    mut work: impl FnMut(&mut S, usize, &'a Entry),
) {
    loop {
        std::hint::black_box(warm(state, &mut rows.clone().take(GROUP).map(|(_, entry)| entry)));
        for _ in 0..GROUP {
            let Some((row, entry)) = rows.next() else { return };
            work(state, row, entry);
        }
    }
}

/// How far one feature has forgotten.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cursor {
    /// The oldest transaction the feature still holds.
    pub(crate) oldest: u64,
}

impl Cursor {
    /// The transactions at or before `time`, which the caller must now forget; never those at or after `end`.
    pub(crate) fn expired<'a>(
        &mut self,
        log: &'a Log,
        time: i64,
        end: u64,
    ) -> impl Iterator<Item = (usize, &'a Entry)> + Clone + use<'a> {
        let old = usize::try_from(end.saturating_sub(self.oldest)).unwrap_or(usize::MAX);
        let old = log.since(self.oldest).take(old).take_while(move |(_, entry)| entry.time <= time);
        self.oldest += old.clone().count() as u64;
        old
    }

    /// The next transaction at or before `time`, which the caller must now forget; never one at or after `end`.
    pub(crate) fn expire(&mut self, log: &Log, time: i64, end: u64) -> Option<Entry> {
        let entry = log.get(self.oldest).filter(|entry| self.oldest < end && entry.time <= time)?;
        self.oldest += 1;
        Some(*entry)
    }
}

/// A batch as the features see it: the newest part of the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batch<'a> {
    pub(crate) log: &'a Log,
    /// Running number of its first row.
    pub(crate) first: u64,
    pub(crate) rows: usize,
    /// Arrays per account must have at least this length.
    pub(crate) accounts: usize,
}

impl<'a> Batch<'a> {
    /// The rows with their place in the batch.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Entry)> + ExactSizeIterator + Clone {
        self.log.since(self.first)
    }

    /// The rows that go from one account to another.
    pub(crate) fn real(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Entry)> + Clone {
        self.rows().filter(|(_, entry)| entry.from != entry.to)
    }

    /// Time of the first row.
    pub(crate) fn start(&self) -> i64 {
        self.log.get(self.first).map_or(0, |entry| entry.time)
    }

    pub(crate) fn get(&self, row: usize) -> Option<&'a Entry> {
        self.log.get(self.first.saturating_add(row as u64))
    }
}
