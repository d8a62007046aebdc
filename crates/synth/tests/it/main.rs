//! Stories about invented people, lists and money.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on has failed, and one that cannot be made says so"
)]

mod golden;
mod lists;
mod mentions;
mod money;
