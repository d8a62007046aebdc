//! Statistics of the payments of an account: how many, with how many partners, and how amounts and times are spread.
//!
//! After a batch the four sides of each payment are described: what its payer sent and received, what its receiver sent
//! and received. Held are the payments not older than `W` before the end of the *previous* batch, so the window is `W`
//! plus at most one batch: every row of a batch sees the same state. Payments to oneself count here. Cost per payment:
//! up to two insertions into and removals from [`crate::order::Order`]; per account of a batch one description.

use crate::few::Queue;
use crate::log::{Batch, Cursor, Entry, in_groups};
use crate::moments::{Moments, eight_of_few};
use crate::parameters::{Measure, Statistics};

/// Payments of one direction of one account up to which they are kept as they are and described by a pass over them.
const FEW: usize = 24;

/// One direction of one account. It fills a line of the cache, where the payments of most accounts find room.
#[derive(Debug, Default)]
#[repr(align(64))]
struct Side {
    fan: u32,
    degree: u32,
    /// Time and amount of the living payments, oldest first, while there are at most [`FEW`].
    few: Queue<[i64; 2], 2>,
    /// One per measure once there are more; kept until the side is empty again.
    many: Option<Box<[Moments]>>,
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
        if self.many.is_some() {
            self.spread(payment, measures, Moments::insert);
        } else if self.few.len() < FEW {
            self.few.push_back(payment);
        } else {
            self.many = Some(measures.iter().map(|_| Moments::default()).collect());
            for payment in std::mem::take(&mut self.few).iter().copied().chain([payment]) {
                self.spread(payment, measures, Moments::insert);
            }
        }
    }

    /// Forgets the oldest payment, which the caller knows.
    fn go(&mut self, payment: [i64; 2], measures: &[Measure]) {
        self.degree = self.degree.saturating_sub(1);
        if self.many.is_none() {
            self.few.pop_front();
        } else if self.degree == 0 {
            self.many = None;
        } else {
            self.spread(payment, measures, Moments::remove);
        }
    }

    fn spread(&mut self, payment: [i64; 2], measures: &[Measure], change: fn(&mut Moments, i64)) {
        let many = self.many.iter_mut().flat_map(|many| many.iter_mut());
        many.zip(measures).for_each(|(moments, &measure)| change(moments, value(measure, payment)));
    }

    fn describe(&mut self, measures: &[Measure], into: &mut Vec<f64>) {
        let (fan, degree) = (f64::from(self.fan), f64::from(self.degree));
        into.extend([fan, degree, degree / fan.max(1.0)]);
        if let Some(many) = &mut self.many {
            return many.iter_mut().for_each(|moments| into.extend(moments.eight()));
        }
        let mut values = [0; FEW];
        for &measure in measures {
            let place = values.iter_mut().zip(self.few.iter());
            place.for_each(|(place, &payment)| *place = value(measure, payment));
            into.extend(eight_of_few(values.get_mut(..self.few.len()).unwrap_or_default()));
        }
    }
}

/// Rows that are copied together, so that their descriptions stay in the cache while all columns are written.
const BLOCK: usize = 32;

/// Living statistics of all accounts.
#[derive(Debug)]
pub(crate) struct Describer {
    parameters: Statistics,
    /// Outgoing and incoming side per account.
    sides: Vec<[Side; 2]>,
    /// Per account: the batch in which it was described last, and where that description starts.
    described: Vec<(u32, u32)>,
    /// Living payments by pair number of the log.
    pairs: Vec<u32>,
    cursor: Cursor,
    /// End of the previous batch, if any.
    previous: Option<i64>,
    batch: u32,
    descriptions: Vec<f64>,
    /// For payer and receiver of each row where the description starts plus one.
    starts: [Vec<u32>; 2],
}

impl Describer {
    pub(crate) fn new(parameters: Statistics) -> Self {
        Self {
            parameters,
            sides: Vec::new(),
            described: Vec::new(),
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

    /// Learns a batch and describes the four sides of each row, column by column.
    pub(crate) fn push(&mut self, batch: Batch<'_>, values: &mut Vec<f64>) {
        self.sides.resize_with(batch.accounts, Default::default);
        self.described.resize(batch.accounts, (0, 0));
        self.pairs.resize(batch.pairs, 0);
        if let Some(previous) = self.previous {
            let old = self.cursor.expired(batch.log, previous - self.parameters.window - 1, batch.first);
            in_groups(self, old, Self::warm, |own, _, old| own.turn(old, false));
        }
        in_groups(self, batch.rows(), Self::warm, |own, _, entry| own.turn(entry, true));
        self.previous = batch.rows().next_back().map(|(_, entry)| entry.time).or(self.previous);
        self.describe_all(batch);
        self.copy(batch.rows, values);
    }

    fn describe_all(&mut self, batch: Batch<'_>) {
        self.descriptions.clear();
        self.starts.iter_mut().for_each(|starts| starts.clear());
        self.batch = self.batch.wrapping_add(1);
        if self.batch == 0 {
            self.described.fill((0, 0));
            self.batch = 1;
        }
        in_groups(self, batch.rows(), Self::warm, |own, _, entry| own.describe_ends(entry));
    }

    fn describe_ends(&mut self, entry: &Entry) {
        for (half, account) in [entry.from, entry.to].into_iter().enumerate() {
            let start = self.describe(account as usize);
            if let Some(starts) = self.starts.get_mut(half) {
                starts.push(start);
            }
        }
    }

    /// Where the description of this batch starts, plus one; makes it when there is none.
    fn describe(&mut self, place: usize) -> u32 {
        let Some((described, sides)) = self.described.get_mut(place).zip(self.sides.get_mut(place)) else { return 0 };
        if described.0 != self.batch {
            *described = (self.batch, u32::try_from(self.descriptions.len() + 1).unwrap_or(0));
            sides.iter_mut().for_each(|side| side.describe(&self.parameters.measures, &mut self.descriptions));
        }
        described.1
    }

    /// The description of the payer (0) or receiver (1) of a row.
    fn description(&self, half: usize, row: usize) -> Option<&[f64]> {
        let start = self.starts.get(half)?.get(row)?.checked_sub(1)? as usize;
        self.descriptions.get(start..start + 2 * Self::width(&self.parameters))
    }

    /// Reads what belongs to the accounts of some payments.
    fn warm(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        entries.fold(0, |sum, entry| {
            let ends = [entry.from as usize, entry.to as usize];
            let read = ends.into_iter().fold(0, |sum, place| {
                let described = self.described.get(place).map_or(0, |described| described.0);
                let oldest = |side: &Side| side.few.get(0).map_or(0, |[time, _]| *time as u32);
                sum ^ described ^ self.sides.get(place).map_or(0, |[out, into]| oldest(out) ^ oldest(into))
            });
            sum ^ u64::from(read ^ self.pairs.get(entry.pair as usize).copied().unwrap_or(0))
        })
    }

    /// Learns or forgets a payment.
    fn turn(&mut self, entry: &Entry, come: bool) {
        let Some(living) = self.pairs.get_mut(entry.pair as usize) else { return };
        *living = if come { living.saturating_add(1) } else { living.saturating_sub(1) };
        let partner = u32::from(*living == u32::from(come));
        for (direction, place) in [entry.from, entry.to].into_iter().enumerate() {
            let sides = self.sides.get_mut(place as usize);
            let Some(side) = sides.and_then(|sides| sides.get_mut(direction)) else { continue };
            let payment = [entry.time, entry.amount];
            if come {
                side.fan += partner;
                side.come(payment, &self.parameters.measures);
            } else {
                side.fan = side.fan.saturating_sub(partner);
                side.go(payment, &self.parameters.measures);
            }
        }
    }
    /// Writes the columns of the four sides from the descriptions.
    fn copy(&self, rows: usize, values: &mut Vec<f64>) {
        let both = 2 * Self::width(&self.parameters);
        values.resize(2 * both * rows, 0.0);
        for from in (0..rows).step_by(BLOCK) {
            let until = (from + BLOCK).min(rows);
            for (half, part) in values.chunks_mut((both * rows).max(1)).enumerate() {
                let mut described: [&[f64]; BLOCK] = [&[]; BLOCK];
                for (place, row) in described.iter_mut().zip(from..until) {
                    *place = self.description(half, row).unwrap_or_default();
                }
                for (at, target) in part.chunks_mut(rows.max(1)).enumerate() {
                    for (target, source) in target.get_mut(from..until).unwrap_or_default().iter_mut().zip(&described) {
                        *target = source.get(at).copied().unwrap_or(0.0);
                    }
                }
            }
        }
    }
}
