//! Many rows at once, column by column, directly on the database's driver.

use crate::differs::bulk;
use crate::{Store, StoreError};

/// One column of many rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Bulk {
    /// 64-bit integers, times, minor units.
    Int(Vec<Option<i64>>),
    /// Text.
    Text(Texts),
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

    /// Forgets all rows and keeps the memory.
    pub fn clear(&mut self) {
        match self {
            Self::Int(rows) => rows.clear(),
            Self::Text(rows) => rows.clear(),
            Self::Bytes(rows) => rows.clear(),
            Self::Bool(rows) => rows.clear(),
            Self::Real(rows) => rows.clear(),
        }
    }
}

/// The texts of a column, one behind the other in one piece of memory: a text costs no allocation of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    all: String,
    /// Where each begins and ends in `all`.
    places: Vec<Option<(usize, usize)>>,
}

impl Texts {
    /// Adds a text, or that there is none.
    pub fn push(&mut self, text: Option<&str>) {
        self.places.push(text.map(|text| {
            let start = self.all.len();
            self.all.push_str(text);
            (start, self.all.len())
        }));
    }

    /// A text by its place; `None` if there is none.
    pub fn get(&self, at: usize) -> Option<&str> {
        let (start, end) = self.places.get(at).copied().flatten()?;
        self.all.get(start..end)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.places.iter().map(|place| place.and_then(|(start, end)| self.all.get(start..end)))
    }

    /// How many, the absent ones included.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Forgets all and keeps the memory.
    pub fn clear(&mut self) {
        self.all.clear();
        self.places.clear();
    }
}

impl<T: AsRef<str>> FromIterator<Option<T>> for Texts {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(texts: I) -> Self {
        let mut all = Self::default();
        for text in texts {
            all.push(text.as_ref().map(AsRef::as_ref));
        }
        all
    }
}

/// Rows of one table on their way to the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The table.
    pub table: &'static str,
    /// Its columns, all of one length.
    pub columns: Vec<(&'static str, Bulk)>,
}

impl Rows {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Whether there are none.
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
    /// Inserts rows given as columns, of one table or several, all or none, in one transaction. The tables are written
    /// in the order in which they stand. Gives the rows back, so that their memory can be used again.
    ///
    /// **Not durable by itself**: after a power cut the rows may be gone, whole batches of them. They are durable as
    /// soon as any later [`Store::write`] is, so whatever makes them count must be one: bulk rows are for what nobody
    /// relies on until then.
    ///
    /// # Errors
    ///
    /// [`StoreError::Bulk`] if a table has no column or their lengths differ; otherwise as [`crate::Tx::execute`].
    pub async fn load(&self, batch: Vec<Rows>) -> Result<(Loaded, Vec<Rows>), StoreError> {
        let start = self.now();
        for rows in &batch {
            let len = rows.len();
            if rows.columns.is_empty() || rows.columns.iter().any(|(_, column)| column.len() != len) {
                return Err(StoreError::Bulk { table: rows.table });
            }
        }
        let rows = batch.iter().map(Rows::len).sum::<usize>();
        let batch = bulk::insert(self, batch).await?;
        let took_us = self.now().0.saturating_sub(start.0);
        Ok((Loaded { rows: u64::try_from(rows).unwrap_or(u64::MAX), took_us }, batch))
    }
}
