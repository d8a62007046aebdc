//! Signed checkpoints of the log in the database, and its check.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use seal::{PublicKey, SigningKey};

use super::chain::{NO_LEAF, stored_line};
use super::check::{Checker, Damage, Point, Verdict, origin, point};
use crate::durable;
use crate::{Query, Store, StoreError, params};

/// How many records are read at a time.
const PAGE_RECORDS: i64 = 2_000;

/// Signs a checkpoint over all records there are, keeps it in the database and, if a folder is named, as a file
/// `checkpoint-<records>.txt` there, durably, for a witness outside the office to fetch.
///
/// The records since the last checkpoint are checked first, so that a rewritten log is not blessed. With nothing new
/// the last checkpoint is given again.
///
/// # Errors
///
/// [`StoreError::Audit`] if the log is damaged; [`StoreError::File`] if the file cannot be written.
pub async fn checkpoint(store: &Store, key: &SigningKey, folder: Option<&Path>) -> Result<String, StoreError> {
    let public = key.public();
    let mut checker = match last_checkpoint(store).await? {
        None => Checker::after(Point { size: 0, leaf: NO_LEAF.to_owned() }),
        Some(note) => Checker::after(point(&note, &public).map_err(damaged)?),
    };
    let before = checker.count();
    walk(store, &mut checker).await?.map_err(damaged)?;
    head_is(store, &checker).await?.map_err(damaged)?;
    let size = checker.count();
    if size == before && size > 0 {
        return last_checkpoint(store).await?.ok_or(StoreError::NotFound);
    }
    let now = store.now();
    let leaf = hex::decode(checker.last_leaf()).unwrap_or_default();
    let text = format!("{}\n{size}\n{}\ntime-us {}\n", origin(&public), STANDARD.encode(leaf), now.0);
    let note = key.sign(&text).map_err(|error| StoreError::Audit { reason: error.to_string() })?;
    let (kept, seq) = (&note, i64::try_from(size).unwrap_or(i64::MAX));
    store
        .write(|tx| async move {
            let sql = "INSERT INTO audit_checkpoint (seq, note, made_us) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
            tx.execute(sql, params![seq, kept, now]).await
        })
        .await?;
    if let Some(folder) = folder {
        durable::write(&folder.join(format!("checkpoint-{size:012}.txt")), note.as_bytes())?;
    }
    Ok(note)
}

/// The checkpoints kept in the database, oldest first.
///
/// # Errors
///
/// As [`Query::rows`].
pub async fn checkpoints(store: &Store) -> Result<Vec<String>, StoreError> {
    let rows = store.rows("SELECT note FROM audit_checkpoint ORDER BY seq", params![]).await?;
    rows.iter().map(|row| row.get("note")).collect()
}

/// Checks the whole log in the database: its chain, its end, the checkpoints kept beside it, and those that a witness
/// has kept (`outside`). Names the first damage.
///
/// # Errors
///
/// [`StoreError::Database`] if the log cannot be read; damage is not an error but the verdict.
pub async fn verify(store: &Store, outside: &[String], key: &PublicKey) -> Result<Verdict, StoreError> {
    let mut notes = checkpoints(store).await?;
    notes.extend_from_slice(outside);
    let points: Result<Vec<Point>, Damage> = notes.iter().map(|note| point(note, key)).collect();
    let mut checker = match points.and_then(Checker::new) {
        Ok(checker) => checker,
        Err(damage) => return Ok(Verdict { records: 0, damage: Some(damage) }),
    };
    let mut walked = walk(store, &mut checker).await?;
    if walked.is_ok() {
        walked = checker.end();
    }
    if walked.is_ok() {
        walked = head_is(store, &checker).await?;
    }
    Ok(Verdict { records: checker.count(), damage: walked.err() })
}

/// Feeds the checker all records after those it knows.
async fn walk(store: &Store, checker: &mut Checker) -> Result<Result<(), Damage>, StoreError> {
    let mut seen = i64::try_from(checker.count()).unwrap_or(i64::MAX);
    if seen == 0 {
        // A record before the first is damage too.
        seen = i64::MIN;
    }
    loop {
        let lines = page(store, seen).await?;
        let Some((last, _)) = lines.last() else { return Ok(Ok(())) };
        seen = *last;
        for (_, line) in &lines {
            if let Err(damage) = checker.next(line) {
                return Ok(Err(damage));
            }
        }
    }
}

/// The next records after a number, as text.
pub(crate) async fn page(store: &Store, after: i64) -> Result<Vec<(i64, String)>, StoreError> {
    let sql = "SELECT * FROM audit_record WHERE seq > $1 ORDER BY seq LIMIT $2";
    let rows = store.rows(sql, params![after, PAGE_RECORDS]).await?;
    rows.iter().map(|row| Ok((row.get("seq")?, stored_line(row)?))).collect()
}

/// Whether the kept end of the chain is where the records end. Records that are appended meanwhile are no damage.
async fn head_is(store: &Store, checker: &Checker) -> Result<Result<(), Damage>, StoreError> {
    let at = checker.count();
    let head = store.optional("SELECT seq, leaf FROM audit_head WHERE id = 1", params![]).await?;
    let Some(head) = head else { return Ok(Err(Damage::new(at, "the kept end of the chain is gone"))) };
    let (seq, leaf): (i64, String) = (head.get("seq")?, head.get("leaf")?);
    let count = i64::try_from(at).unwrap_or(i64::MAX);
    if seq == count && leaf == checker.last_leaf() {
        return Ok(Ok(()));
    }
    let next = store.optional("SELECT prev FROM audit_record WHERE seq = $1", params![count.saturating_add(1)]).await?;
    let grown = next.map(|row| row.get::<String>("prev")).transpose()?.is_some_and(|prev| prev == checker.last_leaf());
    if grown && seq > count {
        return Ok(Ok(()));
    }
    Ok(Err(Damage::new(at.saturating_add(1), "the log does not end where its kept end says: records are missing")))
}

async fn last_checkpoint(store: &Store) -> Result<Option<String>, StoreError> {
    let sql = "SELECT note FROM audit_checkpoint ORDER BY seq DESC LIMIT 1";
    store.optional(sql, params![]).await?.map(|row| row.get("note")).transpose()
}

fn damaged(damage: Damage) -> StoreError {
    StoreError::Audit { reason: format!("the log is damaged: {damage}") }
}
