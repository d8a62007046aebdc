//! What the desk shows. Every function asks for the [`Access`] to what it shows; making one has written who looks at
//! what, and why.

use std::collections::HashMap;

use store::{Access, LetterId, Micros, Query, ReportId, Row, Store, StoreError, params};
use vocab::{Code, Finding, Place};

use crate::details::{self, Pairs, Part};
use crate::state::State;
use crate::{IntakeError, sql};

/// Most rows of one page.
pub const PAGE_ROWS_MAX: u32 = 500;

/// A letter in the queue of arrivals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueRow {
    /// The letter.
    pub letter: LetterId,
    /// The sender's name.
    pub correspondent_name: String,
    /// The sender's reference.
    pub reference: String,
    /// The name of the file; may be empty.
    pub file_name: String,
    /// How many bytes.
    pub bytes: i64,
    /// When the edge received it.
    pub received: Micros,
    /// How many seconds ago that was.
    pub age_seconds: i64,
    /// When the office fetched it.
    pub fetched: Micros,
    /// The place in the receipt log: the key of the page.
    pub sequence: i64,
    /// How far it has come.
    pub state: State,
    /// The kind of the (first) report; empty before it is decided.
    pub kind: String,
    /// Findings that refuse, warn, and are about quality.
    pub findings: [i64; 3],
    /// When it was decided.
    pub decided: Option<Micros>,
}

/// The head of a report's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportHead {
    /// The report.
    pub id: ReportId,
    /// The letter it came in.
    pub letter: LetterId,
    /// The file of the letter; empty if the letter is one file.
    pub entry: String,
    /// Its number.
    pub number: String,
    /// Its kind.
    pub kind: String,
    /// The reporter's reference in the report.
    pub reference: String,
    /// The currency of its local amounts.
    pub currency: String,
    /// The reporter's name.
    pub correspondent_name: String,
    /// The name of the file.
    pub file_name: String,
    /// What stands in the header: path and text, as filed.
    pub header: Vec<(String, String)>,
    /// What stands in the activity, if there is one: path and text, as filed.
    pub activity: Vec<(String, String)>,
    /// How many transactions, parties and accounts.
    pub counts: [i64; 3],
    /// The sum of the local amounts in minor units; `None` if one of them is no such amount.
    pub total_minor: Option<i64>,
    /// The first and the last day of its transactions, as filed.
    pub days: Option<(String, String)>,
    /// When the letter was received, and the report registered.
    pub received: Micros,
    /// When the report was registered.
    pub registered: Micros,
    key: i64,
}

/// A transaction as filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransactionRow {
    /// Its place in the report, from 1.
    pub ordinal: i64,
    /// The reporter's number of it.
    pub number: Option<String>,
    /// Day and time as filed.
    pub day: Option<String>,
    /// The amount as filed.
    pub amount: Option<String>,
    /// The amount in minor units of the currency, if it can be written so exactly.
    pub amount_minor: Option<i64>,
    /// The local currency.
    pub currency: Option<String>,
    /// The code of how it was done.
    pub mode: Option<String>,
    /// Where it came from.
    pub from: SideRow,
    /// Where it went.
    pub to: SideRow,
    /// What the reporter says of it.
    pub description: Option<String>,
    /// Everything else: path and text, as filed.
    pub details: Vec<(String, String)>,
}

/// One side of a transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SideRow {
    /// The person or entity, by its place among the report's parties.
    pub party: Option<i64>,
    /// Its name.
    pub name: Option<String>,
    /// The account, by its place among the report's accounts.
    pub account: Option<i64>,
    /// Its number, or its IBAN if it has no number.
    pub account_number: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Whether the reporter calls it its own client.
    pub own: bool,
}

/// A person or entity as filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyRow {
    /// Its place in the report, from 1.
    pub ordinal: i64,
    /// Whether it is a person; else an entity.
    pub is_person: bool,
    /// Its name.
    pub name: Option<String>,
    /// The date of birth as filed.
    pub birth: Option<String>,
    /// The first number it is known by.
    pub id_number: Option<String>,
    /// Nationality, or country of incorporation.
    pub country: Option<String>,
    /// Everything else: path and text, as filed.
    pub details: Vec<(String, String)>,
}

/// An account as filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountRow {
    /// Its place in the report, from 1.
    pub ordinal: i64,
    /// Its number.
    pub account: Option<String>,
    /// Its IBAN.
    pub iban: Option<String>,
    /// Where it is kept.
    pub institution: Option<String>,
    /// The institution's code.
    pub institution_code: Option<String>,
    /// Its currency.
    pub currency: Option<String>,
    /// Everything else: path and text, as filed.
    pub details: Vec<(String, String)>,
}

/// Who stands in which role, besides from and to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoleRow {
    /// Its place in the report, from 1.
    pub ordinal: i64,
    /// The transaction's ordinal; 0 for activity and header.
    pub deal: i64,
    /// The role: `signatory`, `director`, `from-conductor` …, or as filed.
    pub role: String,
    /// The party in it.
    pub party: Option<i64>,
    /// Or the account in it.
    pub account: Option<i64>,
    /// Of which party.
    pub of_party: Option<i64>,
    /// Or of which account.
    pub of_account: Option<i64>,
}

/// The queue, newest first. The access covers `queue` `arrivals`.
///
/// `before` is the sequence of the last row of the page before.
///
/// # Errors
///
/// [`IntakeError::Store`], with `NotCovered` if the access is not for the queue.
pub async fn queue(
    store: &Store,
    access: &Access,
    state: Option<State>,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<QueueRow>, IntakeError> {
    access.covers("queue", "arrivals")?;
    let values = params![before.unwrap_or(i64::MAX), state.map(State::word), limit.min(PAGE_ROWS_MAX)];
    let rows = store.rows(sql::QUEUE, values).await?;
    rows.iter().map(|row| queue_row(row, store.now())).collect()
}

/// One letter as the queue shows it, with the reports it became. The access covers `letter`.
///
/// # Errors
///
/// [`IntakeError::Unknown`]; [`IntakeError::Store`].
pub async fn letter(
    store: &Store,
    access: &Access,
    letter: LetterId,
) -> Result<(QueueRow, Vec<(ReportId, String)>), IntakeError> {
    access.covers("letter", letter)?;
    let row = store.optional(sql::QUEUE_ONE, params![letter]).await?.ok_or(IntakeError::Unknown)?;
    let rows = store.rows(sql::REPORTS_OF, params![letter]).await?;
    let reports = rows.iter().map(|row| Ok((row.get("id")?, row.get("number")?)));
    Ok((queue_row(&row, store.now())?, reports.collect::<Result<_, StoreError>>()?))
}

/// How many letters are in which state. The access covers `queue` `arrivals`.
///
/// # Errors
///
/// As [`queue`].
pub async fn totals(store: &Store, access: &Access) -> Result<Vec<(State, i64)>, IntakeError> {
    access.covers("queue", "arrivals")?;
    let rows = store.rows(sql::QUEUE_TOTALS, params![]).await?;
    rows.iter().map(|row| Ok((state(row)?, row.get("n")?))).collect()
}

/// The head of a report. The access covers `report`.
///
/// # Errors
///
/// [`IntakeError::Unknown`] if there is no registered report of that id; [`IntakeError::Store`].
pub async fn report(store: &Store, access: &Access, id: ReportId) -> Result<ReportHead, IntakeError> {
    access.covers("report", id)?;
    let row = store.optional(sql::REPORT_ONE, params![id]).await?.ok_or(IntakeError::Unknown)?;
    let key = row.get("key")?;
    let mut of_activity = details_of(store, (key, Part::Transaction), 0, 0).await?;
    Ok(ReportHead {
        id,
        letter: row.get("letter")?,
        entry: row.get("entry")?,
        number: row.get("number")?,
        kind: row.get("kind")?,
        reference: row.get("reference")?,
        currency: row.get("currency")?,
        correspondent_name: row.get("correspondent_name")?,
        file_name: row.get("file_name")?,
        header: args(row.get("header")?),
        activity: of_activity.remove(&0).unwrap_or_default(),
        counts: [row.get("transaction_count")?, row.get("party_count")?, row.get("account_count")?],
        total_minor: row.get("total_minor")?,
        days: row.get::<Option<String>>("first_day")?.zip(row.get("last_day")?),
        received: row.get("received_us")?,
        registered: row.get("registered_us")?,
        key,
    })
}

/// A page of a report's transactions: those after a place, at most so many. The access covers the report.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn transactions(
    store: &Store,
    access: &Access,
    of: &ReportHead,
    after: i64,
    limit: u32,
) -> Result<Vec<TransactionRow>, IntakeError> {
    access.covers("report", of.id)?;
    let rows = store.rows(sql::TRANSACTIONS, params![of.key, after, limit.min(PAGE_ROWS_MAX)]).await?;
    let mut details = details_of_rows(store, (of.key, Part::Transaction), &rows).await?;
    Ok(rows.iter().map(|row| transaction(row, of, &mut details)).collect::<Result<_, StoreError>>()?)
}

/// A page of a report's people and entities. The access covers the report.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn parties(
    store: &Store,
    access: &Access,
    of: &ReportHead,
    after: i64,
    limit: u32,
) -> Result<Vec<PartyRow>, IntakeError> {
    access.covers("report", of.id)?;
    let rows = store.rows(sql::PARTIES, params![of.key, after, limit.min(PAGE_ROWS_MAX)]).await?;
    let mut details = details_of_rows(store, (of.key, Part::Party), &rows).await?;
    let mut party = |row: &Row| {
        let ordinal = row.get("ordinal")?;
        Ok(PartyRow {
            ordinal,
            is_person: row.get::<String>("kind")? == "person",
            name: row.get("name")?,
            birth: row.get("birth")?,
            id_number: row.get("id_number")?,
            country: row.get("country")?,
            details: details.remove(&ordinal).unwrap_or_default(),
        })
    };
    Ok(rows.iter().map(&mut party).collect::<Result<_, StoreError>>()?)
}

/// A page of a report's accounts. The access covers the report.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn accounts(
    store: &Store,
    access: &Access,
    of: &ReportHead,
    after: i64,
    limit: u32,
) -> Result<Vec<AccountRow>, IntakeError> {
    access.covers("report", of.id)?;
    let rows = store.rows(sql::ACCOUNTS, params![of.key, after, limit.min(PAGE_ROWS_MAX)]).await?;
    let mut details = details_of_rows(store, (of.key, Part::Account), &rows).await?;
    let mut account = |row: &Row| {
        let ordinal = row.get("ordinal")?;
        Ok(AccountRow {
            ordinal,
            account: row.get("account")?,
            iban: row.get("iban")?,
            institution: row.get("institution")?,
            institution_code: row.get("institution_code")?,
            currency: row.get("currency")?,
            details: details.remove(&ordinal).unwrap_or_default(),
        })
    };
    Ok(rows.iter().map(&mut account).collect::<Result<_, StoreError>>()?)
}

/// A page of a report's roles. The access covers the report.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn roles(
    store: &Store,
    access: &Access,
    of: &ReportHead,
    after: i64,
    limit: u32,
) -> Result<Vec<RoleRow>, IntakeError> {
    access.covers("report", of.id)?;
    let rows = store.rows(sql::ROLES, params![of.key, after, limit.min(PAGE_ROWS_MAX)]).await?;
    let role = |row: &Row| {
        Ok(RoleRow {
            ordinal: row.get("ordinal")?,
            deal: row.get("deal")?,
            role: row.get("role")?,
            party: row.get("party")?,
            account: row.get("account")?,
            of_party: row.get("of_party")?,
            of_account: row.get("of_account")?,
        })
    };
    Ok(rows.iter().map(role).collect::<Result<_, StoreError>>()?)
}

/// A page of a decided letter's findings: place in the list, file of the letter, finding with its value. The access
/// covers the letter.
///
/// # Errors
///
/// [`IntakeError::Store`].
pub async fn findings(
    store: &Store,
    access: &Access,
    letter: LetterId,
    after: i64,
    limit: u32,
) -> Result<Vec<(i64, String, Finding)>, IntakeError> {
    access.covers("letter", letter)?;
    let rows = store.rows(sql::FINDINGS, params![letter, after, limit.min(PAGE_ROWS_MAX)]).await?;
    Ok(rows.iter().map(finding).collect::<Result<_, StoreError>>()?)
}

pub(crate) fn queue_row(row: &Row, now: Micros) -> Result<QueueRow, IntakeError> {
    let received: Micros = row.get("received_us")?;
    Ok(QueueRow {
        letter: row.get("id")?,
        correspondent_name: row.get("correspondent_name")?,
        reference: row.get("reference")?,
        file_name: row.get("file_name")?,
        bytes: row.get("byte_count")?,
        received,
        age_seconds: now.0.saturating_sub(received.0) / 1_000_000,
        fetched: row.get("fetched_us")?,
        sequence: row.get("sequence")?,
        state: state(row)?,
        kind: row.get::<Option<String>>("kind")?.unwrap_or_default(),
        findings: [
            row.get::<Option<i64>>("reject_count")?.unwrap_or(0),
            row.get::<Option<i64>>("warn_count")?.unwrap_or(0),
            row.get::<Option<i64>>("quality_count")?.unwrap_or(0),
        ],
        decided: row.get("decided_us")?,
    })
}

fn state(row: &Row) -> Result<State, IntakeError> {
    match row.get::<Option<String>>("state")? {
        None => Ok(State::Arrived),
        Some(word) => State::read(&word).ok_or(IntakeError::Unknown),
    }
}

fn transaction(row: &Row, of: &ReportHead, details: &mut Details) -> Result<TransactionRow, StoreError> {
    let ordinal = row.get("ordinal")?;
    let side = |side: &str| -> Result<SideRow, StoreError> {
        let number: Option<String> = row.get(&format!("{side}_number"))?;
        let iban: Option<String> = row.get(&format!("{side}_iban"))?;
        Ok(SideRow {
            party: row.get(&format!("{side}_party"))?,
            name: row.get(&format!("{side}_name"))?,
            account: row.get(&format!("{side}_account"))?,
            account_number: number.or(iban),
            country: row.get(&format!("{side}_country"))?,
            own: row.get(&format!("{side}_own"))?,
        })
    };
    Ok(TransactionRow {
        ordinal,
        number: row.get("number")?,
        day: row.get("day")?,
        amount: row.get("amount")?,
        amount_minor: row.get("amount_minor")?,
        currency: Some(of.currency.clone()).filter(|currency| !currency.is_empty()),
        mode: row.get("mode")?,
        from: side("from")?,
        to: side("to")?,
        description: row.get("description")?,
        details: details.remove(&ordinal).unwrap_or_default(),
    })
}

fn finding(row: &Row) -> Result<(i64, String, Finding), StoreError> {
    let number = |column: &str| row.get::<i64>(column).map(|value| u64::try_from(value).unwrap_or(0));
    let place = Place {
        path: row.get("path")?,
        line: number("line_number")?,
        column: number("column_number")?,
        offset: number("byte_offset")?,
    };
    let code = Code::named(row.get::<String>("code")?);
    let mut finding = Finding::new(code, post::wire::severity(&row.get::<String>("severity")?), place);
    if let Some(value) = row.get::<Option<String>>("value")? {
        finding = finding.with_value(&value);
    }
    for (name, text) in args(row.get("args")?) {
        finding = finding.with(post::wire::arg_name(&name), text);
    }
    Ok((row.get("ordinal")?, row.get("entry")?, finding))
}

/// A kept list of names and texts; empty if there is none.
fn args(text: Option<String>) -> Pairs {
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Details by the ordinal of their row.
type Details = HashMap<i64, Pairs>;

/// The details of rows of one page.
async fn details_of_rows(store: &Store, of: (i64, Part), rows: &[Row]) -> Result<Details, StoreError> {
    match (rows.first(), rows.last()) {
        (Some(first), Some(last)) => details_of(store, of, first.get("ordinal")?, last.get("ordinal")?).await,
        _ => Ok(Details::new()),
    }
}

/// The details of the rows of a part of a report, from one ordinal to another.
async fn details_of(store: &Store, (report, part): (i64, Part), first: i64, last: i64) -> Result<Details, StoreError> {
    let mut found = Details::new();
    for row in store.rows(sql::DETAILS, params![report, part as i64, first, last]).await? {
        let block = details::read(&row.get::<Vec<u8>>("body")?, row.get("raw_bytes")?);
        let damaged = |error: std::io::Error| StoreError::Column { column: "body".into(), reason: error.to_string() };
        found.extend(block.map_err(damaged)?.into_iter().filter(|(ordinal, _)| (first..=last).contains(ordinal)));
    }
    Ok(found)
}
