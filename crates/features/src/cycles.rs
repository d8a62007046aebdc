//! Temporal cycles: money that comes back to where it left, each hop later than the one before.
//!
//! A payment u → v at time `t` closes one cycle for every distinct sequence of accounts v → … → u, none twice, that can
//! be walked with strictly rising times in `[t − W, t)`; payments side by side on one hop count once. Its size is the
//! number of accounts. It counts for the closing payment and for every payment of the same batch that can be a hop of
//! it.
//!
//! The search keeps one thing per step, the earliest time of arrival, which is enough to know every continuation. When
//! a plain search takes more than a few steps, the accounts that can both be reached from v and reach u in time are
//! marked first (two sweeps, linear in the payments touched), and only those are walked, so that work stays close to
//! the number of cycles found. The budget limits all steps together.

use std::collections::BinaryHeap;

use crate::credit::Credit;
use crate::living::{Living, Moment};
use crate::log::{Batch, Entry, Numbered, in_groups};
use crate::parameters::Pattern;

/// What is known of an account during one search; valid when `search` is the current one.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Search in which `earliest` was set.
    reached: u32,
    /// Search in which `latest` was set.
    returns: u32,
    /// First moment at which what came from the start can leave.
    earliest: Moment,
    /// Last moment at which what leaves comes to the end.
    latest: Moment,
}

/// Steps of a plain search before the two sweeps are worth their cost.
const PLAIN_STEPS: u32 = 48;

/// The search with its notes.
#[derive(Debug)]
pub(crate) struct Cycles {
    pattern: Pattern,
    budget: u32,
    marks: Vec<Mark>,
    search: u32,
    /// What is to be looked at next comes first: a moment, or for the earliest first its complement.
    queue: BinaryHeap<(Moment, u32)>,
    path: Vec<Step>,
    on_path: Vec<bool>,
    /// Rows and sizes that a walk found and that are not counted yet: a plain walk counts only when it comes to its
    /// end.
    given: Vec<(usize, u32)>,
}

/// A step of the walk: an account, the first moment at which it can be left, and the next payment to try.
#[derive(Debug, Clone, Copy)]
struct Step {
    account: u32,
    since: Moment,
    next: usize,
}

/// The payment that closes a cycle.
#[derive(Debug, Clone, Copy)]
struct Closing {
    row: usize,
    moment: Moment,
    from: u32,
    to: u32,
    /// The first moment of the window.
    horizon: Moment,
    /// The last moment before the payment at which its payer was paid: the last hop cannot be later.
    last: Moment,
}

/// What a walk may do.
struct Walk {
    closing: Closing,
    left: u32,
    /// Only accounts marked by the sweeps may be entered.
    marked: bool,
}

impl Cycles {
    pub(crate) fn new(pattern: Pattern, budget: u32) -> Self {
        Self {
            pattern,
            budget,
            marks: Vec::new(),
            search: 0,
            queue: BinaryHeap::new(),
            path: Vec::new(),
            on_path: Vec::new(),
            given: Vec::new(),
        }
    }

    /// The histogram of a batch that was learnt; rows that ran out of budget are added to `limited`.
    pub(crate) fn push(&mut self, living: &Living, batch: Batch<'_>, counts: &mut Vec<u32>, limited: &mut Vec<usize>) {
        self.marks.resize(batch.accounts, Mark::default());
        self.on_path.resize(batch.accounts, false);
        let bins = self.pattern.bins.clone();
        let mut credit = Credit::new(&bins, batch.rows, counts);
        let warm = |_: &Self, group: &[Numbered<'_>]| living.warm_search(group);
        let mut first = living.oldest();
        in_groups(self, batch.real(), warm, |own, row, &Entry { time, from, to, .. }| {
            first = batch.log.since(first, time - own.pattern.window);
            let (moment, horizon) = (living.moment(row), living.number(first));
            let closing = Closing { row, moment, from, to, horizon, last: 0 };
            if !own.close(living, closing, &mut credit) {
                limited.push(row);
            }
        });
    }

    /// Counts the cycles a payment closes. False when the budget ran out.
    fn close(&mut self, living: &Living, mut closing: Closing, credit: &mut Credit<'_>) -> bool {
        let came = living.into(closing.from).and_then(|came| {
            let end = came.partition_point(|came| came.moment < closing.moment);
            came.get(end.checked_sub(1)?)
        });
        let Some(last) = came.map(|came| came.moment).filter(|moment| *moment >= closing.horizon) else { return true };
        closing.last = last;
        let left = living.out(closing.to).and_then(|hops| {
            let first = hops.partition_point(|hop| hop.moment < closing.horizon);
            hops.get(first)
        });
        // What leaves the receiver only after the payer was paid last cannot come back in time.
        if left.is_none_or(|hop| hop.moment > last) {
            return true;
        }
        self.given.clear();
        let mut plain = Walk { closing, left: PLAIN_STEPS.min(self.budget), marked: false };
        if self.walk(living, &mut plain, None) {
            self.given.iter().for_each(|&(row, size)| credit.add(row, size));
            return true;
        }
        self.given.clear();
        let mut full = Walk { closing, left: self.budget, marked: true };
        match self.sweeps(living, closing, &mut full.left) {
            Some(true) => {}
            Some(false) => return true,
            None => return false,
        }
        self.walk(living, &mut full, Some(credit))
    }

    /// Walks all paths from the receiver back to the payer and counts what it finds, or only notes it. False when steps
    /// ran out.
    fn walk(&mut self, living: &Living, walk: &mut Walk, mut credit: Option<&mut Credit<'_>>) -> bool {
        let goal = walk.closing.from;
        self.path.clear();
        self.enter(living, walk.closing.to, walk.closing.horizon);
        let mut fine = true;
        while let Some(step) = self.path.last_mut() {
            let hop = living.out(step.account).and_then(|hops| hops.get(step.next)).copied();
            let Some(hop) = hop.filter(|hop| fine && hop.moment <= walk.closing.last) else {
                if let Some(on_path) = self.on_path.get_mut(step.account as usize) {
                    *on_path = false;
                }
                self.path.pop();
                continue;
            };
            step.next += 1;
            let again = hop.before >= step.since;
            match walk.left.checked_sub(1) {
                Some(left) => walk.left = left,
                None => fine = false,
            }
            if again || !fine {
                continue;
            }
            if hop.to == goal {
                self.give(living, walk.closing);
                if let Some(credit) = credit.as_deref_mut() {
                    self.given.drain(..).for_each(|(row, size)| credit.add(row, size));
                }
            } else if !self.on_path.get(hop.to as usize).copied().unwrap_or(true)
                && (!walk.marked || self.leads_back(hop.to, hop.moment))
            {
                self.enter(living, hop.to, hop.moment.saturating_add(1));
            }
        }
        fine
    }

    fn enter(&mut self, living: &Living, account: u32, since: Moment) {
        let next = living.out(account).map_or(0, |hops| hops.partition_point(|hop| hop.moment < since));
        self.path.push(Step { account, since, next });
        if let Some(on_path) = self.on_path.get_mut(account as usize) {
            *on_path = true;
        }
    }

    fn leads_back(&self, account: u32, arrival: Moment) -> bool {
        self.marks.get(account as usize).is_some_and(|mark| mark.returns == self.search && arrival < mark.latest)
    }

    /// Gives credit for the cycle on the path: to the closing payment and to each payment of the batch that can stand
    /// on one of its hops.
    ///
    /// Walks back hop by hop with the latest departure that still works. The batch is the newest part of the log, so
    /// the first hop without a payment of the batch ends it: everything before that hop is older still.
    fn give(&mut self, living: &Living, closing: Closing) {
        let size = u32::try_from(self.path.len().saturating_add(1)).unwrap_or(u32::MAX);
        self.given.push((closing.row, size));
        let (mut deadline, mut to) = (closing.moment, closing.from);
        for step in self.path.iter().rev() {
            let Some(hops) = living.out(step.account) else { return };
            let mut latest = None;
            for hop in hops.iter().rev().take_while(|hop| hop.moment >= step.since) {
                let Some(row) = living.row_of(hop) else { break };
                if hop.to == to && hop.moment < deadline {
                    latest = latest.or(Some(hop.moment));
                    self.given.push((row, size));
                }
            }
            let Some(latest) = latest else { return };
            (deadline, to) = (latest, step.account);
        }
    }

    /// Marks what can be reached from the receiver and can reach the payer. `Some(false)`: there is no way back at all;
    /// `None`: out of budget.
    fn sweeps(&mut self, living: &Living, closing: Closing, left: &mut u32) -> Option<bool> {
        self.search = self.search.wrapping_add(1);
        if self.search == 0 {
            self.marks.fill(Mark::default());
            self.search = 1;
        }
        self.queue.clear();
        self.reach(closing.to, closing.horizon);
        while let Some((arrival, account)) = self.queue.pop() {
            let since = !arrival;
            if account == closing.from || self.marks.get(account as usize)?.earliest < since {
                continue;
            }
            let hops = living.out(account)?;
            let start = hops.partition_point(|hop| hop.moment < since);
            let end = hops.partition_point(|hop| hop.moment <= closing.last);
            *left = left.checked_sub(u32::try_from(end.saturating_sub(start)).ok()?)?;
            for place in start..end {
                let hop = hops.get(place).copied()?;
                if hop.before < since {
                    self.reach(hop.to, hop.moment.saturating_add(1));
                }
            }
        }
        if self.marks.get(closing.from as usize)?.reached != self.search {
            return Some(false);
        }
        self.queue.clear();
        self.return_from(closing.from, closing.moment);
        while let Some((departure, account)) = self.queue.pop() {
            if account == closing.to || self.marks.get(account as usize)?.latest > departure {
                continue;
            }
            let came = living.into(account)?;
            let start = came.partition_point(|came| came.moment < closing.horizon);
            let end = came.partition_point(|came| came.moment < departure);
            *left = left.checked_sub(u32::try_from(end.saturating_sub(start)).ok()?)?;
            for place in start..end {
                let came = came.get(place).copied()?;
                let mark = self.marks.get(came.from as usize)?;
                if mark.reached == self.search && mark.earliest <= came.moment {
                    self.return_from(came.from, came.moment);
                }
            }
        }
        Some(true)
    }

    fn reach(&mut self, account: u32, since: Moment) {
        if let Some(mark) = self.marks.get_mut(account as usize)
            && (mark.reached != self.search || since < mark.earliest)
        {
            mark.reached = self.search;
            mark.earliest = since;
            self.queue.push((!since, account));
        }
    }

    fn return_from(&mut self, account: u32, departure: Moment) {
        if let Some(mark) = self.marks.get_mut(account as usize)
            && (mark.returns != self.search || departure > mark.latest)
        {
            mark.returns = self.search;
            mark.latest = departure;
            self.queue.push((departure, account));
        }
    }
}
