//! Who acts on what: the only place that says it. The match has no arm for "all others", so an event that nobody wired
//! does not compile.

use crate::fetch::{Link, LinkError};
use intake::{Intake, register};
use post::office::answer;
use store::{Event, LetterId, StoreError, Work};

/// What the steps work with.
#[derive(Clone, Debug)]
pub(crate) struct Rooms {
    pub(crate) intake: Intake,
    pub(crate) link: Link,
}

/// A step that was not done, and the code that is kept beside its event.
#[derive(Debug)]
pub(crate) struct NotDone {
    pub(crate) code: &'static str,
    pub(crate) error: anyhow::Error,
    /// Whether it was no try at all: what the step needs is away.
    pub(crate) away: bool,
}

impl NotDone {
    fn failed(code: &'static str, error: impl Into<anyhow::Error>) -> Self {
        Self { code, error: error.into(), away: false }
    }
}

/// Acts on an event. Each step finishes the event in its own transaction, or is safe to be done again.
pub(crate) async fn act(rooms: &Rooms, work: &Work) -> Result<(), NotDone> {
    match work.event {
        // Written at the edge, in the edge's own database; the office fetches by the receipt log instead.
        Event::LetterReceived { .. } => finish(rooms, work).await,
        Event::LetterFetched { letter } => {
            let done = register::register(&rooms.intake, letter, Some(work)).await;
            done.map(|_| ()).map_err(|error| NotDone::failed(error.code(), error))
        }
        // The rooms behind intake do not stand yet: nobody waits for these.
        Event::ReportAccepted { .. } | Event::ReportRejected { .. } => finish(rooms, work).await,
        Event::AcknowledgementWritten { answer, .. } => {
            deliver(rooms, answer).await?;
            finish(rooms, work).await
        }
    }
}

async fn finish(rooms: &Rooms, work: &Work) -> Result<(), NotDone> {
    let done = rooms.intake.store().write(|tx| async move { tx.finish(work).await }).await;
    done.map_err(|error: StoreError| NotDone::failed("STORE", error))
}

/// Brings an answer to the edge, if it is not there already. An edge that is away is not the answer's fault.
async fn deliver(rooms: &Rooms, id: LetterId) -> Result<(), NotDone> {
    let office = rooms.intake.office();
    let post = |error: post::PostError| NotDone::failed(error.code(), error);
    let Some(note) = answer::undelivered(office, id).await.map_err(post)? else { return Ok(()) };
    rooms.link.deliver(&note).await.map_err(|error| NotDone {
        code: "DELIVER",
        away: matches!(error, LinkError::Away(_)),
        error: error.into(),
    })?;
    answer::delivered(office, id).await.map_err(post)
}
