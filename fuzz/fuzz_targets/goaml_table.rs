//! A table as CSV or XLSX: read within limits, or refused; what is read can be written as XML.
#![no_main]

use goaml::convert::Tables;
use goaml::limits::Limits;
use goaml::write::Version;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use xsd::{Checker, Dialect, Schema};

static ANY: LazyLock<Schema> = LazyLock::new(|| {
    let text = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"report\"/></xs:schema>";
    Schema::compile(text, Dialect::DotNet).expect("the schema compiles")
});

fuzz_target!(|data: &[u8]| {
    let limits = Limits { rows_max: 200, columns_max: 100, unpacked_bytes_max: 4 << 20, ..Limits::default() };
    let tables =
        if data.starts_with(b"PK") { Tables::from_xlsx(data, limits) } else { Tables::from_csv(data, b',', limits) };
    if !tables.is_good() {
        return;
    }
    for version in [Version::V4, Version::V5] {
        let Ok((xml, _)) = tables.to_xml(Vec::new(), version) else { continue };
        let mut checker = Checker::new(&ANY, xsd::Limits::any_length(), ());
        checker.feed(&xml, &mut |_| {});
        let (outcome, ()) = checker.finish(&mut |_| {});
        assert!(outcome.well_formed, "{}", String::from_utf8_lossy(&xml));
    }
    let _ = tables.to_csv(Vec::new(), b';').expect("memory can be written");
});
