//! The log as a text file: a title, one line per record, an end, and a signed checkpoint over all of it.
//!
//! ```text
//! openfiu audit log v1
//! 1<TAB>…<TAB>leaf
//! …
//! end
//! <signed checkpoint>
//! ```
//!
//! Every byte is covered: the title and `end` are fixed, each leaf covers its line and the leaf before, the checkpoint
//! signs the number of records and the last leaf.

use std::io::{BufRead, Read as _, Write};
use std::path::PathBuf;

use seal::{PublicKey, SigningKey};

use super::check::{Checker, Damage, Point, Verdict, point};
use super::checkpoint::{checkpoint, page};
use crate::{Store, StoreError};

const TITLE: &str = "openfiu audit log v1";
const END: &str = "end";
/// The longest line that is read: far above any record we write.
const LINE_BYTES_MAX: u64 = 1_048_576;

/// Writes the whole log up to a new checkpoint.
///
/// # Errors
///
/// As [`checkpoint`], and [`StoreError::File`] if `out` refuses.
pub async fn export(store: &Store, key: &SigningKey, out: &mut (impl Write + Send)) -> Result<(), StoreError> {
    let refused =
        |source| StoreError::File { doing: "exporting the audit log to", path: PathBuf::from("(out)"), source };
    let note = checkpoint(store, key, None).await?;
    let point = point(&note, &key.public()).map_err(|damage| StoreError::Audit { reason: damage.to_string() })?;
    let last = i64::try_from(point.size).unwrap_or(i64::MAX);
    writeln!(out, "{TITLE}").map_err(refused)?;
    let mut seen = 0;
    while seen < last {
        let lines = page(store, seen).await?;
        if lines.is_empty() {
            break;
        }
        for (seq, line) in lines.into_iter().filter(|(seq, _)| *seq <= last) {
            seen = seq;
            writeln!(out, "{line}").map_err(refused)?;
        }
    }
    write!(out, "{END}\n{note}").map_err(refused)?;
    out.flush().map_err(refused)
}

/// Checks an exported log with nothing but the file, the office's public key and what a witness has kept.
pub fn verify_file(file: &mut impl BufRead, outside: &[String], key: &PublicKey) -> Verdict {
    let points: Result<Vec<Point>, Damage> = outside.iter().map(|note| point(note, key)).collect();
    let mut checker = match points.and_then(Checker::new) {
        Ok(checker) => checker,
        Err(damage) => return Verdict { records: 0, damage: Some(damage) },
    };
    let checked = check_lines(file, &mut checker, key);
    Verdict { records: checker.count(), damage: checked.err() }
}

fn check_lines(file: &mut impl BufRead, checker: &mut Checker, key: &PublicKey) -> Result<(), Damage> {
    if line(file, 0)? != TITLE {
        return Err(Damage::new(0, "the file does not begin like an audit log"));
    }
    loop {
        let next = line(file, checker.count().saturating_add(1))?;
        if next == END {
            break;
        }
        checker.next(&next)?;
    }
    checker.end()?;
    let mut note = String::new();
    let cut = |_| Damage::new(0, "the checkpoint at the end cannot be read");
    file.take(LINE_BYTES_MAX).read_to_string(&mut note).map_err(cut)?;
    let point = point(&note, key)?;
    if point.size != checker.count() || point.leaf != checker.last_leaf() {
        return Err(Damage::new(checker.count(), "the checkpoint at the end is over other records"));
    }
    Ok(())
}

fn line(file: &mut impl BufRead, at: u64) -> Result<String, Damage> {
    let mut line = String::new();
    let read = (&mut *file).take(LINE_BYTES_MAX).read_line(&mut line);
    read.map_err(|_| Damage::new(at, "the line cannot be read as text"))?;
    match line.strip_suffix('\n') {
        Some(line) => Ok(line.to_owned()),
        None => Err(Damage::new(at, "the file is cut off here")),
    }
}
