//! What a sender sees of the letters it sent, and of the answers to them. Every question names the correspondent who
//! asks; what is another's does not exist.

use std::fmt;

use store::audit::{Act, Actor, Object, Outcome};
use store::{LetterId, Micros, Query, Row, StoreError, params};
use vocab::Finding;

use crate::edge::receive::Counts;
use crate::edge::{Edge, entry};
use crate::wire::Remark;
use crate::{CorrespondentId, PostError, sql};

/// How far a letter has come, as its sender may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// Durable at the edge; not fetched yet.
    Received,
    /// Fetched by the office.
    WithOffice,
    /// Registered.
    Accepted,
    /// Registered, with warnings.
    AcceptedWithWarnings,
    /// Not taken.
    Rejected,
}

impl State {
    /// All, in the order of the road.
    pub const ALL: [Self; 5] =
        [Self::Received, Self::WithOffice, Self::Accepted, Self::AcceptedWithWarnings, Self::Rejected];

    /// The stored word, which is also that of addresses and machine answers.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::WithOffice => "with-office",
            Self::Accepted => "accepted",
            Self::AcceptedWithWarnings => "accepted-with-warnings",
            Self::Rejected => "rejected",
        }
    }

    /// The state of a word.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Whether a letter may go from this state to that. An answer may overtake the paper that says the letter was
    /// taken, so a letter may go straight from received to answered.
    pub const fn may_become(self, next: Self) -> bool {
        match (self, next) {
            (Self::Received, Self::Received) => false,
            (Self::Received, _) => true,
            (Self::WithOffice, Self::Accepted | Self::AcceptedWithWarnings | Self::Rejected) => true,
            _ => false,
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A letter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LetterRow {
    /// Its id.
    pub id: LetterId,
    /// The sender's own reference.
    pub reference: String,
    /// Name of the file; empty if it came without.
    pub file_name: String,
    /// Kind of report, if the check could read it.
    pub kind: Option<String>,
    /// When it was durable.
    pub received: Micros,
    /// How far it has come.
    pub state: State,
    /// What the edge's check remarked.
    pub counts: Counts,
}

/// One letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// What the list shows.
    pub row: LetterRow,
    /// How many bytes came.
    pub bytes: i64,
    /// SHA-256 of them.
    pub sha256: [u8; 32],
    /// The place in the receipt log.
    pub sequence: i64,
    /// The signed receipt.
    pub receipt: String,
    /// When the office fetched it.
    pub fetched: Option<Micros>,
    /// The office's answer, once it is there.
    pub answer: Option<Answer>,
}

/// What the office wrote back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When it was written.
    pub written: Micros,
    /// The number under which the report was registered.
    pub report_number: Option<String>,
    /// The text.
    pub body: String,
    /// What the office's check remarked, without values.
    pub remarks: Vec<Finding>,
    /// The paper the office signed.
    pub note: String,
    /// When a person of the sender first read it.
    pub read: Option<Micros>,
}

/// What is looked for in the list.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Part of the reference or the file name; empty means any.
    pub words: String,
    /// Only this state.
    pub state: Option<State>,
    /// Only letters older than this place: the received time and id of the last row of the page before.
    pub before: Option<(Micros, LetterId)>,
    /// At most so many rows.
    pub limit: u32,
}

/// How many letters of a correspondent are in which state since a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Accepted, with or without warnings.
    pub accepted: i64,
    /// Received or with the office.
    pub waiting: i64,
    /// Not taken.
    pub rejected: i64,
}

/// The letters of a correspondent, newest first.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn list(edge: &Edge, of: CorrespondentId, search: &Search) -> Result<Vec<LetterRow>, PostError> {
    let words = like(&search.words);
    let (before_us, before_id) = search.before.unwrap_or((Micros(i64::MAX), LetterId(store::RawId([255; 16]))));
    let state = search.state.map(State::word);
    let values = params![of, words, state, before_us, before_id, search.limit.min(500)];
    let rows = edge.store().rows(sql::LETTERS, values).await?;
    Ok(rows.iter().map(read_row).collect::<Result<_, _>>()?)
}

/// How many letters are where, received since a moment.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn totals(edge: &Edge, of: CorrespondentId, since: Micros) -> Result<Totals, PostError> {
    let mut totals = Totals::default();
    for row in edge.store().rows(sql::LETTER_TOTALS, params![of, since]).await? {
        let n: i64 = row.get("n")?;
        let total = match State::read(&row.get::<String>("state")?) {
            Some(State::Accepted | State::AcceptedWithWarnings) => &mut totals.accepted,
            Some(State::Rejected) => &mut totals.rejected,
            _ => &mut totals.waiting,
        };
        *total = total.saturating_add(n);
    }
    Ok(totals)
}

/// One letter with its receipt and answer.
///
/// # Errors
///
/// [`PostError::Unknown`] if there is none of that id, or it is another's.
pub async fn one(edge: &Edge, of: CorrespondentId, letter: LetterId) -> Result<Letter, PostError> {
    let read = async || edge.store().optional(sql::LETTER_ONE, params![letter, of]).await?.ok_or(PostError::Unknown);
    let mut row = read().await?;
    let answer = edge.store().optional(sql::ANSWER_OF, params![letter]).await?;
    if answer.is_some() {
        // It may have come between the two: a letter with an answer says that it has one.
        row = read().await?;
    }
    Ok(Letter {
        row: read_row(&row)?,
        bytes: row.get("byte_count")?,
        sha256: row.get("sha256")?,
        sequence: row.get("sequence")?,
        receipt: row.get("receipt")?,
        fetched: row.get("fetched_us")?,
        answer: answer.as_ref().map(read_answer).transpose()?,
    })
}

/// The letter of a reference, for a machine that asks by its own key.
///
/// # Errors
///
/// As [`one`].
pub async fn by_reference(edge: &Edge, of: CorrespondentId, reference: &str) -> Result<Letter, PostError> {
    let row = edge.store().optional(sql::LETTER_BY_REFERENCE, params![of, reference]).await?;
    one(edge, of, row.ok_or(PostError::Unknown)?.get("id")?).await
}

/// What the edge's check remarked, in the order of the file, without values.
///
/// # Errors
///
/// As [`one`].
pub async fn remarks(edge: &Edge, of: CorrespondentId, letter: LetterId) -> Result<Vec<Finding>, PostError> {
    let row = edge.store().optional(sql::REMARKS_OF, params![letter, of]).await?.ok_or(PostError::Unknown)?;
    findings(&row.get::<String>("remarks")?)
}

/// Notes that a person of the sender has read the answer; the first time counts.
///
/// # Errors
///
/// [`PostError::Unknown`] if there is no answer, or it is another's.
pub async fn answer_read(edge: &Edge, of: CorrespondentId, by: &Actor, letter: LetterId) -> Result<(), PostError> {
    edge.store()
        .write(|tx| async move {
            tx.optional(sql::LETTER_ONE, params![letter, of]).await?.ok_or(PostError::Unknown)?;
            tx.optional(sql::ANSWER_OF, params![letter]).await?.ok_or(PostError::Unknown)?;
            if tx.execute(sql::ANSWER_READ, params![tx.now(), letter]).await? == 1 {
                tx.audit(entry(by.clone(), Act::Consult, Object::new("answer-to", letter), "read", Outcome::Done));
            }
            Ok(())
        })
        .await
}

/// Kept remarks as findings.
pub(crate) fn findings(text: &str) -> Result<Vec<Finding>, PostError> {
    let remarks: Vec<Remark> =
        serde_json::from_str(text).map_err(|error| PostError::Paper { reason: error.to_string() })?;
    Ok(remarks.iter().map(Remark::to_finding).collect())
}

/// A pattern for LIKE with `!` as escape: any text around the words, taken literally.
pub(crate) fn like(words: &str) -> String {
    let mut pattern = String::from("%");
    for c in words.trim().to_lowercase().chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    if pattern.len() > 1 {
        pattern.push('%');
    }
    pattern
}

fn read_row(row: &Row) -> Result<LetterRow, StoreError> {
    let state: String = row.get("state")?;
    let unknown = || StoreError::Column { column: "state".to_owned(), reason: "no state of this program".to_owned() };
    Ok(LetterRow {
        id: row.get("id")?,
        reference: row.get("reference")?,
        file_name: row.get("file_name")?,
        kind: row.get("kind")?,
        received: row.get("received_us")?,
        state: State::read(&state).ok_or_else(unknown)?,
        counts: Counts {
            reject: row.get("reject_count")?,
            warn: row.get("warn_count")?,
            quality: row.get("quality_count")?,
        },
    })
}

fn read_answer(row: &Row) -> Result<Answer, PostError> {
    Ok(Answer {
        written: row.get("written_us")?,
        report_number: row.get("report_number")?,
        body: row.get("body")?,
        remarks: findings(&row.get::<String>("remarks")?)?,
        note: row.get("note")?,
        read: row.get("read_us")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every pair of states: from (row) to (column).
    #[test]
    fn the_life_of_a_letter_as_its_sender_sees_it() {
        let table = [
            // received, with-office, accepted, with-warnings, rejected
            (State::Received, [false, true, true, true, true]),
            (State::WithOffice, [false, false, true, true, true]),
            (State::Accepted, [false; 5]),
            (State::AcceptedWithWarnings, [false; 5]),
            (State::Rejected, [false; 5]),
        ];
        for (from, row) in table {
            assert_eq!(State::ALL.map(|to| from.may_become(to)), row, "{from}");
            assert_eq!(State::read(from.word()), Some(from));
        }
    }

    #[test]
    fn what_is_searched_for_is_taken_literally() {
        assert_eq!(["", " A_b ", "100%!"].map(like), ["%", "%a!_b%", "%100!%!!%"]);
    }
}
