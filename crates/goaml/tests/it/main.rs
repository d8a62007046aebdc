//! Stories through the public interface of the crate.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod archive;
mod archives;
mod upload;
