//! A pattern facet and a value for it. Time is the promise: libFuzzer's `-timeout` breaks a run that takes longer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use xsd::{Checker, Dialect, Limits, Schema};

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fuzz_target!(|text: &str| {
    let (pattern, value) = text.split_once('\n').unwrap_or((text, "aaaaaaaaaaaaaaaaaaaaaaaa!"));
    let schema = format!(
        "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"r\"><xs:simpleType>\
         <xs:restriction base=\"xs:string\"><xs:pattern value=\"{}\"/></xs:restriction></xs:simpleType></xs:element></xs:schema>",
        escaped(pattern)
    );
    let document = format!("<r>{}</r>", escaped(value));
    for dialect in [Dialect::DotNet, Dialect::W3c] {
        let Ok(schema) = Schema::compile(&schema, dialect) else { continue };
        let mut checker = Checker::new(&schema, Limits::default(), ());
        checker.feed(document.as_bytes(), &mut |_| {});
        let _ = checker.finish(&mut |_| {});
    }
});
