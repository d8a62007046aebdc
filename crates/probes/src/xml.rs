//! Documents, schemas and patterns.

use crate::{Read, text};
use std::sync::LazyLock;
use vocab::Finding;
use xsd::{Checker, Dialect, Limits, Outcome, Schema};

/// Small, and with every feature of a goAML schema: nested groups with bounds of their own, nillable and fixed
/// elements, an extension, a recursive type, every facet.
const SCHEMA: &str = include_str!("small.xsd");

const DIALECTS: [Dialect; 2] = [Dialect::DotNet, Dialect::W3c];

static SCHEMAS: LazyLock<[Schema; 2]> =
    LazyLock::new(|| DIALECTS.map(|dialect| Schema::compile(SCHEMA, dialect).expect("the schema compiles")));

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

/// The length of pieces in the first byte, then a document: in any pieces it gets the same findings. Counts what is
/// found in a well-formed one.
pub fn xsd_document(bytes: &[u8]) -> Read {
    let (length, document) = bytes.split_first()?;
    let mut read = None;
    for schema in &*SCHEMAS {
        let whole = check(schema, std::iter::once(document));
        let pieces = check(schema, document.chunks(usize::from(*length).max(1)));
        assert_eq!(whole, pieces, "in pieces of {length} bytes");
        assert_eq!(whole.0.valid, whole.1.is_empty(), "valid or found wrong");
        assert_eq!(whole.0.findings, whole.1.len() as u64, "all findings counted");
        read = whole.0.well_formed.then_some(whole.1.len());
    }
    read
}

/// Any text as a schema: compiled, or refused with a place inside the text. Counts the dialects that take it.
pub fn xsd_schema(bytes: &[u8]) -> Read {
    let text = text(bytes);
    let compiled = DIALECTS.iter().filter(|dialect| match Schema::compile(text, **dialect) {
        Ok(schema) => {
            let _ = schema.dictionary();
            let mut checker = Checker::new(&schema, Limits::default(), ());
            checker.feed(b"<report><a>1</a><b/></report>", &mut |_| {});
            let _ = checker.finish(&mut |_| {});
            true
        }
        Err(error) => {
            let lines = text.lines().count().max(1) + 1;
            assert!((1..=lines).contains(&(error.line as usize)), "{error} in a text of {lines} lines");
            assert!(!error.to_string().is_empty(), "said in words");
            false
        }
    });
    Some(compiled.count()).filter(|count| *count > 0)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A pattern facet, a line end, and a value for it. Time is the promise: libFuzzer's `-timeout` breaks a run that takes
/// longer. Counts the dialects that take the pattern.
pub fn xsd_pattern(bytes: &[u8]) -> Read {
    let text = text(bytes);
    let (pattern, value) = text.split_once('\n').unwrap_or((text, "aaaaaaaaaaaaaaaaaaaaaaaa!"));
    let schema = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"r\"><xs:simpleType>\
         <xs:restriction base=\"xs:string\"><xs:pattern value=\"{}\"/></xs:restriction></xs:simpleType></xs:element></xs:schema>",
        escaped(pattern)
    );
    let document = format!("<r>{}</r>", escaped(value));
    let compiled = DIALECTS.iter().filter_map(|dialect| Schema::compile(&schema, *dialect).ok()).inspect(|schema| {
        let mut checker = Checker::new(schema, Limits::default(), ());
        checker.feed(document.as_bytes(), &mut |_| {});
        let _ = checker.finish(&mut |_| {});
    });
    Some(compiled.count()).filter(|count| *count > 0)
}
