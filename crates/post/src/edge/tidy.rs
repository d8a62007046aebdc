//! Tidying the edge: what nobody needs any more goes, so that its tables stay as large as the work in hand.
//!
//! Letters, receipts and answers stay. What goes is finished events, sessions that are long over, and guesses that the
//! rules of the door have forgotten anyway.

use store::params;

use crate::edge::Edge;
use crate::{PostError, sql};

/// A finished event is kept for so long, for whoever looks into a fault.
const EVENT_SECONDS: i64 = 7 * 86_400;
/// A session that was signed in is shown to its person, among the recent ones, for so long.
const SESSION_SECONDS: i64 = 90 * 86_400;
/// Events finished in one transaction.
const EVENTS_AT_ONCE: u32 = 500;
const LEASE_SECONDS: i64 = 60;

/// What was taken away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tidied {
    /// Events that were finished: that a letter came in is nobody's work at the edge, since the office asks by the
    /// receipt log.
    pub finished: u64,
    /// Events that were forgotten.
    pub events: u64,
    /// Sessions.
    pub sessions: u64,
    /// Names with guesses.
    pub guesses: u64,
}

/// Tidies once.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn tidy(edge: &Edge) -> Result<Tidied, PostError> {
    let store = edge.store();
    let mut tidied = Tidied::default();
    loop {
        let works = &store.take("tidy", EVENTS_AT_ONCE, LEASE_SECONDS).await?;
        if works.is_empty() {
            break;
        }
        let finish = |tx: store::Tx| async move {
            for work in works {
                tx.finish(work).await?;
            }
            Ok::<(), PostError>(())
        };
        store.write(finish).await?;
        tidied.finished = tidied.finished.saturating_add(u64::try_from(works.len()).unwrap_or(u64::MAX));
    }
    tidied.events = store.forget_finished(EVENT_SECONDS).await?;
    let (now, rules) = (store.now(), edge.settings().door);
    let half = now.plus_seconds(rules.half_seconds.saturating_neg());
    let whole = now.plus_seconds(SESSION_SECONDS.max(rules.whole_seconds).saturating_neg());
    let guess = now.plus_seconds(rules.forget_seconds.saturating_neg());
    let delete = |tx: store::Tx| async move {
        let sessions = tx.execute(sql::SESSIONS_OLD, params![half, whole]).await?;
        Ok::<_, PostError>((sessions, tx.execute(sql::GUESSES_OLD, params![guess]).await?))
    };
    (tidied.sessions, tidied.guesses) = store.write(delete).await?;
    Ok(tidied)
}
