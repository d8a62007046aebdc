//! Findings in words, and findings as files.

use profile::{Language, Profile};
use vocab::Finding;
use web::Lang;
use web::parts::badge::{Counts, severity_slug};
use web::parts::code::Excerpt;
use web::parts::finding::FindingView;

/// The language of the profile for a language of the screens: both are the same six.
pub(super) fn language(lang: Lang) -> Language {
    Language::of(lang.tag()).unwrap_or(Language::En)
}

/// Findings in the words of a language. Values are shown: they are the visitor's own.
pub(super) fn told<'a>(
    profile: &Profile,
    lang: Lang,
    findings: impl Iterator<Item = (&'a Finding, Excerpt)>,
) -> Vec<FindingView> {
    let words = profile.words(language(lang));
    findings
        .zip(1..)
        .map(|((finding, excerpt), number)| {
            let told = words.finding(finding, false);
            FindingView {
                number,
                code: finding.code.as_str().to_owned(),
                severity: Some(finding.severity),
                says: told.text,
                hint: told.hint,
                value: finding.value.as_ref().map(|value| value.reveal().clone()),
                expected: finding.arg("expected").map(str::to_owned),
                path: finding.place.path.clone(),
                line: finding.place.line,
                column: finding.place.column,
                transaction: transaction(&finding.place.path),
                excerpt,
            }
        })
        .collect()
}

/// The number of the transaction a path leads into.
fn transaction(path: &str) -> Option<u64> {
    path.split("/transaction[").nth(1)?.split(']').next()?.parse().ok()
}

/// The counts of findings as the pages show them.
pub(super) fn counts(counts: post::edge::receive::Counts) -> Counts {
    let n = |count: i64| u64::try_from(count).unwrap_or(0);
    Counts { fatal: 0, reject: n(counts.reject), warn: n(counts.warn), quality: n(counts.quality) }
}

/// Findings as CSV (RFC 4180, UTF-8 with the mark that spreadsheets look for).
pub(super) fn csv(findings: &[FindingView]) -> String {
    let mut text = String::from("\u{feff}number,severity,code,transaction,line,column,path,value,message,hint\r\n");
    for finding in findings {
        let cells = [
            finding.number.to_string(),
            finding.severity.map_or("", severity_slug).to_owned(),
            finding.code.clone(),
            finding.transaction.map(|n| n.to_string()).unwrap_or_default(),
            finding.line.to_string(),
            finding.column.to_string(),
            finding.path.clone(),
            finding.value.clone().unwrap_or_default(),
            finding.says.clone(),
            finding.hint.clone().unwrap_or_default(),
        ];
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    text
}

/// One cell in quotes. A cell that a spreadsheet would run as a formula begins with an apostrophe instead.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

/// Findings as JSON, for pages and for machines.
pub(super) fn json(findings: &[FindingView]) -> serde_json::Value {
    findings
        .iter()
        .map(|finding| {
            serde_json::json!({
                "number": finding.number,
                "severity": finding.severity.map(severity_slug),
                "code": finding.code,
                "path": finding.path,
                "line": finding.line,
                "column": finding.column,
                "transaction": finding.transaction,
                "value": finding.value,
                "message": finding.says,
                "hint": finding.hint,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_neither_breaks_the_row_nor_runs() {
        let cases = [
            ("a\"b", "\"a\"\"b\""),
            ("=HYPERLINK()", "\"'=HYPERLINK()\""),
            ("-1", "\"'-1\""),
            ("a\nb,c", "\"a\nb,c\""),
        ];
        for (cell, written) in cases {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn a_path_tells_its_transaction() {
        assert_eq!(transaction("/report/transaction[12]/t_from"), Some(12));
        assert_eq!(transaction("/report/reporting_person"), None);
    }
}
