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
//! 4. [`id`] and [`money`]: one type per kind of thing; exact amounts.
//! 5. [`report`]: a report as it is meant, typed, with everything it does not know kept beside.

pub mod finding;
pub mod id;
pub mod money;
pub mod names;
pub mod record;
pub mod report;
pub mod sensitive;

pub use finding::{Arg, Code, Finding, Place, Severity};
pub use id::{
    CaseId, CorrespondentId, InquiryId, LetterId, MeasureId, PartyId, ProductId, ReportId, StaffId, SubjectId,
};
pub use money::{Currency, Decimal, Money, MoneyError};
pub use names::{NameId, Names};
pub use record::{At, Element, ElementId, NameSieve, Record, RecordKind};
pub use sensitive::Sensitive;
