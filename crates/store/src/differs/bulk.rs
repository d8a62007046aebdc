//! Difference: the fastest way to insert many rows.
//!
//! SQLite: prepared statements of many rows each, in one transaction. PostgreSQL: one array per column, spread into
//! rows by UNNEST, so that one statement carries all.

use sqlx::AssertSqlSafe;

use super::connect::Pool;
use crate::Bulk;

/// The most parameters of one SQLite statement we use; its own limit is 32,766.
const SQLITE_PARAMETERS: usize = 2_000;
/// How many rows one PostgreSQL statement carries, so that memory stays flat.
const POSTGRES_ROWS: usize = 20_000;

/// Inserts all rows or none. Table and column names are the program's own constants.
pub(crate) async fn insert(pool: &Pool, table: &str, columns: &[(&str, Bulk)]) -> Result<(), sqlx::Error> {
    match pool {
        Pool::Sqlite(pool) => sqlite(pool, table, columns).await,
        Pool::Postgres(pool) => postgres(pool, table, columns).await,
    }
}

fn names(columns: &[(&str, Bulk)]) -> String {
    columns.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

fn count(columns: &[(&str, Bulk)]) -> usize {
    columns.first().map_or(0, |(_, column)| column.len())
}

async fn sqlite(pool: &sqlx::SqlitePool, table: &str, columns: &[(&str, Bulk)]) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let rows = count(columns);
    let each = (SQLITE_PARAMETERS / columns.len().max(1)).max(1);
    let places = format!("({})", vec!["?"; columns.len()].join(", "));
    let mut from = 0_usize;
    while from < rows {
        let to = from.saturating_add(each).min(rows);
        let values = vec![places.as_str(); to.saturating_sub(from)].join(", ");
        let sql = format!("INSERT INTO {table} ({}) VALUES {values}", names(columns));
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for row in from..to {
            for (_, column) in columns {
                query = match column {
                    Bulk::Int(rows) => query.bind(rows.get(row).copied().flatten()),
                    Bulk::Text(rows) => query.bind(rows.get(row).and_then(Option::as_deref)),
                    Bulk::Bytes(rows) => query.bind(rows.get(row).and_then(Option::as_deref)),
                    Bulk::Bool(rows) => query.bind(rows.get(row).copied().flatten()),
                    Bulk::Real(rows) => query.bind(rows.get(row).copied().flatten()),
                };
            }
        }
        query.execute(&mut *transaction).await?;
        from = to;
    }
    transaction.commit().await
}

async fn postgres(pool: &sqlx::PgPool, table: &str, columns: &[(&str, Bulk)]) -> Result<(), sqlx::Error> {
    let mut transaction = pool.begin().await?;
    let rows = count(columns);
    let arrays: Vec<String> = (1..)
        .zip(columns)
        .map(|(at, (_, column))| {
            let kind = match column {
                Bulk::Int(_) => "int8",
                Bulk::Text(_) => "text",
                Bulk::Bytes(_) => "bytea",
                Bulk::Bool(_) => "bool",
                Bulk::Real(_) => "float8",
            };
            format!("${at}::{kind}[]")
        })
        .collect();
    let sql = format!("INSERT INTO {table} ({}) SELECT * FROM UNNEST({})", names(columns), arrays.join(", "));
    let mut from = 0_usize;
    while from < rows {
        let to = from.saturating_add(POSTGRES_ROWS).min(rows);
        let mut query = sqlx::query(AssertSqlSafe(sql.clone()));
        for (_, column) in columns {
            query = match column {
                Bulk::Int(rows) => query.bind(rows.get(from..to).unwrap_or_default()),
                Bulk::Text(rows) => query.bind(rows.get(from..to).unwrap_or_default()),
                Bulk::Bytes(rows) => query.bind(rows.get(from..to).unwrap_or_default()),
                Bulk::Bool(rows) => query.bind(rows.get(from..to).unwrap_or_default()),
                Bulk::Real(rows) => query.bind(rows.get(from..to).unwrap_or_default()),
            };
        }
        query.execute(&mut *transaction).await?;
        from = to;
    }
    transaction.commit().await
}
