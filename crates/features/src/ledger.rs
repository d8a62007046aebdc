//! A whole period of payments at rest: who paid whom, findable from both ends, for features that look around a payment.

use hashbrown::HashMap;

use crate::batch::{FeatureError, Transactions};
use crate::numbering::pair_key;

/// How a payment was made, as far as the features care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Channel {
    /// From account to account within what we see.
    Transfer,
    /// To a shop or a biller: never part of a pattern, only of an account's habits.
    Purchase,
    /// To an account abroad or outside: may be where the money leaves.
    Wire,
}

/// What is known of the accounts, by account number; shorter columns mean "unknown".
#[derive(Debug, Clone, Copy, Default)]
pub struct Accounts<'a> {
    /// Region or branch, any number.
    pub region: &'a [u32],
    /// Ties by number of group: accounts in one group share an owner, a device, a telephone or an address. Pairs of
    /// (account, group), any order.
    pub ties: &'a [(u32, u32)],
}

/// One payment at rest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Payment {
    pub(crate) time: i64,
    pub(crate) amount: i64,
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) channel: Channel,
    /// How many payments between the two came before it.
    pub(crate) rank: u32,
    /// Payments between the two in the whole period.
    pub(crate) repeats: u32,
    pub(crate) near: bool,
}

/// Lists of numbers per account in one piece of memory.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    /// Groups `items` (key, item), keeping their order within a key.
    fn new(keys: usize, items: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0_u32; keys.saturating_add(2)];
        for (key, _) in items.clone() {
            if let Some(count) = starts.get_mut(key as usize + 2) {
                *count = count.saturating_add(1);
            }
        }
        let mut sum = 0_u32;
        for start in &mut starts {
            sum = sum.saturating_add(*start);
            *start = sum;
        }
        let mut grouped = vec![0; sum as usize];
        for (key, item) in items {
            if let Some(start) = starts.get_mut(key as usize + 1) {
                if let Some(place) = grouped.get_mut(*start as usize) {
                    *place = item;
                }
                *start = start.saturating_add(1);
            }
        }
        Self { starts, items: grouped }
    }

    pub(crate) fn of(&self, key: u32) -> &[u32] {
        let bounds = self.starts.get(key as usize).zip(self.starts.get(key as usize + 1));
        bounds.and_then(|(&start, &end)| self.items.get(start as usize..end as usize)).unwrap_or(&[])
    }
}

/// The period, indexed.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) payments: Vec<Payment>,
    pub(crate) out: Lists,
    pub(crate) into: Lists,
    pub(crate) pairs: HashMap<u64, Vec<u32>>,
    groups_of: Lists,
    members_of: Lists,
}

impl Ledger {
    /// Indexes a period. `channels` may be shorter than the payments; the rest are transfers.
    ///
    /// # Errors
    /// [`FeatureError`] when the columns break the rules of [`Transactions::check`].
    pub fn new(payments: Transactions<'_>, channels: &[Channel], accounts: Accounts<'_>) -> Result<Self, FeatureError> {
        let greatest = payments.check(i64::MIN, 200_000_000)?;
        let count = (greatest as usize).saturating_add(1);
        let region = |account: u32| accounts.region.get(account as usize);
        let mut pairs: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut all = Vec::with_capacity(payments.len());
        for row in payments.rows() {
            let channel = channels.get(row.index).copied().unwrap_or(Channel::Transfer);
            let between = pairs.entry(pair_key(row.from, row.to)).or_default();
            let rank = u32::try_from(between.len()).unwrap_or(u32::MAX);
            between.push(u32::try_from(row.index).unwrap_or(u32::MAX));
            let near = region(row.from).is_some() && region(row.from) == region(row.to);
            let (time, amount, from, to) = (row.time, row.amount, row.from, row.to);
            all.push(Payment { time, amount, from, to, channel, rank, repeats: 0, near });
        }
        for between in pairs.values() {
            for &number in between {
                if let Some(payment) = all.get_mut(number as usize) {
                    payment.repeats = u32::try_from(between.len()).unwrap_or(u32::MAX);
                }
            }
        }
        let numbered =
            |end: fn(&Payment) -> u32| all.iter().zip(0_u32..).map(move |(payment, number)| (end(payment), number));
        let (out, into) = (Lists::new(count, numbered(|p| p.from)), Lists::new(count, numbered(|p| p.to)));
        let groups = accounts.ties.iter().map(|tie| tie.1 as usize + 1).max().unwrap_or(0);
        let groups_of = Lists::new(count, accounts.ties.iter().copied());
        let members_of = Lists::new(groups, accounts.ties.iter().map(|&(account, group)| (group, account)));
        Ok(Self { payments: all, out, into, pairs, groups_of, members_of })
    }

    /// Number of payments.
    #[must_use]
    pub fn len(&self) -> usize {
        self.payments.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.payments.is_empty()
    }

    pub(crate) fn get(&self, number: u32) -> Option<&Payment> {
        self.payments.get(number as usize)
    }

    /// The payments of a list whose time is in `from..=to`, oldest first, with their numbers.
    pub(crate) fn between<'a>(
        &'a self,
        list: &'a [u32],
        from: i64,
        to: i64,
    ) -> impl DoubleEndedIterator<Item = (u32, &'a Payment)> {
        let time = |number: &u32| self.get(*number).map_or(i64::MAX, |payment| payment.time);
        let start = list.partition_point(|number| time(number) < from);
        let end = list.partition_point(|number| time(number) <= to);
        let part = list.get(start..end.max(start)).unwrap_or(&[]);
        part.iter().filter_map(|&number| Some((number, self.get(number)?)))
    }

    /// Other accounts tied to this one, without doubles, at most `most`.
    pub(crate) fn tied(&self, account: u32, most: usize) -> Vec<u32> {
        let groups = self.groups_of.of(account).iter();
        let members = groups.map(|&group| self.members_of.of(group)).filter(|members| members.len() <= most);
        let mut tied: Vec<u32> = members.flatten().copied().filter(|&other| other != account).collect();
        tied.sort_unstable();
        tied.dedup();
        tied.truncate(most);
        tied
    }
}
