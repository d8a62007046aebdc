//! Statistics of the payments of an account: how many, with how many partners, and how amounts and times are spread.
//!
//! After a batch the four sides of each payment are described: what its payer sent and received, what its receiver sent and received. Held are the payments
//! not older than `W` before the end of the *previous* batch, so the window is `W` plus at most one batch: every row of a batch sees the same state.
//! Payments to oneself count here. Cost per payment: up to two insertions into and removals from [`crate::order::Order`]; per account of a batch one description.

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

/// Which accounts a worker looks after: those whose number leaves this rest. Descriptions of others are left out.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) rest: u32,
    pub(crate) of: u32,
}

impl Share {
    /// The place of an account among those of this share, if it is one.
    fn place(self, account: u32) -> Option<usize> {
        (account % self.of == self.rest).then_some((account / self.of) as usize)
    }
}

/// Living statistics of all accounts of a share.
#[derive(Debug)]
pub(crate) struct Describer {
    parameters: Statistics,
    share: Share,
    /// Outgoing and incoming side per account of the share.
    sides: Vec<[Side; 2]>,
    /// Per account of the share: the batch in which it was described last, and where that description starts.
    described: Vec<(u32, u32)>,
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

impl Describer {
    pub(crate) fn new(parameters: Statistics, share: Share) -> Self {
        Self {
            parameters,
            share,
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

    /// Learns a batch and describes its accounts; [`copy`] makes columns of that.
    pub(crate) fn push(&mut self, batch: Batch<'_>) {
        let own = batch.accounts.div_ceil(self.share.of.max(1) as usize);
        self.sides.resize_with(own, Default::default);
        self.described.resize(own, (0, 0));
        self.pairs.resize(batch.pairs, 0);
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
            self.described.fill((0, 0));
            self.batch = 1;
        }
        in_groups(self, batch.rows(), Self::warm, |own, _, entry| own.describe_ends(entry));
    }

    fn describe_ends(&mut self, entry: &Entry) {
        for (half, account) in [entry.from, entry.to].into_iter().enumerate() {
            let start = self.share.place(account).map_or(0, |place| self.describe(place));
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

    /// The description of the payer (0) or receiver (1) of a row, when the share has it.
    fn description(&self, half: usize, row: usize) -> Option<&[f64]> {
        let start = self.starts.get(half)?.get(row)?.checked_sub(1)? as usize;
        self.descriptions.get(start..start + 2 * Self::width(&self.parameters))
    }

    /// Reads what belongs to the accounts of some payments.
    fn warm(&self, entries: &mut dyn Iterator<Item = &Entry>) -> u64 {
        entries.fold(0, |sum, entry| {
            let ends = [entry.from, entry.to].into_iter().filter_map(|end| self.share.place(end));
            let read = ends.fold(0, |sum, place| {
                let described = self.described.get(place).map_or(0, |described| described.0);
                let oldest = |side: &Side| side.few.get(0).map_or(0, |[time, _]| *time as u32);
                sum ^ described ^ self.sides.get(place).map_or(0, |[out, into]| oldest(out) ^ oldest(into))
            });
            sum ^ u64::from(read ^ self.pairs.get(entry.pair as usize).copied().unwrap_or(0))
        })
    }

    /// Learns or forgets a payment.
    fn turn(&mut self, entry: &Entry, come: bool) {
        let ends = [self.share.place(entry.from), self.share.place(entry.to)];
        if ends == [None, None] {
            return;
        }
        let Some(living) = self.pairs.get_mut(entry.pair as usize) else { return };
        *living = if come { living.saturating_add(1) } else { living.saturating_sub(1) };
        let partner = u32::from(*living == u32::from(come));
        for (direction, place) in ends.into_iter().enumerate() {
            let sides = place.and_then(|place| self.sides.get_mut(place));
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
}

/// Rows that are copied together, so that their descriptions stay in the cache while all columns are written.
const BLOCK: usize = 32;

/// Makes room for the columns of the four sides, each of this width, one after the other, and cuts them into at most so many parts, each with the number of its first column.
pub(crate) fn parts(
    width: usize,
    rows: usize,
    parts: usize,
    values: &mut Vec<f64>,
) -> impl Iterator<Item = (usize, &mut [f64])> {
    let all = 4 * width;
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
