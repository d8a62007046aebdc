//! What the last check of a visitor found, values and excerpts included, kept in memory for a short time.
//!
//! The edge stores no values and cannot read what it sealed. But a reporter who has just sent a file must see what to
//! mend. So the last check of each session is held here: in memory only, for [`KEPT_SECONDS`], for few sessions, and
//! never for anyone but that session.

use crate::checker::Checked;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use web::TokenDigest;

/// How long a check is kept.
pub const KEPT_SECONDS: i64 = 900;
/// Most checks that are kept; the oldest goes first.
pub const KEPT_MAX: usize = 256;
/// Most findings of one check that are kept.
pub const FINDINGS_MAX: usize = 5_000;

/// One check.
#[derive(Clone, Debug)]
pub struct FreshCheck {
    /// The letter it was about; `None` if the file was only checked.
    pub letter: Option<String>,
    /// Name of the file.
    pub file_name: String,
    /// What was found.
    pub checked: Arc<Checked>,
    /// When.
    pub at: Timestamp,
}

/// The checks of all sessions.
#[derive(Clone, Debug, Default)]
pub struct Fresh(Arc<Mutex<HashMap<TokenDigest, FreshCheck>>>);

impl Fresh {
    fn held(&self) -> MutexGuard<'_, HashMap<TokenDigest, FreshCheck>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps the check of a session in place of its last one.
    pub fn keep(&self, session: TokenDigest, mut check: FreshCheck) {
        Arc::make_mut(&mut check.checked).findings.truncate(FINDINGS_MAX);
        let now = check.at;
        let mut held = self.held();
        held.retain(|_, kept| is_fresh(kept, now));
        if held.len() >= KEPT_MAX {
            let oldest = held.iter().min_by_key(|(_, kept)| kept.at).map(|(session, _)| *session);
            oldest.map(|session| held.remove(&session));
        }
        held.insert(session, check);
    }

    /// The check of a session, if it is about this letter and not too old.
    pub fn get(&self, session: TokenDigest, letter: Option<&str>, now: Timestamp) -> Option<FreshCheck> {
        self.held().get(&session).filter(|kept| kept.letter.as_deref() == letter && is_fresh(kept, now)).cloned()
    }

    /// Forgets the check of a session that is over.
    pub fn forget(&self, session: TokenDigest) {
        self.held().remove(&session);
    }
}

fn is_fresh(kept: &FreshCheck, now: Timestamp) -> bool {
    now.as_second().saturating_sub(kept.at.as_second()) < KEPT_SECONDS
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;

    fn check(letter: Option<&str>, at: Timestamp) -> FreshCheck {
        FreshCheck { letter: letter.map(String::from), file_name: "a.xml".into(), checked: Arc::default(), at }
    }

    #[test]
    fn a_check_is_seen_by_its_session_only_and_not_for_long() {
        let (fresh, start) = (Fresh::default(), Timestamp::UNIX_EPOCH);
        let (mine, other) = (TokenDigest([1; 32]), TokenDigest([2; 32]));
        fresh.keep(mine, check(Some("L1"), start));
        assert!(fresh.get(mine, Some("L1"), start).is_some());
        assert!(fresh.get(other, Some("L1"), start).is_none());
        assert!(fresh.get(mine, Some("L2"), start).is_none() && fresh.get(mine, None, start).is_none());
        assert!(fresh.get(mine, Some("L1"), start + (KEPT_SECONDS - 1).seconds()).is_some());
        assert!(fresh.get(mine, Some("L1"), start + KEPT_SECONDS.seconds()).is_none());
        fresh.forget(mine);
        assert!(fresh.get(mine, Some("L1"), start).is_none());
    }

    #[test]
    fn only_so_many_are_kept_and_the_oldest_goes_first() {
        let (fresh, start) = (Fresh::default(), Timestamp::UNIX_EPOCH);
        for n in 0..=KEPT_MAX {
            let mut session = [0; 32];
            session[..8].copy_from_slice(&n.to_le_bytes());
            fresh.keep(TokenDigest(session), check(None, start + i64::try_from(n).unwrap().milliseconds()));
        }
        assert_eq!(fresh.held().len(), KEPT_MAX);
        assert!(fresh.get(TokenDigest([0; 32]), None, start).is_none());
    }
}
