//! Signed notes: text, a blank line, signature lines, as specified by C2SP signed-note.
//!
//! ```text
//! text, ends with a newline
//!
//! — name base64(key id (4 bytes) ‖ Ed25519 signature (64 bytes))
//! ```
//!
//! The key id is the first four bytes of SHA-256 over `name ‖ 0x0A ‖ 0x01 ‖ public key`. A public key is written as
//! `name+hex(key id)+base64(0x01 ‖ public key)`. Signature lines of other keys are allowed and ignored, so an outside
//! witness can add its own.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, SigningKey as Ed25519Key, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::SealError;

const ED25519: u8 = 1;
/// The most signature lines that are looked at.
const SIGNATURES_MAX: usize = 16;

/// A named Ed25519 key that signs.
#[derive(Clone)]
pub struct SigningKey {
    name: String,
    key: Ed25519Key,
}

/// A named Ed25519 key that checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    name: String,
    key: VerifyingKey,
}

impl SigningKey {
    /// A key from 32 random bytes. The name says whose key it is and of what year, and has no space or plus sign.
    ///
    /// # Errors
    ///
    /// [`SealError::Key`] if the name is empty or has a space, a plus sign or a control character.
    pub fn from_bytes(name: &str, secret: &[u8; 32]) -> Result<Self, SealError> {
        Ok(Self { name: checked(name)?, key: Ed25519Key::from_bytes(secret) })
    }

    /// The secret bytes, to be kept where only the office's program reads.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.key.to_bytes()
    }

    /// The key that checks what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), key: self.key.verifying_key() }
    }

    /// Signs a text; gives the whole note.
    ///
    /// # Errors
    ///
    /// [`SealError::Note`] if the text is empty, does not end with a newline, has a blank line that would end it
    /// early at its end, or has a control character.
    pub fn sign(&self, text: &str) -> Result<String, SealError> {
        let allowed = |c: char| c == '\n' || !c.is_ascii_control();
        if !text.ends_with('\n') || text.starts_with('\n') || !text.chars().all(allowed) {
            return Err(SealError::Note {
                reason: "its text cannot be signed: no last newline, or a control character",
            });
        }
        let signature = self.key.sign(text.as_bytes()).to_bytes();
        let line = STANDARD.encode([&self.public().id()[..], &signature[..]].concat());
        Ok(format!("{text}\n— {} {line}\n", self.name))
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.name)
    }
}

impl PublicKey {
    /// The key's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads `name+hash+key`.
    ///
    /// # Errors
    ///
    /// [`SealError::Key`] if it is not in that form, or its hash is not its own.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        let wrong = SealError::Key { reason: "it is not of the form name+hash+key" };
        let mut parts = text.trim_end_matches('\n').splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(wrong) };
        let bytes = STANDARD.decode(key).map_err(|_| wrong)?;
        let Some((&ED25519, bytes)) = bytes.split_first() else { return Err(wrong) };
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| wrong)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| wrong)?;
        let key = Self { name: checked(name)?, key };
        if hex::encode(key.id()) != id {
            return Err(SealError::Key { reason: "its hash is not the hash of its name and key" });
        }
        Ok(key)
    }

    /// The text that was signed, if one of the note's signature lines is a good one of this key.
    ///
    /// # Errors
    ///
    /// [`SealError::Note`] if the note is malformed, or has no signature of this key, or a bad one.
    pub fn open<'a>(&self, note: &'a str) -> Result<&'a str, SealError> {
        let malformed = SealError::Note { reason: "it has no text, blank line and signature lines" };
        let (text, signatures) = note.rsplit_once("\n\n").ok_or(malformed)?;
        let text = note.get(..text.len().saturating_add(1)).ok_or(malformed)?;
        let lines = signatures.strip_suffix('\n').ok_or(malformed)?;
        if lines.lines().count() > SIGNATURES_MAX || lines.contains('\r') {
            return Err(malformed);
        }
        let mut found = false;
        for line in lines.split('\n') {
            let (name, signature) = line.strip_prefix("— ").and_then(|line| line.split_once(' ')).ok_or(malformed)?;
            let bytes = STANDARD.decode(signature).map_err(|_| malformed)?;
            let (id, signature) = bytes.split_first_chunk::<4>().ok_or(malformed)?;
            if name != self.name || *id != self.id() {
                continue;
            }
            let bad = SealError::Note { reason: "the signature of the expected key is wrong" };
            let signature = Signature::from_slice(signature).map_err(|_| bad)?;
            self.key.verify_strict(text.as_bytes(), &signature).map_err(|_| bad)?;
            if found {
                return Err(SealError::Note { reason: "it has two signatures of the expected key" });
            }
            found = true;
        }
        if found { Ok(text) } else { Err(SealError::Note { reason: "it has no signature of the expected key" }) }
    }

    fn id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update([b'\n', ED25519]);
        hash.update(self.key.as_bytes());
        let [a, b, c, d, ..]: [u8; 32] = hash.finalize().into();
        [a, b, c, d]
    }
}

/// `name+hash+key`, as it is published.
impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = STANDARD.encode([&[ED25519], &self.key.as_bytes()[..]].concat());
        write!(f, "{}+{}+{key}", self.name, hex::encode(self.id()))
    }
}

fn checked(name: &str) -> Result<String, SealError> {
    if name.is_empty() || name.chars().any(|c| c.is_whitespace() || c.is_control() || c == '+') {
        return Err(SealError::Key { reason: "its name is empty or has a space, a plus sign or a control character" });
    }
    Ok(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification of signed notes.
    const EXAMPLE_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    const EXAMPLE_NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    #[test]
    fn the_example_of_the_specification_is_accepted() {
        let key = PublicKey::parse(EXAMPLE_KEY).unwrap();
        assert!(key.open(EXAMPLE_NOTE).unwrap().starts_with("If you think"));
        assert_eq!(key.to_string(), EXAMPLE_KEY);
    }

    #[test]
    fn no_changed_byte_of_a_note_is_accepted() {
        let key = SigningKey::from_bytes("office-2026", &[3; 32]).unwrap();
        let note = key.sign("a line\n\nafter a blank one\n").unwrap();
        assert_eq!(key.public().open(&note).unwrap(), "a line\n\nafter a blank one\n");
        for at in 0..note.len() {
            for bit in 0..8 {
                let mut bytes = note.clone().into_bytes();
                bytes[at] ^= 1 << bit;
                if let Ok(text) = std::str::from_utf8(&bytes) {
                    assert!(key.public().open(text).is_err(), "byte {at} bit {bit}: {text}");
                }
            }
        }
        for end in 0..note.len() {
            if let Some(cut) = note.get(..end) {
                assert!(key.public().open(cut).is_err());
            }
        }
    }

    #[test]
    fn a_key_of_another_name_or_another_key_of_the_name_opens_nothing() {
        let key = SigningKey::from_bytes("office-2026", &[3; 32]).unwrap();
        let note = key.sign("text\n").unwrap();
        for other in [SigningKey::from_bytes("office-2027", &[3; 32]), SigningKey::from_bytes("office-2026", &[4; 32])]
        {
            assert!(other.unwrap().public().open(&note).is_err());
        }
        assert!(SigningKey::from_bytes("a b", &[3; 32]).is_err());
        assert!(key.sign("no newline").is_err());
        assert!(key.sign("a bell \u{7}\n").is_err());
    }

    #[test]
    fn a_witness_may_add_its_own_line() {
        let key = SigningKey::from_bytes("office", &[3; 32]).unwrap();
        let witness = SigningKey::from_bytes("witness", &[5; 32]).unwrap();
        let note = key.sign("text\n").unwrap();
        let theirs = witness.sign("text\n").unwrap();
        let both = format!("{note}{}", theirs.strip_prefix("text\n\n").unwrap());
        assert_eq!(key.public().open(&both), Ok("text\n"));
        assert_eq!(witness.public().open(&both), Ok("text\n"));
    }
}
