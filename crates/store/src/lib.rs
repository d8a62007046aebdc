//! The only door to the database, the audit log and the originals; the same words for SQLite and PostgreSQL.
//!
//! It owns the tables `schema_migration`, `event`, `audit_record`, `audit_head` and `audit_checkpoint`; nothing else. A
//! slice owns its own tables (a file in `migrations/` whose first line names it) and writes its SQL in its own
//! `sql.rs`, one text for both databases.
//!
//! ```ignore
//! let store = Store::open("sqlite:///srv/fiu/office.db", World::system()).await?;   // or postgres://…
//! store.migrate().await?;                                  // or migrate_only(&["store", "post"]) at the edge
//!
//! // Reading: any committed state; a statement is a &'static str, what varies is a parameter.
//! let row = store.one("SELECT sender, bytes FROM letter WHERE id = $1", params![id]).await?;
//! let sender: String = row.get("sender")?;                 // Option<T> for a column that may be null
//! let rows = store.rows("SELECT … WHERE ($1 IS NULL OR state = $1)", params![None::<String>]).await?;
//!
//! // Writing: one transaction, tried again when it loses to another, together with its events.
//! let number = store.write(|tx| async move {
//!     let held = tx.held("SELECT next FROM numbering WHERE year = $1", params![2026_i64]).await?;
//!     match tx.execute("INSERT INTO …", params![id, sender]).await {
//!         Err(error) if error.constraint() == Some("letter_sender_reference") => return Err(Mine::Twice),
//!         other => other?,
//!     };
//!     tx.emit(Event::LetterReceived { letter: id }).await?;
//!     Ok::<_, Mine>(7)                                     // Mine: From<StoreError>
//! }).await?;
//!
//! // Working: take events under a lease, finish each in the transaction of its step.
//! for work in store.take("worker-1", 10, 60).await? {
//!     match store.write(|tx| { let work = &work; async move { step(&tx, work.event).await?; tx.finish(work).await } }).await {
//!         Ok(()) => {}
//!         Err(error) => store.give_back(&work, error.code()).await?,
//!     }
//! }
//!
//! // Audit: with the act (tx.audit), before a look (access), or by itself (record, denied).
//! let why = Purpose::case("analysis", case)?.on("law 7 art. 3");
//! let access = store.access(&actor, &why, vec![Object::new("report", report)]).await?;   // on disk, or no Access
//! read_report(&store, &access, report).await?;             // begins with access.covers("report", report)?
//! tx.audit(Entry::new(actor, Act::Alter, Object::new("case", case), "assignment"));      // inside write
//! audit::checkpoint(&store, &signing_key, Some(&witness_folder)).await?;                 // often: every minute
//! audit::verify(&store, &witness_notes, &public_key).await?;
//!
//! // Originals: blocking calls; finish() returns when file and name are on disk.
//! let mut writer = blobs.begin(letter, &sealing_key, &world.random::<64>()?)?;
//! writer.update(bytes)?;
//! let blob = writer.finish()?;                             // BlobRef: letter, SHA-256, length; keep it in a row
//! blobs.read(&blob, &opening_key, &mut out)?;
//!
//! // Many rows at once, of several tables; durable with the next ordinary write.
//! let party = Rows { table: "party", columns: vec![("id", Bulk::Bytes(ids)), ("name", Bulk::Text(names))] };
//! let (loaded, _) = store.load(vec![party]).await?;
//! ```
//!
//! A function of a slice that only reads takes `&impl Query`, so it works in and outside a transaction. Tests get one
//! migrated store of each kind from `testing::stores()` (feature `testing`).
//!
//! Invariants:
//!
//! - What [`Store::write`] has returned is on disk (SQLite: WAL with `synchronous=FULL`).
//! - Reading connections cannot write. Statements cannot be built from text at run time outside this crate.
//! - An [`Access`] exists only after its audit records are on disk; a transaction with audit records commits with them
//!   or not at all. No audit, no service.
//! - An original is named by a [`BlobRef`] only after its file and its name are on disk.
//! - An event exists if and only if the transaction that emitted it is committed.
//! - One process per SQLite data folder; a second is refused by a lock file.
//! - A program refuses a database with a changed history and a database newer than itself.
//!
//! Limits: one writer at a time on SQLite; a transaction is tried at most ten times; an event at most twelve times.
//! On PostgreSQL the isolation is READ COMMITTED: rows a decision rests on are read with [`Tx::held`], and a statement
//! that failed ends its transaction, so where a second row is expected write `ON CONFLICT DO NOTHING` and look at the
//! count. What is appended to the audit log after the last checkpoint can be cut off its end unseen by someone who can
//! write to the database. The audit log has one end, held from append to commit, so transactions that leave records
//! commit one after the other. Nothing inside [`Store::write`] may call [`Store::access`] or [`Store::record`]: on
//! SQLite they would wait for the writer they are in.
//!
//! Modules in reading order: `world` (clock, chance), `id`, `value` (parameters and rows), `error`, `db` (store and
//! transaction), `migrate`, `event`, `outbox` (work), `audit`, `access`, `blob`, `bulk`, `durable` (files that
//! are there or not), `differs` (one file per difference of the two databases),
//! `testing`.

#[cfg(any(test, feature = "testing"))]
pub mod testing;

mod access;
pub mod audit;
mod blob;
mod bulk;
mod db;
mod differs;
pub mod door;
mod durable;
mod error;
mod event;
mod id;
mod migrate;
mod outbox;
mod value;
mod world;

pub use access::{Access, Purpose};
pub use blob::{BlobRef, BlobWriter, Blobs};
pub use bulk::{Bulk, Loaded, Rows, Texts};
pub use db::{Kind, Query, Store, Tx};
pub use error::{ConstraintKind, StoreError};
pub use event::{Event, EventId};
pub use id::{LetterId, RawId, ReportId};
pub use outbox::{Stuck, TRIES_MAX, Work};
pub use value::{Column, Row, Value};
pub use world::{Clock, Entropy, HandClock, Micros, NoEntropy, World};
