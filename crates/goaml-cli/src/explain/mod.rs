//! `goaml explain`: what a code means, what to do, an example, the law behind it.

mod examples;

use crate::basis::profile;
use crate::cli::ExplainArgs;
use crate::failure::Failure;
use crate::nearest::nearest;
use crate::phrases::Phrase;
use crate::program::{End, Io};
use crate::rulebook;
use examples::EXAMPLES;
use profile::{Language, Profile, Told, Words};
use std::io;

pub(crate) fn run(args: &ExplainArgs, language: Language, io: &mut Io<'_>) -> Result<End, Failure> {
    let profile = profile(&args.profile)?;
    let words = profile.words(language);
    match &args.code {
        None => list(&profile, &words, io)?,
        Some(given) => explain(&given.to_uppercase(), &profile, &words, io)?,
    }
    Ok(End::Good)
}

/// The codes of the checker itself, in the order of its catalogue. Other keys there are written in small letters.
fn checker_codes<'a>() -> impl Iterator<Item = &'a str> {
    let keys = Words::keys().map(|key| -> &'a str { key });
    keys.filter(|key| key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-'))
}

fn list(profile: &Profile, words: &Words, io: &mut Io<'_>) -> io::Result<()> {
    let language = words.language();
    let rules: Vec<&str> = profile.rules().rules().map(|rule| rule.id.as_str()).collect();
    let width = checker_codes().chain(rules.iter().copied()).map(str::len).max().unwrap_or(0);
    let mut section = |title: &str, codes: &mut dyn Iterator<Item = &str>| -> io::Result<()> {
        writeln!(io.out, "{}", io.paint.bold(title))?;
        for code in codes {
            let title = words.explain(code).map_or_else(String::new, |told| told.title);
            writeln!(io.out, "  {code:width$}  {title}")?;
        }
        Ok(())
    };
    section(Phrase::CheckerCodes.text(language), &mut checker_codes())?;
    if !rules.is_empty() {
        let name = profile.manifest().names.get(language).unwrap_or(&profile.manifest().code);
        section(&format!("{}: {name}", Phrase::RuleBook.text(language)), &mut rules.iter().copied())?;
    }
    Ok(())
}

fn explain(code: &str, profile: &Profile, words: &Words, io: &mut Io<'_>) -> Result<(), Failure> {
    if let Some(rule) = profile.rules().get(code) {
        rulebook::entry(rule, words, io)?;
        return Ok(());
    }
    let Some(told) = words.explain(code).filter(|_| checker_codes().any(|known| known == code)) else {
        let known = checker_codes().chain(profile.rules().rules().map(|rule| rule.id.as_str()));
        return Err(Failure::NoCode { given: code.to_owned(), near: nearest(code, known) });
    };
    checker_entry(code, &told, words.language(), io)?;
    Ok(())
}

fn checker_entry(code: &str, told: &Told, language: Language, io: &mut Io<'_>) -> io::Result<()> {
    let say = |phrase: Phrase| phrase.text(language);
    writeln!(io.out, "{} — {}\n", io.paint.bold(code), told.title)?;
    writeln!(io.out, "{}: {}", say(Phrase::Meaning), told.text)?;
    if let Some(hint) = &told.hint {
        writeln!(io.out, "{}: {hint}", say(Phrase::WhatToDo))?;
    }
    if let Some((_, wrong, right)) = EXAMPLES.iter().find(|(of, _, _)| *of == code) {
        for (phrase, text) in [(Phrase::ExampleWrong, wrong), (Phrase::ExampleRight, right)] {
            writeln!(io.out, "\n{}:", say(phrase))?;
            text.lines().try_for_each(|line| writeln!(io.out, "    {line}"))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use goaml::check::{Terms, check_report};

    #[test]
    fn every_example_is_of_a_known_code_and_differs_from_its_cure() {
        for (code, wrong, right) in EXAMPLES {
            assert!(checker_codes().any(|known| known == *code), "{code}");
            assert_ne!(wrong, right, "{code}");
        }
    }

    /// Each example is put into a small report: the wrong one must give its code there, the right one must not.
    #[test]
    fn every_example_is_what_it_says() {
        let profile = profile("xx-5.0").unwrap();
        let day = "2026-03-31".parse().unwrap();
        let codes = |text: &str| {
            let mut codes = Vec::new();
            let whole = examples::in_a_report(text);
            check_report(&Terms::new(&profile, day), whole.as_bytes(), (), &mut |f| {
                codes.push(f.code.as_str().to_owned())
            })
            .unwrap();
            codes
        };
        for (code, wrong, right) in EXAMPLES {
            let count = |text| codes(text).iter().filter(|found| *found == code).count();
            assert!(count(wrong) > count(right), "{code}: {:?} and {:?}", codes(wrong), codes(right));
        }
    }
}
