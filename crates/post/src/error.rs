//! Every way in which the post refuses.

use std::path::PathBuf;

use seal::SealError;
use store::door::DoorError;
use store::{LetterId, NoEntropy, StoreError};

/// Why the post did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The same reference came before with other bytes.
    #[error(
        "reference `{reference}` was used before for other bytes, received as letter {first}; send the new file under a new reference"
    )]
    Duplicate {
        /// The sender's reference.
        reference: String,
        /// The letter that has it.
        first: LetterId,
    },
    /// The reference cannot be used.
    #[error("the reference cannot be used: {reason}")]
    Reference {
        /// Why, and what to do.
        reason: &'static str,
    },
    /// A name, kind or number in a request cannot be used.
    #[error("{field} cannot be used: {reason}")]
    Field {
        /// Which.
        field: &'static str,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// The letter is larger than this edge takes.
    #[error("the letter is larger than {bytes_max} bytes; split it")]
    TooLarge {
        /// The most bytes a letter may have.
        bytes_max: u64,
    },
    /// There is no such thing, or it is not for the one who asks; the two are not told apart.
    #[error("there is nothing here under that name")]
    Unknown,
    /// The correspondent may not write now.
    #[error("this correspondent may not send letters at present; ask the office")]
    Suspended,
    /// Signing in, enrolling, a new password.
    #[error(transparent)]
    Door(#[from] DoorError),
    /// A key, a seal or a signature that is not accepted.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// A paper from the other of our two programs does not say what it must.
    #[error("a signed paper between edge and office is not accepted: {reason}")]
    Paper {
        /// Why.
        reason: String,
    },
    /// Sealed bytes, once opened, are not those that were receipted.
    #[error("letter {letter} is not what was receipted: {reason}; keep both copies and tell the operator of the edge")]
    Altered {
        /// Which letter.
        letter: LetterId,
        /// What differs.
        reason: &'static str,
    },
    /// A file of sealed bytes could not be written or read.
    #[error("{doing} `{}` failed", path.display())]
    File {
        /// What was being done.
        doing: &'static str,
        /// Which file or folder.
        path: PathBuf,
        /// The operating system's own error.
        #[source]
        source: std::io::Error,
    },
    /// The machine could not do the work now.
    #[error("the work was broken off; try again")]
    Broken,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PostError {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Duplicate { .. } => "DUP-REF",
            Self::Reference { .. } => "BAD-REF",
            Self::Field { .. } => "BAD-FIELD",
            Self::TooLarge { .. } => "TOO-LARGE",
            Self::Unknown => "UNKNOWN",
            Self::Suspended => "SUSPENDED",
            Self::Door(_) => "DOOR",
            Self::Seal(_) => "SEAL",
            Self::Paper { .. } => "PAPER",
            Self::Altered { .. } => "ALTERED",
            Self::File { .. } => "FILE",
            Self::Broken => "BROKEN",
            Self::Store(_) => "STORE",
        }
    }
}

impl From<NoEntropy> for PostError {
    fn from(error: NoEntropy) -> Self {
        Self::Store(StoreError::Entropy(error))
    }
}
