//! Difference: how a database says that a constraint was broken or that a transaction lost to another.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, RuntimeErr, Statement};
use sqlx::error::{DatabaseError, ErrorKind};

use crate::{ConstraintKind, Kind, StoreError};

/// Unique indexes of SQLite by what its error text says of them: `table.column, table.column`.
pub(crate) type IndexNames = HashMap<String, String>;

/// Codes of a transaction that may simply be tried again: serialization failure and deadlock (PostgreSQL).
const AGAIN_POSTGRES: [&str; 2] = ["40001", "40P01"];
/// SQLITE_BUSY and SQLITE_LOCKED; the low byte of the extended codes.
const AGAIN_SQLITE: [i64; 2] = [5, 6];

/// Whether the same work may succeed when it is done once more from the start.
pub(crate) fn is_conflict(kind: Kind, error: &DbErr) -> bool {
    let Some(code) = database_error(error).and_then(|error| error.code()) else { return false };
    match kind {
        Kind::Sqlite => code.parse::<i64>().is_ok_and(|code| AGAIN_SQLITE.contains(&(code & 0xff))),
        Kind::Postgres => AGAIN_POSTGRES.contains(&code.as_ref()),
    }
}

/// The store's error for a driver's error.
pub(crate) fn explain(kind: Kind, names: &IndexNames, doing: &'static str, error: DbErr) -> StoreError {
    let Some(database) = database_error(&error) else { return StoreError::Database { doing, source: error } };
    let broken = match database.kind() {
        ErrorKind::UniqueViolation => ConstraintKind::Unique,
        ErrorKind::ForeignKeyViolation => ConstraintKind::ForeignKey,
        ErrorKind::CheckViolation => ConstraintKind::Check,
        ErrorKind::NotNullViolation => ConstraintKind::NotNull,
        _ => return StoreError::Database { doing, source: error },
    };
    let name = match kind {
        Kind::Postgres => database.constraint().map(str::to_owned),
        Kind::Sqlite => sqlite_name(database.message(), names),
    };
    StoreError::Constraint { kind: broken, name }
}

/// The store's error for an error of the loader, SQLite's second driver.
pub(crate) fn explain_loader(names: &IndexNames, doing: &'static str, error: &rusqlite::Error) -> StoreError {
    use rusqlite::ffi;
    let broken = match error.sqlite_error().map(|error| error.extended_code) {
        Some(ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY) => ConstraintKind::Unique,
        Some(ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => ConstraintKind::ForeignKey,
        Some(ffi::SQLITE_CONSTRAINT_CHECK) => ConstraintKind::Check,
        Some(ffi::SQLITE_CONSTRAINT_NOTNULL) => ConstraintKind::NotNull,
        _ => return StoreError::Database { doing, source: DbErr::Exec(RuntimeErr::Internal(error.to_string())) },
    };
    StoreError::Constraint { kind: broken, name: sqlite_name(&error.to_string(), names) }
}

/// `UNIQUE constraint failed: letter.sender, letter.reference` → the index over these columns.
fn sqlite_name(message: &str, names: &IndexNames) -> Option<String> {
    let (_, what) = message.split_once("constraint failed: ")?;
    let what = what.split(" (").next().unwrap_or(what).trim();
    if let Some(named) = what.strip_prefix("index '") {
        return Some(named.trim_end_matches('\'').to_owned());
    }
    Some(names.get(what).cloned().unwrap_or_else(|| what.to_owned()))
}

fn database_error(error: &DbErr) -> Option<&dyn DatabaseError> {
    let (DbErr::Conn(runtime) | DbErr::Exec(runtime) | DbErr::Query(runtime)) = error else { return None };
    let RuntimeErr::SqlxError(error) = runtime else { return None };
    error.as_database_error()
}

/// Reads the names of all unique indexes of an SQLite database. PostgreSQL names them in its errors.
pub(crate) async fn index_names(kind: Kind, read: &DatabaseConnection) -> Result<IndexNames, DbErr> {
    if kind == Kind::Postgres {
        return Ok(IndexNames::new());
    }
    let sql = "SELECT t.name AS table_name, i.name AS index_name, i.origin AS origin, c.name AS column_name
               FROM sqlite_schema t, pragma_index_list(t.name) i, pragma_index_info(i.name) c
               WHERE t.type = 'table' AND i.\"unique\" = 1 ORDER BY i.name, c.seqno";
    let rows = read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await?;
    let mut columns: HashMap<String, (String, String)> = HashMap::new();
    for row in rows {
        let table: String = row.try_get("", "table_name")?;
        let index: String = row.try_get("", "index_name")?;
        let origin: String = row.try_get("", "origin")?;
        let column: Option<String> = row.try_get("", "column_name")?;
        let name = if origin == "pk" { format!("{table}_pkey") } else { index.clone() };
        let what = format!("{table}.{}", column.unwrap_or_default());
        let entry = columns.entry(index).or_insert_with(|| (name, String::new()));
        if !entry.1.is_empty() {
            entry.1.push_str(", ");
        }
        entry.1.push_str(&what);
    }
    let mut names: IndexNames = columns.into_values().map(|(name, what)| (what, name)).collect();
    add_rowid_keys(read, &mut names).await?;
    Ok(names)
}

/// A key that is the row number itself (`{int} PRIMARY KEY`) has no index of its own.
async fn add_rowid_keys(read: &DatabaseConnection, names: &mut IndexNames) -> Result<(), DbErr> {
    let sql = "SELECT t.name AS table_name, c.name AS column_name FROM sqlite_schema t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND c.pk = 1 AND c.type = 'INTEGER'";
    for row in read.query_all_raw(Statement::from_string(read.get_database_backend(), sql)).await? {
        let table: String = row.try_get("", "table_name")?;
        let column: String = row.try_get("", "column_name")?;
        names.entry(format!("{table}.{column}")).or_insert_with(|| format!("{table}_pkey"));
    }
    Ok(())
}
