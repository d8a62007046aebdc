//! A country as data.
//!
//! Everything that differs between countries is in a *profile*: a folder of text files that is checked when it is
//! loaded and never again. This crate owns the shape of those files and the words of the checker's findings in six
//! languages. It judges nothing itself: the schema is compiled by `xsd`, the rules by `rules`.
//!
//! ```text
//! profile.toml        code, names, days of effect, dialect, kinds of reports, limits
//! schema.xsd          the country's published schema, unchanged
//! lists/<list>.toml   one code list each: code, words in six languages, days of effect
//! rules/<ID>.toml     one business rule each, with its examples
//! words/<lang>.ftl    other words for the checker's own findings (may be missing)
//! ```
//!
//! Invariants:
//!
//! * A [`Profile`] that exists fits together: every code of a list file is in the schema and every code of the schema
//!   is in the list file, if there is one; every kind of report is in the schema; every rule compiles.
//! * What is wrong is said all at once, with file and line.
//! * What a day changes is asked with [`Profile::on`]; nothing here knows what day it is.
//! * The value of a finding is said only when the caller asks for it.
//!
//! Limits: [`files::FILE_BYTES_MAX`], [`files::FILES_MAX`]; those of the schema and the rules are in their crates.
//!
//! Reading order: [`files`], [`language`], [`error`], [`manifest`], [`enumerations`], [`lists`], [`words`],
//! `schema` and `ruleset` (the two places that touch other instruments), [`load`], [`check`], [`start`].

pub mod check;
pub mod enumerations;
pub mod error;
pub mod files;
pub mod language;
pub mod lists;
pub mod load;
pub mod manifest;
mod ruleset;
mod schema;
pub mod start;
pub mod words;

pub use check::{CheckReport, Remark, Weight};
pub use error::{Problem, ProfileError};
pub use files::Files;
pub use language::{Labels, Language};
pub use lists::{CodeEntry, CodeList};
pub use load::{OnDay, Profile};
pub use manifest::{About, Family, Limits, Manifest, ReportKind};
pub use start::new_from_schema;
pub use words::{Told, Words};
