//! Where this crate meets the rules.

use crate::error::{Problem, ProfileError};
use crate::files::Files;
use crate::language::Language;
use crate::lists::CodeList;
use crate::words::{RuleTold, Words};
use rules::{CodeLists, ExampleResult, Rule, RuleError, RuleSet};
use std::collections::BTreeMap;
use vocab::{NameId, Names};

/// The rules of a profile, compiled.
#[derive(Debug)]
pub(crate) struct Compiled {
    pub(crate) set: RuleSet,
    /// Element names that a rule mentions and the schema does not have.
    pub(crate) unknown: Vec<String>,
}

/// Reads and compiles all rules. Element names they mention are added to `names`.
pub(crate) fn compile(
    files: &Files,
    lists: &BTreeMap<String, CodeList>,
    names: &mut Names,
    errors: &mut Vec<ProfileError>,
) -> Option<Compiled> {
    let before = errors.len();
    let mut rules = Vec::new();
    for (file, text) in files.below("rules/", ".toml") {
        match Rule::parse(file, text) {
            Ok(rule) => rules.push(rule),
            Err(error) => errors.push(converted(error)),
        }
    }
    let lists = code_lists(lists);
    // The rules know some elements of every goAML version; those are in the table before the first rule adds its own.
    let _ = RuleSet::compile(Vec::new(), names, &lists);
    let known = names.len();
    match RuleSet::compile(rules, names, &lists) {
        Ok(set) => {
            let ids = (known..names.len()).filter_map(|id| u32::try_from(id).ok());
            let unknown = ids.map(|id| names.text(NameId(id)).to_owned()).collect();
            (errors.len() == before).then_some(Compiled { set, unknown })
        }
        Err(wrong) => {
            errors.extend(wrong.into_iter().map(converted));
            None
        }
    }
}

/// Every list under the name of its type, and, for the many that end in `_type`, also without the ending.
fn code_lists(lists: &BTreeMap<String, CodeList>) -> CodeLists {
    let mut all = CodeLists::new();
    for list in lists.values() {
        let codes = || list.entries().iter().map(|entry| entry.code.as_str());
        all.insert(&list.name, codes());
        if let Some(short) = list.name.strip_suffix("_type") {
            all.insert(short, codes());
        }
    }
    all
}

fn converted(error: RuleError) -> ProfileError {
    let text = format!("column {}: {}", error.column, error.fault);
    ProfileError::new(error.file, error.line, Problem::Rule(text))
}

/// Gives the words of the rules to a catalogue.
pub(crate) fn add_words(set: &RuleSet, words: &mut Words) {
    let language = words.language();
    for rule in set.rules() {
        if let Some(told) = rule.words(language.code()) {
            words.add_rule(&rule.id, RuleTold { words: told.clone(), legal: rule.legal.clone() });
        }
    }
}

/// Runs the examples of all rules.
pub(crate) fn examples(set: &RuleSet, names: &Names) -> Vec<ExampleResult> {
    rules::check_examples(set, names)
}

/// The languages, among those asked for, that a rule does not speak.
pub(crate) fn unspoken(rule: &Rule, languages: &[Language]) -> Vec<Language> {
    let speaks = |language: &Language| rule.languages().any(|spoken| spoken == language.code());
    languages.iter().copied().filter(|language| !speaks(language)).collect()
}
