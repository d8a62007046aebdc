//! The layers around every router: who may ask, how much, for how long, and what every answer carries.

use crate::assets;
use crate::fault::Fault;
use crate::fields::Form;
use crate::lang::Lang;
use crate::layout::Context;
use crate::session::Token;
use crate::visit::{Visit, cookie, own_path, set_cookie};
use axum::body::HttpBody;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::post;
use axum::{RequestExt, Router};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;

/// The clock of a program.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;
/// A source of randomness: fills the bytes, or says that it cannot.
pub type Chance = Arc<dyn Fn(&mut [u8]) -> bool + Send + Sync>;

/// How much a request may bring and how long its answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest body.
    pub body_bytes_max: u64,
    /// Longest time until the answer begins.
    pub time_max: Duration,
}

/// What a face is: its name, its addresses and its limits.
#[derive(Clone)]
pub struct Manners {
    /// Name of the office.
    pub office: String,
    /// Its names in further languages; where there is none, `office` stands.
    pub offices: Vec<(Lang, String)>,
    /// Key of the words that name the face, such as `portal-name`.
    pub face: &'static str,
    /// Language for visitors who ask for none of the six.
    pub lang: Lang,
    /// Time zone of the office.
    pub zone: TimeZone,
    /// The addresses under which the face is reached, such as `https://reports.example.org`; all of one scheme.
    pub origins: Vec<String>,
    /// Base name of the session cookie; differs between faces, because cookies do not see ports.
    pub cookie: &'static str,
    /// The clock.
    pub clock: Clock,
    /// Randomness, for the token of a first visit.
    pub chance: Chance,
    /// Limits of ordinary requests.
    pub page: Limits,
    /// Limits of the addresses that take files.
    pub upload: Limits,
    /// The addresses that take files.
    pub upload_paths: &'static [&'static str],
}

impl fmt::Debug for Manners {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Manners").field("face", &self.face).field("origins", &self.origins).finish_non_exhaustive()
    }
}

impl Manners {
    /// The name of the office in a language.
    fn office_in(&self, lang: Lang) -> String {
        let known = self.offices.iter().find(|(of, _)| *of == lang).map(|(_, name)| name);
        known.unwrap_or(&self.office).clone()
    }

    /// Limits of ordinary requests: 256 KiB and 15 seconds.
    pub const PAGE: Limits = Limits { body_bytes_max: 256 << 10, time_max: Duration::from_secs(15) };
    /// Limits of files: 64 MiB and ten minutes.
    pub const UPLOAD: Limits = Limits { body_bytes_max: 64 << 20, time_max: Duration::from_secs(600) };

    /// Whether the face is reached by TLS.
    pub fn secure(&self) -> bool {
        self.origins.iter().any(|origin| origin.starts_with("https://"))
    }

    fn limits(&self, request: &Request) -> Limits {
        let file = request.method() == Method::POST && self.upload_paths.contains(&request.uri().path());
        if file { self.upload } else { self.page }
    }

    fn visit(&self, request: &Request) -> Visit {
        let headers = request.headers();
        let secure = self.secure();
        let accepts = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let lang = Lang::negotiate(cookie(headers, "lang", secure), accepts, self.lang);
        let token = cookie(headers, self.cookie, secure).and_then(Token::from_text);
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
        let context = Context {
            lang,
            office: self.office_in(lang),
            zone: self.zone.clone(),
            now: (self.clock)(),
            csrf: token.as_ref().map(Token::csrf).unwrap_or_default(),
            path: own_path(path).filter(|_| request.method() == Method::GET).unwrap_or("/").to_owned(),
        };
        Visit { context, token, secure, cookie: self.cookie }
    }

    /// A new token.
    pub fn token(&self) -> Result<Token, Fault> {
        let mut random = [0; 32];
        if (self.chance)(&mut random) { Ok(Token::new(random)) } else { Err(Fault::Unavailable) }
    }
}

/// Puts the manners around a router and adds the routes all faces share: the files of the look, and the language.
pub fn dress(router: Router, manners: Arc<Manners>) -> Router {
    router
        .route("/language", post(change_language))
        .merge(assets::routes())
        .layer(CatchPanicLayer::custom(|_: Box<dyn std::any::Any + Send>| Fault::Internal.into_response()))
        .layer(from_fn_with_state(manners, around))
}

async fn change_language(visit: Visit, form: Form) -> Result<Response, Fault> {
    let fields = form.known(&["lang", "next"])?;
    let lang = Lang::from_tag(fields.get("lang")).ok_or(Fault::BadRequest("HTTP-FIELD-VALUE"))?;
    let next = own_path(fields.get("next")).unwrap_or("/");
    let year_seconds = Some(31_536_000);
    Ok(([set_cookie("lang", lang.tag(), visit.secure, year_seconds)], Redirect::to(next)).into_response())
}

async fn around(State(manners): State<Arc<Manners>>, mut request: Request, next: Next) -> Response {
    let mut visit = manners.visit(&request);
    let machine = for_machine(&request);
    let first = visit.token.is_none() && !machine && request.method() == Method::GET;
    if first {
        // The token of a first visit makes the proof of its forms; signing in replaces it.
        visit.token = manners.token().ok();
        visit.context.csrf = visit.token.as_ref().map(Token::csrf).unwrap_or_default();
    }
    let (problem, path) = (wants_problem(&request), request.uri().path().to_owned());
    let get = request.method() == Method::GET;
    request.extensions_mut().insert(visit.clone());
    let mut response = match allowed(&manners, &request) {
        Ok(limits) => answer(limits, request, next).await,
        Err(fault) => fault.into_response(),
    };
    if let Some(fault) = fault_of(&response) {
        let set_cookies: Vec<HeaderValue> = response.headers().get_all(header::SET_COOKIE).iter().cloned().collect();
        response = match fault {
            Fault::NotSignedIn if get && !machine && !problem => Redirect::to("/sign-in").into_response(),
            fault if machine || problem => fault.problem(visit.context.lang),
            fault => {
                fault.page(&Context { csrf: String::new(), path: "/".into(), ..visit.context.clone() }, manners.face)
            }
        };
        for value in set_cookies {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        // Said here for every refusal, so that no answer betrays by its length header which layer refused.
        if let Some(bytes) = response.body().size_hint().exact() {
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(bytes));
        }
    }
    let page =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let shows_forms = (page || response.status().is_redirection()) && !path.starts_with("/assets/");
    if let Some(token) = visit.token.as_ref().filter(|_| first && shows_forms) {
        let (name, value) = visit.sets(token);
        response.headers_mut().append(name, value);
    }
    secure_headers(response.headers_mut(), manners.secure());
    response
}

/// Whether the address belongs to the machine interface.
fn for_machine(request: &Request) -> bool {
    request.uri().path().starts_with("/api/")
}

fn wants_problem(request: &Request) -> bool {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accept.starts_with("application/problem+json") || accept.starts_with("application/json")
}

/// The checks before anything of a request is looked at: host, origin, size.
fn allowed(manners: &Manners, request: &Request) -> Result<Limits, Fault> {
    let headers = request.headers();
    let host = only(headers, &header::HOST).or_else(|| request.uri().authority().map(|name| name.as_str()));
    let known =
        |name: &str| manners.origins.iter().any(|origin| origin.split_once("://").is_some_and(|(_, h)| h == name));
    if !host.is_some_and(known) || headers.get_all(header::HOST).iter().count() > 1 {
        return Err(Fault::Host);
    }
    let key = for_machine(request) && headers.contains_key(header::AUTHORIZATION);
    if !request.method().is_safe() && !key && !from_our_page(manners, headers) {
        return Err(Fault::Forged);
    }
    let limits = manners.limits(request);
    let told = only(headers, &header::CONTENT_LENGTH).and_then(|length| length.parse::<u64>().ok());
    if told.is_some_and(|bytes| bytes > limits.body_bytes_max) {
        return Err(Fault::TooLarge);
    }
    Ok(limits)
}

/// Browsers say by `Sec-Fetch-Site` where a request came from; `Origin` is believed from those that do not.
fn from_our_page(manners: &Manners, headers: &HeaderMap) -> bool {
    let ours = |origin: &str| manners.origins.iter().any(|known| known == origin);
    let origin = only(headers, &header::ORIGIN);
    match only(headers, &HeaderName::from_static("sec-fetch-site")) {
        // Our own policy `no-referrer` makes browsers write `Origin: null` on forms.
        Some(site) => site == "same-origin" && origin.is_none_or(|origin| origin == "null" || ours(origin)),
        None => origin.is_some_and(ours),
    }
}

fn only<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

async fn answer(limits: Limits, mut request: Request, next: Next) -> Response {
    let bytes_max = usize::try_from(limits.body_bytes_max).unwrap_or(usize::MAX);
    DefaultBodyLimit::max(bytes_max).apply(&mut request);
    let request = request.with_limited_body();
    match tokio::time::timeout(limits.time_max, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Fault::TooSlow.into_response(),
    }
}

/// The fault an answer stands for: one of ours, or a bare one of the framework.
fn fault_of(response: &Response) -> Option<Fault> {
    if let Some(fault) = response.extensions().get::<Fault>() {
        return Some(fault.clone());
    }
    let kind = response.headers().get(header::CONTENT_TYPE);
    let bare = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if bare && response.status() != StatusCode::NOT_MODIFIED { Fault::of_status(response.status()) } else { None }
}

/// What pages may do: run our own scripts and styles, show our own images, talk to us. Nothing else.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";

fn secure_headers(headers: &mut HeaderMap, secure: bool) {
    let fixed: [(&str, &str); 8] = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
        ("x-robots-tag", "noindex"),
    ];
    for (name, value) in fixed {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        headers.insert(header::VARY, HeaderValue::from_static("cookie, accept-language"));
    }
    if secure {
        let two_years = HeaderValue::from_static("max-age=63072000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, two_years);
    }
}
