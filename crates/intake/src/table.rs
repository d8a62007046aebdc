//! Rows gathered column by column, as the store's bulk door takes them.

use store::Bulk;

/// A value of a row.
pub(crate) enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
}

impl From<i64> for Cell {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl From<Option<String>> for Cell {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

/// Some rows of one table, on their way to the database.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) table: &'static str,
    pub(crate) columns: Vec<(&'static str, Bulk)>,
}

impl Rows {
    /// No rows yet. A column whose name begins with `#` holds integers, another texts; the sign is not part of the name.
    pub(crate) fn new(table: &'static str, columns: &[&'static str]) -> Self {
        let column = |name: &&'static str| match name.strip_prefix('#') {
            Some(name) => (name, Bulk::Int(Vec::new())),
            None => (*name, Bulk::Text(Vec::new())),
        };
        Self { table, columns: columns.iter().map(column).collect() }
    }

    /// One row more. Its cells stand in the order and have the kinds of the columns; a cell that does not is absent.
    pub(crate) fn push<const N: usize>(&mut self, row: [Cell; N]) {
        for ((_, column), cell) in self.columns.iter_mut().zip(row) {
            match (column, cell) {
                (Bulk::Int(rows), Cell::Int(value)) => rows.push(value),
                (Bulk::Text(rows), Cell::Text(value)) => rows.push(value),
                (Bulk::Int(rows), Cell::Text(_)) => rows.push(None),
                (Bulk::Text(rows), Cell::Int(_)) => rows.push(None),
                (Bulk::Bytes(_) | Bulk::Bool(_) | Bulk::Real(_), _) => {}
            }
        }
    }

    /// How many rows.
    pub(crate) fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// The rows so far; none are left.
    pub(crate) fn take(&mut self) -> Self {
        let empty = |(name, column): &(&'static str, Bulk)| match column {
            Bulk::Int(_) => (*name, Bulk::Int(Vec::new())),
            _ => (*name, Bulk::Text(Vec::new())),
        };
        let columns = self.columns.iter().map(empty).collect();
        std::mem::replace(self, Self { table: self.table, columns })
    }
}
