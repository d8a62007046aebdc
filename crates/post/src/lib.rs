//! Letters in and out: who may write to us, receiving, receipts, fetching by the office, and answers.
//!
//! It owns, at the edge: correspondents, their people, machine keys, sessions, letters, receipts, what the edge's check
//! remarked, and the answers that wait; at the office: fetched letters and letters on their way out. It never looks
//! into a letter. No HTTP here: the programs carry what [`wire`] shapes.
//!
//! Reading order:
//!
//! 1. [`wire`]: what edge and office tell each other, signed, and the shape of each paper.
//! 2. [`edge`]: the outer host. [`edge::correspondent`], [`edge::enrol`], [`edge::sign_in`], [`edge::machine`] are
//!    about who may write; [`edge::receive`] takes a letter in; [`edge::letters`] is what a sender sees;
//!    [`edge::handover`] is what the office sees; [`edge::tidy`] takes away what nobody needs any more.
//! 3. [`office`]: the inner host. [`office::arrive`] takes a letter from the edge, [`office::open`] opens it,
//!    [`office::answer`] writes back.
//! 4. [`vault`]: sealed bytes as files.
//! 5. [`error`]: every refusal, with its code.
//!
//! Invariants:
//!
//! - A receipt is given only for bytes that are durable and a row that is committed; its number in the log has no gap.
//! - One reference of one correspondent is one letter for ever, decided by the unique index `letter_reference`; sent
//!   again with the same bytes it gives the first receipt, byte for byte, and changes nothing.
//! - Everything about a letter is asked for with the correspondent who asks; what is another's does not exist.
//! - What the edge keeps of a letter tells whom it came from and whether it was well formed, not whom it is about:
//!   values that the check met are dropped before they are stored, and bytes are sealed to the office.
//! - The edge's receipts and hand-over papers and the office's answers are signed; neither believes the other unsigned.
//!
//! Limits: a reference 1 to 200 characters, a file name 200, 5,000 remarks a letter, 500 letters a page of hand-over.

pub mod edge;
pub mod error;
pub mod office;
mod sql;
pub mod vault;
pub mod wire;

pub use error::PostError;
pub use vault::Vault;

store::id_type!(
    /// The id of a correspondent: an organisation that may write to us.
    CorrespondentId
);
store::id_type!(
    /// The id of a person of a correspondent.
    ReporterId
);
store::id_type!(
    /// The id of a machine's key.
    KeyId
);
