//! The store itself: opening, reading, and writing in transactions that try again when they lose to another.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement, TransactionOptions, TransactionTrait};

use crate::audit::{self, Entry, Group};
use crate::differs::connect::{self, Opened};
use crate::differs::refuse::{self, IndexNames};
use crate::differs::words;
use crate::{Micros, Row, StoreError, Value, World, migrate};

/// Which database stands behind a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One file, one writing process.
    Sqlite,
    /// A server, many processes.
    Postgres,
}

/// How often a transaction is tried before [`StoreError::Busy`].
const TRIES_MAX: u32 = 10;
/// The wait before the second try; it doubles each time, to at most [`WAIT_MILLIS_MAX`].
const WAIT_MILLIS_FIRST: u64 = 2;
const WAIT_MILLIS_MAX: u64 = 500;

/// The only door to the database. Cheap to clone; all clones are one store.
#[derive(Clone, Debug)]
pub struct Store {
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) world: World,
    pub(crate) opened: Opened,
    pub(crate) group: Group,
    names: RwLock<IndexNames>,
    /// A test's folder, deleted when the last clone of the store goes.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) keep: std::sync::OnceLock<tempfile::TempDir>,
}

impl Store {
    /// Opens `sqlite:///absolute/path/office.db` or `postgres://user@host/name`; does not migrate.
    ///
    /// # Errors
    ///
    /// [`StoreError::Url`], [`StoreError::Locked`] if another process has the SQLite file,
    /// [`StoreError::Database`] if it cannot be reached.
    pub async fn open(url: &str, world: World) -> Result<Self, StoreError> {
        let opened = connect::open(url).await?;
        let inner = Inner {
            world,
            opened,
            group: Group::default(),
            names: RwLock::default(),
            #[cfg(any(test, feature = "testing"))]
            keep: std::sync::OnceLock::new(),
        };
        let store = Self { inner: Arc::new(inner) };
        store.learn_names().await?;
        Ok(store)
    }

    /// Applies the migrations of all owners that this database has not seen. See [`migrate`].
    ///
    /// # Errors
    ///
    /// [`StoreError::Migration`] if an applied migration has changed since, if the database is newer than this
    /// program, or if one fails; a failed one leaves nothing behind.
    pub async fn migrate(&self) -> Result<(), StoreError> {
        migrate::run(self, migrate::Owners::All).await?;
        self.learn_names().await
    }

    /// Applies only the migrations whose first line names one of these owners: the edge has no table of cases.
    ///
    /// # Errors
    ///
    /// As [`Store::migrate`].
    pub async fn migrate_only(&self, owners: &[&str]) -> Result<(), StoreError> {
        migrate::run(self, migrate::Owners::Only(owners)).await?;
        self.learn_names().await
    }

    /// Does work in one transaction and commits it, together with the events and audit records it left.
    ///
    /// The work may run more than once: on a lost race (SQLITE_BUSY, 40001, 40P01) everything it wrote is undone and
    /// it is called again, at most ten times. So it must do nothing but use its `Tx`. On PostgreSQL the
    /// isolation is READ COMMITTED: rows that a decision rests on are read with [`Tx::held`], and uniqueness is a
    /// unique index.
    ///
    /// ```ignore
    /// store.write(|tx| async move { tx.execute("UPDATE …", params![id]).await }).await?;
    /// ```
    ///
    /// # Errors
    ///
    /// The work's own error, after everything was undone; [`StoreError::Busy`]; [`StoreError::Audit`] if an audit
    /// record could not be written; [`StoreError::Database`] if the commit failed.
    pub async fn write<T, E, F, Fut>(&self, work: F) -> Result<T, E>
    where
        E: From<StoreError>,
        F: Fn(Tx) -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        let mut wait = WAIT_MILLIS_FIRST;
        for _ in 0..TRIES_MAX {
            let tx = self.begin().await?;
            match work(tx.clone()).await {
                Ok(value) => match tx.commit().await {
                    Ok(()) => return Ok(value),
                    Err(error) => {
                        tx.rollback().await;
                        if !tx.lost() {
                            return Err(E::from(error));
                        }
                    }
                },
                Err(error) => {
                    tx.rollback().await;
                    if !tx.lost() {
                        return Err(error);
                    }
                }
            }
            let [chance] = self.inner.world.random::<1>().map_err(StoreError::from)?;
            tokio::time::sleep(Duration::from_millis(wait.saturating_add(u64::from(chance) % wait))).await;
            wait = wait.saturating_mul(2).min(WAIT_MILLIS_MAX);
        }
        Err(E::from(StoreError::Busy { tries: TRIES_MAX }))
    }

    /// Which database stands behind this store.
    pub fn kind(&self) -> Kind {
        self.inner.opened.kind
    }

    /// The clock and the source of chance this store was opened with.
    pub fn world(&self) -> &World {
        &self.inner.world
    }

    /// The moment of the call, by the store's clock.
    pub fn now(&self) -> Micros {
        self.inner.world.now()
    }

    /// Closes all connections; a store that is dropped without it is closed by the operating system.
    pub async fn close(self) {
        for connection in [&self.inner.opened.read, &self.inner.opened.write] {
            // A connection that cannot be closed in order is closed by the end of the process.
            let _closed = connection.clone().close().await;
        }
    }

    async fn begin(&self) -> Result<Tx, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(sea_orm::SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let opened = self.inner.opened.write.begin_with_options(options).await;
        let transaction = opened.map_err(|error| self.explain("beginning a transaction", error))?;
        Ok(Tx(Arc::new(TxInner {
            store: self.clone(),
            open: tokio::sync::Mutex::new(Some(transaction)),
            lost: AtomicBool::new(false),
            audit: Mutex::default(),
        })))
    }

    pub(crate) fn statement(&self, sql: impl Into<String>, params: Vec<Value>) -> Statement {
        let backend = self.inner.opened.write.get_database_backend();
        Statement::from_sql_and_values(backend, sql, params.into_iter().map(|value| value.0))
    }

    pub(crate) fn explain(&self, doing: &'static str, error: DbErr) -> StoreError {
        match self.inner.names.read() {
            Ok(names) => refuse::explain(self.kind(), &names, doing, error),
            Err(_) => StoreError::Database { doing, source: error },
        }
    }

    pub(crate) fn explain_loader(&self, doing: &'static str, error: &rusqlite::Error) -> StoreError {
        let nothing = refuse::IndexNames::new();
        match self.inner.names.read() {
            Ok(names) => refuse::explain_loader(&names, doing, error),
            Err(_) => refuse::explain_loader(&nothing, doing, error),
        }
    }

    async fn learn_names(&self) -> Result<(), StoreError> {
        let learned = refuse::index_names(self.kind(), &self.inner.opened.read).await;
        let learned = learned.map_err(|error| self.explain("reading the names of indexes", error))?;
        if let Ok(mut names) = self.inner.names.write() {
            *names = learned;
        }
        Ok(())
    }
}

/// Something that can be asked: a [`Store`] (any committed state) or a [`Tx`] (its own).
///
/// A statement is a `&'static str`, so none can be built from text that came in; what varies is a parameter.
pub trait Query: Sync {
    /// All rows of the answer.
    ///
    /// # Errors
    ///
    /// [`StoreError::Database`] if the statement is refused. Through a [`Store`] it must not write.
    fn rows(&self, sql: &'static str, params: Vec<Value>) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;

    /// The first row, if there is one.
    ///
    /// # Errors
    ///
    /// As [`Query::rows`].
    fn optional(
        &self,
        sql: &'static str,
        params: Vec<Value>,
    ) -> impl Future<Output = Result<Option<Row>, StoreError>> + Send {
        async move { Ok(self.rows(sql, params).await?.into_iter().next()) }
    }

    /// The first row; [`StoreError::NotFound`] if there is none.
    ///
    /// # Errors
    ///
    /// As [`Query::rows`], and [`StoreError::NotFound`].
    fn one(&self, sql: &'static str, params: Vec<Value>) -> impl Future<Output = Result<Row, StoreError>> + Send {
        async move { self.optional(sql, params).await?.ok_or(StoreError::NotFound) }
    }
}

impl Query for Store {
    async fn rows(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let answer = self.inner.opened.read.query_all_raw(self.statement(sql, params)).await;
        Ok(answer.map_err(|error| self.explain("reading rows", error))?.into_iter().map(Row).collect())
    }
}

/// A transaction under way. Cheap to clone; every clone is dead once [`Store::write`] has ended it.
#[derive(Clone, Debug)]
pub struct Tx(Arc<TxInner>);

#[derive(Debug)]
struct TxInner {
    store: Store,
    open: tokio::sync::Mutex<Option<DatabaseTransaction>>,
    lost: AtomicBool,
    audit: Mutex<Vec<Entry>>,
}

impl Tx {
    /// Runs a statement that changes rows; gives how many.
    ///
    /// # Errors
    ///
    /// [`StoreError::Constraint`] if a rule of the database is broken (on PostgreSQL the transaction is then dead:
    /// use `ON CONFLICT DO NOTHING` where a second row is expected), otherwise [`StoreError::Database`].
    pub async fn execute(&self, sql: &'static str, params: Vec<Value>) -> Result<u64, StoreError> {
        self.execute_text(sql.to_owned(), params).await
    }

    /// The rows of a SELECT, held against change by others until the transaction ends (`FOR UPDATE`).
    ///
    /// # Errors
    ///
    /// As [`Query::rows`].
    pub async fn held(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.rows_text(format!("{sql}{}", words::hold(self.0.store.kind())), params).await
    }

    /// Which database stands behind this transaction.
    pub fn kind(&self) -> Kind {
        self.0.store.kind()
    }

    /// The moment of the call, by the store's clock.
    pub fn now(&self) -> Micros {
        self.0.store.now()
    }

    /// The clock and the source of chance, to make ids with.
    pub fn world(&self) -> &World {
        self.0.store.world()
    }

    /// The store this transaction belongs to.
    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) async fn execute_text(&self, sql: String, params: Vec<Value>) -> Result<u64, StoreError> {
        let open = self.0.open.lock().await;
        let transaction = open.as_ref().ok_or(StoreError::Finished)?;
        let done = transaction.execute_raw(self.0.store.statement(sql, params)).await;
        done.map(|done| done.rows_affected()).map_err(|error| self.note("changing rows", error))
    }

    pub(crate) async fn rows_text(&self, sql: String, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        let open = self.0.open.lock().await;
        let transaction = open.as_ref().ok_or(StoreError::Finished)?;
        let answer = transaction.query_all_raw(self.0.store.statement(sql, params)).await;
        Ok(answer.map_err(|error| self.note("reading rows", error))?.into_iter().map(Row).collect())
    }

    /// Runs a script of several statements. Only for migrations.
    pub(crate) async fn script(&self, sql: &str) -> Result<(), StoreError> {
        let open = self.0.open.lock().await;
        let transaction = open.as_ref().ok_or(StoreError::Finished)?;
        let done = transaction.execute_unprepared(sql).await;
        done.map(|_| ()).map_err(|error| self.note("running a script", error))
    }

    /// Leaves an audit record, written as the last thing before the commit: both are there or neither.
    pub fn audit(&self, entry: Entry) {
        match self.0.audit.lock() {
            Ok(mut entries) => entries.push(entry),
            // Whoever held the list died; the transaction must not commit without its records.
            Err(_) => self.0.lost.store(true, Ordering::SeqCst),
        }
    }

    async fn commit(&self) -> Result<(), StoreError> {
        let entries = self.0.audit.lock().map(|mut entries| std::mem::take(&mut *entries));
        let entries = entries.map_err(|_| StoreError::Audit { reason: "the list of records is lost".to_owned() })?;
        if !entries.is_empty() {
            let appended = audit::append(self, &entries).await;
            appended.map_err(|error| StoreError::Audit { reason: error.to_string() })?;
        }
        let transaction = self.0.open.lock().await.take().ok_or(StoreError::Finished)?;
        transaction.commit().await.map_err(|error| self.note("committing", error))
    }

    async fn rollback(&self) {
        if let Some(transaction) = self.0.open.lock().await.take() {
            // If the database cannot be told, it undoes the transaction when the connection ends.
            let _told = transaction.rollback().await;
        }
    }

    fn lost(&self) -> bool {
        self.0.lost.load(Ordering::SeqCst)
    }

    fn note(&self, doing: &'static str, error: DbErr) -> StoreError {
        if refuse::is_conflict(self.0.store.kind(), &error) {
            self.0.lost.store(true, Ordering::SeqCst);
        }
        self.0.store.explain(doing, error)
    }
}

impl Query for Tx {
    async fn rows(&self, sql: &'static str, params: Vec<Value>) -> Result<Vec<Row>, StoreError> {
        self.rows_text(sql.to_owned(), params).await
    }
}
