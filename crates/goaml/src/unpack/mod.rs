//! What was sent: one XML file, or an archive of XML files and attachments, and nothing else.
//!
//! An archive is read by its directory, every statement of which is checked against the bytes before any entry is
//! unpacked: the entries must cover the archive without overlap and without gap, local headers must repeat what the
//! directory says, names must mean one thing on every system. Whoever builds a file that two programs read
//! differently is refused. Nothing is ever written to disk here.
//!
//! [`open`] looks at the shape, [`Package::entry`] hands out the bytes of one entry as a stream that checks itself to
//! its last byte. A caller trusts nothing of a package before every stream it read has ended without error.

mod entry;
mod kind;
mod names;
mod sections;
mod zip;

use crate::codes;
use crate::limits::Limits;
pub use entry::EntryReader;
use kind::{Content, sniff};
use std::io::{self, Read, Seek, SeekFrom};
use vocab::{Code, Finding, Place, Severity};
pub use zip::Entry;

/// Why a package is not taken.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError {
    /// The bytes could not be read at all; try again.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// The package is refused; the finding says for what, and at which entry. Its severity is always fatal.
    #[error("the package is refused with {}", .0.code)]
    Refused(Box<Finding>),
}

impl UnpackError {
    /// The finding inside an error that a stream of this crate returned, if it was a refusal and no failure to read.
    pub fn finding_in(error: &io::Error) -> Option<&Finding> {
        match error.get_ref()?.downcast_ref::<UnpackError>()? {
            UnpackError::Refused(finding) => Some(finding),
            UnpackError::Io(_) => None,
        }
    }

    pub(crate) fn into_io(self) -> io::Error {
        match self {
            UnpackError::Io(error) => error,
            refused @ UnpackError::Refused(_) => io::Error::new(io::ErrorKind::InvalidData, refused),
        }
    }
}

/// A refusal without arguments, at a byte of the file.
pub(crate) fn refusal(code: Code, offset: u64) -> Finding {
    Finding::new(code, Severity::Fatal, Place { offset, ..Place::default() })
}

impl From<Finding> for UnpackError {
    fn from(finding: Finding) -> Self {
        Self::Refused(Box::new(finding))
    }
}

/// What kind of file was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One XML file.
    Xml,
    /// A ZIP archive.
    Zip,
}

/// What an entry is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// An XML file that should hold a report.
    Report,
    /// A document that comes with it.
    Attachment,
}

/// Names an attachment may end with. Content must agree with the ending.
pub const ATTACHMENT_ENDINGS: &[&str] = &[
    "csv", "doc", "docx", "eml", "gif", "jpeg", "jpg", "msg", "ods", "odt", "pdf", "png", "rtf", "tif", "tiff", "txt",
    "xls", "xlsx",
];

/// A file that was sent, recognised and, if an archive, checked by its directory.
#[derive(Debug)]
pub struct Package<R> {
    source: R,
    kind: Kind,
    entries: Vec<Entry>,
    limits: Limits,
}

/// Recognises a file by its bytes and checks that its name does not say otherwise.
///
/// `file_name` is what the sender called it; its ending may be absent, but must not contradict the bytes.
pub fn open<R: Read + Seek>(mut source: R, file_name: &str, limits: Limits) -> Result<Package<R>, UnpackError> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes > limits.body_bytes_max {
        return Err(refusal(codes::BODY_SIZE, limits.body_bytes_max)
            .with("bytes_max", limits.body_bytes_max.to_string())
            .into());
    }
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    (&mut source).take(kind::HEAD_BYTES).read_to_end(&mut head)?;
    if let Some(finding) = refused_at_sight(&head, file_name) {
        return Err(finding.into());
    }
    let kind = if sniff(&head) == Content::Zip { Kind::Zip } else { Kind::Xml };
    let entries = match kind {
        Kind::Xml => vec![Entry::whole(file_name, bytes)],
        Kind::Zip => zip::directory(&mut source, bytes, &limits, zip::Purpose::Upload)?,
    };
    Ok(Package { source, kind, entries, limits })
}

/// Bytes that [`refused_at_sight`] wants to see, unless the file is shorter.
pub const SIGHT_BYTES: usize = 8;

/// Why a file is refused by its first bytes and its name alone, before anything of it is read: it is neither XML nor an
/// archive, or it is not what the ending of its name says. A name without an ending says nothing.
pub fn refused_at_sight(head: &[u8], file_name: &str) -> Option<Finding> {
    let refused = |found: &str, expected: &str| refusal(codes::TYPE, 0).with("found", found).with("expected", expected);
    let content = sniff(head);
    let ending = content.name();
    match content {
        Content::Xml | Content::Zip => {
            names::ending(file_name).filter(|said| said != ending).map(|said| refused(ending, &said))
        }
        _ => Some(refused(ending, "xml, zip")),
    }
}

/// Checks an office document or another ZIP-based file by the same rules as an upload: directory, names, sizes,
/// ratio, checksums. What it holds is not looked at, except that it must not hold archives.
pub fn check_container<R: Read + Seek>(source: R, limits: Limits) -> Result<(), UnpackError> {
    visit_container(source, limits, |_, _| Ok(()))
}

/// As [`check_container`], and shows each entry to a visitor, which need not read it to its end.
pub(crate) fn visit_container<R: Read + Seek>(
    mut source: R,
    limits: Limits,
    mut visit: impl FnMut(&str, &mut dyn Read) -> io::Result<()>,
) -> Result<(), UnpackError> {
    let bytes = source.seek(SeekFrom::End(0))?;
    if bytes > limits.body_bytes_max {
        let max = limits.body_bytes_max.to_string();
        return Err(refusal(codes::BODY_SIZE, limits.body_bytes_max).with("bytes_max", max).into());
    }
    let entries = zip::directory(&mut source, bytes, &limits, zip::Purpose::Container)?;
    for entry in &entries {
        let mut stream = EntryReader::packed(&mut source, entry, None)?;
        visit(&entry.name, &mut stream).map_err(unwrap_io)?;
        io::copy(&mut stream, &mut io::sink()).map_err(unwrap_io)?;
    }
    Ok(())
}

fn unwrap_io(error: io::Error) -> UnpackError {
    match UnpackError::finding_in(&error) {
        Some(finding) => UnpackError::Refused(Box::new(finding.clone())),
        None => UnpackError::Io(error),
    }
}

impl<R: Read + Seek> Package<R> {
    /// What kind of file it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The files in it, in the order of the directory, folders left out. An XML file is its own single entry.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes of one entry, from its start. The stream ends with an error if the entry is not what it said.
    ///
    /// A position beyond the last entry is an [`io::ErrorKind::NotFound`].
    pub fn entry(&mut self, position: usize) -> Result<EntryReader<'_, R>, UnpackError> {
        let entry = self.entries.get(position).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        match self.kind {
            Kind::Xml => EntryReader::plain(&mut self.source, entry),
            Kind::Zip => EntryReader::packed(&mut self.source, entry, Some(entry.role)),
        }
    }

    /// Compares the attachments with the names a report or a message says it comes with. Each name that is missing,
    /// not announced, or announced twice gives one fatal finding.
    pub fn compare_attachments(&self, announced: &[&str]) -> Vec<Finding> {
        let mut findings = Vec::new();
        let here: Vec<&str> = self
            .entries
            .iter()
            .filter(|entry| entry.role == Role::Attachment)
            .map(|entry| entry.name.as_str())
            .collect();
        for (position, name) in announced.iter().enumerate() {
            if announced.iter().take(position).any(|before| before == name) {
                findings.push(refusal(codes::ZIP_DUPNAME, 0).with("entry", *name).with("other", *name));
            } else if !here.contains(name) {
                findings.push(refusal(codes::ZIP_MISSING, 0).with("entry", *name));
            }
        }
        for name in here.into_iter().filter(|name| !announced.contains(name)) {
            findings.push(refusal(codes::ZIP_EXTRA, 0).with("entry", name));
        }
        findings
    }

    /// The limits this package is read with.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The source, for whoever keeps the original bytes.
    pub fn into_source(self) -> R {
        self.source
    }
}
