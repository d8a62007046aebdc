//! What the edge does for the office: hands letters over, notes that they were taken, takes answers in. The office
//! calls; the edge never does.

use std::fs::File;

use store::audit::{Act, Actor, Entry, Object};
use store::{LetterId, Micros, Query, Row, StoreError, params};

use crate::edge::Edge;
use crate::edge::letters::State;
use crate::wire::{self, AnswerPaper, Asking, Handover, Taken};
use crate::{CorrespondentId, PostError, sql};

/// An asking is good for so long, either way of our clock.
const ASKING_SECONDS: i64 = 300;
/// Most letters of one asking.
pub const LETTERS_MAX: u32 = 500;

/// Answers a signed [`Asking`]: hand-over papers for the letters after a place in the receipt log, in its order. The
/// bytes of each are fetched with [`sealed`].
///
/// # Errors
///
/// [`PostError::Seal`] or [`PostError::Paper`] if the asking is not the office's, or is old.
pub async fn hand_over(edge: &Edge, asking: &str) -> Result<Vec<String>, PostError> {
    let asking = asked(edge, asking)?;
    let rows = edge.store().rows(sql::LETTERS_AFTER, params![asking.after, asking.limit.min(LETTERS_MAX)]).await?;
    rows.iter().map(|row| wire::sign(&paper(row)?, &edge.inner.keys.signing)).collect()
}

/// The sealed bytes of a letter, for whoever shows a signed [`Asking`]: a file to be streamed.
///
/// # Errors
///
/// As [`hand_over`]; [`PostError::Unknown`]; [`PostError::File`].
pub async fn sealed(edge: &Edge, asking: &str, letter: LetterId) -> Result<File, PostError> {
    asked(edge, asking)?;
    let row = edge.store().optional(sql::LETTER_IS, params![letter]).await?.ok_or(PostError::Unknown)?;
    let (vault, name) = (edge.inner.vault.clone(), row.get::<String>("sealed_blob")?);
    tokio::task::spawn_blocking(move || vault.read(&name)).await.map_err(|_| PostError::Broken)?
}

/// The office says which letters it has, durably. Said again it changes nothing.
///
/// # Errors
///
/// As [`hand_over`]; a letter that is not here is passed over.
pub async fn taken(edge: &Edge, note: &str) -> Result<(), PostError> {
    let taken: Taken = wire::open(note, &edge.inner.keys.office_signing)?;
    let letters: Vec<LetterId> = taken.letters.iter().filter_map(|id| LetterId::parse(id)).collect();
    let letters = &letters;
    edge.store()
        .write(|tx| async move {
            for letter in letters {
                if tx.execute(sql::LETTER_TAKEN, params![tx.now(), letter]).await? == 1 {
                    let office = Actor::program("office");
                    tx.audit(Entry::new(office, Act::Disclose, Object::new("letter", letter), "hand-over"));
                }
            }
            Ok(())
        })
        .await
}

/// The office delivers an answer. Delivered again it changes nothing.
///
/// # Errors
///
/// As [`hand_over`]; [`PostError::Unknown`] if the letter is not here or is not from that correspondent;
/// [`PostError::Paper`] if another answer is here already.
pub async fn deliver(edge: &Edge, note: &str) -> Result<(), PostError> {
    let paper: AnswerPaper = wire::open(note, &edge.inner.keys.office_signing)?;
    let wrong = |what: &str| PostError::Paper { reason: format!("{what} cannot be read") };
    let answer = LetterId::parse(&paper.answer).ok_or_else(|| wrong("the id of the answer"))?;
    let letter = LetterId::parse(&paper.letter).ok_or_else(|| wrong("the id of the letter"))?;
    let of = CorrespondentId::parse(&paper.correspondent).ok_or_else(|| wrong("the correspondent"))?;
    let outcome = State::read(&paper.outcome).ok_or_else(|| wrong("the outcome"))?;
    let remarks = serde_json::to_string(&paper.remarks).map_err(|_| PostError::Broken)?;
    let (paper, remarks) = (&paper, &remarks);
    edge.store()
        .write(|tx| async move {
            let row = tx.held(sql::LETTER_ONE, params![letter, of]).await?;
            let state: String = row.first().ok_or(PostError::Unknown)?.get("state")?;
            let number = paper.report_number.clone();
            let written = Micros(paper.written_us);
            let values = params![answer, letter, outcome.word(), number, &paper.body, remarks, note, written, tx.now()];
            if tx.execute(sql::ANSWER_ADD, values).await? == 0 {
                let first: LetterId = tx.one(sql::ANSWER_OF, params![letter]).await?.get("id")?;
                let reason = "another answer to this letter is here already".to_owned();
                return if first == answer { Ok(()) } else { Err(PostError::Paper { reason }) };
            }
            if !State::read(&state).is_some_and(|state| state.may_become(outcome)) {
                return Err(PostError::Paper { reason: format!("a letter that is {state} cannot become {outcome}") });
            }
            tx.execute(sql::LETTER_STATE, params![outcome.word(), letter]).await?;
            tx.audit(Entry::new(Actor::program("office"), Act::Collect, Object::new("answer", answer), "deliver"));
            Ok(())
        })
        .await
}

fn asked(edge: &Edge, note: &str) -> Result<Asking, PostError> {
    let asking: Asking = wire::open(note, &edge.inner.keys.office_signing)?;
    let away = edge.store().now().0.saturating_sub(asking.asked_us).saturating_abs();
    if away > ASKING_SECONDS.saturating_mul(1_000_000) {
        let reason = format!("it was written at another time; the edge's clock is at {} us", edge.store().now().0);
        return Err(PostError::Paper { reason });
    }
    Ok(asking)
}

fn paper(row: &Row) -> Result<Handover, StoreError> {
    let sha256: [u8; 32] = row.get("sha256")?;
    Ok(Handover {
        letter: row.get::<LetterId>("id")?.to_string(),
        correspondent: row.get::<CorrespondentId>("correspondent")?.to_string(),
        correspondent_name: row.get("correspondent_name")?,
        rentity_id: row.get("rentity_id")?,
        kinds: row.get::<String>("kinds")?.split_whitespace().map(str::to_owned).collect(),
        reference: row.get("reference")?,
        file_name: row.get("file_name")?,
        media_type: row.get("media_type")?,
        sha256: hex::encode(sha256),
        bytes: u64::try_from(row.get::<i64>("byte_count")?).unwrap_or(0),
        sealed_us: row.get("sealed_us")?,
        received_us: row.get("received_us")?,
        sequence: row.get("sequence")?,
        receipt: row.get("receipt")?,
    })
}
