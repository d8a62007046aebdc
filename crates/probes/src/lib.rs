//! What is thrown bytes at: one function per fuzz target, and what must hold whatever the bytes are.
//!
//! The targets in `fuzz/` call these functions for hours; the test of this crate gives them the seeds of
//! `fuzz/corpus`, whole and damaged, on every `make test`. A probe fails by panicking. Otherwise it says whether it got
//! past the door: a seed that is refused at once teaches the fuzzer nothing.
//!
//! No probe reads a clock or a file or draws lots: the same bytes do the same on every machine.
//!
//! Modules: [`xml`] for documents, schemas and patterns; [`report`] for goAML and archives; [`rule`]; [`people`] for names
//! and numbers; [`lists`] for sanctions lists and saved indexes; [`mapping`] for the programs over files.
#![expect(clippy::expect_used, reason = "a probe fails by panicking")]

pub mod lists;
pub mod mapping;
pub mod people;
pub mod report;
pub mod rule;
pub mod xml;

/// What an input came to: `None` when it was refused, else how much was read behind the door. Each probe says what it
/// counts.
pub type Read = Option<usize>;

/// A fuzz target by name, and what it does.
pub type Probe = (&'static str, fn(&[u8]) -> Read);

/// Every probe, under the name of its fuzz target and of its folder in `fuzz/corpus`.
pub const PROBES: [Probe; 12] = [
    ("goaml_report", report::goaml_report),
    ("goaml_table", report::goaml_table),
    ("identifier", people::identifier),
    ("list", lists::list),
    ("mapping", mapping::mapping),
    ("name", people::name),
    ("rule", rule::rule),
    ("screen_state", lists::screen_state),
    ("xsd_document", xml::xsd_document),
    ("xsd_pattern", xml::xsd_pattern),
    ("xsd_schema", xml::xsd_schema),
    ("zip", report::zip),
];

/// The bytes as text, up to the first that is none.
fn text(bytes: &[u8]) -> &str {
    let good = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
    bytes.get(..good).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default()
}
