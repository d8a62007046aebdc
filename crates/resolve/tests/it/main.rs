//! Stories about whole clusters.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod histories;
mod orders;
mod saved;
mod stories;
mod world;
