//! The audit log, for the auditor: its entries, and whether its chain is whole; and what a code of the checker means,
//! for everybody.

use super::arrivals::natural;
use super::{Colleague, Desk, failed, moment, refused, who};
use crate::pages;
use crate::view::{Audit, AuditResult, AuditRow, Chain};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Redirect;
use axum::routing::{get, post};
use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::Markup;
use staff::{Right, people};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use store::audit::{Asked, Object, Outcome, Record, page, verify};
use store::{Micros, Purpose};
use web::fields::{Fields, Form, Query};
use web::{Fault, Visit};

/// Entries of one page.
const ROWS: u32 = 100;

/// The last check of the chain since the program started. A check walks the whole log, so it is made when it is asked
/// for.
#[derive(Clone, Debug, Default)]
pub struct LastCheck(Arc<Mutex<Option<Chain>>>);

impl LastCheck {
    fn get(&self) -> Option<Chain> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, found: Chain) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
    }
}

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/audit", get(audit)).route("/audit/check", post(check)).route("/explain/{code}", get(explain))
}

/// One page of entries. The look at it is recorded first, so there is always one.
async fn audit(State(desk): State<Desk>, visit: Visit, colleague: Colleague, query: Query) -> Result<Markup, Fault> {
    colleague.person.require(&desk.staff, Right::Audit).await.map_err(refused)?;
    let fields = query.known(&["who", "about", "from", "to", "after"])?;
    let asked = asked(&visit, &fields)?;
    let store = desk.intake.store();
    let why = Purpose::reason("audit", "reading the log").map_err(failed)?;
    let access = store.access(&colleague.person.actor(), &why, vec![Object::new("audit", "log")]).await;
    let access = access.map_err(failed)?;
    let mut records = page(store, &access, &asked, ROWS.saturating_add(1)).await.map_err(failed)?;
    let rows = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = records.len() > rows;
    records.truncate(rows);
    let staff = people::list(&desk.staff).await.map_err(refused)?;
    let names: BTreeMap<String, String> =
        staff.into_iter().map(|person| (person.id.to_string(), person.name)).collect();
    let view = Audit {
        who: fields.get("who").to_owned(),
        about: fields.get("about").to_owned(),
        from: fields.get("from").to_owned(),
        to: fields.get("to").to_owned(),
        next: records.last().filter(|_| more).map(|record| record.sequence.to_string()),
        later: asked.before.is_some(),
        chain: desk.checked.get(),
        rows: records.into_iter().map(|record| row(record, &names)).collect(),
        people: names.into_iter().collect(),
    };
    Ok(pages::audit(&visit.context, &who(&colleague.person), &view))
}

fn asked(visit: &Visit, fields: &Fields) -> Result<Asked, Fault> {
    let wrong = || Fault::BadRequest("HTTP-FIELD-VALUE");
    let text = |name| Some(fields.get(name)).filter(|text| !text.is_empty()).map(str::to_owned);
    let day = |name| text(name).map(|day| day.parse::<Date>().map_err(|_| wrong())).transpose();
    let begins = |day: Date| {
        let zoned = day.to_zoned(visit.context.zone.clone()).map_err(|_| wrong())?;
        Ok(Micros(zoned.timestamp().as_microsecond()))
    };
    let before = text("after").map(|key| key.parse().map_err(|_| wrong())).transpose()?;
    let after_last = |day: Date| day.checked_add(1.day()).map_err(|_| wrong()).and_then(begins);
    Ok(Asked {
        user: text("who"),
        object: text("about"),
        from: day("from")?.map(begins).transpose()?,
        until: day("to")?.map(after_last).transpose()?,
        before,
    })
}

fn row(record: Record, names: &BTreeMap<String, String>) -> AuditRow {
    let why = [Some(record.reason_code), record.case_ref, record.reason_text];
    AuditRow {
        sequence: natural(record.sequence),
        at: moment(record.at),
        who: names.get(&record.user).unwrap_or(&record.user).clone(),
        roles: record.role,
        act: record.act,
        kind: record.object_kind,
        id: record.object_id,
        why: why.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        result: match record.outcome {
            Outcome::Done => AuditResult::Done,
            Outcome::Denied => AuditResult::Denied,
            Outcome::Failed => AuditResult::Failed,
        },
    }
}

/// Walks the whole chain, and keeps what was found for the page.
async fn check(State(desk): State<Desk>, visit: Visit, colleague: Colleague, form: Form) -> Result<Redirect, Fault> {
    colleague.person.require(&desk.staff, Right::Audit).await.map_err(refused)?;
    form.known(&[])?;
    let store = desk.intake.store();
    let why = Purpose::reason("audit", "whether the chain is whole").map_err(failed)?;
    store.access(&colleague.person.actor(), &why, vec![Object::new("audit", "log")]).await.map_err(failed)?;
    let verdict = verify(store, &[], &desk.audit_key).await.map_err(failed)?;
    desk.checked.set(match verdict.damage {
        Some(damage) => {
            tracing::error!(entry = damage.at, "the audit log is damaged");
            Chain::Broken(damage.at, visit.context.now)
        }
        None => Chain::Whole(verdict.records, visit.context.now),
    });
    Ok(Redirect::to("/audit"))
}

async fn explain(
    State(desk): State<Desk>,
    visit: Visit,
    colleague: Colleague,
    Path(code): Path<String>,
    query: Query,
) -> Result<Markup, Fault> {
    query.none()?;
    let words = desk.profile.words(web::told::language(visit.context.lang));
    let told = words.explain(&code).ok_or(Fault::NotFound)?;
    let paragraphs = [Some(told.title), Some(told.text), told.hint, told.legal].into_iter().flatten();
    let paragraphs: Vec<String> = paragraphs.filter(|text| !text.is_empty()).collect();
    Ok(pages::explanation(&visit.context, &who(&colleague.person), &code, &paragraphs))
}
