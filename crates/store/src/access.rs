//! The right to look, as a value: made only here, from who, why and what, and only after the audit record is on disk.
//!
//! A function of a slice that reads restricted data takes `&Access` and asks it with [`Access::covers`] whether it is
//! for the thing that is read. Whether the person may have it at all is decided before, by `staff`; a refusal is
//! recorded with [`Store::denied`].

use crate::audit::{Act, Actor, Entry, Object, Outcome};
use crate::{Store, StoreError};

/// Why someone looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    reason_code: String,
    case_ref: Option<String>,
    reason_text: Option<String>,
    legal_basis: Option<String>,
    handling_seen: Option<String>,
}

impl Purpose {
    /// For a case (or the letter or inquiry that stands for one).
    ///
    /// # Errors
    ///
    /// [`StoreError::NoReason`] if either is empty: a look without a reason is refused before the read.
    pub fn case(reason_code: &str, case_ref: impl std::fmt::Display) -> Result<Self, StoreError> {
        Self::checked(reason_code, Some(case_ref.to_string()), None)
    }

    /// For a reason that is not a case, in words.
    ///
    /// # Errors
    ///
    /// As [`Purpose::case`].
    pub fn reason(reason_code: &str, words: &str) -> Result<Self, StoreError> {
        Self::checked(reason_code, None, Some(words.to_owned()))
    }

    /// With the legal ground.
    #[must_use]
    pub fn on(mut self, legal_basis: &str) -> Self {
        self.legal_basis = Some(legal_basis.to_owned());
        self
    }

    /// With the handling code the person is shown beside the data.
    #[must_use]
    pub fn handling(mut self, code: &str) -> Self {
        self.handling_seen = Some(code.to_owned());
        self
    }

    fn checked(code: &str, case_ref: Option<String>, words: Option<String>) -> Result<Self, StoreError> {
        let said = case_ref.as_deref().or(words.as_deref()).is_some_and(|text| !text.trim().is_empty());
        if code.trim().is_empty() || !said {
            return Err(StoreError::NoReason);
        }
        let reason_code = code.to_owned();
        Ok(Self { reason_code, case_ref, reason_text: words, legal_basis: None, handling_seen: None })
    }

    fn entry(&self, actor: &Actor, act: Act, object: Object) -> Entry {
        Entry {
            case_ref: self.case_ref.clone(),
            reason_text: self.reason_text.clone(),
            legal_basis: self.legal_basis.clone(),
            handling_seen: self.handling_seen.clone(),
            ..Entry::new(actor.clone(), act, object, &self.reason_code)
        }
    }
}

/// The right of one actor to look at some things for one purpose; its audit records are on disk.
#[derive(Debug)]
pub struct Access {
    actor: Actor,
    purpose: Purpose,
    objects: Vec<Object>,
    sequence: i64,
}

impl Access {
    /// Who looks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Why.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// The number of the first audit record.
    pub fn sequence(&self) -> i64 {
        self.sequence
    }

    /// Refuses a thing that this access was not made for.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotCovered`].
    pub fn covers(&self, kind: &str, id: impl std::fmt::Display) -> Result<(), StoreError> {
        let id = id.to_string();
        let covered = self.objects.iter().any(|object| object.kind == kind && object.id == id);
        if covered { Ok(()) } else { Err(StoreError::NotCovered { kind: kind.to_owned(), id }) }
    }
}

impl Store {
    /// Records that someone looks at things, then gives the right to. One record per thing: what a search shows is
    /// looked at row by row. Never call it inside [`Store::write`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Audit`] if the records cannot be written: then nothing is shown.
    pub async fn access(&self, who: &Actor, why: &Purpose, what: Vec<Object>) -> Result<Access, StoreError> {
        let entries: Vec<Entry> = what.iter().map(|object| why.entry(who, Act::Consult, object.clone())).collect();
        if entries.is_empty() {
            return Err(StoreError::NoReason);
        }
        let sequence = self.inner.group.record(self, entries).await?;
        Ok(Access { actor: who.clone(), purpose: why.clone(), objects: what, sequence })
    }

    /// Records an attempt that was refused.
    ///
    /// # Errors
    ///
    /// [`StoreError::Audit`].
    pub async fn denied(&self, who: &Actor, act: Act, what: Object, reason_code: &str) -> Result<i64, StoreError> {
        let entry = Entry { outcome: Outcome::Denied, ..Entry::new(who.clone(), act, what, reason_code) };
        self.record(entry).await
    }

    /// Records an act that is not part of a transaction; gives its number once it is on disk. Never call it inside
    /// [`Store::write`]: use [`crate::Tx::audit`] there.
    ///
    /// # Errors
    ///
    /// [`StoreError::Audit`].
    pub async fn record(&self, entry: Entry) -> Result<i64, StoreError> {
        self.inner.group.record(self, vec![entry]).await
    }
}
