//! The extractor: batches in, tables out, one independent worker per group of features.

use std::sync::Mutex;

use crate::batch::{FeatureError, Transactions};
use crate::cycles::Cycles;
use crate::fan::Fan;
use crate::log::{Batch, Log};
use crate::parameters::Parameters;
use crate::scatter::ScatterGather;
use crate::statistics::{Describer, Share, assemble};
use crate::table::Table;

/// A group of features with its own memory. Parts of the same group add up.
#[derive(Debug)]
enum Unit {
    Fan(Fan),
    Degree(Fan),
    ScatterGather(ScatterGather),
    Cycles(Cycles),
    Statistics(Describer),
}

/// What a unit made of a batch. The memory is used again for the next one.
#[derive(Debug, Default)]
struct Made {
    counts: [Vec<u32>; 2],
    limited: Vec<usize>,
}

/// Keeps the living transactions and computes the features of each new batch.
///
/// The result depends on the parameters and on how the transactions were cut into batches, never on the number of threads. Memory is proportional to the
/// transactions within the longest window plus about 100 bytes per account number.
#[derive(Debug)]
pub struct Extractor {
    parameters: Parameters,
    log: Log,
    /// Costliest first, so that workers end together.
    units: Vec<Mutex<(Unit, Made)>>,
    next: u64,
    since: i64,
    accounts: usize,
}

impl Extractor {
    /// An empty extractor.
    ///
    /// # Errors
    /// [`FeatureError::Parameter`] when a window cannot be used.
    pub fn new(parameters: Parameters) -> Result<Self, FeatureError> {
        parameters.check()?;
        let mut units = Vec::new();
        let parts = parameters.threads.max(1);
        let budget = parameters.budget;
        if let Some(pattern) = &parameters.temporal_cycle {
            units.extend(
                (0..parts).map(|part| Unit::Cycles(Cycles::new(pattern.clone(), budget.cycle_steps, part, parts))),
            );
        }
        if let Some(statistics) = &parameters.statistics {
            let of = u32::try_from(parts).unwrap_or(1);
            units.extend((0..of).map(|rest| Unit::Statistics(Describer::new(statistics.clone(), Share { rest, of }))));
        }
        if let Some(pattern) = &parameters.scatter_gather {
            units.push(Unit::ScatterGather(ScatterGather::new(pattern.clone(), budget.scatter_gather_steps)));
        }
        units.extend(parameters.fan.iter().map(|pattern| Unit::Fan(Fan::new(pattern.clone(), true))));
        units.extend(parameters.degree.iter().map(|pattern| Unit::Degree(Fan::new(pattern.clone(), false))));
        let units = units.into_iter().map(|unit| Mutex::new((unit, Made::default()))).collect();
        Ok(Self { parameters, log: Log::default(), units, next: 0, since: i64::MIN, accounts: 0 })
    }

    /// The parameters it was made with.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Transactions still held.
    #[must_use]
    pub fn living(&self) -> usize {
        self.log.len()
    }

    /// Learns a batch and returns its features. Batches must follow each other in time.
    ///
    /// # Errors
    /// [`FeatureError`] with the first offending row; then nothing of the batch has been learnt.
    pub fn push(&mut self, batch: Transactions<'_>) -> Result<Table, FeatureError> {
        let mut table = Table::default();
        self.push_into(batch, &mut table)?;
        Ok(table)
    }

    /// Like [`Self::push`], into a table whose memory is used again: the faster way for many batches.
    ///
    /// # Errors
    /// As [`Self::push`]; then the table is as it was.
    pub fn push_into(&mut self, batch: Transactions<'_>, table: &mut Table) -> Result<(), FeatureError> {
        let greatest = batch.check(self.since, self.parameters.account_limit)?;
        table.rows = batch.len();
        table.limited.clear();
        let Some(&last) = batch.time.last() else { return Ok(()) };
        let first = self.next;
        self.accounts = self.accounts.max((greatest as usize).saturating_add(1));
        self.log.append(&batch);
        self.next += batch.len() as u64;
        self.since = last;
        self.work(Batch { log: &self.log, first, rows: batch.len(), accounts: self.accounts });
        let oldest = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()).map(|unit| unit.0.oldest()).min();
        self.log.forget_before(oldest.unwrap_or(self.next));
        self.gather(table);
        Ok(())
    }

    /// Lets the workers take unit after unit.
    fn work(&self, batch: Batch<'_>) {
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            while let Some(unit) = self.units.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                // Only the worker that drew this number takes the lock, so it never waits and is never poisoned.
                if let Ok(mut unit) = unit.lock() {
                    let (unit, made) = &mut *unit;
                    unit.push(batch, made);
                }
            }
        };
        if self.parameters.threads <= 1 {
            work();
        } else {
            std::thread::scope(|scope| {
                for _ in 1..self.parameters.threads {
                    scope.spawn(work);
                }
                work();
            });
        }
    }

    /// Puts the groups into the fixed order of columns and adds up parts.
    fn gather(&mut self, table: &mut Table) {
        let mut counts = std::mem::take(&mut table.counts).into_iter();
        for kind in 0..4 {
            let mut first = true;
            for unit in &mut self.units {
                let Ok((unit, made)) = unit.get_mut() else { continue };
                if unit.kind() != kind {
                    continue;
                }
                table.limited.append(&mut made.limited);
                let blocks = made.counts.iter_mut().take(unit.blocks());
                if first {
                    // The table takes what was made and gives its old memory for the next batch.
                    table
                        .counts
                        .extend(blocks.map(|block| std::mem::replace(block, counts.next().unwrap_or_default())));
                    first = false;
                    continue;
                }
                let sums = table.counts.iter_mut().rev().zip(blocks.rev());
                for (sum, part) in sums.flat_map(|(sum, part)| sum.iter_mut().zip(part.iter())) {
                    *sum = sum.saturating_add(*part);
                }
            }
        }
        let units: Vec<_> = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()).collect();
        let describers: Vec<&Describer> = units.iter().filter_map(|unit| unit.0.describer()).collect();
        if describers.is_empty() {
            table.values.clear();
        } else {
            table.values.resize_with(1, Vec::new);
            let threads = self.parameters.threads;
            table.values.iter_mut().for_each(|values| assemble(&describers, table.rows, threads, values));
        }
        table.limited.sort_unstable();
        table.limited.dedup();
    }
}

impl Unit {
    fn push(&mut self, batch: Batch<'_>, made: &mut Made) {
        let [one, two] = &mut made.counts;
        match self {
            Self::Fan(unit) | Self::Degree(unit) => unit.push(batch, one, two),
            Self::ScatterGather(unit) => unit.push(batch, one, &mut made.limited),
            Self::Cycles(unit) => unit.push(batch, one, &mut made.limited),
            Self::Statistics(unit) => unit.push(batch),
        }
    }

    fn describer(&self) -> Option<&Describer> {
        match self {
            Self::Statistics(unit) => Some(unit),
            _ => None,
        }
    }

    /// Blocks of counts it makes.
    fn blocks(&self) -> usize {
        match self {
            Self::Fan(_) | Self::Degree(_) => 2,
            Self::ScatterGather(_) | Self::Cycles(_) => 1,
            Self::Statistics(_) => 0,
        }
    }

    /// Place of the group in the order of columns.
    fn kind(&self) -> usize {
        match self {
            Self::Fan(_) => 0,
            Self::Degree(_) => 1,
            Self::ScatterGather(_) => 2,
            Self::Cycles(_) => 3,
            Self::Statistics(_) => 4,
        }
    }

    fn oldest(&self) -> u64 {
        match self {
            Self::Fan(unit) | Self::Degree(unit) => unit.oldest(),
            Self::ScatterGather(unit) => unit.oldest(),
            Self::Cycles(unit) => unit.oldest(),
            Self::Statistics(unit) => unit.oldest(),
        }
    }
}
