//! Many batches in a row: while the groups learn some, those after them are read and numbered, and the tables of those
//! before are written. Who has nothing left to do learns some that are not due yet. So all threads have work all the
//! time, and none waits for a single batch or for another.

use std::sync::Mutex;

use crate::batch::{Columns, FeatureError};
use crate::extractor::{Checked, Extractor};
use crate::log::Cut;
use crate::table::Table;
use crate::work::{Rounds, share};

/// Batches that go through a step together.
const TOGETHER: usize = 4;

/// Batches that some groups may be ahead of others, when there are several threads.
const AHEAD: usize = 2;

/// Reads batches and checks them.
struct Reader<R, E> {
    read: R,
    since: i64,
    limit: u32,
    /// Columns with their greatest account number; beyond `filled` only memory.
    batches: Vec<(Columns, u32)>,
    filled: usize,
    /// Whether it has read in this round.
    done: bool,
    ended: Option<Result<(), E>>,
}

impl<E: From<FeatureError>, R: FnMut(&mut Columns) -> Result<bool, E>> Reader<R, E> {
    /// The batches of this round, which are read when they are asked for first.
    fn batches(&mut self) -> impl Iterator<Item = Checked<'_>> {
        if !std::mem::replace(&mut self.done, true) {
            self.fill();
        }
        let filled = self.batches.iter().take(self.filled);
        filled.map(|(columns, greatest)| (columns.as_transactions(), *greatest))
    }

    fn fill(&mut self) {
        self.batches.resize_with(TOGETHER, Default::default);
        self.filled = 0;
        while let (Some((columns, greatest)), None) = (self.batches.get_mut(self.filled), &self.ended) {
            columns.clear();
            let checked = match (self.read)(columns) {
                Ok(true) => columns.as_transactions().check(self.since, self.limit),
                Ok(false) => return self.ended = Some(Ok(())),
                Err(error) => return self.ended = Some(Err(error)),
            };
            match (checked, columns.time.last()) {
                (Ok(account), Some(&last)) => {
                    (self.since, *greatest) = (last, account);
                    self.filled += 1;
                }
                (Ok(_), None) => {}
                (Err(error), _) => self.ended = Some(Err(error.into())),
            }
        }
    }
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
        if self.failed.is_none() {
            self.failed = tables.map(&mut self.write).find_map(Result::err);
        }
    }
}

/// Batches on their way through all steps.
struct Flow<'a, R, W, E> {
    extractor: &'a mut Extractor,
    reader: Mutex<Reader<R, E>>,
    writer: Mutex<Writer<W, E>>,
    /// Batches that were numbered and that not every group has learnt.
    now: Vec<Cut>,
    /// How many of them every group learns in this round.
    due: usize,
    ahead: usize,
}

impl<'a, E, R, W> Flow<'a, R, W, E>
where
    E: From<FeatureError>,
    R: FnMut(&mut Columns) -> Result<bool, E>,
    W: FnMut(&Table) -> Result<(), E>,
{
    fn new(extractor: &'a mut Extractor, read: R, write: W) -> Self {
        let (since, limit) = (extractor.since, extractor.parameters.account_limit);
        let ahead = if extractor.parameters.threads > 1 { AHEAD } else { 0 };
        let (batches, now) = (Vec::new(), Vec::new());
        let reader = Reader { read, since, limit, batches, filled: 0, done: false, ended: None };
        let mut writer = Writer { write, tables: Vec::new(), filled: 0, failed: None };
        writer.tables.resize_with(TOGETHER, Table::default);
        Self { extractor, reader: Mutex::new(reader), writer: Mutex::new(writer), now, due: 0, ahead }
    }

    /// How the run ended, once all rounds are over.
    fn end(self) -> Result<(), E> {
        let failed = self.writer.into_inner().ok().and_then(|writer| writer.failed);
        let ended = self.reader.into_inner().ok().and_then(|reader| reader.ended);
        failed.map_or(ended.unwrap_or(Ok(())), Err)
    }
}

impl<E, R, W> Rounds for Flow<'_, R, W, E>
where
    E: From<FeatureError> + Send,
    R: FnMut(&mut Columns) -> Result<bool, E> + Send,
    W: FnMut(&Table) -> Result<(), E> + Send,
{
    fn begin(&mut self) -> Option<usize> {
        let (Ok(reader), Ok(writer)) = (self.reader.get_mut(), self.writer.get_mut()) else { return None };
        for (place, (cut, table)) in self.now.drain(..self.due).zip(&mut writer.tables).enumerate() {
            self.extractor.gather(place, cut.rows, table);
        }
        writer.filled = self.due;
        self.extractor.leave_behind(self.due);
        self.extractor.take_numbered(&mut self.now);
        self.extractor.since = reader.since;
        if writer.failed.is_some() {
            reader.ended.get_or_insert(Ok(()));
        }
        reader.done = false;
        // As long as more may come, some stay for those who would wait for others.
        let stay = if reader.ended.is_none() { self.ahead } else { 0 };
        self.due = self.now.len().saturating_sub(stay).min(TOGETHER);
        let over = reader.ended.is_some() && self.now.is_empty() && writer.filled == 0;
        (!over).then_some(self.extractor.tasks.len() + 2)
    }

    fn work(&self, piece: usize) {
        let Extractor { tasks, log, oldest, .. } = &*self.extractor;
        let reader = || self.reader.lock().into_iter();
        match (piece, piece.checked_sub(2).and_then(|piece| tasks.get(piece))) {
            (0, _) => self.writer.lock().into_iter().for_each(|mut writer| writer.drain()),
            (_, Some(task)) => task.lock().into_iter().for_each(|mut task| {
                task.learn(log, &self.now, self.due);
                if task.numbers() {
                    reader().for_each(|mut reader| task.number(log, *oldest, reader.batches()));
                }
            }),
            // It was begun before the groups, so that none waits long for it.
            _ => reader().for_each(|mut reader| drop(reader.batches())),
        }
    }

    /// One group learns a batch more than it must, the cheapest first: the sooner it ends, the sooner the next round
    /// begins.
    fn meanwhile(&self) -> bool {
        let Extractor { tasks, log, .. } = &*self.extractor;
        let free = tasks.iter().rev().filter_map(|task| task.try_lock().ok());
        let mut ahead = free.filter(|task| (self.due..self.now.len()).contains(&task.learnt));
        ahead.next().is_some_and(|mut task| {
            let next = task.learnt + 1;
            task.learn(log, &self.now, next);
            true
        })
    }
}

impl Extractor {
    /// Reads batch after batch and writes the table of each, in order, with all [`crate::Parameters::threads`] at work
    /// all the time. The tables are those of [`Self::push`].
    ///
    /// `read` fills empty columns with the next batch, or returns false when there is none; batches without rows are
    /// passed over. Both may be called from any thread, one call at a time. Up to fourteen batches are on their way at
    /// once.
    ///
    /// # Errors
    /// What `read` returns, and [`FeatureError`] of a batch: then all batches before it have been learnt and their
    /// tables written. What `write` returns: then some batches have been learnt whose tables were not written, and
    /// nothing is written any more.
    ///
    /// # Panics
    /// When `read` or `write` does: then drop this, for the groups of features stand at different batches.
    pub fn run<E: From<FeatureError> + Send>(
        &mut self,
        read: impl FnMut(&mut Columns) -> Result<bool, E> + Send,
        write: impl FnMut(&Table) -> Result<(), E> + Send,
    ) -> Result<(), E> {
        let threads = self.parameters.threads;
        let mut flow = Flow::new(self, read, write);
        share(threads, &mut flow);
        flow.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameters::Parameters;

    /// Batches of one to nine payments among eight accounts, several at one time.
    fn batches(seed: u64) -> Vec<Columns> {
        let (mut state, mut time) = (seed, 0);
        let mut chance = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let mut batch = |_| {
            let mut columns = Columns::default();
            for _ in 0..=chance(9) {
                time += chance(4) as i64 * 1_200;
                columns.from.push(chance(8) as u32);
                columns.to.push(chance(8) as u32);
                columns.time.push(time);
                columns.amount.push(chance(900) as i64);
            }
            columns
        };
        (0..40).map(&mut batch).collect()
    }

    #[test]
    fn what_nobody_holds_any_more_is_dropped_and_its_numbers_are_given_again() {
        let mut extractor = Extractor::new(Parameters::daily().unwrap()).unwrap();
        // Each hour two new accounts; those of the last day and of a few batches live.
        let mut hours = 0..2_000_u32;
        let read = |columns: &mut Columns| {
            let Some(hour) = hours.next() else { return Ok(false) };
            let (from, to, time, amount) = (vec![2 * hour], vec![2 * hour + 1], vec![i64::from(hour) * 3_600], vec![1]);
            *columns = Columns { from, to, time, amount };
            Ok::<_, FeatureError>(true)
        };
        extractor.run(read, |_| Ok(())).unwrap();
        let held = extractor.log.range(0, usize::MAX).len();
        assert!((extractor.living()..45).contains(&held), "{held}");
        let mut numbers =
            extractor.log.range(0, usize::MAX).iter().flat_map(|entry| [entry.from, entry.to, entry.pair]);
        assert!(numbers.all(|number| number < 90), "{held}");
    }

    #[test]
    fn the_tables_are_the_same_whatever_is_done_first_and_whoever_goes_ahead() {
        let (mut furthest, mut apart) = (0, 0);
        for seed in 0..60_usize {
            let (batches, mut tables) = (batches(seed as u64), Vec::new());
            let mut plain = Extractor::new(Parameters::daily().unwrap()).unwrap();
            let expected: Vec<_> = batches.iter().map(|batch| plain.push(batch.as_transactions()).unwrap()).collect();
            let mut extractor = Extractor::new(Parameters { threads: 2, ..Parameters::daily().unwrap() }).unwrap();
            let mut rest = batches.iter();
            let read = |columns: &mut Columns| {
                rest.next().into_iter().for_each(|batch| columns.clone_from(batch));
                Ok::<_, FeatureError>(!columns.from.is_empty())
            };
            let write = |table: &Table| {
                tables.push(table.clone());
                Ok(())
            };
            let mut flow = Flow::new(&mut extractor, read, write);
            let mut round = seed;
            while let Some(pieces) = flow.begin() {
                round = round.wrapping_mul(31) + 7;
                for piece in 0..pieces {
                    flow.work((piece * 3 + round) % pieces);
                    // Meanwhile others go ahead, sometimes as far as they can.
                    let _ = (0..(round >> piece) % 9).all(|_| flow.meanwhile());
                }
                let learnt: Vec<_> = flow.extractor.tasks.iter().map(|task| task.lock().unwrap().learnt).collect();
                let (least, most) = (*learnt.iter().min().unwrap(), *learnt.iter().max().unwrap());
                (furthest, apart) = (furthest.max(most - flow.due), apart.max(most - least));
                assert!(least >= flow.due, "what is due was learnt");
            }
            assert_eq!(flow.end(), Ok(()));
            assert!(tables == expected, "seed {seed}");
        }
        assert_eq!((furthest, apart), (AHEAD, AHEAD), "it was tried how far apart they can be");
    }
}
