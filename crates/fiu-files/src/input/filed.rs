//! goAML reports, record by record: a file of any size costs the memory of one transaction.
//!
//! A report need not please its country's schema to be looked at, and which country that is nobody is asked: what a
//! schema does not know is kept beside what it knows. A report that is not well-formed is refused.

use super::{Input, Spot};
use crate::failure::Failure;
use crate::meter::{Counting, Meter};
use crate::stop;
use goaml::limits::Limits;
use goaml::reader::{Reader, Records};
use goaml::unpack::{self, Role, UnpackError};
use goaml::{encoding, read};
use profile::{Language, Profile, Words};
use std::cell::OnceCell;
use std::fs::File;
use std::io::{self, Cursor, Read};
use vocab::report::{Activity, Header, Transaction};
use vocab::{Finding, Names, Record, RecordKind, Severity};
use xsd::Checker;

/// Bytes of a file that are looked at to tell its generation.
const HEAD_BYTES: u64 = 64 << 10;
/// Bytes read at a time.
const PIECE_BYTES: usize = 256 << 10;

/// Who takes the records of reports.
pub(crate) trait Reports {
    /// A transaction, with the header as far as it is known, which is all that stands before it.
    fn transaction(&mut self, spot: Spot<'_>, header: &Header, transaction: &Transaction) -> Result<(), Failure>;

    /// What a report is about when it is not about transactions.
    fn activity(&mut self, spot: Spot<'_>, activity: &Activity) -> Result<(), Failure> {
        let _nothing = (spot, activity);
        Ok(())
    }
}

/// The two generations of goAML, loaded when a file of them comes.
#[derive(Default)]
pub(crate) struct Generations {
    four: OnceCell<Profile>,
    five: OnceCell<Profile>,
}

impl Generations {
    fn of(&self, head: &[u8]) -> Result<&Profile, Failure> {
        let (cell, code) = if is_four(head) { (&self.four, "xx-4.0") } else { (&self.five, "xx-5.0") };
        if let Some(known) = cell.get() {
            return Ok(known);
        }
        // A profile that is part of the program is loaded by a test of its crate.
        let loaded =
            Profile::builtin(code).and_then(Result::ok).ok_or(Failure::Nothing("a built-in profile is broken"))?;
        Ok(cell.get_or_init(|| loaded))
    }
}

/// Whether a file speaks of itself as one of goAML 4, or has the date that only 4 has.
fn is_four(head: &[u8]) -> bool {
    // UTF-16 has a zero in each pair of bytes of a tag; without them, tags of every encoding read alike.
    let text: Vec<u8> = head.iter().copied().filter(|byte| *byte != 0).collect();
    let after =
        |what: &[u8]| text.windows(what.len()).position(|w| w == what).and_then(|at| text.get(at + what.len()..));
    match after(b"<schema_version>") {
        Some(version) => version.trim_ascii_start().starts_with(b"4"),
        None => after(b"<submission_date>").is_some() && after(b"<report_date>").is_none(),
    }
}

/// Reads one file: a report, or an archive of reports. Gives the number of records.
pub(crate) fn read_file(input: &Input, generations: &Generations, sink: &mut dyn Reports) -> Result<u64, Failure> {
    let label = input.label();
    let failed = |source| Failure::Read { file: label.clone(), source };
    let opened = File::open(&input.path).map_err(failed)?;
    let bytes = opened.metadata().map_or(0, |known| known.len());
    let meter = Meter::new(bytes, bytes);
    let name = input.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut package = unpack::open(opened, &name, limits()).map_err(|error| refused(&label, error))?;
    let archive = package.kind() == unpack::Kind::Zip;
    let mut records = 0_u64;
    for position in 0..package.entries().len() {
        let Some(entry) = package.entries().get(position).filter(|entry| entry.role == Role::Report) else { continue };
        let file = if archive { format!("{label}: {}", entry.name) } else { label.clone() };
        let stream = package.entry(position).map_err(|error| refused(&file, error))?;
        let mut listener = Listener { file, sink, header: (0, Header::default()), failed: None, records: 0 };
        report(Counting(stream, &meter), generations, &mut listener)?;
        records = records.saturating_add(listener.records);
    }
    if records == 0 { Err(Failure::Empty(label)) } else { Ok(records) }
}

/// Limits for one's own files on one's own machine: memory does not grow with a file's size, so that has none.
fn limits() -> Limits {
    Limits {
        body_bytes_max: u64::MAX,
        unpacked_bytes_max: u64::MAX,
        attachment_bytes_max: u64::MAX,
        entries_max: 100_000,
        ..Limits::default()
    }
}

fn refused(file: &str, error: UnpackError) -> Failure {
    match error {
        UnpackError::Io(source) => Failure::Read { file: file.to_owned(), source },
        UnpackError::Refused(finding) => told(file, &finding),
    }
}

/// A finding as a failure, without values of the report.
fn told(file: &str, finding: &Finding) -> Failure {
    let said = Words::new(Language::En).finding(finding, false).text;
    Failure::Report { file: file.to_owned(), line: finding.place.line, rule: finding.code.as_str().to_owned(), said }
}

/// Reads one report to its end.
fn report<R: Read>(mut stream: R, generations: &Generations, listener: &mut Listener<'_>) -> Result<(), Failure> {
    let file = listener.file.clone();
    let failed = |source: io::Error| match UnpackError::finding_in(&source) {
        Some(finding) => told(&file, finding),
        None => Failure::Read { file: file.clone(), source },
    };
    let mut head = Vec::new();
    (&mut stream).take(HEAD_BYTES).read_to_end(&mut head).map_err(failed)?;
    let profile = generations.of(&head)?;
    let whole = Cursor::new(head).chain(stream);
    let mut text = encoding::utf8(whole, None).map_err(|error| refused(&file, error))?;
    let reader = Reader::new(profile.names().clone(), limits(), listener);
    let mut checker = Checker::new(profile.schema(), xsd::Limits::any_length(), reader);
    let mut fatal: Option<Finding> = None;
    let mut found = |finding: Finding| {
        if finding.severity == Severity::Fatal {
            fatal.get_or_insert(finding);
        }
    };
    let mut piece = vec![0; PIECE_BYTES];
    while !checker.is_over() && checker.handler().visitor().failed.is_none() {
        stop::check()?;
        match text.read(&mut piece).map_err(failed)? {
            0 => break,
            count => checker.feed(piece.get(..count).unwrap_or_default(), &mut found),
        }
    }
    if let Some(failure) = checker.handler().visitor().failed.take() {
        return Err(failure);
    }
    let (outcome, reader) = checker.finish(&mut found);
    if let Some(failure) = reader.into_visitor().failed.take() {
        return Err(failure);
    }
    match fatal {
        Some(finding) if !outcome.well_formed => Err(told(&file, &finding)),
        _ if !outcome.well_formed => {
            Err(Failure::Read { file, source: io::Error::other("the report is not well-formed") })
        }
        _ => Ok(()),
    }
}

/// Hands typed records on until somebody objects.
struct Listener<'a> {
    file: String,
    sink: &'a mut dyn Reports,
    /// The header and of how many elements it was made.
    header: (usize, Header),
    failed: Option<Failure>,
    records: u64,
}

impl Records for &mut Listener<'_> {
    fn record(&mut self, record: &Record, header_so_far: &Record, names: &Names) {
        if self.failed.is_some() {
            return;
        }
        if self.header.0 != header_so_far.len() {
            self.header = (header_so_far.len(), read::header(header_so_far, names));
        }
        self.records = self.records.saturating_add(1);
        let line = record.root().and_then(|root| record.get(root)).map_or(0, |element| element.at.line);
        let spot = Spot { file: &self.file, row: line };
        let taken = match record.kind {
            RecordKind::Transaction => read::transaction(record, names)
                .map_or(Ok(()), |transaction| self.sink.transaction(spot, &self.header.1, &transaction)),
            RecordKind::Activity => {
                read::activity(record, names).map_or(Ok(()), |activity| self.sink.activity(spot, &activity))
            }
            RecordKind::Header => Ok(()),
        };
        self.failed = taken.err();
    }

    fn header(&mut self, _: &Record, _: &Names) {}

    /// A record that was left out: half of a file would be looked at as the whole.
    fn finding(&mut self, finding: Finding) {
        let failure = told(&self.file, &finding);
        self.failed.get_or_insert(failure);
    }
}
