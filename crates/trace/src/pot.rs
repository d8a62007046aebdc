//! What is in an account: lots, in the order in which they came.

use std::collections::VecDeque;

use crate::method::Method;
use crate::share::divide;

/// Where money came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Source {
    /// A seed, by its place among the seeds, from 0.
    Seed(usize),
    /// It was in the account when the ledger begins.
    Opening,
    /// It came in and is no seed's.
    Other,
    /// It left the account although it is not known to have come in.
    Gap,
}

impl Source {
    /// Whether it is traced.
    pub const fn is_traced(self) -> bool {
        matches!(self, Self::Seed(_))
    }
}

/// An amount of one source, in minor units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lot {
    pub(crate) source: Source,
    pub(crate) amount: i64,
}

/// What is in an account, oldest first. No lot is empty; neighbours are of different sources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pot {
    lots: VecDeque<Lot>,
    balance: i64,
}

impl Pot {
    /// The sum of all lots.
    pub(crate) fn balance(&self) -> i64 {
        self.balance
    }

    pub(crate) fn lots(&self) -> impl Iterator<Item = &Lot> {
        self.lots.iter()
    }

    /// What is traced in it.
    pub(crate) fn traced(&self) -> i64 {
        // Part of the balance, which fits.
        self.lots.iter().filter(|lot| lot.source.is_traced()).map(|lot| lot.amount).sum()
    }

    /// Adds a lot as the newest; `false` if the balance would not fit.
    #[must_use]
    pub(crate) fn put(&mut self, lot: Lot) -> bool {
        if lot.amount <= 0 {
            return true;
        }
        let Some(balance) = self.balance.checked_add(lot.amount) else { return false };
        self.balance = balance;
        match self.lots.back_mut().filter(|last| last.source == lot.source) {
            // Part of the balance, which fits.
            Some(last) => last.amount = last.amount.saturating_add(lot.amount),
            None => self.lots.push_back(lot),
        }
        true
    }

    /// Adds a lot as the oldest: money that must have been there before all that is known.
    #[must_use]
    pub(crate) fn put_first(&mut self, lot: Lot) -> bool {
        let Some(balance) = self.balance.checked_add(lot.amount) else { return false };
        self.balance = balance;
        self.lots.push_front(lot);
        true
    }

    /// Takes an amount out, at most the balance, as the method says. The lots come in the order in which they leave.
    pub(crate) fn take(&mut self, amount: i64, method: Method) -> Vec<Lot> {
        let amount = amount.clamp(0, self.balance);
        match method {
            Method::Fifo => self.take_in_order(amount, VecDeque::pop_front, VecDeque::push_front),
            Method::Lifo => self.take_in_order(amount, VecDeque::pop_back, VecDeque::push_back),
            Method::ProRata | Method::Haircut => self.take_share(amount),
            Method::LowestIntermediateBalance => self.take_own_first(amount),
            Method::Poison => {
                self.poison();
                self.take_share(amount)
            }
        }
    }

    fn take_in_order(
        &mut self,
        amount: i64,
        next: fn(&mut VecDeque<Lot>) -> Option<Lot>,
        back: fn(&mut VecDeque<Lot>, Lot),
    ) -> Vec<Lot> {
        let (mut taken, mut left) = (Vec::new(), amount);
        while left > 0 {
            let Some(mut lot) = next(&mut self.lots) else { break };
            let part = lot.amount.min(left);
            left = left.saturating_sub(part);
            self.balance = self.balance.saturating_sub(part);
            taken.push(Lot { amount: part, ..lot });
            lot.amount = lot.amount.saturating_sub(part);
            if lot.amount > 0 {
                back(&mut self.lots, lot);
            }
        }
        taken
    }

    /// A share of each source. Its lots are one from now on: age means nothing to these methods.
    fn take_share(&mut self, amount: i64) -> Vec<Lot> {
        self.merge();
        let weights: Vec<i64> = self.lots.iter().map(|lot| lot.amount).collect();
        let parts = divide(amount, &weights, self.balance);
        let mut taken = Vec::new();
        for (lot, part) in self.lots.iter_mut().zip(parts) {
            lot.amount = lot.amount.saturating_sub(part);
            if part > 0 {
                taken.push(Lot { amount: part, ..*lot });
            }
        }
        self.balance = self.balance.saturating_sub(amount);
        self.lots.retain(|lot| lot.amount > 0);
        taken
    }

    /// What is not traced, oldest first; then of the seeds in proportion.
    fn take_own_first(&mut self, amount: i64) -> Vec<Lot> {
        self.merge();
        let (mut taken, mut left) = (Vec::new(), amount);
        for lot in self.lots.iter_mut().filter(|lot| !lot.source.is_traced()) {
            let part = lot.amount.min(left);
            left = left.saturating_sub(part);
            lot.amount = lot.amount.saturating_sub(part);
            if part > 0 {
                taken.push(Lot { amount: part, ..*lot });
            }
        }
        self.lots.retain(|lot| lot.amount > 0);
        self.balance = self.balance.saturating_sub(amount.saturating_sub(left));
        if left > 0 {
            taken.extend(self.take_share(left));
        }
        taken
    }

    /// Everything becomes the seeds': of each in proportion to what it has in it.
    fn poison(&mut self) {
        self.merge();
        let traced: Vec<Lot> = self.lots.iter().copied().filter(|lot| lot.source.is_traced()).collect();
        if traced.is_empty() {
            return;
        }
        let weights: Vec<i64> = traced.iter().map(|lot| lot.amount).collect();
        let parts = divide(self.balance, &weights, weights.iter().sum());
        self.lots = traced.iter().zip(parts).map(|(lot, part)| Lot { amount: part, ..*lot }).collect();
    }

    /// What is in it after a method has looked at it: for poison, everything.
    pub(crate) fn settle(&mut self, method: Method) {
        if method == Method::Poison {
            self.poison();
        }
    }

    /// One lot per source, in the order in which sources came first.
    fn merge(&mut self) {
        let mut merged: VecDeque<Lot> = VecDeque::with_capacity(self.lots.len());
        for lot in self.lots.drain(..) {
            match merged.iter_mut().find(|known| known.source == lot.source) {
                Some(known) => known.amount = known.amount.saturating_add(lot.amount),
                None => merged.push_back(lot),
            }
        }
        self.lots = merged;
    }
}
