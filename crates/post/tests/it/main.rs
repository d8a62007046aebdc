//! Stories of letters, through the public steps, on both databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, and one that is wrong about a length says so"
)]

mod house;

mod fetching;
mod receiving;
mod signing_in;
mod tidying;
