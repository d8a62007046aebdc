//! The outer host: who may write, what came in, what waits for the office and for the sender.

pub mod correspondent;
pub mod enrol;
pub mod handover;
pub mod letters;
pub mod machine;
pub mod receive;
pub mod sign_in;
pub mod tidy;

use std::sync::Arc;

use seal::secret::PasswordCost;
use seal::signin::Rules;
use seal::{OpeningKey, PublicKey, SealingKey, SigningKey};
use store::Store;
use store::audit::{Act, Actor, Entry, Object, Outcome};
use store::door::{Door, Setting};

use crate::{PostError, Vault, sql};

/// The keys the edge holds. None of them opens a letter.
#[derive(Clone, Debug)]
pub struct EdgeKeys {
    /// Signs receipts and hand-over papers.
    pub signing: SigningKey,
    /// Opens what the edge sealed for itself: the secrets of one-time codes.
    pub own: OpeningKey,
    /// Seals letters to the office.
    pub office_sealing: SealingKey,
    /// Knows the office's signature on answers.
    pub office_signing: PublicKey,
}

/// What an edge is set to.
#[derive(Clone, Debug)]
pub struct EdgeSettings {
    /// The name of the office, as receipts and authenticator apps show it.
    pub office: String,
    /// The largest letter.
    pub letter_bytes_max: u64,
    /// What guessing a password costs.
    pub password_cost: PasswordCost,
    /// The rules of the door.
    pub door: Rules,
}

/// The edge's side of the post. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Edge {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) keys: EdgeKeys,
    pub(crate) settings: EdgeSettings,
    pub(crate) door: Door,
}

impl Edge {
    /// The post over a store that was migrated for `store` and `post`, and a folder for sealed letters.
    ///
    /// # Errors
    ///
    /// [`PostError::Door`] if the password cost is not possible, or without randomness.
    pub fn new(store: Store, vault: Vault, keys: EdgeKeys, settings: EdgeSettings) -> Result<Self, PostError> {
        let setting = Setting {
            statements: &sql::DOOR,
            role: "reporter",
            source_class: "edge",
            cost: settings.password_cost,
            rules: settings.door,
        };
        let door = Door::new(store.clone(), keys.own.clone(), setting)?;
        Ok(Self { inner: Arc::new(Inner { store, vault, keys, settings, door }) })
    }

    /// What it is set to.
    pub fn settings(&self) -> &EdgeSettings {
        &self.inner.settings
    }

    /// The key that proves its receipts, to be published.
    pub fn receipt_key(&self) -> PublicKey {
        self.inner.keys.signing.public()
    }

    pub(crate) fn door(&self) -> &Door {
        &self.inner.door
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
}

/// An audit record of something a person, a machine or the edge itself did or failed to do.
pub(crate) fn entry(actor: Actor, act: Act, object: Object, reason: &str, outcome: Outcome) -> Entry {
    Entry { outcome, ..Entry::new(actor, act, object, reason) }
}
