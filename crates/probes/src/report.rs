//! goAML as XML, as table, and in archives.

use crate::Read;
use goaml::check::{Terms, check_report};
use goaml::convert::Tables;
use goaml::limits::Limits;
use goaml::reader::Records;
use goaml::write::{Version, Writer};
use goaml::{read, unpack};
use profile::Profile;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;
use vocab::report::{Activity, Header, Transaction};
use vocab::{Finding, Names, Record, RecordKind};
use xsd::{Checker, Dialect, Schema};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Of each generation of goAML a country; the demo country has rules as well.
static COUNTRIES: LazyLock<[(Version, Profile); 2]> = LazyLock::new(|| {
    [(Version::V5, "zz"), (Version::V4, "xx-4.0")]
        .map(|(version, code)| (version, Profile::builtin(code).expect("it is built in").expect("it loads")))
});

#[derive(Debug, Default)]
struct Typed {
    header: Option<Header>,
    transactions: Vec<Transaction>,
    activities: Vec<Activity>,
    /// Something was too large, or not of its shape, and is not among the values.
    partial: bool,
}

impl Records for Typed {
    fn record(&mut self, record: &Record, _: &Record, names: &Names) {
        match record.kind {
            RecordKind::Activity => match read::activity(record, names) {
                Some(activity) => self.activities.push(activity),
                None => self.partial = true,
            },
            _ => match read::transaction(record, names) {
                Some(transaction) => self.transactions.push(transaction),
                None => self.partial = true,
            },
        }
    }

    fn header(&mut self, header: &Record, names: &Names) {
        self.header = Some(read::header(header, names));
    }

    fn finding(&mut self, _: Finding) {
        self.partial = true;
    }
}

fn typed(profile: &Profile, bytes: &[u8]) -> (bool, Typed) {
    let day = jiff::civil::date(2026, 4, 1);
    let limits = Limits { record_elements_max: 500, record_bytes_max: 16 << 10, names_max: 2_000, ..Limits::default() };
    let terms = Terms { limits, ..Terms::new(profile, day) };
    let (checked, typed) = check_report(&terms, bytes, Typed::default(), &mut |_| {}).expect("bytes can be read");
    (checked.outcome.well_formed, typed)
}

/// A report under the schemas of both generations: schema, rules, records, typed values. What was read can be written and
/// read again. Counts transactions and activities that were.
pub fn goaml_report(bytes: &[u8]) -> Read {
    let read = COUNTRIES.iter().filter_map(|(version, profile)| written_and_read(*version, profile, bytes));
    read.reduce(|left, right| left + right)
}

fn written_and_read(version: Version, profile: &Profile, bytes: &[u8]) -> Read {
    let (well_formed, first) = typed(profile, bytes);
    let header = first.header.as_ref().filter(|_| well_formed && !first.partial && first.activities.len() < 2)?;
    let mut writer = Writer::begin(Vec::new(), version, header).expect("a header that was read can be written");
    for transaction in &first.transactions {
        writer.transaction(transaction).expect("a transaction that was read can be written");
    }
    for activity in &first.activities {
        writer.activity(activity).expect("an activity that was read can be written");
    }
    let (written, dropped) = writer.finish().expect("memory can be written");
    let (again_well_formed, again) = typed(profile, &written);
    let shown = || String::from_utf8_lossy(&written).into_owned();
    assert!(again_well_formed, "{}", shown());
    if dropped.is_empty() {
        assert_eq!(again.header.as_ref(), Some(header), "{}", shown());
        assert_eq!(again.transactions, first.transactions, "{}", shown());
        assert_eq!(again.activities, first.activities, "{}", shown());
    }
    Some(first.transactions.len() + first.activities.len())
}

static ANY: LazyLock<Schema> = LazyLock::new(|| {
    let text = "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><xs:element name=\"report\"/></xs:schema>";
    Schema::compile(text, Dialect::DotNet).expect("the schema compiles")
});

/// What the parts of a workbook begin with, each with a zero before its name and one before what is in it.
pub const PARTS: &[u8] = b"parts";

/// A workbook of these parts. Its sums are right, so that what is beyond them is reached.
fn workbook(parts: &[u8]) -> Option<Vec<u8>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut pieces = parts.split(|byte| *byte == 0).skip(1);
    while let (Some(name), Some(content)) = (pieces.next(), pieces.next()) {
        writer.start_file(std::str::from_utf8(name).ok()?, stored).ok()?;
        writer.write_all(content).ok()?;
    }
    writer.finish().ok().map(Cursor::into_inner)
}

/// A table as CSV or XLSX, or an XLSX in [`PARTS`]: read within limits, or refused; what is read can be written as XML.
/// Counts its transactions.
pub fn goaml_table(bytes: &[u8]) -> Read {
    let limits = Limits { rows_max: 200, columns_max: 100, unpacked_bytes_max: 4 << 20, ..Limits::default() };
    let tables = match bytes.strip_prefix(PARTS) {
        Some(parts) => Tables::from_xlsx(&workbook(parts)?, limits),
        None if bytes.starts_with(b"PK") => Tables::from_xlsx(bytes, limits),
        None => Tables::from_csv(bytes, b',', limits),
    };
    if !tables.is_good() {
        return None;
    }
    for version in [Version::V4, Version::V5] {
        let Ok((xml, _)) = tables.to_xml(Vec::new(), version) else { continue };
        let mut checker = Checker::new(&ANY, xsd::Limits::any_length(), ());
        checker.feed(&xml, &mut |_| {});
        let (outcome, ()) = checker.finish(&mut |_| {});
        assert!(outcome.well_formed, "{}", String::from_utf8_lossy(&xml));
    }
    let _ = tables.to_csv(Vec::new(), b';').expect("memory can be written");
    Some(tables.transactions())
}

/// An archive: opened under limits or refused; no entry gives more than it promised. Counts the entries of an upload that
/// were read to their end; an office document has none.
pub fn zip(bytes: &[u8]) -> Read {
    let limits = Limits {
        body_bytes_max: 1 << 20,
        unpacked_bytes_max: 1 << 20,
        entries_max: 50,
        attachments_max: 10,
        attachment_bytes_max: 1 << 19,
        ..Limits::default()
    };
    let document = unpack::check_container(Cursor::new(bytes), limits).ok().map(|()| 0);
    let Ok(mut package) = unpack::open(Cursor::new(bytes), "", limits) else { return document };
    let entries = package.entries().to_vec();
    assert!(entries.len() <= limits.entries_max, "{} entries", entries.len());
    let promised: u64 = entries.iter().map(|entry| entry.bytes).sum();
    assert!(promised <= limits.unpacked_bytes_max, "{promised} bytes");
    let mut whole = 0;
    for (position, entry) in entries.iter().enumerate() {
        let Ok(mut stream) = package.entry(position) else { continue };
        let (mut given, mut piece) = (0, [0; 4096]);
        loop {
            match stream.read(&mut piece) {
                Ok(0) => break whole += 1,
                Ok(count) => given += count as u64,
                Err(_) => break,
            }
            assert!(given <= entry.bytes, "{} gave more than {} bytes", entry.name, entry.bytes);
        }
    }
    Some(whole).filter(|whole| *whole > 0).or(document)
}
