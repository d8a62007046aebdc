//! The log as an auditor reads it: page by page, the newest first, narrowed by person, thing and day.

use super::Outcome;
use crate::{Access, Micros, Query as _, Row, Store, StoreError, params};

/// Most records of one page.
pub const PAGE_RECORDS_MAX: u32 = 500;

/// Which records are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only what this person or program did: its id as in the log.
    pub user: Option<String>,
    /// Only what was done to things of this kind, or to the thing of this id.
    pub object: Option<String>,
    /// Only what was done at this moment or later.
    pub from: Option<Micros>,
    /// Only what was done before this moment.
    pub until: Option<Micros>,
    /// Only records before this one: the last of the page before.
    pub before: Option<i64>,
}

/// A record as it is shown. The text that the chain covers holds more; see the export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Its number in the chain.
    pub sequence: i64,
    /// When, by the clock.
    pub at: Micros,
    /// Who: an id, never a name.
    pub user: String,
    /// In which role.
    pub role: String,
    /// What kind of act, as its word in the log.
    pub act: String,
    /// What kind of thing.
    pub object_kind: String,
    /// Which.
    pub object_id: String,
    /// For which case.
    pub case_ref: Option<String>,
    /// Why, as a code of the office.
    pub reason_code: String,
    /// Why, in words.
    pub reason_text: Option<String>,
    /// How it ended; `Failed` for a word that this program does not know.
    pub outcome: Outcome,
}

/// A page of the log, newest first. The access covers `audit` `log`, so that reading the log stands in the log.
///
/// # Errors
///
/// [`StoreError::NotCovered`]; otherwise as [`crate::Query::rows`].
pub async fn page(store: &Store, access: &Access, asked: &Asked, limit: u32) -> Result<Vec<Record>, StoreError> {
    access.covers("audit", "log")?;
    let sql =
        "SELECT seq, wall_us, user_ref, role, act, object_kind, object_id, case_ref, reason_code, reason_text, result
               FROM audit_record
               WHERE seq < $1 AND (CAST($2 AS TEXT) IS NULL OR user_ref = $2)
                   AND (CAST($3 AS TEXT) IS NULL OR object_kind = $3 OR object_id = $3)
                   AND wall_us >= $4 AND wall_us < $5
               ORDER BY seq DESC LIMIT $6";
    let values = params![
        asked.before.unwrap_or(i64::MAX),
        asked.user.clone(),
        asked.object.clone(),
        asked.from.unwrap_or(Micros(i64::MIN)),
        asked.until.unwrap_or(Micros(i64::MAX)),
        limit.min(PAGE_RECORDS_MAX),
    ];
    store.rows(sql, values).await?.iter().map(record).collect()
}

fn record(row: &Row) -> Result<Record, StoreError> {
    Ok(Record {
        sequence: row.get("seq")?,
        at: row.get("wall_us")?,
        user: row.get("user_ref")?,
        role: row.get("role")?,
        act: row.get("act")?,
        object_kind: row.get("object_kind")?,
        object_id: row.get("object_id")?,
        case_ref: row.get("case_ref")?,
        reason_code: row.get("reason_code")?,
        reason_text: row.get("reason_text")?,
        outcome: match row.get::<String>("result")?.as_str() {
            "done" => Outcome::Done,
            "denied" => Outcome::Denied,
            _ => Outcome::Failed,
        },
    })
}
