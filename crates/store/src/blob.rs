//! Originals: kept as they came, compressed, sealed with a key per letter to the office's key.
//!
//! A file is called `ab/abcdef….letter`: the SHA-256 of the original bytes and the letter they came in. Writing streams
//! with flat memory; when [`BlobWriter::finish`] has returned, file and name are on disk (synced file, rename, synced
//! folders), and only then may a receipt be given. Whoever holds the folder without the office's opening key reads
//! nothing but digests and sizes. All calls block: async callers move them to a blocking thread.
//!
//! The library `object_store` is not used for the local folder: it does not sync what it writes.

use std::fs::{self, File};
use std::io::{self, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use seal::{Body, BodyDigest, Chance, Header, Opener, OpeningKey, Sealer, SealingKey};

use crate::durable;
use crate::{LetterId, StoreError};

/// zstd's default level: reports shrink about twentyfold, faster than a disk writes.
const COMPRESSION_LEVEL: i32 = 3;
/// How many sealed bytes are read at a time.
const READ_BYTES: usize = 65_536;

/// A folder of sealed originals.
#[derive(Debug)]
pub struct Blobs {
    folder: PathBuf,
    next: AtomicU64,
}

/// The name of an original: what is kept of it in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlobRef {
    /// The letter it came in.
    pub letter: LetterId,
    /// SHA-256 and length of the original bytes.
    pub body: Body,
}

impl Blobs {
    /// Opens the folder, making it if it is not there, and removes what a broken write left behind.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        let incoming = folder.join("incoming");
        let failed = |source| StoreError::File { doing: "opening the folder", path: incoming.clone(), source };
        fs::create_dir_all(&incoming).map_err(failed)?;
        for entry in fs::read_dir(&incoming).map_err(failed)? {
            fs::remove_file(entry.map_err(failed)?.path()).map_err(failed)?;
        }
        durable::sync_folder(folder)?;
        Ok(Self { folder: folder.to_owned(), next: AtomicU64::new(0) })
    }

    /// Begins to write the original of a letter, sealed to a key. `chance` is used for this one only.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`], [`StoreError::Seal`].
    pub fn begin(&self, letter: LetterId, to: &SealingKey, chance: &Chance) -> Result<BlobWriter<'_>, StoreError> {
        let number = self.next.fetch_add(1, Ordering::SeqCst);
        let temporary = Temporary(self.folder.join("incoming").join(format!("{letter}-{number}")));
        let failed = |source| StoreError::File { doing: "writing", path: temporary.0.clone(), source };
        let mut out = Vec::new();
        let sealer = Sealer::begin(to, &binding(letter), chance, &mut out)?;
        let file = File::create_new(&temporary.0).map_err(failed)?;
        let sink = SealSink { sealer, out, file };
        let encoder = zstd::stream::write::Encoder::new(sink, COMPRESSION_LEVEL).map_err(failed)?;
        Ok(BlobWriter { blobs: self, letter, temporary, encoder, digest: BodyDigest::new() })
    }

    /// Writes an original's bytes to `out`.
    ///
    /// Only when this has returned are all of them known to be the original's: what was written before an error must
    /// be thrown away.
    ///
    /// # Errors
    ///
    /// [`StoreError::Blob`] if it is missing, damaged or not for this key; [`StoreError::File`] if it cannot be read
    /// or `out` refuses.
    pub fn read(&self, blob: &BlobRef, key: &OpeningKey, out: &mut impl Write) -> Result<(), StoreError> {
        let path = self.path(blob);
        let failed = |source: io::Error| StoreError::File { doing: "reading", path: path.clone(), source };
        let wrong = |reason: &str| StoreError::Blob { name: name(blob), reason: reason.to_owned() };
        let mut file = File::open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => wrong("it is missing"),
            _ => failed(error),
        })?;
        let mut opener = Opener::begin(key, &binding(blob.letter))?;
        let sink = DigestSink { digest: BodyDigest::new(), bytes_max: blob.body.bytes, too_long: false, out };
        let mut decoder = zstd::stream::write::Decoder::new(sink).map_err(failed)?;
        let (mut sealed, mut opened) = (vec![0; READ_BYTES], Vec::new());
        loop {
            let read = file.read(&mut sealed).map_err(failed)?;
            let last = read == 0;
            if last {
                opener.finish(&mut opened).map_err(|error| wrong(&error.to_string()))?;
                decoder.write_all(&opened).map_err(|error| decoder.get_ref().explain(error, &wrong, &failed))?;
                break;
            }
            let part = sealed.get(..read).unwrap_or_default();
            opener.update(part, &mut opened).map_err(|error| wrong(&error.to_string()))?;
            decoder.write_all(&opened).map_err(|error| decoder.get_ref().explain(error, &wrong, &failed))?;
            opened.clear();
        }
        decoder.flush().map_err(|error| decoder.get_ref().explain(error, &wrong, &failed))?;
        let body = decoder.into_inner().digest.finish();
        if body == blob.body { Ok(()) } else { Err(wrong("its bytes do not give its digest")) }
    }

    /// Reads all of these originals and throws the bytes away; gives the damaged ones with the reason.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`] if the disk itself fails.
    pub fn scrub(&self, blobs: &[BlobRef], key: &OpeningKey) -> Result<Vec<(BlobRef, String)>, StoreError> {
        let mut damaged = Vec::new();
        for blob in blobs {
            match self.read(blob, key, &mut io::sink()) {
                Ok(()) => {}
                Err(StoreError::Blob { reason, .. }) => damaged.push((*blob, reason)),
                Err(error) => return Err(error),
            }
        }
        Ok(damaged)
    }

    /// Removes an original for good, when the law says so. Removing one that is not there is no error.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`].
    pub fn erase(&self, blob: &BlobRef) -> Result<(), StoreError> {
        let path = self.path(blob);
        match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(source) => return Err(StoreError::File { doing: "erasing", path, source }),
            Ok(()) => {}
        }
        path.parent().map_or(Ok(()), durable::sync_folder)
    }

    fn path(&self, blob: &BlobRef) -> PathBuf {
        let name = name(blob);
        self.folder.join(name.get(..2).unwrap_or_default()).join(name)
    }
}

/// An original that is being written. Dropping it before [`BlobWriter::finish`] leaves nothing.
pub struct BlobWriter<'a> {
    blobs: &'a Blobs,
    letter: LetterId,
    temporary: Temporary,
    encoder: zstd::stream::write::Encoder<'static, SealSink>,
    digest: BodyDigest,
}

impl BlobWriter<'_> {
    /// Takes more of the original bytes.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`]; the writer is then of no more use.
    pub fn update(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.digest.update(bytes);
        let written = self.encoder.write_all(bytes);
        written.map_err(|source| StoreError::File { doing: "writing", path: self.temporary.0.clone(), source })
    }

    /// How many bytes have been taken.
    pub fn bytes(&self) -> u64 {
        self.digest.bytes()
    }

    /// Ends the original and makes it durable.
    ///
    /// # Errors
    ///
    /// [`StoreError::File`]; nothing is kept then.
    pub fn finish(self) -> Result<BlobRef, StoreError> {
        let failed = |source| StoreError::File { doing: "writing", path: self.temporary.0.clone(), source };
        let SealSink { sealer, mut out, mut file } = self.encoder.finish().map_err(failed)?;
        sealer.finish(&mut out)?;
        file.write_all(&out).map_err(failed)?;
        file.sync_all().map_err(failed)?;
        let blob = BlobRef { letter: self.letter, body: self.digest.finish() };
        let path = self.blobs.path(&blob);
        if let Some(folder) = path.parent().filter(|folder| !folder.exists()) {
            fs::create_dir_all(folder).map_err(failed)?;
            durable::sync_folder(&self.blobs.folder)?;
        }
        durable::place(&self.temporary.0, &path)?;
        Ok(blob)
    }
}

impl std::fmt::Debug for BlobWriter<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BlobWriter({}, {} bytes)", self.letter, self.digest.bytes())
    }
}

/// A temporary file that goes when it is not given its name.
#[derive(Debug)]
struct Temporary(PathBuf);

impl Drop for Temporary {
    fn drop(&mut self) {
        // After the rename there is nothing to remove; what cannot be removed goes when the folder is opened next.
        let _removed = fs::remove_file(&self.0);
    }
}

/// Seals what is written and passes it to the file.
struct SealSink {
    sealer: Sealer,
    out: Vec<u8>,
    file: File,
}

impl Write for SealSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sealer.update(bytes, &mut self.out).map_err(io::Error::other)?;
        self.file.write_all(&self.out)?;
        self.out.clear();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Reckons the digest of what passes; stops what is longer than the original was (a damaged or planted archive).
struct DigestSink<'a, W> {
    digest: BodyDigest,
    bytes_max: u64,
    too_long: bool,
    out: &'a mut W,
}

impl<W> DigestSink<'_, W> {
    /// Whether a failed write was the caller's `out` or what was decompressed.
    fn explain(
        &self,
        error: io::Error,
        wrong: &dyn Fn(&str) -> StoreError,
        failed: &dyn Fn(io::Error) -> StoreError,
    ) -> StoreError {
        if self.too_long {
            return wrong("it is longer than its row says");
        }
        if error.raw_os_error().is_some() { failed(error) } else { wrong("it cannot be decompressed") }
    }
}

impl<W: Write> Write for DigestSink<'_, W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.update(bytes);
        if self.digest.bytes() > self.bytes_max {
            self.too_long = true;
            return Err(io::Error::other("longer than the original"));
        }
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn name(blob: &BlobRef) -> String {
    format!("{}.{}", hex::encode(blob.body.sha256), blob.letter)
}

/// The sealed file is bound to its letter, so that no file can stand in for another letter's.
fn binding(letter: LetterId) -> Header {
    Header {
        letter: letter.0.0,
        kind: "original".to_owned(),
        sender: String::new(),
        addressee: String::new(),
        reference: String::new(),
        media_type: "application/zstd".to_owned(),
        moment_us: 0,
        body: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Micros, World};

    fn write(blobs: &Blobs, letter: LetterId, bytes: &[u8]) -> BlobRef {
        let key = OpeningKey::new(&[1; 64]);
        let mut writer = blobs.begin(letter, &key.public(), &[2; 64]).unwrap();
        for piece in bytes.chunks(10_007) {
            writer.update(piece).unwrap();
        }
        writer.finish().unwrap()
    }

    fn read(blobs: &Blobs, blob: &BlobRef) -> Result<Vec<u8>, StoreError> {
        let mut out = Vec::new();
        blobs.read(blob, &OpeningKey::new(&[1; 64]), &mut out).map(|()| out)
    }

    fn letters() -> [LetterId; 2] {
        let (world, _) = World::fixed(Micros(1), 9);
        [LetterId::new(&world).unwrap(), LetterId::new(&world).unwrap()]
    }

    #[test]
    fn originals_come_back_byte_for_byte_and_the_folder_shows_nothing_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let [letter, other] = letters();
        let large = b"<amount>12.50</amount> CANARY ".repeat(20_000);
        for bytes in [&b""[..], b"CANARY", &large] {
            let blob = write(&blobs, letter, bytes);
            assert_eq!(read(&blobs, &blob).unwrap(), bytes);
            assert_eq!(blob.body.bytes, u64::try_from(bytes.len()).unwrap());
            let sealed = fs::read(blobs.path(&blob)).unwrap();
            assert!(!sealed.windows(6).any(|part| part == b"CANARY"));
            assert!(sealed.len() < 20_000, "compressed");
            // The same bytes in another letter are another file under another key.
            assert_ne!(blobs.path(&write(&blobs, other, bytes)), blobs.path(&blob));
        }
        assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
    }

    #[test]
    fn a_writer_that_is_dropped_and_a_broken_write_leave_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let [letter, _] = letters();
        let mut writer = blobs.begin(letter, &OpeningKey::new(&[1; 64]).public(), &[2; 64]).unwrap();
        writer.update(b"half").unwrap();
        drop(writer);
        assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
        fs::write(folder.path().join("incoming/left"), b"x").unwrap();
        Blobs::open(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
    }

    #[test]
    fn damage_of_any_kind_is_found_by_the_scrub() {
        let folder = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(folder.path()).unwrap();
        let [letter, other] = letters();
        let key = OpeningKey::new(&[1; 64]);
        let blob = write(&blobs, letter, b"an original");
        let (path, good) = (blobs.path(&blob), fs::read(blobs.path(&blob)).unwrap());
        assert!(blobs.scrub(&[blob], &key).unwrap().is_empty());
        for at in (0..good.len()).step_by(7) {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&path, &bad).unwrap();
            assert_eq!(blobs.scrub(&[blob], &key).unwrap().len(), 1, "byte {at}");
        }
        // A file of another letter with the same content, put in its place.
        let planted = write(&blobs, other, b"an original");
        fs::copy(blobs.path(&planted), &path).unwrap();
        assert_eq!(blobs.scrub(&[blob], &key).unwrap().len(), 1);
        fs::write(&path, &good).unwrap();
        assert!(blobs.scrub(&[blob], &key).unwrap().is_empty());
        // A row that names another digest or length, and another key.
        let longer = BlobRef { body: Body { bytes: 5, ..blob.body }, ..blob };
        assert!(matches!(read(&blobs, &longer), Err(StoreError::Blob { .. })));
        let renamed = BlobRef { body: Body { sha256: [0; 32], ..blob.body }, ..blob };
        fs::create_dir_all(blobs.path(&renamed).parent().unwrap()).unwrap();
        fs::copy(&path, blobs.path(&renamed)).unwrap();
        assert!(matches!(read(&blobs, &renamed), Err(StoreError::Blob { .. })), "under the name of another digest");
        assert_eq!(blobs.scrub(&[blob], &OpeningKey::new(&[3; 64])).unwrap().len(), 1);
        blobs.erase(&blob).unwrap();
        blobs.erase(&blob).unwrap();
        assert_eq!(blobs.scrub(&[blob], &key).unwrap()[0].1, "it is missing");
    }
}
