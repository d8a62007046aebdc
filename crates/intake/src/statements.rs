//! Whether a person, entity or account was stated before in the same words, and which row it was given.
//!
//! A statement is known by a keyed digest of 128 bits (SipHash-1-3), whose key is drawn anew for each letter: a
//! reporter cannot make two statements that are taken for one, and a slower digest would protect nothing more.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use siphasher::sip128::SipHasher13;

/// Statements that are remembered to know them again; beyond it all are forgotten. About 24 MiB.
const REMEMBERED_MAX: usize = 400_000;

/// A row that something stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Party(i64),
    Account(i64),
}

/// The digest of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Digest(u128);

/// The statements of one report.
#[derive(Debug)]
pub(crate) struct Statements {
    hasher: SipHasher13,
    rows: HashMap<Digest, Who, BuildHasherDefault<Digested>>,
    room: Vec<u8>,
}

impl Statements {
    pub(crate) fn new(key: &[u8; 16]) -> Self {
        Self { hasher: SipHasher13::new_with_key(key), rows: HashMap::default(), room: Vec::new() }
    }

    /// The digest of what `write` says.
    pub(crate) fn digest(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Digest {
        self.room.clear();
        write(&mut self.room);
        Digest(self.hasher.hash(&self.room).as_u128())
    }

    /// The row that the statement was given.
    pub(crate) fn row(&self, digest: Digest) -> Option<Who> {
        self.rows.get(&digest).copied()
    }

    /// Remembers the row of a statement.
    pub(crate) fn remember(&mut self, digest: Digest, who: Who) {
        if self.rows.len() >= REMEMBERED_MAX {
            self.rows.clear();
        }
        self.rows.insert(digest, who);
    }
}

/// Half of a digest is hash enough.
#[derive(Debug, Default)]
struct Digested(u64);

impl Hasher for Digested {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().map_or(0, |half| u64::from_le_bytes(*half));
    }

    fn write_u128(&mut self, digest: u128) {
        self.write(&digest.to_le_bytes());
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_is_known_again_and_another_is_not() {
        let mut statements = Statements::new(&[7; 16]);
        let mut digest = |text: &[u8]| statements.digest(|out| out.extend_from_slice(text));
        let (one, same, other) = (digest(b"one"), digest(b"one"), digest(b"two"));
        statements.remember(one, Who::Party(3));
        assert_eq!(statements.row(same), Some(Who::Party(3)));
        assert_eq!(statements.row(other), None);
    }

    #[test]
    fn a_digest_is_told_by_nobody_without_the_key() {
        let digest = |key: u8| Statements::new(&[key; 16]).digest(|out| out.extend_from_slice(b"one"));
        assert_ne!(digest(1), digest(2));
        assert_eq!(digest(1), digest(1));
    }

    #[test]
    fn beyond_the_most_all_are_forgotten_and_new_ones_are_known() {
        let mut statements = Statements::new(&[7; 16]);
        let digests: Vec<Digest> =
            (0..=REMEMBERED_MAX).map(|n| statements.digest(|out| out.extend_from_slice(&n.to_le_bytes()))).collect();
        for digest in &digests {
            assert_eq!(statements.row(*digest), None, "all digests differ");
            statements.remember(*digest, Who::Account(1));
        }
        assert_eq!(statements.rows.len(), 1);
        assert_eq!(statements.row(digests[REMEMBERED_MAX]), Some(Who::Account(1)));
    }
}
