//! What of a row stands in no column, as filed: lists of path and text, kept many rows together and compressed.
//!
//! A block is the details of some rows of one part of one report, one row after another: its ordinal, its pairs, an
//! end. A pair begins with a character that stands for its path; after the last row stand all paths of the block with
//! their characters. The signs between them are control characters that no XML file can hold.

use std::collections::HashMap;
use std::io;

use crate::paths::{PathId, Paths};

/// After a pair, and after the ordinal.
const PAIR: char = '\u{1e}';
/// After a row.
const ROW: char = '\u{1d}';
/// Another sign that is never in a text.
const UNIT: char = '\u{1f}';
/// The character of the first path; the surrogates, which are no characters, are passed over.
const PATH_FIRST: u32 = 0x100;
const SURROGATES: std::ops::Range<u32> = 0xD800..0xE000;
/// A block is closed when it has so many bytes: a page of a report opens few blocks, and each is small.
const BLOCK_BYTES: usize = 128 << 10;
/// One of zstd's fast levels: what stands in details repeats itself enough for it.
const LEVEL: i32 = -3;

/// The part of a report that a block is about, as its number in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Transaction = 1,
    Party = 2,
    Account = 3,
}

/// The details of one row: path and text, as filed.
pub(crate) type Pairs = Vec<(String, String)>;

/// The details of one row, growing.
#[derive(Debug, Default)]
pub(crate) struct Entry {
    text: String,
    paths: Vec<PathId>,
}

impl Entry {
    /// Adds a pair.
    pub(crate) fn add(&mut self, path: PathId, text: &str) {
        let Some(sign) = sign(path) else { return };
        self.paths.push(path);
        self.text.push(sign);
        if text.bytes().any(|byte| (0x1d..=0x1f).contains(&byte)) {
            self.text.extend(text.chars().filter(|c| !matches!(*c, UNIT | PAIR | ROW)));
        } else {
            self.text.push_str(text);
        }
        self.text.push(PAIR);
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.paths.clear();
    }

    /// Its pairs.
    pub(crate) fn pairs(&self, paths: &Paths) -> Pairs {
        let path = |id: &PathId| {
            let mut path = String::new();
            paths.write(*id, &mut path);
            path
        };
        self.paths.iter().zip(pairs(&self.text)).map(|(id, (_, text))| (path(id), text.to_owned())).collect()
    }
}

/// The character of a path. A record has too few elements for there to be none.
fn sign(path: PathId) -> Option<char> {
    let number = path.number().checked_add(PATH_FIRST)?;
    let passed = if number < SURROGATES.start { 0 } else { SURROGATES.end - SURROGATES.start };
    char::from_u32(number.checked_add(passed)?)
}

/// The details of rows of one part, growing.
pub(crate) struct Blocks {
    part: Part,
    raw: String,
    /// By number, whether a row has the path.
    used: Vec<bool>,
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
        Self { part, raw: String::new(), used: Vec::new(), first: i64::MAX, last: 0 }
    }

    /// Takes the details of a row; whether the block is long enough to be closed.
    pub(crate) fn row(&mut self, ordinal: i64, entry: &Entry) -> bool {
        if entry.paths.is_empty() {
            return false;
        }
        for path in &entry.paths {
            let at = usize::try_from(path.number()).unwrap_or(usize::MAX);
            if at >= self.used.len() {
                self.used.resize(at.saturating_add(1), false);
            }
            self.used.get_mut(at).into_iter().for_each(|used| *used = true);
        }
        self.raw.push_str(&ordinal.to_string());
        self.raw.push(PAIR);
        self.raw.push_str(&entry.text);
        self.raw.push(ROW);
        (self.first, self.last) = (self.first.min(ordinal), self.last.max(ordinal));
        self.raw.len() >= BLOCK_BYTES
    }

    /// Closes the block, if it has a row.
    ///
    /// # Errors
    ///
    /// When the compressor fails, which it has no reason to.
    pub(crate) fn close(
        &mut self,
        paths: &Paths,
        compressor: &mut zstd::bulk::Compressor<'_>,
    ) -> io::Result<Option<Block>> {
        if self.raw.is_empty() {
            return Ok(None);
        }
        for (number, _) in (0..).zip(&self.used).filter(|(_, used)| **used) {
            let path = PathId::of(number);
            self.raw.extend(sign(path));
            paths.write(path, &mut self.raw);
            self.raw.push(PAIR);
        }
        self.used.clear();
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
    let (rows, table) = raw.rsplit_once(ROW).ok_or(io::ErrorKind::InvalidData)?;
    let paths: HashMap<char, &str> = pairs(table).collect();
    let pair = |(sign, text): (char, &str)| Some(((*paths.get(&sign)?).to_owned(), text.to_owned()));
    let row = |row: &str| {
        let (ordinal, row) = row.split_once(PAIR)?;
        Some((ordinal.parse().ok()?, pairs(row).map(pair).collect::<Option<Pairs>>()?))
    };
    rows.split(ROW).map(|text| row(text).ok_or_else(|| io::ErrorKind::InvalidData.into())).collect()
}

/// Characters with the texts that follow them.
fn pairs(text: &str) -> impl Iterator<Item = (char, &str)> {
    text.split_terminator(PAIR).filter_map(|pair| {
        let mut rest = pair.chars();
        rest.next().map(|sign| (sign, rest.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::NameId;

    /// The details of a row, whose paths are names below its own.
    fn entry(paths: &mut Paths, pairs: &[(&str, &str)]) -> Entry {
        let mut entry = Entry::default();
        for (path, text) in pairs {
            let step = |above, name: &str| {
                let key = NameId(name.bytes().fold(7, |sum, byte| sum * 31 % 60_000 + u32::from(byte)));
                paths.below(above, key, || {
                    ["address", "town", "comments", "a", "path"].into_iter().find(|n| *n == name).unwrap()
                })
            };
            let path = path.split('/').fold(PathId::OWN, step);
            entry.add(path, text);
        }
        entry
    }

    #[test]
    fn rows_come_back_as_they_went_in() {
        let (mut blocks, mut paths) = (Blocks::new(Part::Party), Paths::default());
        let first: &[(&str, &str)] = &[("address/town", "Řím\n\"1\""), ("comments", ""), ("address/town", "2")];
        let entry_first = entry(&mut paths, first);
        let owned =
            |pairs: &[(&str, &str)]| -> Pairs { pairs.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect() };
        assert_eq!(entry_first.pairs(&paths), owned(first));
        assert!(!blocks.row(7, &entry_first));
        assert!(!blocks.row(8, &Entry::default()));
        assert!(!blocks.row(3, &entry(&mut paths, &[("a", "b\u{1f}c\u{1d}")])));
        let block = blocks.close(&paths, &mut compressor().unwrap()).unwrap().unwrap();
        assert_eq!((block.first, block.last), (3, 7));
        let rows = read(&block.body, block.raw_bytes).unwrap();
        assert_eq!(rows, [(7, owned(first)), (3, owned(&[("a", "bc")]))]);
        assert!(blocks.close(&paths, &mut compressor().unwrap()).unwrap().is_none());
    }

    #[test]
    fn every_path_has_a_character_of_its_own() {
        let signs: Vec<char> = (0..120_000).map(|number| sign(PathId::of(number)).unwrap()).collect();
        assert!(signs.is_sorted_by(|a, b| a < b));
        assert!(signs.iter().all(|sign| !matches!(*sign, UNIT | PAIR | ROW)));
        assert_eq!(sign(PathId::of(u32::MAX)), None);
    }

    #[test]
    fn a_block_is_closed_when_it_is_long_and_a_damaged_one_is_an_error() {
        let (mut blocks, mut paths) = (Blocks::new(Part::Account), Paths::default());
        let row = entry(&mut paths, &[("path", &"x".repeat(1000))]);
        let rows = (1..1000).find(|ordinal| blocks.row(*ordinal, &row)).unwrap();
        assert!((100..200).contains(&rows), "{rows}");
        let block = blocks.close(&paths, &mut compressor().unwrap()).unwrap().unwrap();
        assert!(block.body.len() < 5_000);
        assert!(read(&block.body[..20], block.raw_bytes).is_err());
        assert!(read(&block.body, 10).is_err(), "longer than was said");
        let without_table = zstd::bulk::compress("7\u{1e}Āb\u{1e}\u{1d}".as_bytes(), 1).unwrap();
        assert!(read(&without_table, 100).is_err(), "a path that the block does not say");
    }
}
