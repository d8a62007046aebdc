//! Group commit: records that come at the same time are written to disk together.
//!
//! Whoever finds nobody writing becomes the writer and takes all that wait along. So one sync to disk serves many, and
//! no task of its own is needed that could die unseen.

use std::sync::Mutex;

use tokio::sync::oneshot;

use super::{Entry, append};
use crate::{Store, StoreError};

/// The most records written in one transaction.
const BATCH_RECORDS_MAX: usize = 1_000;

type Waiting = (Vec<Entry>, oneshot::Sender<Result<i64, String>>);

/// Those who wait for their records to be written.
#[derive(Debug, Default)]
pub(crate) struct Group {
    waiting: Mutex<Vec<Waiting>>,
    writer: tokio::sync::Mutex<()>,
}

impl Group {
    /// Writes the entries, durably; gives the number of the first.
    pub(crate) async fn record(&self, store: &Store, entries: Vec<Entry>) -> Result<i64, StoreError> {
        let (tell, mut told) = oneshot::channel();
        self.waiting.lock().map_err(|_| refused("a writer died"))?.push((entries, tell));
        let _writing = self.writer.lock().await;
        loop {
            match told.try_recv() {
                Ok(Ok(seq)) => return Ok(seq),
                Ok(Err(reason)) => return Err(refused(&reason)),
                // The writer who took our records along was stopped: whether they are written is not known.
                Err(oneshot::error::TryRecvError::Closed) => return Err(refused("the writer was stopped")),
                Err(oneshot::error::TryRecvError::Empty) => self.write_some(store).await?,
            }
        }
    }

    async fn write_some(&self, store: &Store) -> Result<(), StoreError> {
        let batch = {
            let mut waiting = self.waiting.lock().map_err(|_| refused("a writer died"))?;
            let mut records = 0_usize;
            let fits = |(entries, _): &&Waiting| {
                let first = records == 0;
                records = records.saturating_add(entries.len());
                first || records <= BATCH_RECORDS_MAX
            };
            let until = waiting.iter().take_while(fits).count();
            waiting.drain(..until).collect::<Vec<_>>()
        };
        let entries: Vec<Entry> = batch.iter().flat_map(|(entries, _)| entries.iter().cloned()).collect();
        let entries = &entries;
        let written: Result<i64, StoreError> = store.write(|tx| async move { append(&tx, entries).await }).await;
        let mut next = written.map_err(|error| error.to_string());
        for (entries, tell) in batch {
            // One who no longer listens has given up its request; its record stands.
            let _listens = tell.send(next.clone());
            let count = i64::try_from(entries.len()).unwrap_or(i64::MAX);
            next = next.map(|seq| seq.saturating_add(count));
        }
        Ok(())
    }
}

fn refused(reason: &str) -> StoreError {
    StoreError::Audit { reason: reason.to_owned() }
}
