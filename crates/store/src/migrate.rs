//! One linear history of the schema, embedded in the program.
//!
//! A migration is `migrations/NNNN_name.sql`; its first line is `-- owner: slice`. It is portable SQL with a
//! few tokens that become the word of the database; `migrations/README.md` lists them. Text is `TEXT`, JSON is kept in
//! `TEXT`. No trigger, no sequence, no extension. Uniqueness is a named `CREATE UNIQUE INDEX`.

use sha2::{Digest, Sha256};

use crate::differs::words;
use crate::{Query, Store, StoreError, Tx, params};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

const HISTORY: &str = "CREATE TABLE IF NOT EXISTS schema_migration (
    name TEXT NOT NULL PRIMARY KEY,
    owner TEXT NOT NULL,
    checksum {bytes} NOT NULL,
    applied_us {int} NOT NULL
) {strict}";

/// Whose migrations are applied.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owners<'a> {
    All,
    Only(&'a [&'a str]),
}

impl Owners<'_> {
    fn include(self, owner: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(owners) => owners.contains(&owner),
        }
    }
}

/// Applies what is missing, each migration in a transaction of its own.
pub(crate) async fn run(store: &Store, owners: Owners<'_>) -> Result<(), StoreError> {
    run_list(store, owners, EMBEDDED).await
}

async fn run_list(store: &Store, owners: Owners<'_>, list: &[(&str, &str)]) -> Result<(), StoreError> {
    let history = words::translate(store.kind(), HISTORY);
    let history = &history;
    store
        .write(|tx| async move {
            one_migrator(&tx).await?;
            tx.script(history).await
        })
        .await?;
    refuse_newer(store, list).await?;
    for (name, text) in list {
        let owner = owner(name, text)?;
        if owners.include(owner) {
            store.write(|tx| async move { apply(&tx, name, owner, text).await }).await?;
        }
    }
    Ok(())
}

async fn one_migrator(tx: &Tx) -> Result<(), StoreError> {
    if let Some(sql) = words::one_migrator(tx.store().kind()) {
        tx.rows(sql, params![]).await?;
    }
    Ok(())
}

async fn apply(tx: &Tx, name: &str, owner: &str, text: &str) -> Result<(), StoreError> {
    one_migrator(tx).await?;
    let checksum: [u8; 32] = Sha256::digest(text).into();
    let seen = tx.optional("SELECT checksum FROM schema_migration WHERE name = $1", params![name]).await?;
    if let Some(row) = seen {
        let kept: [u8; 32] = row.get("checksum")?;
        if kept != checksum {
            return Err(refused(name, "it was changed after it was applied; restore its text and write a new one"));
        }
        return Ok(());
    }
    let later = "SELECT name FROM schema_migration WHERE owner = $1 AND name > $2 LIMIT 1";
    if tx.optional(later, params![owner, name]).await?.is_some() {
        return Err(refused(name, "a later one of the same owner is applied already; give it a higher number"));
    }
    let script = words::translate(tx.store().kind(), text);
    tx.script(&script).await?;
    let sql = "INSERT INTO schema_migration (name, owner, checksum, applied_us) VALUES ($1, $2, $3, $4)";
    tx.execute(sql, params![name, owner, checksum, tx.now()]).await?;
    Ok(())
}

async fn refuse_newer(store: &Store, list: &[(&str, &str)]) -> Result<(), StoreError> {
    for row in store.rows("SELECT name FROM schema_migration", params![]).await? {
        let name: String = row.get("name")?;
        if !list.iter().any(|(known, _)| *known == name) {
            return Err(refused(&name, "the database has it and this program does not know it; use a newer program"));
        }
    }
    Ok(())
}

/// The owner that the first line names.
fn owner<'a>(name: &str, text: &'a str) -> Result<&'a str, StoreError> {
    text.lines()
        .next()
        .and_then(|line| line.strip_prefix("-- owner: "))
        .map(str::trim)
        .filter(|owner| !owner.is_empty())
        .ok_or_else(|| refused(name, "its first line must be `-- owner: slice`"))
}

fn refused(name: &str, reason: &str) -> StoreError {
    StoreError::Migration { name: name.to_owned(), reason: reason.to_owned() }
}
