//! One report, from its bytes to its findings.

use super::keep::Kept;
use super::progress::Progress;
use super::result::CheckedFile;
use crate::basis::{Bases, Basis, HEAD_BYTES};
use crate::failure::Failure;
use goaml::check::{Checked, Terms, check_report};
use goaml::limits::Limits;
use goaml::unpack::UnpackError;
use goaml::{check, encoding};
use jiff::civil::Date;
use std::io::{self, Cursor, Read};
use vocab::Finding;
use xsd::{Checker, Outcome, Schema};

/// What all checks of one run share.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) bases: &'a Bases,
    pub(super) day: Option<Date>,
    pub(super) rules: bool,
    pub(super) findings_max: usize,
    pub(super) progress: &'a Progress,
}

/// Bytes read at a time.
const PIECE_BYTES: usize = 256 << 10;
/// Entries of one archive that a reporter may look at on their own machine.
const ENTRIES_MAX: usize = 100_000;

impl Context<'_> {
    /// Limits for a reporter's own files on the reporter's own machine: no limit on size, since memory does not grow
    /// with it, and every other limit as the FIU has it.
    pub(super) fn limits() -> Limits {
        Limits {
            body_bytes_max: u64::MAX,
            unpacked_bytes_max: u64::MAX,
            attachment_bytes_max: u64::MAX,
            entries_max: ENTRIES_MAX,
            ..Limits::default()
        }
    }
}

/// Why a report could not be checked.
pub(super) enum Stopped<'a> {
    /// The bytes could not be read.
    Read(io::Error),
    /// The built-in profile could not be had.
    Basis(&'a Failure),
}

impl From<io::Error> for Stopped<'_> {
    fn from(error: io::Error) -> Self {
        Self::Read(error)
    }
}

/// Checks one report.
pub(super) fn check_stream<'a, R: Read>(context: &Context<'a>, stream: R) -> Result<CheckedFile<'a>, Stopped<'a>> {
    let mut stream = context.progress.counting(stream);
    match context.bases.given() {
        Some(basis) => Ok(check_against(context, basis, stream)?),
        None => {
            let mut head = Vec::new();
            let broken = (&mut stream).take(HEAD_BYTES).read_to_end(&mut head).err();
            let basis = context.bases.of(&head).map_err(Stopped::Basis)?;
            let rest = Rest { broken, stream };
            Ok(check_against(context, basis, Cursor::new(head).chain(rest))?)
        }
    }
}

/// What follows a head: the stream, or the error that ended the head.
struct Rest<R> {
    broken: Option<io::Error>,
    stream: R,
}

impl<R: Read> Read for Rest<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.broken.take().map_or_else(|| self.stream.read(out), Err)
    }
}

fn check_against<'a, R: Read>(context: &Context<'a>, basis: &'a Basis, stream: R) -> io::Result<CheckedFile<'a>> {
    let mut kept = Kept::new(context.findings_max);
    let mut keep = |finding| kept.add(finding);
    let (checked, day) = match basis.profile().filter(|_| context.rules) {
        Some(profile) => {
            let day = context.day.unwrap_or_else(|| basis.today());
            let terms = Terms::new(profile, day).any_length();
            (check_report(&terms, stream, (), &mut keep)?.0, Some(day))
        }
        None => {
            let outcome = check_schema(basis.schema(), stream, &mut keep)?;
            (Checked { outcome, ..Checked::default() }, None)
        }
    };
    Ok(CheckedFile { basis: Some(basis), day, checked, kept })
}

/// Checks against a schema and nothing else, with a handler that wants nothing: as fast as the checker itself.
fn check_schema<R: Read>(schema: &Schema, stream: R, found: &mut dyn FnMut(Finding)) -> io::Result<Outcome> {
    let mut checker = Checker::new(schema, xsd::Limits::any_length(), ());
    match pump(stream, &mut checker, found) {
        Ok(()) => Ok(checker.finish(found).0),
        Err(error) => match UnpackError::finding_in(&error) {
            Some(finding) => {
                found(finding.clone());
                Ok(Outcome { valid: false, well_formed: false, ..Outcome::default() })
            }
            None => Err(error),
        },
    }
}

fn pump<R: Read>(stream: R, checker: &mut Checker<'_, ()>, found: &mut dyn FnMut(Finding)) -> io::Result<()> {
    let mut stream = encoding::utf8(stream, None).map_err(io_error)?;
    let mut piece = vec![0; PIECE_BYTES];
    while !checker.is_over() {
        match stream.read(&mut piece) {
            Ok(0) => return Ok(()),
            Ok(count) => checker.feed(piece.get(..count).unwrap_or(&[]), found),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    // The rest is read all the same, so that an entry of an archive is known to be whole.
    io::copy(&mut stream, &mut io::sink()).map(|_| ())
}

fn io_error(error: UnpackError) -> io::Error {
    match error {
        UnpackError::Io(error) => error,
        refused @ UnpackError::Refused(_) => io::Error::new(io::ErrorKind::InvalidData, refused),
    }
}

/// A file about which there is nothing but findings of its package.
pub(super) fn only_findings<'a>(context: &Context<'a>, findings: impl Iterator<Item = Finding>) -> CheckedFile<'a> {
    let mut kept = Kept::new(context.findings_max);
    findings.for_each(|finding| kept.add(finding));
    let checked = check::Checked::default();
    CheckedFile { basis: context.bases.given(), day: None, checked, kept }
}
