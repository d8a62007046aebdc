//! Every way in which intake refuses.

use post::PostError;
use store::{LetterId, StoreError};

use crate::state::NoSuchStep;

/// Why a step was not done. What is wrong inside a letter is never an error: it is a finding.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// The letter is not here.
    #[error("letter {letter} is not here")]
    NoLetter {
        /// Which letter.
        letter: LetterId,
    },
    /// Another worker has begun the letter anew; this one's work is void.
    #[error("letter {letter} was begun anew by another worker; what this one wrote is swept")]
    Overtaken {
        /// Which letter.
        letter: LetterId,
    },
    /// The letter cannot go to that state.
    #[error(transparent)]
    Step(#[from] NoSuchStep),
    /// The original could not be read to its end.
    #[error("the original of the letter could not be read")]
    Original(#[source] std::io::Error),
    /// The work was broken off.
    #[error("the work was broken off; it is begun anew")]
    Broken,
    /// Nothing was searched for.
    #[error("type at least {chars_min} letters or digits of a number, a name or an account")]
    SearchTooShort {
        /// Fewest characters.
        chars_min: usize,
    },
    /// There is nothing of that id.
    #[error("there is nothing here under that id")]
    Unknown,
    /// Opening the letter, or writing the answer.
    #[error(transparent)]
    Post(#[from] PostError),
    /// The database, or the audit log.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl IntakeError {
    /// The stable code, which may be kept beside an event that failed: it holds nothing from inside a letter.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoLetter { .. } => "NO-LETTER",
            Self::Overtaken { .. } => "OVERTAKEN",
            Self::Step(_) => "STEP",
            Self::Original(_) => "ORIGINAL",
            Self::Broken => "BROKEN",
            Self::SearchTooShort { .. } => "SEARCH-TOO-SHORT",
            Self::Unknown => "UNKNOWN",
            Self::Post(error) => error.code(),
            Self::Store(_) => "STORE",
        }
    }
}

impl From<store::NoEntropy> for IntakeError {
    fn from(error: store::NoEntropy) -> Self {
        Self::Store(error.into())
    }
}
