//! The extractor: batches in, tables out, one independent worker per group of features.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::batch::{FeatureError, Transactions};
use crate::cycles::{Cycles, Living};
use crate::fan::Fan;
use crate::log::{Batch, Log};
use crate::parameters::Parameters;
use crate::scatter::ScatterGather;
use crate::statistics::{Describer, Share, copy, parts};
use crate::table::Table;

/// A group of features with its own memory. Parts of the same group add up.
#[derive(Debug)]
enum Unit {
    Fan(Fan),
    Degree(Fan),
    ScatterGather(ScatterGather),
    Living(Living),
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
    /// What learns a batch. Costliest first, so that workers end together.
    units: Vec<Mutex<(Unit, Made)>>,
    /// What searches a batch after it was learnt, one for each thread.
    searchers: Vec<Mutex<(Cycles, Made)>>,
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
        if let Some(statistics) = &parameters.statistics {
            let of = u32::try_from(parts).unwrap_or(1);
            units.extend((0..of).map(|rest| Unit::Statistics(Describer::new(statistics.clone(), Share { rest, of }))));
        }
        if let Some(pattern) = &parameters.scatter_gather {
            units.push(Unit::ScatterGather(ScatterGather::new(pattern.clone(), budget.scatter_gather_steps)));
        }
        units.extend(parameters.temporal_cycle.iter().map(|pattern| Unit::Living(Living::new(pattern))));
        units.extend(parameters.fan.iter().map(|pattern| Unit::Fan(Fan::new(pattern.clone(), true))));
        units.extend(parameters.degree.iter().map(|pattern| Unit::Degree(Fan::new(pattern.clone(), false))));
        let units = units.into_iter().map(|unit| Mutex::new((unit, Made::default()))).collect();
        let cycles = parameters.temporal_cycle.iter().flat_map(|pattern| {
            (0..parts).map(move |part| Cycles::new(pattern.clone(), budget.cycle_steps, part, parts))
        });
        let searchers = cycles.map(|cycles| Mutex::new((cycles, Made::default()))).collect();
        Ok(Self { searchers, parameters, log: Log::default(), units, next: 0, since: i64::MIN, accounts: 0 })
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
        self.log.append(&batch, self.accounts);
        self.next += batch.len() as u64;
        self.since = last;
        let batch = Batch { log: &self.log, first, rows: batch.len(), accounts: self.log.accounts() };
        learn(&self.units, batch, self.parameters.threads);
        table.values.resize_with(usize::from(self.parameters.statistics.is_some()), Vec::new);
        let units: Vec<_> = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()).collect();
        search(&units, &self.searchers, batch, (self.parameters.threads, &mut table.values));
        let oldest = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()).map(|unit| unit.0.oldest()).min();
        self.log.forget_before(oldest.unwrap_or(self.next));
        self.gather(table);
        Ok(())
    }

    /// Puts the groups into the fixed order of columns and adds up what the searchers found.
    fn gather(&mut self, table: &mut Table) {
        let mut old = std::mem::take(&mut table.counts).into_iter();
        for kind in 0..3 {
            let units = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok());
            for (unit, made) in units.filter(|(unit, _)| unit.kind() == Some(kind)) {
                table.limited.append(&mut made.limited);
                // The table takes what was made and gives its old memory for the next batch.
                let blocks = made.counts.iter_mut().take(unit.blocks());
                table.counts.extend(blocks.map(|block| std::mem::replace(block, old.next().unwrap_or_default())));
            }
        }
        let mut sums: Option<Vec<u32>> = None;
        for (_, made) in self.searchers.iter_mut().filter_map(|searcher| searcher.get_mut().ok()) {
            table.limited.append(&mut made.limited);
            let [counts, _] = &mut made.counts;
            match &mut sums {
                None => sums = Some(std::mem::replace(counts, old.next().unwrap_or_default())),
                Some(sums) => {
                    sums.iter_mut().zip(counts).for_each(|(sum, part)| *sum = sum.saturating_add(*part));
                }
            }
        }
        table.counts.extend(sums);
        table.limited.sort_unstable();
        table.limited.dedup();
    }
}

/// Lets so many threads take piece of work after piece of work until none is left.
fn share(threads: usize, pieces: usize, work: impl Fn(usize) + Sync) {
    let next = AtomicUsize::new(0);
    let take = || {
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return;
            }
            work(piece);
        }
    };
    if threads <= 1 {
        take();
    } else {
        std::thread::scope(|scope| {
            for _ in 1..threads {
                scope.spawn(take);
            }
            take();
        });
    }
}

/// Every unit learns the batch.
fn learn(units: &[Mutex<(Unit, Made)>], batch: Batch<'_>, threads: usize) {
    share(threads, units.len(), |piece| {
        // Only the worker that drew this number takes the lock, so it never waits and is never poisoned.
        if let Some(Ok(mut unit)) = units.get(piece).map(Mutex::lock) {
            let (unit, made) = &mut *unit;
            unit.push(batch, made);
        }
    });
}

/// Looks for cycles and copies descriptions into columns: both only read what was learnt.
fn search(
    units: &[&mut (Unit, Made)],
    searchers: &[Mutex<(Cycles, Made)>],
    batch: Batch<'_>,
    (threads, values): (usize, &mut [Vec<f64>]),
) {
    let describers: Vec<&Describer> = units.iter().filter_map(|unit| unit.0.describer()).collect();
    let living = units.iter().find_map(|unit| unit.0.living());
    let columns = values.first_mut().zip(describers.first());
    let columns = columns.into_iter().flat_map(|(values, first)| parts(first, batch.rows, threads, values));
    let columns: Vec<_> = columns.map(Mutex::new).collect();
    share(threads, searchers.len() + columns.len(), |piece| match piece.checked_sub(searchers.len()) {
        None => {
            if let (Some(living), Some(Ok(mut own))) = (living, searchers.get(piece).map(Mutex::lock)) {
                let (searcher, Made { counts: [counts, _], limited }) = &mut *own;
                searcher.push(living, batch, counts, limited);
            }
        }
        Some(piece) => {
            if let Some(Ok(mut part)) = columns.get(piece).map(Mutex::lock) {
                let (first, values) = &mut *part;
                copy(&describers, batch.rows, (*first, values));
            }
        }
    });
}

impl Unit {
    fn push(&mut self, batch: Batch<'_>, made: &mut Made) {
        let [one, two] = &mut made.counts;
        match self {
            Self::Fan(unit) | Self::Degree(unit) => unit.push(batch, one, two),
            Self::ScatterGather(unit) => unit.push(batch, one, &mut made.limited),
            Self::Living(unit) => unit.push(batch),
            Self::Statistics(unit) => unit.push(batch),
        }
    }

    fn describer(&self) -> Option<&Describer> {
        match self {
            Self::Statistics(unit) => Some(unit),
            _ => None,
        }
    }

    fn living(&self) -> Option<&Living> {
        match self {
            Self::Living(unit) => Some(unit),
            _ => None,
        }
    }

    /// Blocks of counts it makes.
    fn blocks(&self) -> usize {
        match self {
            Self::Fan(_) | Self::Degree(_) => 2,
            Self::ScatterGather(_) => 1,
            Self::Living(_) | Self::Statistics(_) => 0,
        }
    }

    /// Place of its counts in the order of columns, if it makes any. Those of cycles come after all.
    fn kind(&self) -> Option<usize> {
        match self {
            Self::Fan(_) => Some(0),
            Self::Degree(_) => Some(1),
            Self::ScatterGather(_) => Some(2),
            Self::Living(_) | Self::Statistics(_) => None,
        }
    }

    fn oldest(&self) -> u64 {
        match self {
            Self::Fan(unit) | Self::Degree(unit) => unit.oldest(),
            Self::ScatterGather(unit) => unit.oldest(),
            Self::Living(unit) => unit.oldest(),
            Self::Statistics(unit) => unit.oldest(),
        }
    }
}
