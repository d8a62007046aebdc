//! Findings for a person at a terminal.
//!
//! One block per file. Findings stand in the order of the file; when many are alike, the first ones are shown in full
//! and the others are named by their lines.

use super::result::{CheckedFile, FileResult, Standing};
use super::wordbook::{Wordbook, severity_key};
use super::{Tally, Telling};
use crate::failure::Failure;
use crate::paint::{Paint, tame};
use crate::phrases::Phrase;
use crate::program::{Io, complain};
use profile::Words;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};
use vocab::{Finding, Severity};

/// Findings that are alike and shown in full.
const ALIKE_MAX: usize = 10;
/// Lines named of those that are not.
const LINES_MAX: usize = 20;

pub(super) struct Text {
    telling: Telling,
    wordbook: Wordbook,
    /// Of each code over all files: its consequence, its title and how often it came.
    by_code: BTreeMap<String, (Severity, String, u64)>,
}

/// Findings that differ only by place and value.
type Likeness<'a> = (&'a str, String);

impl Text {
    pub(super) fn new(telling: Telling) -> Self {
        Self { telling, wordbook: Wordbook::new(telling.language), by_code: BTreeMap::new() }
    }

    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.telling.language)
    }

    pub(super) fn file(&mut self, result: &FileResult<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
        let file = match &result.checked {
            Ok(file) => file,
            Err(failure) => {
                io.out.flush()?;
                complain(failure);
                return Ok(());
            }
        };
        let shown = tame(&result.shown()).into_owned();
        self.head(&shown, result.standing(), file, io)?;
        let (language, show_values) = (self.telling.language, self.telling.show_values);
        let words = self.wordbook.of(file.basis);
        let mut told: BTreeMap<Likeness<'_>, (usize, Vec<u64>)> = BTreeMap::new();
        for finding in file.kept.findings() {
            let (count, lines) = told.entry(likeness(finding)).or_default();
            *count += 1;
            if *count > ALIKE_MAX {
                lines.push(finding.place.line);
                continue;
            }
            let block = Block { file: &shown, finding, words, paint: io.paint, show_values };
            block.write(Phrase::WhatToDo.text(language), Phrase::Law.text(language), io.out)?;
        }
        for ((code, path), (_, lines)) in told.iter().filter(|(_, (_, lines))| !lines.is_empty()) {
            let (alike, said) = (Phrase::Alike.text(language), Phrase::Lines.text(language));
            let (count, lines) = (lines.len(), listed(lines));
            writeln!(io.out, "  {alike}: {count}  {}  {}  {said} {lines}", io.paint.bold(code), tame(path))?;
        }
        if file.kept.not_listed() > 0 {
            writeln!(io.out, "  {}: {}", Phrase::NotListed.text(language), file.kept.not_listed())?;
        }
        for (code, severity, count) in file.kept.by_code() {
            let title = || file.kept.findings().find(|f| f.code.as_str() == code).map(|f| title(words, f));
            let entry =
                self.by_code.entry(code.to_owned()).or_insert_with(|| (severity, title().unwrap_or_default(), 0));
            entry.2 += count;
        }
        writeln!(io.out)?;
        Ok(())
    }

    fn head(&self, shown: &str, standing: Standing, file: &CheckedFile<'_>, io: &mut Io<'_>) -> io::Result<()> {
        let verdict = painted(io.paint, standing, self.say(standing.phrase()));
        writeln!(io.out, "{}: {verdict}", io.paint.bold(shown))?;
        if let Some(against) = self.telling.against(file) {
            let against = format!("  {} {}", self.say(Phrase::CheckedAgainst), tame(&against));
            writeln!(io.out, "{}", io.paint.dim(&against))?;
        }
        Ok(())
    }

    pub(super) fn end(&mut self, tally: &Tally, io: &mut Io<'_>) -> Result<(), Failure> {
        let mut codes: Vec<_> = self.by_code.iter().collect();
        codes.sort_by(|a, b| (b.1.0, b.1.2, a.0).cmp(&(a.1.0, a.1.2, b.0)));
        let width = codes.iter().map(|(code, _)| code.len()).max().unwrap_or(0);
        for (code, (severity, title, count)) in codes {
            let space = " ".repeat(width - code.len());
            writeln!(io.out, "{count:>7}  {}{space}  {title}", by_severity(io.paint, *severity, code))?;
        }
        let standings: Vec<String> = tally
            .each()
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(standing, count)| {
                painted(io.paint, standing, &format!("{}: {count}", self.say(standing.phrase()))).into_owned()
            })
            .collect();
        writeln!(io.out, "{}: {}. {}.", self.say(Phrase::Files), tally.files(), standings.join(". "))?;
        Ok(())
    }
}

/// One finding, with all that its block needs.
struct Block<'a> {
    file: &'a str,
    finding: &'a Finding,
    words: &'a Words,
    paint: Paint,
    show_values: bool,
}

impl Block<'_> {
    fn write(&self, what_to_do: &str, law: &str, out: &mut dyn Write) -> io::Result<()> {
        let (finding, paint) = (self.finding, self.paint);
        let told = self.words.finding(finding, self.show_values);
        let place = match finding.place.line {
            0 => self.file.to_owned(),
            line => format!("{}:{line}:{}", self.file, finding.place.column),
        };
        let severity = self.words.text(&format!("severity-{}", severity_key(finding.severity)), &[]);
        let severity = by_severity(paint, finding.severity, &severity).into_owned();
        writeln!(out, "  {}: {severity} {}: {}", place, paint.bold(finding.code.as_str()), tame(&told.title))?;
        if !finding.place.path.is_empty() {
            writeln!(out, "      {}", paint.dim(&tame(&finding.place.path)))?;
        }
        writeln!(out, "      {}", tame(&told.text))?;
        if let Some(hint) = &told.hint {
            writeln!(out, "      {what_to_do}: {}", tame(hint))?;
        }
        if let Some(legal) = &told.legal {
            writeln!(out, "      {law}: {}", tame(legal))?;
        }
        Ok(())
    }
}

/// The title of a finding for a list over many files: without what differs from one finding to the next.
fn title(words: &Words, finding: &Finding) -> String {
    let code = finding.code.as_str();
    words.explain(code).map_or_else(|| code.to_owned(), |told| told.title)
}

fn likeness(finding: &Finding) -> Likeness<'_> {
    let mut path = String::with_capacity(finding.place.path.len());
    let mut inside = false;
    for c in finding.place.path.chars() {
        match c {
            '[' => inside = true,
            ']' => inside = false,
            c if !inside => path.push(c),
            _ => {}
        }
    }
    (finding.code.as_str(), path)
}

fn listed(lines: &[u64]) -> String {
    let mut text = lines.iter().take(LINES_MAX).map(u64::to_string).collect::<Vec<_>>().join(", ");
    if lines.len() > LINES_MAX {
        text.push_str(", …");
    }
    text
}

fn painted<'a>(paint: Paint, standing: Standing, text: &'a str) -> Cow<'a, str> {
    match standing {
        Standing::Taken => paint.green(text),
        Standing::TakenWithWarnings => paint.yellow(text),
        Standing::Refused | Standing::Unreadable => paint.red(text),
    }
}

fn by_severity<'a>(paint: Paint, severity: Severity, text: &'a str) -> Cow<'a, str> {
    if severity.rejects() { paint.red(text) } else { paint.yellow(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::{Code, Place};

    #[test]
    fn findings_are_alike_when_only_numbers_of_their_paths_differ() {
        let at = |path: &str| {
            Finding::new(Code::fixed("A"), Severity::Warn, Place { path: path.to_owned(), ..Place::default() })
        };
        assert_eq!(likeness(&at("/report/transaction[12]/t_to")), likeness(&at("/report/transaction[3]/t_to")));
        assert_ne!(likeness(&at("/report/transaction[1]/t_to")), likeness(&at("/report/transaction[1]/t_from")));
    }

    #[test]
    fn many_lines_are_cut() {
        assert_eq!(listed(&[3, 4]), "3, 4");
        assert!(listed(&(1..=50).collect::<Vec<_>>()).ends_with("19, 20, …"));
    }
}
