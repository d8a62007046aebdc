//! What can be wrong with a profile.

use std::fmt;

/// Something wrong in one file of a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileError {
    /// Path within the profile.
    pub file: String,
    /// Line in the file, from 1; 0 when the error is about the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub problem: Problem,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A file that every profile has is not there.
    #[error("the file is missing; every profile has one")]
    FileMissing,
    /// A file that no profile has.
    #[error(
        "no profile has such a file; put code lists into lists/, rules into rules/, words into words/<language>.ftl"
    )]
    FileUnknown,
    /// The file is not TOML, or has a field that is missing, unknown or of the wrong kind.
    #[error("{0}")]
    Toml(String),
    /// A field has a value it cannot have.
    #[error("{field} cannot be `{value}`; {hint}")]
    Field {
        /// The field.
        field: &'static str,
        /// Its value.
        value: String,
        /// What to write.
        hint: String,
    },
    /// The schema cannot be used.
    #[error("{0}")]
    Schema(String),
    /// A code list is about a list that the schema does not have.
    #[error("the schema has no list `{list}`; its lists are {known}")]
    ListUnknown {
        /// The list.
        list: String,
        /// Those of the schema.
        known: String,
    },
    /// Two files are about one list.
    #[error("the list `{list}` is already in {other}; keep one of the two files")]
    ListTwice {
        /// The list.
        list: String,
        /// The other file.
        other: String,
    },
    /// A code of a list that the schema does not have.
    #[error("the schema does not have the code `{code}` in the list `{list}`; take it out here or add it there")]
    CodeUnknown {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// A code of the schema that the list file does not name.
    #[error("the list `{list}` has no words for the code `{code}` of the schema; add it")]
    CodeMissing {
        /// The list.
        list: String,
        /// The code.
        code: String,
    },
    /// Effective dates that contradict each other.
    #[error("{what} ends on {until}, which is not after {from}, its first day; correct one of the two")]
    Dates {
        /// Which thing.
        what: String,
        /// First day.
        from: String,
        /// First day on which it no longer counts.
        until: String,
    },
    /// A rule that cannot be used.
    #[error("{0}")]
    Rule(String),
    /// A word file that cannot be used.
    #[error("{0}")]
    Words(String),
}

impl ProfileError {
    pub(crate) fn new(file: impl Into<String>, line: usize, problem: Problem) -> Self {
        Self { file: file.into(), line, problem }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line == 0 {
            write!(f, "{}: {}", self.file, self.problem)
        } else {
            write!(f, "{}:{}: {}", self.file, self.line, self.problem)
        }
    }
}

impl std::error::Error for ProfileError {}

/// The line, from 1, of a byte of a text.
pub(crate) fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

/// Reads a TOML file of a profile into its shape.
pub(crate) fn from_toml<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, ProfileError> {
    toml::from_str(text).map_err(|error| {
        let line = error.span().map_or(0, |span| line_of(text, span.start));
        ProfileError::new(file, line, Problem::Toml(error.message().replace('\n', "; ")))
    })
}
