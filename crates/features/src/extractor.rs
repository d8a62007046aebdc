//! The extractor: batches in, tables out. A batch is learnt by one unit per group of features, then searched by any number of seekers.

use std::sync::{Mutex, RwLock};

use crate::batch::{FeatureError, Transactions};
use crate::cycles::{Cycles, Living};
use crate::fan::{Fan, Stars};
use crate::log::{Batch, Log};
use crate::numbering::Numbering;
use crate::parameters::Parameters;
use crate::scatter::{Finder, ScatterGather};
use crate::statistics::{Describer, Share, copy, parts};
use crate::table::Table;
use crate::work::{Phase, work};

/// What learns a batch, with its own memory.
#[derive(Debug)]
enum Unit {
    Fan(Fan),
    Degree(Fan),
    ScatterGather(ScatterGather),
    Living(Living),
    Statistics(Describer),
    /// Not a feature: forgets the numbers of what the batch before made old.
    Numbering(Numbering),
}

/// What searches a batch after all units learnt it. Memory is used again for the next batch.
#[derive(Debug)]
struct Seeker {
    /// Place of its histogram in the order of columns. Those of one block add up.
    block: usize,
    kind: Kind,
    counts: Vec<u32>,
    limited: Vec<usize>,
}

#[derive(Debug)]
enum Kind {
    Fan(Stars),
    Degree(Stars),
    ScatterGather(Finder),
    Cycles(Cycles),
}

/// Keeps the living transactions and computes the features of each new batch.
///
/// The result depends on the parameters and on how the transactions were cut into batches, never on the number of threads. Memory is proportional to the
/// transactions within the longest window plus four bytes per account number.
#[derive(Debug)]
pub struct Extractor {
    parameters: Parameters,
    log: Log,
    /// Costliest first, so that workers end together; the numbering is the last.
    units: Vec<RwLock<Unit>>,
    seekers: Vec<Mutex<Seeker>>,
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
        let units = units(&parameters).into_iter().map(RwLock::new).collect();
        let seekers = seekers(&parameters).into_iter().map(Mutex::new).collect();
        Ok(Self { parameters, log: Log::default(), units, seekers, next: 0, since: i64::MIN, accounts: 0 })
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
        let (first, rows) = (self.next, batch.len());
        self.accounts = self.accounts.max((greatest as usize).saturating_add(1));
        let (mut accounts, mut pairs) = (0, 0);
        if let Some(numbering) = numbering(&mut self.units) {
            self.log.append(&batch, self.accounts, numbering);
            (accounts, pairs) = (numbering.accounts(), numbering.pairs());
        }
        self.next += rows as u64;
        self.since = last;
        let batch = Batch { log: &self.log, first, rows, accounts, pairs };
        table.values.resize_with(usize::from(self.parameters.statistics.is_some()), Vec::new);
        self.run(batch, &mut table.values);
        let oldest = self.units.iter_mut().filter_map(|unit| unit.get_mut().ok()?.oldest()).min();
        if let Some(numbering) = numbering(&mut self.units) {
            self.log.forget_before(oldest.unwrap_or(self.next), &mut numbering.gone);
        }
        self.gather(table);
        Ok(())
    }

    /// Lets every unit learn the batch and then every seeker search it, while descriptions are copied into columns.
    fn run(&self, batch: Batch<'_>, values: &mut [Vec<f64>]) {
        let threads = self.parameters.threads.max(1);
        let width = self.parameters.statistics.as_ref().map_or(0, Describer::width);
        let columns = values.first_mut().into_iter().flat_map(|values| parts(width, batch.rows, threads, values));
        let columns: Vec<_> = columns.map(Mutex::new).collect();
        // Only the worker that drew a number takes its lock for writing, so it never waits and is never poisoned.
        let learn = |piece: usize| {
            if let Some(Ok(mut unit)) = self.units.get(piece).map(RwLock::write) {
                unit.push(batch);
            }
        };
        let search = |piece: usize| match piece.checked_sub(self.seekers.len()) {
            None => {
                if let Some(Ok(mut seeker)) = self.seekers.get(piece).map(Mutex::lock) {
                    seeker.push(&self.units, batch);
                }
            }
            Some(piece) => {
                if let Some(Ok(mut part)) = columns.get(piece).map(Mutex::lock) {
                    let units: Vec<_> = self.units.iter().filter_map(|unit| unit.read().ok()).collect();
                    let shares: Vec<_> = units.iter().filter_map(|unit| unit.describer()).collect();
                    let (first, values) = &mut *part;
                    copy(&shares, batch.rows, (*first, values));
                }
            }
        };
        let pieces = self.seekers.len() + columns.len();
        work(threads, Phase { pieces: self.units.len(), work: &learn }, Phase { pieces, work: &search });
    }

    /// Puts the histograms into the fixed order of columns.
    fn gather(&mut self, table: &mut Table) {
        let mut seekers: Vec<_> = self.seekers.iter_mut().filter_map(|seeker| seeker.get_mut().ok()).collect();
        seekers.sort_by_key(|seeker| seeker.block);
        let (mut old, mut block) = (std::mem::take(&mut table.counts).into_iter(), None);
        for Seeker { block: own, counts, limited, .. } in seekers {
            table.limited.append(limited);
            match table.counts.last_mut().filter(|_| block == Some(*own)) {
                Some(sums) => sums.iter_mut().zip(counts).for_each(|(sum, part)| *sum = sum.saturating_add(*part)),
                // The table takes what was made and gives its old memory for the next batch.
                None => table.counts.push(std::mem::replace(counts, old.next().unwrap_or_default())),
            }
            block = Some(*own);
        }
        table.limited.sort_unstable();
        table.limited.dedup();
    }
}

/// The units these parameters ask for.
fn units(parameters: &Parameters) -> Vec<Unit> {
    let mut units = Vec::new();
    if let Some(statistics) = &parameters.statistics {
        let of = u32::try_from(parameters.threads.max(1)).unwrap_or(1);
        units.extend((0..of).map(|rest| Unit::Statistics(Describer::new(statistics.clone(), Share { rest, of }))));
    }
    units.extend(parameters.temporal_cycle.iter().map(|pattern| Unit::Living(Living::new(pattern))));
    units.extend(parameters.scatter_gather.iter().map(|pattern| Unit::ScatterGather(ScatterGather::new(pattern))));
    units.extend(parameters.fan.iter().map(|pattern| Unit::Fan(Fan::new(pattern.clone(), true))));
    units.extend(parameters.degree.iter().map(|pattern| Unit::Degree(Fan::new(pattern.clone(), false))));
    units.push(Unit::Numbering(Numbering::default()));
    units
}

/// The seekers these parameters ask for, costliest first.
fn seekers(parameters: &Parameters) -> Vec<Seeker> {
    let (parts, budget) = (parameters.threads.max(1), parameters.budget);
    let mut kinds = Vec::new();
    if let Some(pattern) = &parameters.temporal_cycle {
        let part = |part| Kind::Cycles(Cycles::new(pattern.clone(), budget.cycle_steps, part, parts));
        kinds.extend((0..parts).map(part).map(|kind| (5, kind)));
    }
    if let Some(pattern) = &parameters.scatter_gather {
        let part = |part| Kind::ScatterGather(Finder::new(pattern.clone(), budget.scatter_gather_steps, part, parts));
        kinds.extend((0..parts).map(part).map(|kind| (4, kind)));
    }
    for out in [false, true] {
        let stars = |pattern: &_| Stars::new(Clone::clone(pattern), out);
        kinds.extend(parameters.fan.iter().map(|pattern| (usize::from(out), Kind::Fan(stars(pattern)))));
        kinds.extend(parameters.degree.iter().map(|pattern| (2 + usize::from(out), Kind::Degree(stars(pattern)))));
    }
    let seeker = |(block, kind)| Seeker { block, kind, counts: Vec::new(), limited: Vec::new() };
    kinds.into_iter().map(seeker).collect()
}

/// The numbering among the units.
fn numbering(units: &mut [RwLock<Unit>]) -> Option<&mut Numbering> {
    match units.last_mut()?.get_mut().ok()? {
        Unit::Numbering(numbering) => Some(numbering),
        _ => None,
    }
}

impl Unit {
    fn push(&mut self, batch: Batch<'_>) {
        match self {
            Self::Fan(unit) | Self::Degree(unit) => unit.push(batch),
            Self::ScatterGather(unit) => unit.push(batch),
            Self::Living(unit) => unit.push(batch),
            Self::Statistics(unit) => unit.push(batch),
            Self::Numbering(unit) => unit.forget(),
        }
    }

    fn describer(&self) -> Option<&Describer> {
        match self {
            Self::Statistics(unit) => Some(unit),
            _ => None,
        }
    }

    fn oldest(&self) -> Option<u64> {
        match self {
            Self::Fan(unit) | Self::Degree(unit) => Some(unit.oldest()),
            Self::ScatterGather(unit) => Some(unit.oldest()),
            Self::Living(unit) => Some(unit.oldest()),
            Self::Statistics(unit) => Some(unit.oldest()),
            Self::Numbering(_) => None,
        }
    }
}

impl Seeker {
    /// Searches a batch in what its unit learnt.
    fn push(&mut self, units: &[RwLock<Unit>], batch: Batch<'_>) {
        let units: Vec<_> = units.iter().filter_map(|unit| unit.read().ok()).collect();
        let numbering = units.iter().find_map(|unit| match &**unit {
            Unit::Numbering(numbering) => Some(numbering),
            _ => None,
        });
        let Some(numbering) = numbering else { return };
        let (counts, limited) = (&mut self.counts, &mut self.limited);
        for unit in &units {
            match (&mut self.kind, &**unit) {
                (Kind::Fan(own), Unit::Fan(unit)) | (Kind::Degree(own), Unit::Degree(unit)) => {
                    own.push(unit, batch, counts);
                }
                (Kind::ScatterGather(own), Unit::ScatterGather(unit)) => {
                    own.push((unit, numbering), batch, counts, limited);
                }
                (Kind::Cycles(own), Unit::Living(unit)) => own.push(unit, batch, counts, limited),
                _ => {}
            }
        }
    }
}
