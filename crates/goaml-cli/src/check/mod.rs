//! `goaml check`: everything that is wrong with reports, in one run.
//!
//! Reading order: [`inputs`] (which files), [`units`] (what is checked at a time, on which core, and in which order it
//! is told), [`one`] (one report), [`keep`] (findings in bounded memory), [`result`] (what a check came to), then one
//! module per format.

mod html;
mod inputs;
mod json;
mod keep;
mod one;
mod progress;
mod result;
mod sarif;
mod text;
mod units;
mod wordbook;

use crate::basis::{Bases, Basis};
use crate::cli::{CheckArgs, CheckFormat};
use crate::failure::Failure;
use crate::phrases::Phrase;
use crate::program::{End, Io, complain};
use one::Context;
use profile::Language;
use progress::Progress;
use result::{CheckedFile, FileResult, Standing};
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

/// What every format is told besides the results.
#[derive(Clone, Copy, Debug)]
struct Telling {
    language: Language,
    show_values: bool,
    /// Whether the tags of each file said what it is checked against.
    by_tags: bool,
}

impl Telling {
    /// What a file was checked against, for a person.
    fn against(&self, file: &CheckedFile<'_>) -> Option<String> {
        let day = file.day.map_or(String::new(), |day| format!(", {day}"));
        let by_tags = if self.by_tags { format!(" ({})", Phrase::ByTags.text(self.language)) } else { String::new() };
        Some(format!("{}{day}{by_tags}", file.basis?.title(self.language)))
    }
}

/// Files by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Tally {
    taken: u64,
    taken_with_warnings: u64,
    refused: u64,
    unreadable: u64,
}

impl Tally {
    fn count(&mut self, standing: Standing) {
        match standing {
            Standing::Taken => self.taken += 1,
            Standing::TakenWithWarnings => self.taken_with_warnings += 1,
            Standing::Refused => self.refused += 1,
            Standing::Unreadable => self.unreadable += 1,
        }
    }

    fn each(&self) -> [(Standing, u64); 4] {
        [
            (Standing::Taken, self.taken),
            (Standing::TakenWithWarnings, self.taken_with_warnings),
            (Standing::Refused, self.refused),
            (Standing::Unreadable, self.unreadable),
        ]
    }

    fn files(&self) -> u64 {
        self.each().iter().map(|(_, count)| count).sum()
    }

    fn end(&self) -> End {
        match self {
            Self { unreadable: 1.., .. } => End::Unreadable,
            Self { refused: 1.., .. } => End::Refused,
            _ => End::Good,
        }
    }
}

impl Standing {
    const fn phrase(self) -> Phrase {
        match self {
            Self::Taken => Phrase::Taken,
            Self::TakenWithWarnings => Phrase::TakenWithWarnings,
            Self::Refused => Phrase::Refused,
            Self::Unreadable => Phrase::Unreadable,
        }
    }
}

/// One way to write results. A match in one place instead of a trait: there are four and no more are planned.
enum Format {
    Text(Box<text::Text>),
    Json(json::Json),
    Sarif(Box<sarif::Sarif>),
    Html(Box<html::Html>),
}

impl Format {
    fn begin(&mut self, io: &mut Io<'_>) -> Result<(), Failure> {
        match self {
            Self::Text(_) => Ok(()),
            Self::Json(json) => json.begin(io),
            Self::Sarif(sarif) => sarif.begin(io),
            Self::Html(html) => html.begin(io),
        }
    }

    fn file(&mut self, result: &FileResult<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
        match self {
            Self::Text(text) => text.file(result, io),
            Self::Json(json) => json.file(result, io),
            Self::Sarif(sarif) => sarif.file(result, io),
            Self::Html(html) => html.file(result, io),
        }
    }

    fn end(&mut self, tally: &Tally, io: &mut Io<'_>) -> Result<(), Failure> {
        match self {
            Self::Text(text) => text.end(tally, io),
            Self::Json(json) => json.end(tally, io),
            Self::Sarif(sarif) => sarif.end(io),
            Self::Html(html) => html.end(tally, io),
        }
    }
}

pub(crate) fn run(args: &CheckArgs, language: Language, io: &mut Io<'_>) -> Result<End, Failure> {
    let bases = Bases::new(Basis::given(&args.against)?);
    let telling = Telling { language, show_values: args.show_values, by_tags: bases.given().is_none() };
    let mut format = match args.format {
        CheckFormat::Text => Format::Text(Box::new(text::Text::new(telling))),
        CheckFormat::Json => Format::Json(json::Json::new(telling)),
        CheckFormat::Sarif => Format::Sarif(Box::new(sarif::Sarif::new(telling))),
        CheckFormat::Html => Format::Html(Box::new(html::Html::new(telling))),
    };
    let units = units::plan(inputs::expand(&args.files));
    let jobs = args.jobs.or_else(|| available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let progress = Progress::new(io.watched, &units);
    let context = Context {
        bases: &bases,
        day: args.day,
        rules: !args.no_rules,
        findings_max: args.max_findings.get(),
        progress: &progress,
    };
    let mut tally = Tally::default();
    format.begin(io)?;
    units::check(&units, &context, jobs, &mut |result| {
        if result.is_silent() {
            return Ok(());
        }
        tally.count(result.standing());
        if let (Err(failure), false) = (&result.checked, args.format == CheckFormat::Text) {
            // The machine formats carry it too, but whoever runs the program must see it.
            progress.aside(|| complain(failure));
        }
        progress.aside(|| format.file(&result, io))
    })?;
    progress.done();
    format.end(&tally, io)?;
    Ok(tally.end())
}
