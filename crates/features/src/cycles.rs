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
use crate::few::Queue;
use crate::log::{Batch, Cursor, Entry, GROUP, in_groups};
use crate::parameters::Pattern;

/// A payment as its payer sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Hop {
    time: i64,
    /// Time of the payment before it between the same two accounts.
    before: i64,
    to: u32,
    /// The lower half of its running number: fewer payments live at once.
    number: u32,
}

/// A payment as its receiver sees it.
#[derive(Debug, Clone, Copy, Default)]
struct Came {
    time: i64,
    from: u32,
}

/// What is known of an account during one search; valid when `search` is the current one.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    /// Search in which `earliest` was set.
    reached: u32,
    /// Search in which `latest` was set.
    returns: u32,
    /// Earliest arrival from the start.
    earliest: i64,
    /// Latest departure towards the end.
    latest: i64,
}

/// Steps of a plain search before the two sweeps are worth their cost.
const PLAIN_STEPS: u32 = 48;

/// What left an account, oldest first. It fills a line of the cache.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Left(Queue<Hop, 2>);

/// What came to an account, oldest first. It fills a line of the cache.
#[derive(Debug, Clone, Default)]
#[repr(align(64))]
struct Arrived(Queue<Came, 3>);

/// The living payments per account, in order of time: learnt once per batch.
#[derive(Debug)]
pub(crate) struct Living {
    window: i64,
    out: Vec<Left>,
    into: Vec<Arrived>,
    /// Time of the latest living payment by pair number of the log.
    latest: Vec<i64>,
    cursor: Cursor,
    /// Lower half of the running number of the batch's first row, and how many rows it has.
    first: u32,
    rows: u32,
}

/// The search with its notes.
#[derive(Debug)]
pub(crate) struct Cycles {
    pattern: Pattern,
    budget: u32,
    marks: Vec<Mark>,
    search: u32,
    queue: BinaryHeap<(i64, u32)>,
    path: Vec<Step>,
    on_path: Vec<bool>,
    /// Rows and sizes that a walk found and that are not counted yet: a plain walk counts only when it comes to its
    /// end.
    given: Vec<(usize, u32)>,
}

/// A step of the walk: an account, when it was reached, and the next payment to try.
#[derive(Debug, Clone, Copy)]
struct Step {
    account: u32,
    arrival: i64,
    next: usize,
}

/// The payment that closes a cycle.
#[derive(Debug, Clone, Copy)]
struct Closing {
    row: usize,
    time: i64,
    from: u32,
    to: u32,
}

/// What a walk may do.
struct Walk {
    closing: Closing,
    left: u32,
    /// Only accounts marked by the sweeps may be entered.
    marked: bool,
}

impl Living {
    pub(crate) fn new(pattern: &Pattern) -> Self {
        let (out, into, latest) = (Vec::new(), Vec::new(), Vec::new());
        Self { window: pattern.window, out, into, latest, cursor: Cursor::default(), first: 0, rows: 0 }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Forgets what is too old and learns a batch.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.out.resize_with(batch.accounts, Left::default);
        self.into.resize_with(batch.accounts, Arrived::default);
        self.latest.resize(batch.pairs, i64::MIN);
        let old = self.cursor.expired(batch.log, batch.start() - self.window - 1, batch.first);
        in_groups(self, old, Self::warm, |own, _, old| own.forget(old));
        self.first = batch.first as u32;
        self.rows = u32::try_from(batch.rows).unwrap_or(u32::MAX);
        in_groups(self, batch.real(), Self::warm, |own, row, entry| own.learn(row, entry));
    }

    /// Reads what belongs to the pairs and accounts of some payments that are learnt or forgotten.
    fn warm(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for (entry, own) in entries.zip(&mut ends) {
            *own = (entry.from as usize, entry.to as usize);
            sum ^= self.latest.get(entry.pair as usize).map_or(0, |time| time.unsigned_abs());
            sum ^= (self.out.get(own.0).map_or(0, |out| out.0.len())
                ^ self.into.get(own.1).map_or(0, |into| into.0.len())) as u64;
        }
        let last = |(from, to): &(usize, usize)| {
            let hop = self.out.get(*from).and_then(|out| out.0.back()).map_or(0, |hop| hop.number);
            hop ^ self.into.get(*to).and_then(|into| into.0.back()).map_or(0, |came| came.from)
        };
        ends.iter().map(last).fold(sum, |sum, read| sum ^ u64::from(read))
    }

    /// Reads where the searches of some closing payments begin: what came to the payer, what leaves the receiver.
    fn warm_search(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        let (mut ends, mut sum) = ([(0, 0); GROUP], 0);
        for (entry, own) in entries.zip(&mut ends) {
            *own = (entry.from as usize, entry.to as usize);
            sum ^= (self.into.get(own.0).map_or(0, |into| into.0.len())
                ^ self.out.get(own.1).map_or(0, |out| out.0.len())) as u64;
        }
        let last = |(from, to): &(usize, usize)| {
            let came = self.into.get(*from).and_then(|into| into.0.back()).map_or(0, |came| came.from);
            came ^ self.out.get(*to).and_then(|out| out.0.back()).map_or(0, |hop| hop.number)
        };
        ends.iter().map(last).fold(sum, |sum, read| sum ^ u64::from(read))
    }

    /// The row of the current batch that a hop is, if it is one.
    fn row_of(&self, hop: &Hop) -> Option<usize> {
        let row = hop.number.wrapping_sub(self.first);
        (row < self.rows).then_some(row as usize)
    }

    fn learn(&mut self, row: usize, entry: &Entry) {
        let Some(latest) = self.latest.get_mut(entry.pair as usize) else { return };
        let before = std::mem::replace(latest, entry.time);
        if let Some(hops) = self.out.get_mut(entry.from as usize) {
            let number = self.first.wrapping_add(row as u32);
            hops.0.push_back(Hop { time: entry.time, before, to: entry.to, number });
        }
        if let Some(came) = self.into.get_mut(entry.to as usize) {
            came.0.push_back(Came { time: entry.time, from: entry.from });
        }
    }

    fn forget(&mut self, old: &Entry) {
        if old.from == old.to {
            return;
        }
        if let Some(hops) = self.out.get_mut(old.from as usize) {
            hops.0.pop_front();
        }
        if let Some(came) = self.into.get_mut(old.to as usize) {
            came.0.pop_front();
        }
        if let Some(latest) = self.latest.get_mut(old.pair as usize)
            && *latest <= old.time
        {
            *latest = i64::MIN;
        }
    }
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
        let warm = |_: &Self, entries: &mut dyn Iterator<Item = &Entry>| living.warm_search(entries);
        in_groups(self, batch.real(), warm, |own, row, &Entry { time, from, to, .. }| {
            if !own.close(living, Closing { row, time, from, to }, &mut credit) {
                limited.push(row);
            }
        });
    }

    /// Counts the cycles a payment closes. False when the budget ran out.
    fn close(&mut self, living: &Living, closing: Closing, credit: &mut Credit<'_>) -> bool {
        let horizon = closing.time - self.pattern.window;
        let came = living.into.get(closing.from as usize);
        let nobody = came.is_none_or(|Arrived(came)| {
            let late = came.partition_point(|came| came.time < horizon);
            came.get(late).is_none_or(|came| came.time >= closing.time)
        });
        if nobody {
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
        self.enter(living, walk.closing.to, walk.closing.time - self.pattern.window - 1);
        let mut fine = true;
        while let Some(step) = self.path.last_mut() {
            let hop = living.out.get(step.account as usize).and_then(|hops| hops.0.get(step.next)).copied();
            let Some(hop) = hop.filter(|hop| fine && hop.time < walk.closing.time) else {
                if let Some(on_path) = self.on_path.get_mut(step.account as usize) {
                    *on_path = false;
                }
                self.path.pop();
                continue;
            };
            step.next += 1;
            let again = hop.before > step.arrival;
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
                && (!walk.marked || self.leads_back(hop.to, hop.time))
            {
                self.enter(living, hop.to, hop.time);
            }
        }
        fine
    }

    fn enter(&mut self, living: &Living, account: u32, arrival: i64) {
        let next = living.out.get(account as usize).map_or(0, |hops| hops.0.partition_point(|hop| hop.time <= arrival));
        self.path.push(Step { account, arrival, next });
        if let Some(on_path) = self.on_path.get_mut(account as usize) {
            *on_path = true;
        }
    }

    fn leads_back(&self, account: u32, arrival: i64) -> bool {
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
        let (mut deadline, mut to) = (closing.time, closing.from);
        for step in self.path.iter().rev() {
            let Some(Left(hops)) = living.out.get(step.account as usize) else { return };
            let mut latest = None;
            for hop in hops.iter().rev().take_while(|hop| hop.time > step.arrival) {
                let Some(row) = living.row_of(hop) else { break };
                if hop.to == to && hop.time < deadline {
                    latest = latest.or(Some(hop.time));
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
        let horizon = closing.time - self.pattern.window;
        self.queue.clear();
        self.reach(closing.to, horizon - 1);
        while let Some((arrival, account)) = self.queue.pop() {
            let arrival = -arrival;
            if account == closing.from || self.marks.get(account as usize)?.earliest < arrival {
                continue;
            }
            let Left(hops) = living.out.get(account as usize)?;
            let start = hops.partition_point(|hop| hop.time <= arrival);
            let end = hops.partition_point(|hop| hop.time < closing.time);
            *left = left.checked_sub(u32::try_from(end.saturating_sub(start)).ok()?)?;
            for place in start..end {
                let hop = hops.get(place).copied()?;
                if hop.before <= arrival {
                    self.reach(hop.to, hop.time);
                }
            }
        }
        if self.marks.get(closing.from as usize)?.reached != self.search {
            return Some(false);
        }
        self.queue.clear();
        self.return_from(closing.from, closing.time);
        while let Some((departure, account)) = self.queue.pop() {
            if account == closing.to || self.marks.get(account as usize)?.latest > departure {
                continue;
            }
            let Arrived(came) = living.into.get(account as usize)?;
            let start = came.partition_point(|came| came.time < horizon);
            let end = came.partition_point(|came| came.time < departure);
            *left = left.checked_sub(u32::try_from(end.saturating_sub(start)).ok()?)?;
            for place in start..end {
                let came = came.get(place).copied()?;
                let mark = self.marks.get(came.from as usize)?;
                if mark.reached == self.search && mark.earliest < came.time {
                    self.return_from(came.from, came.time);
                }
            }
        }
        Some(true)
    }

    fn reach(&mut self, account: u32, arrival: i64) {
        if let Some(mark) = self.marks.get_mut(account as usize)
            && (mark.reached != self.search || arrival < mark.earliest)
        {
            mark.reached = self.search;
            mark.earliest = arrival;
            self.queue.push((-arrival, account));
        }
    }

    fn return_from(&mut self, account: u32, departure: i64) {
        if let Some(mark) = self.marks.get_mut(account as usize)
            && (mark.returns != self.search || departure > mark.latest)
        {
            mark.returns = self.search;
            mark.latest = departure;
            self.queue.push((departure, account));
        }
    }
}
