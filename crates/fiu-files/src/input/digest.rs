//! Which files a result was made from: their names, lengths and digests.

use super::Input;
use crate::failure::Failure;
use crate::stop;
use serde::Serialize;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Digest {
    /// Its name as the user gave it.
    pub(crate) file: String,
    /// Its length.
    pub(crate) bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal digits.
    pub(crate) sha256: String,
}

/// The digest of one file.
pub(crate) fn of(path: &Path) -> Result<Digest, Failure> {
    let file = path.display().to_string();
    let failed = |source| Failure::Read { file: path.display().to_string(), source };
    let mut opened = File::open(path).map_err(failed)?;
    let (mut hash, mut bytes, mut piece) = (Sha256::new(), 0_u64, vec![0; 1 << 20]);
    loop {
        stop::check()?;
        let count = opened.read(&mut piece).map_err(failed)?;
        if count == 0 {
            return Ok(Digest { file, bytes, sha256: hex::encode(hash.finalize()) });
        }
        hash.update(piece.get(..count).unwrap_or_default());
        bytes = bytes.saturating_add(count as u64);
    }
}

/// The digests of all inputs.
pub(crate) fn all(inputs: &[Input]) -> Result<Vec<Digest>, Failure> {
    inputs.iter().map(|input| of(&input.path)).collect()
}
