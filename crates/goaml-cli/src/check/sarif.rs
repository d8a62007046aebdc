//! Findings for development tools: the Static Analysis Results Interchange Format, OASIS, version 2.1.0.

use super::Telling;
use super::result::FileResult;
use super::wordbook::{Wordbook, severity_key};
use crate::failure::Failure;
use crate::program::Io;
use profile::Words;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vocab::{Finding, Severity};

pub(super) struct Sarif {
    telling: Telling,
    wordbook: Wordbook,
    results: u64,
    /// Descriptions of the codes met, by code. They stand behind the results, where all codes are known.
    rules: BTreeMap<String, Value>,
    /// What could not be read.
    failures: Vec<Value>,
}

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

impl Sarif {
    pub(super) fn new(telling: Telling) -> Self {
        let wordbook = Wordbook::new(telling.language);
        Self { telling, wordbook, results: 0, rules: BTreeMap::new(), failures: Vec::new() }
    }

    pub(super) fn begin(&mut self, io: &mut Io<'_>) -> Result<(), Failure> {
        writeln!(io.out, "{{\"$schema\":\"{SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{\"results\":[")?;
        Ok(())
    }

    pub(super) fn file(&mut self, result: &FileResult<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
        let uri = uri(result);
        let file = match &result.checked {
            Ok(file) => file,
            Err(failure) => {
                let location = json!({"physicalLocation": {"artifactLocation": {"uri": uri}}});
                self.failures.push(json!({
                    "level": "error", "message": {"text": failure.to_string()}, "locations": [location]
                }));
                return Ok(());
            }
        };
        let words = self.wordbook.of(file.basis);
        for finding in file.kept.findings() {
            if self.results > 0 {
                writeln!(io.out, ",")?;
            }
            self.results += 1;
            let code = finding.code.as_str();
            if !self.rules.contains_key(code) {
                self.rules.insert(code.to_owned(), rule(code, finding.severity, words));
            }
            serde_json::to_writer(&mut *io.out, &result_object(finding, &uri, words, self.telling.show_values))?;
        }
        Ok(())
    }

    pub(super) fn end(&mut self, io: &mut Io<'_>) -> Result<(), Failure> {
        let rules: Vec<&Value> = self.rules.values().collect();
        let driver = json!({
            "name": "goaml", "version": env!("CARGO_PKG_VERSION"), "language": self.telling.language.code(), "rules": rules
        });
        let invocation = json!({
            "executionSuccessful": self.failures.is_empty(), "toolExecutionNotifications": self.failures
        });
        write!(io.out, "\n],\"columnKind\":\"unicodeCodePoints\",\"tool\":")?;
        serde_json::to_writer(&mut *io.out, &json!({"driver": driver}))?;
        write!(io.out, ",\"invocations\":")?;
        serde_json::to_writer(&mut *io.out, &json!([invocation]))?;
        writeln!(io.out, "}}]}}")?;
        Ok(())
    }
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal | Severity::Reject => "error",
        Severity::Warn => "warning",
        Severity::Quality => "note",
    }
}

fn rule(code: &str, severity: Severity, words: &Words) -> Value {
    let told = words.explain(code);
    let (title, text, hint) = match told {
        Some(told) => (told.title, told.text, told.hint),
        None => (code.to_owned(), code.to_owned(), None),
    };
    let mut rule = json!({
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": text},
        "defaultConfiguration": {"level": level(severity)},
    });
    if let (Some(hint), Some(object)) = (hint, rule.as_object_mut()) {
        object.insert("help".to_owned(), json!({"text": hint}));
    }
    rule
}

fn result_object(finding: &Finding, uri: &str, words: &Words, show_values: bool) -> Value {
    let told = words.finding(finding, show_values);
    let text = match &told.hint {
        Some(hint) => format!("{} {hint}", told.text),
        None => told.text,
    };
    let mut physical = json!({"artifactLocation": {"uri": uri}});
    if let (1.., Some(object)) = (finding.place.line, physical.as_object_mut()) {
        let column = finding.place.column.max(1);
        object.insert("region".to_owned(), json!({"startLine": finding.place.line, "startColumn": column}));
    }
    let mut location = json!({"physicalLocation": physical});
    if let (false, Some(object)) = (finding.place.path.is_empty(), location.as_object_mut()) {
        object.insert("logicalLocations".to_owned(), json!([{"fullyQualifiedName": finding.place.path}]));
    }
    json!({
        "ruleId": finding.code.as_str(),
        "level": level(finding.severity),
        "message": {"text": text},
        "locations": [location],
        "properties": {"severity": severity_key(finding.severity)},
    })
}

/// The file as a relative reference: what may not stand in one is written in percent.
fn uri(result: &FileResult<'_>) -> String {
    let mut uri = String::new();
    for byte in result.shown().replace('\\', "/").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!()".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
