//! Keys of machines: a correspondent's own programs send letters with them.

use seal::secret::{hash_token, token};
use store::audit::{Act, Actor, Object, Outcome};
use store::{Micros, Query, StoreError, params};
use zeroize::Zeroizing;

use crate::edge::correspondent::checked;
use crate::edge::sign_in::Visitor;
use crate::edge::{Edge, entry};
use crate::{CorrespondentId, KeyId, PostError, sql};

/// The use of a key is noted at most this often.
const USED_EVERY_SECONDS: i64 = 60;

/// A key as the account page shows it, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its id.
    pub id: KeyId,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub made: Micros,
    /// When it was last used, to the minute.
    pub used: Option<Micros>,
}

/// A program that has shown a good key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The key.
    pub key: KeyId,
    /// Whose it is.
    pub correspondent: CorrespondentId,
    /// The organisation's name.
    pub correspondent_name: String,
    /// Its number in reports.
    pub rentity_id: String,
    /// Kinds of report it may file; empty means all.
    pub kinds: Vec<String>,
}

impl Machine {
    /// Who acts, for the audit log.
    pub fn actor(&self) -> Actor {
        let source_class = Some("edge".to_owned());
        Actor { user: self.key.to_string(), role: "machine".to_owned(), source_class, ..Actor::default() }
    }
}

/// Makes a key; its secret is shown once.
///
/// # Errors
///
/// [`PostError::Field`] if the name is empty.
pub async fn make(edge: &Edge, by: &Visitor, name: &str) -> Result<(KeyId, Zeroizing<String>), PostError> {
    let name = checked("name", name)?;
    let world = edge.store().world();
    let (id, secret) = (KeyId::new(world)?, token(&world.random()?));
    let digest = hash_token(&secret);
    edge.store()
        .write(|tx| async move {
            tx.execute(sql::KEY_ADD, params![id, by.correspondent, name, digest, tx.now()]).await?;
            tx.audit(entry(by.actor(), Act::Key, Object::new("machine-key", id), "make", Outcome::Done));
            Ok::<_, PostError>(())
        })
        .await?;
    Ok((id, secret))
}

/// Who shows this secret; `None` if nobody does, or may not any more.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn find(edge: &Edge, secret: &str) -> Result<Option<Machine>, PostError> {
    let store = edge.store();
    let Some(row) = store.optional(sql::KEY_BY_SECRET, params![hash_token(secret)]).await? else { return Ok(None) };
    let (key, now): (KeyId, Micros) = (row.get("id")?, store.now());
    let used: Option<Micros> = row.get("used_us")?;
    if used.is_none_or(|used| used.plus_seconds(USED_EVERY_SECONDS) <= now) {
        store.write(|tx| async move { tx.execute(sql::KEY_USED, params![now, key]).await }).await?;
    }
    Ok(Some(Machine {
        key,
        correspondent: row.get("correspondent")?,
        correspondent_name: row.get("correspondent_name")?,
        rentity_id: row.get("rentity_id")?,
        kinds: row.get::<String>("kinds")?.split_whitespace().map(str::to_owned).collect(),
    }))
}

/// The keys of an organisation that are in use.
///
/// # Errors
///
/// [`PostError::Store`].
pub async fn list(edge: &Edge, of: CorrespondentId) -> Result<Vec<Key>, PostError> {
    let rows = edge.store().rows(sql::KEYS, params![of]).await?;
    let key = |row: &store::Row| {
        Ok(Key { id: row.get("id")?, name: row.get("name")?, made: row.get("made_us")?, used: row.get("used_us")? })
    };
    Ok(rows.iter().map(key).collect::<Result<_, StoreError>>()?)
}

/// Takes a key back.
///
/// # Errors
///
/// [`PostError::Unknown`] if there is none of that id, or it is another's.
pub async fn end(edge: &Edge, by: &Visitor, key: KeyId) -> Result<(), PostError> {
    edge.store()
        .write(|tx| async move {
            if tx.execute(sql::KEY_END, params![tx.now(), key, by.correspondent]).await? == 0 {
                return Err(PostError::Unknown);
            }
            tx.audit(entry(by.actor(), Act::Key, Object::new("machine-key", key), "end", Outcome::Done));
            Ok(())
        })
        .await
}
