//! The words of each basis, made once.

use crate::basis::Basis;
use profile::{Language, Words};
use std::collections::BTreeMap;

/// Words in one language.
pub(super) struct Wordbook {
    pub(super) language: Language,
    by_basis: BTreeMap<String, Words>,
}

impl Wordbook {
    pub(super) fn new(language: Language) -> Self {
        Self { language, by_basis: BTreeMap::new() }
    }

    /// The words for a file checked against a basis, or for one that was refused before any was chosen.
    pub(super) fn of(&mut self, basis: Option<&Basis>) -> &Words {
        let (name, language) = (basis.map_or("", Basis::name), self.language);
        if !self.by_basis.contains_key(name) {
            let words = basis.map_or_else(|| Words::new(language), |basis| basis.words(language));
            self.by_basis.insert(name.to_owned(), words);
        }
        self.by_basis.entry(name.to_owned()).or_insert_with(|| Words::new(language))
    }
}

/// The name of a severity for programs, which is also that of its words and of its style.
pub(super) const fn severity_key(severity: vocab::Severity) -> &'static str {
    match severity {
        vocab::Severity::Fatal => "fatal",
        vocab::Severity::Reject => "reject",
        vocab::Severity::Warn => "warn",
        vocab::Severity::Quality => "quality",
    }
}
