//! The door of a face: the routes of signing in and out, and of the first time behind an invitation.
//!
//! Who is let in is decided by who keeps the people; here is the way through the door, the same for both faces: name
//! and password give half a session, the code makes it whole, each with a token of its own.

use crate::fault::Fault;
use crate::fields::{Form, Query};
use crate::manners::Manners;
use crate::session::{SessionStore, SignedIn, TokenDigest};
use crate::signin::{self, SignInStep, SignInView, Welcome};
use crate::visit::{Network, Visit};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::fmt;
use std::future::Future;
use zeroize::Zeroizing;

/// What an invitation tells the person behind it.
#[derive(Clone)]
pub struct Invited {
    /// The person's name.
    pub name: String,
    /// The name to sign in with.
    pub login: String,
    /// The `otpauth` address for the authenticator app: a secret.
    pub address: Zeroizing<String>,
}

impl fmt::Debug for Invited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invited(…)")
    }
}

/// Who keeps people and sessions behind a door.
pub trait Door: SessionStore + Clone {
    /// Key of the words that name the face.
    const FACE: &'static str;
    /// Key of the words that say whom the door is for.
    const LEAD: &'static str;
    /// Fewest characters of a password.
    const PASSWORD_CHARS_MIN: u64;

    /// The manners of the face.
    fn manners(&self) -> &Manners;

    /// Name and password; if they are right, half a session begins under `half`. Whether it did.
    fn password(
        &self,
        login: &str,
        password: &str,
        half: TokenDigest,
        from: &Network,
    ) -> impl Future<Output = Result<bool, Fault>> + Send;

    /// Whether half a session waits for its code.
    fn waits_for_code(&self, half: TokenDigest) -> impl Future<Output = Result<bool, Fault>> + Send;

    /// The code; if it is right, the session goes on whole under `whole`. Whether it does.
    fn code(
        &self,
        half: TokenDigest,
        code: &str,
        whole: TokenDigest,
    ) -> impl Future<Output = Result<bool, Fault>> + Send;

    /// Ends a session.
    fn end(&self, person: &Self::Person, session: TokenDigest) -> impl Future<Output = Result<(), Fault>> + Send;

    /// Whom an invitation is for; [`Fault::NotFound`] if it is none, or over.
    fn invited(&self, invitation: &str) -> impl Future<Output = Result<Invited, Fault>> + Send;

    /// Accepts an invitation. Whether password and code were taken.
    fn enrol(&self, invitation: &str, password: &str, code: &str) -> impl Future<Output = Result<bool, Fault>> + Send;
}

/// The routes of a door.
pub fn routes<D: Door>() -> Router<D> {
    Router::new()
        .route("/sign-in", get(ask_password::<D>).post(password::<D>))
        .route("/sign-in/code", get(ask_code::<D>).post(code::<D>))
        .route("/sign-out", post(out::<D>))
        .route("/welcome/{secret}", get(welcome::<D>).post(finish::<D>))
}

fn page<D: Door>(visit: &Visit, step: SignInStep, failed: bool, signed_out: bool) -> Response {
    let status = if failed { StatusCode::UNAUTHORIZED } else { StatusCode::OK };
    let lead = visit.context.lang.t(D::LEAD);
    let view = SignInView { step, failed, signed_out };
    (status, signin::page(&visit.context, D::FACE, &lead, &view)).into_response()
}

async fn ask_password<D: Door>(visit: Visit, query: Query) -> Result<Response, Fault> {
    let fields = query.known(&["out"])?;
    Ok(page::<D>(&visit, SignInStep::Password, false, fields.ticked("out")))
}

async fn password<D: Door>(State(door): State<D>, visit: Visit, from: Network, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["login", "password"])?;
    let half = door.manners().token()?;
    let right = door.password(fields.get("login"), fields.raw("password"), half.digest(), &from).await?;
    Ok(if right {
        ([visit.sets(&half)], Redirect::to("/sign-in/code")).into_response()
    } else {
        page::<D>(&visit, SignInStep::Password, true, false)
    })
}

async fn ask_code<D: Door>(State(door): State<D>, visit: Visit, query: Query) -> Result<Response, Fault> {
    query.none()?;
    let waits = match &visit.token {
        Some(half) => door.waits_for_code(half.digest()).await?,
        None => false,
    };
    Ok(if waits { page::<D>(&visit, SignInStep::Code, false, false) } else { Redirect::to("/sign-in").into_response() })
}

async fn code<D: Door>(State(door): State<D>, visit: Visit, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["code"])?;
    let half = visit.token.as_ref().ok_or(Fault::Forged)?;
    let whole = door.manners().token()?;
    Ok(if door.code(half.digest(), fields.get("code"), whole.digest()).await? {
        ([visit.sets(&whole)], Redirect::to("/")).into_response()
    } else {
        page::<D>(&visit, SignInStep::Code, true, false)
    })
}

async fn out<D: Door>(
    State(door): State<D>,
    visit: Visit,
    who: SignedIn<D::Person>,
    form: Form,
) -> Result<Response, Fault> {
    form.known(&[])?;
    door.end(&who.person, who.session).await?;
    Ok(([visit.forgets()], Redirect::to("/sign-in?out=yes")).into_response())
}

async fn welcome<D: Door>(
    State(door): State<D>,
    visit: Visit,
    Path(secret): Path<String>,
    query: Query,
) -> Result<Response, Fault> {
    query.none()?;
    welcome_page(&door, &visit, secret, false).await
}

async fn welcome_page<D: Door>(door: &D, visit: &Visit, secret: String, again: bool) -> Result<Response, Fault> {
    let invited = door.invited(&secret).await?;
    let view = Welcome {
        name: invited.name,
        login: invited.login,
        key: Welcome::key_of(&invited.address),
        refused: again,
        password_chars_min: D::PASSWORD_CHARS_MIN,
        invitation: secret,
    };
    let status = if again { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, signin::welcome(&visit.context, D::FACE, &view)).into_response())
}

async fn finish<D: Door>(
    State(door): State<D>,
    visit: Visit,
    Path(secret): Path<String>,
    form: Form,
) -> Result<Response, Fault> {
    let fields = form.known(&["password", "code"])?;
    if door.enrol(&secret, fields.raw("password"), fields.get("code")).await? {
        Ok(Redirect::to("/sign-in").into_response())
    } else {
        welcome_page(&door, &visit, secret, true).await
    }
}
