//! The extractor: batches in, tables out, one independent worker per group of features.

use std::sync::Mutex;

use crate::batch::{FeatureError, Transactions};
use crate::cycles::Cycles;
use crate::fan::Fan;
use crate::log::Log;
use crate::parameters::Parameters;
use crate::scatter::ScatterGather;
use crate::statistics::{Describer, Share};
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

/// What a unit made of a batch.
#[derive(Debug, Default)]
struct Made {
    counts: Vec<Vec<u32>>,
    values: Vec<f64>,
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
    units: Vec<Mutex<Unit>>,
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
        let units = units.into_iter().map(Mutex::new).collect();
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
        let greatest = batch.check(self.since, self.parameters.account_limit)?;
        let Some(&last) = batch.time.last() else { return Ok(Table::default()) };
        let first = self.next;
        self.accounts = self.accounts.max((greatest as usize).saturating_add(1));
        self.log.append(&batch);
        self.next += batch.len() as u64;
        self.since = last;
        let made = self.work(&batch, first);
        let oldest = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()).map(|unit| unit.oldest()).min();
        self.log.forget_before(oldest.unwrap_or(self.next));
        Ok(self.gather(made, batch.len()))
    }

    /// Lets the workers take unit after unit. Results stay in the order of the units.
    fn work(&self, batch: &Transactions<'_>, first: u64) -> Vec<Made> {
        let made: Vec<Mutex<Made>> = self.units.iter().map(|_| Mutex::default()).collect();
        let next = std::sync::atomic::AtomicUsize::new(0);
        let work = || {
            loop {
                let at = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                let (Some(unit), Some(made)) = (self.units.get(at), made.get(at)) else { return };
                // A lock is only ever taken by the one worker that drew this number; it cannot be poisoned by another.
                if let (Ok(mut unit), Ok(mut made)) = (unit.lock(), made.lock()) {
                    *made = unit.push(&self.log, batch, first, self.accounts);
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
        made.into_iter().map(|made| made.into_inner().unwrap_or_default()).collect()
    }

    /// Puts the groups into the fixed order of columns and adds up parts.
    fn gather(&mut self, mut made: Vec<Made>, rows: usize) -> Table {
        let mut table = Table { rows, ..Table::default() };
        for kind in 0..5 {
            let mut blocks: Vec<Vec<u32>> = Vec::new();
            let mut values: Vec<f64> = Vec::new();
            for (unit, made) in self.units.iter_mut().zip(&mut made) {
                if unit.get_mut().map_or(5, |unit| unit.kind()) != kind {
                    continue;
                }
                table.limited.append(&mut made.limited);
                if blocks.is_empty() && values.is_empty() {
                    blocks = std::mem::take(&mut made.counts);
                    values = std::mem::take(&mut made.values);
                    continue;
                }
                let counts = blocks.iter_mut().flatten().zip(made.counts.iter().flatten());
                counts.for_each(|(sum, part)| *sum = sum.saturating_add(*part));
                values.iter_mut().zip(&made.values).for_each(|(sum, part)| *sum += part);
            }
            table.counts.append(&mut blocks);
            if !values.is_empty() {
                table.values.push(values);
            }
        }
        table.limited.sort_unstable();
        table.limited.dedup();
        table
    }
}

impl Unit {
    fn push(&mut self, log: &Log, batch: &Transactions<'_>, first: u64, accounts: usize) -> Made {
        let mut made = Made::default();
        match self {
            Self::Fan(fan) | Self::Degree(fan) => made.counts.extend(fan.push(log, batch, first, accounts)),
            Self::ScatterGather(unit) => {
                made.counts.push(unit.push(log, batch, first, accounts, &mut made.limited));
            }
            Self::Cycles(unit) => made.counts.push(unit.push(log, batch, first, accounts, &mut made.limited)),
            Self::Statistics(unit) => made.values = unit.push(log, batch, first, accounts),
        }
        made
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
