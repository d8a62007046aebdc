//! XLSX: one sheet per table, every cell a text.
//!
//! A workbook is held to the rules of archives before the spreadsheet library sees it. Cells are read one by one, so
//! a single cell in the last corner of a sheet costs nothing.

use super::cell::{Cell, Intake, letters};
use super::path::Area;
use super::{ConvertError, Tables, at};
use crate::codes;
use crate::limits::Limits;
use crate::unpack::{UnpackError, visit_container};
use calamine::{DataRef, Reader, SheetVisible, Xlsx};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use vocab::{Finding, Severity};

impl Tables {
    /// Writes a workbook. All cells are text and formatted as text, so that whoever types into it keeps leading zeros.
    pub fn to_xlsx(&self) -> Result<Vec<u8>, ConvertError> {
        self.workbook().map_err(|error| ConvertError::Spreadsheet(Box::new(error)))
    }

    fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The library would ask the clock; a fixed day keeps equal reports equal.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let text = Format::new().set_num_format("@");
        for area in Area::ALL {
            if area == Area::Activity && !self.has_activity {
                continue;
            }
            let sheet = workbook.add_worksheet().set_name(area.name())?;
            let width = if area == Area::Transactions { self.order.len() } else { 2 };
            for column in 0..u16::try_from(width).unwrap_or(u16::MAX) {
                sheet.set_column_format(column, &text)?.set_column_width(column, 28)?;
            }
            let mut row = 0;
            let mut put = |sheet: &mut Worksheet, cells: &[String]| -> Result<(), XlsxError> {
                for (column, cell) in (0u16..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string_with_format(row, column, cell, &text)?;
                }
                row += 1;
                Ok(())
            };
            if area == Area::Transactions {
                sheet.set_freeze_panes(1, 0)?;
                self.each_row(|cells| put(sheet, cells))?;
            }
            for line in self.lines(area).unwrap_or_default() {
                put(sheet, &line)?;
            }
        }
        workbook.save_to_buffer()
    }

    /// Reads a workbook with the sheets `report`, `transactions` and perhaps `activity`.
    ///
    /// Text is taken as it is. A number or a date is taken only in a column of that kind and only when no digit can
    /// have been lost; a formula is not taken at all. What is hidden is read, and reported.
    pub fn from_xlsx(bytes: &[u8], limits: Limits) -> Self {
        let mut tables = Self::new(limits);
        match hidden(bytes, limits) {
            Ok(found) => found.into_iter().for_each(|finding| tables.find(finding)),
            Err(UnpackError::Refused(finding)) => {
                tables.find(*finding);
                return tables;
            }
            Err(UnpackError::Io(_)) => {
                tables.file_fault("unreadable", 1);
                return tables;
            }
        }
        let Ok(mut workbook) = Xlsx::new(Cursor::new(bytes)) else {
            tables.file_fault("no workbook", 1);
            return tables;
        };
        let mut found = BTreeSet::new();
        for sheet in workbook.sheets_metadata().to_vec() {
            if sheet.visible != SheetVisible::Visible {
                tables.find(at(codes::CSV_HIDDEN, Severity::Warn, &sheet.name, 1, 1));
            }
            let area = Area::ALL.into_iter().find(|area| area.name().eq_ignore_ascii_case(&sheet.name));
            match area.filter(|area| found.insert(area.name())) {
                Some(area) => {
                    if read_sheet(&mut tables, &mut workbook, &sheet.name, area).is_none() {
                        tables.find(at(codes::CSV_FILE, Severity::Fatal, &sheet.name, 1, 1).with("reason", "sheet"));
                    }
                }
                None => tables.find(at(codes::CSV_SHEET, Severity::Warn, &sheet.name, 1, 1)),
            }
        }
        if !found.contains(Area::Report.name()) {
            tables.find(at(codes::CSV_SHEET, Severity::Reject, Area::Report.name(), 1, 1));
        }
        tables
    }
}

/// Reads one sheet cell by cell; `None` when the library gives up.
fn read_sheet(tables: &mut Tables, workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, area: Area) -> Option<()> {
    formulas(tables, workbook, name)?;
    let limits = tables.limits;
    let mut intake = Intake::new(tables, area);
    let mut cells = workbook.worksheet_cells_reader(name).ok()?;
    let mut line: (usize, Vec<Cell>) = (0, Vec::new());
    let mut beyond = false;
    while let Some(cell) = cells.next_cell().ok()? {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).ok()?.saturating_add(1), usize::try_from(column).ok()?);
        let value = value(cell.get_value());
        if value == Cell::Empty {
            continue;
        }
        if row != line.0 {
            let done = std::mem::take(&mut line);
            intake.line(done);
            line.0 = row;
        }
        if column >= limits.columns_max {
            beyond = true;
            continue;
        }
        if line.1.len() <= column {
            line.1.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = line.1.get_mut(column) {
            *place = value;
        }
    }
    intake.line(line);
    if beyond {
        let max = limits.columns_max.to_string();
        tables.find(at(codes::CSV_LIMIT, Severity::Reject, name, 1, limits.columns_max).with("max", max));
    }
    Some(())
}

fn formulas(tables: &mut Tables, workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Option<()> {
    let mut cells = workbook.worksheet_cells_reader(name).ok()?;
    while let Some(cell) = cells.next_formula().ok()? {
        if cell.get_value().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).ok()?, usize::try_from(column).ok()?);
        tables.find(at(codes::CSV_FORMULA, Severity::Reject, name, row.saturating_add(1), column.saturating_add(1)));
    }
    Some(())
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) if text.is_empty() => Cell::Empty,
        DataRef::String(text) => Cell::Text(text.clone()),
        DataRef::SharedString("") => Cell::Empty,
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        #[expect(
            clippy::cast_precision_loss,
            reason = "a number that does not fit has more than 15 digits and is refused"
        )]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(flag) => Cell::Flag(*flag),
        DataRef::DateTime(date) if date.is_datetime() => {
            let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
            if milli != 0 {
                return Cell::Broken;
            }
            Cell::Date(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
        }
        DataRef::DateTimeIso(text) => Cell::Date(text.clone()),
        DataRef::DateTime(_) | DataRef::DurationIso(_) | DataRef::Error(_) => Cell::Broken,
    }
}

/// Holds the workbook to the rules of archives and looks for hidden rows and columns on the way.
fn hidden(bytes: &[u8], limits: Limits) -> Result<Vec<Finding>, UnpackError> {
    let mut findings = Vec::new();
    visit_container(Cursor::new(bytes), limits, |name, stream| {
        if !name.starts_with("xl/worksheets/") || !name.ends_with(".xml") {
            return Ok(());
        }
        scan(stream, |tag| findings.extend(hidden_in(name, tag)))
    })?;
    Ok(findings)
}

/// Longest tag looked at; those that say what is hidden are short.
const TAG_BYTES_MAX: u64 = 4_096;

/// Shows the inside of every tag of an XML file.
fn scan(stream: &mut dyn Read, mut show: impl FnMut(&str)) -> io::Result<()> {
    let mut input = BufReader::new(stream);
    let mut tag = Vec::new();
    loop {
        if input.skip_until(b'<')? == 0 {
            return Ok(());
        }
        tag.clear();
        (&mut input).take(TAG_BYTES_MAX).read_until(b'>', &mut tag)?;
        if let Ok(text) = std::str::from_utf8(&tag) {
            show(text);
        }
    }
}

fn hidden_in(sheet: &str, tag: &str) -> Option<Finding> {
    let attribute = |name: &str| {
        let value = tag.split_once(&format!(" {name}=\""))?.1;
        value.split_once('"').map(|(value, _)| value)
    };
    let yes = |name: &str| matches!(attribute(name), Some("1" | "true"));
    let number = |name: &str| attribute(name).and_then(|text| text.parse().ok()).unwrap_or(1);
    let place = |row, column| at(codes::CSV_HIDDEN, Severity::Warn, sheet, row, column);
    if tag.starts_with("row ") && yes("hidden") {
        return Some(place(number("r"), 1));
    }
    if tag.starts_with("col ") && yes("hidden") {
        let last: usize = number("max");
        return Some(place(1, number("min")).with("last_column", letters(last)));
    }
    (tag.starts_with("sheetFormatPr ") && yes("zeroHeight")).then(|| place(1, 1))
}
