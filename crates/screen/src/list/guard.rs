//! The gate through which every reader takes its bytes: it counts lines and refuses what is too large.
//!
//! A parser that buffers one token at a time would buffer a token of a gigabyte. The gate stops it: it lets through no
//! more than one record's worth of bytes since the reader last said that a record, or a token outside any, had ended.

use super::{Limits, ListError};
use std::io::{self, BufRead, BufReader, Read};

/// Counts, limits, and hands on.
pub(crate) struct Guard<R> {
    inner: BufReader<R>,
    row: u64,
    column: u64,
    total: u64,
    since_mark: u64,
    limits: Limits,
}

/// What travels inside an [`io::Error`] when a limit stopped the reading.
#[derive(Debug, thiserror::Error)]
#[error("more than {max} {what}")]
struct Stopped {
    what: &'static str,
    max: u64,
}

impl<R: Read> Guard<R> {
    pub(crate) fn new(inner: R, limits: Limits) -> Self {
        Self { inner: BufReader::with_capacity(64 << 10, inner), row: 1, column: 1, total: 0, since_mark: 0, limits }
    }

    /// Line of the next byte, from 1.
    pub(crate) const fn row(&self) -> u64 {
        self.row
    }

    /// Column of the next byte in characters, from 1.
    pub(crate) const fn column(&self) -> u64 {
        self.column
    }

    /// Says that a record has ended: the next one may be as large again.
    pub(crate) const fn mark(&mut self) {
        self.since_mark = 0;
    }

    /// Reads up to and with the next line feed. 0 at the end of the list.
    pub(crate) fn line(&mut self, out: &mut Vec<u8>) -> Result<usize, ListError> {
        self.mark();
        out.clear();
        self.read_until(b'\n', out).map_err(|error| self.error(error))
    }

    /// Turns an error of reading into one of the list.
    pub(crate) fn error(&self, error: io::Error) -> ListError {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Stopped>()) {
            Some(stopped) => ListError::Limit { row: self.row, what: stopped.what, max: stopped.max },
            None => ListError::Io(error),
        }
    }
}

/// The limit that stopped a reading, when the error has gone through a parser that shares errors.
pub(crate) fn limit_of(error: &io::Error, row: u64) -> Option<ListError> {
    let stopped = error.get_ref()?.downcast_ref::<Stopped>()?;
    Some(ListError::Limit { row, what: stopped.what, max: stopped.max })
}

impl<R: Read> BufRead for Guard<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        for (size, max, what) in [
            (self.total, self.limits.list_bytes_max, "bytes in the list"),
            (self.since_mark, self.limits.record_bytes_max, "bytes in one entry"),
        ] {
            if size > max {
                return Err(io::Error::other(Stopped { what, max }));
            }
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let taken = self.inner.buffer().get(..amount).unwrap_or_default();
        match memchr::memrchr(b'\n', taken) {
            Some(last) => {
                self.row += super::as_u64(memchr::memchr_iter(b'\n', taken).count());
                self.column = 1 + characters(taken.get(last + 1..).unwrap_or_default());
            }
            None => self.column += characters(taken),
        }
        self.total += super::as_u64(amount);
        self.since_mark += super::as_u64(amount);
        self.inner.consume(amount);
    }
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let n = available.len().min(out.len());
        for (to, from) in out.iter_mut().zip(available) {
            *to = *from;
        }
        self.consume(n);
        Ok(n)
    }
}

/// Characters of UTF-8, not counting the continuing bytes.
fn characters(bytes: &[u8]) -> u64 {
    super::as_u64(bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_are_counted_in_characters() {
        let mut guard = Guard::new("é\nabc".as_bytes(), Limits::default());
        let mut line = Vec::new();
        assert_eq!(guard.line(&mut line).unwrap(), 3);
        assert_eq!((guard.row(), guard.column()), (2, 1));
        assert_eq!(guard.line(&mut line).unwrap(), 3);
        assert_eq!((guard.row(), guard.column()), (2, 4));
        assert_eq!(guard.line(&mut line).unwrap(), 0);
    }

    #[test]
    fn an_endless_line_is_refused_and_an_endless_list_too() {
        let limits = Limits { record_bytes_max: 1000, ..Limits::default() };
        let error = Guard::new(io::repeat(b'x'), limits).line(&mut Vec::new()).unwrap_err();
        assert_eq!(error.code(), "LIST-LIMIT");
        let limits = Limits { list_bytes_max: 100_000, ..Limits::default() };
        let mut guard = Guard::new(io::repeat(b'\n'), limits);
        let error = loop {
            if let Err(error) = guard.line(&mut Vec::new()) {
                break error;
            }
        };
        assert_eq!(error.code(), "LIST-LIMIT");
    }
}
