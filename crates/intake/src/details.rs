//! What of a row stands in no column, as filed: lists of path and text, kept many rows together and compressed.
//!
//! A block is the details of some rows of one part of one report, one row after another: its ordinal, its pairs, an end.
//! The signs between them are control characters that no XML file can hold.

use std::io;

/// Between path and text.
const UNIT: char = '\u{1f}';
/// After a pair, and after the ordinal.
const PAIR: char = '\u{1e}';
/// After a row.
const ROW: char = '\u{1d}';
/// A block is closed when it has so many bytes: a page of a report opens few blocks, and each is small.
const BLOCK_BYTES: usize = 128 << 10;
/// zstd's fastest ordinary level.
const LEVEL: i32 = 1;

/// The part of a report that a block is about, as its number in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Transaction = 1,
    Party = 2,
    Account = 3,
}

/// The details of one row: path and text, as filed.
pub(crate) type Pairs = Vec<(String, String)>;

/// Adds a pair to the text of a row.
pub(crate) fn add(row: &mut String, path: &str, text: &str) {
    row.push_str(path);
    row.push(UNIT);
    if text.bytes().any(|byte| (0x1d..=0x1f).contains(&byte)) {
        row.extend(text.chars().filter(|c| !matches!(*c, UNIT | PAIR | ROW)));
    } else {
        row.push_str(text);
    }
    row.push(PAIR);
}

/// The pairs in the text of a row.
pub(crate) fn pairs(row: &str) -> Pairs {
    let pair = |pair: &str| pair.split_once(UNIT).map(|(path, text)| (path.to_owned(), text.to_owned()));
    row.split_terminator(PAIR).filter_map(pair).collect()
}

/// The details of rows of one part, growing.
pub(crate) struct Blocks {
    part: Part,
    raw: String,
    first: i64,
    last: i64,
}

/// A block that is closed.
pub(crate) struct Block {
    pub(crate) part: Part,
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) raw_bytes: i64,
    pub(crate) body: Vec<u8>,
}

impl Blocks {
    pub(crate) fn new(part: Part) -> Self {
        Self { part, raw: String::new(), first: i64::MAX, last: 0 }
    }

    /// Takes the text of a row; whether the block is long enough to be closed.
    pub(crate) fn row(&mut self, ordinal: i64, pairs: &str) -> bool {
        if pairs.is_empty() {
            return false;
        }
        self.raw.push_str(&ordinal.to_string());
        self.raw.push(PAIR);
        self.raw.push_str(pairs);
        self.raw.push(ROW);
        (self.first, self.last) = (self.first.min(ordinal), self.last.max(ordinal));
        self.raw.len() >= BLOCK_BYTES
    }

    /// Closes the block, if it has a row.
    ///
    /// # Errors
    ///
    /// When the compressor fails, which it has no reason to.
    pub(crate) fn close(&mut self, compressor: &mut zstd::bulk::Compressor<'_>) -> io::Result<Option<Block>> {
        if self.raw.is_empty() {
            return Ok(None);
        }
        let body = compressor.compress(self.raw.as_bytes())?;
        let raw_bytes = i64::try_from(self.raw.len()).unwrap_or(i64::MAX);
        let block = Block { part: self.part, first: self.first, last: self.last, raw_bytes, body };
        self.raw.clear();
        (self.first, self.last) = (i64::MAX, 0);
        Ok(Some(block))
    }
}

/// What closes blocks.
///
/// # Errors
///
/// When there is no memory for it.
pub(crate) fn compressor() -> io::Result<zstd::bulk::Compressor<'static>> {
    zstd::bulk::Compressor::new(LEVEL)
}

/// The rows of a block, with their ordinals.
///
/// # Errors
///
/// When the body is damaged.
pub(crate) fn read(body: &[u8], raw_bytes: i64) -> io::Result<Vec<(i64, Pairs)>> {
    let raw = zstd::bulk::decompress(body, usize::try_from(raw_bytes).unwrap_or(0))?;
    let raw = String::from_utf8(raw).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let row = |text: &str| {
        let (ordinal, row) = text.split_once(PAIR)?;
        Some((ordinal.parse().ok()?, pairs(row)))
    };
    Ok(raw.split_terminator(ROW).filter_map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(pairs: &[(&str, &str)]) -> String {
        let mut row = String::new();
        for (path, text) in pairs {
            add(&mut row, path, text);
        }
        row
    }

    #[test]
    fn rows_come_back_as_they_went_in() {
        let mut blocks = Blocks::new(Part::Party);
        let first: &[(&str, &str)] = &[("address/town", "Řím\n\"1\""), ("comments", "")];
        assert!(!blocks.row(7, &text(first)));
        assert!(!blocks.row(8, ""));
        assert!(!blocks.row(3, &text(&[("a", "b\u{1f}c\u{1d}")])));
        let block = blocks.close(&mut compressor().unwrap()).unwrap().unwrap();
        assert_eq!((block.first, block.last), (3, 7));
        let rows = read(&block.body, block.raw_bytes).unwrap();
        let owned =
            |pairs: &[(&str, &str)]| -> Pairs { pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect() };
        assert_eq!(rows, [(7, owned(first)), (3, owned(&[("a", "bc")]))]);
        assert!(blocks.close(&mut compressor().unwrap()).unwrap().is_none());
    }

    #[test]
    fn a_block_is_closed_when_it_is_long_and_a_damaged_one_is_an_error() {
        let mut blocks = Blocks::new(Part::Account);
        let row = text(&[("path", &"x".repeat(1000))]);
        let rows = (1..1000).find(|ordinal| blocks.row(*ordinal, &row)).unwrap();
        assert!((100..200).contains(&rows), "{rows}");
        let block = blocks.close(&mut compressor().unwrap()).unwrap().unwrap();
        assert!(block.body.len() < 5_000);
        assert!(read(&block.body[..20], block.raw_bytes).is_err());
        assert!(read(&block.body, 10).is_err(), "longer than was said");
    }
}
