//! The event table: written in the transaction that made the event true, worked off by workers under a lease.
//!
//! An event is acted on at least once. A step finishes its event ([`Tx::finish`]) in the same transaction as its own
//! rows, so its rows appear once. A worker that dies keeps its events until the lease ends; then another takes them. So
//! leases are short, and a worker at long work renews its own ([`Store::renew`]). On SQLite there is one process: what
//! is leased when it starts was its predecessor's and is free at once ([`Store::free_leases`]).

use crate::differs::take;
use crate::event::EventId;
use crate::{Event, Kind, Micros, Query, Store, StoreError, Tx, params};

/// After so many tries an event rests until a person looks at it ([`Store::stuck`]).
pub const TRIES_MAX: i64 = 12;

/// When an event that rests is due again: never.
const NEVER: Micros = Micros(i64::MAX);

/// An event in a worker's hands.
#[derive(Clone, Debug)]
pub struct Work {
    /// The event's id.
    pub id: EventId,
    /// What happened.
    pub event: Event,
    /// How often it has been taken, this time included.
    pub tries: i64,
    /// When it happened.
    pub made: Micros,
    worker: String,
}

/// An event that was tried too often.
#[derive(Clone, Debug)]
pub struct Stuck {
    /// The event's id.
    pub id: EventId,
    /// The stored kind and ids.
    pub event: String,
    /// How often it was tried.
    pub tries: i64,
    /// The reason of the last failure.
    pub reason: String,
}

impl Tx {
    /// Writes an event into the table; it exists if and only if this transaction commits.
    ///
    /// # Errors
    ///
    /// As [`Tx::execute`].
    pub async fn emit(&self, event: Event) -> Result<EventId, StoreError> {
        let id = EventId::new(self.world())?;
        let sql = "INSERT INTO event (id, kind, detail, made_us, due_us, lease_until_us, tries)
                   VALUES ($1, $2, $3, $4, $4, 0, 0)";
        self.execute(sql, params![id, event.kind(), event.detail(), self.now()]).await?;
        Ok(id)
    }

    /// Ends an event, in the transaction of the step that acted on it.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] if the lease ended and another worker has the event: the step must be undone.
    pub async fn finish(&self, work: &Work) -> Result<(), StoreError> {
        // Each taking counts one try, so worker and tries together name one lease, also one that was renewed.
        let sql = "UPDATE event SET done_us = $1 WHERE id = $2 AND done_us IS NULL AND lease_by = $3 AND tries = $4";
        let done = self.execute(sql, params![self.now(), work.id, &work.worker, work.tries]).await?;
        if done == 1 { Ok(()) } else { Err(StoreError::LeaseLost { id: work.id.to_string() }) }
    }
}

impl Store {
    /// Takes up to `limit` due events for a worker, oldest first; each is the worker's until the lease ends.
    ///
    /// `worker` names the worker in the table; two workers must not have one name at one time.
    ///
    /// # Errors
    ///
    /// As [`Store::write`]; [`StoreError::Event`] if an event cannot be read, which also puts it to rest.
    pub async fn take(&self, worker: &str, limit: u32, lease_seconds: i64) -> Result<Vec<Work>, StoreError> {
        let now = self.now();
        let until = now.plus_seconds(lease_seconds);
        let sql = take::take(self.kind());
        let rows = self.write(|tx| async move { tx.rows(sql, params![now, until, worker, limit]).await }).await?;
        let mut taken = Vec::with_capacity(rows.len());
        for row in rows {
            let id: EventId = row.get("id")?;
            let event = Event::read(id, &row.get::<String>("kind")?, &row.get::<String>("detail")?);
            let event = match event {
                Ok(event) => event,
                Err(error) => {
                    self.rest(id, NEVER, &error.to_string()).await?;
                    continue;
                }
            };
            let (tries, made) = (row.get("tries")?, row.get("made_us")?);
            taken.push(Work { id, event, tries, made, worker: worker.to_owned() });
        }
        taken.sort_by_key(|work| (work.made, work.id));
        Ok(taken)
    }

    /// Gives an event back after a failed step, to be tried again later: the wait doubles with each try, from one
    /// second to about half an hour. After [`TRIES_MAX`] tries it rests.
    ///
    /// `reason` is kept for the person who looks at it; it must hold nothing from inside a letter.
    ///
    /// # Errors
    ///
    /// As [`Store::write`].
    pub async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreError> {
        let doublings = u32::try_from(work.tries.clamp(1, TRIES_MAX)).unwrap_or(1).saturating_sub(1);
        let seconds = 1_i64.checked_shl(doublings).unwrap_or(i64::MAX);
        let due = if work.tries >= TRIES_MAX { NEVER } else { self.now().plus_seconds(seconds) };
        self.rest(work.id, due, reason).await
    }

    /// Puts an event off whose step could not even be tried, because what it needs is not there: this is no try. With
    /// it wait all others of its kind that nobody has in hand, because the same would stop each of them.
    ///
    /// `reason` as in [`Store::give_back`].
    ///
    /// # Errors
    ///
    /// As [`Store::write`].
    pub async fn put_off(&self, work: &Work, seconds: i64, reason: &str) -> Result<(), StoreError> {
        let due = self.now().plus_seconds(seconds);
        let own = "UPDATE event SET due_us = $1, lease_until_us = 0, lease_by = NULL, reason = $2, tries = tries - 1
                   WHERE id = $3 AND done_us IS NULL AND lease_by = $4 AND tries = $5";
        let others = "UPDATE event SET due_us = $1
                      WHERE done_us IS NULL AND kind = $2 AND due_us < $1 AND lease_until_us <= $3";
        self.write(|tx| async move {
            tx.execute(own, params![due, reason, work.id, &work.worker, work.tries]).await?;
            tx.execute(others, params![due, work.event.kind(), tx.now()]).await
        })
        .await
        .map(|_| ())
    }

    /// Makes a worker's lease last for `lease_seconds` from now.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] if another worker has the event, or it is finished.
    pub async fn renew(&self, work: &Work, lease_seconds: i64) -> Result<(), StoreError> {
        let until = self.now().plus_seconds(lease_seconds);
        let sql = "UPDATE event SET lease_until_us = $1
                   WHERE id = $2 AND done_us IS NULL AND lease_by = $3 AND tries = $4";
        let values = || params![until, work.id, &work.worker, work.tries];
        match self.write(|tx| async move { tx.execute(sql, values()).await }).await? {
            1 => Ok(()),
            _ => Err(StoreError::LeaseLost { id: work.id.to_string() }),
        }
    }

    /// Frees what a predecessor left in hand; gives how many events. To be called once by a process that begins to
    /// work. SQLite allows one process, so whoever had these is gone; on PostgreSQL others may be at work, and nothing
    /// is done.
    ///
    /// # Errors
    ///
    /// As [`Store::write`].
    pub async fn free_leases(&self) -> Result<u64, StoreError> {
        if self.kind() != Kind::Sqlite {
            return Ok(0);
        }
        let sql = "UPDATE event SET lease_until_us = 0, lease_by = NULL WHERE done_us IS NULL AND lease_until_us > 0";
        self.write(|tx| async move { tx.execute(sql, params![]).await }).await
    }

    /// The events that were tried too often, at most `limit`, oldest first.
    ///
    /// # Errors
    ///
    /// As [`Query::rows`].
    pub async fn stuck(&self, limit: u32) -> Result<Vec<Stuck>, StoreError> {
        let sql = "SELECT id, kind, detail, tries, reason FROM event WHERE done_us IS NULL AND due_us = $1
                   ORDER BY made_us, id LIMIT $2";
        let mut stuck = Vec::new();
        for row in self.rows(sql, params![NEVER, limit]).await? {
            let event = format!("{} {}", row.get::<String>("kind")?, row.get::<String>("detail")?);
            let reason = row.get::<Option<String>>("reason")?.unwrap_or_default();
            stuck.push(Stuck { id: row.get("id")?, event, tries: row.get("tries")?, reason });
        }
        Ok(stuck)
    }

    /// How many events wait to be acted on, those at rest not counted.
    ///
    /// # Errors
    ///
    /// As [`Query::rows`].
    pub async fn waiting(&self) -> Result<i64, StoreError> {
        let sql = "SELECT COUNT(*) AS n FROM event WHERE done_us IS NULL AND due_us < $1";
        self.one(sql, params![NEVER]).await?.get("n")
    }

    /// Takes away events that were finished so long ago; gives how many. What was done stands in the audit log; the
    /// event table holds what is to be done, and must not grow with every letter for ever.
    ///
    /// # Errors
    ///
    /// As [`Store::write`].
    pub async fn forget_finished(&self, age_seconds: i64) -> Result<u64, StoreError> {
        let before = self.now().plus_seconds(age_seconds.saturating_neg());
        let sql = "DELETE FROM event WHERE done_us < $1";
        self.write(|tx| async move { tx.execute(sql, params![before]).await }).await
    }

    async fn rest(&self, id: EventId, due: Micros, reason: &str) -> Result<(), StoreError> {
        let sql = "UPDATE event SET due_us = $1, lease_until_us = 0, lease_by = NULL, reason = $2
                   WHERE id = $3 AND done_us IS NULL";
        self.write(|tx| async move { tx.execute(sql, params![due, reason, id]).await }).await.map(|_| ())
    }
}
