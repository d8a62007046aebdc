//! The audit log, for the auditor: whether its chain is whole, and what a code of the checker means, for everybody.

use super::{Colleague, Desk, failed, refused, who};
use crate::pages;
use crate::view::Audit;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use maud::Markup;
use staff::Right;
use store::Purpose;
use store::audit::{Object, verify};
use web::fields::Query;
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/audit", get(audit)).route("/explain/{code}", get(explain))
}

/// Walks the whole chain, and says where it breaks. The look is recorded first, so the chain always has an entry.
async fn audit(State(desk): State<Desk>, visit: Visit, colleague: Colleague, query: Query) -> Result<Markup, Fault> {
    query.none()?;
    colleague.person.require(&desk.staff, Right::Audit).await.map_err(refused)?;
    let store = desk.intake.store();
    let why = Purpose::reason("audit", "whether the chain is whole").map_err(failed)?;
    store.access(&colleague.person.actor(), &why, vec![Object::new("audit", "log")]).await.map_err(failed)?;
    let verdict = verify(store, &[], &desk.audit_key).await.map_err(failed)?;
    let view = match verdict.damage {
        Some(damage) => {
            tracing::error!(entry = damage.at, "the audit log is damaged");
            Audit { broken: Some(damage.at), ..Audit::default() }
        }
        None => Audit { whole: Some((verdict.records, visit.context.now)), ..Audit::default() },
    };
    Ok(pages::audit(&visit.context, &who(&colleague.person), &view))
}

async fn explain(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path(code): Path<String>,
    query: Query,
) -> Result<Markup, Fault> {
    query.none()?;
    let words = desk.profile.words(super::language(visit.context.lang));
    let told = words.explain(&code).ok_or(Fault::NotFound)?;
    let paragraphs = [Some(told.title), Some(told.text), told.hint, told.legal].into_iter().flatten();
    let paragraphs: Vec<String> = paragraphs.filter(|text| !text.is_empty()).collect();
    Ok(pages::explanation(&visit.context, &who(&colleague.person), &code, &paragraphs))
}
