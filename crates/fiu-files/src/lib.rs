//! The commands of the `fiu` program that work over files: they need no office, no database, no network.
//!
//! **Owns** how files become what the instruments take (rows of CSV and Parquet, roles of columns, amounts, times), and
//! how results become files (tables, a statement, a page that opens offline). It decides nothing itself: where money
//! went is said by the instrument `trace`.
//!
//! **Promises**
//! - A file that cannot be read whole is told with row, column, a stable code and what to do, and nothing is written.
//! - Result files appear all together or not at all, and never beside older ones.
//! - No decimal sign, grouping or currency is guessed: `1,000` is refused until a mapping file says what the comma is.
//! - What a table or a page shows cannot act on the program that shows it: formulas are neutralised, HTML is escaped.
//!
//! **Limits**: a ledger and its result are held in memory, some 2.5 KB a row (300,000 rows: 730 MB); a cell has at
//! most 64 KiB; amounts fit 64 bits of minor units; a page draws the 80 largest flows and lists 2,000 lines, and says
//! what it leaves to the tables.
//!
//! Reading order: [`table`] (how a file is read), `follow` ([`follow::run`], the command `fiu trace`), `sheet` (how tables
//! are written), `paint` (the terminal), [`failure`] (what is said when it cannot be done).

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
