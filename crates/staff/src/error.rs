//! Every way in which staff refuses.

use store::StoreError;
use store::door::DoorError;

use crate::Right;

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// The person's roles do not give the right; the attempt is in the audit log.
    #[error("none of your roles gives the right `{}`; ask an administrator", right.word())]
    Denied {
        /// Which right.
        right: Right,
    },
    /// There is nobody of that id.
    #[error("there is nobody here under that id")]
    Unknown,
    /// A name, login or role cannot be used.
    #[error("{field} cannot be used: {reason}")]
    Field {
        /// Which.
        field: &'static str,
        /// Why, and what to do.
        reason: &'static str,
    },
    /// The office would be left without an administrator.
    #[error("this is the last administrator; make another one first")]
    LastAdministrator,
    /// Signing in, enrolling, a new password.
    #[error(transparent)]
    Door(#[from] DoorError),
    /// The database, or the audit log.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl StaffError {
    /// The stable code of the refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Denied { .. } => "DENIED",
            Self::Unknown => "UNKNOWN",
            Self::Field { .. } => "BAD-FIELD",
            Self::LastAdministrator => "LAST-ADMINISTRATOR",
            Self::Door(_) => "DOOR",
            Self::Store(_) => "STORE",
        }
    }
}

impl From<store::NoEntropy> for StaffError {
    fn from(error: store::NoEntropy) -> Self {
        Self::Store(error.into())
    }
}
