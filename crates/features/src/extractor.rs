//! The extractor: batches in, tables out, one independent task per group of features.

use std::sync::{Mutex, RwLock};

use crate::batch::{FeatureError, Transactions};
use crate::cycles::{Cycles, Living};
use crate::fan::{Fan, Stars};
use crate::log::{Batch, Log};
use crate::numbering::Numbering;
use crate::parameters::Parameters;
use crate::scatter::{Finder, ScatterGather};
use crate::statistics::Describer;
use crate::table::Table;
use crate::work::share;

/// A group of features with its own memory: it learns a batch and then says what it saw in it.
#[derive(Debug)]
enum Group {
    /// Fan or degree, with the stars of receivers and of payers.
    Fan(Fan, [Stars; 2]),
    ScatterGather(ScatterGather, Finder),
    Cycles(Living, Cycles),
    Statistics(Describer),
    /// Not a feature: forgets the numbers of what the batch before made old.
    Forgetting,
}

/// A group and what it made of a batch. Memory is used again for the next one.
#[derive(Debug)]
struct Task {
    group: Group,
    /// Place of its histograms in the order of columns.
    block: usize,
    counts: [Vec<u32>; 2],
    values: Vec<f64>,
    limited: Vec<usize>,
}

/// Keeps the living transactions and computes the features of each new batch.
///
/// The result depends on the parameters and on how the transactions were cut into batches, never on the number of threads. Memory is proportional to the
/// transactions within the longest window plus four bytes per account number.
#[derive(Debug)]
pub struct Extractor {
    parameters: Parameters,
    log: Log,
    numbering: RwLock<Numbering>,
    /// Costliest first, so that workers end together. A worker mostly draws the same ones batch after batch, and finds its memory in its own cache.
    tasks: Vec<Mutex<Task>>,
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
        let tasks = tasks(&parameters).into_iter().map(Mutex::new).collect();
        let (log, numbering) = (Log::default(), RwLock::default());
        Ok(Self { parameters, log, numbering, tasks, next: 0, since: i64::MIN, accounts: 0 })
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
        if let Ok(numbering) = self.numbering.get_mut() {
            self.log.append(&batch, self.accounts, numbering);
            (accounts, pairs) = (numbering.accounts(), numbering.pairs());
        }
        self.next += rows as u64;
        self.since = last;
        table.values.resize_with(usize::from(self.parameters.statistics.is_some()), Vec::new);
        let batch = Batch { log: &self.log, first, rows, accounts, pairs };
        // Only the worker that drew this number takes the lock, so it never waits and is never poisoned.
        share(self.parameters.threads, self.tasks.len(), &|piece| {
            if let Some(Ok(mut task)) = self.tasks.get(piece).map(Mutex::lock) {
                task.push(batch, &self.numbering);
            }
        });
        let oldest = self.tasks.iter_mut().filter_map(|task| task.get_mut().ok()?.group.oldest()).min();
        if let Ok(numbering) = self.numbering.get_mut() {
            self.log.forget_before(oldest.unwrap_or(self.next), &mut numbering.gone);
        }
        self.gather(table);
        Ok(())
    }

    /// Puts what the tasks made into the fixed order of columns. The table takes it and gives its old memory for the next batch.
    fn gather(&mut self, table: &mut Table) {
        let mut tasks: Vec<_> = self.tasks.iter_mut().filter_map(|task| task.get_mut().ok()).collect();
        tasks.sort_by_key(|task| task.block);
        let mut old = std::mem::take(&mut table.counts).into_iter();
        for Task { group, counts, values, limited, .. } in tasks {
            table.limited.append(limited);
            let blocks = counts.iter_mut().take(group.blocks());
            table.counts.extend(blocks.map(|block| std::mem::replace(block, old.next().unwrap_or_default())));
            if let (Group::Statistics(_), Some(table)) = (group, table.values.first_mut()) {
                std::mem::swap(table, values);
            }
        }
        table.limited.sort_unstable();
        table.limited.dedup();
    }
}

/// The tasks these parameters ask for.
fn tasks(parameters: &Parameters) -> Vec<Task> {
    let budget = parameters.budget;
    let stars = |pattern: &_| [false, true].map(|out| Stars::new(Clone::clone(pattern), out));
    let fan = |pattern: &_, distinct| Group::Fan(Fan::new(Clone::clone(pattern), distinct), stars(pattern));
    let statistics =
        parameters.statistics.iter().map(|statistics| Group::Statistics(Describer::new(statistics.clone())));
    let cycles = parameters
        .temporal_cycle
        .iter()
        .map(|pattern| Group::Cycles(Living::new(pattern), Cycles::new(pattern.clone(), budget.cycle_steps)));
    let scatter_gather = parameters.scatter_gather.iter().map(|pattern| {
        Group::ScatterGather(ScatterGather::new(pattern), Finder::new(pattern.clone(), budget.scatter_gather_steps))
    });
    let groups = statistics.map(|group| (4, group)).chain(cycles.map(|group| (3, group)));
    let groups = groups.chain(scatter_gather.map(|group| (2, group)));
    let groups = groups.chain(parameters.fan.iter().map(|pattern| (0, fan(pattern, true))));
    let groups = groups.chain(parameters.degree.iter().map(|pattern| (1, fan(pattern, false))));
    let task =
        |(block, group)| Task { group, block, counts: Default::default(), values: Vec::new(), limited: Vec::new() };
    groups.chain([(5, Group::Forgetting)]).map(task).collect()
}

impl Task {
    fn push(&mut self, batch: Batch<'_>, numbering: &RwLock<Numbering>) {
        let [one, two] = &mut self.counts;
        match &mut self.group {
            Group::Fan(fan, [into, out]) => {
                fan.push(batch);
                into.push(fan, batch, one);
                out.push(fan, batch, two);
            }
            Group::ScatterGather(graph, finder) => {
                graph.push(batch);
                if let Ok(numbering) = numbering.read() {
                    finder.push((graph, &numbering), batch, one, &mut self.limited);
                }
            }
            Group::Cycles(living, cycles) => {
                living.push(batch);
                cycles.push(living, batch, one, &mut self.limited);
            }
            Group::Statistics(describer) => describer.push(batch, &mut self.values),
            // Waits while scatter-gather asks, which what is forgotten does not concern.
            Group::Forgetting => {
                if let Ok(mut numbering) = numbering.write() {
                    numbering.forget();
                }
            }
        }
    }
}

impl Group {
    /// Blocks of counts it makes.
    fn blocks(&self) -> usize {
        match self {
            Self::Fan(..) => 2,
            Self::ScatterGather(..) | Self::Cycles(..) => 1,
            Self::Statistics(_) | Self::Forgetting => 0,
        }
    }

    fn oldest(&self) -> Option<u64> {
        match self {
            Self::Fan(fan, _) => Some(fan.oldest()),
            Self::ScatterGather(graph, _) => Some(graph.oldest()),
            Self::Cycles(living, _) => Some(living.oldest()),
            Self::Statistics(describer) => Some(describer.oldest()),
            Self::Forgetting => None,
        }
    }
}
