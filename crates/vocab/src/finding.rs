//! A remark of the checker.
//!
//! A finding carries facts and no prose: a stable code, a place, the value that was met and named arguments.
//! The words, in six languages, are made from it by the `profile` crate, so that a checker, a page and a machine
//! answer all speak from the same finding.

use crate::sensitive::Sensitive;
use std::borrow::Cow;
use std::fmt;

/// The stable name of a kind of finding, such as `XSD-MISSING` or `ZZ-0107`. Upper case, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Code(Cow<'static, str>);

impl Code {
    /// A code known when the program is built.
    pub const fn fixed(code: &'static str) -> Self {
        Self(Cow::Borrowed(code))
    }

    /// A code read from data, such as a rule file of a profile.
    pub fn named(code: impl Into<String>) -> Self {
        Self(Cow::Owned(code.into()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a finding does to the report that bears it, mildest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The report is taken; the remark counts for the reporter's quality figures.
    Quality,
    /// The report is taken with a warning that the reporter sees.
    Warn,
    /// The report is not taken.
    Reject,
    /// The file cannot be read any further: nothing after this place was checked.
    Fatal,
}

impl Severity {
    /// Whether a report with such a finding is refused.
    pub const fn rejects(self) -> bool {
        matches!(self, Self::Reject | Self::Fatal)
    }
}

/// Where in the file a finding is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Place {
    /// Steps from the root, repeatable elements numbered from 1: `/report/transaction[3]/t_from/from_account`.
    pub path: String,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
    /// Bytes before the place.
    pub offset: u64,
}

/// A named fact that the words of a finding mention. Never a value from the report: those are in [`Finding::value`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Arg {
    /// Name as the word catalogue uses it, such as `expected`.
    pub name: &'static str,
    /// Text to show, such as `institution_name`.
    pub text: String,
}

/// A remark of the checker about one place of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Stable code.
    pub code: Code,
    /// Consequence.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// The offending value, cut to [`Finding::VALUE_CHARS_MAX`] characters.
    pub value: Option<Sensitive<String>>,
    /// Facts for the words.
    pub args: Vec<Arg>,
}

impl Finding {
    /// Longest value a finding keeps, in characters; a longer one is cut and ends with an ellipsis.
    pub const VALUE_CHARS_MAX: usize = 80;

    /// A finding without value and arguments.
    pub fn new(code: Code, severity: Severity, place: Place) -> Self {
        Self { code, severity, place, value: None, args: Vec::new() }
    }

    /// Adds the offending value, cut to [`Finding::VALUE_CHARS_MAX`] characters.
    #[must_use]
    pub fn with_value(mut self, value: &str) -> Self {
        let mut kept: String = value.chars().take(Self::VALUE_CHARS_MAX).collect();
        if kept.len() < value.len() {
            kept.push('…');
        }
        self.value = Some(Sensitive::new(kept));
        self
    }

    /// Adds a named fact.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.args.push(Arg { name, text: text.into() });
        self
    }

    /// The text of a named fact.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.args.iter().find(|arg| arg.name == name).map(|arg| arg.text.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_value_is_cut_at_a_character() {
        let finding = Finding::new(Code::fixed("XSD-LENGTH"), Severity::Reject, Place::default())
            .with_value(&"é".repeat(Finding::VALUE_CHARS_MAX + 1));
        let kept = finding.value.unwrap().into_revealed();
        assert_eq!(kept.chars().count(), Finding::VALUE_CHARS_MAX + 1);
        assert!(kept.ends_with('…'));
    }

    #[test]
    fn only_reject_and_fatal_refuse_a_report() {
        let refusing: Vec<bool> = [Severity::Quality, Severity::Warn, Severity::Reject, Severity::Fatal]
            .into_iter()
            .map(Severity::rejects)
            .collect();
        assert_eq!(refusing, [false, false, true, true]);
    }
}
