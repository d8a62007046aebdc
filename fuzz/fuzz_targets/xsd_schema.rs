//! Any text as a schema: compiled, or refused with a place inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xsd::{Checker, Dialect, Limits, Schema};

fuzz_target!(|text: &str| {
    for dialect in [Dialect::DotNet, Dialect::W3c] {
        match Schema::compile(text, dialect) {
            Ok(schema) => {
                let _ = schema.dictionary();
                let mut checker = Checker::new(&schema, Limits::default(), ());
                checker.feed(b"<report><a>1</a><b/></report>", &mut |_| {});
                let _ = checker.finish(&mut |_| {});
            }
            Err(error) => {
                let lines = text.lines().count().max(1) + 1;
                assert!((1..=lines).contains(&(error.line as usize)), "{error} in a text of {lines} lines");
                assert!(!error.to_string().is_empty());
            }
        }
    }
});
