//! The living transactions: a queue shared by all features, each of which remembers how far it has forgotten.

use crate::numbering::Members;

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

/// A queue of transactions with running numbers that never change. It lies in one piece, so that going through it is
/// going through a slice; room at the front is given back when it is half of all.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Vec<Entry>,
    /// Place of the front entry.
    front: usize,
    /// Running number of the front entry.
    base: u64,
}

impl Log {
    /// Takes over numbered transactions.
    pub(crate) fn append(&mut self, entries: &mut Vec<Entry>) {
        self.entries.append(entries);
    }

    #[inline]
    pub(crate) fn get(&self, number: u64) -> Option<&Entry> {
        let offset = usize::try_from(number.checked_sub(self.base)?).ok()?;
        self.entries.get(self.front.checked_add(offset)?)
    }

    /// Moves on to the first transaction at or after a time, from one that is before it.
    #[inline]
    pub(crate) fn since(&self, mut number: u64, time: i64) -> u64 {
        while self.get(number).is_some_and(|entry| entry.time < time) {
            number += 1;
        }
        number
    }

    /// Those that are still there.
    #[inline]
    fn living(&self) -> &[Entry] {
        self.entries.get(self.front..).unwrap_or_default()
    }

    /// So many entries from a running number on, as far as they are there.
    #[inline]
    pub(crate) fn range(&self, number: u64, count: usize) -> &[Entry] {
        let (living, offset) = (self.living(), usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX));
        let start = offset.min(living.len());
        living.get(start..offset.saturating_add(count).min(living.len())).unwrap_or_default()
    }

    /// Drops everything before the running number.
    pub(crate) fn drop_before(&mut self, number: u64) {
        let old = usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.living().len());
        self.base += old as u64;
        self.front += old;
        if self.front > self.entries.len() / 2 {
            self.entries.drain(..std::mem::take(&mut self.front));
        }
        if self.entries.len() < self.entries.capacity() / 4 {
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }
}

/// Rows that are looked up together before they are worked on one by one.
///
/// Accounts and pairs of a batch lie anywhere in memory. Reading a group's cells first, without waiting for one before
/// the next, lets the processor fetch them side by side; a feature's `warm` does that, and what it returns keeps the
/// reads from being left out.
pub(crate) const GROUP: usize = 16;

/// A row with its payment.
pub(crate) type Numbered<'a> = (usize, &'a Entry);

const NOTHING: Entry = Entry { time: 0, amount: 0, from: 0, to: 0, pair: 0 };

/// Calls `work` with each row, and before each group of rows `warm` with the group.
#[inline]
pub(crate) fn in_groups<'a, S>(
    state: &mut S,
    mut rows: impl Iterator<Item = Numbered<'a>>,
    warm: impl Fn(&S, &[Numbered<'a>]) -> u64,
    mut work: impl FnMut(&mut S, usize, &'a Entry),
) {
    loop {
        let mut group: [Numbered<'a>; GROUP] = [(0, &NOTHING); GROUP];
        let filled = group.iter_mut().zip(rows.by_ref()).map(|(place, row)| *place = row).count();
        let group = group.get(..filled).unwrap_or_default();
        std::hint::black_box(warm(state, group));
        group.iter().for_each(|(row, entry)| work(state, *row, entry));
        if filled < GROUP {
            return;
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
    ) -> impl Iterator<Item = Numbered<'a>> + Clone + use<'a> {
        let old = log.range(self.oldest, usize::try_from(end.saturating_sub(self.oldest)).unwrap_or(usize::MAX));
        let old = old.get(..old.partition_point(|entry| entry.time <= time)).unwrap_or_default();
        self.oldest += old.len() as u64;
        old.iter().enumerate()
    }

    /// The transactions before a running number, which the caller must now forget.
    pub(crate) fn before<'a>(&mut self, log: &'a Log, number: u64) -> &'a [Entry] {
        let old = log.range(self.oldest, usize::try_from(number.saturating_sub(self.oldest)).unwrap_or(usize::MAX));
        self.oldest += old.len() as u64;
        old
    }

    /// The next transaction at or before `time`, which the caller must now forget; never one at or after `end`.
    #[inline]
    pub(crate) fn expire(&mut self, log: &Log, time: i64, end: u64) -> Option<Entry> {
        let entry = log.get(self.oldest).filter(|entry| self.oldest < end && entry.time <= time)?;
        self.oldest += 1;
        Some(*entry)
    }
}

/// Where a batch stands in the log.
#[derive(Debug)]
pub(crate) struct Cut {
    /// Running number of its first row.
    pub(crate) first: u64,
    pub(crate) rows: usize,
    /// Arrays per account must have at least this length.
    pub(crate) accounts: usize,
    /// Arrays per pair must have at least this length.
    pub(crate) pairs: usize,
    pub(crate) members: Members,
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
    pub(crate) members: &'a Members,
}

impl<'a> Batch<'a> {
    pub(crate) fn new(log: &'a Log, cut: &'a Cut) -> Self {
        let &Cut { first, rows, accounts, pairs, ref members } = cut;
        Self { log, first, rows, accounts, pairs, members }
    }

    /// The rows with their place in the batch.
    #[inline]
    pub(crate) fn rows(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Entry)> + ExactSizeIterator + Clone {
        self.log.range(self.first, self.rows).iter().enumerate()
    }

    /// The rows that go from one account to another.
    #[inline]
    pub(crate) fn real(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Entry)> + Clone {
        self.rows().filter(|(_, entry)| entry.from != entry.to)
    }

    /// Time of the first row.
    pub(crate) fn start(&self) -> i64 {
        self.log.get(self.first).map_or(0, |entry| entry.time)
    }

    #[inline]
    pub(crate) fn get(&self, row: usize) -> Option<&'a Entry> {
        self.log.get(self.first.saturating_add(row as u64)).filter(|_| row < self.rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_holds_what_was_not_dropped_in_little_more_room() {
        let mut log = Log::default();
        let numbers = |log: &Log| log.range(0, usize::MAX).iter().map(|entry| entry.amount).collect::<Vec<_>>();
        let (mut end, mut first) = (0_u64, 0);
        // A thousand at first, which go in steps; then a few at a time.
        for (come, go) in [(1_000, 0)].into_iter().chain((0..400).map(|step| (7, 5 + step % 9))) {
            log.append(&mut (end..end + come).map(|number| Entry { amount: number as i64, ..NOTHING }).collect());
            end += come;
            first = end.min(first + go);
            log.drop_before(first);
            assert_eq!(numbers(&log), (first as i64..end as i64).collect::<Vec<_>>());
            assert_eq!(log.get(first).map(|entry| entry.amount), (first < end).then_some(first as i64));
            assert!(log.get(first.wrapping_sub(1)).is_none() && log.get(end).is_none());
            let living = (end - first) as usize;
            assert!(log.entries.len() <= 2 * living + 1, "{} for {living}", log.entries.len());
            assert!(log.entries.capacity() <= 8 * living + 16, "{} for {living}", log.entries.capacity());
        }
        log.drop_before(u64::MAX);
        assert_eq!((log.entries.len(), log.get(first).is_some()), (0, false));
    }
}
