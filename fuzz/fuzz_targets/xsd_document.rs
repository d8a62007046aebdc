//! A document in any pieces gets the same findings.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use vocab::Finding;
use xsd::{Checker, Dialect, Limits, Outcome, Schema};

/// Small, and with every feature of a goAML schema: nested groups with bounds of their own, nillable and fixed
/// elements, an extension, a recursive type, every facet.
const SCHEMA: &str = include_str!("small.xsd");

static SCHEMAS: LazyLock<[Schema; 2]> = LazyLock::new(|| {
    [Dialect::DotNet, Dialect::W3c].map(|dialect| Schema::compile(SCHEMA, dialect).expect("the schema compiles"))
});

fn check<'a>(schema: &Schema, pieces: impl Iterator<Item = &'a [u8]>) -> (Outcome, Vec<Finding>) {
    let mut findings = Vec::new();
    let limits = Limits { text_bytes_max: 4_096, comment_bytes_max: 4_096, ..Limits::default() };
    let mut checker = Checker::new(schema, limits, ());
    for piece in pieces {
        checker.feed(piece, &mut |finding| findings.push(finding));
    }
    let (mut outcome, ()) = checker.finish(&mut |finding| findings.push(finding));
    // After a fatal finding the rest need not be counted.
    outcome.bytes = 0;
    (outcome, findings)
}

fuzz_target!(|data: &[u8]| {
    let Some((length, document)) = data.split_first() else { return };
    for schema in &*SCHEMAS {
        let whole = check(schema, std::iter::once(document));
        let pieces = check(schema, document.chunks(usize::from(*length).max(1)));
        assert_eq!(whole, pieces, "in pieces of {length} bytes");
        assert_eq!(whole.0.valid, whole.1.is_empty());
        assert_eq!(whole.0.findings, whole.1.len() as u64);
    }
});
