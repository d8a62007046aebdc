//! What truly differs between SQLite and PostgreSQL, one file per difference.
//!
//! Everything else in this crate, and every `sql.rs` of a slice, is one text for both.

pub(crate) mod bulk;
pub(crate) mod connect;
pub(crate) mod refuse;
pub(crate) mod take;
pub(crate) mod words;
