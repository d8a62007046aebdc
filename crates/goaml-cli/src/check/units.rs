//! What is checked at a time, and on which core.
//!
//! A unit is a file, or an entry of an archive. Workers take units in order and hand results back; results are told in
//! order too, and no worker runs so far ahead that results heap up.

use super::inputs::{Input, Source};
use super::one::{Context, Stopped, check_stream, only_findings};
use super::result::{CheckedFile, FileResult, Part};
use crate::basis::Basis;
use crate::failure::Failure;
use goaml::check::limits;
use goaml::limits::Limits;
use goaml::unpack::{self, Package, Role, UnpackError};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use vocab::{Finding, Severity};

/// Results that one worker may be ahead of the telling.
const AHEAD_MAX: usize = 4;
/// Largest archive taken from standard input, in bytes: it has to be held in memory, because its end is read first.
const STDIN_ARCHIVE_BYTES_MAX: u64 = 256 << 20;

/// What is checked at a time.
#[derive(Debug)]
pub(super) struct Unit {
    name: String,
    entry: Option<String>,
    part: Part,
    what: What,
    /// Bytes to be read, unpacked, as far as known.
    pub(super) bytes: u64,
}

#[derive(Debug)]
enum What {
    Stdin,
    /// An entry of a package by its number.
    Entry(Arc<PathBuf>, usize),
    Refused(Finding),
    Failed(Arc<Failure>),
}

/// The units of all inputs.
pub(super) fn plan(inputs: Vec<Input>) -> Vec<Unit> {
    inputs.into_iter().flat_map(units_of).collect()
}

fn units_of(input: Input) -> Vec<Unit> {
    let name = input.name;
    let whole = |part, what| vec![Unit { name: name.clone(), entry: None, part, what, bytes: 0 }];
    let path = match input.source {
        Ok(Source::Stdin) => return whole(Part::Report, What::Stdin),
        Ok(Source::File(path)) => Arc::new(path),
        Err(failure) => return whole(Part::Report, What::Failed(Arc::new(failure))),
    };
    let package = match open(&path, Context::limits()) {
        Ok(package) => package,
        Err(UnpackError::Refused(finding)) => return whole(Part::Package, What::Refused(*finding)),
        Err(UnpackError::Io(source)) => {
            return whole(Part::Report, What::Failed(Arc::new(Failure::unreadable(name.clone(), source))));
        }
    };
    let archive = package.kind() == unpack::Kind::Zip;
    let units = package.entries().iter().enumerate().map(|(position, entry)| Unit {
        name: name.clone(),
        entry: archive.then(|| entry.name.clone()),
        part: if entry.role == Role::Report { Part::Report } else { Part::Attachment },
        what: What::Entry(Arc::clone(&path), position),
        bytes: entry.bytes,
    });
    units.collect()
}

fn open(path: &Path, limits: Limits) -> Result<Package<File>, UnpackError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    unpack::open(File::open(path)?, &name, limits)
}

/// What workers and teller share.
#[derive(Default)]
struct Shared<'a> {
    taken: usize,
    told: usize,
    results: BTreeMap<usize, FileResult<'a>>,
    /// Nobody listens any more.
    over: bool,
}

/// Checks all units on several threads and tells their results in order, one after the other.
pub(super) fn check<'a>(
    units: &[Unit],
    context: &Context<'a>,
    jobs: usize,
    tell: &mut dyn FnMut(FileResult<'a>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let jobs = jobs.clamp(1, units.len().max(1));
    let (shared, changed) = (Mutex::new(Shared::default()), Condvar::new());
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| work(units, context, jobs, &shared, &changed));
        }
        let told = tell_in_order(units.len(), &shared, &changed, tell);
        lock(&shared).over = true;
        changed.notify_all();
        told
    })
}

fn lock<'m, 'a>(shared: &'m Mutex<Shared<'a>>) -> MutexGuard<'m, Shared<'a>> {
    // Nothing under the lock can fail half way, so a poisoned one holds sound values.
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn tell_in_order<'a>(
    count: usize,
    shared: &Mutex<Shared<'a>>,
    changed: &Condvar,
    tell: &mut dyn FnMut(FileResult<'a>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for number in 0..count {
        let mut guard = lock(shared);
        let result = loop {
            match guard.results.remove(&number) {
                Some(result) => break result,
                None => guard = changed.wait(guard).unwrap_or_else(PoisonError::into_inner),
            }
        };
        guard.told = number + 1;
        drop(guard);
        changed.notify_all();
        tell(result)?;
    }
    Ok(())
}

fn work<'a>(units: &[Unit], context: &Context<'a>, jobs: usize, shared: &Mutex<Shared<'a>>, changed: &Condvar) {
    let mut open = None;
    loop {
        let mut guard = lock(shared);
        while !guard.over && guard.taken >= guard.told + jobs * AHEAD_MAX {
            guard = changed.wait(guard).unwrap_or_else(PoisonError::into_inner);
        }
        let number = guard.taken;
        let Some(unit) = units.get(number).filter(|_| !guard.over) else { return };
        guard.taken += 1;
        drop(guard);
        // A defect of the checker must not leave the teller waiting for ever.
        let checked = catch_unwind(AssertUnwindSafe(|| check_unit(unit, context, &mut open)));
        let checked = checked.unwrap_or_else(|_| Err(Arc::new(defect(&unit.name))));
        let result = FileResult { name: unit.name.clone(), entry: unit.entry.clone(), part: unit.part, checked };
        lock(shared).results.insert(number, result);
        changed.notify_all();
    }
}

fn defect(name: &str) -> Failure {
    let text = "a defect of this program stopped the check; please tell its makers, without sending the file";
    Failure::unreadable(name, io::Error::other(text))
}

/// The package a worker has open: the next entry is most often of the same one.
type Open = Option<Opened>;

struct Opened {
    path: Arc<PathBuf>,
    package: Package<File>,
    /// Why the office would not take it, once that was asked.
    not_taken: Option<Option<Finding>>,
}

impl Opened {
    /// This program reads a package of any size; the office does not, and whoever checks for the office must hear of
    /// it. Nothing when it was not checked for an office, by the rules of a profile.
    fn not_taken(&mut self, file: &CheckedFile<'_>) -> Option<Finding> {
        let profile = file.basis.and_then(Basis::profile).filter(|_| file.day.is_some())?;
        let asked = || match open(&self.path, limits(profile)) {
            // It was read here all the same, to its end.
            Err(UnpackError::Refused(finding)) => Some(Finding { severity: Severity::Reject, ..*finding }),
            _ => None,
        };
        self.not_taken.get_or_insert_with(asked).clone()
    }
}

fn check_unit<'a>(unit: &Unit, context: &Context<'a>, open: &mut Open) -> Result<CheckedFile<'a>, Arc<Failure>> {
    let unreadable = |source| Arc::new(Failure::unreadable(unit.name.clone(), source));
    match &unit.what {
        What::Failed(failure) => Err(Arc::clone(failure)),
        What::Refused(finding) => Ok(only_findings(context, std::iter::once(finding.clone()))),
        What::Stdin => check_stdin(context).map_err(|stopped| stopped_failure(stopped, &unit.name)),
        What::Entry(path, position) => {
            let opened = match open.take() {
                Some(opened) if Arc::ptr_eq(&opened.path, path) => Ok(opened),
                _ => self::open(path, Context::limits()).map(|package| Opened {
                    path: Arc::clone(path),
                    package,
                    not_taken: None,
                }),
            };
            match opened {
                Ok(opened) => check_entry(unit, context, open.insert(opened), *position),
                Err(UnpackError::Refused(finding)) => Ok(only_findings(context, std::iter::once(*finding))),
                Err(UnpackError::Io(source)) => Err(unreadable(source)),
            }
        }
    }
}

fn check_entry<'a>(
    unit: &Unit,
    context: &Context<'a>,
    opened: &mut Opened,
    position: usize,
) -> Result<CheckedFile<'a>, Arc<Failure>> {
    let unreadable = |source| Arc::new(Failure::unreadable(unit.name.clone(), source));
    let stream = match opened.package.entry(position) {
        Ok(stream) => stream,
        Err(UnpackError::Refused(finding)) => return Ok(only_findings(context, std::iter::once(*finding))),
        Err(UnpackError::Io(source)) => return Err(unreadable(source)),
    };
    if unit.part == Part::Report {
        let mut file = check_stream(context, stream).map_err(|stopped| stopped_failure(stopped, &unit.name))?;
        opened.not_taken(&file).into_iter().for_each(|finding| file.kept.add(finding));
        return Ok(file);
    }
    let mut stream = context.progress.counting(stream);
    match io::copy(&mut stream, &mut io::sink()) {
        Ok(_) => Ok(only_findings(context, std::iter::empty())),
        Err(error) => match UnpackError::finding_in(&error) {
            Some(finding) => Ok(only_findings(context, std::iter::once(finding.clone()))),
            None => Err(unreadable(error)),
        },
    }
}

fn stopped_failure(stopped: Stopped<'_>, name: &str) -> Arc<Failure> {
    Arc::new(match stopped {
        Stopped::Read(source) => Failure::unreadable(name, source),
        Stopped::Basis(failure) => Failure::unreadable(name, io::Error::other(failure.to_string())),
    })
}

/// XML from standard input streams by; an archive is taken into memory first, because its directory is at its end.
/// Archives from standard input hold one report, as letters do; others are refused with a word to name the file.
fn check_stdin<'a>(context: &Context<'a>) -> Result<CheckedFile<'a>, Stopped<'a>> {
    let mut stdin = io::stdin().lock();
    let mut head = Vec::new();
    (&mut stdin).take(4).read_to_end(&mut head)?;
    if !head.starts_with(b"PK") {
        return check_stream(context, Cursor::new(head).chain(stdin));
    }
    let mut bytes = head;
    (&mut stdin).take(STDIN_ARCHIVE_BYTES_MAX).read_to_end(&mut bytes)?;
    let mut package = match unpack::open(Cursor::new(bytes), "", Context::limits()) {
        Ok(package) => package,
        Err(UnpackError::Refused(finding)) => return Ok(only_findings(context, std::iter::once(*finding))),
        Err(UnpackError::Io(error)) => return Err(error.into()),
    };
    let reports: Vec<usize> = (0..package.entries().len())
        .filter(|at| package.entries().get(*at).is_some_and(|entry| entry.role == Role::Report))
        .collect();
    let [report] = reports.as_slice() else {
        return Err(io::Error::other("an archive with several reports must be given by its file name").into());
    };
    match package.entry(*report) {
        Ok(stream) => check_stream(context, stream),
        Err(UnpackError::Refused(finding)) => Ok(only_findings(context, std::iter::once(*finding))),
        Err(UnpackError::Io(error)) => Err(error.into()),
    }
}
