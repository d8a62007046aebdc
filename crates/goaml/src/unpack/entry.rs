//! The bytes of one entry as a stream that holds the entry to what the directory says of it.

use super::kind::{Content, HEAD_BYTES, sniff};
use super::{Entry, Role, UnpackError, names};
use crate::codes;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{self, Read, Seek, SeekFrom};
use vocab::Finding;

const PIECE_BYTES: usize = 32 << 10;

/// A stream of the unpacked bytes of an entry.
///
/// It never gives more bytes than the directory promised. The end of the stream (`Ok(0)`) comes only after size,
/// checksum and end of the packed data were found right; otherwise the last read is an error from which
/// [`UnpackError::finding_in`] takes the finding. What was read before that error must not be used.
#[derive(Debug)]
pub struct EntryReader<'a, R> {
    source: &'a mut R,
    entry: &'a Entry,
    packed_left: u64,
    given: u64,
    crc: Option<crc32fast::Hasher>,
    inflater: Option<Decompress>,
    input: Vec<u8>,
    input_at: usize,
    inflated: bool,
    head: Vec<u8>,
    head_at: usize,
}

impl<'a, R: Read + Seek> EntryReader<'a, R> {
    /// A file that is no archive; there is no checksum to compare.
    pub(super) fn plain(source: &'a mut R, entry: &'a Entry) -> Result<Self, UnpackError> {
        Self::begin(source, entry, false)
    }

    /// An entry of an archive. Its first bytes are looked at: archives within archives are refused, and so is content
    /// that does not fit the role. Without a role (inside an office document) only archives are refused.
    pub(super) fn packed(source: &'a mut R, entry: &'a Entry, role: Option<Role>) -> Result<Self, UnpackError> {
        let mut reader = Self::begin(source, entry, true)?;
        let mut head = Vec::new();
        (&mut reader).take(HEAD_BYTES).read_to_end(&mut head).map_err(super::unwrap_io)?;
        let content = sniff(&head);
        let ending = names::ending(&entry.name).unwrap_or_default();
        let fits = match role {
            Some(role) => content.fits(role, &ending),
            None => !matches!(content, Content::Zip | Content::Archive(_)),
        };
        if !fits {
            let refused = match content {
                Content::Zip | Content::Archive(_) => entry.refuse(codes::ZIP_NESTED),
                other => entry.refuse(codes::TYPE).with("found", other.name()).with("expected", ending),
            };
            return Err(refused.into());
        }
        reader.head = head;
        Ok(reader)
    }

    fn begin(source: &'a mut R, entry: &'a Entry, archived: bool) -> Result<Self, UnpackError> {
        source.seek(SeekFrom::Start(entry.data_at))?;
        Ok(Self {
            source,
            entry,
            packed_left: entry.packed_bytes,
            given: 0,
            crc: archived.then(crc32fast::Hasher::new),
            inflater: entry.deflated.then(|| Decompress::new(false)),
            input: Vec::new(),
            input_at: 0,
            inflated: false,
            head: Vec::new(),
            head_at: 0,
        })
    }

    /// What the stream is of.
    pub fn entry(&self) -> &Entry {
        self.entry
    }

    fn refuse<T>(&self, finding: Finding) -> io::Result<T> {
        Err(UnpackError::from(finding).into_io())
    }

    /// Reads the next packed bytes; an empty buffer means there are none left.
    fn fill(&mut self) -> io::Result<()> {
        let wanted = usize::try_from(self.packed_left).unwrap_or(PIECE_BYTES).min(PIECE_BYTES);
        self.input.resize(wanted, 0);
        self.input_at = 0;
        let read = self.source.read(&mut self.input)?;
        if read == 0 && wanted > 0 {
            return self.refuse(self.entry.refuse(codes::ZIP_TRUNCATED));
        }
        self.input.truncate(read);
        self.packed_left = self.packed_left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(())
    }

    fn next_stored(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let wanted = usize::try_from(self.packed_left).unwrap_or(usize::MAX).min(out.len());
        let Some(room) = out.get_mut(..wanted).filter(|room| !room.is_empty()) else { return Ok(0) };
        let read = self.source.read(room)?;
        if read == 0 {
            return self.refuse(self.entry.refuse(codes::ZIP_TRUNCATED));
        }
        self.packed_left = self.packed_left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
        Ok(read)
    }

    fn next_inflated(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let entry = self.entry;
        let broken = || entry.refuse(codes::ZIP_DATA);
        while !self.inflated {
            if self.input_at >= self.input.len() && self.packed_left > 0 {
                self.fill()?;
            }
            let Some(inflater) = self.inflater.as_mut() else { return Ok(0) };
            let input = self.input.get(self.input_at..).unwrap_or_default();
            let (before_in, before_out) = (inflater.total_in(), inflater.total_out());
            let Ok(status) = inflater.decompress(input, out, FlushDecompress::None) else {
                return self.refuse(broken());
            };
            let taken = usize::try_from(inflater.total_in() - before_in).unwrap_or(usize::MAX);
            let made = usize::try_from(inflater.total_out() - before_out).unwrap_or(usize::MAX);
            self.input_at = self.input_at.saturating_add(taken);
            self.inflated = status == Status::StreamEnd;
            if made > 0 {
                return Ok(made);
            }
            let starved = self.input_at >= self.input.len() && self.packed_left == 0;
            if !self.inflated && taken == 0 && starved {
                return self.refuse(broken());
            }
        }
        // Bytes after the end of the packed data would be a hiding place.
        if self.input_at < self.input.len() || self.packed_left > 0 {
            return self.refuse(broken());
        }
        Ok(0)
    }

    fn next(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let made = if self.inflater.is_some() { self.next_inflated(out)? } else { self.next_stored(out)? };
        self.given = self.given.saturating_add(u64::try_from(made).unwrap_or(u64::MAX));
        if self.given > self.entry.bytes || (made == 0 && self.given < self.entry.bytes) {
            return self.refuse(self.entry.refuse(codes::ZIP_SIZE));
        }
        if let Some(crc) = self.crc.as_mut() {
            crc.update(out.get(..made).unwrap_or_default());
            if made == 0 && crc.clone().finalize() != self.entry.crc {
                return self.refuse(self.entry.refuse(codes::ZIP_CRC));
            }
        }
        Ok(made)
    }
}

impl<R: Read + Seek> Read for EntryReader<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if out.is_empty() {
            return Ok(0);
        }
        let kept = self.head.get(self.head_at..).unwrap_or_default();
        if kept.is_empty() {
            return self.next(out);
        }
        let count = kept.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), kept.get(..count)) {
            to.copy_from_slice(from);
        }
        self.head_at += count;
        Ok(count)
    }
}
