//! Rules as an author and as a reader of reports meet them.

mod agreement;
mod errors;
mod files;
mod language;
mod large;
mod scopes;
mod streams;
mod support;
