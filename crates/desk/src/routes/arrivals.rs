//! The queue, for the intake officer; everybody else is shown to the page of their own role.

use super::{Colleague, Desk, moment, unread, who};
use crate::pages;
use crate::view::{ArrivalOrder, ArrivalRow, ArrivalStatus, Arrivals};
use axum::Router;
use axum::extract::State as Held;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use intake::State;
use intake::queue::{self, Arrived, Order, Wanted};
use intake::view::{QueueRow, totals};
use staff::Right;
use store::Purpose;
use store::audit::Object;
use web::fields::Query;
use web::parts::badge::Counts;
use web::{Fault, Visit};

/// Rows of one page.
const ROWS: u32 = 50;

pub(super) fn routes() -> Router<Desk> {
    Router::new().route("/", get(arrivals))
}

async fn arrivals(Held(desk): Held<Desk>, visit: Visit, colleague: Colleague, query: Query) -> Result<Response, Fault> {
    let person = &colleague.person;
    if !person.may(Right::Queue) {
        for (right, page) in [(Right::Audit, "/audit"), (Right::People, "/admin")] {
            if person.may(right) {
                return Ok(Redirect::to(page).into_response());
            }
        }
    }
    person.require(&desk.staff, Right::Queue).await.map_err(super::refused)?;
    let fields = query.known(&["status", "order", "q", "after"])?;
    let status = match fields.get("status") {
        "" => None,
        slug => Some(named(slug)?),
    };
    let after = match fields.get("after") {
        "" => None,
        key => Some(key.parse().map_err(|_| Fault::BadRequest("HTTP-FIELD-VALUE"))?),
    };
    let order = match fields.get("order") {
        "" => ArrivalOrder::default(),
        slug => {
            let known = ArrivalOrder::ALL.into_iter().find(|order| order.slug() == slug);
            known.ok_or(Fault::BadRequest("HTTP-FIELD-VALUE"))?
        }
    };
    let store = desk.intake.store();
    let why = Purpose::reason("arrivals", "watching the queue").map_err(super::failed)?;
    let access = store.access(&person.actor(), &why, vec![Object::new("queue", "arrivals")]).await;
    let access = access.map_err(super::failed)?;
    let words = fields.get("q").to_owned();
    let wanted = Wanted { state: status.map(state), words: words.clone(), order: order_of(order), after };
    let page = queue::arrivals(store, &access, &wanted, ROWS).await.map_err(unread)?;
    let since = queue::waiting_since(store, &access).await.map_err(unread)?;
    let waited = |since| (visit.context.now.as_second().saturating_sub(moment(since).as_second())).max(0) / 60;
    let counted = totals(store, &access).await.map_err(unread)?;
    let n = |state: State| counted.iter().filter(|(of, _)| *of == state).map(|(_, n)| natural(*n)).sum();
    let view = Arrivals {
        status,
        by_status: ArrivalStatus::ALL.map(|status| (status, n(state(status)))).to_vec(),
        next: page.next.map(|key| key.to_string()),
        rows: page.letters.iter().map(row).collect(),
        later: after.is_some(),
        words,
        order,
        oldest_minutes: since.map(|since| natural(waited(since))),
    };
    Ok(pages::arrivals(&visit.context, &who(person), &view).into_response())
}

const fn order_of(order: ArrivalOrder) -> Order {
    match order {
        ArrivalOrder::Newest => Order::Newest,
        ArrivalOrder::Oldest => Order::Oldest,
        ArrivalOrder::Largest => Order::Largest,
    }
}

fn row(arrived: &Arrived) -> ArrivalRow {
    let row = &arrived.row;
    ArrivalRow {
        number: arrived.number.clone(),
        more_reports: natural(arrived.reports.saturating_sub(1)),
        transactions: natural(arrived.transactions),
        id: row.letter.to_string(),
        kind: row.kind.clone(),
        reporter: row.correspondent_name.clone(),
        reference: row.reference.clone(),
        file_name: row.file_name.clone(),
        received_at: moment(row.received),
        age_minutes: natural(row.age_seconds) / 60,
        status: status_of(row.state),
        findings: counts(row),
    }
}

/// The counts of a letter's findings.
pub(super) fn counts(row: &QueueRow) -> Counts {
    let [reject, warn, quality] = row.findings.map(natural);
    Counts { fatal: 0, reject, warn, quality }
}

/// A count of the database; none is below zero.
pub(super) fn natural(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

fn named(slug: &str) -> Result<ArrivalStatus, Fault> {
    let known = ArrivalStatus::ALL.into_iter().find(|status| status.slug() == slug);
    known.ok_or(Fault::BadRequest("HTTP-FIELD-VALUE"))
}

/// A state of intake as pages show it.
pub(super) const fn status_of(state: State) -> ArrivalStatus {
    match state {
        State::Arrived => ArrivalStatus::Received,
        State::Checking => ArrivalStatus::Checking,
        State::Accepted => ArrivalStatus::Accepted,
        State::AcceptedWithWarnings => ArrivalStatus::AcceptedWithWarnings,
        State::Rejected => ArrivalStatus::Rejected,
    }
}

const fn state(status: ArrivalStatus) -> State {
    match status {
        ArrivalStatus::Received => State::Arrived,
        ArrivalStatus::Checking => State::Checking,
        ArrivalStatus::Accepted => State::Accepted,
        ArrivalStatus::AcceptedWithWarnings => State::AcceptedWithWarnings,
        ArrivalStatus::Rejected => State::Rejected,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_of_a_letter_is_a_status_and_back() {
        for was in State::ALL {
            assert_eq!(state(status_of(was)), was);
            assert_eq!(named(status_of(was).slug()).unwrap(), status_of(was));
        }
    }
}
