//! What can go wrong at the door to the database, and what the caller does about it.

use std::path::PathBuf;

use crate::NoEntropy;

/// What kind of rule of the database a statement broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstraintKind {
    /// A second row with the same key.
    Unique,
    /// A row that points at nothing, or something that is still pointed at.
    ForeignKey,
    /// A value outside what the column allows.
    Check,
    /// A value that is missing.
    NotNull,
}

/// Every way in which the store refuses.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The address is not one of ours.
    #[error("cannot open the database at `{url}`: {reason}; use sqlite:///path/to/file or postgres://user@host/name")]
    Url {
        /// The address without its password.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process has this data folder open.
    #[error("`{}` is held by another process; stop that process first, or give this one its own data folder", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
    },
    /// The database cannot be reached or refused the statement.
    #[error("the database failed while {doing}; see the cause, and try again when it is removed")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The driver's own error. It can hold values of the statement: never show it to an outsider.
        #[source]
        source: sea_orm::DbErr,
    },
    /// A rule of the database was broken.
    #[error("the database refused the row: {kind:?} constraint `{}`", name.as_deref().unwrap_or("(unnamed)"))]
    Constraint {
        /// Which kind of rule.
        kind: ConstraintKind,
        /// The name of the index or constraint; SQLite does not name foreign keys.
        name: Option<String>,
    },
    /// The transaction lost against others as often as it may be tried.
    #[error("the transaction was tried {tries} times and lost each time to another one; try again later")]
    Busy {
        /// How often it was tried.
        tries: u32,
    },
    /// A column is absent or of another kind: the statement and the code disagree.
    #[error("column `{column}` cannot be read: {reason}")]
    Column {
        /// The name of the column.
        column: String,
        /// Why.
        reason: String,
    },
    /// A statement that must give one row gave none.
    #[error("the row that was asked for is not there")]
    NotFound,
    /// A transaction handle outlived its transaction.
    #[error("the transaction is over; this handle to it can do nothing any more")]
    Finished,
    /// A migration cannot be applied.
    #[error("migration {name}: {reason}")]
    Migration {
        /// The file.
        name: String,
        /// What is wrong and what to do.
        reason: String,
    },
    /// No randomness.
    #[error(transparent)]
    Entropy(#[from] NoEntropy),
    /// A file or folder of the store could not be read or written.
    #[error("{doing} `{}` failed", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The operating system's own error.
        #[source]
        source: std::io::Error,
    },
    /// A stored event cannot be read: it was written by a newer program, or damaged.
    #[error("event {id} cannot be read: {reason}")]
    Event {
        /// The event's id.
        id: String,
        /// Why.
        reason: String,
    },
    /// The lease of an event ended before the step did; the step must be undone.
    #[error(
        "event {id} is no longer held by this worker: its lease ended; the step is undone and done again by another"
    )]
    LeaseLost {
        /// The event.
        id: String,
    },
    /// The audit record could not be written, so nothing was done and nothing was shown.
    #[error("the audit record could not be written, so the request is not served: {reason}")]
    Audit {
        /// Why.
        reason: String,
    },
    /// Someone wants to look without saying why, or at nothing.
    #[error("a look needs a reason code and a case or words, and a thing to look at; none was recorded, none is shown")]
    NoReason,
    /// An access is used for a thing it was not made for.
    #[error("the access that is held does not cover {kind} {id}; ask for access to it first")]
    NotCovered {
        /// The kind of thing.
        kind: String,
        /// Its id.
        id: String,
    },
    /// An original is not there, is damaged, or is not sealed to this key.
    #[error("the original {name} cannot be used: {reason}; restore it from a backup")]
    Blob {
        /// Digest and letter of the original.
        name: String,
        /// Why.
        reason: String,
    },
    /// Sealing failed.
    #[error("the bytes cannot be sealed")]
    Seal(#[from] seal::SealError),
    /// Columns of a bulk insert do not fit each other.
    #[error("a bulk insert into {table} has columns of different lengths, or none")]
    Bulk {
        /// The table.
        table: &'static str,
    },
}

impl StoreError {
    /// The name of the unique index (or other named constraint) that was broken, if that is what happened.
    ///
    /// A slice declares uniqueness with `CREATE UNIQUE INDEX name …` and asks here for that name; a primary key is
    /// called `table_pkey`.
    pub fn constraint(&self) -> Option<&str> {
        match self {
            Self::Constraint { name, .. } => name.as_deref(),
            _ => None,
        }
    }
}
