//! Every question against a plain, slow reference over thousands of small random graphs, and stories of bad input.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops where it goes wrong")]

mod around;
#[cfg(feature = "arrow")]
mod arrow;
mod growing;
mod hostile;
mod kit;
mod reports;
mod shape;
mod slicing;
mod time;
