//! Findings in the words of the visitor, and findings as files. Both faces tell them the same way.

use crate::fault::Fault;
use crate::fields::Fields;
use crate::lang::Lang;
use crate::parts::badge::{severity_from_slug, severity_slug};
use crate::parts::code::Excerpt;
use crate::parts::finding::{FindingFilter, FindingView, Grouping};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use profile::{Language, Profile};
use vocab::Finding;

/// The names of the fields that [`filter`] reads.
pub const FILTER_FIELDS: [&str; 3] = ["q", "severity", "group"];

/// The language of the profile for a language of the screens: both are the same six.
pub fn language(lang: Lang) -> Language {
    Language::of(lang.tag()).unwrap_or(Language::En)
}

/// Findings in the words of a language, numbered in their order. Values are shown: whoever calls this has seen to it
/// that they may be.
pub fn told<'a>(
    profile: &Profile,
    lang: Lang,
    findings: impl Iterator<Item = (&'a Finding, Excerpt)>,
) -> Vec<FindingView> {
    let words = profile.words(language(lang));
    findings
        .zip(1..)
        .map(|((finding, excerpt), number)| {
            let told = words.finding(&translated(lang, finding), false);
            FindingView {
                number,
                code: finding.code.as_str().to_owned(),
                severity: Some(finding.severity),
                says: settled(told.text),
                hint: told.hint.map(settled),
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

/// A finding whose facts are in the language of the page, where the checker stated them in English words.
fn translated(lang: Lang, finding: &Finding) -> Finding {
    let mut finding = finding.clone();
    for arg in finding.args.iter_mut().filter(|arg| arg.name == "what") {
        let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
        let words: String = arg.text.chars().map(letters).collect();
        let key = format!("fact-{}", words.split_ascii_whitespace().collect::<Vec<_>>().join("-"));
        if lang.has(&key) {
            arg.text = lang.t(&key);
        }
    }
    finding
}

/// A text without the doubled end that comes where a cut list, or a label with a point of its own, ends a sentence.
fn settled(text: String) -> String {
    let text =
        [("….", "…"), ("…。", "…"), (".. ", ". "), ("。。", "。")].into_iter().fold(text, |text, (doubled, single)| {
            if text.contains(doubled) { text.replace(doubled, single) } else { text }
        });
    match text.strip_suffix("..") {
        Some(rest) if !rest.ends_with('.') => format!("{rest}."),
        _ => text,
    }
}

/// The number of the transaction that a path leads into.
fn transaction(path: &str) -> Option<u64> {
    path.split_once("/transaction[")?.1.split_once(']')?.0.parse().ok()
}

/// What an address asks for.
///
/// # Errors
///
/// [`Fault::BadRequest`] for a severity or a grouping that does not exist.
pub fn filter(fields: &Fields) -> Result<FindingFilter, Fault> {
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

/// Findings as the file that the last part of an address names: `findings.csv` or `findings.json`; `None` for another.
pub fn file(name: &str, findings: &[FindingView]) -> Option<Response> {
    let (kind, text) = match name {
        "findings.csv" => ("text/csv; charset=utf-8", csv(findings)),
        "findings.json" => ("application/json", json(findings).to_string()),
        _ => return None,
    };
    let disposition = format!("attachment; filename=\"{name}\"");
    Some(([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], text).into_response())
}

/// As CSV (RFC 4180), with the mark by which spreadsheets know UTF-8.
fn csv(findings: &[FindingView]) -> String {
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
        text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

/// One cell in quotes. What a spreadsheet would run as a formula begins with an apostrophe.
fn quoted(cell: &str) -> String {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    format!("\"{}{}\"", if formula { "'" } else { "" }, cell.replace('"', "\"\""))
}

/// As JSON, for pages and for machines.
pub fn json(findings: &[FindingView]) -> serde_json::Value {
    let one = |finding: &FindingView| {
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
    };
    findings.iter().map(one).collect()
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
    fn what_the_checker_says_in_english_is_told_in_the_language_of_the_page() {
        use vocab::{Code, Place, Severity};
        let finding = Finding::new(Code::fixed("XML-SYNTAX"), Severity::Fatal, Place::default());
        let finding = Finding::with(finding, "what", "`/` must be followed by `>`");
        let text = |lang| translated(lang, &finding).arg("what").unwrap_or_default().to_owned();
        assert_eq!(text(Lang::En), "`/` must be followed by `>`");
        assert_eq!(text(Lang::Zh), "“/”之后必须是“>”");
        let other = Finding::with(finding.clone(), "what", "nobody has words for this");
        assert_eq!(translated(Lang::Ru, &other).args[1].text, "nobody has words for this");
    }

    #[test]
    fn a_sentence_has_one_end() {
        for (text, shown) in [
            ("one of A, B, ….", "one of A, B, …"),
            ("Ltd.. Next..", "Ltd. Next."),
            ("the name ../x", "the name ../x"),
            ("a 1.50 b", "a 1.50 b"),
        ] {
            assert_eq!(settled(text.to_owned()), shown);
        }
    }

    #[test]
    fn a_path_tells_its_transaction() {
        assert_eq!(transaction("/report/transaction[12]/t_from"), Some(12));
        assert_eq!(transaction("/report/reporting_person"), None);
        assert_eq!(transaction("/report/activity"), None);
    }

    #[test]
    fn only_what_exists_can_be_asked_for() {
        let asked = |text: &str| filter(&Fields::read(text, &FILTER_FIELDS).unwrap());
        assert_eq!(asked("").unwrap(), FindingFilter::default());
        assert_eq!(asked("group=place&q=iban").unwrap().grouping, Grouping::Place);
        assert!(asked("severity=reject").unwrap().severity.is_some());
        assert!(asked("severity=grave").is_err() && asked("group=colour").is_err());
        assert!(file("findings.xml", &[]).is_none());
    }
}
