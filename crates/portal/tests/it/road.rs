//! The portal as a reporter and a bank's program meet it: over HTTP types, with a real post on a real database.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use openfiu_portal::{Check, CheckLimits, Checked, Checker, Fresh, Portal, UPLOAD_PATHS, description, pages, router};
use post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent, enrol};
use post::{CorrespondentId, Vault};
use seal::secret::{CodeSecret, PasswordCost};
use seal::{OpeningKey, SigningKey};
use serde_json::Value;
use std::sync::Arc;
use store::audit::Actor;
use store::{Micros, World};
use tower::ServiceExt;
use vocab::{Code, Finding, Place, Severity};
use web::parts::code::{Excerpt, Line};
use web::{Lang, Manners};

const HOST: &str = "127.0.0.1:8201";
const START_SECONDS: i64 = 1_770_000_000;
const PASSWORD: &str = "seven copper lanterns";

/// Finds one thing wrong in every file that has the word `wrong`, on the line where it is.
struct Knows;
#[derive(Default)]
struct Seen(Vec<u8>);

impl Checker for Knows {
    fn begin(&self, _: &str) -> Box<dyn Check> {
        Box::<Seen>::default()
    }

    fn limits(&self) -> CheckLimits {
        CheckLimits { unpacked_bytes_max: 512 << 20, zip_entries_max: 10_000 }
    }
}

impl Check for Seen {
    fn feed(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(self: Box<Self>) -> Checked {
        let text = String::from_utf8(self.0).unwrap();
        let wrong = text.lines().zip(1..).find(|(line, _)| line.contains("wrong"));
        let findings = wrong.map(|(line, number)| {
            let path = "/report/transaction[2]/t_from".to_owned();
            let place = Place { path, line: number, column: 3, offset: 0 };
            let finding = Finding::new(Code::fixed("XSD-ENUM"), Severity::Reject, place).with_value("wrong<i>");
            (finding, Excerpt { lines: vec![Line { number, text: line.to_owned() }], hit: Some(number) })
        });
        Checked { kind: Some("STR".into()), reference: Some("BANK-7".into()), findings: findings.into_iter().collect() }
    }
}

struct House {
    app: Router,
    edge: Edge,
    clock: Arc<store::HandClock>,
    by: Actor,
    store: store::Store,
    _folder: tempfile::TempDir,
}

async fn house() -> House {
    let (world, clock) = World::fixed(Micros(START_SECONDS * 1_000_000), 7);
    let store = store::testing::sqlite(&world).await;
    store.migrate().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let keys = EdgeKeys {
        signing: SigningKey::from_bytes("edge", &[1; 32]).unwrap(),
        own: OpeningKey::new(&world.random().unwrap()),
        office_sealing: OpeningKey::new(&world.random().unwrap()).public(),
        office_signing: SigningKey::from_bytes("office", &[2; 32]).unwrap().public(),
    };
    let settings = EdgeSettings {
        office: "Office of Zubrowka".into(),
        letter_bytes_max: 10_000,
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        door: seal::signin::RULES,
    };
    let edge = Edge::new(store.clone(), Vault::open(folder.path()).unwrap(), keys, settings).unwrap();
    let (told, chance) = (clock.clone(), world.clone());
    let manners = Manners {
        office: "Office of Zubrowka".into(),
        offices: Vec::new(),
        face: pages::FACE,
        lang: Lang::En,
        zone: jiff::tz::TimeZone::UTC,
        origins: vec![format!("http://{HOST}")],
        cookie: "portal",
        clock: Arc::new(move || jiff::Timestamp::from_microsecond(store::Clock::now(&*told).0).unwrap()),
        chance: Arc::new(move |bytes| {
            let random: [u8; 32] = chance.random().unwrap();
            bytes.iter_mut().zip(random).for_each(|(byte, random)| *byte = random);
            true
        }),
        page: Manners::PAGE,
        upload: Manners::UPLOAD,
        upload_paths: UPLOAD_PATHS,
    };
    let portal = Portal {
        edge: edge.clone(),
        profile: Arc::new(profile::Profile::builtin("zz").unwrap().unwrap()),
        checker: Arc::new(Knows),
        manners: Arc::new(manners),
        fresh: Fresh::default(),
    };
    House { app: router(portal), edge, clock, by: Actor::program("test"), store, _folder: folder }
}

/// A browser: keeps its cookie, sends forms as browsers do.
struct Browser {
    app: Router,
    cookie: String,
    proof: String,
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    text: String,
}

impl Answer {
    fn to(&self) -> &str {
        self.headers.get("location").map_or("", |to| to.to_str().unwrap())
    }
}

async fn ask(app: &Router, request: Request<Body>) -> Answer {
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(to_bytes(body, 4 << 20).await.unwrap().to_vec()).unwrap();
    Answer { status: parts.status, headers: parts.headers, text }
}

impl Browser {
    fn new(house: &House) -> Self {
        Self { app: house.app.clone(), cookie: String::new(), proof: String::new() }
    }

    async fn send(&mut self, method: &str, path: &str, kind: &str, body: String) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", HOST).header("cookie", &self.cookie);
        let request = request.header("sec-fetch-site", "same-origin").header("content-type", kind);
        let answer = ask(&self.app, request.body(Body::from(body)).unwrap()).await;
        if let Some(cookie) = answer.headers.get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        if let Some((_, rest)) = answer.text.split_once("name=\"csrf\" value=\"") {
            self.proof = rest.split('"').next().unwrap().to_owned();
        }
        answer
    }

    async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "", String::new()).await
    }

    async fn post(&mut self, path: &str, fields: &str) -> Answer {
        let body = format!("csrf={}&{fields}", self.proof);
        self.send("POST", path, "application/x-www-form-urlencoded", body.trim_end_matches('&').to_owned()).await
    }

    async fn upload(&mut self, reference: &str, only_check: bool, file: &str) -> Answer {
        let field = |name: &str, value: &str| {
            format!("--b\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let mut body = field("csrf", &self.proof) + &field("reference", reference);
        if only_check {
            body += &field("only_check", "yes");
        }
        body += &format!(
            "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.xml\"\r\n\r\n{file}\r\n--b--\r\n"
        );
        self.send("POST", "/send", "multipart/form-data; boundary=b", body).await
    }
}

/// Registers a bank, invites its officer, and signs the officer in.
async fn officer(house: &House, bank: &str, login: &str) -> (Browser, CorrespondentId) {
    let of = correspondent::register(&house.edge, &house.by, bank, login, &[]).await.unwrap();
    let (_, invitation) = enrol::invite(&house.edge, &house.by, of, login, "Leila").await.unwrap();
    let mut browser = Browser::new(house);
    let path = format!("/welcome/{}", *invitation.secret);
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    let secret = secret_of(&house.edge, &invitation.secret).await;
    let code = |house: &House| secret.code(u64::try_from(store::Clock::now(&*house.clock).0 / 1_000_000).unwrap());
    let wrong = browser.post(&path, &format!("password={}&code=000000", web::fields::percent(PASSWORD))).await;
    assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.text.contains("code does not fit"));
    let done = browser.post(&path, &format!("password={}&code={}", web::fields::percent(PASSWORD), code(house))).await;
    assert_eq!(done.to(), "/sign-in", "{}", done.text);
    house.clock.advance_millis(60_000);
    browser.get("/sign-in").await;
    let before = browser.cookie.clone();
    let next = browser.post("/sign-in", &format!("login={login}&password={}", web::fields::percent(PASSWORD))).await;
    assert_eq!(next.to(), "/sign-in/code", "{}", next.text);
    let half = browser.cookie.clone();
    browser.get("/sign-in/code").await;
    let next = browser.post("/sign-in/code", &format!("code={}", code(house))).await;
    assert_eq!(next.to(), "/", "{}", next.text);
    assert!(before != half && half != browser.cookie, "every step has its own token");
    assert_eq!(browser.get("/").await.status, StatusCode::OK);
    (browser, of)
}

/// The secret that an authenticator app would have read from the page.
async fn secret_of(edge: &Edge, invitation: &str) -> CodeSecret {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let pairing = enrol::begin(edge, invitation).await.unwrap();
    let key = pairing.address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let bits: String = key.chars().map(|c| format!("{:05b}", LETTERS.find(c).unwrap())).collect();
    let bytes: Vec<u8> = (0..20).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect();
    CodeSecret::new(bytes.try_into().unwrap())
}

#[tokio::test]
async fn a_bad_file_is_mended_from_the_findings_and_sent_again() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    leila.get("/send").await;
    let sent = leila.upload("", false, "<report>\n  wrong\n</report>").await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    assert!(sent.to().starts_with("/letters/") && sent.to().ends_with("/findings"), "{}", sent.to());
    let (base, page) = (sent.to().trim_end_matches("/findings").to_owned(), leila.get(sent.to()).await);
    assert!(
        page.text.contains("XSD-ENUM") && page.text.contains("wrong&lt;i&gt;") && page.text.contains("class=\"hit\"")
    );
    let csv = leila.get(&format!("{base}/findings.csv")).await;
    assert!(csv.headers["content-type"].to_str().unwrap().starts_with("text/csv") && csv.text.contains("\"XSD-ENUM\""));
    let json: Value = serde_json::from_str(&leila.get(&format!("{base}/findings.json")).await.text).unwrap();
    assert_eq!((&json[0]["line"], &json[0]["transaction"]), (&2.into(), &2.into()));
    assert_eq!(leila.get("/explain/XSD-ENUM").await.status, StatusCode::OK);

    leila.get("/send").await;
    let mended = leila.upload("", false, "<report/>").await;
    assert!(mended.to().starts_with("/letters/") && mended.to() != base, "{}", mended.to());
    let letter = leila.get(mended.to()).await;
    assert!(
        letter.text.contains("BANK-7") && letter.text.contains("The office has not answered yet"),
        "{}",
        letter.text
    );
    leila.get("/send").await;
    let again = leila.upload("", false, "<report/>").await;
    assert_eq!(again.to(), mended.to(), "the same file again is the same letter");
    let receipt = leila.get(&format!("{}/receipt", mended.to())).await;
    assert!(receipt.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert!(seal::Receipt::open(&receipt.text, &house.edge.receipt_key()).is_ok());
    assert_eq!(leila.get("/letters").await.text.matches("<tr data-row").count(), 2);
}

#[tokio::test]
async fn values_are_shown_to_the_session_that_sent_them_and_not_for_long() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    leila.get("/send").await;
    let sent = leila.upload("R-1", false, "wrong").await;
    house.clock.advance_millis(800_000);
    assert!(leila.get(sent.to()).await.text.contains("wrong&lt;i&gt;"));
    house.clock.advance_millis(200_000);
    let page = leila.get(sent.to()).await;
    assert!(page.text.contains("XSD-ENUM") && !page.text.contains("wrong&lt;i&gt;"), "{}", page.text);
}

#[tokio::test]
async fn a_file_can_be_checked_without_being_sent() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    assert_eq!(leila.get("/checked/findings").await.status, StatusCode::NOT_FOUND);
    leila.get("/send").await;
    assert_eq!(leila.upload("", true, "wrong").await.to(), "/checked/findings");
    assert!(leila.get("/checked/findings").await.text.contains("wrong&lt;i&gt;"));
    assert_eq!(leila.get("/letters").await.text.matches("<tr data-row").count(), 0);
}

#[tokio::test]
async fn a_reference_used_for_other_bytes_is_said_on_the_page() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    leila.get("/send").await;
    leila.upload("R-1", false, "one").await;
    leila.get("/send").await;
    let refused = leila.upload("R-1", false, "two").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("This reference was used before") && refused.text.contains("type=\"file\""));
    leila.get("/send").await;
    assert_eq!(leila.upload("R-2", false, &"x".repeat(20_000)).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn anothers_letter_is_as_absent_as_none() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    let (mut omar, _) = officer(&house, "Oasis Bank", "omar").await;
    leila.get("/send").await;
    let sent = leila.upload("R-1", false, "wrong").await;
    let base = sent.to().trim_end_matches("/findings").to_owned();
    for tail in ["", "/receipt", "/findings", "/findings.csv", "/findings.json"] {
        let hers = omar.get(&format!("{base}{tail}")).await;
        let none = omar.get(&format!("/letters/0190aaaa-0000-7000-8000-000000000000{tail}")).await;
        let nonsense = omar.get(&format!("/letters/x{tail}")).await;
        assert_eq!(hers.status, StatusCode::NOT_FOUND, "{tail}");
        assert!(hers.text == none.text && hers.text == nonsense.text, "{tail}");
        assert!(hers.headers == none.headers && hers.headers == nonsense.headers, "{tail}");
    }
}

#[tokio::test]
async fn nothing_but_the_door_and_the_description_is_open_to_strangers() {
    let house = house().await;
    for path in [
        "/",
        "/send",
        "/letters",
        "/letters/x",
        "/letters/x/receipt",
        "/letters/x/findings",
        "/checked/findings",
        "/explain/XSD-ENUM",
        "/account",
        "/help",
    ] {
        let mut stranger = Browser::new(&house);
        assert_eq!(stranger.get(path).await.to(), "/sign-in", "{path}");
    }
    for path in ["/account/password", "/account/keys", "/account/keys/x/end", "/sign-out"] {
        let mut stranger = Browser::new(&house);
        stranger.get("/sign-in").await;
        assert_eq!(stranger.post(path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
    let mut stranger = Browser::new(&house);
    stranger.get("/sign-in").await;
    assert_eq!(stranger.upload("", false, "x").await.status, StatusCode::UNAUTHORIZED);
    let refused = stranger.post("/sign-in", "login=nobody&password=x").await;
    assert!(refused.status == StatusCode::UNAUTHORIZED && refused.text.contains("is not right"));
}

#[tokio::test]
async fn signing_out_ends_the_session() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    let cookie = leila.cookie.clone();
    assert_eq!(leila.post("/sign-out", "").await.to(), "/sign-in?out=yes");
    leila.cookie = cookie;
    assert_eq!(leila.get("/letters").await.to(), "/sign-in");
}

async fn call(house: &House, method: &str, path: &str, key: &str, body: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("host", HOST);
    let request = request.header("authorization", format!("Bearer {key}")).header("content-type", "application/xml");
    ask(&house.app, request.body(Body::from(body.to_owned())).unwrap()).await
}

/// A new key for a program, as the page shows it once.
async fn machine_key(browser: &mut Browser) -> String {
    browser.get("/account").await;
    let made = browser.post("/account/keys", "name=export").await;
    let key = made.text.split("id=\"new-key\"").nth(1).unwrap().split("dir=\"ltr\">").nth(1).unwrap();
    key.split('<').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_program_sends_asks_and_gets_its_receipt() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    let key = machine_key(&mut leila).await;

    let sent = call(&house, "POST", "/api/v1/letters?reference=R-9", &key, "wrong").await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text);
    let body: Value = serde_json::from_str(&sent.text).unwrap();
    assert_eq!((&body["again"], &body["would_be_refused"]), (&false.into(), &true.into()));
    assert_eq!(body["remarks"][0]["code"], "XSD-ENUM");
    let again = call(&house, "POST", "/api/v1/letters?reference=R-9", &key, "wrong").await;
    let second: Value = serde_json::from_str(&again.text).unwrap();
    assert_eq!((again.status, &second["receipt"]), (StatusCode::OK, &body["receipt"]));
    let other = call(&house, "POST", "/api/v1/letters?reference=R-9", &key, "else").await;
    assert!(other.status == StatusCode::CONFLICT && other.text.contains("DUP-REF"), "{}", other.text);

    let path = format!("/api/v1/letters/{}", body["letter"].as_str().unwrap());
    let one: Value = serde_json::from_str(&call(&house, "GET", &path, &key, "").await.text).unwrap();
    assert_eq!((&one["status"], &one["reference"]), (&"received".into(), &"R-9".into()));
    assert_eq!(one["remarks"][0]["value"], Value::Null, "the edge keeps no value");
    assert_eq!(call(&house, "GET", &format!("{path}/receipt"), &key, "").await.text, body["receipt"].as_str().unwrap());
    let list: Value = serde_json::from_str(&call(&house, "GET", "/api/v1/letters", &key, "").await.text).unwrap();
    assert_eq!(list["letters"].as_array().unwrap().len(), 1);

    let refused = [
        (call(&house, "GET", "/api/v1/letters", "wrong-key", "").await, StatusCode::UNAUTHORIZED),
        (call(&house, "GET", "/api/v1/letters?limit=9", &key, "").await, StatusCode::BAD_REQUEST),
        (call(&house, "GET", "/api/v1/letters?after=x", &key, "").await, StatusCode::BAD_REQUEST),
        (
            call(&house, "POST", "/api/v1/letters?reference=R-8", &key, &"x".repeat(20_000)).await,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (call(&house, "DELETE", "/api/v1/letters", &key, "").await, StatusCode::METHOD_NOT_ALLOWED),
    ];
    for (answer, status) in refused {
        assert_eq!(answer.status, status, "{}", answer.text);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
    }
}

/// What the audit log says of what was not taken in: why, by what digest.
async fn denials(house: &House) -> Vec<(String, Option<String>)> {
    let sql =
        "SELECT reason_code, object_digest FROM audit_record WHERE act = 'collect' AND result = 'denied' ORDER BY seq";
    let rows = store::Query::rows(&house.store, sql, store::params![]).await.unwrap();
    rows.iter().map(|row| (row.get("reason_code").unwrap(), row.get("object_digest").unwrap())).collect()
}

#[tokio::test]
async fn whatever_is_refused_at_the_door_leaves_one_record_with_the_digest_of_what_came() {
    let house = house().await;
    let (mut leila, _) = officer(&house, "First Harbour Bank", "leila").await;
    let key = machine_key(&mut leila).await;
    let digest = |bytes: &str| {
        let mut digest = seal::BodyDigest::new();
        digest.update(bytes.as_bytes());
        Some(hex::encode(digest.finish().sha256))
    };
    let (mut expected, long) = (Vec::new(), "R".repeat(201));

    call(&house, "POST", "/api/v1/letters?reference=R-1", &key, "one").await;
    assert_eq!(denials(&house).await, expected, "what is taken in is not denied");
    call(&house, "POST", "/api/v1/letters?reference=R-1", &key, "two").await;
    expected.push(("DUP-REF".to_owned(), digest("two")));
    assert_eq!(denials(&house).await, expected);
    call(&house, "POST", &format!("/api/v1/letters?reference={long}"), &key, "three").await;
    expected.push(("BAD-REF".to_owned(), digest("three")));
    assert_eq!(denials(&house).await, expected);
    leila.get("/send").await;
    assert_eq!(leila.upload(&long, false, "four").await.status, StatusCode::CONFLICT);
    expected.push(("BAD-REF".to_owned(), digest("four")));
    assert_eq!(denials(&house).await, expected);

    call(&house, "POST", "/api/v1/letters?reference=R-3", &key, &"x".repeat(20_000)).await;
    let last = denials(&house).await.pop().unwrap();
    assert!(last.0 == "TOO-LARGE" && last.1.is_some(), "{last:?}");
    let request = Request::builder().method("POST").uri("/api/v1/letters").header("host", HOST);
    let request = request.header("authorization", format!("Bearer {key}")).header("content-type", "text/html");
    ask(&house.app, request.body(Body::from("x")).unwrap()).await;
    assert_eq!(denials(&house).await.pop().unwrap(), ("HTTP-CONTENT-TYPE".to_owned(), None));
    assert_eq!(denials(&house).await.len(), 5);
}

#[tokio::test]
async fn the_description_names_every_route_and_no_other() {
    let house = house().await;
    let told: Value = serde_json::from_str(&call(&house, "GET", "/api/v1/openapi.json", "", "").await.text).unwrap();
    assert_eq!(told, description());
    let mut routes = Vec::new();
    for (path, methods) in told["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "delete", "patch"] {
            let answer = call(&house, &method.to_uppercase(), &path.replace("{id}", "x"), "no-key", "").await;
            let exists = answer.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(exists, methods.get(method).is_some(), "{method} {path}: {}", answer.status);
            routes.extend(exists.then(|| format!("{method} {path}")));
        }
    }
    assert_eq!(routes.len(), 5);
    let source = include_str!("../../src/routes/api.rs");
    assert_eq!(source.matches(".route(\"").count(), told["paths"].as_object().unwrap().len());
}
