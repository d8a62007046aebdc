//! The audit log: who did or saw what, when, why and on what ground; never content.
//!
//! Append only and hash-chained: the leaf of each record is SHA-256 over its text, and that text holds the leaf before
//! it. Signed checkpoints (C2SP notes: origin, number of records, last leaf, time) fix the chain at a moment; a witness
//! outside the office keeps them, so that even someone with the database and the signing key cannot rewrite what is
//! older than the witness's last copy. What is younger than the last checkpoint can be cut off the end unseen: make
//! checkpoints often.
//!
//! Three ways in: [`Tx::audit`](crate::Tx::audit) for what a transaction does (both or neither are committed),
//! [`Store::record`](crate::Store::record) for what is no transaction (a denied attempt, a log-in), and
//! [`Store::access`](crate::Store::access), which is the only source of an [`Access`](crate::Access). If a record
//! cannot be written, nothing is done and nothing is shown.

mod chain;
mod check;
mod checkpoint;
mod entry;
mod group;
mod log_file;
mod page;

pub use check::{Damage, Verdict};
pub use checkpoint::{checkpoint, checkpoints, verify};
pub use entry::{Act, Actor, Entry, Object, Outcome};
pub use log_file::{export, verify_file};
pub use page::{Asked, PAGE_RECORDS_MAX, Record, page};

pub(crate) use chain::append;
pub(crate) use group::Group;
