//! Difference: taking work from the event table without two workers taking the same.
//!
//! PostgreSQL lets many workers take at once and skips what another holds; SQLite has one writer, so nothing can be
//! held by another.

use crate::Kind;

/// Takes up to `$4` due events for the worker `$3` at `$1` until `$2`; gives them back.
pub(crate) const fn take(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "UPDATE event SET lease_until_us = $2, lease_by = $3, tries = tries + 1 WHERE id IN (
                SELECT id FROM event WHERE done_us IS NULL AND due_us <= $1 AND lease_until_us <= $1
                ORDER BY made_us, id LIMIT $4)
             RETURNING id, kind, detail, tries, made_us"
        }
        Kind::Postgres => {
            "UPDATE event SET lease_until_us = $2, lease_by = $3, tries = tries + 1 WHERE id IN (
                SELECT id FROM event WHERE done_us IS NULL AND due_us <= $1 AND lease_until_us <= $1
                ORDER BY made_us, id LIMIT $4 FOR UPDATE SKIP LOCKED)
             RETURNING id, kind, detail, tries, made_us"
        }
    }
}
