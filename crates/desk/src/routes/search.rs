//! The search. It is posted, so that what was searched for stays out of addresses and logs.

use super::{Colleague, Desk, failed, moment, refused, unread, who};
use crate::pages;
use crate::view::{FoundIn, Hit, Search};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use intake::IntakeError;
use intake::search::{By, HITS_MAX, search};
use intake::view::report;
use staff::Right;
use std::collections::BTreeMap;
use store::{Access, Purpose, ReportId};
use web::fields::{Form, Query};
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/search", get(ask).post(find))
}

async fn ask(State(desk): State<Desk>, visit: Visit, colleague: Colleague, query: Query) -> Result<Response, Fault> {
    query.none()?;
    colleague.person.require(&desk.staff, Right::Search).await.map_err(refused)?;
    Ok(pages::search(&visit.context, &who(&colleague.person), &Search::default()).into_response())
}

async fn find(State(desk): State<Desk>, visit: Visit, colleague: Colleague, form: Form) -> Result<Response, Fault> {
    colleague.person.require(&desk.staff, Right::Search).await.map_err(refused)?;
    let fields = form.known(&["q", "reason"])?;
    let (words, reason) = (fields.get("q"), fields.get("reason"));
    let mut view = Search { words: words.to_owned(), reason: reason.to_owned(), ..Search::default() };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if reason.is_empty() {
        view.reason_missing = true;
    } else {
        let why = Purpose::reason("search", reason).map_err(failed)?;
        match search(desk.intake.store(), &colleague.person.actor(), &why, words).await {
            Ok((hits, access)) => {
                status = StatusCode::OK;
                view.asked = true;
                view.cut = hits.len() >= usize::try_from(HITS_MAX).unwrap_or(usize::MAX);
                view.hits = with_reporters(&desk, &access, hits).await?;
            }
            Err(IntakeError::SearchTooShort { chars_min }) => {
                view.problem = Some(visit.context.lang.n("search-short", chars_min as u64));
            }
            Err(other) => return Err(unread(other)),
        }
    }
    Ok((status, pages::search(&visit.context, &who(&colleague.person), &view)).into_response())
}

/// The hits with the names of their reporters. The access is the one that the search made.
async fn with_reporters(desk: &Desk, access: &Access, hits: Vec<intake::search::Hit>) -> Result<Vec<Hit>, Fault> {
    let (mut reporters, mut shown): (BTreeMap<ReportId, String>, Vec<Hit>) = Default::default();
    for found in hits {
        let reporter = match reporters.get(&found.report) {
            Some(known) => known.clone(),
            None => {
                let head = report(desk.intake.store(), access, found.report).await.map_err(unread)?;
                reporters.entry(found.report).or_insert(head.correspondent_name).clone()
            }
        };
        shown.push(hit(found, reporter));
    }
    Ok(shown)
}

fn hit(hit: intake::search::Hit, reporter: String) -> Hit {
    Hit {
        reporter,
        found_in: match hit.by {
            By::Number => FoundIn::Number,
            By::Name => FoundIn::Name,
            By::Account => FoundIn::Account,
        },
        text: hit.what,
        report: hit.report.to_string(),
        number: hit.number,
        kind: hit.kind,
        received_at: moment(hit.received),
    }
}
