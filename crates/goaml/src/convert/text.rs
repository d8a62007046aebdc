//! CSV by RFC 4180, in sections: a line `[report]`, then one place and value per line; a line `[transactions]`, then
//! headings and rows; perhaps a line `[activity]`, then places and values.

use super::cell::{Cell, Intake};
use super::path::Area;
use super::{ConvertError, Tables, at};
use crate::codes;
use crate::limits::Limits;
use std::io::Write;
use vocab::Severity;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl Tables {
    /// Writes CSV in UTF-8 with a byte order mark, which spreadsheet programs need, and lines that end as the RFC says.
    pub fn to_csv<W: Write>(&self, mut out: W, delimiter: u8) -> Result<W, ConvertError> {
        out.write_all(BYTE_ORDER_MARK)?;
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        for area in Area::ALL {
            if area == Area::Transactions {
                write_line(&mut writer, &["[transactions]"])?;
                self.each_row(|cells| write_line(&mut writer, cells))?;
            } else if let Some(lines) = self.lines(area) {
                write_line(&mut writer, &[format!("[{}]", area.name())])?;
                lines.iter().try_for_each(|line| write_line(&mut writer, line))?;
            }
        }
        writer.into_inner().map_err(|error| ConvertError::Io(error.into_error()))
    }

    /// Reads CSV. The delimiter is what the caller says, or what a first line `sep=;` says; it is never guessed.
    pub fn from_csv(bytes: &[u8], delimiter: u8, limits: Limits) -> Self {
        let mut tables = Self::new(limits);
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
        if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > limits.body_bytes_max {
            tables.file_fault("size", 1);
            return tables;
        }
        let (delimiter, rest, skipped) = stated_delimiter(bytes).unwrap_or((delimiter, bytes, 0));
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(rest);
        // Before the first section, then in one; the inner `None` is a section nobody knows, whose lines are passed.
        let mut area: Option<Option<Area>> = None;
        let mut lines = Vec::new();
        let mut record = csv::StringRecord::new();
        let mut row = skipped;
        loop {
            let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            row = row.saturating_add(1).saturating_add(blank_lines(rest, from));
            match reader.read_record(&mut record) {
                Ok(false) => break,
                Ok(true) => {}
                Err(_) => {
                    tables.file_fault("not UTF-8", row);
                    break;
                }
            }
            if let Some(next) = section(&record) {
                take(&mut tables, area.flatten(), &mut lines);
                area = Some(next);
                if next.is_none() {
                    let sheet = record.get(0).unwrap_or_default().to_owned();
                    tables.find(at(codes::CSV_SHEET, Severity::Reject, &sheet, row, 1));
                }
            } else if record.len() > limits.columns_max {
                let max = limits.columns_max.to_string();
                tables.find(at(codes::CSV_LIMIT, Severity::Reject, "", row, limits.columns_max).with("max", max));
            } else if area.is_none() {
                tables.find(at(codes::CSV_SHEET, Severity::Reject, "[report]", row, 1));
                break;
            } else if lines.len() <= limits.rows_max.saturating_add(1) {
                lines.push((row, record.iter().map(cell).collect()));
            }
        }
        take(&mut tables, area.flatten(), &mut lines);
        tables
    }

    pub(super) fn file_fault(&mut self, reason: &'static str, row: usize) {
        self.find(at(codes::CSV_FILE, Severity::Fatal, "", row, 1).with("reason", reason));
    }
}

fn write_line<W: Write, C: AsRef<[u8]>>(writer: &mut csv::Writer<W>, cells: &[C]) -> Result<(), ConvertError> {
    writer.write_record(cells).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => ConvertError::Io(error),
        _ => ConvertError::Io(std::io::ErrorKind::InvalidData.into()),
    })
}

/// The delimiter of a first line such as `sep=;`, with the rest of the file and the number of lines passed.
fn stated_delimiter(bytes: &[u8]) -> Option<(u8, &[u8], usize)> {
    let after = bytes.strip_prefix(b"sep=")?;
    let (delimiter, rest) = after.split_first()?;
    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    Some((*delimiter, rest, 1))
}

/// Whether a record begins a section, and which; the inner `None` is a section nobody knows.
fn section(record: &csv::StringRecord) -> Option<Option<Area>> {
    let name = record.get(0)?.trim().strip_prefix('[')?.strip_suffix(']')?;
    let alone = record.iter().skip(1).all(str::is_empty);
    alone.then(|| Area::ALL.into_iter().find(|area| area.name().eq_ignore_ascii_case(name)))
}

/// Blank lines that the reader will pass over at a place where a record ended: rows of a spreadsheet program count
/// them.
fn blank_lines(bytes: &[u8], from: usize) -> usize {
    let before = from.checked_sub(1).and_then(|at| bytes.get(at));
    let rest = bytes.get(from..).unwrap_or_default();
    // The reader ends a record at the carriage return and leaves its line feed.
    let mut rest = if before == Some(&b'\r') { rest.strip_prefix(b"\n").unwrap_or(rest) } else { rest };
    let mut count = 0;
    loop {
        let after = [&b"\r\n"[..], b"\r", b"\n"].iter().find_map(|line_end| rest.strip_prefix(*line_end));
        let Some(after) = after else { return count };
        rest = after;
        count += 1;
    }
}

fn cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
}

fn take(tables: &mut Tables, area: Option<Area>, lines: &mut Vec<(usize, Vec<Cell>)>) {
    if let Some(area) = area {
        let mut intake = Intake::new(tables, area);
        lines.drain(..).for_each(|line| intake.line(line));
    }
    lines.clear();
}
