//! The step of intake: a fetched letter becomes registered reports, or is refused with all its findings.
//!
//! The rows of a report are written in batches while the letter is read, and nobody sees them: a report exists only
//! from the one transaction at the end, which also draws its number, writes the answer and finishes the event. A crash
//! before it leaves rows of a report that never was; the step begins anew, and [`sweep`] takes them away. Two workers
//! with the same letter are told apart by the attempt: the one that began later wins.
//!
//! A letter with several reports is taken whole or not at all: a reporter never has to find out which half was taken.

use std::collections::BTreeMap;
use std::sync::Arc;

use goaml::check::{Terms, Verdict};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use post::office::answer::{self, NewAnswer};
use post::office::arrive::{self, Arrival};
use post::office::{Office, open};
use profile::Profile;
use store::audit::{Act, Actor, Entry, Object};
use store::{Bulk, Event, LetterId, Micros, Purpose, Query, ReportId, Rows, Store, StoreError, Tx, Work, params};
use vocab::Finding;

use crate::examine::{self, Examination, Examined, Licence};
use crate::rows::Keys;
use crate::state::State;
use crate::{IntakeError, sql};

/// So many batches may wait for the database while the letter is read on.
const BATCHES_WAITING: usize = 2;
/// Leftovers younger than this may belong to a worker that is still at it.
const SWEEP_AGE_SECONDS: i64 = 86_400;
/// A segment with so many words is full.
const SEGMENT_WORDS: i64 = 1 << 20;

/// Intake over the office's store. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Intake {
    office: Office,
    profile: Arc<Profile>,
    zone: TimeZone,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// `Accepted`, `AcceptedWithWarnings` or `Rejected`.
    pub state: State,
    /// The reports it became, with their numbers.
    pub reports: Vec<(ReportId, String)>,
}

impl Intake {
    /// Intake with the profile of the country. `zone` is the office's: a day of receipt is a day there.
    pub fn new(office: Office, profile: Arc<Profile>, zone: TimeZone) -> Self {
        Self { office, profile, zone }
    }

    /// The store it stands on.
    pub fn store(&self) -> &Store {
        self.office.store()
    }

    /// The office's side of the post.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// The day of a moment at the office.
    pub fn day(&self, at: Micros) -> Date {
        let at = Timestamp::from_microsecond(at.0).unwrap_or(Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(at).date()
    }
}

/// Checks and registers a letter. `work` is its event, finished in the same transaction. Done again it changes nothing
/// and gives what was decided then.
///
/// # Errors
///
/// [`IntakeError::NoLetter`]; [`IntakeError::Overtaken`]; [`IntakeError::Post`] if the original cannot be opened;
/// [`IntakeError::Store`]. Nothing is decided then, and the event is to be given back.
pub async fn register(intake: &Intake, letter: LetterId, work: Option<&Work>) -> Result<Decided, IntakeError> {
    let arrival = arrive::get(&intake.office, letter).await.map_err(|_| IntakeError::NoLetter { letter })?;
    let actor = Actor::program("intake");
    let purpose = Purpose::case("check", letter)?;
    let access = intake.store().access(&actor, &purpose, vec![Object::new("letter", letter)]).await?;
    let Some(attempt) = begin(intake, letter).await? else { return again(intake, letter, work).await };
    let mut original = open::unverified(&intake.office, &access, letter).await?;
    let (profile, day, name) = (Arc::clone(&intake.profile), intake.day(arrival.received), arrival.file_name.clone());
    let counting = move || {
        let counted = examine::count(&Terms::new(&profile, day), &mut original, &name);
        counted.map(|count| (count, original))
    };
    let (count, original) = off_thread(counting).await?.map_err(IntakeError::Original)?;
    let keys = make_reports(intake, letter, attempt, count).await?;
    let examination = write_rows(intake, &arrival, original, keys).await?;
    keep_findings(intake.store(), letter, attempt, &examination.findings).await?;
    decide(intake, &arrival, (attempt, keys.segment), &examination, work).await
}

/// Begins an attempt; gives its number, or `None` if the letter is decided.
async fn begin(intake: &Intake, letter: LetterId) -> Result<Option<i64>, IntakeError> {
    intake
        .store()
        .write(|tx| async move {
            tx.execute(sql::FILING_ADD, params![letter, tx.now()]).await?;
            let (state, attempt) = filing(&tx, letter).await?;
            if state.is_decided() {
                return Ok(None);
            }
            state.to(State::Checking)?;
            let attempt = attempt.saturating_add(1);
            tx.execute(sql::REPORTS_ABANDON, params![letter]).await?;
            tx.execute(sql::FILING_BEGIN, params![attempt, tx.now(), letter]).await?;
            Ok(Some(attempt))
        })
        .await
}

/// What was decided before.
async fn again(intake: &Intake, letter: LetterId, work: Option<&Work>) -> Result<Decided, IntakeError> {
    intake
        .store()
        .write(|tx| async move {
            let (state, _) = filing(&tx, letter).await?;
            let rows = tx.rows(sql::REPORTS_OF, params![letter]).await?;
            let reports = rows.iter().map(|row| Ok((row.get("id")?, row.get("number")?)));
            let reports = reports.collect::<Result<_, StoreError>>()?;
            if let Some(work) = work {
                tx.finish(work).await?;
            }
            Ok(Decided { state, reports })
        })
        .await
}

async fn filing(tx: &Tx, letter: LetterId) -> Result<(State, i64), IntakeError> {
    let rows = tx.held(sql::FILING_ONE, params![letter]).await?;
    let row = rows.first().ok_or(IntakeError::NoLetter { letter })?;
    let state = State::read(&row.get::<String>("state")?).ok_or(IntakeError::Unknown)?;
    Ok((state, row.get("attempt")?))
}

/// Makes rows for the reports that the letter seems to hold; gives the keys of the first.
async fn make_reports(intake: &Intake, letter: LetterId, attempt: i64, count: i64) -> Result<Keys, IntakeError> {
    intake
        .store()
        .write(|tx| async move {
            if filing(&tx, letter).await?.1 != attempt {
                return Err(IntakeError::Overtaken { letter });
            }
            let rows = tx.held(sql::KEY_LAST, params![]).await?;
            let last: i64 = rows.first().ok_or(StoreError::NotFound)?.get("last")?;
            let first = last.saturating_add(1);
            let segment = open_segment(&tx).await?;
            for key in first..first.saturating_add(count) {
                let id = ReportId::new(tx.world())?;
                tx.execute(sql::REPORT_BEGIN, params![key, id, letter, segment, tx.now()]).await?;
            }
            tx.execute(sql::KEY_SET, params![last.saturating_add(count)]).await?;
            let statements = tx.world().random()?;
            Ok(Keys { segment, report: first, statements })
        })
        .await
}

/// The segment that words are written to: the newest, or a new one when that is full. The row of [`sql::KEY_LAST`] is
/// held.
async fn open_segment(tx: &Tx) -> Result<i64, IntakeError> {
    let newest = tx.one(sql::SEGMENT_NEWEST, params![]).await?;
    let segment: i64 = newest.get("segment")?;
    if newest.get::<i64>("word_count")? < SEGMENT_WORDS {
        return Ok(segment);
    }
    let next = segment.saturating_add(1);
    tx.execute(sql::SEGMENT_ADD, params![next]).await?;
    Ok(next)
}

/// Reads the letter on a thread of its own and writes its rows as they come. Memory holds a few batches, however long
/// the letter is.
async fn write_rows(
    intake: &Intake,
    arrival: &Arrival,
    mut original: open::Original,
    keys: Keys,
) -> Result<Examination, IntakeError> {
    let (give, mut take) = tokio::sync::mpsc::channel::<Vec<Rows>>(BATCHES_WAITING);
    let (give_back, back) = std::sync::mpsc::channel::<Vec<Rows>>();
    let (profile, day) = (Arc::clone(&intake.profile), intake.day(arrival.received));
    let (name, rentity_id, kinds) = (arrival.file_name.clone(), arrival.rentity_id.clone(), arrival.kinds.clone());
    let reading = tokio::task::spawn_blocking(move || {
        let licence = Licence { rentity_id: &rentity_id, kinds: &kinds };
        // If the database has failed, nobody takes any more; the letter is read to its end for nothing.
        let mut hand_over = |batch: Vec<Rows>| {
            if !batch.is_empty() {
                give.blocking_send(batch).unwrap_or(());
            }
            back.try_recv().unwrap_or_default()
        };
        let terms = Terms::new(&profile, day);
        let examined = examine::examine(&terms, &licence, (&mut original, &name), keys, &mut hand_over);
        // Whatever was read, it counts only if the letter is what was receipted.
        original.verify()?;
        examined.map_err(IntakeError::Original)
    });
    while let Some(batch) = take.recv().await {
        let (_, written) = intake.store().load(batch).await?;
        // Nobody takes it back when the letter has been read to its end.
        give_back.send(written).unwrap_or(());
    }
    reading.await.map_err(|_| IntakeError::Broken)?
}

async fn off_thread<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, IntakeError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| IntakeError::Broken)
}

/// Keeps the findings; they are seen from the moment the letter is decided.
async fn keep_findings(
    store: &Store,
    letter: LetterId,
    attempt: i64,
    findings: &[(String, Finding)],
) -> Result<(), IntakeError> {
    if findings.is_empty() {
        return Ok(());
    }
    let int =
        |of: &dyn Fn(&Finding) -> u64| Bulk::Int(findings.iter().map(|(_, f)| i64::try_from(of(f)).ok()).collect());
    let text = |of: &dyn Fn(&Finding) -> Option<String>| Bulk::Text(findings.iter().map(|(_, f)| of(f)).collect());
    let same = |value: i64| Bulk::Int(findings.iter().map(|_| Some(value)).collect());
    let args = |f: &Finding| {
        let args: Vec<(&str, &str)> = f.args.iter().map(|arg| (arg.name, arg.text.as_str())).collect();
        Some(serde_json::to_string(&args).unwrap_or_else(|_| "[]".to_owned()))
    };
    let columns = vec![
        ("letter", Bulk::Bytes(findings.iter().map(|_| Some(letter.0.0.to_vec())).collect())),
        ("attempt", same(attempt)),
        ("ordinal", Bulk::Int((1..).zip(findings).map(|(ordinal, _)| Some(ordinal)).collect())),
        ("entry", Bulk::Text(findings.iter().map(|(entry, _)| Some(entry.clone())).collect())),
        ("code", text(&|f| Some(f.code.to_string()))),
        ("severity", text(&|f| Some(post::wire::severity_word(f.severity).to_owned()))),
        ("path", text(&|f| Some(f.place.path.clone()))),
        ("line_number", int(&|f| f.place.line)),
        ("column_number", int(&|f| f.place.column)),
        ("byte_offset", int(&|f| f.place.offset)),
        ("value", text(&|f| f.value.as_ref().map(|value| value.reveal().clone()))),
        ("args", text(&args)),
    ];
    store.load(vec![Rows { table: "filing_finding", columns }]).await?;
    Ok(())
}

/// What a letter with these findings becomes. Pure.
fn verdict(examination: &Examination) -> State {
    let refused = examination.reject > 0
        || examination.reports.is_empty()
        || examination.reports.iter().any(|report| report.checked.verdict() == Verdict::Rejected);
    match (refused, examination.warn.saturating_add(examination.quality)) {
        (true, _) => State::Rejected,
        (false, 0) => State::Accepted,
        (false, _) => State::AcceptedWithWarnings,
    }
}

/// The last transaction: numbers, reports, answer, events, audit. Before it nothing is there, after it everything.
async fn decide(
    intake: &Intake,
    arrival: &Arrival,
    (attempt, segment): (i64, i64),
    examination: &Examination,
    work: Option<&Work>,
) -> Result<Decided, IntakeError> {
    let letter = arrival.id;
    let next = verdict(examination);
    let findings: Vec<Finding> = examination.findings.iter().map(|(_, finding)| finding.clone()).collect();
    let findings = &findings;
    intake
        .store()
        .write(|tx| async move {
            let (state, current) = filing(&tx, letter).await?;
            if current != attempt {
                return Err(IntakeError::Overtaken { letter });
            }
            state.to(next)?;
            let reports = if next == State::Rejected {
                tx.execute(sql::REPORTS_ABANDON, params![letter]).await?;
                tx.emit(Event::ReportRejected { letter }).await?;
                Vec::new()
            } else {
                number_all(&tx, intake, arrival, &examination.reports).await?
            };
            let kind = examination.reports.first().map_or("", |report| report.checked.kind.as_str());
            let (reject, warn, quality) = (examination.reject, examination.warn, examination.quality);
            let values = params![next.word(), kind, reject, warn, quality, tx.now(), letter];
            tx.execute(sql::FILING_DECIDE, values).await?;
            let words = examination.reports.iter().fold(0_i64, |sum, report| sum.saturating_add(report.counts.words));
            tx.execute(sql::SEGMENT_GROW, params![words, segment]).await?;
            answer::write(&tx, &intake.office, arrival, &answer_to(&intake.profile, arrival, next, &reports, findings))
                .await?;
            let object = Object::new("letter", letter);
            tx.audit(Entry::new(Actor::program("intake"), Act::Alter, object, next.word()));
            if let Some(work) = work {
                tx.finish(work).await?;
            }
            Ok(Decided { state: next, reports })
        })
        .await
}

/// Registers all reports of the letter under their numbers.
async fn number_all(
    tx: &Tx,
    intake: &Intake,
    arrival: &Arrival,
    reports: &[Examined],
) -> Result<Vec<(ReportId, String)>, IntakeError> {
    let year = i64::from(intake.day(arrival.received).year());
    let mut numbered = Vec::with_capacity(reports.len());
    for report in reports {
        let number = draw_number(tx, prefix(&intake.profile, &report.checked.kind), year).await?;
        let values = params![
            &report.entry,
            &number,
            &report.checked.kind,
            &report.checked.reference,
            &report.currency,
            &report.header,
            report.counts.transactions,
            report.counts.parties,
            report.counts.accounts,
            report.span.total_minor,
            report.span.first_day.as_deref(),
            report.span.last_day.as_deref(),
            arrival.received,
            tx.now(),
            report.key,
        ];
        if tx.execute(sql::REPORT_REGISTER, values).await? != 1 {
            return Err(IntakeError::Overtaken { letter: arrival.id });
        }
        let id: ReportId = tx.one(sql::REPORT_ID, params![report.key]).await?.get("id")?;
        tx.emit(Event::ReportAccepted { letter: arrival.id, report: id }).await?;
        tx.audit(Entry::new(Actor::program("intake"), Act::Collect, Object::new("report", id), "register"));
        numbered.push((id, number));
    }
    Ok(numbered)
}

/// The next number of a kind and year. Its row is held until the transaction ends, so a number that is drawn and not
/// used (a rollback, a crash) was never drawn.
async fn draw_number(tx: &Tx, prefix: &str, year: i64) -> Result<String, IntakeError> {
    tx.execute(sql::NUMBERING_ADD, params![prefix, year]).await?;
    let rows = tx.held(sql::NUMBERING_LAST, params![prefix, year]).await?;
    let next = rows.first().ok_or(StoreError::NotFound)?.get::<i64>("last")?.saturating_add(1);
    tx.execute(sql::NUMBERING_SET, params![next, prefix, year]).await?;
    Ok(format!("{prefix}-{year:04}-{next:06}"))
}

/// What numbers of a kind begin with: the profile says it.
fn prefix<'a>(profile: &'a Profile, kind: &'a str) -> &'a str {
    let known = profile.manifest().kinds.iter().find(|known| known.code == kind);
    known.map_or("REP", |known| known.prefix.as_str())
}

fn answer_to<'a>(
    profile: &Profile,
    arrival: &Arrival,
    state: State,
    reports: &[(ReportId, String)],
    findings: &'a [Finding],
) -> NewAnswer<'a> {
    use post::edge::letters::State as Sent;
    let numbers = reports.iter().map(|(_, number)| number.as_str()).collect::<Vec<_>>().join(", ");
    let (outcome, key) = match state {
        State::Accepted => (Sent::Accepted, "answer-accepted"),
        State::AcceptedWithWarnings => (Sent::AcceptedWithWarnings, "answer-remarks"),
        _ => (Sent::Rejected, "answer-refused"),
    };
    let words = profile.words(profile.manifest().default_language);
    let body = words.text(key, &[("reference", arrival.reference.as_str()), ("numbers", numbers.as_str())]);
    NewAnswer { outcome, report_number: (!numbers.is_empty()).then_some(numbers), body, findings }
}

/// Takes away rows that belong to no report: of refused letters, of crashes, of workers that were overtaken. Gives how
/// many reports' rows went.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn sweep(intake: &Intake) -> Result<u64, IntakeError> {
    let before = intake.store().now().plus_seconds(-SWEEP_AGE_SECONDS);
    let (mut swept, mut segments) = (0_u64, BTreeMap::new());
    let abandoned = intake.store().rows(sql::ABANDONED, params![before]).await?;
    for row in &abandoned {
        segments.insert(row.get::<i64>("segment")?, row.get::<i64>("key")?);
    }
    for (segment, key_last) in segments {
        // Words are found by what they say, not by their report: one look through a segment takes those of all of them.
        let clear = |tx: Tx| async move { tx.execute(sql::SWEEP_WORDS, params![segment, before, key_last]).await };
        intake.store().write(clear).await?;
    }
    for row in &abandoned {
        let key: i64 = row.get("key")?;
        let clear = |tx: Tx| async move {
            for statement in sql::SWEEP {
                tx.execute(statement, params![key]).await?;
            }
            Ok::<_, StoreError>(())
        };
        intake.store().write(clear).await?;
        swept = swept.saturating_add(1);
    }
    Ok(swept)
}
