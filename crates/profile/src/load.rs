//! A profile, loaded and checked.

use crate::enumerations::{self, SchemaFacts};
use crate::error::{Problem, ProfileError};
use crate::files::Files;
use crate::language::Language;
use crate::lists::{self, CodeEntry, CodeList};
use crate::manifest::{self, Manifest, ReportKind};
use crate::words::Words;
use crate::{ruleset, schema};
use jiff::civil::Date;
use rules::{Rule, RuleSet};
use std::collections::BTreeMap;
use vocab::Names;
use xsd::Schema;

/// The list of the schema that holds the kinds of reports.
pub(crate) const KINDS: &str = "report_type";
const CURRENCIES: &str = "currency_type";

/// A country as data: everything in which it differs from others, read from its files and found to fit together.
#[derive(Debug)]
pub struct Profile {
    pub(crate) manifest: Manifest,
    pub(crate) lists: BTreeMap<String, CodeList>,
    pub(crate) rules: RuleSet,
    pub(crate) unknown_names: Vec<String>,
    pub(crate) names: Names,
    schema: Schema,
    schema_text: String,
    overrides: BTreeMap<Language, (String, String)>,
}

impl Profile {
    /// Loads a profile from its files and checks that they fit together.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, each with file and line.
    pub fn load(files: &Files) -> Result<Self, Vec<ProfileError>> {
        let mut errors = unknown_files(files);
        let manifest = needed(files, manifest::FILE, &mut errors).map(Manifest::read);
        let schema_text = needed(files, enumerations::FILE, &mut errors);
        let facts = schema_text.map(SchemaFacts::read);
        let manifest = keep(manifest, |wrong| errors.extend(wrong));
        let facts = keep(facts, |wrong| errors.push(wrong));
        let overrides = overrides(files, &mut errors);
        let (Some(manifest), Some(facts), Some(text)) = (manifest, facts, schema_text) else { return Err(errors) };
        let compiled = keep(Some(schema::compile(text, manifest.dialect)), |wrong| errors.push(wrong));
        let lists = lists::read(files, &facts, &mut errors);
        let mut names = compiled.as_ref().map(|schema| schema.names().clone()).unwrap_or_default();
        let rules = ruleset::compile(files, &lists, &mut names, &mut errors);
        fit(&manifest, &facts, &lists, &mut errors);
        let (Some(schema), Some(rules), true) = (compiled, rules, errors.is_empty()) else { return Err(errors) };
        Ok(Self {
            manifest: with_words(manifest, &lists),
            lists,
            rules: rules.set,
            unknown_names: rules.unknown,
            names,
            schema,
            schema_text: text.to_owned(),
            overrides,
        })
    }

    /// Loads a profile that is part of the program. `None` when there is none of this code.
    ///
    /// # Errors
    ///
    /// As [`Profile::load`]; a test loads them all.
    pub fn builtin(code: &str) -> Option<Result<Self, Vec<ProfileError>>> {
        Files::builtin(code).map(|files| Self::load(&files))
    }

    /// What `profile.toml` says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The schema, compiled.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The schema as the country published it.
    pub fn schema_text(&self) -> &str {
        &self.schema_text
    }

    /// All rules of all days, compiled; a run over a report keeps to those in effect on its day.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The table of element names that the schema and the rules were compiled with. Records that rules are to judge
    /// must be made with it or with one that grew from it.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// A code list by the name of its type, such as `funds_type`.
    pub fn list(&self, name: &str) -> Option<&CodeList> {
        self.lists.get(name)
    }

    /// All code lists, by name.
    pub fn lists(&self) -> impl Iterator<Item = &CodeList> {
        self.lists.values()
    }

    /// The words of the checker, the country and its rules in a language.
    pub fn words(&self, language: Language) -> Words {
        let mut words = Words::new(language);
        if let Some((file, text)) = self.overrides.get(&language) {
            // It was laid over once when the profile was loaded, so it cannot fail now.
            let _ = words.lay_over(file, text);
        }
        ruleset::add_words(&self.rules, &mut words);
        words
    }

    /// What is in effect on a day. `None` when the profile as a whole is not.
    pub fn on(&self, day: Date) -> Option<OnDay<'_>> {
        let begun = self.manifest.from <= day;
        let ended = self.manifest.until.is_some_and(|until| until <= day);
        (begun && !ended).then_some(OnDay { profile: self, day })
    }
}

/// A profile on one day.
#[derive(Clone, Copy, Debug)]
pub struct OnDay<'a> {
    profile: &'a Profile,
    day: Date,
}

impl<'a> OnDay<'a> {
    /// The kinds of reports taken on the day.
    pub fn kinds(self) -> impl Iterator<Item = &'a ReportKind> {
        let taken = move |kind: &&ReportKind| {
            kind.from.is_none_or(|from| from <= self.day) && kind.until.is_none_or(|until| self.day < until)
        };
        self.profile.manifest.kinds.iter().filter(taken)
    }

    /// A kind of report by its code, if it is taken on the day.
    pub fn kind(self, code: &str) -> Option<&'a ReportKind> {
        self.kinds().find(|kind| kind.code == code)
    }

    /// The codes of a list that may be used on the day, in the order of the schema.
    pub fn codes(self, list: &str) -> impl Iterator<Item = &'a CodeEntry> {
        let entries = self.profile.lists.get(list).map_or(&[][..], CodeList::entries);
        entries.iter().filter(move |entry| entry.in_effect(self.day))
    }

    /// The rules in effect on the day.
    pub fn rules(self) -> impl Iterator<Item = &'a Rule> {
        self.profile.rules.rules().filter(move |rule| rule.in_effect(self.day))
    }
}

/// The value, or nothing after the error was passed on.
fn keep<T, E>(result: Option<Result<T, E>>, wrong: impl FnOnce(E)) -> Option<T> {
    result?.map_err(wrong).ok()
}

fn needed<'a>(files: &'a Files, file: &str, errors: &mut Vec<ProfileError>) -> Option<&'a str> {
    let text = files.text(file);
    if text.is_none() {
        errors.push(ProfileError::new(file, 0, Problem::FileMissing));
    }
    text
}

/// A rule in the wrong folder would never run, and nobody would know: files that mean nothing are errors.
fn unknown_files(files: &Files) -> Vec<ProfileError> {
    let known = |path: &str| match path.split_once('/') {
        None => path == manifest::FILE || path == enumerations::FILE,
        Some(("lists" | "rules", name)) if name.ends_with(".toml") => !name.contains('/'),
        Some(("rules", name)) if name.ends_with(".example") => true,
        Some(("words", name)) => {
            name.strip_suffix(".ftl").is_some_and(|code| Language::ALL.iter().any(|l| l.code() == code))
        }
        Some(_) => false,
    };
    let unknown = files.iter().filter(|(path, _)| !known(path));
    unknown.map(|(path, _)| ProfileError::new(path, 0, Problem::FileUnknown)).collect()
}

fn overrides(files: &Files, errors: &mut Vec<ProfileError>) -> BTreeMap<Language, (String, String)> {
    let mut all = BTreeMap::new();
    for language in Language::ALL {
        let file = format!("words/{language}.ftl");
        if let Some(text) = files.text(&file) {
            match Words::new(language).lay_over(&file, text) {
                Ok(()) => _ = all.insert(language, (file, text.to_owned())),
                Err(error) => errors.push(error),
            }
        }
    }
    all
}

/// Checks `profile.toml` against the schema.
fn fit(manifest: &Manifest, facts: &SchemaFacts, lists: &BTreeMap<String, CodeList>, errors: &mut Vec<ProfileError>) {
    let mut wrong = |line: usize, field: &'static str, value: &str, hint: String| {
        errors.push(ProfileError::new(manifest::FILE, line, Problem::Field { field, value: value.to_owned(), hint }));
    };
    if !facts.roots.contains(&manifest.root) {
        let hint = format!("the schema begins with {}", facts.roots.join(", "));
        wrong(manifest.root_line(), "root", &manifest.root, hint);
    }
    if let (Some(currency), Some(list)) = (&manifest.currency_local, lists.get(CURRENCIES))
        && list.get(currency).is_none()
    {
        let hint = format!("use a code of the list {CURRENCIES} of the schema");
        wrong(manifest.currency_line(), "currency_local", currency, hint);
    }
    let Some(list) = lists.get(KINDS) else { return };
    let mut seen = Vec::new();
    for kind in &manifest.kinds {
        let line = manifest.kind_line(&kind.code);
        if list.get(&kind.code).is_none() {
            wrong(line, "kind", &kind.code, format!("use a code of the list {KINDS} of the schema"));
        }
        if seen.contains(&&kind.code) {
            wrong(line, "kind", &kind.code, "it stands twice; keep one".to_owned());
        }
        seen.push(&kind.code);
    }
    for entry in list.entries().iter().filter(|entry| entry.code != "-") {
        if !seen.contains(&&entry.code) {
            let problem = Problem::CodeMissing { list: "[[kind]]".to_owned(), code: entry.code.clone() };
            errors.push(ProfileError::new(manifest::FILE, 0, problem));
        }
    }
}

/// Kinds that say nothing about their name are called what the code list calls them.
fn with_words(mut manifest: Manifest, lists: &BTreeMap<String, CodeList>) -> Manifest {
    for kind in &mut manifest.kinds {
        if let Some(entry) = lists.get(KINDS).and_then(|list| list.get(&kind.code)) {
            for (language, words) in &entry.labels.0 {
                kind.words.0.entry(*language).or_insert_with(|| words.clone());
            }
        }
    }
    manifest
}
