//! Everything that is checked of a letter, in one pass over its bytes: package, encoding, form, rules.
//!
//! The reporter's own program, the edge and the office all call this, with the same profile, so a report that passes
//! on the reporter's machine passes at the office.
//!
//! A rule that objects to the very place where the schema already objected is kept quiet: the reporter hears one
//! thing about one mistake. Every other rule speaks, whatever the schema found elsewhere.

use crate::codes;
use crate::limits::Limits;
use crate::reader::{Reader, Records};
use crate::unpack::{self, Role, UnpackError};
use jiff::civil::Date;
use profile::Profile;
use rules::Run;
use std::cell::RefCell;
use std::io::{self, Read, Seek};
use std::rc::Rc;
use vocab::{ElementId, Finding, Names, Place, Record, RecordKind, Severity};
use xsd::{Checker, Outcome};

/// Bytes read at a time.
const PIECE_BYTES: usize = 256 << 10;
/// Most places of one record that are remembered to keep rules quiet.
const QUIET_PLACES_MAX: usize = 10_000;

/// What a report is checked against.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    /// The country.
    pub profile: &'a Profile,
    /// Day on which the letter was received: rules and kinds in effect are those of this day.
    pub day: Date,
    /// Limits on packages, records and names.
    pub limits: Limits,
    /// Limits on XML.
    pub xml: xsd::Limits,
    /// Whether rules are checked besides the schema.
    pub rules: bool,
}

impl<'a> Terms<'a> {
    /// The usual terms: the profile's rules, and the limits for a letter from outside.
    pub fn new(profile: &'a Profile, day: Date) -> Self {
        Self { profile, day, limits: limits(profile), xml: xsd::Limits::default(), rules: true }
    }

    /// Terms without a limit on the size of a file, for a reporter's own files on the reporter's own machine.
    #[must_use]
    pub fn any_length(mut self) -> Self {
        self.limits.body_bytes_max = u64::MAX;
        self.limits.unpacked_bytes_max = u64::MAX;
        self.xml = xsd::Limits::any_length();
        self
    }
}

/// What a country takes of a letter: its profile's limits, and the usual ones where it sets none.
pub fn limits(profile: &Profile) -> Limits {
    let said = &profile.manifest().limits;
    Limits {
        body_bytes_max: said.letter_bytes_max,
        unpacked_bytes_max: Limits::default().unpacked_bytes_max.max(said.letter_bytes_max),
        attachments_max: usize::try_from(said.attachments_max).unwrap_or(usize::MAX),
        attachment_bytes_max: said.attachment_bytes_max,
        ..Limits::default()
    }
}

/// What becomes of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing to object to.
    Accepted,
    /// Taken, with remarks that the reporter should read.
    AcceptedWithWarnings,
    /// Not taken.
    Rejected,
}

/// What the check of one report came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// What the schema said.
    pub outcome: Outcome,
    /// Findings that reject, by schema, rules and kind together.
    pub rejecting: u64,
    /// Findings that warn.
    pub warning: u64,
    /// Remarks on quality.
    pub remarks: u64,
    /// `report_code` as filed; empty when there is none.
    pub kind: String,
    /// `entity_reference` as filed; empty when there is none.
    pub reference: String,
    /// `rentity_id` as filed; empty when there is none.
    pub reporter: String,
    /// Transactions seen.
    pub transactions: u64,
    /// Whether there was an activity.
    pub activity: bool,
}

impl Checked {
    /// What becomes of the report.
    pub fn verdict(&self) -> Verdict {
        match (self.rejecting, self.warning + self.remarks) {
            (0, 0) => Verdict::Accepted,
            (0, _) => Verdict::AcceptedWithWarnings,
            _ => Verdict::Rejected,
        }
    }

    fn count(&mut self, finding: &Finding) {
        match finding.severity {
            Severity::Reject | Severity::Fatal => self.rejecting += 1,
            Severity::Warn => self.warning += 1,
            Severity::Quality => self.remarks += 1,
        }
    }
}

/// For whoever wants no records.
impl Records for () {
    fn record(&mut self, _: &Record, _: &Record, _: &Names) {}
    fn header(&mut self, _: &Record, _: &Names) {}
    fn finding(&mut self, _: Finding) {}
}

/// Checks one report, shows its records to `sink`, and gives every finding.
///
/// # Errors
/// Only when the bytes cannot be read; whatever is wrong with them is a finding.
pub fn check_report<R: Read, S: Records>(
    terms: &Terms<'_>,
    source: R,
    sink: S,
    found: &mut dyn FnMut(Finding),
) -> io::Result<(Checked, S)> {
    let quiet = Rc::new(RefCell::new(Vec::new()));
    let judge = Judge {
        run: terms.rules.then(|| terms.profile.rules().run(terms.day)),
        sink,
        quiet: Rc::clone(&quiet),
        findings: Vec::new(),
        checked: Checked::default(),
    };
    let schema = terms.profile.schema();
    let reader = Reader::new(terms.profile.names().clone(), terms.limits, judge).sharing(schema.names().len());
    let mut checker = Checker::new(schema, terms.xml.clone(), reader);
    let mut counted = Checked::default();
    let mut take = |finding: Finding| {
        counted.count(&finding);
        let mut places = quiet.borrow_mut();
        if places.len() < QUIET_PLACES_MAX {
            let path = finding.place.path.as_str();
            // A child inside a value is a mistake of the value, which is the element above.
            let above = path.rsplit_once('/').filter(|_| finding.code.as_str() == "XSD-CHILD");
            places.extend(above.map(|(above, _)| above.to_owned()));
            places.push(path.to_owned());
        }
        found(finding);
    };
    let broken = pump(source, &mut checker, &mut take)?;
    let (outcome, reader) = match broken {
        Some(finding) => {
            let outcome = Outcome { valid: false, well_formed: false, ..Outcome::default() };
            take(finding);
            (outcome, checker.into_handler())
        }
        None => checker.finish(&mut take),
    };
    let transactions = reader.transactions();
    let mut judge = reader.into_visitor();
    for finding in std::mem::take(&mut judge.findings) {
        counted.count(&finding);
        found(finding);
    }
    let mut checked = Checked { outcome, transactions, ..judge.checked };
    (checked.rejecting, checked.warning, checked.remarks) = (counted.rejecting, counted.warning, counted.remarks);
    if outcome.well_formed {
        for finding in kind_findings(terms, &checked) {
            checked.count(&finding);
            found(finding);
        }
    }
    Ok((checked, judge.sink))
}

/// Feeds a stream to a checker. A refusal of the stream itself, such as a wrong checksum, is returned as its finding.
fn pump<R: Read, S: Records>(
    source: R,
    checker: &mut Checker<'_, Reader<Judge<'_, S>>>,
    take: &mut dyn FnMut(Finding),
) -> io::Result<Option<Finding>> {
    let mut source = match crate::encoding::utf8(source, None) {
        Ok(source) => source,
        Err(UnpackError::Refused(finding)) => return Ok(Some(*finding)),
        Err(UnpackError::Io(error)) => return refused_or_failed(error),
    };
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let count = match source.read(&mut piece) {
            Ok(0) => return Ok(None),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return refused_or_failed(error),
        };
        checker.feed(piece.get(..count).unwrap_or(&[]), take);
        for finding in std::mem::take(&mut checker.handler().visitor().findings) {
            take(finding);
        }
        if checker.is_over() {
            // The rest is read all the same, so that a package is known to be whole.
            return match io::copy(&mut source, &mut io::sink()) {
                Ok(_) => Ok(None),
                Err(error) => refused_or_failed(error),
            };
        }
    }
}

fn refused_or_failed(error: io::Error) -> io::Result<Option<Finding>> {
    match UnpackError::finding_in(&error) {
        Some(finding) => Ok(Some(finding.clone())),
        None => Err(error),
    }
}

/// Whether the kind of the report is taken on the day, and whether it is too long.
fn kind_findings(terms: &Terms<'_>, checked: &Checked) -> Vec<Finding> {
    let mut findings = Vec::new();
    let place = || Place { path: "/report".to_owned(), line: 1, column: 1, offset: 0 };
    let known = terms.profile.manifest().kinds.iter().any(|kind| kind.code == checked.kind);
    let taken = terms.profile.on(terms.day).is_some_and(|day| day.kind(&checked.kind).is_some());
    if known && !taken && terms.rules {
        findings.push(Finding::new(codes::REPORT_KIND, Severity::Reject, place()).with("kind", checked.kind.as_str()));
    }
    let max = terms.profile.manifest().limits.transactions_max;
    if checked.transactions > max && terms.xml.elements_max != u64::MAX {
        let finding = Finding::new(codes::BODY_LIMIT, Severity::Reject, place());
        findings.push(finding.with("limit", max.to_string()));
    }
    findings
}

/// Judges records by the rules and passes them on.
struct Judge<'r, S> {
    run: Option<Run<'r>>,
    sink: S,
    quiet: Rc<RefCell<Vec<String>>>,
    findings: Vec<Finding>,
    checked: Checked,
}

impl<S: Records> Records for Judge<'_, S> {
    fn record(&mut self, record: &Record, header_so_far: &Record, names: &Names) {
        self.checked.activity |= record.kind == RecordKind::Activity;
        let Self { run, findings, quiet, .. } = self;
        let mut quiet = quiet.borrow_mut();
        if let Some(run) = run {
            run.record(record, header_so_far, names, &mut |finding| keep(&quiet, finding, findings));
        }
        quiet.retain(|path| !within_record(path));
        self.sink.record(record, header_so_far, names);
    }

    fn header(&mut self, header: &Record, names: &Names) {
        let value = |name: &str| text_below_root(header, names, name);
        self.checked.kind = value("report_code");
        self.checked.reference = value("entity_reference");
        self.checked.reporter = value("rentity_id");
        let Self { run, findings, quiet, .. } = self;
        let quiet = quiet.borrow();
        if let Some(run) = run.take() {
            run.finish(header, names, &mut |finding| keep(&quiet, finding, findings));
        }
        self.sink.header(header, names);
    }

    fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

fn keep(quiet: &[String], finding: Finding, findings: &mut Vec<Finding>) {
    if !quiet.contains(&finding.place.path) {
        findings.push(finding);
    }
}

/// Whether a path lies within a transaction or an activity, whose findings are done with when the record ends.
fn within_record(path: &str) -> bool {
    path.contains("/transaction[") || path.contains("/activity")
}

/// The text of a child of the root.
pub fn text_below_root(header: &Record, names: &Names, name: &str) -> String {
    let child = header.root().zip(names.get(name)).and_then(|(root, name): (ElementId, _)| header.child(root, name));
    child.map_or(String::new(), |child| header.text(child).trim().to_owned())
}

/// One file of a letter and what its check came to.
#[derive(Clone, Debug)]
pub struct CheckedEntry {
    /// Name of the file, or of the entry of the archive.
    pub name: String,
    /// The check of it.
    pub checked: Checked,
}

/// Checks a whole letter: the package, every report in it, and the integrity of its attachments. Findings come with the
/// name of the entry, empty for those about the package.
///
/// # Errors
/// Only when the bytes cannot be read.
pub fn check_letter<R: Read + Seek>(
    terms: &Terms<'_>,
    source: R,
    file_name: &str,
    found: &mut dyn FnMut(&str, Finding),
) -> io::Result<Vec<CheckedEntry>> {
    let mut package = match unpack::open(source, file_name, terms.limits) {
        Ok(package) => package,
        Err(UnpackError::Refused(finding)) => {
            found("", *finding);
            return Ok(Vec::new());
        }
        Err(UnpackError::Io(error)) => return Err(error),
    };
    let entries = package.entries().to_vec();
    let mut all = Vec::new();
    for (position, entry) in entries.iter().enumerate() {
        let mut stream = match package.entry(position) {
            Ok(stream) => stream,
            Err(UnpackError::Refused(finding)) => {
                found(&entry.name, *finding);
                continue;
            }
            Err(UnpackError::Io(error)) => return Err(error),
        };
        if entry.role == Role::Attachment {
            if let Err(error) = io::copy(&mut stream, &mut io::sink())
                && let Some(finding) = refused_or_failed(error)?
            {
                found(&entry.name, finding);
            }
            continue;
        }
        let (checked, ()) = check_report(terms, stream, (), &mut |finding| found(&entry.name, finding))?;
        all.push(CheckedEntry { name: entry.name.clone(), checked });
    }
    Ok(all)
}
