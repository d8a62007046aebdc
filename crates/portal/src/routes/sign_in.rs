//! The door: invitation, name and password, code, and out again.

use super::{Portal, Reporter, refused};
use crate::pages;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use post::PostError;
use post::edge::enrol;
use post::edge::sign_in;
use store::door::{Answer, DoorError};
use web::fields::{Form, Query};
use web::signin::{SignInStep, SignInView, Welcome};
use web::visit::Network;
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/sign-in", get(ask_password).post(password))
        .route("/sign-in/code", get(ask_code).post(code))
        .route("/sign-out", post(out))
        .route("/welcome/{secret}", get(welcome).post(finish))
}

fn page(visit: &Visit, step: SignInStep, failed: bool, signed_out: bool) -> Response {
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    (status, pages::sign_in(&visit.context, &SignInView { step, failed, signed_out })).into_response()
}

async fn ask_password(visit: Visit, query: Query) -> Result<Response, Fault> {
    let fields = query.known(&["out"])?;
    Ok(page(&visit, SignInStep::Password, false, fields.ticked("out")))
}

async fn password(State(portal): State<Portal>, visit: Visit, from: Network, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["login", "password"])?;
    let half = portal.manners.token()?;
    let (login, secret) = (fields.get("login"), fields.raw("password"));
    let answer = sign_in::password(&portal.edge, login, secret, &half.digest().0, &from.0).await.map_err(refused)?;
    Ok(match answer {
        Answer::Next => ([visit.sets(&half)], Redirect::to("/sign-in/code")).into_response(),
        Answer::Refused => page(&visit, SignInStep::Password, true, false),
    })
}

async fn ask_code(State(portal): State<Portal>, visit: Visit, query: Query) -> Result<Response, Fault> {
    query.none()?;
    let Some(half) = &visit.token else { return Ok(Redirect::to("/sign-in").into_response()) };
    let waits = sign_in::waits_for_code(&portal.edge, &half.digest().0).await.map_err(refused)?;
    Ok(if waits { page(&visit, SignInStep::Code, false, false) } else { Redirect::to("/sign-in").into_response() })
}

async fn code(State(portal): State<Portal>, visit: Visit, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["code"])?;
    let half = visit.token.as_ref().ok_or(Fault::Forged)?;
    let whole = portal.manners.token()?;
    let (half, code) = (half.digest().0, fields.get("code"));
    let answer = sign_in::code(&portal.edge, &half, code, &whole.digest().0).await.map_err(refused)?;
    Ok(match answer {
        Answer::Next => ([visit.sets(&whole)], Redirect::to("/")).into_response(),
        Answer::Refused => page(&visit, SignInStep::Code, true, false),
    })
}

async fn out(State(portal): State<Portal>, visit: Visit, reporter: Reporter, form: Form) -> Result<Response, Fault> {
    form.known(&[])?;
    portal.fresh.forget(reporter.session);
    sign_in::end(&portal.edge, &reporter.person, &reporter.session.0).await.map_err(refused)?;
    Ok(([visit.forgets()], Redirect::to("/sign-in?out=yes")).into_response())
}

async fn welcome(
    State(portal): State<Portal>,
    visit: Visit,
    Path(secret): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    query.none()?;
    welcome_page(&portal, &visit, secret, false).await
}

async fn welcome_page(portal: &Portal, visit: &Visit, secret: String, again: bool) -> Result<Response, Fault> {
    let pairing = enrol::begin(&portal.edge, &secret).await.map_err(refused)?;
    let view = Welcome {
        name: pairing.name,
        login: pairing.login,
        key: Welcome::key_of(&pairing.address),
        refused: again,
        password_chars_min: seal::signin::PASSWORD_CHARS_MIN as u64,
        invitation: secret,
    };
    let status = if again { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, pages::welcome(&visit.context, &view)).into_response())
}

async fn finish(
    State(portal): State<Portal>,
    visit: Visit,
    Path(secret): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let fields = form.known(&["password", "code"])?;
    match enrol::finish(&portal.edge, &secret, fields.raw("password"), fields.get("code")).await {
        Ok(_) => Ok(Redirect::to("/sign-in").into_response()),
        Err(PostError::Door(DoorError::Code | DoorError::Seal(_))) => welcome_page(&portal, &visit, secret, true).await,
        Err(other) => Err(refused(other)),
    }
}
