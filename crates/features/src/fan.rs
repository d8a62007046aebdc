//! Fan-in, fan-out, degree-in, degree-out: how many partners or payments an account has within the window.
//!
//! For a payment at time `t` with window `W`, the pattern is the star of all payments to the receiver (or from the
//! sender) with times in `(t − W, t]`; its size is the number of distinct partners (fan) or of payments (degree). A
//! star of size 2 or more counts once for each of its payments that stands in the same batch: so with one row per batch
//! a payment gets only its own star, with larger batches also the stars of later payments it belongs to. Payments to
//! oneself are no pattern. Cost per payment: a few array accesses and at most one step per bin.

use std::collections::VecDeque;

use crate::credit::Credit;
use crate::log::{Batch, Cursor, Entry};
use crate::parameters::Pattern;

/// Living numbers of one kind of star for every account.
#[derive(Debug)]
pub(crate) struct Fan {
    pattern: Pattern,
    distinct: bool,
    /// Living payments per pair number.
    pairs: Vec<u32>,
    incoming: Vec<u32>,
    outgoing: Vec<u32>,
    cursor: Cursor,
    /// Sizes of the stars of the batch's receivers and of its payers, row by row.
    sizes: [Vec<u32>; 2],
}

#[inline]
fn change(sizes: &mut [u32], account: u32, up: bool) {
    if let Some(size) = sizes.get_mut(account as usize) {
        *size = if up { size.saturating_add(1) } else { size.saturating_sub(1) };
    }
}

impl Fan {
    /// `distinct` chooses fan (partners) over degree (payments).
    pub(crate) fn new(pattern: Pattern, distinct: bool) -> Self {
        let (pairs, incoming, outgoing) = (Vec::new(), Vec::new(), Vec::new());
        Self { pattern, distinct, pairs, incoming, outgoing, cursor: Cursor::default(), sizes: Default::default() }
    }

    /// Learns or forgets a payment.
    fn turn(&mut self, entry: &Entry, come: bool) {
        if entry.from == entry.to {
            return;
        }
        if self.distinct {
            change(&mut self.pairs, entry.pair, come);
            if self.pairs.get(entry.pair as usize) != Some(&u32::from(come)) {
                return;
            }
        }
        change(&mut self.incoming, entry.to, come);
        change(&mut self.outgoing, entry.from, come);
    }

    /// Reads what belongs to the pairs and accounts of a batch and of the payments that leave with it, side by side.
    fn warm(&self, batch: Batch<'_>) -> u32 {
        let last = batch.rows().next_back().map_or(0, |(_, entry)| entry.time);
        let old = { self.cursor }.expired(batch.log, last - self.pattern.window, batch.first);
        let read = |(_, entry): (usize, &Entry)| {
            let own = |cells: &[u32], place: u32| cells.get(place as usize).copied().unwrap_or(0);
            own(&self.pairs, entry.pair) ^ own(&self.incoming, entry.to) ^ own(&self.outgoing, entry.from)
        };
        batch.rows().chain(old).map(read).fold(0, |sum, read| sum ^ read)
    }

    /// Learns a batch; [`Stars`] make histograms of it.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.incoming.resize(batch.accounts, 0);
        self.outgoing.resize(batch.accounts, 0);
        self.pairs.resize(batch.pairs, 0);
        self.sizes.iter_mut().for_each(|sizes| sizes.clear());
        std::hint::black_box(self.warm(batch));
        let mut rows = batch.rows();
        while let Some((start, first)) = rows.clone().next() {
            while let Some(old) =
                self.cursor.expire(batch.log, first.time - self.pattern.window, batch.first + start as u64)
            {
                self.turn(&old, false);
            }
            let moment = rows.clone().take_while(|(_, entry)| entry.time == first.time);
            moment.clone().for_each(|(_, entry)| self.turn(entry, true));
            for (_, entry) in moment {
                rows.next();
                let [into, out] = &mut self.sizes;
                into.push(self.incoming.get(entry.to as usize).copied().unwrap_or(0));
                out.push(self.outgoing.get(entry.from as usize).copied().unwrap_or(0));
            }
        }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }
}

/// Gives credit backwards through a batch for the stars of one side: one running histogram per account that occurs more
/// than once.
#[derive(Debug)]
pub(crate) struct Stars {
    pattern: Pattern,
    /// Which end is the centre: 0 for payments of payers, 1 for payments to receivers.
    centre: usize,
    /// Of each member of the batch: how it occurs, [`ALONE`] or its place in `running` plus two.
    places: Vec<u32>,
    running: Vec<Running>,
    /// Rows whose centre occurs more than once.
    several: Vec<usize>,
}

/// Stars of one account whose centre payment is later than the row being looked at: (time, bin), latest first.
#[derive(Debug, Default)]
struct Running {
    stars: VecDeque<(i64, u8)>,
    /// The same as a histogram once there are more than a few.
    counts: Vec<u32>,
}

const FEW: usize = 12;

impl Running {
    fn add(&mut self, time: i64, bin: u8, bins: usize) {
        self.stars.push_back((time, bin));
        if self.stars.len() == FEW {
            self.counts.clear();
            self.counts.resize(bins, 0);
            for &(_, bin) in &self.stars {
                shift(&mut self.counts, bin, true);
            }
        } else if self.stars.len() > FEW {
            shift(&mut self.counts, bin, true);
        }
    }

    /// Removes stars that a payment at `time` is too old to belong to.
    fn outgrow(&mut self, time: i64, window: i64) {
        while let Some((_, bin)) = self.stars.front().copied().filter(|&(star, _)| star - window >= time) {
            if self.stars.len() >= FEW {
                shift(&mut self.counts, bin, false);
            }
            self.stars.pop_front();
        }
    }

    fn give(&self, credit: &mut Credit<'_>, row: usize) {
        if self.stars.len() < FEW {
            self.stars.iter().for_each(|&(_, bin)| credit.add_bin(row, usize::from(bin), 1));
        } else {
            for (bin, &times) in self.counts.iter().enumerate().filter(|&(_, &times)| times > 0) {
                credit.add_bin(row, bin, times);
            }
        }
    }
}

fn shift(counts: &mut [u32], bin: u8, up: bool) {
    change(counts, u32::from(bin), up);
}

/// What `places` says of an account with one payment in the batch; greater numbers are places in `running` plus two.
const ALONE: u32 = 1;

impl Stars {
    pub(crate) fn new(pattern: Pattern, out: bool) -> Self {
        let (places, running, several) = (Vec::new(), Vec::new(), Vec::new());
        Self { pattern, centre: usize::from(!out), places, running, several }
    }

    /// The histogram of a batch that was learnt.
    pub(crate) fn push(&mut self, fan: &Fan, batch: Batch<'_>, counts: &mut Vec<u32>) {
        let [into, out] = &fan.sizes;
        let sizes = if self.centre == 0 { out } else { into };
        let pattern = self.pattern.clone();
        let mut credit = Credit::new(&pattern.bins, batch.rows, counts);
        self.find_places(batch);
        self.several.clear();
        let bin_of = |row: usize| {
            let size = sizes.get(row).copied().filter(|&size| size >= 2)?;
            pattern.bins.bin(size)
        };
        for (row, ends) in batch.members.ends.iter().enumerate().filter(|(_, [payer, receiver])| payer != receiver) {
            if ends.get(self.centre).and_then(|member| self.places.get(*member as usize)) != Some(&ALONE) {
                self.several.push(row);
            } else if let Some(bin) = bin_of(row) {
                // Its own star is all that a payment alone stands in.
                credit.add_bin(row, bin, 1);
            }
        }
        let mut rest = std::mem::take(&mut self.several);
        while let Some(time) = rest.last().and_then(|row| batch.get(*row)).map(|entry| entry.time) {
            let earlier = rest.iter().rposition(|row| batch.get(*row).is_none_or(|entry| entry.time != time));
            let moment = earlier.map_or(0, |place| place + 1);
            for &row in rest.iter().skip(moment) {
                let bin = bin_of(row).and_then(|bin| u8::try_from(bin).ok());
                if let Some((bin, running)) = bin.zip(self.running_of(row, batch)) {
                    running.add(time, bin, pattern.bins.edges().len());
                }
            }
            for row in rest.drain(moment..) {
                if let Some(running) = self.running_of(row, batch) {
                    running.outgrow(time, pattern.window);
                    running.give(&mut credit, row);
                }
            }
        }
        self.several = rest;
    }

    /// Gives every account with more than one payment in the batch a running histogram.
    fn find_places(&mut self, batch: Batch<'_>) {
        self.places.clear();
        self.places.resize(batch.members.accounts.len(), 0);
        let mut used = 0;
        for ends in batch.members.ends.iter().filter(|[payer, receiver]| payer != receiver) {
            let member = ends.get(self.centre).copied().unwrap_or(0);
            let Some(place) = self.places.get_mut(member as usize) else { continue };
            if *place == ALONE {
                *place = u32::try_from(used + 2).unwrap_or(ALONE);
                match self.running.get_mut(used) {
                    Some(running) => running.stars.clear(),
                    None => self.running.push(Running::default()),
                }
                used += 1;
            } else if *place == 0 {
                *place = ALONE;
            }
        }
    }

    /// The running histogram of the centre of a row, unless it is alone in the batch.
    fn running_of(&mut self, row: usize, batch: Batch<'_>) -> Option<&mut Running> {
        let member = batch.members.ends.get(row)?.get(self.centre)?;
        let place = self.places.get(*member as usize)?.checked_sub(ALONE + 1)?;
        self.running.get_mut(place as usize)
    }
}
