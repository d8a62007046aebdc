//! The living transactions: a queue shared by all features, each of which remembers how far it has forgotten.
//!
//! Every account and every pair of accounts with a living transaction has a small number, given again once the last of them is forgotten. So features keep
//! plain arrays instead of a hash table each, and the arrays are as long as what lives, not as what ever lived: what is read together stays together.

use std::collections::VecDeque;

use hashbrown::HashMap;

use crate::batch::{Row, Transactions};

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
    /// Account number to place plus one; zero for accounts without a living transaction.
    places: Vec<u32>,
    accounts: Numbers<u32>,
    numbers: HashMap<u64, u32>,
    pairs: Numbers<()>,
}

/// Small numbers in use, with how often each is used and what it was given to.
#[derive(Debug, Default)]
struct Numbers<T> {
    uses: Vec<(u32, T)>,
    free: Vec<u32>,
}

impl<T: Copy> Numbers<T> {
    /// A number for a new owner.
    fn give(&mut self, owner: T) -> u32 {
        let number = self.free.pop().unwrap_or_else(|| {
            self.uses.push((0, owner));
            u32::try_from(self.uses.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(uses) = self.uses.get_mut(number as usize) {
            *uses = (0, owner);
        }
        number
    }

    fn learn(&mut self, number: u32) {
        if let Some((uses, _)) = self.uses.get_mut(number as usize) {
            *uses = uses.saturating_add(1);
        }
    }

    /// Forgets one use; the owner, when it was the last.
    fn forget(&mut self, number: u32) -> Option<T> {
        let (uses, owner) = self.uses.get_mut(number as usize)?;
        *uses = uses.saturating_sub(1);
        let last = (*uses == 0).then_some(*owner);
        self.free.extend(last.map(|_| number));
        last
    }

    fn uses(&self, number: u32) -> u32 {
        self.uses.get(number as usize).map_or(0, |uses| uses.0)
    }
}

/// Both ends of a payment as one key.
pub(crate) fn pair_key(from: u32, to: u32) -> u64 {
    (u64::from(from) << 32) | u64::from(to)
}

impl Log {
    /// Takes a batch, whose account numbers are below `accounts`.
    pub(crate) fn append(&mut self, batch: &Transactions<'_>, accounts: usize) {
        self.places.resize(self.places.len().max(accounts), 0);
        let mut rows = batch.rows();
        loop {
            std::hint::black_box(self.warm_accounts(&mut rows.clone().take(GROUP)));
            let start = self.entries.len();
            for Row { from, to, time, amount, .. } in rows.by_ref().take(GROUP) {
                let (from, to) = (self.place(from), self.place(to));
                self.entries.push_back(Entry { time, amount, from, to, pair: 0 });
            }
            if self.entries.len() == start {
                return;
            }
            // Asked without waiting for one answer before the next, then once more to learn.
            let keys = self.entries.range(start..).map(|entry| self.numbers.get(&pair_key(entry.from, entry.to)));
            std::hint::black_box(keys.fold(0, |sum, number| sum ^ number.copied().unwrap_or(0)));
            for entry in self.entries.range_mut(start..) {
                let key = pair_key(entry.from, entry.to);
                entry.pair = *self.numbers.entry(key).or_insert_with(|| self.pairs.give(()));
                self.pairs.learn(entry.pair);
            }
        }
    }

    fn warm_accounts(&self, rows: &mut dyn Iterator<Item = Row>) -> u32 {
        let mut own = [0; 2 * GROUP];
        for (row, own) in rows.zip(own.chunks_mut(2)) {
            let places = [row.from, row.to].map(|end| self.places.get(end as usize).copied().unwrap_or(0));
            own.iter_mut().zip(places).for_each(|(own, place)| *own = place);
        }
        own.iter().filter_map(|own| own.checked_sub(1)).fold(0, |sum, place| sum ^ self.accounts.uses(place))
    }

    /// The place of an account for one more transaction.
    fn place(&mut self, account: u32) -> u32 {
        let Some(place) = self.places.get_mut(account as usize) else { return 0 };
        if *place == 0 {
            *place = self.accounts.give(account).saturating_add(1);
        }
        let number = *place - 1;
        self.accounts.learn(number);
        number
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

    /// How many places for accounts have been given.
    pub(crate) fn accounts(&self) -> usize {
        self.accounts.uses.len()
    }

    /// How many pair numbers have been given.
    pub(crate) fn pairs(&self) -> usize {
        self.pairs.uses.len()
    }

    /// Drops everything before the running number.
    pub(crate) fn forget_before(&mut self, number: u64) {
        let mut left = usize::try_from(number.saturating_sub(self.base)).unwrap_or(usize::MAX).min(self.entries.len());
        self.base += left as u64;
        while left > 0 {
            let group = left.min(GROUP);
            std::hint::black_box(self.warm_forgotten(group));
            for _ in 0..group {
                let Some(old) = self.entries.pop_front() else { break };
                if self.pairs.forget(old.pair).is_some() {
                    self.numbers.remove(&pair_key(old.from, old.to));
                }
                for end in [old.from, old.to] {
                    let owner = self.accounts.forget(end);
                    if let Some(place) = owner.and_then(|account| self.places.get_mut(account as usize)) {
                        *place = 0;
                    }
                }
            }
            left -= group;
        }
        if self.entries.len() < self.entries.capacity() / 4 {
            self.entries.shrink_to(self.entries.len() * 2);
        }
    }

    /// Reads what belongs to the first so many entries.
    fn warm_forgotten(&self, group: usize) -> u32 {
        let first = || self.entries.range(..group.min(self.entries.len()));
        let uses =
            |entry: &Entry| self.pairs.uses(entry.pair) ^ self.accounts.uses(entry.from) ^ self.accounts.uses(entry.to);
        let sum = first().map(uses).fold(0, |sum, uses| sum ^ uses);
        let last = first().filter(|entry| self.pairs.uses(entry.pair) == 1);
        let keys = last.map(|entry| self.numbers.get(&pair_key(entry.from, entry.to)));
        keys.fold(sum, |sum, number| sum ^ number.copied().unwrap_or(0))
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
