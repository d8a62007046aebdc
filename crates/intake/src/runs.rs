//! The words of a large report, in runs of its own: sorted, and many words in one body. Such a report costs few rows
//! and touches no other's; a search looks into each run, at the few bodies where a word can be.

use std::io;

/// A report with fewer words than these has none of its own runs: its words go to the segment that all small ones
/// share.
pub(crate) const RUN_WORDS_MIN: usize = 2_048;
/// So many words are gathered before they are handed over as a run. About 4 MiB.
pub(crate) const RUN_WORDS_MAX: usize = 65_536;
/// Words of one body, which then is about 2 KB.
pub(crate) const BODY_WORDS: usize = 128;

/// Between a word and the ordinal of what it finds. No word holds it: words are letters, digits and blanks.
const UNIT: char = '\u{1f}';
/// After an ordinal.
const PAIR: char = '\u{1e}';

/// A word of a large report, and the row that it finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) word: String,
    pub(crate) ordinal: i64,
}

/// Adds a word to a body that is being written.
pub(crate) fn add(raw: &mut String, word: &str, ordinal: i64) {
    raw.push_str(word);
    raw.push(UNIT);
    raw.push_str(&ordinal.to_string());
    raw.push(PAIR);
}

/// The words of a body, in their order.
///
/// # Errors
///
/// When the body is damaged.
pub(crate) fn read(body: &[u8], raw_bytes: i64) -> io::Result<Vec<Found>> {
    let raw = zstd::bulk::decompress(body, usize::try_from(raw_bytes).unwrap_or(0))?;
    let raw = String::from_utf8(raw).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let found = |pair: &str| {
        let (word, ordinal) = pair.split_once(UNIT)?;
        Some(Found { word: word.to_owned(), ordinal: ordinal.parse().ok()? })
    };
    raw.split_terminator(PAIR).map(|pair| found(pair).ok_or_else(|| io::ErrorKind::InvalidData.into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_a_damaged_body_is_an_error() {
        let mut raw = String::new();
        for (word, ordinal) in [("ali oz", 4), ("علي محمد", i64::MAX), ("伟 王", 1)] {
            add(&mut raw, word, ordinal);
        }
        let body = zstd::bulk::compress(raw.as_bytes(), 1).unwrap();
        let length = i64::try_from(raw.len()).unwrap();
        let words: Vec<(String, i64)> =
            read(&body, length).unwrap().into_iter().map(|found| (found.word, found.ordinal)).collect();
        assert_eq!(words, [("ali oz".into(), 4), ("علي محمد".into(), i64::MAX), ("伟 王".into(), 1)]);
        assert!(read(&body[..body.len() - 3], length).is_err());
        assert!(read(&body, 3).is_err(), "longer than was said");
        assert!(read(&zstd::bulk::compress(b"word\x1fone\x1e", 1).unwrap(), 100).is_err());
    }
}
