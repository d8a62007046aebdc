//! What the check of one file came to.

use super::keep::Kept;
use crate::basis::Basis;
use crate::failure::Failure;
use goaml::check::Checked;
use jiff::civil::Date;
use std::sync::Arc;
use vocab::Severity;

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Taken,
    TakenWithWarnings,
    Refused,
    Unreadable,
}

impl Standing {
    /// Its name for programs.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Taken => "accepted",
            Self::TakenWithWarnings => "accepted-with-warnings",
            Self::Refused => "rejected",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What a file within a letter is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Report,
    Attachment,
    /// The archive itself.
    Package,
}

impl Part {
    /// Its name for programs.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Attachment => "attachment",
            Self::Package => "package",
        }
    }
}

/// One file, or one entry of an archive.
#[derive(Debug)]
pub(super) struct FileResult<'a> {
    /// The file as the user knows it.
    pub(super) name: String,
    /// The entry of the archive.
    pub(super) entry: Option<String>,
    pub(super) part: Part,
    pub(super) checked: Result<CheckedFile<'a>, Arc<Failure>>,
}

/// What was found in a file that could be read.
#[derive(Debug)]
pub(super) struct CheckedFile<'a> {
    pub(super) basis: Option<&'a Basis>,
    /// The day whose rules were in force.
    pub(super) day: Option<Date>,
    /// What the schema, the rules and the header said; findings are counted in `kept`.
    pub(super) checked: Checked,
    pub(super) kept: Kept,
}

impl FileResult<'_> {
    /// File and entry in one.
    pub(super) fn shown(&self) -> String {
        match &self.entry {
            Some(entry) => format!("{}!{entry}", self.name),
            None => self.name.clone(),
        }
    }

    pub(super) fn standing(&self) -> Standing {
        match &self.checked {
            Err(_) => Standing::Unreadable,
            Ok(file) if file.kept.count(Severity::rejects) > 0 => Standing::Refused,
            Ok(file) if file.kept.total() > 0 => Standing::TakenWithWarnings,
            Ok(_) => Standing::Taken,
        }
    }

    /// An attachment in order is not worth a word.
    pub(super) fn is_silent(&self) -> bool {
        self.part == Part::Attachment && self.standing() == Standing::Taken
    }
}
