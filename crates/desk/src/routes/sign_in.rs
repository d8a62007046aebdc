//! The door: invitation, name and password, code, and out again.

use super::{Colleague, Desk, refused};
use crate::pages;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use staff::StaffError;
use store::door::{Answer, DoorError};
use web::fields::{Form, Query};
use web::signin::{SignInStep, SignInView, Welcome};
use web::visit::Network;
use web::{Fault, Visit};

pub(super) fn routes() -> Router<Desk> {
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

async fn password(State(desk): State<Desk>, visit: Visit, from: Network, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["login", "password"])?;
    let half = desk.manners.token()?;
    let (login, secret) = (fields.get("login"), fields.raw("password"));
    let answer = desk.staff.password(login, secret, &half.digest().0, &from.0).await.map_err(refused)?;
    Ok(match answer {
        Answer::Next => ([visit.sets(&half)], Redirect::to("/sign-in/code")).into_response(),
        Answer::Refused => page(&visit, SignInStep::Password, true, false),
    })
}

async fn ask_code(State(desk): State<Desk>, visit: Visit, query: Query) -> Result<Response, Fault> {
    query.none()?;
    let Some(half) = &visit.token else { return Ok(Redirect::to("/sign-in").into_response()) };
    let waits = desk.staff.waits_for_code(&half.digest().0).await.map_err(refused)?;
    Ok(if waits { page(&visit, SignInStep::Code, false, false) } else { Redirect::to("/sign-in").into_response() })
}

async fn code(State(desk): State<Desk>, visit: Visit, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["code"])?;
    let half = visit.token.as_ref().ok_or(Fault::Forged)?;
    let whole = desk.manners.token()?;
    let answer = desk.staff.code(&half.digest().0, fields.get("code"), &whole.digest().0).await.map_err(refused)?;
    Ok(match answer {
        Answer::Next => ([visit.sets(&whole)], Redirect::to("/")).into_response(),
        Answer::Refused => page(&visit, SignInStep::Code, true, false),
    })
}

async fn out(State(desk): State<Desk>, visit: Visit, colleague: Colleague, form: Form) -> Result<Response, Fault> {
    form.known(&[])?;
    desk.staff.end(&colleague.person, &colleague.session.0).await.map_err(refused)?;
    Ok(([visit.forgets()], Redirect::to("/sign-in?out=yes")).into_response())
}

async fn welcome(
    State(desk): State<Desk>,
    visit: Visit,
    Path(secret): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    query.none()?;
    welcome_page(&desk, &visit, secret, false).await
}

async fn welcome_page(desk: &Desk, visit: &Visit, secret: String, again: bool) -> Result<Response, Fault> {
    let pairing = desk.staff.begin_enrolment(&secret).await.map_err(refused)?;
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
    State(desk): State<Desk>,
    visit: Visit,
    Path(secret): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let fields = form.known(&["password", "code"])?;
    match desk.staff.finish_enrolment(&secret, fields.raw("password"), fields.get("code")).await {
        Ok(_) => Ok(Redirect::to("/sign-in").into_response()),
        Err(StaffError::Door(DoorError::Code | DoorError::Seal(_))) => welcome_page(&desk, &visit, secret, true).await,
        Err(other) => Err(refused(other)),
    }
}
