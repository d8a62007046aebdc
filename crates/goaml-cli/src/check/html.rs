//! Findings for a colleague: one page that needs nothing else.

use super::result::{FileResult, Standing};
use super::wordbook::{Wordbook, severity_key};
use super::{Tally, Telling};
use crate::failure::Failure;
use crate::page::{self, Text};
use crate::phrases::Phrase;
use crate::program::Io;
use profile::Words;
use std::io::{self, Write};
use vocab::Finding;

pub(super) struct Html {
    telling: Telling,
    wordbook: Wordbook,
}

impl Html {
    pub(super) fn new(telling: Telling) -> Self {
        Self { telling, wordbook: Wordbook::new(telling.language) }
    }

    fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.telling.language)
    }

    pub(super) fn begin(&mut self, io: &mut Io<'_>) -> Result<(), Failure> {
        let title = self.say(Phrase::Findings);
        write!(
            io.out,
            "{}<h1>{title}</h1>\n{}",
            page::top(title, self.telling.language),
            page::filter(self.say(Phrase::Filter))
        )?;
        Ok(())
    }

    pub(super) fn file(&mut self, result: &FileResult<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
        let (language, show_values) = (self.telling.language, self.telling.show_values);
        let standing = result.standing();
        let style = match standing {
            Standing::Taken => "good",
            Standing::TakenWithWarnings => "warn",
            Standing::Refused | Standing::Unreadable => "reject",
        };
        let verdict = Text(standing.phrase().text(language));
        writeln!(
            io.out,
            "<section>\n<h2><bdi>{}</bdi></h2>\n<p class=\"{style}\"><strong>{verdict}</strong></p>",
            Text(&result.shown())
        )?;
        let file = match &result.checked {
            Ok(file) => file,
            Err(failure) => {
                writeln!(io.out, "<p>{}</p>\n</section>", Text(&failure.to_string()))?;
                return Ok(());
            }
        };
        if let Some(against) = self.telling.against(file) {
            writeln!(
                io.out,
                "<p class=\"soft\">{} <bdi>{}</bdi></p>",
                self.say(Phrase::CheckedAgainst),
                Text(&against)
            )?;
        }
        if file.kept.total() == 0 {
            writeln!(io.out, "<p>{}</p>", self.say(Phrase::NothingFound))?;
        }
        let words = self.wordbook.of(file.basis);
        counts(file, words, language, io.out)?;
        for finding in file.kept.findings() {
            block(finding, words, show_values, language, io.out)?;
        }
        if file.kept.not_listed() > 0 {
            writeln!(io.out, "<p>{}: {}</p>", self.say(Phrase::NotListed), file.kept.not_listed())?;
        }
        writeln!(io.out, "</section>")?;
        Ok(())
    }

    pub(super) fn end(&mut self, tally: &Tally, io: &mut Io<'_>) -> Result<(), Failure> {
        writeln!(io.out, "<h2>{}: {}</h2>\n<ul>", self.say(Phrase::Files), tally.files())?;
        for (standing, count) in tally.each().into_iter().filter(|(_, count)| *count > 0) {
            writeln!(io.out, "<li>{}: {count}</li>", self.say(standing.phrase()))?;
        }
        write!(io.out, "</ul>\n{}", page::BOTTOM)?;
        Ok(())
    }
}

fn counts(
    file: &super::result::CheckedFile<'_>,
    words: &Words,
    language: profile::Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    if file.kept.total() == 0 {
        return Ok(());
    }
    let (code_word, meaning) = (Phrase::Code.text(language), Phrase::Meaning.text(language));
    writeln!(
        out,
        "<table>\n<tr><th>{code_word}</th><th>{meaning}</th><th>{}</th></tr>",
        Phrase::Findings.text(language)
    )?;
    for (code, severity, count) in file.kept.by_code() {
        let title = words.explain(code).map_or_else(String::new, |told| told.title);
        let style = severity_key(severity);
        writeln!(
            out,
            "<tr><td class=\"{style}\"><code>{}</code></td><td>{}</td><td>{count}</td></tr>",
            Text(code),
            Text(&title)
        )?;
    }
    writeln!(out, "</table>")
}

fn block(
    finding: &Finding,
    words: &Words,
    show_values: bool,
    language: profile::Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let told = words.finding(finding, show_values);
    let style = severity_key(finding.severity);
    let severity = words.text(&format!("severity-{style}"), &[]);
    writeln!(
        out,
        "<div class=\"row finding {style}\">\n<p><strong class=\"{style}\">{}</strong> <code>{}</code> <strong>{}</strong></p>",
        Text(&severity),
        Text(finding.code.as_str()),
        Text(&told.title)
    )?;
    writeln!(out, "<p>{}</p>", Text(&told.text))?;
    if let Some(hint) = &told.hint {
        writeln!(out, "<p>{}: {}</p>", Phrase::WhatToDo.text(language), Text(hint))?;
    }
    if let Some(legal) = &told.legal {
        writeln!(out, "<p class=\"soft\">{}: {}</p>", Phrase::Law.text(language), Text(legal))?;
    }
    let (line, column) = (finding.place.line.to_string(), finding.place.column.to_string());
    if line != "0" {
        let place = words.text("place-line", &[("line", &line), ("column", &column)]);
        writeln!(out, "<p class=\"soft\">{}</p>", Text(&place))?;
    }
    if !finding.place.path.is_empty() {
        writeln!(out, "<p class=\"soft path\"><bdi dir=\"ltr\">{}</bdi></p>", Text(&finding.place.path))?;
    }
    writeln!(out, "</div>")
}
