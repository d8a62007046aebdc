//! Flow of funds: worked examples by hand, conservation as a property, refusals, the statement.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod conservation;
mod examples;
mod notation;
mod refusals;
mod told;
