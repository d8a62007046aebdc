//! What `fiu profile check` says: everything that loading cannot see, because a profile may be used with it.

use crate::language::{Labels, Language};
use crate::load::Profile;
use crate::ruleset;
use rules::Verdict;
use std::fmt;

/// How much a remark matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Worth a look.
    Note,
    /// To be corrected before the profile is used.
    Error,
}

/// A remark on a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// How much it matters.
    pub weight: Weight,
    /// What it is about: a file, a list, a rule.
    pub about: String,
    /// What is wrong and what to do.
    pub text: String,
}

/// What a check found, and how much it looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Remarks, errors first.
    pub remarks: Vec<Remark>,
    /// Rules looked at.
    pub rules: usize,
    /// Examples run.
    pub examples: usize,
    /// Examples that did not get the verdict they must get.
    pub examples_wrong: usize,
    /// Code lists looked at.
    pub lists: usize,
    /// Codes looked at.
    pub codes: usize,
}

impl CheckReport {
    /// Whether the profile may be used.
    pub fn is_good(&self) -> bool {
        self.remarks.iter().all(|remark| remark.weight < Weight::Error)
    }

    fn say(&mut self, weight: Weight, about: impl Into<String>, text: impl Into<String>) {
        self.remarks.push(Remark { weight, about: about.into(), text: text.into() });
    }
}

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for remark in &self.remarks {
            let weight = if remark.weight == Weight::Error { "error" } else { "note" };
            writeln!(f, "{weight}: {}: {}", remark.about, remark.text)?;
        }
        let Self { rules, examples, examples_wrong, lists, codes, .. } = self;
        write!(f, "{rules} rules, {examples} examples ({examples_wrong} wrong), {lists} code lists with {codes} codes")
    }
}

impl Profile {
    /// Runs every example of every rule and looks whether words are there in all languages and days make sense.
    pub fn check(&self) -> CheckReport {
        let mut report = CheckReport::default();
        self.check_names(&mut report);
        self.check_lists(&mut report);
        self.check_rules(&mut report);
        self.check_examples(&mut report);
        report.remarks.sort_by_key(|remark| std::cmp::Reverse(remark.weight));
        report
    }

    fn check_names(&self, report: &mut CheckReport) {
        let manifest = self.manifest();
        for (about, labels) in [("names", &manifest.names), ("office", &manifest.office)] {
            if let Some(text) = self.missing(labels) {
                report.say(Weight::Error, format!("profile.toml, {about}"), text);
            }
        }
        for kind in &manifest.kinds {
            if let Some(text) = self.missing(&kind.words) {
                report.say(Weight::Error, format!("profile.toml, kind {}", kind.code), text);
            }
        }
    }

    fn check_lists(&self, report: &mut CheckReport) {
        for list in self.lists() {
            report.lists += 1;
            report.codes += list.entries().len();
            let silent: Vec<&str> = list
                .entries()
                .iter()
                .filter(|entry| self.missing(&entry.labels).is_some())
                .map(|entry| entry.code.as_str())
                .collect();
            if let Some(first) = silent.first() {
                let text = format!("{} codes lack words in some language, the first is {first}", silent.len());
                report.say(Weight::Error, format!("list {}", list.name), text);
            }
        }
    }

    fn check_rules(&self, report: &mut CheckReport) {
        for rule in self.rules().rules() {
            report.rules += 1;
            let unspoken = ruleset::unspoken(rule, &self.manifest().languages);
            if !unspoken.is_empty() {
                report.say(Weight::Error, &rule.id, format!("no words in {}; add them", joined(&unspoken)));
            }
            if rule.legal.trim().is_empty() {
                report.say(Weight::Error, &rule.id, "no law or guidance is named; a reporter may ask for it");
            }
            if rule.until.is_some_and(|until| until <= self.manifest().from) {
                report.say(Weight::Note, &rule.id, "it ended before the profile begins; it can be taken out");
            }
        }
        for name in &self.unknown_names {
            let text = format!("some rule asks for `{name}`, which the schema does not have; correct the name");
            report.say(Weight::Error, "rules", text);
        }
        if report.rules == 0 {
            report.say(Weight::Note, "rules", "there are no rules yet: only the schema is checked");
        }
    }

    fn check_examples(&self, report: &mut CheckReport) {
        for result in ruleset::examples(&self.rules, &self.names) {
            report.examples += 1;
            if !result.is_right() {
                report.examples_wrong += 1;
                let got = match &result.got {
                    Ok(verdict) => format!("got {}", name(*verdict)),
                    Err(why) => why.clone(),
                };
                let text = format!("example “{}” must be {}: {got}", result.example, name(result.expected));
                report.say(Weight::Error, result.rule, text);
            }
        }
    }

    /// The declared languages in which a label is not said.
    fn missing(&self, labels: &Labels) -> Option<String> {
        let languages = self.manifest().languages.iter().copied();
        let missing: Vec<Language> = languages.filter(|language| !labels.has(*language)).collect();
        (!missing.is_empty()).then(|| format!("no words in {}; add them", joined(&missing)))
    }
}

fn joined(languages: &[Language]) -> String {
    languages.iter().map(|language| language.code()).collect::<Vec<_>>().join(", ")
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Fail => "fail",
        Verdict::Pass => "pass",
        Verdict::Skip => "skip",
    }
}
