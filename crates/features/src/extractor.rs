//! The extractor: batches in, tables out, one independent task per group of features.

use std::sync::Mutex;

use crate::batch::{FeatureError, Transactions};
use crate::groups::{Task, tasks};
use crate::log::{Cut, Log};
use crate::parameters::Parameters;
use crate::table::Table;
use crate::work::{Rounds, share};

/// Keeps the living transactions and computes the features of each new batch.
///
/// The result depends on the parameters and on how the transactions were cut into batches, never on the number of
/// threads. Memory is proportional to the transactions within the longest window plus four bytes per account number.
#[derive(Debug)]
pub struct Extractor {
    pub(crate) parameters: Parameters,
    pub(crate) log: Log,
    /// Costliest first, so that workers end together.
    pub(crate) tasks: Vec<Mutex<Task>>,
    /// Running number of the oldest transaction a group holds, and of the next one the log takes.
    pub(crate) oldest: u64,
    next: u64,
    pub(crate) since: i64,
}

/// A batch that was checked, and the greatest account number in it.
pub(crate) type Checked<'a> = (Transactions<'a>, u32);

/// All tasks, between rounds.
fn all(tasks: &mut [Mutex<Task>]) -> impl Iterator<Item = &mut Task> {
    tasks.iter_mut().filter_map(|task| task.get_mut().ok())
}

/// One batch for all groups.
struct Single<'a> {
    tasks: &'a [Mutex<Task>],
    log: &'a Log,
    now: &'a [Cut],
    begun: bool,
}

impl Rounds for Single<'_> {
    fn begin(&mut self) -> Option<usize> {
        (!std::mem::replace(&mut self.begun, true)).then_some(self.tasks.len())
    }

    fn work(&self, piece: usize) {
        let task = self.tasks.get(piece).and_then(|task| task.lock().ok());
        task.into_iter().for_each(|mut task| task.learn(self.log, self.now, 1));
    }

    fn meanwhile(&self) -> bool {
        false
    }
}

impl Extractor {
    /// An empty extractor.
    ///
    /// # Errors
    /// [`FeatureError::Parameter`] when a window cannot be used.
    pub fn new(parameters: Parameters) -> Result<Self, FeatureError> {
        parameters.check()?;
        let tasks = tasks(&parameters).into_iter().map(Mutex::new).collect();
        Ok(Self { parameters, log: Log::default(), tasks, oldest: 0, next: 0, since: i64::MIN })
    }

    /// The parameters it was made with.
    #[must_use]
    pub fn parameters(&self) -> &Parameters {
        &self.parameters
    }

    /// Transactions still held.
    #[must_use]
    pub fn living(&self) -> usize {
        usize::try_from(self.next - self.oldest).unwrap_or(usize::MAX)
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

    /// Like [`Self::push`], into a table whose memory is used again. With more than one thread [`Self::run`] is faster
    /// for many batches.
    ///
    /// # Errors
    /// As [`Self::push`]; then the table is as it was.
    pub fn push_into(&mut self, batch: Transactions<'_>, table: &mut Table) -> Result<(), FeatureError> {
        let greatest = batch.check(self.since, self.parameters.account_limit)?;
        let Some(&last) = batch.time.last() else {
            table.rows = 0;
            table.limited.clear();
            return Ok(());
        };
        self.since = last;
        all(&mut self.tasks).for_each(|task| task.number(&self.log, self.oldest, [(batch, greatest)]));
        let mut cuts = Vec::new();
        self.take_numbered(&mut cuts);
        share(self.parameters.threads, &mut Single { tasks: &self.tasks, log: &self.log, now: &cuts, begun: false });
        self.gather(0, batch.len(), table);
        self.leave_behind(1);
        Ok(())
    }

    /// Puts the transactions that were numbered into the log, and where each batch of them stands there behind `cuts`.
    pub(crate) fn take_numbered(&mut self, cuts: &mut Vec<Cut>) {
        let known = cuts.len();
        all(&mut self.tasks).for_each(|task| task.hand_over(&mut self.log, cuts));
        for cut in cuts.iter_mut().skip(known) {
            cut.first = self.next;
            self.next += cut.rows as u64;
        }
    }

    /// All groups have learnt the first so many batches, and what they made of them is not needed any more.
    pub(crate) fn leave_behind(&mut self, batches: usize) {
        all(&mut self.tasks).for_each(|task| task.leave_behind(batches));
        self.oldest = all(&mut self.tasks).filter_map(|task| task.oldest()).min().unwrap_or(self.next);
    }

    /// Puts what the tasks made of one of the batches into the fixed order of columns. The table takes it and gives its
    /// old memory for the next one.
    pub(crate) fn gather(&mut self, batch: usize, rows: usize, table: &mut Table) {
        table.rows = rows;
        table.limited.clear();
        table.values.resize_with(usize::from(self.parameters.statistics.is_some()), Vec::new);
        let mut tasks: Vec<_> = all(&mut self.tasks).collect();
        tasks.sort_by_key(|task| task.block);
        let mut old = std::mem::take(&mut table.counts).into_iter();
        for task in tasks {
            let (blocks, has_values) = (task.blocks(), task.has_values());
            let Some(made) = task.made.get_mut(batch) else { continue };
            table.limited.append(&mut made.limited);
            let blocks = made.counts.iter_mut().take(blocks);
            table.counts.extend(blocks.map(|block| std::mem::replace(block, old.next().unwrap_or_default())));
            if let Some(table) = table.values.first_mut().filter(|_| has_values) {
                std::mem::swap(table, &mut made.values);
            }
        }
        table.limited.sort_unstable();
        table.limited.dedup();
    }
}
