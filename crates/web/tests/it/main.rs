//! The manners as a visitor meets them: a small router, dressed, and asked over HTTP types.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops where it fails")]

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use axum::response::{IntoResponse, Response as Answer};
use axum::routing::{get, post};
use jiff::{Timestamp, tz::TimeZone};
use maud::html;
use openfiu_web::fields::{Form, Query};
use openfiu_web::manners::{Limits, dress};
use openfiu_web::session::with_sessions;
use openfiu_web::{Fault, Lang, Manners, Page, SessionStore, SignedIn, Token, TokenDigest, Visit, Width};
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt;

struct OneSession(TokenDigest);

impl SessionStore for OneSession {
    type Person = &'static str;

    async fn find(&self, digest: TokenDigest, _: Timestamp) -> Result<Option<&'static str>, Fault> {
        Ok((digest == self.0).then_some("Amina"))
    }
}

async fn hello(visit: Visit, query: Query) -> Result<Answer, Fault> {
    query.none()?;
    let body = html! { h1 { "Hello" } };
    let context = &visit.context;
    let page = Page {
        context,
        face: "portal-name",
        nav: &[],
        section: "",
        user: None,
        title: "Hello".into(),
        width: Width::Wide,
        scripts: &[],
        body,
    };
    Ok(page.render().into_response())
}

async fn secret(signed_in: SignedIn<&'static str>) -> String {
    signed_in.person.to_owned()
}

async fn say(form: Form) -> Result<String, Fault> {
    Ok(form.known(&["word"])?.get("word").to_owned())
}

async fn explode() -> Answer {
    panic!("secret detail")
}

fn manners(origin: &str) -> Manners {
    Manners {
        office: "FIU of Zetaland".into(),
        offices: Vec::new(),
        face: "portal-name",
        lang: Lang::En,
        zone: TimeZone::UTC,
        origins: vec![origin.to_owned()],
        cookie: "portal",
        clock: Arc::new(|| Timestamp::UNIX_EPOCH),
        chance: Arc::new(|bytes| {
            bytes.fill(9);
            true
        }),
        page: Limits { body_bytes_max: 100, time_max: Duration::from_millis(50) },
        upload: Manners::UPLOAD,
        upload_paths: &[],
    }
}

fn app_at(origin: &str) -> Router {
    let known = Token::new([1; 32]).digest();
    let router = Router::new()
        .route("/", get(hello))
        .route("/secret", get(secret))
        .route("/say", post(say))
        .route("/explode", get(explode))
        .route("/slow", get(|| tokio::time::sleep(Duration::from_secs(5))))
        .route("/absent", get(|| async { Fault::NotFound }))
        .route("/api/v1/say", post(|| async { "ok" }))
        .route("/api/v1/no", get(|| async { Fault::NotSignedIn }));
    dress(with_sessions(router, Arc::new(OneSession(known))), Arc::new(manners(origin)))
}

const HOST: &str = "127.0.0.1:8080";

async fn ask(request: axum::http::request::Builder, body: &str) -> (Response<()>, String) {
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let (parts, body) = app_at("http://127.0.0.1:8080").oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    (Response::from_parts(parts, ()), text)
}

fn a(method: &str, path: &str) -> axum::http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, HOST)
}

fn form(token: &Token) -> axum::http::request::Builder {
    a("POST", "/say")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", format!("portal={}", token.to_text()))
        .header("content-type", "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let paths = ["/", "/secret", "/explode", "/slow", "/absent", "/nowhere", "/?x=1", "/api/v1/no", "/assets/0/ui.css"];
    for path in paths {
        let (answer, text) = ask(a("GET", path), "").await;
        let headers = answer.headers();
        assert!(headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"), "{path}");
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(headers[name], value, "{path} {name}");
        }
        assert!(!headers.contains_key("strict-transport-security") && !text.contains("secret detail"), "{path}");
    }
}

#[tokio::test]
async fn what_goes_wrong_has_a_status_a_code_and_a_page() {
    let cases = [
        ("/explode", 500, "HTTP-INTERNAL"),
        ("/slow", 408, "HTTP-TOO-SLOW"),
        ("/nowhere", 404, "HTTP-NOT-FOUND"),
        ("/say", 405, "HTTP-METHOD"),
        ("/?unknown=1", 400, "HTTP-FIELD-UNKNOWN"),
    ];
    for (path, status, code) in cases {
        let (answer, text) = ask(a("GET", path), "").await;
        assert_eq!(answer.status(), status, "{path}");
        assert!(text.contains(code) && text.contains("<main"), "{path}: {text}");
        let (answer, text) = ask(a("GET", path).header("accept", "application/problem+json"), "").await;
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap()["code"], code);
    }
}

#[tokio::test]
async fn absent_and_not_yours_are_the_same_bytes() {
    let (ours, text) = ask(a("GET", "/absent"), "").await;
    let (none, other) = ask(a("GET", "/letters/12345"), "").await;
    assert_eq!(text, other);
    assert_eq!(ours.headers(), none.headers());
}

#[tokio::test]
async fn a_form_needs_our_page_our_proof_and_known_fields() {
    let token = Token::new([1; 32]);
    let good = format!("csrf={}&word=yes", token.csrf());
    let (answer, text) = ask(form(&token), &good).await;
    assert_eq!((answer.status(), text.as_str()), (StatusCode::OK, "yes"));

    let wrong_proof = format!("csrf={}&word=yes", Token::new([2; 32]).csrf());
    let refused = [
        (form(&token), "word=yes".to_owned(), 403),
        (form(&token), wrong_proof, 403),
        (form(&token), format!("{good}&role=admin"), 400),
        (form(&token), format!("{good}&word=no"), 400),
        (form(&token), format!("{good}{}", "a".repeat(100)), 413),
        (a("POST", "/say").header("content-type", "application/x-www-form-urlencoded"), good.clone(), 403),
        (form(&token).header("origin", "https://evil.example"), good.clone(), 403),
    ];
    for (request, body, status) in refused {
        assert_eq!(ask(request, &body).await.0.status(), status, "{body}");
    }
    for site in ["cross-site", "same-site", "none"] {
        let request = a("POST", "/say").header("sec-fetch-site", site).header("origin", "http://127.0.0.1:8080");
        assert_eq!(ask(request, &good).await.0.status(), 403, "{site}");
    }
    let old_browser = a("POST", "/say").header("origin", "http://127.0.0.1:8080");
    let old_browser = old_browser.header("cookie", format!("portal={}", token.to_text()));
    let old_browser = old_browser.header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(ask(old_browser, &good).await.0.status(), 200);
}

#[tokio::test]
async fn a_machine_key_needs_no_page() {
    assert_eq!(ask(a("POST", "/api/v1/say").header("authorization", "Bearer x"), "").await.0.status(), 200);
    assert_eq!(ask(a("POST", "/api/v1/say"), "").await.0.status(), 403);
    assert_eq!(ask(a("POST", "/say").header("authorization", "Bearer x"), "").await.0.status(), 403);
    let (answer, text) = ask(a("GET", "/api/v1/no"), "").await;
    assert_eq!(
        (answer.status(), answer.headers()["www-authenticate"].to_str().unwrap()),
        (StatusCode::UNAUTHORIZED, "Bearer")
    );
    assert!(text.contains("HTTP-SIGN-IN") && !answer.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn only_our_own_host_is_answered_for() {
    for host in ["evil.example", "127.0.0.1", "127.0.0.1:8080.evil.example", ""] {
        let request = Request::builder().uri("/").header(header::HOST, host).header("x-forwarded-host", HOST);
        let (answer, text) = ask(request, "").await;
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{host}");
        assert!(!text.contains("evil.example"));
    }
    assert_eq!(ask(Request::builder().uri("/"), "").await.0.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn who_is_not_signed_in_is_led_to_the_door_and_a_session_is_known_by_its_token() {
    let (answer, _) = ask(a("GET", "/secret"), "").await;
    assert_eq!((answer.status(), answer.headers()["location"].to_str().unwrap()), (StatusCode::SEE_OTHER, "/sign-in"));
    let with = |n: u8| a("GET", "/secret").header("cookie", format!("portal={}", Token::new([n; 32]).to_text()));
    assert_eq!(ask(with(1), "").await.1, "Amina");
    assert_eq!(ask(with(2), "").await.0.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_first_visit_gets_a_token_and_its_forms_the_proof() {
    let (answer, text) = ask(a("GET", "/"), "").await;
    let token = Token::new([9; 32]);
    let expected = format!("portal={}; Path=/; HttpOnly; SameSite=Lax", token.to_text());
    assert_eq!(answer.headers()["set-cookie"], expected.as_str());
    assert!(text.contains(&token.csrf()));
    let again = a("GET", "/").header("cookie", format!("portal={}", Token::new([4; 32]).to_text()));
    assert!(!ask(again, "").await.0.headers().contains_key("set-cookie"));
}

#[tokio::test]
async fn with_tls_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay() {
    let request = Request::builder().uri("/").header(header::HOST, "reports.example.org").body(Body::empty()).unwrap();
    let answer = app_at("https://reports.example.org").oneshot(request).await.unwrap();
    assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("__Host-portal="));
    assert!(answer.headers()["set-cookie"].to_str().unwrap().ends_with("; Secure"));
    assert!(answer.headers()["strict-transport-security"].to_str().unwrap().starts_with("max-age=63072000"));
}

#[tokio::test]
async fn the_language_is_chosen_by_form_and_kept() {
    let token = Token::new([1; 32]);
    let request = |next: &str| {
        (
            a("POST", "/language")
                .header("sec-fetch-site", "same-origin")
                .header("cookie", format!("portal={}", token.to_text()))
                .header("content-type", "application/x-www-form-urlencoded"),
            format!("csrf={}&lang=ar&next={next}", token.csrf()),
        )
    };
    let mut generous = manners("http://127.0.0.1:8080");
    generous.page = Manners::PAGE;
    let app = dress(Router::new(), Arc::new(generous));
    for (next, location) in
        [("%2Fletters%3Fq%3Da", "/letters?q=a"), ("%2F%2Fevil.example", "/"), ("https%3A%2F%2Fevil.example", "/")]
    {
        let (builder, body) = request(next);
        let answer = app.clone().oneshot(builder.body(Body::from(body)).unwrap()).await.unwrap();
        assert_eq!(answer.headers()["location"], location);
        assert!(answer.headers()["set-cookie"].to_str().unwrap().starts_with("lang=ar;"));
    }
    let (_, text) = ask(a("GET", "/").header("cookie", "lang=ar"), "").await;
    assert!(text.contains("<html lang=\"ar\" dir=\"rtl\">"));
}

#[tokio::test]
async fn the_files_of_the_look_are_kept_by_browsers_for_as_long_as_they_live() {
    let (answer, text) = ask(a("GET", &openfiu_web::assets::path("ui.css")), "").await;
    assert_eq!(answer.headers()["content-type"], "text/css; charset=utf-8");
    assert!(answer.headers()["cache-control"].to_str().unwrap().contains("immutable") && text.contains("--accent"));
}

/// Keys that are made at run time, by their beginning.
const MADE_KEYS: &str = "fact-";

#[test]
fn no_words_are_kept_that_no_page_shows() {
    let own = env!("CARGO_MANIFEST_DIR");
    let sources: String = ["", "/../portal", "/../desk"]
        .iter()
        .flat_map(|crate_folder| openfiu_web::testing::sources(&format!("{own}{crate_folder}")))
        .collect();
    let keys =
        openfiu_web::words::source(Lang::En).lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let plain = |key: &&str| key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.starts_with(MADE_KEYS);
    let unused: Vec<&str> = keys.filter(plain).filter(|key| !sources.contains(&format!("\"{key}\""))).collect();
    assert!(unused.is_empty(), "{unused:?}");
}
