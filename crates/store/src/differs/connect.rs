//! Difference: how a database is opened.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sea_orm::{DatabaseConnection, DbErr, RuntimeErr, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::{Kind, StoreError};

/// How many connections read at the same time.
const READERS: u32 = 4;
/// How many connections write at the same time on PostgreSQL. SQLite has one writer.
const WRITERS_POSTGRES: u32 = 8;
/// How long a connection waits for another process (a backup) that holds the SQLite file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a caller waits for a free connection.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);

/// Pages of its log that SQLite gathers before it copies them into the file: 32 MiB. A page that is written often is
/// copied less often that way.
const SQLITE_LOG_PAGES: u32 = 4_096;
/// Bytes of a page of a new database: rows come in thousands, and fewer and larger pages are less to keep in order.
const SQLITE_PAGE_BYTES: u32 = 8_192;
/// Pages that the ordinary connections keep in memory, in KiB with a minus, as SQLite wants it.
const SQLITE_CACHE: &str = "-8000";
/// The same for the connection that loads many rows: enough for the newest part of every index.
const SQLITE_LOADER_CACHE: &str = "-48000";

/// The driver's own ways in, for bulk writing.
#[derive(Clone, Debug)]
pub(crate) enum Pool {
    /// The pool of the one connection that writes, held while the loader does; and the loader.
    Sqlite {
        write: SqlitePool,
        loader: Arc<Mutex<rusqlite::Connection>>,
    },
    Postgres(PgPool),
}

/// An opened database: one way in for writing, one for reading that cannot write.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) kind: Kind,
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    pub(crate) bulk: Pool,
    /// Held as long as the store lives, so that a second process on one data folder is refused.
    pub(crate) _lock: Option<File>,
}

/// Opens either database by its address.
pub(crate) async fn open(url: &str) -> Result<Opened, StoreError> {
    if let Some(path) = url.strip_prefix("sqlite://") {
        return open_sqlite(Path::new(path)).await;
    }
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        return open_postgres(url).await;
    }
    Err(bad_url(url, "it starts with neither sqlite:// nor postgres://"))
}

async fn open_sqlite(path: &Path) -> Result<Opened, StoreError> {
    if !path.is_absolute() {
        return Err(bad_url(&path.display().to_string(), "the path of the file is not absolute"));
    }
    let lock = lock(path)?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .page_size(SQLITE_PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL is what makes a commit survive a power cut; NORMAL loses acknowledged rows.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .pragma("trusted_schema", "OFF")
        .pragma("secure_delete", "ON")
        .pragma("cell_size_check", "ON")
        .pragma("cache_size", SQLITE_CACHE)
        .pragma("wal_autocheckpoint", SQLITE_LOG_PAGES.to_string())
        .disable_statement_logging();
    let pool = |connections: u32| {
        SqlitePoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(ACQUIRE_TIMEOUT)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
    };
    let write = pool(1).connect_with(options.clone()).await.map_err(connecting)?;
    let read = pool(READERS).connect_with(options.pragma("query_only", "ON")).await.map_err(connecting)?;
    Ok(Opened {
        kind: Kind::Sqlite,
        write: SqlxSqliteConnector::from_sqlx_sqlite_pool(write.clone()),
        read: SqlxSqliteConnector::from_sqlx_sqlite_pool(read),
        bulk: Pool::Sqlite { write, loader: Arc::new(Mutex::new(loader(path)?)) },
        _lock: Some(lock),
    })
}

/// The connection that loads many rows. Its commits are not synced: what it writes counts only with a later commit of
/// the ordinary connection, which syncs the log with everything in it.
fn loader(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    let open = || {
        let connection = rusqlite::Connection::open(path)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        for (name, value) in [
            ("synchronous", "NORMAL"),
            ("foreign_keys", "ON"),
            ("trusted_schema", "OFF"),
            ("cell_size_check", "ON"),
            ("cache_size", SQLITE_LOADER_CACHE),
        ] {
            connection.pragma_update(None, name, value)?;
        }
        connection.pragma_update(None, "wal_autocheckpoint", SQLITE_LOG_PAGES)?;
        Ok::<_, rusqlite::Error>(connection)
    };
    open().map_err(|error| StoreError::Database {
        doing: "opening the database",
        source: DbErr::Conn(RuntimeErr::Internal(error.to_string())),
    })
}

async fn open_postgres(url: &str) -> Result<Opened, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|_| bad_url(url, "it is not a PostgreSQL address"))?
        .disable_statement_logging();
    let pool = |connections: u32| {
        PgPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT).test_before_acquire(true)
    };
    let write = pool(WRITERS_POSTGRES).connect_with(options.clone()).await.map_err(connecting)?;
    let read_only = options.options([("default_transaction_read_only", "on")]);
    let read = pool(READERS).connect_with(read_only).await.map_err(connecting)?;
    Ok(Opened {
        kind: Kind::Postgres,
        write: SqlxPostgresConnector::from_sqlx_postgres_pool(write.clone()),
        read: SqlxPostgresConnector::from_sqlx_postgres_pool(read),
        bulk: Pool::Postgres(write),
        _lock: None,
    })
}

/// Takes the lock file beside the database, `name.lock`; the operating system frees it when the process ends.
fn lock(database: &Path) -> Result<File, StoreError> {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    let path = PathBuf::from(name);
    let failed =
        |source: std::io::Error| StoreError::File { doing: "taking the lock file", path: path.clone(), source };
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked { path }),
        Err(TryLockError::Error(source)) => Err(failed(source)),
    }
}

fn connecting(error: sqlx::Error) -> StoreError {
    StoreError::Database {
        doing: "opening the database",
        source: DbErr::Conn(RuntimeErr::SqlxError(std::sync::Arc::new(error))),
    }
}

/// The address without what stands before an `@`: that may be a password.
fn bad_url(url: &str, reason: &str) -> StoreError {
    let shown = url.rsplit_once('@').map_or(url, |(_, rest)| rest);
    StoreError::Url { url: shown.to_owned(), reason: reason.to_owned() }
}
