//! Fan-in, fan-out, degree-in, degree-out: how many partners or payments an account has within the window.
//!
//! For a payment at time `t` with window `W`, the pattern is the star of all payments to the receiver (or from the sender) with times in `(t − W, t]`;
//! its size is the number of distinct partners (fan) or of payments (degree). A star of size 2 or more counts once for each of its payments that stands in
//! the same batch: so with one row per batch a payment gets only its own star, with larger batches also the stars of later payments it belongs to.
//! Payments to oneself are no pattern. Cost per payment: two look-ups in a hash table and at most one step per bin.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry as Place;

use crate::batch::{Row, Transactions};
use crate::credit::Credit;
use crate::log::{Cursor, Log};
use crate::parameters::Pattern;

/// Living numbers of one kind of star for every account.
#[derive(Debug)]
pub(crate) struct Fan {
    pattern: Pattern,
    /// Living payments per pair, only kept for distinct partners.
    pairs: Option<HashMap<u64, u32>>,
    incoming: Vec<u32>,
    outgoing: Vec<u32>,
    cursor: Cursor,
    stars: Stars,
}

/// Both ends of a payment as one key.
pub(crate) fn pair_key(from: u32, to: u32) -> u64 {
    (u64::from(from) << 32) | u64::from(to)
}

fn change(sizes: &mut [u32], account: u32, up: bool) {
    if let Some(size) = sizes.get_mut(account as usize) {
        *size = if up { size.saturating_add(1) } else { size.saturating_sub(1) };
    }
}

impl Fan {
    /// `distinct` chooses fan (partners) over degree (payments).
    pub(crate) fn new(pattern: Pattern, distinct: bool) -> Self {
        let pairs = distinct.then(HashMap::new);
        Self {
            pattern,
            pairs,
            incoming: Vec::new(),
            outgoing: Vec::new(),
            cursor: Cursor::default(),
            stars: Stars::default(),
        }
    }

    fn learn(&mut self, from: u32, to: u32) {
        if let Some(pairs) = &mut self.pairs {
            let living = pairs.entry(pair_key(from, to)).or_insert(0);
            *living = living.saturating_add(1);
            if *living > 1 {
                return;
            }
        }
        change(&mut self.incoming, to, true);
        change(&mut self.outgoing, from, true);
    }

    fn forget(&mut self, from: u32, to: u32) {
        if let Some(pairs) = &mut self.pairs
            && let Place::Occupied(mut living) = pairs.entry(pair_key(from, to))
        {
            if *living.get() > 1 {
                *living.get_mut() -= 1;
                return;
            }
            living.remove();
        }
        change(&mut self.incoming, to, false);
        change(&mut self.outgoing, from, false);
    }

    /// The two histograms (in, out) of a batch whose first row has the running number `first`.
    pub(crate) fn push(&mut self, log: &Log, batch: &Transactions<'_>, first: u64, accounts: usize) -> [Vec<u32>; 2] {
        self.incoming.resize(accounts, 0);
        self.outgoing.resize(accounts, 0);
        let mut incoming = vec![0; batch.len()];
        let mut outgoing = vec![0; batch.len()];
        let rows: Vec<Row> = batch.rows().collect();
        let mut done = first;
        for moment in rows.chunk_by(|a, b| a.time == b.time) {
            let Some(time) = moment.first().map(|row| row.time) else { continue };
            while let Some(old) = self.cursor.expire(log, time - self.pattern.window, done) {
                if old.from != old.to {
                    self.forget(old.from, old.to);
                }
            }
            for row in moment.iter().filter(|row| row.from != row.to) {
                self.learn(row.from, row.to);
            }
            for row in moment.iter().filter(|row| row.from != row.to) {
                let sizes = (self.incoming.get(row.to as usize), self.outgoing.get(row.from as usize));
                if let (Some(into), Some(out), (Some(&i), Some(&o))) =
                    (incoming.get_mut(row.index), outgoing.get_mut(row.index), sizes)
                {
                    (*into, *out) = (i, o);
                }
            }
            done += moment.len() as u64;
        }
        let receiver = self.stars.credit(&rows, |row| row.to, &incoming, &self.pattern);
        let sender = self.stars.credit(&rows, |row| row.from, &outgoing, &self.pattern);
        [receiver, sender]
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }
}

/// Scratch for giving credit backwards through a batch: one running histogram per account that occurs.
#[derive(Debug, Default)]
struct Stars {
    /// Account to place in `running` plus one; zero between batches.
    places: Vec<u32>,
    running: Vec<Running>,
}

/// Stars of one account whose centre payment is later than the row being looked at: (time, bin), latest first.
#[derive(Debug, Default)]
struct Running {
    stars: std::collections::VecDeque<(i64, u8)>,
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

impl Stars {
    fn credit(&mut self, rows: &[Row], centre: fn(&Row) -> u32, sizes: &[u32], pattern: &Pattern) -> Vec<u32> {
        let mut credit = Credit::new(&pattern.bins, rows.len());
        let mut used = 0;
        let real = |row: &&Row| row.from != row.to;
        for moment in rows.chunk_by(|a, b| a.time == b.time).rev() {
            for row in moment.iter().filter(real) {
                let place = self.place(centre(row), &mut used);
                let size = sizes.get(row.index).copied().filter(|&size| size >= 2);
                let bin = size.and_then(|size| pattern.bins.bin(size)).and_then(|bin| u8::try_from(bin).ok());
                if let (Some(running), Some(bin)) = (self.running.get_mut(place), bin) {
                    running.add(row.time, bin, pattern.bins.edges().len());
                }
            }
            for row in moment.iter().filter(real) {
                let place = self.place(centre(row), &mut used);
                if let Some(running) = self.running.get_mut(place) {
                    running.outgrow(row.time, pattern.window);
                    running.give(&mut credit, row.index);
                }
            }
        }
        for row in rows {
            if let Some(place) = self.places.get_mut(centre(row) as usize) {
                *place = 0;
            }
        }
        credit.into_counts()
    }

    fn place(&mut self, account: u32, used: &mut usize) -> usize {
        if self.places.len() <= account as usize {
            self.places.resize(account as usize + 1, 0);
        }
        let Some(place) = self.places.get_mut(account as usize) else { return 0 };
        if *place == 0 {
            if self.running.len() == *used {
                self.running.push(Running::default());
            }
            if let Some(running) = self.running.get_mut(*used) {
                running.stars.clear();
            }
            *used += 1;
            *place = u32::try_from(*used).unwrap_or(0);
        }
        *place as usize - 1
    }
}
