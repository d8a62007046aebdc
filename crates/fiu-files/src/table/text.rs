//! CSV. The rules of RFC 4180, kept strictly: a quote stands around a value or is doubled inside one.

use super::{Rows, check};
use crate::failure::{CellFault, Failure};
use crate::meter::{Counting, Meter};
use crate::stop;
use csv::{ErrorKind, ReaderBuilder, StringRecord};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// What separates cells, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

pub(super) fn read(path: &Path, delimiter: Option<u8>, rows: &mut dyn Rows) -> Result<u64, Failure> {
    let file = path.display().to_string();
    let unreadable = |source| Failure::Read { file: file.clone(), source };
    let opened = File::open(path).map_err(unreadable)?;
    let bytes = opened.metadata().map_or(0, |known| known.len());
    let meter = Meter::new(bytes, bytes);
    let mut stream = BufReader::with_capacity(256 << 10, Counting(opened, &meter));
    let head = stream.fill_buf().map_err(unreadable)?;
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let delimiter = delimiter.unwrap_or_else(|| likely(head));
    stream.consume(mark);
    let stream = Quotes { stream, delimiter, state: State::Start, line: 1, opened: 1 };
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(stream);
    let (mut names, mut record, mut row) = (Vec::<String>::new(), StringRecord::new(), 0_u64);
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(row.saturating_sub(1)),
            Ok(true) => row += 1,
            Err(error) => return Err(told(&file, (row + 1, &names), error)),
        }
        let cells: Vec<&str> = record.iter().collect();
        stop::check()?;
        check(&file, &names, row, &cells)?;
        if row == 1 {
            names = cells.iter().map(|cell| cell.trim().to_owned()).collect();
            rows.columns(&names)?;
        } else {
            rows.row(row, &cells)?;
        }
    }
}

/// The separator that is most often in the first line; the comma if none is.
fn likely(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |wanted: u8| line.iter().filter(|byte| **byte == wanted).count();
    // The first of equals wins, so the order of the list decides.
    DELIMITERS.into_iter().rev().max_by_key(|wanted| count(*wanted)).unwrap_or(b',')
}

fn told(file: &str, (row, names): (u64, &[String]), error: csv::Error) -> Failure {
    let file = file.to_owned();
    match error.into_kind() {
        ErrorKind::Io(source) => match source.get_ref().and_then(|inner| inner.downcast_ref::<BadQuote>()) {
            Some(bad) => Failure::Quote { file, line: bad.line, what: bad.what },
            None => Failure::Read { file, source },
        },
        ErrorKind::Utf8 { err, .. } => {
            Failure::Cell { file, row, column: names.get(err.field()).cloned(), fault: CellFault::Utf8 }
        }
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Failure::Cell { file, row, column: None, fault: CellFault::Cells { found: len, wanted: expected_len } }
        }
        other => Failure::Read { file, source: io::Error::other(format!("{other:?}")) },
    }
}

/// A quote where none may be.
#[derive(Debug, thiserror::Error)]
#[error("{what}")]
struct BadQuote {
    line: u64,
    what: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// At the beginning of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote that closes, or the first of two.
    Closed,
}

/// A stream of CSV that ends with an error at a quote that does not fit, which the reader of records would take.
struct Quotes<R> {
    stream: R,
    delimiter: u8,
    state: State,
    line: u64,
    opened: u64,
}

impl<R> Quotes<R> {
    fn step(&mut self, byte: u8) -> Result<(), BadQuote> {
        let ends = byte == self.delimiter || byte == b'\n' || byte == b'\r';
        let bad = |what| Err(BadQuote { line: self.line, what });
        self.state = match (self.state, byte) {
            (State::Start, b'"') => {
                self.opened = self.line;
                State::Quoted
            }
            (State::Plain, b'"') => return bad("a quote inside a value that is not between quotes"),
            (State::Quoted, b'"') => State::Closed,
            (State::Closed, b'"') | (State::Quoted, _) => State::Quoted,
            (State::Closed, _) if !ends => return bad("something follows the quote that closes a value"),
            _ if ends => State::Start,
            _ => State::Plain,
        };
        if byte == b'\n' {
            self.line += 1;
        }
        Ok(())
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(out)?;
        let bad = |bad: BadQuote| io::Error::new(io::ErrorKind::InvalidData, bad);
        for byte in out.iter().take(count) {
            self.step(*byte).map_err(bad)?;
        }
        if count == 0 && !out.is_empty() && self.state == State::Quoted {
            return Err(bad(BadQuote { line: self.opened, what: "a quote is opened and never closed" }));
        }
        Ok(count)
    }
}
