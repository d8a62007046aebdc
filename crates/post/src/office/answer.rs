//! Writing back: an answer is written in the transaction that decides it, and delivered to the edge when the edge can
//! be reached. One letter has one answer.

use store::audit::{Act, Actor, Entry, Object};
use store::{Event, LetterId, Query, Row, StoreError, Tx, params};
use vocab::Finding;

use crate::edge::letters::{State, findings};
use crate::edge::receive::REMARKS_MAX;
use crate::office::Office;
use crate::office::arrive::Arrival;
use crate::wire::{self, AnswerPaper, Remark};
use crate::{PostError, sql};

/// What the office says to a letter.
#[derive(Clone, Debug)]
pub struct NewAnswer<'a> {
    /// `Accepted`, `AcceptedWithWarnings` or `Rejected`.
    pub outcome: State,
    /// The number under which the report was registered.
    pub report_number: Option<String>,
    /// The text.
    pub body: String,
    /// What the check remarked. Values are left out, and what is beyond [`REMARKS_MAX`].
    pub findings: &'a [Finding],
}

/// An answer as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its id.
    pub id: LetterId,
    /// The number under which the report was registered.
    pub report_number: Option<String>,
    /// The text.
    pub body: String,
    /// What the check remarked, without values.
    pub remarks: Vec<Finding>,
    /// When it was written.
    pub written: store::Micros,
    /// When the edge had it.
    pub delivered: Option<store::Micros>,
}

/// Writes the answer to a letter, in the transaction of the step that decided it. If one is written already, that one
/// stays and its id is given.
///
/// # Errors
///
/// [`PostError::Seal`]; [`PostError::Store`].
pub async fn write(tx: &Tx, office: &Office, to: &Arrival, answer: &NewAnswer<'_>) -> Result<LetterId, PostError> {
    let (id, written) = (LetterId::new(tx.world())?, tx.now());
    let paper = AnswerPaper {
        answer: id.to_string(),
        letter: to.id.to_string(),
        correspondent: to.correspondent.to_string(),
        outcome: answer.outcome.word().to_owned(),
        report_number: answer.report_number.clone(),
        body: answer.body.clone(),
        remarks: answer.findings.iter().take(REMARKS_MAX).map(Remark::from).collect(),
        written_us: written.0,
    };
    let note = wire::sign(&paper, &office.inner.keys.signing)?;
    let remarks = serde_json::to_string(&paper.remarks).map_err(|_| PostError::Broken)?;
    let (outcome, number) = (answer.outcome.word(), answer.report_number.clone());
    let values = params![id, to.id, to.correspondent, outcome, number, &answer.body, remarks, note, written];
    if tx.execute(sql::OUTGOING_ADD, values).await? == 0 {
        return Ok(tx.one(sql::OUTGOING_OF, params![to.id]).await?.get("id")?);
    }
    tx.emit(Event::AcknowledgementWritten { letter: to.id, answer: id }).await?;
    Ok(id)
}

/// The answer to a letter, if one is written.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn of(office: &Office, letter: LetterId) -> Result<Option<Written>, PostError> {
    let row = office.store().optional(sql::OUTGOING_OF, params![letter]).await?;
    row.as_ref().map(read).transpose()
}

/// The signed paper of an answer that the edge does not have yet; `None` if it has it, or there is no such answer.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn undelivered(office: &Office, answer: LetterId) -> Result<Option<String>, PostError> {
    let row = office.store().optional(sql::OUTGOING_NOTE, params![answer]).await?;
    Ok(row.map(|row| row.get("note")).transpose()?)
}

/// Answers that the edge does not have yet, oldest first: id and signed paper.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn waiting(office: &Office, limit: u32) -> Result<Vec<(LetterId, String)>, PostError> {
    let rows = office.store().rows(sql::OUTGOING_WAITING, params![limit]).await?;
    Ok(rows.iter().map(|row| Ok((row.get("id")?, row.get("note")?))).collect::<Result<_, StoreError>>()?)
}

/// The edge has an answer, durably.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn delivered(office: &Office, answer: LetterId) -> Result<(), PostError> {
    office
        .store()
        .write(|tx| async move {
            if tx.execute(sql::OUTGOING_DELIVERED, params![tx.now(), answer]).await? == 1 {
                tx.audit(Entry::new(Actor::program("office"), Act::Disclose, Object::new("answer", answer), "deliver"));
            }
            Ok(())
        })
        .await
}

fn read(row: &Row) -> Result<Written, PostError> {
    Ok(Written {
        id: row.get("id")?,
        report_number: row.get("report_number")?,
        body: row.get("body")?,
        remarks: findings(&row.get::<String>("remarks")?)?,
        written: row.get("written_us")?,
        delivered: row.get("delivered_us")?,
    })
}
