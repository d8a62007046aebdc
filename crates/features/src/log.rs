//! The living transactions: a queue shared by all features, each of which remembers how far it has forgotten.

use std::collections::VecDeque;

/// One living transaction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) time: i64,
    pub(crate) amount: i64,
    /// Place of the paying account among the living ones.
    pub(crate) from: u32,
    /// Place of the receiving account among the living ones.
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
}

impl Log {
    /// Takes over numbered transactions.
    pub(crate) fn append(&mut self, entries: &mut Vec<Entry>) {
        self.entries.extend(entries.drain(..));
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

    /// So many entries from a running number on, with their place counted from there.
    fn range(
        &self,
        number: u64,
        count: usize,
    ) -> impl DoubleEndedIterator<Item = (usize, &Entry)> + ExactSizeIterator + Clone {
        let offset = usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.entries.len());
        self.entries.range(offset..offset.saturating_add(count).min(self.entries.len())).enumerate()
    }

    /// Drops everything before the running number and hands it over to be forgotten.
    pub(crate) fn forget_before(&mut self, number: u64, gone: &mut Vec<Entry>) {
        let old = usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.entries.len());
        self.base += old as u64;
        gone.extend(self.entries.drain(..old));
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
/// Accounts and pairs of a batch lie anywhere in memory. Reading a group's cells first, without waiting for one before
/// the next, lets the processor fetch them side by side; a feature's `warm` does that, and what it returns keeps the
/// reads from being left out.
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

/// Where a batch stands in the log.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut {
    /// Running number of its first row.
    pub(crate) first: u64,
    pub(crate) rows: usize,
    /// Arrays per account must have at least this length.
    pub(crate) accounts: usize,
    /// Arrays per pair must have at least this length.
    pub(crate) pairs: usize,
}

/// A batch as the features see it. What the log holds behind it is not there for them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Batch<'a> {
    pub(crate) log: &'a Log,
    /// Running number of its first row.
    pub(crate) first: u64,
    pub(crate) rows: usize,
    /// Arrays per account must have at least this length.
    pub(crate) accounts: usize,
    /// Arrays per pair must have at least this length.
    pub(crate) pairs: usize,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(log: &'a Log, cut: &Cut) -> Self {
        let &Cut { first, rows, accounts, pairs } = cut;
        Self { log, first, rows, accounts, pairs }
    }

    /// The rows with their place in the batch.
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Entry)> + ExactSizeIterator + Clone {
        self.log.range(self.first, self.rows)
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
        self.log.get(self.first.saturating_add(row as u64)).filter(|_| row < self.rows)
    }
}
