//! The nouns of OpenFIU: what every other crate speaks about.
//!
//! This crate holds values and nothing that acts: no input or output, no clock, no randomness, no serialisation.
//! Each boundary (XML, JSON, page, envelope, row) has its own shape and converts to and from these types explicitly.
//!
//! Reading order:
//!
//! 1. [`sensitive`]: values about people hide themselves unless they are asked for.
//! 2. [`finding`]: a remark of the checker, with its place, without words: words live in the profile.
//! 3. [`names`] and [`record`]: a report as it was filed, element by element, in the order of the file.

pub mod finding;
pub mod names;
pub mod record;
pub mod sensitive;

pub use finding::{Arg, Code, Finding, Place, Severity};
pub use names::{NameId, Names};
pub use record::{At, Element, ElementId, Record, RecordKind};
pub use sensitive::Sensitive;
