//! The account: password and machine keys.

use super::{Portal, Reporter, moment, refused, who};
use crate::pages;
use crate::view::{Account, KeyRow};
use axum::Router;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use post::edge::{machine, sign_in};
use post::{KeyId, PostError};
use store::door::{Answer, DoorError};
use web::fields::{Form, Query};
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/account", get(account))
        .route("/account/password", post(password))
        .route("/account/keys", post(make_key))
        .route("/account/keys/{id}/end", post(end_key))
}

async fn view(portal: &Portal, reporter: &Reporter) -> Result<Account, Fault> {
    let person = &reporter.person;
    let keys = machine::list(&portal.edge, person.correspondent).await.map_err(refused)?;
    let sessions = sign_in::recent(&portal.edge, person.reporter).await.map_err(refused)?;
    let key = |key: machine::Key| KeyRow {
        id: key.id.to_string(),
        name: key.name,
        made_at: moment(key.made),
        used_at: key.used.map(moment),
    };
    Ok(Account {
        login: person.login.clone(),
        totp_since: person.code_since.map(moment),
        sessions: sessions.into_iter().map(|(from, at)| (from, moment(at))).collect(),
        keys: keys.into_iter().map(key).collect(),
        password_chars_min: seal::signin::PASSWORD_CHARS_MIN as u64,
        password_changed: None,
        new_key: None,
    })
}

fn page(visit: &Visit, reporter: &Reporter, view: &Account) -> Response {
    pages::account(&visit.context, &who(&reporter.person), view).into_response()
}

async fn account(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    query: Query,
) -> Result<Response, Fault> {
    query.none()?;
    Ok(page(&visit, &reporter, &view(&portal, &reporter).await?))
}

async fn password(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    form: Form,
) -> Result<Response, Fault> {
    let fields = form.known(&["old", "new"])?;
    let (old, new) = (fields.raw("old"), fields.raw("new"));
    let changed = match sign_in::change_password(&portal.edge, &reporter.session.0, old, new).await {
        Err(PostError::Door(DoorError::Seal(_))) => false,
        other => other.map_err(refused)? == Answer::Next,
    };
    let view = Account { password_changed: Some(changed), ..view(&portal, &reporter).await? };
    Ok(page(&visit, &reporter, &view))
}

async fn make_key(
    State(portal): State<Portal>,
    visit: Visit,
    reporter: Reporter,
    form: Form,
) -> Result<Response, Fault> {
    let fields = form.known(&["name"])?;
    let (_, secret) = machine::make(&portal.edge, &reporter.person, fields.get("name")).await.map_err(refused)?;
    let new_key = Some((fields.get("name").to_owned(), secret.to_string()));
    let view = Account { new_key, ..view(&portal, &reporter).await? };
    Ok(page(&visit, &reporter, &view))
}

async fn end_key(
    State(portal): State<Portal>,
    reporter: Reporter,
    Path(id): Path<String>,
    form: Form,
) -> Result<Redirect, Fault> {
    form.known(&[])?;
    let key = KeyId::parse(&id).ok_or(Fault::NotFound)?;
    machine::end(&portal.edge, &reporter.person, key).await.map_err(refused)?;
    Ok(Redirect::to("/account"))
}
