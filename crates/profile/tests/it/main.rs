//! Stories about whole profiles.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "helpers of tests are tests: they end the test when something is not as told"
)]

mod instances;
mod shipped;
mod start;
mod wrong;
