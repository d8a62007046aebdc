//! The inner host: letters fetched from the edge, and letters on their way out.

pub mod answer;
pub mod arrive;
pub mod open;

use std::sync::Arc;

use seal::{OpeningKey, PublicKey, SigningKey};
use store::Store;

use crate::wire::{self, Asking, Taken};
use crate::{PostError, Vault};
use store::LetterId;

/// The keys of the office. The opening key is nowhere else.
#[derive(Clone, Debug)]
pub struct OfficeKeys {
    /// Opens letters.
    pub opening: OpeningKey,
    /// Signs answers and askings.
    pub signing: SigningKey,
    /// Knows the edge's signature on hand-over papers.
    pub edge_signing: PublicKey,
}

/// The office's side of the post. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Office {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) vault: Vault,
    pub(crate) keys: OfficeKeys,
    pub(crate) name: String,
}

impl Office {
    /// The post over the office's store and a folder for originals. `name` is the name the edge seals letters to.
    pub fn new(store: Store, vault: Vault, keys: OfficeKeys, name: &str) -> Self {
        Self { inner: Arc::new(Inner { store, vault, keys, name: name.to_owned() }) }
    }

    /// A signed asking for letters after a place in the receipt log. See [`arrive::last`].
    ///
    /// # Errors
    ///
    /// [`PostError::Seal`].
    pub fn asking(&self, after: i64, limit: u32) -> Result<String, PostError> {
        wire::sign(&Asking { after, limit, asked_us: self.store().now().0 }, &self.inner.keys.signing)
    }

    /// A signed paper for the edge: these letters are here, durably.
    ///
    /// # Errors
    ///
    /// [`PostError::Seal`].
    pub fn taken(&self, letters: &[LetterId]) -> Result<String, PostError> {
        let letters = letters.iter().map(LetterId::to_string).collect();
        wire::sign(&Taken { letters, taken_us: self.store().now().0 }, &self.inner.keys.signing)
    }

    /// The store it stands on.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }
}
