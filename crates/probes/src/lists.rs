//! Sanctions lists, and saved indexes of them.

use crate::Read;
use names::stable_hash;
use screen::list::{Limits, eu, ftm, ofac_advanced, ofac_csv, ofac_xml, table, uk_csv, uk_xml, un};
use screen::{Index, Kind, Query};

/// A format, and a sanctions list: read, or refused with a place; never half-read. Counts its entries.
pub fn list(bytes: &[u8]) -> Read {
    let (format, bytes) = bytes.split_first()?;
    let limits = Limits::default();
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
        _ => {
            let fields = [("id", table::Field::Id), ("name", table::Field::Name)];
            table::read(bytes, &table::Mapping::new("X", Kind::Person, &fields), &limits)
        }
    };
    let entries = match read {
        Ok(read) => read.entries,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "said in words");
            return None;
        }
    };
    assert!(entries.iter().all(|entry| !entry.names.is_empty() || !entry.identifiers.is_empty()), "one without both");
    Some(entries.len())
}

/// A saved index with this body: its head and its sum are right, so that what is beyond them is reached.
fn state(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"ofscreen\x01\x00".to_vec();
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(body);
    let sum = stable_hash(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

/// How, and a saved index: whole when that is a multiple of four, else its body. It is read, or refused as a whole; what is
/// read can be written and read again, and is the same. Counts its entries.
pub fn screen_state(bytes: &[u8]) -> Read {
    let (how, rest) = bytes.split_first()?;
    let bytes = if how % 4 == 0 { rest.to_vec() } else { state(rest) };
    let index = Index::from_bytes(&bytes).ok()?;
    let saved = index.to_bytes();
    let again = Index::from_bytes(&saved).expect("what was saved is read");
    assert_eq!(again.to_bytes(), saved, "saved as the same");
    assert_eq!((again.len(), again.names_count()), (index.len(), index.names_count()), "as many");
    let names = index.entries().flat_map(|entry| &entry.names).take(4);
    for name in names {
        let query = Query::name(Kind::Unknown, name.text.reveal());
        let (first, second) = (index.screener().screen(&query), again.screener().screen(&query));
        assert_eq!(first.hits.len(), second.hits.len(), "the same answers");
    }
    Some(index.len())
}
