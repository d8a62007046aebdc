//! One letter, read once from its first byte to its last: checked, and turned into rows on the way. Blocking; runs on a
//! thread of its own.

use std::io;

use goaml::check::{Checked, Terms, check_report};
use goaml::unpack::{self, Role, UnpackError};
use post::office::open::Original;
use vocab::{Code, Finding, Place, Severity};

use crate::rows::{Builder, Counts, HandOver, Keys, Span};

/// Most findings of one letter that are kept; the counts are always true.
pub const FINDINGS_MAX: usize = 20_000;

/// What the sender may file.
pub(crate) struct Licence<'a> {
    pub(crate) rentity_id: &'a str,
    pub(crate) kinds: &'a [String],
}

/// One report of the letter.
pub(crate) struct Examined {
    pub(crate) entry: String,
    pub(crate) key: i64,
    pub(crate) checked: Checked,
    pub(crate) counts: Counts,
    pub(crate) span: Span,
    pub(crate) header: String,
    pub(crate) currency: String,
}

/// What a letter came to.
#[derive(Default)]
pub(crate) struct Examination {
    pub(crate) reports: Vec<Examined>,
    pub(crate) findings: Vec<(String, Finding)>,
    pub(crate) reject: i64,
    pub(crate) warn: i64,
    pub(crate) quality: i64,
}

impl Examination {
    fn take(&mut self, entry: &str, finding: Finding) {
        let count = match finding.severity {
            Severity::Fatal | Severity::Reject => &mut self.reject,
            Severity::Warn => &mut self.warn,
            Severity::Quality => &mut self.quality,
        };
        *count = count.saturating_add(1);
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push((entry.to_owned(), finding));
        }
    }
}

/// How many reports a letter seems to hold: enough keys for all of them.
pub(crate) fn count(terms: &Terms<'_>, original: &mut Original, file_name: &str) -> io::Result<i64> {
    match unpack::open(original, file_name, terms.limits) {
        Ok(package) => {
            let reports = package.entries().iter().filter(|entry| entry.role == Role::Report).count();
            Ok(i64::try_from(reports).unwrap_or(i64::MAX))
        }
        Err(UnpackError::Refused(_)) => Ok(0),
        Err(UnpackError::Io(error)) => Err(error),
    }
}

/// Examines a letter. Rows are handed over in batches while it is read; whether they will ever be seen is decided
/// after. `first` has the key of the first report; the others follow.
pub(crate) fn examine(
    terms: &Terms<'_>,
    licence: &Licence<'_>,
    (original, file_name): (&mut Original, &str),
    first: Keys,
    hand_over: &mut HandOver<'_>,
) -> io::Result<Examination> {
    let mut all = Examination::default();
    let mut package = match unpack::open(original, file_name, terms.limits) {
        Ok(package) => package,
        Err(UnpackError::Refused(finding)) => {
            all.take("", *finding);
            return Ok(all);
        }
        Err(UnpackError::Io(error)) => return Err(error),
    };
    let entries = package.entries().to_vec();
    let mut keys = first;
    for (position, entry) in entries.iter().enumerate() {
        let mut stream = match package.entry(position) {
            Ok(stream) => stream,
            Err(UnpackError::Refused(finding)) => {
                all.take(&entry.name, *finding);
                continue;
            }
            Err(UnpackError::Io(error)) => return Err(error),
        };
        if entry.role == Role::Attachment {
            if let Err(error) = io::copy(&mut stream, &mut io::sink()) {
                match UnpackError::finding_in(&error) {
                    Some(finding) => all.take(&entry.name, finding.clone()),
                    None => return Err(error),
                }
            }
            continue;
        }
        let builder = Builder::new(&keys, hand_over)?;
        let (checked, mut builder) =
            check_report(terms, stream, builder, &mut |finding| all.take(&entry.name, finding))?;
        builder.flush()?;
        for finding in licence.findings(&checked) {
            all.take(&entry.name, finding);
        }
        let Builder { counts, span, header, currency, .. } = builder;
        let key = keys.report;
        all.reports.push(Examined { entry: entry.name.clone(), key, checked, counts, span, header, currency });
        keys.report = key.saturating_add(1);
    }
    Ok(all)
}

impl Licence<'_> {
    /// A reporter files under its own number and only the kinds it may file.
    fn findings(&self, checked: &Checked) -> Vec<Finding> {
        let mut findings = Vec::new();
        let place = |path: &str| Place { path: path.to_owned(), line: 1, column: 1, offset: 0 };
        if !checked.reporter.is_empty() && checked.reporter != self.rentity_id {
            let finding = Finding::new(Code::fixed("RE-MISMATCH"), Severity::Reject, place("/report/rentity_id"));
            findings.push(finding.with_value(&checked.reporter).with("expected", self.rentity_id));
        }
        if !checked.kind.is_empty() && !self.kinds.is_empty() && !self.kinds.contains(&checked.kind) {
            let finding = Finding::new(goaml::codes::REPORT_KIND, Severity::Reject, place("/report/report_code"));
            findings.push(finding.with("kind", checked.kind.as_str()));
        }
        findings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reporter_files_under_its_own_number_and_its_own_kinds() {
        let kinds = ["STR".to_owned()];
        let licence = Licence { rentity_id: "77", kinds: &kinds };
        let codes = |reporter: &str, kind: &str| {
            let checked = Checked { reporter: reporter.into(), kind: kind.into(), ..Checked::default() };
            licence.findings(&checked).iter().map(|finding| finding.code.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(codes("77", "STR"), [""; 0]);
        assert_eq!(codes("78", "STR"), ["RE-MISMATCH"]);
        assert_eq!(codes("77", "CTR"), ["REPORT-KIND"]);
        // What is absent is the schema's to say.
        assert_eq!(codes("", ""), [""; 0]);
        assert_eq!(
            Licence { rentity_id: "77", kinds: &[] }.findings(&Checked { kind: "X".into(), ..Checked::default() }),
            []
        );
    }
}
