//! `goaml rules`: the rules of a country as a book, written from the rules themselves.

use crate::basis::profile;
use crate::cli::RulesArgs;
use crate::failure::Failure;
use crate::phrases::Phrase;
use crate::program::{End, Io};
use profile::{Language, Words};
use rules::{Rule, Verdict};
use std::io;
use vocab::Severity;

pub(crate) fn run(args: &RulesArgs, language: Language, io: &mut Io<'_>) -> Result<End, Failure> {
    let profile = profile(&args.profile)?;
    let words = profile.words(language);
    let manifest = profile.manifest();
    let name = manifest.names.get(language).unwrap_or(&manifest.code);
    writeln!(io.out, "{}: {name} ({} {})\n", Phrase::RuleBook.text(language), manifest.code, manifest.version)?;
    for rule in profile.rules().rules() {
        entry(rule, &words, io)?;
        writeln!(io.out)?;
    }
    Ok(End::Good)
}

/// One rule, whole: what it says, what to do, what it does to a report, when it counts, examples, law.
pub(crate) fn entry(rule: &Rule, words: &Words, io: &mut Io<'_>) -> io::Result<()> {
    let say = |phrase: Phrase| phrase.text(words.language());
    let Some(told) = words.explain(&rule.id) else { return Ok(()) };
    writeln!(io.out, "{} — {}\n", io.paint.bold(&rule.id), told.title)?;
    writeln!(io.out, "{}: {}", say(Phrase::Meaning), told.text)?;
    if let Some(hint) = &told.hint {
        writeln!(io.out, "{}: {hint}", say(Phrase::WhatToDo))?;
    }
    let consequence = words.text(severity_key(rule.severity), &[]);
    writeln!(io.out, "{}: {consequence}", say(Phrase::Consequence))?;
    write!(io.out, "{}: {}", say(Phrase::InEffectFrom), rule.from)?;
    match rule.until {
        Some(until) => writeln!(io.out, ", {} {until}", say(Phrase::InEffectUntil))?,
        None => writeln!(io.out)?,
    }
    writeln!(io.out, "{}: {}", say(Phrase::Law), rule.legal)?;
    for (verdict, phrase) in [(Verdict::Fail, Phrase::ExampleWrong), (Verdict::Pass, Phrase::ExampleRight)] {
        if let Some(example) = rule.examples.iter().find(|example| example.verdict == verdict) {
            writeln!(io.out, "\n{}:", say(phrase))?;
            let xml = format!("{}\n{}", example.report.trim(), example.xml.trim());
            xml.trim().lines().try_for_each(|line| writeln!(io.out, "    {line}"))?;
        }
    }
    Ok(())
}

const fn severity_key(severity: Severity) -> &'static str {
    match severity {
        Severity::Fatal => "severity-fatal",
        Severity::Reject => "severity-reject",
        Severity::Warn => "severity-warn",
        Severity::Quality => "severity-quality",
    }
}
