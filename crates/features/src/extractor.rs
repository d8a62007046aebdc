//! The extractor: batches in, tables out, one independent task per group of features.

use std::sync::Mutex;

use crate::batch::{FeatureError, Transactions};
use crate::groups::{Task, tasks};
use crate::log::{Cut, Entry, Log};
use crate::parameters::Parameters;
use crate::table::Table;
use crate::work::share;

/// Keeps the living transactions and computes the features of each new batch.
///
/// The result depends on the parameters and on how the transactions were cut into batches, never on the number of
/// threads. Memory is proportional to the transactions within the longest window plus four bytes per account number.
#[derive(Debug)]
pub struct Extractor {
    pub(crate) parameters: Parameters,
    log: Log,
    /// Costliest first, so that workers end together.
    tasks: Vec<Mutex<Task>>,
    /// Transactions that were numbered, before the log takes them.
    entries: Vec<Entry>,
    next: u64,
    pub(crate) since: i64,
    pub(crate) accounts: usize,
}

/// A batch that was checked, and so many account numbers there are up to it.
pub(crate) type Checked<'a> = (Transactions<'a>, usize);

/// What else is to be done while the groups are at work.
pub(crate) type Beside<'a> = &'a (dyn Fn() + Sync);

impl Extractor {
    /// An empty extractor.
    ///
    /// # Errors
    /// [`FeatureError::Parameter`] when a window cannot be used.
    pub fn new(parameters: Parameters) -> Result<Self, FeatureError> {
        parameters.check()?;
        let tasks = tasks(&parameters).into_iter().map(Mutex::new).collect();
        let (log, entries) = (Log::default(), Vec::new());
        Ok(Self { parameters, log, tasks, entries, next: 0, since: i64::MIN, accounts: 0 })
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
        self.accounts = self.accounts.max((greatest as usize).saturating_add(1));
        self.since = last;
        let checked = [(batch, self.accounts)];
        for task in &mut self.tasks {
            task.get_mut().into_iter().for_each(|task| task.number(&checked));
        }
        let cuts = self.take_numbered();
        self.work(&cuts, &[], [None, None]);
        self.gather(0, batch.len(), table);
        Ok(())
    }

    /// Lets the groups learn the batches `now`, and the transactions that come after them be numbered. Whatever else
    /// there is is begun first or last.
    pub(crate) fn work(&mut self, now: &[Cut], coming: &[Checked<'_>], [first, last]: [Option<Beside<'_>>; 2]) {
        let (log, tasks) = (&self.log, &self.tasks);
        share(self.parameters.threads, tasks.len() + 2, &|piece| match piece.checked_sub(1) {
            None => first.into_iter().for_each(|work| work()),
            // Only the worker that drew this number takes the lock, so it never waits and is never poisoned.
            Some(piece) => match tasks.get(piece).map(Mutex::lock) {
                Some(Ok(mut task)) => task.work(log, now, coming),
                _ => last.into_iter().for_each(|work| work()),
            },
        });
        let oldest = self.tasks.iter_mut().filter_map(|task| task.get_mut().ok()?.oldest()).min();
        for task in &mut self.tasks {
            if let Some(gone) = task.get_mut().ok().and_then(Task::gone) {
                self.log.forget_before(oldest.unwrap_or(self.next), gone);
            }
        }
    }

    /// Puts the transactions that were numbered into the log; where each batch of them stands there.
    pub(crate) fn take_numbered(&mut self) -> Vec<Cut> {
        let mut cuts = Vec::new();
        for task in &mut self.tasks {
            task.get_mut().into_iter().for_each(|task| task.hand_over(&mut self.entries, &mut cuts));
        }
        for cut in &mut cuts {
            cut.first = self.next;
            self.next += cut.rows as u64;
        }
        self.log.append(&mut self.entries);
        cuts
    }

    /// Puts what the tasks made of one of the batches into the fixed order of columns. The table takes it and gives its
    /// old memory for the next one.
    pub(crate) fn gather(&mut self, batch: usize, rows: usize, table: &mut Table) {
        table.rows = rows;
        table.limited.clear();
        table.values.resize_with(usize::from(self.parameters.statistics.is_some()), Vec::new);
        let mut tasks: Vec<_> = self.tasks.iter_mut().filter_map(|task| task.get_mut().ok()).collect();
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
