//! An XML Schema compiled once into a streaming checker.
//!
//! ```
//! use openfiu_xsd::{Checker, Dialect, Limits, Schema};
//!
//! let schema = Schema::compile(
//!     r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
//!          <xs:element name="amount" type="xs:decimal"/>
//!        </xs:schema>"#,
//!     Dialect::DotNet,
//! )?;
//! let mut findings = Vec::new();
//! let mut checker = Checker::new(&schema, Limits::default(), ());
//! checker.feed(b"<amount>12", &mut |finding| findings.push(finding));
//! checker.feed(b",50</amount>", &mut |finding| findings.push(finding));
//! let (outcome, ()) = checker.finish(&mut |finding| findings.push(finding));
//! assert!(outcome.well_formed && !outcome.valid);
//! assert_eq!(findings[0].code.as_str(), "XSD-NUMBER");
//! # Ok::<(), openfiu_xsd::SchemaError>(())
//! ```
//!
//! **Owns** the grammar of XML and the meaning of a schema: which files are well-formed, which are valid, and what is
//! wrong with the others. It is the only parser of reports in the house: whoever wants their content listens to the
//! checker as a [`Handler`], so that what was checked and what is read can never differ.
//!
//! **Takes** schemas without a target namespace made of sequences, choices, extensions, restrictions and simple types
//! with every facet, as goAML schemas are. A schema feature it does not support is an error that names it and its
//! line; none is passed over in silence. Documents are UTF-8; other encodings are decoded before they come here.
//!
//! **Promises**
//! - One pass, memory that does not grow with the file, time linear in its bytes, whatever it holds.
//! - Every independent mistake is found in one run and said once; nothing is reported as a consequence of another.
//! - The same findings for the same bytes, in pieces of any size.
//! - No document type, no entity, no fetching: what a file asks for from outside is refused or ignored.
//! - A finding carries facts and no prose; its words are in the `profile` crate.
//!
//! **Limits** are in [`Limits`]; those on schemas stand beside the code that builds automata and patterns.
//!
//! Reading order: `schema` (from text to automata), `simple` and `pattern` (what a value must look like), `check` (the
//! pass over the bytes, and in `check::recover` what to do about a child out of place), [`dictionary`] and [`Sampler`]
//! (a schema to read, and documents made from it).

mod check;
pub mod dictionary;
mod error;
mod limits;
mod names;
mod nearest;
mod pattern;
mod sample;
mod schema;
mod simple;

pub use check::{Checker, Outcome};
pub use error::{SchemaError, SchemaProblem};
pub use limits::Limits;
pub use sample::Sampler;
pub use schema::Schema;

use vocab::{At, NameId};

/// What a reader of the file sees while the file is checked: well-formed elements in order, known to the schema or not.
///
/// Calls come for every element, also for those with findings, so that a partial report can be read.
pub trait Handler {
    /// Whether the handler wants the line and column of each element. Counting them costs a little; without it the
    /// positions given carry the offset alone.
    const LINES: bool = true;
    /// An element begins. `name` is its text, `id` its number in the checker's table (schema names keep the numbers
    /// of `Schema::names`), `at` the place of its `<`, `nil` whether it says `xsi:nil="true"`.
    fn start(&mut self, id: NameId, name: &str, at: At, nil: bool);
    /// The whole text of a leaf element, references resolved, comments and processing instructions left out,
    /// not trimmed. Called once, only for an element without child elements, and not at all when it is empty.
    fn text(&mut self, text: &str);
    /// The element begun last and not yet ended ends. `offset` is the bytes before its end tag.
    fn end(&mut self, offset: u64);
}

/// A handler that wants nothing: checking alone.
impl Handler for () {
    const LINES: bool = false;
    fn start(&mut self, _: NameId, _: &str, _: At, _: bool) {}
    fn text(&mut self, _: &str) {}
    fn end(&mut self, _: u64) {}
}

/// Whose verdicts the checker gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Those of .NET's System.Xml, which is what goAML portals run.
    #[default]
    DotNet,
    /// Those of W3C XML Schema 1.0.
    W3c,
}
