//! Taking a letter from the edge: the paper's signature, then the bytes. A letter is here only when it was opened once
//! and is what the sender's receipt says; the bytes are kept sealed, as they came.

use seal::{Body, BodyDigest, Opener};
use store::audit::{Act, Actor, Entry, Object};
use store::{Event, LetterId, Micros, Query, Row, StoreError, params};
use tokio::io::{AsyncRead, AsyncReadExt as _};
use zeroize::Zeroizing;

use crate::edge::receive::sealing_header;
use crate::office::Office;
use crate::wire::{self, Handover};
use crate::{CorrespondentId, PostError, sql};

/// So much is read from the edge at a time.
const PIECE_BYTES: usize = 262_144;

/// What is known of a fetched letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrival {
    /// Its id.
    pub id: LetterId,
    /// Whom it was authenticated to come from.
    pub correspondent: CorrespondentId,
    /// The sender's name.
    pub correspondent_name: String,
    /// The sender's number in reports.
    pub rentity_id: String,
    /// Kinds of report the sender may file; empty means all.
    pub kinds: Vec<String>,
    /// The sender's own reference.
    pub reference: String,
    /// The name of the file; may be empty.
    pub file_name: String,
    /// What the sender said of the bytes.
    pub media_type: String,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
    /// How many bytes came.
    pub bytes: i64,
    /// When the letter was durable at the edge: the day of receipt.
    pub received: Micros,
    /// The place in the receipt log.
    pub sequence: i64,
    /// The receipt the sender has.
    pub receipt: String,
    /// When it was fetched.
    pub fetched: Micros,
    pub(crate) sealed: Micros,
    pub(crate) sealed_blob: String,
}

/// The place in the receipt log of the newest letter that is here; 0 if none is.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn last(office: &Office) -> Result<i64, PostError> {
    Ok(office.store().one(sql::ARRIVAL_LAST, params![]).await?.get("last")?)
}

/// Which letter a hand-over paper is about, after its signature was checked, and its place in the receipt log.
///
/// # Errors
///
/// [`PostError::Seal`] if it is not signed by the edge; [`PostError::Paper`].
pub fn announced(office: &Office, note: &str) -> Result<(LetterId, i64), PostError> {
    let paper: Handover = wire::open(note, &office.inner.keys.edge_signing)?;
    let id = LetterId::parse(&paper.letter).ok_or_else(|| unreadable("the letter"))?;
    Ok((id, paper.sequence))
}

/// Takes a letter in. Taken again it changes nothing. When it returns the letter is durable here, and the event
/// `LetterFetched` is written; the edge may be told.
///
/// # Errors
///
/// [`PostError::Seal`] if the paper or the seal is not good; [`PostError::Altered`] if the bytes are not those of the
/// receipt; [`PostError::File`]; [`PostError::Broken`] if the stream broke off.
pub async fn take(office: &Office, note: &str, sealed: &mut (impl AsyncRead + Unpin)) -> Result<LetterId, PostError> {
    let paper: Handover = wire::open(note, &office.inner.keys.edge_signing)?;
    let arrival = &read_paper(&paper, office.store().now())?;
    if get(office, arrival.id).await.is_ok() {
        return Ok(arrival.id);
    }
    copy(office, arrival, sealed).await?;
    let kinds = &arrival.kinds.join(" ");
    office
        .store()
        .write(|tx| async move {
            let values = params![
                arrival.id,
                arrival.correspondent,
                &arrival.correspondent_name,
                &arrival.rentity_id,
                kinds,
                &arrival.reference,
                &arrival.file_name,
                &arrival.media_type,
                arrival.sha256,
                arrival.bytes,
                &arrival.sealed_blob,
                arrival.sealed,
                arrival.received,
                arrival.sequence,
                &arrival.receipt,
                note,
                tx.now(),
            ];
            if tx.execute(sql::ARRIVAL_ADD, values).await? == 1 {
                tx.emit(Event::LetterFetched { letter: arrival.id }).await?;
                let digest = Some(hex::encode(arrival.sha256));
                let object = Object { digest, ..Object::new("letter", arrival.id) };
                tx.audit(Entry::new(Actor::program("office"), Act::Collect, object, "fetch"));
            }
            Ok(arrival.id)
        })
        .await
}

/// A letter while it is opened to be looked at once.
struct Look {
    opener: Opener,
    digest: BodyDigest,
    plain: Zeroizing<Vec<u8>>,
}

impl Look {
    fn update(&mut self, sealed: &[u8]) -> Result<(), PostError> {
        self.opener.update(sealed, &mut self.plain)?;
        self.digest.update(&self.plain);
        self.plain.clear();
        Ok(())
    }

    fn finish(mut self) -> Result<Body, PostError> {
        self.opener.finish(&mut self.plain)?;
        self.digest.update(&self.plain);
        Ok(self.digest.finish())
    }
}

/// Writes the sealed bytes to a durable file while it opens them once, to see that they are what was receipted.
async fn copy(office: &Office, arrival: &Arrival, sealed: &mut (impl AsyncRead + Unpin)) -> Result<(), PostError> {
    let header =
        sealing_header(arrival.id, arrival.correspondent, &office.inner.name, &arrival.media_type, arrival.sealed);
    let opener = Opener::begin(&office.inner.keys.opening, &header)?;
    let mut draft = office.inner.vault.draft(&arrival.sealed_blob).await?;
    let mut look = Look { opener, digest: BodyDigest::new(), plain: Zeroizing::new(Vec::new()) };
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        let limit = u64::try_from(PIECE_BYTES).unwrap_or(u64::MAX);
        (&mut *sealed).take(limit).read_to_end(&mut piece).await.map_err(|_| PostError::Broken)?;
        if piece.is_empty() {
            break;
        }
        // Opening is reckoning: it is done on a thread for that, so that the desk is not held up.
        let looked = move || look.update(&piece).map(|()| (look, piece));
        let looked = tokio::task::spawn_blocking(looked).await.map_err(|_| PostError::Broken)?;
        let (next, piece) = looked?;
        draft.write(&piece).await?;
        look = next;
    }
    let body = look.finish()?;
    let letter = arrival.id;
    if body.sha256 != arrival.sha256 {
        return Err(PostError::Altered { letter, reason: "its digest is another" });
    }
    if i64::try_from(body.bytes) != Ok(arrival.bytes) {
        return Err(PostError::Altered { letter, reason: "its length is another" });
    }
    draft.keep().await
}

/// A fetched letter.
///
/// # Errors
///
/// [`PostError::Unknown`].
pub async fn get(office: &Office, letter: LetterId) -> Result<Arrival, PostError> {
    match office.store().optional(sql::ARRIVAL_ONE, params![letter]).await? {
        Some(row) => Ok(read_row(&row)?),
        None => Err(PostError::Unknown),
    }
}

fn read_paper(paper: &Handover, now: Micros) -> Result<Arrival, PostError> {
    let id = LetterId::parse(&paper.letter).ok_or_else(|| unreadable("the letter"))?;
    let sha256 = hex::decode(&paper.sha256).ok().and_then(|bytes| bytes.try_into().ok());
    Ok(Arrival {
        id,
        correspondent: CorrespondentId::parse(&paper.correspondent).ok_or_else(|| unreadable("the correspondent"))?,
        correspondent_name: paper.correspondent_name.clone(),
        rentity_id: paper.rentity_id.clone(),
        kinds: paper.kinds.clone(),
        reference: paper.reference.clone(),
        file_name: paper.file_name.clone(),
        media_type: paper.media_type.clone(),
        sha256: sha256.ok_or_else(|| unreadable("the digest"))?,
        bytes: i64::try_from(paper.bytes).map_err(|_| unreadable("the length"))?,
        received: Micros(paper.received_us),
        sequence: paper.sequence,
        receipt: paper.receipt.clone(),
        fetched: now,
        sealed: Micros(paper.sealed_us),
        sealed_blob: id.to_string(),
    })
}

fn read_row(row: &Row) -> Result<Arrival, StoreError> {
    Ok(Arrival {
        id: row.get("id")?,
        correspondent: row.get("correspondent")?,
        correspondent_name: row.get("correspondent_name")?,
        rentity_id: row.get("rentity_id")?,
        kinds: row.get::<String>("kinds")?.split_whitespace().map(str::to_owned).collect(),
        reference: row.get("reference")?,
        file_name: row.get("file_name")?,
        media_type: row.get("media_type")?,
        sha256: row.get("sha256")?,
        bytes: row.get("byte_count")?,
        received: row.get("received_us")?,
        sequence: row.get("sequence")?,
        receipt: row.get("receipt")?,
        fetched: row.get("fetched_us")?,
        sealed: row.get("sealed_us")?,
        sealed_blob: row.get("sealed_blob")?,
    })
}

fn unreadable(what: &str) -> PostError {
    PostError::Paper { reason: format!("{what} cannot be read") }
}
