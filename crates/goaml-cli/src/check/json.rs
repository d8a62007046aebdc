//! Findings for programs. The shape is stable: fields may be added, none changes its meaning or goes away within one
//! `version`. It is described in the reporter's guide.

use super::result::FileResult;
use super::wordbook::{Wordbook, severity_key};
use super::{Tally, Telling};
use crate::failure::Failure;
use crate::program::Io;
use profile::Words;
use serde::Serialize;
use std::collections::BTreeMap;
use vocab::{Finding, Severity};

pub(super) struct Json {
    telling: Telling,
    wordbook: Wordbook,
    files: u64,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    entry: Option<&'a str>,
    part: &'static str,
    verdict: &'static str,
    error: Option<String>,
    against: Option<Against<'a>>,
    report: Option<Report<'a>>,
    counts: Counts<'a>,
    findings: Vec<Found<'a>>,
    findings_not_listed: u64,
}

#[derive(Serialize)]
struct Against<'a> {
    kind: &'static str,
    name: &'a str,
    version: Option<&'a str>,
    day: Option<String>,
}

#[derive(Serialize)]
struct Report<'a> {
    well_formed: bool,
    bytes: u64,
    elements: u64,
    transactions: Option<u64>,
    report_code: Option<&'a str>,
    entity_reference: Option<&'a str>,
    rentity_id: Option<&'a str>,
}

#[derive(Serialize, Default)]
struct Counts<'a> {
    rejecting: u64,
    warnings: u64,
    quality: u64,
    by_code: BTreeMap<&'a str, u64>,
}

#[derive(Serialize)]
struct Found<'a> {
    code: &'a str,
    severity: &'static str,
    line: u64,
    column: u64,
    offset: u64,
    path: &'a str,
    title: String,
    text: String,
    hint: Option<String>,
    legal: Option<String>,
    args: Vec<Argument<'a>>,
    value: Option<&'a str>,
}

#[derive(Serialize)]
struct Argument<'a> {
    name: &'static str,
    text: &'a str,
}

#[derive(Serialize)]
struct Summary {
    files: u64,
    accepted: u64,
    accepted_with_warnings: u64,
    rejected: u64,
    unreadable: u64,
}

impl Json {
    pub(super) fn new(telling: Telling) -> Self {
        Self { telling, wordbook: Wordbook::new(telling.language), files: 0 }
    }

    pub(super) fn begin(&mut self, io: &mut Io<'_>) -> Result<(), Failure> {
        let language = self.telling.language.code();
        let program = env!("CARGO_PKG_VERSION");
        writeln!(
            io.out,
            "{{\"format\":\"goaml-check\",\"version\":1,\"program\":\"{program}\",\"language\":\"{language}\",\"files\":["
        )?;
        Ok(())
    }

    pub(super) fn file(&mut self, result: &FileResult<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
        if self.files > 0 {
            writeln!(io.out, ",")?;
        }
        self.files += 1;
        let show_values = self.telling.show_values;
        let object = match &result.checked {
            Ok(file) => file_object(result, file, self.wordbook.of(file.basis), show_values),
            Err(failure) => File { error: Some(failure.to_string()), ..empty(result) },
        };
        serde_json::to_writer(&mut *io.out, &object)?;
        Ok(())
    }

    pub(super) fn end(&mut self, tally: &Tally, io: &mut Io<'_>) -> Result<(), Failure> {
        let summary = Summary {
            files: tally.files(),
            accepted: tally.taken,
            accepted_with_warnings: tally.taken_with_warnings,
            rejected: tally.refused,
            unreadable: tally.unreadable,
        };
        write!(io.out, "\n],\"summary\":")?;
        serde_json::to_writer(&mut *io.out, &summary)?;
        writeln!(io.out, "}}")?;
        Ok(())
    }
}

fn empty<'a>(result: &'a FileResult<'_>) -> File<'a> {
    File {
        file: &result.name,
        entry: result.entry.as_deref(),
        part: result.part.key(),
        verdict: result.standing().key(),
        error: None,
        against: None,
        report: None,
        counts: Counts::default(),
        findings: Vec::new(),
        findings_not_listed: 0,
    }
}

fn file_object<'a>(
    result: &'a FileResult<'_>,
    file: &'a super::result::CheckedFile<'_>,
    words: &Words,
    show_values: bool,
) -> File<'a> {
    let checked = &file.checked;
    let against = file.basis.map(|basis| Against {
        kind: if basis.profile().is_some() { "profile" } else { "schema" },
        name: basis.name(),
        version: basis.profile().map(|profile| profile.manifest().version.as_str()),
        day: file.day.map(|day| day.to_string()),
    });
    // Without rules the records are not read, so nothing is known about what is in the report.
    let read = |text: &'a str| file.day.is_some().then_some(text).filter(|text| !text.is_empty());
    let report = (result.part == super::result::Part::Report).then(|| Report {
        well_formed: checked.outcome.well_formed,
        bytes: checked.outcome.bytes,
        elements: checked.outcome.elements,
        transactions: file.day.map(|_| checked.transactions),
        report_code: read(&checked.kind),
        entity_reference: read(&checked.reference),
        rentity_id: read(&checked.reporter),
    });
    let counts = Counts {
        rejecting: file.kept.count(Severity::rejects),
        warnings: file.kept.count(|severity| severity == Severity::Warn),
        quality: file.kept.count(|severity| severity == Severity::Quality),
        by_code: file.kept.by_code().map(|(code, _, count)| (code, count)).collect(),
    };
    let findings = file.kept.findings().map(|finding| found(finding, words, show_values)).collect();
    File { against, report, counts, findings, findings_not_listed: file.kept.not_listed(), ..empty(result) }
}

fn found<'a>(finding: &'a Finding, words: &Words, show_values: bool) -> Found<'a> {
    let told = words.finding(finding, show_values);
    Found {
        code: finding.code.as_str(),
        severity: severity_key(finding.severity),
        line: finding.place.line,
        column: finding.place.column,
        offset: finding.place.offset,
        path: &finding.place.path,
        title: told.title,
        text: told.text,
        hint: told.hint,
        legal: told.legal,
        args: finding.args.iter().map(|arg| Argument { name: arg.name, text: &arg.text }).collect(),
        value: finding.value.as_ref().filter(|_| show_values).map(|value| value.reveal().as_str()),
    }
}
