//! Plain search: by number, by name, by account. What a search shows is looked at: every row of the answer is recorded
//! before it is given, and so is a search that finds nothing.

use std::collections::BTreeSet;

use store::audit::{Actor, Object};
use store::{Access, Micros, Purpose, Query, ReportId, Row, Store, StoreError, params};

use crate::words::Sort;
use crate::{IntakeError, key, runs, sql};

/// Most hits of one search.
pub const HITS_MAX: u32 = 100;
/// Fewest letters or digits of what is searched for.
pub const CHARS_MIN: usize = 3;

/// Why a report is in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Its number.
    Number,
    /// The name of a party.
    Name,
    /// The number or IBAN of an account.
    Account,
}

/// A report that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// When it was received.
    pub received: Micros,
    /// What matched.
    pub by: By,
    /// The text that matched, as filed.
    pub what: String,
}

/// Searches, and gives the hits with the access to all their reports. A name is found by its beginning, without regard
/// to case, marks and order of its words; a number or account whole.
///
/// # Errors
///
/// [`IntakeError::SearchTooShort`]; [`IntakeError::Store`], also if the search cannot be recorded: then nothing is
/// shown.
pub async fn search(store: &Store, who: &Actor, why: &Purpose, words: &str) -> Result<(Vec<Hit>, Access), IntakeError> {
    let (name, account) = (key::name(words), key::account(words));
    if account.chars().count() < CHARS_MIN && !(name.chars().any(|c| c as u32 >= 0x2e80)) {
        return Err(IntakeError::SearchTooShort { chars_min: CHARS_MIN });
    }
    let mut hits = Vec::new();
    let number = words.trim().to_uppercase();
    gather(&mut hits, By::Number, store.rows(sql::BY_NUMBER, params![number]).await?)?;
    in_runs(store, &mut hits, By::Account, (&account, &account)).await?;
    gather(&mut hits, By::Account, store.rows(sql::BY_ACCOUNT, params![account, HITS_MAX]).await?)?;
    let end = format!("{name}\u{10ffff}");
    in_runs(store, &mut hits, By::Name, (&name, &end)).await?;
    gather(&mut hits, By::Name, store.rows(sql::BY_NAME, params![name, end, HITS_MAX]).await?)?;
    hits.truncate(usize::try_from(HITS_MAX).unwrap_or(usize::MAX));
    // What was searched for may be a person's name, so the log holds that there was a search and what it showed.
    let shown: BTreeSet<ReportId> = hits.iter().map(|hit| hit.report).collect();
    let mut objects = vec![Object::new("search", format!("{} hits", shown.len()))];
    objects.extend(shown.iter().map(|report| Object::new("report", report)));
    let access = store.access(who, why, objects).await?;
    Ok((hits, access))
}

/// What the large reports have of words from one to another, both included.
async fn in_runs(store: &Store, hits: &mut Vec<Hit>, by: By, (from, to): (&str, &str)) -> Result<(), StoreError> {
    let (sort, found) = match by {
        By::Account => (Sort::Account, sql::ACCOUNT_FOUND),
        _ => (Sort::Name, sql::PARTY_FOUND),
    };
    let most = usize::try_from(HITS_MAX).unwrap_or(usize::MAX);
    let mut taken = 0_usize;
    for row in store.rows(sql::IN_RUNS, params![sort as i64, from, to, HITS_MAX]).await? {
        let damaged = |error: std::io::Error| StoreError::Column { column: "body".into(), reason: error.to_string() };
        let words = runs::read(&row.get::<Vec<u8>>("body")?, row.get("raw_bytes")?).map_err(damaged)?;
        let fitting = words.into_iter().filter(|found| (from..=to).contains(&found.word.as_str()));
        for one in fitting.take(most.saturating_sub(taken)) {
            taken = taken.saturating_add(1);
            gather(hits, by, store.rows(found, params![row.get::<i64>("report")?, one.ordinal]).await?)?;
        }
    }
    Ok(())
}

fn gather(hits: &mut Vec<Hit>, by: By, rows: Vec<Row>) -> Result<(), StoreError> {
    for row in rows {
        let hit = Hit {
            report: row.get("id")?,
            number: row.get("number")?,
            kind: row.get("kind")?,
            received: row.get("received_us")?,
            by,
            what: row.get::<Option<String>>("what")?.unwrap_or_default(),
        };
        if !hits.contains(&hit) {
            hits.push(hit);
        }
    }
    Ok(())
}
