//! Tables as they are written: CSV that no spreadsheet program runs, and Parquet with real numbers and times.

use crate::failure::Failure;
use crate::stop;
use crate::table::amount::major;
use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampMillisecondArray};
use jiff::Timestamp;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;

/// A cell of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Text of unknown origin.
    Text(String),
    /// A count.
    Count(i64),
    /// Minor units and how many decimals their currency has: in CSV a decimal number, in Parquet the minor units.
    Money(i64, u8),
    /// Seconds since 1970 in UTC.
    Time(i64),
    /// Nothing.
    Empty,
}

/// The rows of a table, made anew each time they are gone through, so that a long table is never held as cells.
pub(crate) type Made<'a> = Box<dyn Fn() -> Box<dyn Iterator<Item = Vec<Cell>> + 'a> + 'a>;

/// A row for each of some items.
pub(crate) fn over<'a, T>(items: &'a [T], row: impl Fn(&'a T) -> Vec<Cell> + Copy + 'a) -> Made<'a> {
    Box::new(move || Box::new(items.iter().map(row)))
}

/// Rows of Parquet that are held as cells at one time.
const BATCH_ROWS: usize = 32 << 10;

/// A table of results.
pub(crate) struct Sheet<'a> {
    /// The name of its file without the ending.
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    pub(crate) rows: Made<'a>,
}

/// A moment as text.
pub(crate) fn moment(seconds: i64) -> String {
    Timestamp::from_second(seconds).map_or_else(|_| seconds.to_string(), |moment| moment.to_string())
}

/// A text as it may stand in a cell of CSV: with an apostrophe in front where a spreadsheet program would take it for a
/// formula. Blanks, marks and quotes in front of a formula do not help it.
fn guarded(text: &str) -> String {
    let skipped = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{FEFF}' | '\u{200B}');
    let core = text.trim_start_matches(skipped);
    let formula = core.starts_with(['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠']);
    if formula || text.starts_with(['\t', '\r', '\n']) { format!("'{text}") } else { text.to_owned() }
}

impl Cell {
    /// A text of unknown origin.
    pub(crate) fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    /// A number of things.
    pub(crate) fn count(count: usize) -> Self {
        Self::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }

    fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => guarded(text),
            Self::Count(count) => count.to_string(),
            Self::Money(minor, decimals) => major(*minor, *decimals),
            Self::Time(seconds) => moment(*seconds),
        }
    }

    fn number(&self) -> Option<i64> {
        match self {
            Self::Text(_) | Self::Empty => None,
            Self::Count(number) | Self::Money(number, _) | Self::Time(number) => Some(*number),
        }
    }

    fn words(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }
}

impl Sheet<'_> {
    /// Writes `name.csv` into a folder, and `name.parquet` if that is wanted and there are rows.
    pub(crate) fn write(&self, folder: &Path, parquet: bool) -> Result<(), Failure> {
        let path = folder.join(format!("{}.csv", self.name));
        self.csv(&path).map_err(|source| Failure::write(&path, source))?;
        if parquet && (self.rows)().next().is_some() {
            let path = folder.join(format!("{}.parquet", self.name));
            self.parquet(&path).map_err(|source| Failure::write(&path, source))?;
        }
        Ok(())
    }

    fn csv(&self, path: &Path) -> io::Result<()> {
        let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
        writer.write_record(self.columns)?;
        for row in (self.rows)() {
            stop::check().map_err(io::Error::other)?;
            writer.write_record(row.iter().map(Cell::written))?;
        }
        writer.into_inner().map_err(|error| io::Error::other(error.to_string()))?.flush()
    }

    /// A cell of each column that says of which kind it is: its first that is not empty.
    fn kinds(&self) -> Vec<Cell> {
        let mut kinds = vec![Cell::Empty; self.columns.len()];
        for row in (self.rows)() {
            for (kind, cell) in kinds.iter_mut().zip(row).filter(|(kind, _)| **kind == Cell::Empty) {
                *kind = cell;
            }
            if !kinds.contains(&Cell::Empty) {
                break;
            }
        }
        kinds
    }

    fn parquet(&self, path: &Path) -> io::Result<()> {
        let properties = || WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        let kinds = self.kinds();
        let (mut rows, mut writer) = ((self.rows)(), None);
        loop {
            stop::check().map_err(io::Error::other)?;
            let some: Vec<Vec<Cell>> = rows.by_ref().take(BATCH_ROWS).collect();
            if some.is_empty() {
                break;
            }
            let columns = self.columns.iter().enumerate().map(|(at, name)| column(&some, at, (name, kinds.get(at))));
            let batch = RecordBatch::try_from_iter(columns).map_err(io::Error::other)?;
            let writer = match &mut writer {
                Some(writer) => writer,
                None => {
                    let new = ArrowWriter::try_new(File::create(path)?, batch.schema(), Some(properties()));
                    writer.insert(new.map_err(io::Error::other)?)
                }
            };
            writer.write(&batch).map_err(io::Error::other)?;
        }
        writer.map_or(Ok(()), |writer| writer.close().map_err(io::Error::other).map(|_| ()))
    }
}

/// A column of some rows, of the kind that a cell says. The cells of a column are all of one kind, or empty.
fn column(rows: &[Vec<Cell>], at: usize, (name, kind): (&str, Option<&Cell>)) -> (String, ArrayRef) {
    let cells = rows.iter().map(move |row| row.get(at));
    let numbers = || cells.clone().map(|cell| cell.and_then(Cell::number));
    match kind {
        Some(Cell::Count(_)) => (name.to_owned(), Arc::new(Int64Array::from_iter(numbers()))),
        Some(Cell::Money(..)) => (format!("{name}_minor"), Arc::new(Int64Array::from_iter(numbers()))),
        Some(Cell::Time(_)) => {
            // Parquet knows no seconds.
            let millis = numbers().map(|cell| cell.and_then(|seconds| seconds.checked_mul(1_000)));
            let array = TimestampMillisecondArray::from_iter(millis).with_timezone("UTC");
            (name.to_owned(), Arc::new(array))
        }
        _ => {
            let texts = cells.map(|cell| cell.and_then(Cell::words));
            (name.to_owned(), Arc::new(StringArray::from_iter(texts)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_names_left_alone() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\u{FEFF}=1", "'=1", "\"=1", "＝1", "\tx", "|calc", "%0A"]
        {
            assert_eq!(guarded(text), format!("'{text}"));
        }
        for text in ["", "A-1", "'t Hart", "名", "1=1"] {
            assert_eq!(guarded(text), text);
        }
    }
}
