//! Findings in words, and as files.

use super::{Desk, language, unread};
use crate::routes::report::Opened;
use intake::view::findings;
use vocab::Finding;
use web::fields::Fields;
use web::parts::badge::{severity_from_slug, severity_slug};
use web::parts::finding::{FindingFilter, FindingView, Grouping};
use web::{Fault, Lang};

/// Rows that are read at a time.
const ROWS: u32 = 500;

/// The findings of what is open: those of its own file of the letter, and those of the letter as a whole.
pub(super) async fn of(desk: &Desk, opened: &Opened, lang: Lang) -> Result<Vec<FindingView>, Fault> {
    let words = desk.profile.words(language(lang));
    let own = opened.entry();
    let (mut views, mut after) = (Vec::new(), 0);
    let mut found = Vec::new();
    loop {
        let page = findings(desk.intake.store(), &opened.letter_access, opened.letter, after, ROWS);
        let page = page.await.map_err(unread)?;
        let Some((last, _, _)) = page.last() else { break };
        after = *last;
        let ours = |entry: &str| own.is_none_or(|own| entry.is_empty() || entry == own);
        found.extend(page.into_iter().filter(|(_, entry, _)| ours(entry)).map(|(_, _, finding)| finding));
    }
    for (finding, number) in found.iter().zip(1..) {
        views.push(told(&words, finding, number));
    }
    Ok(views)
}

fn told(words: &profile::Words, finding: &Finding, number: u64) -> FindingView {
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
        ..FindingView::default()
    }
}

/// The number of the transaction that a path leads into.
fn transaction(path: &str) -> Option<u64> {
    path.split_once("/transaction[")?.1.split_once(']')?.0.parse().ok()
}

/// What the address asks for.
pub(super) fn filter(fields: &Fields) -> Result<FindingFilter, Fault> {
    let wrong = Fault::BadRequest("HTTP-FIELD-VALUE");
    let severity = match fields.get("severity") {
        "" => None,
        slug => Some(severity_from_slug(slug).ok_or_else(|| wrong.clone())?),
    };
    let grouping = match fields.get("group") {
        "" | "kind" => Grouping::Kind,
        "place" => Grouping::Place,
        _ => return Err(wrong),
    };
    Ok(FindingFilter { severity, words: fields.get("q").to_owned(), grouping })
}

/// As CSV (RFC 4180), with the mark by which spreadsheets know UTF-8.
pub(super) fn csv(findings: &[FindingView]) -> String {
    let mut text = String::from("\u{feff}number,severity,code,line,column,path,value,message\r\n");
    for finding in findings {
        let severity = finding.severity.map_or("", severity_slug);
        let places = [finding.number, finding.line, finding.column].map(|n| n.to_string());
        let [number, line, column] = &places;
        let value = finding.value.as_deref().unwrap_or_default();
        let cells = [number, severity, &finding.code, line, column, &finding.path, value, &finding.says];
        text.push_str(&cells.map(quoted).join(","));
        text.push_str("\r\n");
    }
    text
}

/// One cell in quotes. What a spreadsheet would run as a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

/// As JSON.
pub(super) fn json(findings: &[FindingView]) -> serde_json::Value {
    let one = |finding: &FindingView| {
        serde_json::json!({
            "number": finding.number,
            "severity": finding.severity.map(severity_slug),
            "code": finding.code,
            "line": finding.line,
            "column": finding.column,
            "path": finding.path,
            "transaction": finding.transaction,
            "value": finding.value,
            "message": finding.says,
        })
    };
    findings.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_a_spreadsheet_neither_ends_early_nor_runs() {
        for (cell, written) in [("a\"b", "\"a\"\"b\""), ("=1+1", "\"'=1+1\""), ("a\nb", "\"a\nb\"")] {
            assert_eq!(quoted(cell), written);
        }
    }

    #[test]
    fn a_path_tells_its_transaction() {
        assert_eq!(transaction("/report/transaction[12]/t_from"), Some(12));
        assert_eq!(transaction("/report/activity"), None);
    }
}
