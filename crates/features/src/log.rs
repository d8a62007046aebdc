//! The living transactions: a queue shared by all features, each of which remembers how far it has forgotten.

use std::collections::VecDeque;

use crate::batch::{Row, Transactions};

/// One living transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) time: i64,
    pub(crate) amount: i64,
    pub(crate) from: u32,
    pub(crate) to: u32,
}

/// A queue of transactions with running numbers that never change.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    /// Running number of the front entry.
    base: u64,
}

impl Log {
    pub(crate) fn append(&mut self, batch: &Transactions<'_>) {
        self.entries.extend(batch.rows().map(|Row { from, to, time, amount, .. }| Entry { time, amount, from, to }));
    }

    pub(crate) fn get(&self, number: u64) -> Option<&Entry> {
        let offset = number.checked_sub(self.base)?;
        self.entries.get(usize::try_from(offset).ok()?)
    }

    /// Drops everything before the running number.
    pub(crate) fn forget_before(&mut self, number: u64) {
        while self.base < number && self.entries.pop_front().is_some() {
            self.base += 1;
        }
        if self.entries.len() < self.entries.capacity() / 4 {
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// How far one feature has forgotten, and how far it has learnt.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cursor {
    /// The oldest transaction the feature still holds.
    pub(crate) oldest: u64,
}

impl Cursor {
    /// The next transaction at or before `time`, which the caller must now forget; never one at or after `end`.
    pub(crate) fn expire(&mut self, log: &Log, time: i64, end: u64) -> Option<Entry> {
        let entry = log.get(self.oldest).filter(|entry| self.oldest < end && entry.time <= time)?;
        self.oldest += 1;
        Some(*entry)
    }
}
