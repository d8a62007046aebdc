//! Opening a letter: the original bytes, for whoever holds an access to it.

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use seal::{BodyDigest, Opener};
use store::{Access, LetterId};
use tempfile::SpooledTempFile;
use zeroize::Zeroizing;

use crate::PostError;
use crate::edge::receive::sealing_header;
use crate::office::Office;
use crate::office::arrive::{self, Arrival};

/// Up to so many bytes an opened letter stays in memory; a larger one goes to a file without a name.
const MEMORY_BYTES_MAX: usize = 8 * 1_048_576;
const PIECE_BYTES: usize = 262_144;

/// A letter's original bytes, from the first one on: to be read and searched in. Gone when it is dropped.
pub type Original = SpooledTempFile;

/// Opens a letter. All of its bytes were verified before any is given.
///
/// # Errors
///
/// [`PostError::Store`] with `NotCovered` if the access is not for this letter; [`PostError::Unknown`];
/// [`PostError::Altered`] if the file is not what was receipted.
pub async fn original(office: &Office, access: &Access, letter: LetterId) -> Result<Original, PostError> {
    access.covers("letter", letter)?;
    let arrival = arrive::get(office, letter).await?;
    let office = office.clone();
    tokio::task::spawn_blocking(move || open(&office, &arrival)).await.map_err(|_| PostError::Broken)?
}

fn open(office: &Office, arrival: &Arrival) -> Result<Original, PostError> {
    let header =
        sealing_header(arrival.id, arrival.correspondent, &office.inner.name, &arrival.media_type, arrival.sealed);
    let mut opener = Opener::begin(&office.inner.keys.opening, &header)?;
    let mut sealed = office.inner.vault.read(&arrival.sealed_blob)?;
    let path = office.inner.vault.folder().to_owned();
    let failed = |source| PostError::File { doing: "opening a letter in", path: path.clone(), source };
    let mut original = tempfile::spooled_tempfile_in(MEMORY_BYTES_MAX, &path);
    let (mut digest, mut plain) = (BodyDigest::new(), Zeroizing::new(Vec::new()));
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        let count = sealed.read(&mut piece).map_err(failed)?;
        let Some(bytes) = piece.get(..count).filter(|bytes| !bytes.is_empty()) else { break };
        opener.update(bytes, &mut plain)?;
        digest.update(&plain);
        original.write_all(&plain).map_err(failed)?;
        plain.clear();
    }
    opener.finish(&mut plain)?;
    digest.update(&plain);
    original.write_all(&plain).map_err(failed)?;
    if digest.finish().sha256 != arrival.sha256 {
        return Err(PostError::Altered { letter: arrival.id, reason: "its digest is another" });
    }
    original.seek(SeekFrom::Start(0)).map_err(failed)?;
    Ok(original)
}
