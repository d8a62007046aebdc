//! Features of payments for learning: numbers that say what the money around a payment looks like.
//!
//! Two instruments, both pure (no I/O, no clock, no randomness):
//!
//! 1. **[`Extractor`]**: streaming, in batches over payments in order of time. For every payment: fan-in and fan-out,
//!    degree-in and degree-out, scatter-gather, temporal cycles as histograms of sizes, and statistics of what both
//!    ends sent and received. The same columns in the same order as the best known graph feature preprocessor for
//!    transactions, so that models and experience carry over; `bench/features/differ.py` compares them cell by cell.
//! 2. **[`Ledger`]** with [`around()`], [`neighbours`] and [`explain()`]: a whole period at rest. For every payment its
//!    surroundings, in hindsight or as they were when it happened, and the patterns it stands in with their member
//!    payments.
//!
//! # What is counted
//! Windows and ties are pinned down where each feature lives: [`parameters`] and the texts of the modules `fan`,
//! `scatter`, `cycles`, `statistics`. With batches of one payment, a payment gets the patterns it completes. In larger
//! batches it also gets those that later payments of the batch complete with it; so histograms depend on where batches
//! are cut, but never on threads.
//!
//! # Invariants
//! - A refused batch leaves no trace. Batches follow each other in time.
//! - Memory is proportional to the payments within the longest window, plus four bytes per account number.
//! - A search that would explode ends with its budget, and the row is listed in [`Table::limited`].
//! - Streaming features of a payment are equal to those of the ledger cut off after it (tested).
//!
//! # Limits
//! Length-bounded *simple* cycles (no order of time) are left out: they explode and told nothing beyond temporal
//! cycles. One currency: convert first. Account numbers are dense `u32`; a [`Ledger`] holds at most `u32::MAX`
//! payments.
//!
//! Reading order: [`batch`], [`parameters`], [`extractor`] (`run`, `groups`, `work`), `log`, `numbering`, `few`; `fan`,
//! `scatter`, `cycles` (`living`), `statistics` (`side`, `moments`, `order`), [`table`]; then [`ledger`],
//! [`mod@around`], `motifs`, [`mod@explain`]. With the crate's feature `arrow`, the module of that name makes Arrow
//! tables of both.
pub mod around;
#[cfg(feature = "arrow")]
pub mod arrow;
pub mod batch;
mod credit;
mod cycles;
pub mod explain;
pub mod extractor;
mod fan;
mod few;
mod groups;
pub mod ledger;
mod living;
mod log;
mod moments;
mod motifs;
mod numbering;
mod order;
pub mod parameters;
mod run;
mod scatter;
mod side;
mod statistics;
pub mod table;
mod work;

pub use around::{Feature, View, around, neighbours};
pub use batch::{Columns, FeatureError, Transactions};
pub use explain::{Shape, Witness, explain};
pub use extractor::Extractor;
pub use ledger::{Accounts, Channel, Ledger};
pub use parameters::{Bins, Budget, Measure, Parameters, Pattern, Statistics};
pub use table::{Column, Table, names};
