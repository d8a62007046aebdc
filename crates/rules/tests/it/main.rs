//! Rules as an author and as a reader of reports meet them.

#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it goes wrong")]

mod agreement;
mod errors;
mod files;
mod language;
mod large;
mod scopes;
mod streams;
mod support;
