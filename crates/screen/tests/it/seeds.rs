//! What the fuzzer begins with, `fuzz/corpus/*/seed-*`: it must be read, or the fuzzer learns nothing from it. Damaged, it
//! is read or refused: a short sample of what the fuzzer does for hours.

use names::stable_hash;
use screen::list::{Limits, ListError, Reading, eu, ftm, ofac_advanced, ofac_csv, ofac_xml, table, uk_csv, uk_xml, un};
use screen::{Index, Kind};
use std::path::Path;

/// The seeds of a target by name, each without the byte that says how it is read.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let files = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap());
    let named = files.map(|file| (file.file_name().into_string().unwrap(), file.path()));
    // Beside the seeds lies what the fuzzer found on this machine.
    let seeds = named.filter_map(|(name, path)| Some((name.strip_prefix("seed-")?.to_owned(), path)));
    seeds.map(|(name, path)| (name, std::fs::read(path).unwrap().split_off(1))).collect()
}

/// The bytes with one of them changed, left out, or all after it, at every so many places.
fn damaged(bytes: &[u8], step: usize) -> impl Iterator<Item = Vec<u8>> {
    (0..bytes.len()).step_by(step).flat_map(move |at| {
        let with = |byte: u8| [&bytes[..at], &[byte], &bytes[at + 1..]].concat();
        [
            with(0),
            with(b'<'),
            with(bytes[at] ^ 1),
            with(0xFF),
            [&bytes[..at], &bytes[at + 1..]].concat(),
            bytes[..at].to_vec(),
        ]
    })
}

fn read(format: &str, bytes: &[u8]) -> Result<Reading, ListError> {
    let limits = Limits::default();
    match format {
        "un" => un::read(bytes, &limits),
        "eu" => eu::read(bytes, &limits),
        "ofac_xml" => ofac_xml::read(bytes, "X", &limits),
        "ofac_advanced" => ofac_advanced::read(bytes, "X", &limits),
        "uk_xml" => uk_xml::read(bytes, &limits),
        "uk_csv" => uk_csv::read(bytes, &limits),
        "ftm" => ftm::read(bytes, &limits),
        "ofac_csv" => {
            // Three files, a zero between them.
            let mut files = bytes.splitn(3, |byte| *byte == 0).chain([&[][..], &[]]);
            let mut file = || files.next().unwrap_or_default();
            ofac_csv::read(ofac_csv::Files { list: "X", main: file(), aliases: file(), addresses: file() }, &limits)
        }
        _ => {
            let fields = [("id", table::Field::Id), ("name", table::Field::Name)];
            table::read(bytes, &table::Mapping::new("X", Kind::Person, &fields), &limits)
        }
    }
}

#[test]
fn lists() {
    let seeds = seeds("list");
    assert_eq!(seeds.len(), 9, "one of each format");
    for (format, bytes) in seeds {
        let entries = read(&format, &bytes).unwrap_or_else(|error| panic!("{format}: {error}")).entries;
        assert!(!entries.is_empty(), "{format}");
        for bytes in damaged(&bytes, 5) {
            let entries = read(&format, &bytes).map_or(Vec::new(), |read| read.entries);
            assert!(entries.iter().all(|entry| !entry.names.is_empty() || !entry.identifiers.is_empty()), "{format}");
        }
    }
}

/// A saved index with this body: its head and sum are right.
fn state(body: &[u8]) -> Vec<u8> {
    let head = [b"ofscreen\x01\x00".as_slice(), &(body.len() as u64).to_le_bytes(), body].concat();
    let sum = stable_hash(&head).to_le_bytes();
    [head.as_slice(), &sum].concat()
}

#[test]
fn saved_indexes() {
    let mut entries: Vec<(String, usize)> = Vec::new();
    for (name, body) in seeds("screen_state") {
        let index = Index::from_bytes(&state(&body)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(index.to_bytes(), state(&body), "{name}");
        entries.push((name, index.len()));
        for body in damaged(&body, 3) {
            let Ok(index) = Index::from_bytes(&state(&body)) else { continue };
            let saved = index.to_bytes();
            assert_eq!(Index::from_bytes(&saved).unwrap().to_bytes(), saved);
        }
    }
    entries.sort();
    assert_eq!(entries, [("all", 4), ("empty", 0), ("person", 1), ("ship", 1)].map(|(name, of)| (name.to_owned(), of)));
}
