//! Statistics of the payments of an account: how many, with how many partners, and how amounts and times are spread.
//!
//! After a batch the four sides of each payment are described: what its payer sent and received, what its receiver sent
//! and received. Held are the payments not older than `W` before the end of the *previous* batch, so the window is `W`
//! plus at most one batch: every row of a batch sees the same state. Payments to oneself count here. Cost per payment:
//! up to two insertions into and removals from [`crate::order::Order`]; per account of a batch one description.

use crate::log::{Batch, Cursor, Entry, GROUP, Numbered, in_groups};
use crate::parameters::Statistics;
use crate::side::Sides;

/// Rows that are copied together, so that their descriptions stay in the cache while all columns are written.
const BLOCK: usize = 32;

/// Columns that are copied together.
const LANE: usize = 8;

/// Living statistics of all accounts.
#[derive(Debug)]
pub(crate) struct Describer {
    parameters: Statistics,
    sides: Sides,
    /// Living payments by pair number of the log.
    pairs: Vec<u32>,
    cursor: Cursor,
    /// End of the previous batch, if any.
    previous: Option<i64>,
    /// Of the members of the batch, each as many numbers as [`Describer::stride`] says.
    descriptions: Vec<f64>,
}

impl Describer {
    pub(crate) fn new(parameters: Statistics) -> Self {
        Self {
            sides: Sides::new(parameters.measures.clone()),
            parameters,
            pairs: Vec::new(),
            cursor: Cursor::default(),
            previous: None,
            descriptions: Vec::new(),
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
        self.pairs.resize(batch.pairs, 0);
        if let Some(previous) = self.previous {
            let old = self.cursor.expired(batch.log, previous - self.parameters.window - 1, batch.first);
            in_groups(self, old, Self::warm_turn, |own, _, old| own.turn(old, false));
        }
        let latest = batch.rows().next_back().map_or(0, |(_, entry)| entry.time);
        let oldest = batch.log.get(self.cursor.oldest).map_or(latest, |entry| entry.time);
        self.sides.fit(batch.accounts, oldest, latest);
        in_groups(self, batch.rows(), Self::warm_turn, |own, _, entry| own.turn(entry, true));
        self.previous = Some(latest);
        self.describe_all(batch);
        self.copy(batch, values);
    }

    /// Numbers from the description of one member to that of the next: whole [`LANE`]s.
    fn stride(&self) -> usize {
        (2 * Self::width(&self.parameters)).next_multiple_of(LANE)
    }

    fn describe_all(&mut self, batch: Batch<'_>) {
        let (members, stride) = (&batch.members.accounts, self.stride());
        self.descriptions.resize(members.len() * stride, 0.0);
        for (group, into) in members.chunks(GROUP).zip(self.descriptions.chunks_mut(GROUP * stride)) {
            std::hint::black_box(Self::warm(&self.sides, group));
            for (&account, into) in group.iter().zip(into.chunks_mut(stride)) {
                self.sides.describe(account, into);
            }
        }
    }

    /// Reads what belongs to some accounts that are described.
    fn warm(sides: &Sides, accounts: &[u32]) -> u32 {
        let mut more = [[0; 2]; GROUP];
        accounts.iter().zip(&mut more).for_each(|(account, own)| *own = sides.warm(*account));
        more.as_flattened().iter().fold(0, |sum, place| sum ^ sides.warm_more(*place))
    }

    /// Reads what belongs to some payments that come or go.
    fn warm_turn(&self, group: &[Numbered<'_>]) -> u64 {
        let (mut more, mut sum) = ([[0; 2]; GROUP], 0);
        for ((_, entry), own) in group.iter().zip(&mut more) {
            let ([out, _], [_, into]) = (self.sides.warm(entry.from), self.sides.warm(entry.to));
            *own = [out, into];
            sum ^= self.pairs.get(entry.pair as usize).copied().unwrap_or(0);
        }
        u64::from(more.as_flattened().iter().fold(sum, |sum, place| sum ^ self.sides.warm_more(*place)))
    }

    /// Learns or forgets a payment.
    fn turn(&mut self, entry: &Entry, come: bool) {
        let Some(living) = self.pairs.get_mut(entry.pair as usize) else { return };
        *living = if come { living.saturating_add(1) } else { living.saturating_sub(1) };
        let partner = u32::from(*living == u32::from(come));
        let payment = [entry.time, entry.amount];
        for (direction, account) in [entry.from, entry.to].into_iter().enumerate() {
            if come {
                self.sides.come(account, direction, payment, partner);
            } else {
                self.sides.go(account, direction, payment, partner);
            }
        }
    }

    /// Writes the columns of the four sides from the descriptions.
    fn copy(&self, batch: Batch<'_>, values: &mut Vec<f64>) {
        let (rows, both, stride) = (batch.rows, 2 * Self::width(&self.parameters), self.stride());
        values.resize(2 * both * rows, 0.0);
        for (block, ends) in batch.members.ends.chunks(BLOCK).enumerate() {
            let (from, until) = (block * BLOCK, block * BLOCK + ends.len());
            for (half, part) in values.chunks_mut((both * rows).max(1)).enumerate() {
                for (lane, columns) in part.chunks_mut(LANE * rows).enumerate() {
                    let nothing = [0.0; LANE];
                    let mut described = [&nothing; BLOCK];
                    for (place, ends) in described.iter_mut().zip(ends) {
                        let start = ends.get(half).map_or(0, |member| *member as usize * stride + lane * LANE);
                        let numbers = self.descriptions.get(start..).and_then(|rest| rest.first_chunk());
                        *place = numbers.unwrap_or(&nothing);
                    }
                    for (at, column) in columns.chunks_mut(rows.max(1)).take(LANE).enumerate() {
                        let column = column.get_mut(from..until).unwrap_or_default();
                        for (target, source) in column.iter_mut().zip(&described) {
                            *target = source.get(at).copied().unwrap_or(0.0);
                        }
                    }
                }
            }
        }
    }
}
