//! Who acts on what: the only place that says it. The match has no arm for "all others", so an event that nobody wired
//! does not compile.

use crate::fetch::Link;
use anyhow::{Context as _, Result};
use intake::{Intake, register};
use post::office::answer;
use store::{Event, LetterId, StoreError, Work};

/// Most answers that may wait for the edge before one of them is not found any more.
const ANSWERS_WAITING_MAX: u32 = 10_000;

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
}

/// Acts on an event. Each step finishes the event in its own transaction, or is safe to be done again.
pub(crate) async fn act(rooms: &Rooms, work: &Work) -> Result<(), NotDone> {
    match work.event {
        // Written at the edge, in the edge's own database; the office fetches by the receipt log instead.
        Event::LetterReceived { .. } => finish(rooms, work).await,
        Event::LetterFetched { letter } => {
            let done = register::register(&rooms.intake, letter, Some(work)).await;
            done.map(|_| ()).map_err(|error| NotDone { code: error.code(), error: error.into() })
        }
        // The rooms behind intake do not stand yet: nobody waits for these.
        Event::ReportAccepted { .. } | Event::ReportRejected { .. } => finish(rooms, work).await,
        Event::AcknowledgementWritten { answer, .. } => {
            deliver(rooms, answer).await.map_err(|error| NotDone { code: "DELIVER", error })?;
            finish(rooms, work).await
        }
    }
}

async fn finish(rooms: &Rooms, work: &Work) -> Result<(), NotDone> {
    let done = rooms.intake.store().write(|tx| async move { tx.finish(work).await }).await;
    done.map_err(|error: StoreError| NotDone { code: "STORE", error: error.into() })
}

/// Brings an answer to the edge. One that is not among those that wait is there already.
async fn deliver(rooms: &Rooms, id: LetterId) -> Result<()> {
    let office = rooms.intake.office();
    let waiting = answer::waiting(office, ANSWERS_WAITING_MAX).await?;
    let Some((_, note)) = waiting.iter().find(|(waits, _)| *waits == id) else { return Ok(()) };
    rooms.link.deliver(note).await.context("delivering an answer to the edge")?;
    Ok(answer::delivered(office, id).await?)
}
