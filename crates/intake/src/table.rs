//! Rows gathered column by column, as the store's bulk door takes them.

use store::{Bulk, Rows, Texts};

/// A value of a row.
pub(crate) enum Cell<'t> {
    Int(Option<i64>),
    Text(Option<&'t str>),
    Yes(bool),
    Bytes(Vec<u8>),
}

impl From<i64> for Cell<'_> {
    fn from(value: i64) -> Self {
        Self::Int(Some(value))
    }
}

impl From<Option<i64>> for Cell<'_> {
    fn from(value: Option<i64>) -> Self {
        Self::Int(value)
    }
}

impl<'t> From<Option<&'t str>> for Cell<'t> {
    fn from(value: Option<&'t str>) -> Self {
        Self::Text(value)
    }
}

impl<'t> From<&'t str> for Cell<'t> {
    fn from(value: &'t str) -> Self {
        Self::Text(Some(value))
    }
}

impl From<bool> for Cell<'_> {
    fn from(value: bool) -> Self {
        Self::Yes(value)
    }
}

/// No rows yet. A column whose name begins with `#` holds integers, with `?` truth, with `*` bytes, another texts; the
/// sign is not part of the name.
pub(crate) fn rows(table: &'static str, columns: &[&'static str]) -> Rows {
    let column = |name: &&'static str| match (name.strip_prefix('#'), name.strip_prefix('?'), name.strip_prefix('*')) {
        (Some(name), ..) => (name, Bulk::Int(Vec::new())),
        (_, Some(name), _) => (name, Bulk::Bool(Vec::new())),
        (.., Some(name)) => (name, Bulk::Bytes(Vec::new())),
        _ => (*name, Bulk::Text(Texts::default())),
    };
    Rows { table, columns: columns.iter().map(column).collect() }
}

/// One row more. Its cells stand in the order and have the kinds of the columns; one that does not makes the columns
/// uneven, and the store refuses them.
pub(crate) fn push<const N: usize>(rows: &mut Rows, row: [Cell<'_>; N]) {
    for ((_, column), cell) in rows.columns.iter_mut().zip(row) {
        match (column, cell) {
            (Bulk::Int(rows), Cell::Int(value)) => rows.push(value),
            (Bulk::Text(rows), Cell::Text(value)) => rows.push(value),
            (Bulk::Bool(rows), Cell::Yes(value)) => rows.push(Some(value)),
            (Bulk::Bytes(rows), Cell::Bytes(value)) => rows.push(Some(value)),
            _ => {}
        }
    }
}
