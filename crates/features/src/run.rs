//! Many batches in a row: while the groups learn some, those after them are numbered, those after these are read, and
//! the tables of those before are written. So all threads have work all the time, and none waits for a single batch.

use std::sync::Mutex;

use crate::batch::{Columns, FeatureError};
use crate::extractor::{Checked, Extractor};
use crate::table::Table;

/// Batches that go through a step together.
const TOGETHER: usize = 4;

/// Reads batches ahead and checks them.
struct Reader<R, E> {
    read: R,
    since: i64,
    limit: u32,
    accounts: usize,
    /// Columns with how many account numbers there are up to them; beyond `filled` only memory.
    batches: Vec<(Columns, usize)>,
    filled: usize,
    ended: Option<Result<(), E>>,
}

impl<E: From<FeatureError>, R: FnMut(&mut Columns) -> Result<bool, E>> Reader<R, E> {
    /// Fills the batches anew.
    fn fill(&mut self) {
        self.batches.resize_with(TOGETHER, Default::default);
        self.filled = 0;
        while let (Some((columns, accounts)), None) = (self.batches.get_mut(self.filled), &self.ended) {
            columns.clear();
            let greatest = match (self.read)(columns) {
                Ok(true) => columns.as_transactions().check(self.since, self.limit),
                Ok(false) => return self.ended = Some(Ok(())),
                Err(error) => return self.ended = Some(Err(error)),
            };
            match (greatest, columns.time.last()) {
                (Ok(greatest), Some(&last)) => {
                    self.accounts = self.accounts.max((greatest as usize).saturating_add(1));
                    (self.since, *accounts) = (last, self.accounts);
                    self.filled += 1;
                }
                (Ok(_), None) => {}
                (Err(error), _) => self.ended = Some(Err(error.into())),
            }
        }
    }
}

fn checked((columns, accounts): &(Columns, usize)) -> Checked<'_> {
    (columns.as_transactions(), *accounts)
}

/// Hands tables on.
struct Writer<W, E> {
    write: W,
    tables: Vec<Table>,
    /// How many of the tables are to be written.
    filled: usize,
    failed: Option<E>,
}

impl<E, W: FnMut(&Table) -> Result<(), E>> Writer<W, E> {
    fn drain(&mut self) {
        let tables = self.tables.iter().take(std::mem::take(&mut self.filled));
        self.failed = tables.map(&mut self.write).find_map(Result::err);
    }
}

impl Extractor {
    /// Reads batch after batch and writes the table of each, in order, with all [`crate::Parameters::threads`] at work
    /// all the time. The tables are those of [`Self::push`].
    ///
    /// `read` fills empty columns with the next batch, or returns false when there is none; batches without rows are
    /// passed over. Both may be called from any thread, one call at a time. Up to sixteen batches are on their way at
    /// once.
    ///
    /// # Errors
    /// What `read` returns, and [`FeatureError`] of a batch: then all batches before it have been learnt and their
    /// tables written. What `write` returns: then some batches have been learnt whose tables were not written.
    pub fn run<E: From<FeatureError> + Send>(
        &mut self,
        read: impl FnMut(&mut Columns) -> Result<bool, E> + Send,
        write: impl FnMut(&Table) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let (since, accounts, limit) = (self.since, self.accounts, self.parameters.account_limit);
        let mut reader = Reader { read, since, limit, accounts, batches: Vec::new(), filled: 0, ended: None };
        let mut writer = Writer { write, tables: Vec::new(), filled: 0, failed: None };
        writer.tables.resize_with(TOGETHER, Table::default);
        let (mut now, mut coming) = (Vec::new(), Vec::new());
        reader.fill();
        loop {
            // What was read is numbered in this step, and read anew into the memory of what was numbered before.
            std::mem::swap(&mut reader.batches, &mut coming);
            let batches: Vec<Checked<'_>> = coming.iter().take(reader.filled).map(checked).collect();
            if now.is_empty() && batches.is_empty() && writer.filled == 0 {
                break;
            }
            let (shared_reader, shared_writer) = (Mutex::new(&mut reader), Mutex::new(&mut writer));
            // Each is called by one worker, once: the locks never wait.
            let write = || shared_writer.lock().into_iter().for_each(|mut writer| writer.drain());
            let read = || shared_reader.lock().into_iter().for_each(|mut reader| reader.fill());
            self.work(&now, &batches, [Some(&write), Some(&read)]);
            if let Some(error) = writer.failed {
                return Err(error);
            }
            for (place, (cut, table)) in now.iter().zip(&mut writer.tables).enumerate() {
                self.gather(place, cut.rows, table);
            }
            writer.filled = now.len();
            now = self.take_numbered();
            if let Some((last, accounts)) = batches.last() {
                (self.since, self.accounts) = (last.time.last().copied().unwrap_or(self.since), *accounts);
            }
        }
        reader.ended.unwrap_or(Ok(()))
    }
}
