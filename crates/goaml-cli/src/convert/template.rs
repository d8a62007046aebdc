//! Empty tables for each kind of report.
//!
//! Two kinds have tables made by hand. For the others a sample of the kind shows which places it has; its values are
//! left out, except for the kind itself.

use super::{Kind, convert_failure, create, end, shown};
use crate::basis::{Basis, profile};
use crate::cli::Generation;
use crate::failure::Failure;
use crate::sample;
use goaml::convert::Template;
use goaml::limits::Limits;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use std::fs;
use std::path::Path;

/// Writes an empty table for a kind of report.
pub(super) fn write(kind: &str, generation: Generation, path: &Path, delimiter: u8) -> Result<(), Failure> {
    let kind = kind.to_uppercase();
    let ready = match kind.as_str() {
        "CTR" => Some(Template::CashThreshold),
        "STR" | "TFR" => Some(Template::SuspiciousTransactions),
        _ => None,
    };
    let target = Kind::of(path)?;
    if let Some(ready) = ready {
        return super::write_tables(&ready.tables(generation.into(), Limits::default()), path, target, delimiter);
    }
    let outline = Outline::of(&kind, generation)?;
    let wrong = |reason: String| Failure::Convert { name: shown(path), reason };
    match target {
        Kind::Csv => {
            let out = outline.to_csv(create(path)?, delimiter)?;
            end(out, path)
        }
        Kind::Xlsx => {
            let bytes = outline.to_xlsx().map_err(|error| wrong(error.to_string()))?;
            fs::write(path, bytes).map_err(|source| Failure::unwritable(shown(path), source))
        }
        Kind::Xml => Err(Failure::SamePair { from: "a table".to_owned(), to: shown(path) }),
    }
}

/// The sections of a table: the first column, and what stands to the right of it.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outline {
    sections: Vec<(String, Vec<Vec<String>>)>,
}

impl Outline {
    fn of(kind: &str, generation: Generation) -> Result<Self, Failure> {
        // The demo country knows more kinds than plain goAML 5 does, and has the same elements.
        let profile = profile(if generation == Generation::Four { "xx-4.0" } else { "zz" })?;
        let text = sample::text(&Basis::Profile(Box::new(profile)), kind)?;
        let unread = |source| Failure::unreadable(kind, source);
        let (tables, _) = super::read_xml(text.as_bytes(), text.as_bytes()).map_err(unread)?;
        let csv = tables.to_csv(Vec::new(), b',').map_err(|error| convert_failure(Path::new(kind), error))?;
        Ok(Self::read(&csv)?)
    }

    /// From a table with values: places stay, rows of transactions go.
    fn read(csv_bytes: &[u8]) -> Result<Self, csv::Error> {
        let text = csv_bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(csv_bytes);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        let mut outline = Self::default();
        for record in reader.records() {
            let record = record?;
            let first = record.get(0).unwrap_or_default();
            let name = first.strip_prefix('[').and_then(|name| name.strip_suffix(']')).filter(|_| record.len() == 1);
            match (name, outline.sections.last_mut()) {
                (Some(name), _) => outline.sections.push((name.to_owned(), Vec::new())),
                (None, Some((section, lines))) if section == "transactions" => {
                    if lines.is_empty() {
                        lines.push(record.iter().map(str::to_owned).collect());
                    }
                }
                (None, Some((_, lines))) => {
                    let value = record.get(1).filter(|_| first == "report_code").unwrap_or_default();
                    lines.push(vec![first.to_owned(), value.to_owned()]);
                }
                (None, None) => {}
            }
        }
        outline.sections.retain(|(name, lines)| name != "activity" || !lines.is_empty());
        Ok(outline)
    }

    fn to_csv<W: std::io::Write>(&self, mut out: W, delimiter: u8) -> Result<W, Failure> {
        // Spreadsheet programs need the mark to know that this is UTF-8.
        out.write_all(b"\xEF\xBB\xBF")?;
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        for (name, lines) in &self.sections {
            writer.write_record([format!("[{name}]")])?;
            lines.iter().try_for_each(|line| writer.write_record(line))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    }

    /// A workbook whose cells are formatted as text, so that whoever types into them keeps leading zeros.
    fn to_xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // The library would ask the clock; a fixed day keeps equal tables equal.
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let text = Format::new().set_num_format("@");
        for (name, lines) in &self.sections {
            let sheet = workbook.add_worksheet().set_name(name)?;
            let width = lines.iter().map(Vec::len).max().unwrap_or(0);
            for column in (0..u16::MAX).take(width) {
                sheet.set_column_format(column, &text)?.set_column_width(column, 28)?;
            }
            for (row, line) in (0u32..).zip(lines) {
                for (column, cell) in (0u16..).zip(line).filter(|(_, cell)| !cell.is_empty()) {
                    sheet.write_string_with_format(row, column, cell, &text)?;
                }
            }
        }
        workbook.save_to_buffer()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use goaml::convert::Tables;
    use profile::About;

    #[test]
    fn places_stay_and_values_go() {
        let csv = b"\xEF\xBB\xBF[report]\r\nrentity_id,1\r\nreport_code,REA\r\n[transactions]\r\na,b\r\n1,2\r\n3,4\r\n[activity]\r\nx,\"y,z\"\r\n";
        let out = Outline::read(csv).unwrap().to_csv(Vec::new(), b';').unwrap();
        let text = "\u{feff}[report]\r\nrentity_id;\"\"\r\nreport_code;REA\r\n[transactions]\r\na;b\r\n[activity]\r\nx;\"\"\r\n";
        assert_eq!(String::from_utf8(out).unwrap().replace("\"\"", ""), text.replace("\"\"", ""));
    }

    /// Every kind of the demo country: the table names its places, holds no value, and is read again without a word.
    #[test]
    fn every_kind_has_a_table_to_fill_in() {
        let profile = profile("zz").unwrap();
        let folder = tempfile::tempdir().unwrap();
        for kind in &profile.manifest().kinds {
            let (csv, xlsx) = (folder.path().join("t.csv"), folder.path().join("t.xlsx"));
            write(&kind.code, Generation::Five, &csv, b',').unwrap();
            write(&kind.code, Generation::Five, &xlsx, b',').unwrap();
            let (csv, xlsx) = (fs::read(csv).unwrap(), fs::read(xlsx).unwrap());
            let text = String::from_utf8(csv.clone()).unwrap();
            assert!(text.contains("rentity_id") && text.contains("report_code"), "{}\n{text}", kind.code);
            assert!(!text.contains("1042") && !text.contains("10000"), "{}\n{text}", kind.code);
            assert_eq!(text.contains("amount_local"), kind.about != About::Activity, "{}\n{text}", kind.code);
            for read in [Tables::from_csv(&csv, b',', Limits::default()), Tables::from_xlsx(&xlsx, Limits::default())] {
                assert_eq!((read.findings(), read.transactions()), (&[][..], 0), "{}\n{text}", kind.code);
            }
        }
        let nowhere = folder.path().join("t.csv");
        assert!(matches!(write("NOPE", Generation::Five, &nowhere, b','), Err(Failure::NoKind { .. })));
    }
}
