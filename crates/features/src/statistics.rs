//! Statistics of the payments of an account: how many, with how many partners, and how amounts and times are spread.
//!
//! After a batch the four sides of each payment are described: what its payer sent and received, what its receiver sent and received. Held are the payments
//! not older than `W` before the end of the *previous* batch, so the window is `W` plus at most one batch: every row of a batch sees the same state.
//! Payments to oneself count here. Cost per payment: two hash look-ups and two insertions into [`crate::order::Order`]; per account of a batch one description.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry as Place;

use crate::batch::{Row, Transactions};
use crate::fan::pair_key;
use crate::log::{Cursor, Entry, Log};
use crate::moments::Moments;
use crate::parameters::{Measure, Statistics};

/// One direction of one account.
#[derive(Debug, Default)]
struct Side {
    fan: u32,
    degree: u32,
    measures: Vec<Moments>,
}

/// Which accounts a worker looks after: those whose number leaves this rest. Descriptions of others are left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) rest: u32,
    pub(crate) of: u32,
}

impl Share {
    fn has(self, account: u32) -> bool {
        account % self.of == self.rest
    }
}

/// Living statistics of all accounts of a share.
#[derive(Debug)]
pub(crate) struct Describer {
    parameters: Statistics,
    share: Share,
    /// Account to place in `sides` plus one (outgoing, incoming); zero for accounts without living payments.
    places: Vec<[u32; 2]>,
    sides: Vec<Side>,
    free: Vec<u32>,
    pairs: HashMap<u64, u32>,
    cursor: Cursor,
    /// End of the previous batch, if any.
    previous: Option<i64>,
    described: HashMap<u32, u32>,
}

const OUT: usize = 0;
const IN: usize = 1;

impl Describer {
    pub(crate) fn new(parameters: Statistics, share: Share) -> Self {
        Self {
            parameters,
            share,
            places: Vec::new(),
            sides: Vec::new(),
            free: Vec::new(),
            pairs: HashMap::new(),
            cursor: Cursor::default(),
            previous: None,
            described: HashMap::new(),
        }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Values of one side (out then in) of one account.
    pub(crate) fn width(parameters: &Statistics) -> usize {
        3 + 8 * parameters.measures.len()
    }

    /// Columns of the four sides, one after the other; rows whose account is not in the share stay zero.
    pub(crate) fn push(&mut self, log: &Log, batch: &Transactions<'_>, first: u64, accounts: usize) -> Vec<f64> {
        self.places.resize(accounts, [0; 2]);
        if let Some(previous) = self.previous {
            while let Some(old) = self.cursor.expire(log, previous - self.parameters.window - 1, first) {
                self.forget(&old);
            }
        }
        for row in batch.rows() {
            self.learn(row);
        }
        self.previous = batch.time.last().copied().or(self.previous);
        let width = Self::width(&self.parameters);
        let mut values = vec![0.0; width.saturating_mul(4).saturating_mul(batch.len())];
        // Every account is described once per batch, into the first row where it stands; other rows copy that one.
        self.described.clear();
        let mut description = Vec::with_capacity(width * 2);
        let mut all: Vec<f64> = Vec::new();
        for row in batch.rows() {
            for (half, account) in [row.from, row.to].into_iter().enumerate() {
                if !self.share.has(account) {
                    continue;
                }
                let next = u32::try_from(all.len()).unwrap_or(u32::MAX);
                let start = *self.described.entry(account).or_insert(next);
                if start == next {
                    self.describe(account, &mut description);
                    all.append(&mut description);
                }
                let found = all.iter().skip(start as usize).take(width * 2);
                let target = values.iter_mut().skip(half * 2 * width * batch.len() + row.index).step_by(batch.len().max(1));
                target.zip(found).for_each(|(target, &value)| *target = value);
            }
        }
        values
    }

    fn learn(&mut self, row: Row) {
        let fresh = {
            let living = self.pairs.entry(pair_key(row.from, row.to)).or_insert(0);
            *living = living.saturating_add(1);
            *living == 1
        };
        let Row { from, to, time, amount, .. } = row;
        self.change(&Entry { time, amount, from, to }, true, fresh);
    }

    fn forget(&mut self, old: &Entry) {
        let mut last = false;
        if let Place::Occupied(mut living) = self.pairs.entry(pair_key(old.from, old.to)) {
            *living.get_mut() -= 1;
            last = *living.get() == 0;
            if last {
                living.remove();
            }
        }
        self.change(old, false, last);
    }

    fn change(&mut self, entry: &Entry, come: bool, partner: bool) {
        for (account, direction) in [(entry.from, OUT), (entry.to, IN)] {
            if !self.share.has(account) {
                continue;
            }
            let Some(place) = self.place(account, direction) else { continue };
            let Some(side) = self.sides.get_mut(place) else { continue };
            side.fan = if come { side.fan + u32::from(partner) } else { side.fan.saturating_sub(u32::from(partner)) };
            side.degree = if come { side.degree + 1 } else { side.degree.saturating_sub(1) };
            side.measures.resize_with(self.parameters.measures.len(), Moments::default);
            for (measure, moments) in self.parameters.measures.iter().zip(&mut side.measures) {
                let value = match measure {
                    Measure::Time => entry.time,
                    Measure::Amount => entry.amount,
                };
                if come { moments.insert(value) } else { moments.remove(value) }
            }
            if side.degree == 0
                && let Some(places) = self.places.get_mut(account as usize)
                && let Some(slot) = places.get_mut(direction)
            {
                self.free.push(*slot - 1);
                *slot = 0;
            }
        }
    }

    fn place(&mut self, account: u32, direction: usize) -> Option<usize> {
        let slot = self.places.get_mut(account as usize)?.get_mut(direction)?;
        if *slot == 0 {
            let place = self.free.pop().unwrap_or_else(|| {
                self.sides.push(Side::default());
                u32::try_from(self.sides.len() - 1).unwrap_or(u32::MAX)
            });
            *slot = place.checked_add(1)?;
        }
        Some(*slot as usize - 1)
    }

    fn describe(&mut self, account: u32, into: &mut Vec<f64>) {
        into.clear();
        let width = Self::width(&self.parameters);
        let slots = self.places.get(account as usize).copied().unwrap_or_default();
        for slot in slots {
            let side = (slot as usize).checked_sub(1).and_then(|place| self.sides.get_mut(place));
            let Some(side) = side else {
                into.resize(into.len() + width, 0.0);
                continue;
            };
            let (fan, degree) = (f64::from(side.fan), f64::from(side.degree));
            into.extend([fan, degree, degree / fan.max(1.0)]);
            side.measures.iter_mut().for_each(|moments| into.extend(moments.eight()));
        }
    }
}
