//! The living payments per account as the search for cycles needs them.
//!
//! Only the order of times matters to it. So each payment knows its *moment* instead of its time: the number of the
//! first payment of the same time, in half the bytes. Earlier, later and at once mean the same as with times.

use crate::few::Queue;
use crate::log::{Batch, Cursor, Entry, GROUP, Numbered, in_groups};
use crate::parameters::Pattern;

/// Numbers of payments, and moments, are counted from [`Living::base`], the first is 1.
pub(crate) type Moment = u32;

/// Hops of the receiver that a search is told of before it begins.
const AHEAD: usize = 4;

/// A payment as its payer sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Hop {
    pub(crate) moment: Moment,
    /// Moment of the payment before it between the same two accounts; 0 for none.
    pub(crate) before: Moment,
    pub(crate) to: u32,
    /// Its own number.
    number: u32,
}

/// A payment as its receiver sees it.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Came {
    pub(crate) moment: Moment,
    pub(crate) from: u32,
}

/// The living payments of an account, oldest first. They fill a line of the cache.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Account {
    out: Queue<Hop, 2>,
    into: Queue<Came, 2>,
}

/// The living payments per account, in order of time: learnt once per batch.
#[derive(Debug)]
pub(crate) struct Living {
    window: i64,
    accounts: Vec<Account>,
    /// Moment of the latest living payment by pair number of the log; 0 for none.
    latest: Vec<Moment>,
    cursor: Cursor,
    /// Running number of the payment before the first that can be told.
    base: u64,
    /// Number of the batch's first row, and how many rows it has.
    first: u32,
    rows: u32,
    /// Time and moment of the latest row.
    now: (i64, Moment),
    /// Moments of the batch's rows.
    moments: Vec<Moment>,
}

impl Living {
    pub(crate) fn new(pattern: &Pattern) -> Self {
        Self {
            window: pattern.window,
            accounts: Vec::new(),
            latest: Vec::new(),
            cursor: Cursor::default(),
            base: 0,
            first: 1,
            rows: 0,
            now: (i64::MIN, 0),
            moments: Vec::new(),
        }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// What left an account.
    #[inline]
    pub(crate) fn out(&self, account: u32) -> Option<&Queue<Hop, 2>> {
        self.accounts.get(account as usize).map(|account| &account.out)
    }

    /// What came to an account.
    #[inline]
    pub(crate) fn into(&self, account: u32) -> Option<&Queue<Came, 2>> {
        self.accounts.get(account as usize).map(|account| &account.into)
    }

    /// The moment of a row of the batch.
    #[inline]
    pub(crate) fn moment(&self, row: usize) -> Moment {
        self.moments.get(row).copied().unwrap_or(0)
    }

    /// A running number of the log as it is counted here.
    #[inline]
    pub(crate) fn number(&self, number: u64) -> u32 {
        u32::try_from(number.saturating_sub(self.base).saturating_add(1)).unwrap_or(u32::MAX)
    }

    /// Forgets what is too old and learns a batch.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.accounts.resize_with(batch.accounts, Account::default);
        self.latest.resize(batch.pairs, 0);
        let old = self.cursor.expired(batch.log, batch.start() - self.window - 1, batch.first);
        in_groups(self, old, Self::warm, |own, _, old| own.forget(old));
        if batch.first + batch.rows as u64 - self.base >= u64::from(u32::MAX) {
            self.count_from(self.cursor.oldest);
        }
        self.first = self.number(batch.first);
        self.rows = u32::try_from(batch.rows).unwrap_or(u32::MAX);
        self.moments.clear();
        for (row, entry) in batch.rows() {
            if entry.time != self.now.0 {
                self.now = (entry.time, self.first.saturating_add(row as u32));
            }
            self.moments.push(self.now.1);
        }
        in_groups(self, batch.real(), Self::warm, |own, row, entry| own.learn(row, entry));
    }

    /// Counts from a later payment, before which none lives.
    fn count_from(&mut self, base: u64) {
        let moved = u32::try_from(base.saturating_sub(self.base)).unwrap_or(u32::MAX);
        self.base = base;
        let earlier = |moment: Moment| moment.saturating_sub(moved);
        for Account { out, into } in &mut self.accounts {
            out.change(|hop| {
                let (moment, before, number) = (earlier(hop.moment), earlier(hop.before), earlier(hop.number));
                Hop { moment, before, number, ..hop }
            });
            into.change(|came| Came { moment: earlier(came.moment), ..came });
        }
        self.latest.iter_mut().for_each(|latest| *latest = earlier(*latest));
        self.now.1 = earlier(self.now.1);
    }

    /// Reads what belongs to the pairs and accounts of some payments that are learnt or forgotten.
    fn warm(&self, group: &[Numbered<'_>]) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for ((_, entry), own) in group.iter().zip(&mut ends) {
            *own = (entry.from, entry.to);
            sum ^= self.latest.get(entry.pair as usize).copied().unwrap_or(0);
            sum ^= (self.out(own.0).map_or(0, Queue::len) ^ self.into(own.1).map_or(0, Queue::len)) as u32;
        }
        let last = |(from, to): &(u32, u32)| {
            let hop = self.out(*from).and_then(Queue::back).map_or(0, |hop| hop.number);
            hop ^ self.into(*to).and_then(Queue::back).map_or(0, |came| came.from)
        };
        u64::from(ends.iter().map(last).fold(sum, |sum, read| sum ^ read))
    }

    /// Reads where the searches of some closing payments begin: what came to the payer, what leaves the receiver, and,
    /// where that can come back in time, what leaves those it goes to.
    pub(crate) fn warm_search(&self, group: &[Numbered<'_>]) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for ((_, entry), own) in group.iter().zip(&mut ends) {
            *own = (entry.from, entry.to);
            sum ^= self.into(own.0).map_or(0, Queue::len) ^ self.out(own.1).map_or(0, Queue::len);
        }
        for (from, to) in ends {
            let came = self.into(from).and_then(Queue::back).map_or(0, |came| came.moment);
            let hops = self.out(to).into_iter().flat_map(|hops| hops.parts().0).take(AHEAD);
            let back = hops.take_while(|hop| hop.moment <= came);
            sum = back.fold(sum, |sum, hop| sum ^ self.out(hop.to).map_or(0, Queue::len));
        }
        sum as u64
    }

    /// The row of the current batch that a hop is, if it is one.
    #[inline]
    pub(crate) fn row_of(&self, hop: &Hop) -> Option<usize> {
        hop.number.checked_sub(self.first).filter(|row| *row < self.rows).map(|row| row as usize)
    }

    fn learn(&mut self, row: usize, entry: &Entry) {
        let (moment, number) = (self.moment(row), self.first.saturating_add(row as u32));
        let Some(latest) = self.latest.get_mut(entry.pair as usize) else { return };
        let before = std::mem::replace(latest, moment);
        if let Some(account) = self.accounts.get_mut(entry.from as usize) {
            account.out.push_back(Hop { moment, before, to: entry.to, number });
        }
        if let Some(account) = self.accounts.get_mut(entry.to as usize) {
            account.into.push_back(Came { moment, from: entry.from });
        }
    }

    fn forget(&mut self, old: &Entry) {
        if old.from == old.to {
            return;
        }
        let mut moment = 0;
        if let Some(account) = self.accounts.get_mut(old.from as usize) {
            moment = account.out.get(0).map_or(0, |hop| hop.moment);
            account.out.pop_front();
        }
        if let Some(account) = self.accounts.get_mut(old.to as usize) {
            account.into.pop_front();
        }
        if let Some(latest) = self.latest.get_mut(old.pair as usize)
            && *latest <= moment
        {
            *latest = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::log::Log;
    use crate::numbering::Members;
    use crate::parameters::Bins;

    /// Moments of what left and came to each account, as differences from the latest; none for what lives no more.
    fn told(living: &Living) -> Vec<Vec<[Option<i64>; 4]>> {
        let (now, oldest) = (i64::from(living.now.1), living.number(living.oldest()));
        let ago = |moment: Moment| (moment >= oldest).then_some(now - i64::from(moment));
        let own = |account: u32| Some(i64::from(account));
        let account = |account: &Account| {
            let out = account.out.iter().map(|hop| [ago(hop.moment), ago(hop.before), own(hop.to), ago(hop.number)]);
            let came = account.into.iter().map(|came| [ago(came.moment), None, own(came.from), None]);
            out.chain(came).collect()
        };
        living.accounts.iter().map(account).collect()
    }

    #[test]
    fn an_account_fills_a_line_of_the_cache() {
        assert_eq!(size_of::<Account>(), 64);
    }

    #[test]
    fn counting_from_a_later_payment_changes_nothing_but_the_count() {
        let pattern = Pattern { window: 9, bins: Bins::up_to(4).unwrap() };
        let mut log = Log::default();
        let (mut one, mut other) = (Living::new(&pattern), Living::new(&pattern));
        let members = Members::default();
        for batch in 0..40_u64 {
            let entry = |row: u64| {
                let (from, to) = ((batch * 5 + row) % 4, (batch + row * 3) % 4);
                Entry {
                    time: (batch + row / 3) as i64,
                    amount: 1,
                    from: from as u32,
                    to: to as u32,
                    pair: (from * 4 + to) as u32,
                }
            };
            log.append(&mut (0..3).map(entry).collect());
            let batch = Batch { log: &log, first: batch * 3, rows: 3, accounts: 4, pairs: 16, members: &members };
            one.push(batch);
            other.push(batch);
            // None before the oldest lives, and nothing is told of a moment before the first.
            if batch.first % 2 == 1 {
                other.count_from(other.oldest());
                (other.first, other.moments) = (other.number(batch.first), Vec::new());
            }
            assert_eq!(told(&one), told(&other));
            for account in 0..4 {
                let rows = |living: &Living| {
                    living.out(account).unwrap().iter().map(|hop| living.row_of(hop)).collect::<Vec<_>>()
                };
                assert_eq!(rows(&one), rows(&other));
            }
        }
        assert!(one.base == 0 && other.base > 60, "{} and {}", one.base, other.base);
    }
}
