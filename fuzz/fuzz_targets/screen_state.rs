//! A saved index: read, or refused as a whole; what is read can be written and read again, and is the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use names::stable_hash;
use screen::{Index, Kind, Query};

/// Puts the head before a body and the sum after it, so that what is beyond them is reached.
fn state(body: &[u8]) -> Vec<u8> {
    let mut bytes = b"ofscreen\x01\x00".to_vec();
    bytes.extend_from_slice(&(body.len() as u64).to_le_bytes());
    bytes.extend_from_slice(body);
    let sum = stable_hash(&bytes);
    bytes.extend_from_slice(&sum.to_le_bytes());
    bytes
}

fuzz_target!(|data: &[u8]| {
    let Some((how, rest)) = data.split_first() else { return };
    let bytes = if how % 4 == 0 { rest.to_vec() } else { state(rest) };
    let Ok(index) = Index::from_bytes(&bytes) else { return };
    let saved = index.to_bytes();
    let again = Index::from_bytes(&saved).expect("what was saved is read");
    assert_eq!(again.to_bytes(), saved);
    assert_eq!((again.len(), again.names_count()), (index.len(), index.names_count()));
    let names = index.entries().flat_map(|entry| &entry.names).take(4);
    for name in names {
        let query = Query::name(Kind::Unknown, name.text.reveal());
        assert_eq!(index.screener().screen(&query).hits.len(), again.screener().screen(&query).hits.len());
    }
});
