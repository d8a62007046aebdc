//! A sanctions list in any of the formats: read, or refused with a place; never half-read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use screen::list::{Limits, eu, ftm, ofac_advanced, ofac_csv, ofac_xml, table, uk_csv, uk_xml, un};

fuzz_target!(|data: &[u8]| {
    let Some((format, bytes)) = data.split_first() else { return };
    let limits = Limits::default();
    let mapping =
        table::Mapping::new("X", screen::Kind::Person, &[("id", table::Field::Id), ("name", table::Field::Name)]);
    let read = match format % 9 {
        0 => un::read(bytes, &limits),
        1 => eu::read(bytes, &limits),
        2 => ofac_xml::read(bytes, "X", &limits),
        3 => ofac_advanced::read(bytes, "X", &limits),
        4 => uk_xml::read(bytes, &limits),
        5 => uk_csv::read(bytes, &limits),
        6 => ftm::read(bytes, &limits),
        // Three files, a zero between them.
        7 => {
            let mut files = bytes.splitn(3, |byte| *byte == 0).chain([&[][..], &[]]);
            let mut file = || files.next().unwrap_or_default();
            ofac_csv::read(ofac_csv::Files { list: "X", main: file(), aliases: file(), addresses: file() }, &limits)
        }
        _ => table::read(bytes, &mapping, &limits),
    };
    if let Ok(read) = read {
        assert!(read.entries.iter().all(|entry| !entry.names.is_empty() || !entry.identifiers.is_empty()));
    }
});
