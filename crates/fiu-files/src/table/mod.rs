//! Files of rows: CSV and Parquet as cells of text under names.
//!
//! Reading order: here the door ([`read`]), `text` CSV, `columnar` Parquet, [`roles`] which column is what, [`mapping`]
//! what a user says about a file, [`amount`] and [`time`] what a cell means.

pub mod amount;
mod columnar;
pub mod mapping;
pub mod roles;
mod text;
pub mod time;

use crate::failure::{CellFault, Failure};
use std::path::Path;

/// Longest cell in bytes. No identifier, amount or time is longer.
pub const CELL_BYTES_MAX: usize = 64 << 10;

/// Who takes the rows of a file.
pub trait Rows {
    /// The names of the columns, once, before any row.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with them: reading ends.
    fn columns(&mut self, names: &[String]) -> Result<(), Failure>;

    /// One row with as many cells as there are columns. `row` counts as [`Failure::Cell`] says.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with it: reading ends.
    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure>;
}

/// Reads a whole file; its kind is what the ending of its name says. Gives the number of rows.
///
/// # Errors
///
/// [`Failure`]: the first thing that is wrong, in the order of the file.
pub fn read(path: &Path, delimiter: Option<u8>, rows: &mut dyn Rows) -> Result<u64, Failure> {
    let file = path.display().to_string();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let count = match ending.as_deref() {
        Some("csv" | "tsv" | "txt") => text::read(path, delimiter, rows)?,
        Some("parquet") => columnar::read(path, rows)?,
        _ => return Err(Failure::Kind(file)),
    };
    if count == 0 { Err(Failure::Empty(file)) } else { Ok(count) }
}

/// What no cell of any kind may be.
fn check(file: &str, names: &[String], row: u64, cells: &[&str]) -> Result<(), Failure> {
    for (at, cell) in cells.iter().enumerate() {
        let fault = match cell {
            cell if cell.len() > CELL_BYTES_MAX => CellFault::Long,
            cell if cell.contains('\0') => CellFault::Nul,
            _ => continue,
        };
        return Err(Failure::Cell { file: file.to_owned(), row, column: names.get(at).cloned(), fault });
    }
    Ok(())
}
