//! What was sent, and what became of it.

use super::counts;
use super::{Portal, Reporter, moment, refused, who};
use crate::pages;
use crate::view::{Acknowledgement, Explanation, Findings, Home, Letter, LetterRow, LetterStatus, Letters};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use post::edge::letters::{self, Search, State as Standing};
use store::{LetterId, Micros};
use web::fields::{Fields, Query};
use web::parts::code::Excerpt;
use web::parts::finding::{FindingFilter, FindingView};
use web::told::{FILTER_FIELDS, filter, language, told};
use web::{Fault, Lang, Visit};

/// Letters on one page of the list.
const PAGE_ROWS: u32 = 50;
/// Letters on the first page.
const RECENT_ROWS: u32 = 8;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/", get(home))
        .route("/letters", get(list))
        .route("/letters/{id}", get(one))
        .route("/letters/{id}/receipt", get(receipt))
        .route("/letters/{id}/{findings}", get(findings))
        .route("/checked/{findings}", get(checked))
        .route("/explain/{code}", get(explain))
        .route("/help", get(help))
}

impl From<Standing> for LetterStatus {
    fn from(state: Standing) -> Self {
        match state {
            Standing::Received => Self::Received,
            Standing::WithOffice => Self::WithOffice,
            Standing::Accepted => Self::Accepted,
            Standing::AcceptedWithWarnings => Self::AcceptedWithWarnings,
            Standing::Rejected => Self::Rejected,
        }
    }
}

fn row(row: letters::LetterRow) -> LetterRow {
    LetterRow {
        id: row.id.to_string(),
        reference: row.reference,
        file_name: row.file_name,
        kind: row.kind,
        received_at: moment(row.received),
        status: row.state.into(),
        findings: counts(row.counts),
    }
}

/// The id of an address. What is no id is as absent as what is another's.
pub(super) fn id(text: &str) -> Result<LetterId, Fault> {
    LetterId::parse(text).ok_or(Fault::NotFound)
}

async fn home(State(portal): State<Portal>, visit: Visit, reporter: Reporter, query: Query) -> Result<Markup, Fault> {
    query.none()?;
    let of = reporter.person.correspondent;
    let year =
        visit.context.now.to_zoned(visit.context.zone.clone()).first_of_year().and_then(|day| day.start_of_day());
    let since = year.map_or(Micros(0), |start| Micros(start.timestamp().as_microsecond()));
    let totals = letters::totals(&portal.edge, of, since).await.map_err(refused)?;
    let search = Search { limit: RECENT_ROWS, ..Search::default() };
    let recent = letters::list(&portal.edge, of, &search).await.map_err(refused)?;
    let n = |count: i64| u64::try_from(count).unwrap_or(0);
    let view = Home {
        accepted: n(totals.accepted),
        waiting: n(totals.waiting),
        rejected: n(totals.rejected),
        recent: recent.into_iter().map(row).collect(),
    };
    Ok(pages::home(&visit.context, &who(&reporter.person), &view))
}

/// The key of the row a page ended with, as it stands in addresses: time and id.
pub(super) fn key(row: &letters::LetterRow) -> String {
    format!("{}.{}", row.received.0, row.id)
}

/// Reads what a list was asked for. Names and meaning are those of the machine interface too.
pub(super) fn search(fields: &Fields) -> Result<Search, Fault> {
    let wrong = || Fault::BadRequest("HTTP-FIELD-VALUE");
    let state = match fields.get("status") {
        "" => None,
        word => Some(Standing::read(word).ok_or_else(wrong)?),
    };
    let before = match fields.get("after") {
        "" => None,
        key => {
            let (at, id) = key.split_once('.').ok_or_else(wrong)?;
            Some((Micros(at.parse().map_err(|_| wrong())?), LetterId::parse(id).ok_or_else(wrong)?))
        }
    };
    Ok(Search { words: fields.get("q").to_owned(), state, before, limit: PAGE_ROWS + 1 })
}

/// One page of rows, and the key of the next if there is one.
pub(super) fn page(mut rows: Vec<letters::LetterRow>) -> (Vec<letters::LetterRow>, Option<String>) {
    let shown = usize::try_from(PAGE_ROWS).unwrap_or(usize::MAX);
    let more = rows.len() > shown;
    rows.truncate(shown);
    let next = rows.last().filter(|_| more).map(key);
    (rows, next)
}

async fn list(State(portal): State<Portal>, visit: Visit, reporter: Reporter, query: Query) -> Result<Markup, Fault> {
    let search = search(&query.known(&["q", "status", "after"])?)?;
    let rows = letters::list(&portal.edge, reporter.person.correspondent, &search).await.map_err(refused)?;
    let (rows, next) = page(rows);
    let view = Letters {
        words: search.words,
        status: search.state.map(Into::into),
        rows: rows.into_iter().map(row).collect(),
        next,
        later: search.before.is_some(),
    };
    Ok(pages::letters(&visit.context, &who(&reporter.person), &view))
}

async fn one(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    Path(text): Path<String>,
    query: Query,
) -> Result<Markup, Fault> {
    query.none()?;
    let (of, letter) = (reporter.person.correspondent, id(&text)?);
    let found = letters::one(&portal.edge, of, letter).await.map_err(refused)?;
    if found.answer.as_ref().is_some_and(|answer| answer.read.is_none()) {
        letters::answer_read(&portal.edge, of, &reporter.person.actor(), letter).await.map_err(refused)?;
    }
    let acknowledgement = found.answer.map(|answer| Acknowledgement {
        at: moment(answer.written),
        number: answer.report_number,
        text: answer.body,
    });
    let view = Letter {
        row: row(found.row),
        bytes: u64::try_from(found.bytes).unwrap_or(0),
        digest: hex::encode(found.sha256),
        fetched_at: found.fetched.map(moment),
        receipt: found.receipt,
        acknowledgement,
    };
    Ok(pages::letter(&visit.context, &who(&reporter.person), &view))
}

/// The receipt as a file that a stand-alone verifier reads.
pub(super) fn receipt_file(letter: &letters::Letter) -> Response {
    let name = format!("attachment; filename=\"receipt-{}.txt\"", letter.row.id);
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, letter.receipt.clone()).into_response()
}

async fn receipt(
    State(portal): State<Portal>,
    reporter: Reporter,
    Path(text): Path<String>,
) -> Result<Response, Fault> {
    let found = letters::one(&portal.edge, reporter.person.correspondent, id(&text)?).await.map_err(refused)?;
    Ok(receipt_file(&found))
}

/// The findings of a letter: the fresh ones with their values, else the office's, else those the edge kept.
pub(super) async fn found(portal: &Portal, visit: &Visit, reporter: &Reporter, text: &str) -> Result<Findings, Fault> {
    let (of, letter, lang) = (reporter.person.correspondent, id(text)?, visit.context.lang);
    let one = letters::one(&portal.edge, of, letter).await.map_err(refused)?;
    let refused_there = one.row.state == Standing::Rejected;
    let fresh = portal.fresh.get(reporter.session, Some(text), visit.context.now);
    let views = match (&fresh, &one.answer) {
        (Some(fresh), _) => fresh_views(portal, lang, &fresh.checked),
        (None, Some(answer)) if !answer.remarks.is_empty() => kept_views(portal, lang, &answer.remarks),
        _ => kept_views(portal, lang, &letters::remarks(&portal.edge, of, letter).await.map_err(refused)?),
    };
    let rejects = views.iter().any(|view| view.severity.is_some_and(vocab::Severity::rejects));
    Ok(Findings {
        letter: Some(text.to_owned()),
        file_name: one.row.file_name,
        refused: refused_there || rejects,
        findings: views,
        filter: FindingFilter::default(),
    })
}

fn fresh_views(portal: &Portal, lang: Lang, checked: &crate::checker::Checked) -> Vec<FindingView> {
    told(&portal.profile, lang, checked.findings.iter().map(|(finding, excerpt)| (finding, excerpt.clone())))
}

fn kept_views(portal: &Portal, lang: Lang, remarks: &[vocab::Finding]) -> Vec<FindingView> {
    told(&portal.profile, lang, remarks.iter().map(|finding| (finding, Excerpt::default())))
}

/// Writes findings as what the last part of the address names.
fn as_asked(
    visit: &Visit,
    reporter: &Reporter,
    what: &str,
    query: &Query,
    mut view: Findings,
) -> Result<Response, Fault> {
    match what {
        "findings" => {
            view.filter = filter(&query.known(&FILTER_FIELDS)?)?;
            Ok(pages::findings(&visit.context, &who(&reporter.person), &view).into_response())
        }
        other => web::told::file(other, &view.findings).ok_or(Fault::NotFound),
    }
}

async fn findings(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    Path((text, what)): Path<(String, String)>,
    query: Query,
) -> Result<Response, Fault> {
    let view = found(&portal, &visit, &reporter, &text).await?;
    as_asked(&visit, &reporter, &what, &query, view)
}

/// The findings of a file that was only checked. They live as long as they are fresh.
async fn checked(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    Path(what): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    let fresh = portal.fresh.get(reporter.session, None, visit.context.now).ok_or(Fault::NotFound)?;
    let view = Findings {
        letter: None,
        file_name: fresh.file_name.clone(),
        refused: fresh.checked.refuses(),
        findings: fresh_views(&portal, visit.context.lang, &fresh.checked),
        filter: FindingFilter::default(),
    };
    as_asked(&visit, &reporter, &what, &query, view)
}

async fn explain(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    Path(code): Path<String>,
    query: Query,
) -> Result<Markup, Fault> {
    query.none()?;
    let told = portal.profile.words(language(visit.context.lang)).explain(&code).ok_or(Fault::NotFound)?;
    let paragraphs = [Some(told.title), Some(told.text), told.hint, told.legal].into_iter().flatten();
    let view = Explanation { code, paragraphs: paragraphs.filter(|text| !text.is_empty()).collect() };
    Ok(pages::explanation(&visit.context, &who(&reporter.person), &view))
}

async fn help(visit: Visit, reporter: Reporter, query: Query) -> Result<Markup, Fault> {
    query.none()?;
    Ok(pages::help(&visit.context, &who(&reporter.person)))
}
