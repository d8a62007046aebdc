//! Features of transactions for learning: what the money around a payment looks like.
pub mod batch;
mod credit;
mod cycles;
pub mod extractor;
mod fan;
mod log;
mod moments;
mod order;
pub mod parameters;
mod scatter;
mod statistics;
pub mod table;

pub use batch::{FeatureError, Transactions};
pub use extractor::Extractor;
pub use parameters::{Bins, Budget, Measure, Parameters, Pattern, Statistics};
pub use table::{Column, Table, names};
