//! Stories of the link, over HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on has failed, and one that is wrong about a length says so"
)]

mod link;
