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
use intake::search::{By, search};
use staff::Right;
use store::Purpose;
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
            Ok((hits, _)) => {
                status = StatusCode::OK;
                view.asked = true;
                view.hits = hits.into_iter().map(hit).collect();
            }
            Err(short @ IntakeError::SearchTooShort { .. }) => view.problem = Some(short.to_string()),
            Err(other) => return Err(unread(other)),
        }
    }
    Ok((status, pages::search(&visit.context, &who(&colleague.person), &view)).into_response())
}

fn hit(hit: intake::search::Hit) -> Hit {
    Hit {
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
