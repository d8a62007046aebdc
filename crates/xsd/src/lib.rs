//! An XML Schema compiled once into a streaming checker.
//!
//! Interface that other crates build on (being filled in):
//!
//! ```ignore
//! let schema = Schema::compile(xsd_text, Dialect::DotNet)?;
//! let mut checker = Checker::new(&schema, Limits::default(), handler);
//! checker.feed(bytes, &mut |finding| …);      // as often as there are bytes
//! let (outcome, handler) = checker.finish(&mut |finding| …);
//! ```

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

/// Whose verdicts the checker gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Those of .NET's System.Xml, which is what goAML portals run.
    #[default]
    DotNet,
    /// Those of W3C XML Schema 1.0.
    W3c,
}
