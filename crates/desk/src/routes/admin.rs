//! The people of the office: who is there, inviting, closing.

use super::{Colleague, Desk, moment, refused, shown, who};
use crate::pages;
use crate::view::{Admin, FirstLink, ProfileView, StaffRow};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use profile::Family;
use staff::{MemberId, Right, Role, people};
use std::collections::BTreeSet;
use web::fields::{Form, Query};
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Desk> {
    Router::new()
        .route("/admin", get(admin))
        .route("/admin/staff", post(invite))
        .route("/admin/staff/{id}/stop", post(stop))
}

async fn view(desk: &Desk, visit: &Visit) -> Result<Admin, Fault> {
    let people = people::list(&desk.staff).await.map_err(refused)?;
    let row = |person: people::Person| StaffRow {
        id: person.id.to_string(),
        active: person.state == "active",
        since: moment(person.made),
        name: person.name,
        login: person.login,
        roles: person.roles.into_iter().map(shown).collect(),
    };
    Ok(Admin { staff: people.into_iter().map(row).collect(), profile: Some(in_force(desk, visit)), ..Admin::default() })
}

/// The rules in force on the day of the visit.
fn in_force(desk: &Desk, visit: &Visit) -> ProfileView {
    let says = desk.profile.manifest();
    let today = visit.context.now.to_zoned(visit.context.zone.clone()).date();
    let schema = match says.family {
        Family::Four => "goAML 4",
        Family::Five => "goAML 5",
    };
    ProfileView {
        code: says.code.clone(),
        version: says.version.clone(),
        schema: schema.to_owned(),
        from: says.from.to_string(),
        rules: desk.profile.on(today).map_or(0, |day| day.rules().count() as u64),
    }
}

async fn admin(State(desk): State<Desk>, visit: Visit, colleague: Colleague, query: Query) -> Result<Response, Fault> {
    query.none()?;
    colleague.person.require(&desk.staff, Right::People).await.map_err(refused)?;
    Ok(pages::admin(&visit.context, &who(&colleague.person), &view(&desk, &visit).await?).into_response())
}

async fn invite(State(desk): State<Desk>, visit: Visit, colleague: Colleague, form: Form) -> Result<Response, Fault> {
    colleague.person.require(&desk.staff, Right::People).await.map_err(refused)?;
    let fields = form.known(&["staff_name", "login", "intake-officer", "auditor", "administrator"])?;
    let roles: BTreeSet<Role> = Role::ALL.into_iter().filter(|role| fields.ticked(shown(*role).slug())).collect();
    let (login, name) = (fields.get("login"), fields.get("staff_name"));
    let (_, invitation) =
        people::invite(&desk.staff, &colleague.person.actor(), login, name, &roles).await.map_err(refused)?;
    let origin = desk.manners.origins.first().map_or("", String::as_str);
    let link = FirstLink { login: login.to_owned(), link: format!("{origin}/welcome/{}", *invitation.secret) };
    let view = Admin { link: Some(link), ..view(&desk, &visit).await? };
    Ok(pages::admin(&visit.context, &who(&colleague.person), &view).into_response())
}

async fn stop(
    State(desk): State<Desk>,
    colleague: Colleague,
    Path(id): Path<String>,
    form: Form,
) -> Result<Redirect, Fault> {
    colleague.person.require(&desk.staff, Right::People).await.map_err(refused)?;
    form.known(&[])?;
    let id = MemberId::parse(&id).ok_or(Fault::NotFound)?;
    people::close(&desk.staff, &colleague.person.actor(), id).await.map_err(refused)?;
    Ok(Redirect::to("/admin"))
}
