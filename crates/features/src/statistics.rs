//! Statistics of the payments of an account: how many, with how many partners, and how amounts and times are spread.
//!
//! After a batch the four sides of each payment are described: what its payer sent and received, what its receiver sent and received. Held are the payments
//! not older than `W` before the end of the *previous* batch, so the window is `W` plus at most one batch: every row of a batch sees the same state.
//! Payments to oneself count here. Cost per payment: up to two insertions into and removals from [`crate::order::Order`]; per account of a batch one description.

use crate::log::{Batch, Cursor, Entry, GROUP, in_groups};
use crate::moments::{Moments, eight_of_few};
use crate::parameters::{Measure, Statistics};

/// Payments of one direction of one account up to which they are kept as they are and described by a pass over them.
const FEW: usize = 24;

/// One direction of one account.
#[derive(Debug, Default)]
struct Side {
    fan: u32,
    degree: u32,
    /// Time and amount of the living payments, oldest first, while there are at most [`FEW`].
    few: Vec<[i64; 2]>,
    /// One per measure once there are more; kept until the side is empty again.
    many: Vec<Moments>,
}

fn value(measure: Measure, payment: [i64; 2]) -> i64 {
    let [time, amount] = payment;
    match measure {
        Measure::Time => time,
        Measure::Amount => amount,
    }
}

impl Side {
    fn come(&mut self, payment: [i64; 2], measures: &[Measure]) {
        self.degree = self.degree.saturating_add(1);
        if self.many.is_empty() {
            self.few.push(payment);
            if self.few.len() <= FEW {
                return;
            }
            self.many.resize_with(measures.len(), Moments::default);
            for payment in std::mem::take(&mut self.few) {
                self.spread(payment, measures, Moments::insert);
            }
        } else {
            self.spread(payment, measures, Moments::insert);
        }
    }

    /// Forgets the oldest payment, which the caller knows.
    fn go(&mut self, payment: [i64; 2], measures: &[Measure]) {
        self.degree = self.degree.saturating_sub(1);
        if !self.few.is_empty() {
            self.few.remove(0);
        } else if self.degree == 0 {
            self.many = Vec::new();
        } else {
            self.spread(payment, measures, Moments::remove);
        }
    }

    fn spread(&mut self, payment: [i64; 2], measures: &[Measure], change: fn(&mut Moments, i64)) {
        self.many.iter_mut().zip(measures).for_each(|(moments, &measure)| change(moments, value(measure, payment)));
    }

    fn describe(&mut self, measures: &[Measure], into: &mut Vec<f64>) {
        let (fan, degree) = (f64::from(self.fan), f64::from(self.degree));
        into.extend([fan, degree, degree / fan.max(1.0)]);
        if self.many.is_empty() {
            let mut values = [0; FEW];
            for &measure in measures {
                let place = values.iter_mut().zip(&self.few);
                place.for_each(|(place, &payment)| *place = value(measure, payment));
                into.extend(eight_of_few(values.get_mut(..self.few.len()).unwrap_or_default()));
            }
        } else {
            self.many.iter_mut().for_each(|moments| into.extend(moments.eight()));
        }
    }
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

/// What is looked up of an account.
#[derive(Debug, Clone, Copy, Default)]
struct Account {
    /// Place in `sides` plus one (outgoing, incoming); zero without living payments.
    places: [u32; 2],
    /// The batch in which it was described last, and where that description starts.
    described: (u32, u32),
}

/// Living statistics of all accounts of a share.
#[derive(Debug)]
pub(crate) struct Describer {
    parameters: Statistics,
    share: Share,
    accounts: Vec<Account>,
    sides: Vec<Side>,
    free: Vec<u32>,
    /// Living payments by pair number of the log.
    pairs: Vec<u32>,
    cursor: Cursor,
    /// End of the previous batch, if any.
    previous: Option<i64>,
    batch: u32,
    descriptions: Vec<f64>,
    /// For payer and receiver of each row where the description starts plus one; zero when another share has it.
    starts: [Vec<u32>; 2],
}

const OUT: usize = 0;
const IN: usize = 1;

impl Describer {
    pub(crate) fn new(parameters: Statistics, share: Share) -> Self {
        Self {
            parameters,
            share,
            accounts: Vec::new(),
            sides: Vec::new(),
            free: Vec::new(),
            pairs: Vec::new(),
            cursor: Cursor::default(),
            previous: None,
            batch: 0,
            descriptions: Vec::new(),
            starts: Default::default(),
        }
    }

    pub(crate) fn oldest(&self) -> u64 {
        self.cursor.oldest
    }

    /// Values of one side (out then in) of one account.
    pub(crate) fn width(parameters: &Statistics) -> usize {
        3 + 8 * parameters.measures.len()
    }

    /// Learns a batch and describes its accounts; [`copy`] makes columns of that.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        self.accounts.resize(batch.accounts, Account::default());
        self.pairs.resize(batch.log.pairs(), 0);
        if let Some(previous) = self.previous {
            let old = self.cursor.expired(batch.log, previous - self.parameters.window - 1, batch.first);
            in_groups(self, old, Self::warm, |own, _, old| own.turn(old, false));
        }
        in_groups(self, batch.rows(), Self::warm, |own, _, entry| own.turn(entry, true));
        self.previous = batch.rows().next_back().map(|(_, entry)| entry.time).or(self.previous);
        self.describe_all(batch);
    }

    fn describe_all(&mut self, batch: Batch<'_>) {
        self.descriptions.clear();
        self.starts.iter_mut().for_each(|starts| starts.clear());
        self.batch = self.batch.wrapping_add(1);
        if self.batch == 0 {
            self.accounts.iter_mut().for_each(|account| account.described = (0, 0));
            self.batch = 1;
        }
        in_groups(self, batch.rows(), Self::warm, |own, _, entry| own.describe_ends(entry));
    }

    fn describe_ends(&mut self, entry: &Entry) {
        for (half, account) in [entry.from, entry.to].into_iter().enumerate() {
            let mut start = 0;
            if self.share.has(account) {
                let known = self.accounts.get(account as usize).map(|account| account.described);
                start = known.filter(|known| known.0 == self.batch).map_or(0, |known| known.1);
                if start == 0 {
                    start = u32::try_from(self.descriptions.len() + 1).unwrap_or(0);
                    self.describe(account);
                    if let Some(account) = self.accounts.get_mut(account as usize) {
                        account.described = (self.batch, start);
                    }
                }
            }
            if let Some(starts) = self.starts.get_mut(half) {
                starts.push(start);
            }
        }
    }

    /// The description of the payer (0) or receiver (1) of a row, when the share has it.
    fn description(&self, half: usize, row: usize) -> Option<&[f64]> {
        let start = self.starts.get(half)?.get(row)?.checked_sub(1)? as usize;
        self.descriptions.get(start..start + 2 * Self::width(&self.parameters))
    }

    /// Reads what belongs to the accounts of some payments.
    fn warm(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        let (mut slots, mut sum) = ([0; 4 * GROUP], 0);
        for (entry, own) in entries.zip(slots.chunks_mut(4)) {
            let places = |end: u32| self.accounts.get(end as usize).filter(|_| self.share.has(end));
            let ends = [entry.from, entry.to].map(|end| places(end).map(|account| account.places).unwrap_or_default());
            own.iter_mut().zip(ends.into_iter().flatten()).for_each(|(own, slot)| *own = slot);
            sum ^= u64::from(self.pairs.get(entry.pair as usize).copied().unwrap_or(0));
        }
        let sides = || slots.iter().filter_map(|slot| self.sides.get((*slot as usize).checked_sub(1)?));
        sum ^= sides().fold(0, |sum, side| sum ^ u64::from(side.degree));
        sides().filter_map(|side| side.few.last()).fold(sum, |sum, [time, _]| sum ^ time.unsigned_abs())
    }

    /// Learns or forgets a payment.
    fn turn(&mut self, entry: &Entry, come: bool) {
        if !self.share.has(entry.from) && !self.share.has(entry.to) {
            return;
        }
        let Some(living) = self.pairs.get_mut(entry.pair as usize) else { return };
        *living = if come { living.saturating_add(1) } else { living.saturating_sub(1) };
        let partner = *living == u32::from(come);
        self.change(entry, come, partner);
    }

    fn change(&mut self, entry: &Entry, come: bool, partner: bool) {
        for (account, direction) in [(entry.from, OUT), (entry.to, IN)] {
            if !self.share.has(account) {
                continue;
            }
            let Some(place) = self.place(account, direction) else { continue };
            let Some(side) = self.sides.get_mut(place) else { continue };
            side.fan = if come { side.fan + u32::from(partner) } else { side.fan.saturating_sub(u32::from(partner)) };
            let payment = [entry.time, entry.amount];
            let measures = &self.parameters.measures;
            if come {
                side.come(payment, measures)
            } else {
                side.go(payment, measures)
            }
            if side.degree == 0
                && let Some(account) = self.accounts.get_mut(account as usize)
                && let Some(slot) = account.places.get_mut(direction)
            {
                self.free.push(*slot - 1);
                *slot = 0;
            }
        }
    }

    fn place(&mut self, account: u32, direction: usize) -> Option<usize> {
        let slot = self.accounts.get_mut(account as usize)?.places.get_mut(direction)?;
        if *slot == 0 {
            let place = self.free.pop().unwrap_or_else(|| {
                self.sides.push(Side::default());
                u32::try_from(self.sides.len() - 1).unwrap_or(u32::MAX)
            });
            *slot = place.checked_add(1)?;
        }
        Some(*slot as usize - 1)
    }

    fn describe(&mut self, account: u32) {
        let width = Self::width(&self.parameters);
        let slots = self.accounts.get(account as usize).map(|account| account.places).unwrap_or_default();
        for slot in slots {
            let side = (slot as usize).checked_sub(1).and_then(|place| self.sides.get_mut(place));
            match side {
                Some(side) => side.describe(&self.parameters.measures, &mut self.descriptions),
                None => self.descriptions.resize(self.descriptions.len() + width, 0.0),
            }
        }
    }
}

/// Rows that are copied together, so that their descriptions stay in the cache while all columns are written.
const BLOCK: usize = 32;

/// Makes room for the columns of the four sides, one after the other, and cuts them into at most so many parts, each with the number of its first column.
pub(crate) fn parts<'v>(
    first: &Describer,
    rows: usize,
    parts: usize,
    values: &'v mut Vec<f64>,
) -> impl Iterator<Item = (usize, &'v mut [f64])> {
    let all = 4 * Describer::width(&first.parameters);
    values.resize(all * rows, 0.0);
    let columns = all.div_ceil(parts.max(1));
    (0..).step_by(columns.max(1)).zip(values.chunks_mut((columns * rows).max(1)))
}

/// Writes some columns, the first of which has this number, from the descriptions of all shares.
pub(crate) fn copy(shares: &[&Describer], rows: usize, (first, part): (usize, &mut [f64])) {
    let both = shares.first().map_or(0, |share| 2 * Describer::width(&share.parameters));
    for from in (0..rows).step_by(BLOCK) {
        let until = (from + BLOCK).min(rows);
        let mut described: [[&[f64]; BLOCK]; 2] = [[&[]; BLOCK]; 2];
        for (half, own) in described.iter_mut().enumerate() {
            for (place, row) in own.iter_mut().zip(from..until) {
                *place = shares.iter().find_map(|share| share.description(half, row)).unwrap_or_default();
            }
        }
        for (column, target) in part.chunks_mut(rows.max(1)).enumerate() {
            let (half, at) = ((first + column) / both.max(1), (first + column) % both.max(1));
            let sources = described.get(half).map_or(&[][..], |own| own);
            for (target, source) in target.get_mut(from..until).unwrap_or_default().iter_mut().zip(sources) {
                *target = source.get(at).copied().unwrap_or(0.0);
            }
        }
    }
}
