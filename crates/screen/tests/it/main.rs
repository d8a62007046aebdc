//! Stories of screening, from a list's bytes to a hit; hostile lists; what must always hold.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a helper of a test may stop the test, and a test that is not run says so"
)]

mod always;
mod hostile;
mod published;
mod stories;
