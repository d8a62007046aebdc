//! What the program says when it cannot do what it was asked: what happened, to which file, and what to do.

use profile::ProfileError;
use std::io;
use xsd::SchemaError;

/// Why a command could not be carried out. The exit code is always 2, except for [`Failure::Closed`].
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A file or folder could not be read.
    #[error("`{name}` cannot be read: {}", plain(.source))]
    Unreadable {
        name: String,
        #[source]
        source: io::Error,
    },
    /// A file could not be written.
    #[error("`{name}` cannot be written: {}", plain(.source))]
    Unwritable {
        name: String,
        #[source]
        source: io::Error,
    },
    /// A folder holds nothing to check.
    #[error("the folder `{0}` holds no file that ends in .xml or .zip")]
    EmptyFolder(String),
    /// No such profile.
    #[error("there is no profile `{given}`; built in are {known}")]
    NoProfile { given: String, known: String },
    /// A profile that does not load.
    #[error("the profile `{name}` cannot be used:\n{}", listed(.errors))]
    Profile { name: String, errors: Vec<ProfileError> },
    /// A schema that does not compile.
    #[error("the schema `{name}` cannot be used: {source}")]
    Schema {
        name: String,
        #[source]
        source: SchemaError,
    },
    /// A code nobody knows.
    #[error("there is no code `{given}`")]
    NoCode { given: String, near: Vec<String> },
    /// A kind of report nobody knows.
    #[error("there is no kind of report `{given}` here; known are {known}")]
    NoKind { given: String, known: String },
    /// A schema for which no report could be made.
    #[error("no valid report of the kind `{kind}` could be made for {what}")]
    NoSample { kind: String, what: String },
    /// A file whose ending says nothing that can be converted.
    #[error("`{0}` cannot be converted: its name does not end in .xml, .csv or .xlsx")]
    Ending(String),
    /// Two files of one kind.
    #[error("`{from}` and `{to}` cannot be converted into each other")]
    SamePair { from: String, to: String },
    /// A conversion that lacks a file name.
    #[error("the file to write is missing")]
    NoOutput,
    /// A table or report that is not taken; its findings were printed.
    #[error("`{0}` was not converted because of what is said above")]
    NotConverted(String),
    /// Whatever went wrong inside a conversion.
    #[error("`{name}` could not be converted: {reason}")]
    Convert { name: String, reason: String },
    /// Standard output could not be written.
    #[error("the output cannot be written: {}", plain(.0))]
    Output(#[source] io::Error),
    /// Whoever read our output has gone, which is nobody's fault.
    #[error("the reader of the output has gone")]
    Closed,
}

impl Failure {
    pub(crate) fn unreadable(name: impl Into<String>, source: io::Error) -> Self {
        Self::Unreadable { name: name.into(), source }
    }

    pub(crate) fn unwritable(name: impl Into<String>, source: io::Error) -> Self {
        Self::Unwritable { name: name.into(), source }
    }

    /// What to do, where it does not follow from what happened.
    pub(crate) fn hint(&self) -> Option<String> {
        match self {
            Self::Unreadable { source, .. } => match source.kind() {
                io::ErrorKind::NotFound => Some("look at the name and the folder you are in".to_owned()),
                io::ErrorKind::PermissionDenied => Some("ask whoever owns the file to let you read it".to_owned()),
                _ => None,
            },
            Self::EmptyFolder(_) => Some("name the files themselves if they end otherwise".to_owned()),
            Self::NoProfile { .. } => Some("give the code of one of these, or the folder of a profile".to_owned()),
            Self::Profile { .. } => Some("correct these lines, or ask whoever made the profile".to_owned()),
            Self::NoCode { near, .. } if near.is_empty() => Some("`goaml explain` lists all codes".to_owned()),
            Self::NoCode { near, .. } => {
                Some(format!("did you mean {}? `goaml explain` lists all codes", near.join(" or ")))
            }
            Self::NoSample { .. } => Some("try another --seed, or leave --full out".to_owned()),
            Self::Ending(_) => Some("rename the file so that its ending says what it is".to_owned()),
            Self::SamePair { .. } => Some("one of the two must be .xml, the other .csv or .xlsx".to_owned()),
            Self::NoOutput => Some("write `goaml convert IN OUT`, or `goaml convert --template KIND OUT`".to_owned()),
            _ => None,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(error) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

impl From<csv::Error> for Failure {
    fn from(error: csv::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// What the system says, without its number.
pub(crate) fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "you are not allowed to".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::InvalidData => "it is not text in UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

fn listed(errors: &[ProfileError]) -> String {
    const SHOWN_MAX: usize = 20;
    let mut lines: Vec<String> = errors.iter().take(SHOWN_MAX).map(|error| format!("  {error}")).collect();
    if errors.len() > SHOWN_MAX {
        lines.push(format!("  and {} more", errors.len() - SHOWN_MAX));
    }
    lines.join("\n")
}
