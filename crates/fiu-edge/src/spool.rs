//! Bytes that are too many for memory, kept on disk for the time of a check, and unreadable to all but this process.
//!
//! A package must be whole before it can be read, and what it holds must not lie open on the outer host. So it goes to
//! a file without a name, in chunks, each sealed with a key that is drawn for this one package and never leaves memory:
//! what a crash or a stolen disk leaves behind is noise.

use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{ChaCha20Poly1305, KeyInit as _, Nonce};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Bytes in one chunk; as many are in memory, whatever the size of the whole.
const CHUNK_BYTES: usize = 256 << 10;
/// What sealing adds to a chunk.
const TAG_BYTES: usize = 16;

/// Bytes on their way in.
pub struct Spool {
    folder: PathBuf,
    cipher: ChaCha20Poly1305,
    file: Option<File>,
    chunks: u64,
    held: Zeroizing<Vec<u8>>,
}

impl Spool {
    /// Nothing yet. `key` is used for this spool only; the file is made in `folder` when memory does not suffice.
    pub fn new(folder: &Path, key: &[u8; 32]) -> Self {
        let cipher = ChaCha20Poly1305::new(key.into());
        Self { folder: folder.to_owned(), cipher, file: None, chunks: 0, held: Zeroizing::new(Vec::new()) }
    }

    /// Takes more bytes.
    ///
    /// # Errors
    ///
    /// When the disk does not take them.
    pub fn write(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let room = CHUNK_BYTES.saturating_sub(self.held.len()).min(bytes.len());
            let (now, later) = bytes.split_at(room);
            self.held.extend_from_slice(now);
            bytes = later;
            if self.held.len() == CHUNK_BYTES {
                self.put()?;
            }
        }
        Ok(())
    }

    /// The held bytes go to the file.
    fn put(&mut self) -> io::Result<()> {
        let sealed = self.cipher.encrypt(&nonce(self.chunks), self.held.as_slice()).map_err(|_| broken())?;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile_in(&self.folder)?),
        };
        file.write_all(&sealed)?;
        self.chunks = self.chunks.saturating_add(1);
        self.held.clear();
        Ok(())
    }

    /// All bytes are here: to be read from the first one on, and from any other.
    pub fn into_reader(self) -> Spooled {
        let whole = self.chunks.saturating_mul(CHUNK_BYTES as u64);
        Spooled {
            cipher: self.cipher,
            file: self.file,
            chunks: self.chunks,
            length: whole.saturating_add(self.held.len() as u64),
            last: self.held,
            at: 0,
            shown: None,
        }
    }
}

impl std::fmt::Debug for Spool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Spool({} chunks and {} bytes)", self.chunks, self.held.len())
    }
}

/// Spooled bytes, to be read in any order.
pub struct Spooled {
    cipher: ChaCha20Poly1305,
    file: Option<File>,
    chunks: u64,
    length: u64,
    last: Zeroizing<Vec<u8>>,
    at: u64,
    /// The chunk that was read last.
    shown: Option<(u64, Zeroizing<Vec<u8>>)>,
}

impl Spooled {
    /// The chunk of a number, from memory or from the file.
    fn chunk(&mut self, number: u64) -> io::Result<&[u8]> {
        if number >= self.chunks {
            return Ok(&self.last);
        }
        if self.shown.as_ref().is_none_or(|(shown, _)| *shown != number) {
            let file = self.file.as_mut().ok_or_else(broken)?;
            file.seek(SeekFrom::Start(number.saturating_mul((CHUNK_BYTES + TAG_BYTES) as u64)))?;
            let mut sealed = vec![0; CHUNK_BYTES + TAG_BYTES];
            file.read_exact(&mut sealed)?;
            let opened = self.cipher.decrypt(&nonce(number), sealed.as_slice()).map_err(|_| broken())?;
            self.shown = Some((number, Zeroizing::new(opened)));
        }
        Ok(self.shown.as_ref().map_or(&[], |(_, bytes)| bytes.as_slice()))
    }
}

impl Read for Spooled {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.length {
            return Ok(0);
        }
        let (number, from) = (self.at / CHUNK_BYTES as u64, self.at % CHUNK_BYTES as u64);
        let from = usize::try_from(from).map_err(|_| broken())?;
        let mut bytes = self.chunk(number)?.get(from..).unwrap_or_default();
        let count = bytes.read(out)?;
        self.at = self.at.saturating_add(count as u64);
        Ok(count)
    }
}

impl Seek for Spooled {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(offset) => self.length.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.at.checked_add_signed(offset),
        };
        self.at = place.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "a place before the first byte"))?;
        Ok(self.at)
    }
}

/// Each chunk is sealed once, with a key of this spool alone, so its number makes a nonce that never comes again.
fn nonce(number: u64) -> Nonce {
    let mut nonce = [0_u8; 12];
    let [_, _, _, _, counted @ ..] = &mut nonce;
    *counted = number.to_be_bytes();
    nonce.into()
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "what was spooled does not come back as it was")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn spooled(folder: &Path, bytes: &[u8], piece: usize) -> Spooled {
        let mut spool = Spool::new(folder, &[5; 32]);
        bytes.chunks(piece).for_each(|piece| spool.write(piece).unwrap());
        spool.into_reader()
    }

    #[test]
    fn reads_and_seeks_like_memory_at_every_border() {
        let folder = tempfile::tempdir().unwrap();
        for length in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES, 3 * CHUNK_BYTES + 7] {
            let bytes: Vec<u8> = (0..length).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let (mut ours, mut plain) = (spooled(folder.path(), &bytes, 70_001), Cursor::new(&bytes));
            let mut all = Vec::new();
            ours.read_to_end(&mut all).unwrap();
            assert!(all == bytes, "{length}");
            let border = i64::try_from(CHUNK_BYTES).unwrap();
            for to in [
                SeekFrom::End(-1),
                SeekFrom::Start(0),
                SeekFrom::Current(border - 3),
                SeekFrom::Current(border),
                SeekFrom::End(-border),
                SeekFrom::Start(9 << 40),
                SeekFrom::Current(i64::MIN),
            ] {
                let (mine, theirs) = (ours.seek(to), plain.seek(to));
                assert_eq!(mine.as_ref().ok(), theirs.as_ref().ok(), "{length} {to:?}");
                let (mut here, mut there) = (Vec::new(), Vec::new());
                (&mut ours).take(10).read_to_end(&mut here).unwrap();
                (&mut plain).take(10).read_to_end(&mut there).unwrap();
                assert_eq!(here, there, "{length} {to:?}");
            }
        }
    }

    #[test]
    fn what_lies_on_disk_can_neither_be_read_nor_changed() {
        let folder = tempfile::tempdir().unwrap();
        let text = b"<account>0123456789</account>".repeat(20_000);
        let mut reader = spooled(folder.path(), &text, 4_096);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "the file has no name");
        let file = reader.file.as_mut().unwrap();
        let mut raw = Vec::new();
        file.seek(SeekFrom::Start(0)).unwrap();
        file.read_to_end(&mut raw).unwrap();
        assert!(raw.len() >= 2 * CHUNK_BYTES && !raw.windows(9).any(|part| part == b"<account>"));
        file.seek(SeekFrom::Start(99)).unwrap();
        file.write_all(&[raw[99] ^ 1]).unwrap();
        assert!(reader.read(&mut [0; 10]).is_err());
    }
}
