//! What can be wrong with something sealed or signed.

/// Every refusal of this crate. None says more than the caller may show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// A header cannot be written or read in canonical form.
    #[error("the header has no canonical form: {reason}")]
    Header {
        /// Why.
        reason: &'static str,
    },
    /// A key cannot be used.
    #[error("the key cannot be used: {reason}")]
    Key {
        /// Why.
        reason: &'static str,
    },
    /// A note is not in the form of C2SP signed-note, or carries no good signature of the expected key.
    #[error("the note is not accepted: {reason}")]
    Note {
        /// Why.
        reason: &'static str,
    },
    /// A receipt or checkpoint does not say what it must.
    #[error("the text of the note is not accepted: line `{line}` is missing or wrong")]
    Body {
        /// The name of the line.
        line: &'static str,
    },
    /// Sealed bytes are damaged, cut, reordered, for someone else, or belong to another header.
    #[error("the sealed letter cannot be opened: it was damaged, or is not for this key, or belongs to another header")]
    Sealed,
    /// Sealed bytes are in a form this program does not know.
    #[error("the sealed letter has a form this program does not know; open it with a newer program")]
    Form,
    /// A stored password hash cannot be read.
    #[error("the stored password hash cannot be read: {reason}")]
    Password {
        /// Why.
        reason: &'static str,
    },
    /// A secret for one-time codes has the wrong length.
    #[error("a secret for one-time codes has 20 bytes")]
    Totp,
}
