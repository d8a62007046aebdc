//! An archive: opened under limits or refused; no entry gives more than it promised.
#![no_main]

use goaml::limits::Limits;
use goaml::unpack;
use libfuzzer_sys::fuzz_target;
use std::io::{Cursor, Read};

fuzz_target!(|data: &[u8]| {
    let limits = Limits {
        body_bytes_max: 1 << 20,
        unpacked_bytes_max: 1 << 20,
        entries_max: 50,
        attachments_max: 10,
        attachment_bytes_max: 1 << 19,
        ..Limits::default()
    };
    let Ok(mut package) = unpack::open(Cursor::new(data), "", limits) else { return };
    let entries = package.entries().to_vec();
    assert!(entries.len() <= limits.entries_max);
    let promised: u64 = entries.iter().map(|entry| entry.bytes).sum();
    assert!(promised <= limits.unpacked_bytes_max);
    for (position, entry) in entries.iter().enumerate() {
        let Ok(mut stream) = package.entry(position) else { continue };
        let (mut given, mut piece) = (0, [0; 4096]);
        while let Ok(count @ 1..) = stream.read(&mut piece) {
            given += count as u64;
            assert!(given <= entry.bytes, "{} gave more than {} bytes", entry.name, entry.bytes);
        }
    }
    let _ = unpack::check_container(Cursor::new(data), limits);
});
