//! Difference: the fastest way to insert many rows.
//!
//! SQLite: prepared statements on a connection of its own, without a sync at each commit; the next ordinary commit
//! syncs the log with all that stands in it. PostgreSQL: COPY in its binary form, in a transaction that does not wait
//! for the log; the next ordinary commit waits for all of it.

use std::sync::{Arc, Mutex};

use rusqlite::{Connection, Statement, TransactionBehavior};
use sqlx::Executor as _;

use super::connect::Pool;
use crate::bulk::Rows;
use crate::{Bulk, Store, StoreError};

/// How many bytes one message to PostgreSQL has, about: few enough to lie in the processor's cache on both sides,
/// enough that server and program do not wait for each other at every turn.
const MESSAGE_BYTES: usize = 128 << 10;
const DOING: &str = "loading many rows";

/// Inserts all rows or none. Table and column names are the program's own constants.
pub(crate) async fn insert(store: &Store, batch: Vec<Rows>) -> Result<Vec<Rows>, StoreError> {
    match &store.inner.opened.bulk {
        Pool::Sqlite { write, loader } => {
            // The one connection that writes is held meanwhile: nobody waits in vain for the file.
            let _held = write.acquire().await.map_err(|error| driver(store, error))?;
            let loader = Arc::clone(loader);
            let written = tokio::task::spawn_blocking(move || {
                let outcome = sqlite(&loader, &batch);
                outcome.map(|()| batch)
            });
            let written = written.await.map_err(|_| StoreError::Finished)?;
            written.map_err(|error| store.explain_loader(DOING, &error))
        }
        Pool::Postgres(pool) => {
            postgres(pool, &batch).await.map_err(|error| driver(store, error))?;
            Ok(batch)
        }
    }
}

fn driver(store: &Store, error: sqlx::Error) -> StoreError {
    let error = sea_orm::RuntimeErr::SqlxError(Arc::new(error));
    store.explain(DOING, sea_orm::DbErr::Exec(error))
}

fn names(rows: &Rows) -> String {
    rows.columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn sqlite(loader: &Mutex<Connection>, batch: &[Rows]) -> Result<(), rusqlite::Error> {
    let mut connection = loader.lock().unwrap_or_else(|broken| {
        // A transaction that was under way when its thread broke off was rolled back when it was dropped.
        loader.clear_poison();
        broken.into_inner()
    });
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for rows in batch {
        let places = vec!["?"; rows.columns.len()].join(", ");
        let sql = format!("INSERT INTO {} ({}) VALUES ({places})", rows.table, names(rows));
        let mut statement = transaction.prepare(&sql)?;
        for row in 0..rows.len() {
            for (place, (_, column)) in (1..).zip(&rows.columns) {
                bind(&mut statement, place, column, row)?;
            }
            statement.raw_execute()?;
        }
    }
    transaction.commit()
}

fn bind(statement: &mut Statement<'_>, place: usize, column: &Bulk, row: usize) -> Result<(), rusqlite::Error> {
    match column {
        Bulk::Int(rows) => statement.raw_bind_parameter(place, rows.get(row).copied().flatten()),
        Bulk::Text(rows) => statement.raw_bind_parameter(place, rows.get(row)),
        Bulk::Bytes(rows) => statement.raw_bind_parameter(place, rows.get(row).and_then(Option::as_deref)),
        Bulk::Bool(rows) => statement.raw_bind_parameter(place, rows.get(row).copied().flatten()),
        Bulk::Real(rows) => statement.raw_bind_parameter(place, rows.get(row).copied().flatten()),
    }
}

async fn postgres(pool: &sqlx::PgPool, batch: &[Rows]) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    transaction.execute("SET LOCAL synchronous_commit = off").await?;
    let mut message = Vec::with_capacity(MESSAGE_BYTES.saturating_add(MESSAGE_BYTES / 4));
    for rows in batch {
        let sql = format!("COPY {} ({}) FROM STDIN (FORMAT binary)", rows.table, names(rows));
        let mut copy = transaction.copy_in_raw(&sql).await?;
        message.extend_from_slice(b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0");
        for row in 0..rows.len() {
            let count = i16::try_from(rows.columns.len()).unwrap_or(i16::MAX);
            message.extend_from_slice(&count.to_be_bytes());
            for (_, column) in &rows.columns {
                field(&mut message, column, row);
            }
            if message.len() >= MESSAGE_BYTES {
                copy.send(message.as_slice()).await?;
                message.clear();
            }
        }
        message.extend_from_slice(&(-1_i16).to_be_bytes());
        copy.send(message.as_slice()).await?;
        message.clear();
        copy.finish().await?;
    }
    transaction.commit().await
}

/// A field of PostgreSQL's binary form: its length, -1 for none, and its bytes.
fn field(out: &mut Vec<u8>, column: &Bulk, row: usize) {
    let mut put = |bytes: Option<&[u8]>| match bytes {
        Some(bytes) => {
            // A field that is too long for the form is refused by the server, which knows the message's true length.
            out.extend_from_slice(&i32::try_from(bytes.len()).unwrap_or(i32::MAX).to_be_bytes());
            out.extend_from_slice(bytes);
        }
        None => out.extend_from_slice(&(-1_i32).to_be_bytes()),
    };
    match column {
        Bulk::Int(rows) => {
            put(rows.get(row).copied().flatten().map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice))
        }
        Bulk::Text(rows) => put(rows.get(row).map(str::as_bytes)),
        Bulk::Bytes(rows) => put(rows.get(row).and_then(Option::as_deref)),
        Bulk::Bool(rows) => {
            put(rows.get(row).copied().flatten().map(|yes| [u8::from(yes)]).as_ref().map(<[u8; 1]>::as_slice))
        }
        Bulk::Real(rows) => {
            put(rows.get(row).copied().flatten().map(f64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice))
        }
    }
}
