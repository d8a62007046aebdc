//! Stories through the door, on both databases.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a helper of a test may stop the test, and a rate is shown"
)]

mod audit;
mod load;
mod transactions;
mod work;
