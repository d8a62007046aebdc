//! Stories about whole clusters.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod features;
mod histories;
mod hostile;
mod orders;
mod saved;
mod stories;
mod world;
