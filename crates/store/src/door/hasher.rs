//! Hashing passwords off the async threads, a few at a time, so that many sign-ins at once cannot take all memory.

use std::sync::Arc;

use seal::secret::{PasswordCost, check_password, hash_password};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

use super::DoorError;
use crate::World;

/// So many hashes are reckoned at one time; each takes the memory of its cost.
const AT_ONCE: usize = 4;

/// Hashes and checks passwords at one cost.
#[derive(Clone, Debug)]
pub(super) struct Hasher {
    cost: PasswordCost,
    /// The hash of nothing: what a name that does not exist is checked against, so that the answer takes as long.
    nobody: Arc<str>,
    turns: Arc<Semaphore>,
}

impl Hasher {
    pub(super) fn new(world: &World, cost: PasswordCost) -> Result<Self, DoorError> {
        let nobody = hash_password("", &world.random()?, cost)?;
        Ok(Self { cost, nobody: nobody.into(), turns: Arc::new(Semaphore::new(AT_ONCE)) })
    }

    /// The text to store for a new password.
    pub(super) async fn hash(&self, world: &World, password: &str) -> Result<String, DoorError> {
        let (salt, cost, password) = (world.random()?, self.cost, Zeroizing::new(password.to_owned()));
        self.work(move || hash_password(&password, &salt, cost)).await?.map_err(DoorError::from)
    }

    /// Whether the password is the stored one; without a stored one it takes as long and is wrong.
    pub(super) async fn check(&self, password: &str, stored: Option<&str>) -> Result<bool, DoorError> {
        let known = stored.is_some();
        let (password, stored) = (Zeroizing::new(password.to_owned()), stored.unwrap_or(&self.nobody).to_owned());
        let right = self.work(move || check_password(&password, &stored)).await??;
        Ok(right && known)
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, DoorError> {
        let _turn = self.turns.acquire().await.map_err(|_| DoorError::Broken)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| DoorError::Broken)
    }
}
