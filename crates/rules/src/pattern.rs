//! Patterns of `matches`: no back-references and no look-around, so the time is linear in the text.

use crate::limits::{PATTERN_BYTES_MAX, PATTERN_TABLE_BYTES_MAX};
use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::meta::Regex;
use regex_automata::{Input, MatchKind};

/// A compiled pattern.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The whole pattern as one table, when it is small enough: a step of it is one look-up for a byte.
    table: Option<dense::DFA<Vec<u32>>>,
    general: Regex,
}

impl Pattern {
    /// Compiles a pattern in the syntax of the regex crates.
    ///
    /// # Errors
    ///
    /// Why it is not a pattern, in one line.
    pub(crate) fn new(pattern: &str) -> Result<Self, String> {
        let limits =
            Regex::config().nfa_size_limit(Some(PATTERN_BYTES_MAX)).onepass_size_limit(Some(PATTERN_BYTES_MAX));
        let general = Regex::builder().configure(limits).build(pattern).map_err(|error| {
            if error.size_limit().is_some() {
                return "it grows too large; write + or * instead of a large count".to_owned();
            }
            let why = error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string);
            why.lines().last().unwrap_or("").trim().trim_start_matches("error: ").to_owned()
        })?;
        let table = dense::Config::new()
            .start_kind(StartKind::Unanchored)
            .match_kind(MatchKind::All)
            .dfa_size_limit(Some(PATTERN_TABLE_BYTES_MAX))
            .determinize_size_limit(Some(PATTERN_TABLE_BYTES_MAX));
        Ok(Self { table: dense::Builder::new().configure(table).build(pattern).ok(), general })
    }

    /// Whether the pattern occurs in a text.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        let input = Input::new(text).earliest(true);
        match self.table.as_ref().map(|table| table.try_search_fwd(&input)) {
            Some(Ok(found)) => found.is_some(),
            // No table, or one that gives up on a text it cannot judge.
            Some(Err(_)) | None => self.general.is_match(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_the_general_engine_says() {
        let patterns = [
            "^[0-9]{3}$",
            "[0-9]",
            "",
            "^$",
            "^(AB|A)C?$",
            r"\bcash\b",
            "(?i)straße",
            r"^\p{L}[\p{L} .'-]*$",
            r"\d+",
            ".",
            "a.c",
            r"^\s|\s$",
            "(?m)^b$",
            r"^[A-Z]{4}ZZ[A-Z0-9]{2}([A-Z0-9]{3})?$",
        ];
        let texts = [
            "",
            "123",
            "1234",
            "ABC",
            "AC",
            "a c",
            "in cash",
            "encashed",
            "STRASSE",
            "Straße",
            "Noël O'Neil",
            "نور",
            "a\nc",
            "a\nb\nc",
            " x",
            "ABCDZZ2A",
            "é",
            "漢字",
        ];
        for text in patterns {
            let pattern = Pattern::new(text).unwrap();
            for subject in texts {
                assert_eq!(pattern.is_match(subject), pattern.general.is_match(subject), "{text} in {subject:?}");
            }
        }
        assert!(Pattern::new(r"^(\p{L}{1,900}){1,900}$").unwrap_err().contains("instead of a large count"));
        assert!(Pattern::new("[0-9]").unwrap().table.is_some(), "simple patterns have a table");
        assert!(Pattern::new(r"^(\p{L}|\p{N}){1,80}$").unwrap().table.is_none(), "large ones do not");
    }
}
