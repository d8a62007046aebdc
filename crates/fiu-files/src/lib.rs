//! The commands of the `fiu` program that work over files: they need no office, no database, no network.
//!
//! **Owns** how files become what the instruments take (rows of CSV and Parquet, goAML reports, FollowTheMoney
//! entities, roles of columns, amounts, times), and how results become files (tables, JSON, a page that opens offline).
//! It decides nothing itself: patterns are found by `patterns`, records linked by `resolve`, names screened by
//! `screen`, money followed by `trace`.
//!
//! **Promises**
//! - A file that cannot be read whole is told with its place, a stable code and what to do, and nothing is written.
//! - Result files appear all together or not at all, and never beside older ones, also when somebody interrupts
//!   ([`cancel`]). What is kept of unfinished work is taken up by the same work only.
//! - No decimal sign, grouping or currency is guessed: `1,000` is refused until a mapping file says what the comma is.
//! - What a table or a page shows cannot act on the program that shows it: formulas are neutralised, HTML is escaped.
//! - What is passed over is counted and told, with the first place.
//!
//! **Limits**, as measured: `trace` holds its ledger and result in memory, some 2.5 KB a row; `detect` some 300 bytes a
//! payment with its hits (a million: 317 MB); `resolve` some 1 KB a record with its pairs (100,000: 103 MB); `screen`
//! its lists and hits, and 16 bytes a record. Reports stream by, a transaction at a time. A cell has at most 64 KiB, a
//! line of JSON 16 MiB; amounts fit 64 bits of minor units. Pages show the strongest or least sure and say what they
//! leave to the tables. Patterns that look at more than payments and ties are told as not looked for.
//!
//! Reading order: [`table`] (how a table is read), `input` (files of every form), then a module for each command:
//! [`detect`], [`who`] (`fiu resolve`), [`against`] (`fiu screen`), [`follow`] (`fiu trace`). `deliver`, `checkpoint`
//! and `stop` are how results come into being, `sheet` and `html` how they are written, `paint` and `meter` the
//! terminal, [`failure`] what is said when it cannot be done.

pub mod against;
mod checkpoint;
mod deliver;
pub mod detect;
pub mod failure;
pub mod follow;
mod html;
mod input;
mod meter;
mod paint;
mod sheet;
mod stop;
pub mod table;
pub mod who;

pub use against::{ScreenArgs, run as screen_files};
pub use deliver::Told;
pub use detect::{DetectArgs, run as detect_files};
pub use failure::{CellFault, Failure};
pub use follow::{TraceArgs, run as trace_files};
pub use stop::cancel;
pub use who::{ResolveArgs, run as resolve_files};
