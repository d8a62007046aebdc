//! The check of what arrives: the same instruments and the same profile as at the office, while the bytes stream.
//!
//! An XML file is checked by a thread that is fed through a short channel, so it is never held whole. A package needs
//! its end to be read, so it is spooled (see [`crate::spool`]), some at a time.

use crate::excerpt::{Tail, Watched};
use crate::spool::{Spool, Spooled};
use goaml::check::{Terms, check_letter, check_report};
use goaml::unpack::{SIGHT_BYTES, refused_at_sight};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use portal::{Check, CheckLimits, Checked};
use profile::Profile;
use std::cell::RefCell;
use std::io::{self, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;
use vocab::Finding;
use web::manners::{Chance, Clock};
use web::parts::code::Excerpt;
use zeroize::Zeroizing;

/// Most packages that are spooled for a check at one time. One more is taken in unchecked; the office checks it.
pub const PACKAGES_MAX: usize = 32;
/// Most findings whose place is shown; more are counted by the post and told without it.
const SHOWN_MAX: usize = post::edge::receive::REMARKS_MAX;
/// Most findings that are told of one letter. A file that has more is refused all the same, and a file made of nothing
/// but mistakes must not fill the memory.
const TOLD_MAX: usize = 10_000;
/// Pieces that may wait for the thread.
const PIECES_WAITING: usize = 8;

/// Checks against a profile, with the rules of the day that it is.
#[derive(Clone)]
pub struct GoamlChecker {
    profile: Arc<Profile>,
    zone: TimeZone,
    clock: Clock,
    spool: SpoolPlace,
    packages: Arc<AtomicUsize>,
}

/// Where packages are spooled, and the chance of which their keys are drawn.
#[derive(Clone)]
pub struct SpoolPlace {
    /// A folder on a disk with room for some packages.
    pub folder: PathBuf,
    /// Gives random bytes.
    pub chance: Chance,
}

impl SpoolPlace {
    /// A spool with a key of its own; `None` without chance.
    fn begin(&self) -> Option<Spool> {
        let mut key = Zeroizing::new([0; 32]);
        (self.chance)(&mut *key).then(|| Spool::new(&self.folder, &key))
    }
}

impl std::fmt::Debug for GoamlChecker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GoamlChecker({})", self.profile.manifest().code)
    }
}

impl GoamlChecker {
    /// A checker for a country; the day is that of the zone.
    pub fn new(profile: Arc<Profile>, zone: TimeZone, clock: Clock, spool: SpoolPlace) -> Self {
        Self { profile, zone, clock, spool, packages: Arc::default() }
    }
}

impl portal::Checker for GoamlChecker {
    fn begin(&self, file_name: &str) -> Box<dyn Check> {
        let now: Timestamp = (self.clock)();
        let day = now.to_zoned(self.zone.clone()).date();
        let job = Job { profile: Arc::clone(&self.profile), day, file_name: file_name.to_owned() };
        let (spool, packages) = (self.spool.clone(), Arc::clone(&self.packages));
        Box::new(Arriving { job, spool, packages, way: Way::Unknown(Vec::new()) })
    }

    fn limits(&self) -> CheckLimits {
        let limits = Terms::new(&self.profile, jiff::civil::Date::MIN).limits;
        CheckLimits {
            unpacked_bytes_max: limits.unpacked_bytes_max,
            zip_entries_max: u64::try_from(limits.entries_max).unwrap_or(u64::MAX),
        }
    }
}

#[derive(Clone)]
struct Job {
    profile: Arc<Profile>,
    day: jiff::civil::Date,
    file_name: String,
}

/// A file on its way.
struct Arriving {
    job: Job,
    spool: SpoolPlace,
    packages: Arc<AtomicUsize>,
    way: Way,
}

enum Way {
    /// Too few bytes have come to see what it is.
    Unknown(Vec<u8>),
    /// One XML file, on its way to the thread that checks it.
    Stream(SyncSender<Vec<u8>>, JoinHandle<Checked>),
    /// A package, spooled.
    Package(Box<Spool>, Place),
    /// Neither XML nor a package.
    Refused(Finding),
    /// A package for which there was no room.
    Unchecked,
}

/// A place among the packages that are spooled; given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(all: &Arc<AtomicUsize>) -> Option<Self> {
        let room = |taken: usize| (taken < PACKAGES_MAX).then(|| taken.saturating_add(1));
        all.fetch_update(Ordering::AcqRel, Ordering::Acquire, room).ok().map(|_| Self(Arc::clone(all)))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Check for Arriving {
    fn feed(&mut self, bytes: &[u8]) {
        match &mut self.way {
            Way::Unknown(head) => {
                head.extend_from_slice(bytes);
                if head.len() >= SIGHT_BYTES || head.starts_with(b"PK\x03\x04") {
                    let head = std::mem::take(head);
                    self.way = self.begin(head);
                }
            }
            // A thread that is gone has said so by its result; the rest of the bytes is not for it.
            Way::Stream(pieces, _) => drop(pieces.send(bytes.to_vec())),
            Way::Package(spool, _) => {
                if let Err(error) = spool.write(bytes) {
                    tracing::error!(%error, "a package is taken in unchecked: it could not be spooled");
                    self.way = Way::Unchecked;
                }
            }
            Way::Refused(_) | Way::Unchecked => {}
        }
    }

    fn finish(mut self: Box<Self>) -> Checked {
        if let Way::Unknown(head) = &mut self.way {
            let head = std::mem::take(head);
            self.way = self.begin(head);
        }
        match std::mem::replace(&mut self.way, Way::Unchecked) {
            Way::Stream(pieces, thread) => {
                drop(pieces);
                thread.join().unwrap_or_else(|_| failed())
            }
            Way::Package(spool, _place) => package(&self.job, spool.into_reader()),
            Way::Refused(finding) => Checked { findings: vec![(finding, Excerpt::default())], ..Checked::default() },
            Way::Unknown(_) | Way::Unchecked => Checked::default(),
        }
    }
}

impl Arriving {
    fn begin(&self, head: Vec<u8>) -> Way {
        if head.starts_with(b"PK") {
            let begun = Place::take(&self.packages).and_then(|place| {
                let mut spool = self.spool.begin()?;
                spool.write(&head).ok()?;
                Some(Way::Package(Box::new(spool), place))
            });
            if begun.is_none() {
                tracing::warn!(most = PACKAGES_MAX, "a package is taken in unchecked: too many at one time");
            }
            return begun.unwrap_or(Way::Unchecked);
        }
        // What the office refuses at sight is refused at sight here, and for the same reason.
        if let Some(finding) = refused_at_sight(&head, &self.job.file_name) {
            return Way::Refused(finding);
        }
        let (pieces, waiting) = sync_channel(PIECES_WAITING);
        let job = self.job.clone();
        let thread = std::thread::spawn(move || stream(&job, Pieces { waiting, rest: Cursor::new(head) }));
        Way::Stream(pieces, thread)
    }
}

/// A check that could not be done says nothing against the file: the office checks it.
fn failed() -> Checked {
    tracing::error!("the check of a file broke off; the office will check it");
    Checked::default()
}

fn stream(job: &Job, pieces: Pieces) -> Checked {
    let tail = Rc::new(RefCell::new(Tail::default()));
    let mut findings = Vec::new();
    let terms = Terms::new(&job.profile, job.day);
    let mut found = |finding: Finding| {
        if findings.len() >= TOLD_MAX {
            return;
        }
        let shown = findings.len() < SHOWN_MAX;
        let place = &finding.place;
        let lines = if shown { tail.borrow_mut().around(place.offset, place.line) } else { Excerpt::default() };
        findings.push((finding, lines));
    };
    match check_report(&terms, Watched::new(pieces, Rc::clone(&tail)), (), &mut found) {
        Ok((checked, ())) => {
            // Children in the wrong order are certain only at the end of their parent; the reader wants the file's
            // order.
            findings.sort_by_key(|(finding, _)| finding.place.offset);
            Checked { kind: named(checked.kind), reference: named(checked.reference), findings }
        }
        Err(_) => failed(),
    }
}

fn package(job: &Job, bytes: Spooled) -> Checked {
    let mut findings = Vec::new();
    let terms = Terms::new(&job.profile, job.day);
    let mut found = |_: &str, finding: Finding| {
        if findings.len() < TOLD_MAX {
            findings.push((finding, Excerpt::default()));
        }
    };
    match check_letter(&terms, BufReader::new(bytes), &job.file_name, &mut found) {
        Ok(entries) => {
            // A package with several reports has no kind or reference of its own.
            let only = match entries.as_slice() {
                [one] => Some(&one.checked),
                _ => None,
            };
            let word = |value: fn(&goaml::check::Checked) -> &String| only.and_then(|one| named(value(one).clone()));
            Checked { kind: word(|one| &one.kind), reference: word(|one| &one.reference), findings }
        }
        Err(_) => failed(),
    }
}

fn named(word: String) -> Option<String> {
    (!word.is_empty()).then_some(word)
}

/// The pieces of a file as one stream.
struct Pieces {
    waiting: Receiver<Vec<u8>>,
    rest: Cursor<Vec<u8>>,
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.rest.read(out)?;
            if count > 0 || out.is_empty() {
                return Ok(count);
            }
            match self.waiting.recv() {
                Ok(piece) => self.rest = Cursor::new(piece),
                Err(_) => return Ok(0),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal::Checker as _;
    use vocab::Severity;

    fn checker() -> GoamlChecker {
        let clock: Clock = Arc::new(|| "2026-06-01T12:00:00Z".parse().unwrap());
        let profile = Profile::builtin("xx-5.0").unwrap().unwrap();
        let spool = SpoolPlace { folder: std::env::temp_dir(), chance: Arc::new(|bytes| !bytes.is_empty()) };
        GoamlChecker::new(Arc::new(profile), TimeZone::UTC, clock, spool)
    }

    fn check(bytes: &[u8], piece: usize) -> Checked {
        check_named("", bytes, piece)
    }

    fn check_named(name: &str, bytes: &[u8], piece: usize) -> Checked {
        let mut check = checker().begin(name);
        bytes.chunks(piece).for_each(|piece| check.feed(piece));
        check.finish()
    }

    const BAD: &[u8] = b"<report>\n  <rentity_id>7</rentity_id>\n  <colour>red</colour>\n</report>\n";

    #[test]
    fn a_bad_file_has_the_same_findings_whatever_the_pieces_with_their_lines() {
        let whole = check(BAD, BAD.len());
        assert!(whole.refuses());
        let unknown = whole.findings.iter().find(|(finding, _)| finding.place.path.ends_with("/colour"));
        let (_, excerpt) = unknown.expect("the element nobody knows");
        assert_eq!(excerpt.hit, Some(3));
        assert_eq!(excerpt.lines[2].text, "  <colour>red</colour>");
        for piece in [1, 2, 5] {
            let told = |checked: &Checked| {
                checked.findings.iter().map(|(f, _)| (f.code.to_string(), f.place.line)).collect::<Vec<_>>()
            };
            assert_eq!(told(&check(BAD, piece)), told(&whole), "{piece}");
        }
    }

    #[test]
    fn a_file_of_mistakes_is_told_up_to_a_limit_and_in_its_order() {
        let bad = format!("<report>{}</report>", "<colour/>\n".repeat(TOLD_MAX + 10));
        let checked = check(bad.as_bytes(), 4_096);
        assert_eq!(checked.findings.len(), TOLD_MAX);
        assert!(checked.findings.is_sorted_by_key(|(finding, _)| finding.place.offset));
    }

    #[test]
    fn what_is_neither_xml_nor_a_package_is_refused_at_sight_whatever_the_pieces() {
        let codes = |bytes: &[u8], piece| {
            let checked = check(bytes, piece);
            checked.findings.iter().map(|(finding, _)| finding.code.to_string()).collect::<Vec<_>>()
        };
        for piece in [1, 3, 100] {
            for bytes in [
                &b"%PDF-1.7 and more"[..],
                b"MZ",
                b"\xFF\xD8\xFF\xE0PK\x03\x04",
                b"Rar!\x1A\x07\x01\x00",
                b"name;amount",
            ] {
                assert_eq!(codes(bytes, piece), ["TYPE"], "{bytes:?}");
            }
            assert_eq!(codes(b" \n\t   \n      ", piece), ["XML-EMPTY"]);
            assert_eq!(codes(b"+ADw-report/+AD4-", piece), ["XML-ENCODING"]);
        }
        for (name, bytes) in
            [("a.exe", &b"<report/>"[..]), ("a.zip", b"<report/>"), ("a.xml", b"PK\x03\x04 no package")]
        {
            let checked = check_named(name, bytes, 3);
            assert_eq!(checked.findings.first().map(|(finding, _)| finding.code.as_str()), Some("TYPE"), "{name}");
        }
    }

    #[test]
    fn nothing_at_all_is_a_finding_too() {
        assert!(check(b"", 1).refuses());
        assert!(check(b"<a", 1).refuses());
    }

    /// A package with one file that is not compressed.
    fn package_of(name: &str, content: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        io::Write::write_all(&mut zip, content).unwrap();
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn a_package_larger_than_memory_should_hold_has_the_findings_of_its_file() {
        let long = format!("<report><!--{}-->{}", "x".repeat(900_000), str::from_utf8(&BAD[8..]).unwrap());
        let codes = |checked: Checked| checked.findings.iter().map(|(f, _)| f.code.to_string()).collect::<Vec<_>>();
        let alone = codes(check(long.as_bytes(), 10_000));
        assert!(alone.len() > 1);
        assert_eq!(codes(check(&package_of("r.xml", long.as_bytes()), 10_000)), alone);
    }

    #[test]
    fn a_package_that_is_none_is_refused_and_places_are_given_back() {
        let checker = checker();
        for _ in 0..PACKAGES_MAX * 2 {
            let mut check = checker.begin("");
            check.feed(b"PK\x03\x04 no package");
            assert!(check.finish().count(Severity::Fatal) > 0, "what only begins like a package is refused");
        }
        assert_eq!(checker.packages.load(Ordering::Acquire), 0);
        let held: Vec<_> = (0..PACKAGES_MAX)
            .map(|_| {
                let mut check = checker.begin("");
                check.feed(b"PK\x03\x04");
                check
            })
            .collect();
        let mut more = checker.begin("");
        more.feed(b"PK\x03\x04");
        assert!(more.finish().findings.is_empty(), "taken in unchecked");
        assert!(held.into_iter().all(|check| check.finish().refuses()));
    }
}
