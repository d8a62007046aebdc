//! Many rows at once, column by column, directly on the database's driver.

use crate::differs::bulk;
use crate::{Store, StoreError};

/// One column of many rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Bulk {
    /// 64-bit integers, times, minor units.
    Int(Vec<Option<i64>>),
    /// Text.
    Text(Vec<Option<String>>),
    /// Bytes, ids.
    Bytes(Vec<Option<Vec<u8>>>),
    /// Truth.
    Bool(Vec<Option<bool>>),
    /// Scores.
    Real(Vec<Option<f64>>),
}

impl Bulk {
    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Self::Int(rows) => rows.len(),
            Self::Text(rows) => rows.len(),
            Self::Bytes(rows) => rows.len(),
            Self::Bool(rows) => rows.len(),
            Self::Real(rows) => rows.len(),
        }
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What a bulk insert did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// How many rows were written.
    pub rows: u64,
    /// How long it took, by the store's clock.
    pub took_us: i64,
}

impl Loaded {
    /// Rows per second; the rows themselves if it took no measurable time.
    pub fn rows_per_second(&self) -> u64 {
        let took = u64::try_from(self.took_us.max(1)).unwrap_or(1);
        self.rows.saturating_mul(1_000_000) / took
    }
}

impl Store {
    /// Inserts rows given as columns, all or none, in one transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError::Bulk`] if there is no column or their lengths differ; otherwise as [`crate::Tx::execute`].
    pub async fn load(&self, table: &'static str, columns: &[(&'static str, Bulk)]) -> Result<Loaded, StoreError> {
        let start = self.now();
        let rows = columns.first().map_or(0, |(_, column)| column.len());
        if columns.is_empty() || columns.iter().any(|(_, column)| column.len() != rows) {
            return Err(StoreError::Bulk { table });
        }
        let loaded = bulk::insert(&self.inner.opened.bulk, table, columns).await;
        loaded.map_err(|error| {
            let error = sea_orm::RuntimeErr::SqlxError(std::sync::Arc::new(error));
            self.explain("loading many rows", sea_orm::DbErr::Exec(error))
        })?;
        let took_us = self.now().0.saturating_sub(start.0);
        Ok(Loaded { rows: u64::try_from(rows).unwrap_or(u64::MAX), took_us })
    }
}
