//! Signing, sealing and secrets: what makes a letter prove itself and stay closed.
//!
//! Pure: no input or output, no clock, no chance of its own. Random bytes and times are parameters; the caller takes
//! the random ones from the operating system and uses them once.
//!
//! Reading order:
//!
//! 1. [`header`]: the canonical form of what a letter says of itself; specified so that others can write it too.
//! 2. [`note`]: signed notes in the form of C2SP signed-note, and named Ed25519 keys.
//! 3. [`receipt`]: the receipt of a letter, a note.
//! 4. [`sealed`]: bytes sealed to an office's public key, streaming; specified there.
//! 5. [`secret`]: passwords, one-time codes, tokens.
//! 6. [`signin`]: the rules of a door: wrong guesses, ends of sessions, new passwords.
//! 7. [`error`]: every refusal; none carries a value.
//!
//! Invariants: one canonical form per header and one text per receipt; no byte of content leaves before its chunk is
//! verified; keys do not show themselves in `Debug`.
//!
//! Limits: a text field of a header has at most 4,096 bytes; a note at most 16 signatures; a sealed letter at most
//! 256 TiB; sealing keeps one chunk of 64 KiB in memory. The content key of a letter that is being sealed or opened is
//! not wiped from memory afterwards (`ring` does not). Sealing says who can read, not who wrote: who wrote is
//! established before sealing (by the log-in of the correspondent) and bound in by the header. Rotation of keys is the
//! caller's: a key's name should carry its year.

mod chance;
pub mod error;
pub mod header;
pub mod note;
pub mod receipt;
pub mod sealed;
pub mod secret;
pub mod signin;

pub use chance::Chance;
pub use error::SealError;
pub use header::{Body, BodyDigest, Header};
pub use note::{PublicKey, SigningKey};
pub use receipt::Receipt;
pub use sealed::{CHUNK_BYTES, ChunkOpener, Opener, OpeningKey, PRELUDE_BYTES, Sealer, SealingKey};
