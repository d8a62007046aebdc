//! What a rule says when it is broken.

use std::fmt;

/// One broken rule: where, and what to do about it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Problem {
    /// The rule's short name, the same in every message of that rule.
    pub(crate) rule: &'static str,
    /// A path, `path:line`, or a crate's name.
    pub(crate) place: String,
    /// What is wrong, with the value that is wrong, and what to do.
    pub(crate) text: String,
}

impl Problem {
    pub(crate) fn new(rule: &'static str, place: impl Into<String>, text: impl Into<String>) -> Self {
        Self { rule, place: place.into(), text: text.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: [{}] {}", self.place, self.rule, self.text)
    }
}
