//! Opening a letter: the original bytes, for whoever holds an access to it.
//!
//! Nothing of the content is written anywhere: [`Original`] opens the chunk that is read, and keeps that one.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::PathBuf;

use seal::{BodyDigest, CHUNK_BYTES, ChunkOpener, PRELUDE_BYTES, SealError};
use store::{Access, LetterId};
use zeroize::Zeroizing;

use crate::PostError;
use crate::edge::receive::sealing_header;
use crate::office::Office;
use crate::office::arrive::{self, Arrival};

/// A letter's original bytes, to be read and searched in. Memory is one chunk, however long the letter is.
///
/// Every byte was verified by its seal before it is given; an error of the kind [`io::ErrorKind::InvalidData`] says
/// that the file is not what was sealed. That the whole is what was receipted is known after [`Original::verify`].
#[derive(Debug)]
pub struct Original {
    letter: LetterId,
    path: PathBuf,
    sealed: File,
    opener: ChunkOpener,
    /// Number and content of the chunk that was opened last.
    open: Option<u32>,
    content: Zeroizing<Vec<u8>>,
    piece: Vec<u8>,
    at: u64,
    /// The digest of the content, so far as it was seen in its order.
    digest: Option<BodyDigest>,
    digested: u32,
    expected: [u8; 32],
}

/// Opens a letter and verifies all of it.
///
/// # Errors
///
/// [`PostError::Store`] with `NotCovered` if the access is not for this letter; [`PostError::Unknown`];
/// [`PostError::Altered`] if the file is not what was receipted.
pub async fn original(office: &Office, access: &Access, letter: LetterId) -> Result<Original, PostError> {
    let mut original = unverified(office, access, letter).await?;
    let verified = tokio::task::spawn_blocking(move || original.verify().map(|()| original));
    verified.await.map_err(|_| PostError::Broken)?
}

/// Opens a letter for one who reads it to its end and then calls [`Original::verify`], before which nothing that was
/// read may have an effect.
///
/// # Errors
///
/// As [`original`].
pub async fn unverified(office: &Office, access: &Access, letter: LetterId) -> Result<Original, PostError> {
    access.covers("letter", letter)?;
    let arrival = arrive::get(office, letter).await?;
    let office = office.clone();
    tokio::task::spawn_blocking(move || open(&office, &arrival)).await.map_err(|_| PostError::Broken)?
}

fn open(office: &Office, arrival: &Arrival) -> Result<Original, PostError> {
    let header =
        sealing_header(arrival.id, arrival.correspondent, &office.inner.name, &arrival.media_type, arrival.sealed);
    let vault = &office.inner.vault;
    let path = vault.folder().join(&arrival.sealed_blob);
    let failed = |source| PostError::File { doing: "reading", path: path.clone(), source };
    let mut sealed = vault.read(&arrival.sealed_blob)?;
    let bytes = sealed.metadata().map_err(failed)?.len();
    let mut prelude = Vec::with_capacity(PRELUDE_BYTES);
    (&mut sealed).take(PRELUDE_BYTES as u64).read_to_end(&mut prelude).map_err(failed)?;
    Ok(Original {
        letter: arrival.id,
        path,
        sealed,
        opener: ChunkOpener::begin(&office.inner.keys.opening, &header, &prelude, bytes)?,
        open: None,
        content: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES)),
        piece: Vec::new(),
        at: 0,
        digest: Some(BodyDigest::new()),
        digested: 0,
        expected: arrival.sha256,
    })
}

impl Original {
    /// Verifies what has not been read yet, and that the whole is what was receipted; goes back to the first byte.
    ///
    /// # Errors
    ///
    /// [`PostError::Altered`]; [`PostError::File`] if the file cannot be read.
    pub fn verify(&mut self) -> Result<(), PostError> {
        let altered = |letter, reason| PostError::Altered { letter, reason };
        while self.digested < self.opener.count() {
            self.open_chunk(self.digested).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => altered(self.letter, "its seal is broken"),
                _ => PostError::File { doing: "reading", path: self.path.clone(), source: error },
            })?;
        }
        self.at = 0;
        let same = self.digest.take().is_none_or(|digest| digest.finish().sha256 == self.expected);
        if same { Ok(()) } else { Err(altered(self.letter, "its digest is another")) }
    }

    /// Makes a chunk the one that is read.
    fn open_chunk(&mut self, chunk: u32) -> io::Result<()> {
        let place = self.opener.place(chunk);
        self.open = None;
        self.content.clear();
        self.piece.clear();
        self.sealed.seek(SeekFrom::Start(place.start))?;
        (&mut self.sealed).take(place.end.saturating_sub(place.start)).read_to_end(&mut self.piece)?;
        let opened = self.opener.open(chunk, &self.piece, &mut self.content);
        opened.map_err(|error: SealError| io::Error::new(io::ErrorKind::InvalidData, error))?;
        self.open = Some(chunk);
        if chunk == self.digested
            && let Some(digest) = &mut self.digest
        {
            digest.update(&self.content);
            self.digested = self.digested.saturating_add(1);
        }
        Ok(())
    }
}

impl Read for Original {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.opener.content_bytes() {
            return Ok(0);
        }
        let chunk = u32::try_from(self.at / CHUNK_BYTES as u64).unwrap_or(u32::MAX);
        if self.open != Some(chunk) {
            self.open_chunk(chunk)?;
        }
        let from = usize::try_from(self.at % CHUNK_BYTES as u64).unwrap_or(usize::MAX);
        let count = self.content.get(from..).unwrap_or_default().read(buf)?;
        self.at = self.at.saturating_add(count as u64);
        Ok(count)
    }
}

impl Seek for Original {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.opener.content_bytes().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a place before the first byte"))?;
        Ok(self.at)
    }
}
