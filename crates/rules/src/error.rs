//! What can be wrong with a rule, and what to do about it.

use std::fmt;

/// A rule that cannot be used: where, what is wrong, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The file as it was named to [`crate::Rule::parse`].
    pub file: String,
    /// Line in the file, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The file is not TOML, or not a rule: a field is missing, unknown or of the wrong type.
    #[error("{0}")]
    Toml(String),
    /// A field has a value that it cannot have.
    #[error("{field}: {problem}; {hint}")]
    Field {
        /// Name of the field.
        field: &'static str,
        /// What is wrong with it.
        problem: String,
        /// What to do.
        hint: String,
    },
    /// The expression is not CEL.
    #[error("the expression cannot be read: {0}")]
    Syntax(String),
    /// The expression is CEL, but uses something that rules do not have.
    #[error("{what} is not available in rules; {hint}")]
    Unsupported {
        /// The construct.
        what: String,
        /// What to write instead.
        hint: String,
    },
    /// A name that means nothing here.
    #[error("`{name}` is not known here; {hint}")]
    Unknown {
        /// The name.
        name: String,
        /// What is known, or what to write instead.
        hint: String,
    },
    /// Two things that do not fit together.
    #[error("{problem}; {hint}")]
    Type {
        /// What does not fit.
        problem: String,
        /// What to write instead.
        hint: String,
    },
    /// Larger than a limit of [`crate::limits`].
    #[error("{what} is larger than the limit of {limit}; {hint}")]
    Limit {
        /// What is too large.
        what: &'static str,
        /// The limit.
        limit: usize,
        /// What to do.
        hint: &'static str,
    },
    /// Two rules of one set have the same identifier.
    #[error("the rule {0} is there twice; give one of them another id and file name")]
    Twice(String),
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.fault)
    }
}

impl std::error::Error for RuleError {}

/// A fault at a byte of an expression.
#[derive(Clone, Debug)]
pub(crate) struct Located {
    pub(crate) offset: usize,
    pub(crate) fault: Fault,
}

/// Line and column, both from 1 and the column in characters, of a byte of a text.
pub(crate) fn line_column(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        assert_eq!(line_column("aé\nbéc", 7), (2, 3));
        assert_eq!(line_column("", 0), (1, 1));
        assert_eq!(line_column("ab", 99), (1, 3));
    }
}
