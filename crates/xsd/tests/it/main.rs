//! The checker from outside: planted mistakes, hostile documents, pieces of any size, published schemas.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops where it goes wrong, and says what it cannot test"
)]

mod hostile;
mod mutants;
mod pieces;
mod planted;
mod published;
mod verdicts;

use openfiu_xsd::{Checker, Dialect, Limits, Outcome, Schema};
use vocab::Finding;

pub(crate) fn zz() -> Schema {
    compile(include_str!("../../../../profiles/zz/schema.xsd"))
}

pub(crate) fn compile(text: &str) -> Schema {
    Schema::compile(text, Dialect::DotNet).unwrap()
}

pub(crate) fn check(schema: &Schema, bytes: &[u8]) -> (Outcome, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut checker = Checker::new(schema, Limits::default(), ());
    checker.feed(bytes, &mut |finding| findings.push(finding));
    let (outcome, ()) = checker.finish(&mut |finding| findings.push(finding));
    (outcome, findings)
}

pub(crate) fn codes(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| finding.code.as_str().to_owned()).collect()
}
