//! Features of transactions for learning: what the money around a payment looks like.
pub mod around;
pub mod batch;
mod credit;
mod cycles;
pub mod extractor;
mod fan;
pub mod ledger;
mod log;
mod moments;
mod motifs;
mod order;
pub mod parameters;
mod scatter;
mod statistics;
pub mod table;

pub use around::{Feature, View, around, neighbours};
pub use batch::{FeatureError, Transactions};
pub use extractor::Extractor;
pub use ledger::{Accounts, Channel, Ledger};
pub use parameters::{Bins, Budget, Measure, Parameters, Pattern, Statistics};
pub use table::{Column, Table, names};
