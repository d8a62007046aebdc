//! Appending to the chain, inside a transaction.

use sha2::{Digest, Sha256};

use super::entry::{COLUMNS, Entry, line};
use crate::{Row, StoreError, Tx, Value, params};

/// How many records one INSERT carries: 50 × 24 parameters stay far under both databases' limits.
const ROWS_PER_INSERT: usize = 50;

/// The leaf before the first record.
pub(crate) const NO_LEAF: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The leaf of a record's text.
pub(crate) fn leaf(line: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(b"openfiu audit record v1\n");
    hash.update(line.as_bytes());
    hex::encode(hash.finalize())
}

/// Appends the entries in order; gives the number of the first. The end of the chain is held until the transaction
/// ends, so it is the last thing a transaction does.
pub(crate) async fn append(tx: &Tx, entries: &[Entry]) -> Result<i64, StoreError> {
    let head = tx.held("SELECT seq, mono_us, leaf FROM audit_head WHERE id = 1", params![]).await?;
    let head = head.first().ok_or_else(|| StoreError::Audit { reason: "the end of the chain is gone".to_owned() })?;
    let (last, mut mono_us): (i64, i64) = (head.get("seq")?, head.get("mono_us")?);
    let mut prev: String = head.get("leaf")?;
    let wall_us = tx.now().0;
    let mut seq = last;
    for group in entries.chunks(ROWS_PER_INSERT) {
        let mut values = Vec::with_capacity(group.len().saturating_mul(24));
        for entry in group {
            seq = seq.saturating_add(1);
            // The clock may be set back; the order of the log may not.
            mono_us = wall_us.max(mono_us.saturating_add(1));
            let columns = entry.columns();
            let leaf = leaf(&line(seq, mono_us, wall_us, &columns, &prev));
            values.extend(params![seq, mono_us, wall_us]);
            values.extend(columns.map(Value::from));
            values.extend(params![prev, &leaf]);
            prev = leaf;
        }
        tx.execute_text(insert(group.len()), values).await?;
    }
    let sql = "UPDATE audit_head SET seq = $1, mono_us = $2, leaf = $3 WHERE id = 1 AND seq = $4";
    let moved = tx.execute(sql, params![seq, mono_us, prev, last]).await?;
    if moved == 1 {
        Ok(last.saturating_add(1))
    } else {
        Err(StoreError::Audit { reason: "the chain has moved".into() })
    }
}

fn insert(rows: usize) -> String {
    let width = COLUMNS.len().saturating_add(5);
    let row = |row: usize| {
        let from = row.saturating_mul(width);
        let places: Vec<String> = (1..=width).map(|at| format!("${}", from.saturating_add(at))).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..rows).map(row).collect();
    let columns = COLUMNS.join(", ");
    format!("INSERT INTO audit_record (seq, mono_us, wall_us, {columns}, prev, leaf) VALUES {}", rows.join(", "))
}

/// A stored record's text with its leaf, from its row.
pub(crate) fn stored_line(row: &Row) -> Result<String, StoreError> {
    let mut columns: [Option<String>; 19] = Default::default();
    for (column, name) in columns.iter_mut().zip(COLUMNS) {
        *column = row.get(name)?;
    }
    let prev: String = row.get("prev")?;
    let text = line(row.get("seq")?, row.get("mono_us")?, row.get("wall_us")?, &columns, &prev);
    Ok(format!("{text}\t{}", row.get::<String>("leaf")?))
}
