//! The slice that turns a letter into a report, or refuses it.
//!
//! It owns filings (what became of each letter), their findings, numbers, and reports with their transactions, parties,
//! accounts and roles. Events in: `LetterFetched`, for [`register::register`]. Events out: `ReportAccepted` for each
//! report, `ReportRejected`, and through the post `AcknowledgementWritten`.
//!
//! Reading order:
//!
//! 1. [`state`]: the life of a letter at the office.
//! 2. [`register`]: the step, from the sealed letter to the last transaction.
//! 3. [`examine`]: one pass over the bytes; `tag`, `node`, `fields`, `rows`, `statements`, `paths`, `details`, `words`,
//!    `runs` and `table`: records as rows.
//! 4. [`key`]: forms of names and numbers for search.
//! 5. [`view`], [`queue`] and [`search`]: what the desk shows, to whoever holds an `Access`.
//! 6. [`error`]: every refusal.
//!
//! Invariants:
//!
//! - A letter is decided once; done again, the step gives what was decided.
//! - A report exists from one transaction on, with its number, all its rows, and the answer to its sender; before it
//!   there is nothing.
//! - Numbers of one kind and year have no gap and no double: drawn in that transaction, from a row it holds.
//! - Rows never change. What was filed stands in them as filed; nothing is repaired.
//! - A refused letter draws no number, and its findings are kept.
//! - The profile's rules are those of the day on which the edge received the letter.
//!
//! Limits: 20,000 kept findings a letter (counts are true); 100 hits a search; memory is a few batches of 20,000 rows,
//! 65,536 words and 24 MiB of remembered statements, however long the letter is.

mod details;
pub mod error;
pub mod examine;
mod fields;
pub mod key;
mod node;
mod paths;
pub mod queue;
pub mod register;
mod rows;
mod runs;
pub mod search;
mod sql;
pub mod state;
mod statements;
mod table;
mod tag;
mod total;
pub mod view;
mod words;

pub use error::IntakeError;
pub use register::{Decided, Intake};
pub use state::State;
