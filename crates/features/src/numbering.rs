//! Small numbers for what lives: every account and every pair of accounts with a living transaction has one, given
//! again once the last of them is forgotten.
//!
//! So features keep plain arrays instead of a hash table each, and the arrays are as long as what lives, not as what
//! ever lived: what is read together stays together.

use hashbrown::HashMap;

use crate::batch::{Row, Transactions};
use crate::log::{Cursor, Entry, GROUP, Log};

/// Numbers of the living accounts and pairs.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    /// Account number to place plus one; zero for accounts without a living transaction.
    places: Vec<u32>,
    accounts: Numbers<Owner>,
    numbers: HashMap<u64, u32>,
    pairs: Numbers<()>,
    cursor: Cursor,
}

/// Who has a number.
#[derive(Debug, Clone, Copy, Default)]
struct Owner {
    account: u32,
    /// Its place among the members of the latest batch it was in; see [`Members`].
    within: u32,
}

/// The accounts of one batch, so that what is kept for one batch alone is small.
#[derive(Debug, Default)]
pub(crate) struct Members {
    /// Places of payer and receiver of each row in `accounts`.
    pub(crate) ends: Vec<[u32; 2]>,
    /// Numbers of the accounts of the batch, each once, in order of appearance.
    pub(crate) accounts: Vec<u32>,
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

    /// Learns one use; the owner.
    #[inline]
    fn learn(&mut self, number: u32) -> Option<&mut T> {
        let (uses, owner) = self.uses.get_mut(number as usize)?;
        *uses = uses.saturating_add(1);
        Some(owner)
    }

    /// Forgets one use; the owner, when it was the last.
    #[inline]
    fn forget(&mut self, number: u32) -> Option<T> {
        let (uses, owner) = self.uses.get_mut(number as usize)?;
        *uses = uses.saturating_sub(1);
        let last = (*uses == 0).then_some(*owner);
        self.free.extend(last.map(|_| number));
        last
    }

    #[inline]
    fn uses(&self, number: u32) -> u32 {
        self.uses.get(number as usize).map_or(0, |uses| uses.0)
    }
}

/// Both ends of a payment as one key.
#[inline]
pub(crate) fn pair_key(from: u32, to: u32) -> u64 {
    (u64::from(from) << 32) | u64::from(to)
}

impl Numbering {
    /// Numbers the payments of a batch with this greatest account, and puts them behind the entries. The accounts of
    /// the batch are returned.
    pub(crate) fn number(&mut self, batch: &Transactions<'_>, greatest: u32, entries: &mut Vec<Entry>) -> Members {
        self.places.resize(self.places.len().max((greatest as usize).saturating_add(1)), 0);
        let mut members = Members { ends: Vec::with_capacity(batch.len()), accounts: Vec::new() };
        let mut rows = batch.rows();
        loop {
            std::hint::black_box(self.warm_accounts(&mut rows.clone().take(GROUP)));
            let start = entries.len();
            for Row { from, to, time, amount, .. } in rows.by_ref().take(GROUP) {
                let (from, payer) = self.place(from, &mut members);
                let (to, receiver) = self.place(to, &mut members);
                members.ends.push([payer, receiver]);
                entries.push(Entry { time, amount, from, to, pair: 0 });
            }
            if entries.len() == start {
                return members;
            }
            // Asked without waiting for one answer before the next, then once more to learn.
            let group = entries.get_mut(start..).unwrap_or_default();
            let keys = group.iter().map(|entry| self.numbers.get(&pair_key(entry.from, entry.to)));
            std::hint::black_box(keys.fold(0, |sum, number| sum ^ number.copied().unwrap_or(0)));
            for entry in group {
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

    /// The place of an account for one more transaction, among those that live and among the members of the batch.
    fn place(&mut self, account: u32, members: &mut Members) -> (u32, u32) {
        let Some(place) = self.places.get_mut(account as usize) else { return (0, 0) };
        if *place == 0 {
            *place = self.accounts.give(Owner { account, within: 0 }).saturating_add(1);
        }
        let number = *place - 1;
        let Some(owner) = self.accounts.learn(number) else { return (number, 0) };
        // What an earlier batch left there is not this account's place, unless this batch gave it the same.
        if members.accounts.get(owner.within as usize) != Some(&number) {
            owner.within = u32::try_from(members.accounts.len()).unwrap_or(u32::MAX);
            members.accounts.push(number);
        }
        (number, owner.within)
    }

    /// The number of a pair, if it has a living transaction (or had one just now).
    #[inline]
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

    /// Running number of the oldest transaction whose numbers it still knows.
    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Forgets what stands in the log before a running number, so that its numbers can be given again.
    pub(crate) fn forget_before(&mut self, log: &Log, number: u64) {
        for group in self.cursor.before(log, number).chunks(GROUP) {
            std::hint::black_box(self.warm_forgotten(group));
            for old in group {
                if self.pairs.forget(old.pair).is_some() {
                    self.numbers.remove(&pair_key(old.from, old.to));
                }
                for end in [old.from, old.to] {
                    let owner = self.accounts.forget(end);
                    if let Some(place) = owner.and_then(|owner| self.places.get_mut(owner.account as usize)) {
                        *place = 0;
                    }
                }
            }
        }
    }

    /// Reads what belongs to some entries.
    fn warm_forgotten(&self, group: &[Entry]) -> u32 {
        let uses =
            |entry: &Entry| self.pairs.uses(entry.pair) ^ self.accounts.uses(entry.from) ^ self.accounts.uses(entry.to);
        let sum = group.iter().map(uses).fold(0, |sum, uses| sum ^ uses);
        let last = group.iter().filter(|entry| self.pairs.uses(entry.pair) == 1);
        let keys = last.map(|entry| self.numbers.get(&pair_key(entry.from, entry.to)));
        keys.fold(sum, |sum, number| sum ^ number.copied().unwrap_or(0))
    }
}
