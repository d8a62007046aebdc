//! An office with its edge and one reporter, on a real database, and browsers to look at its desk with.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use intake::{Intake, register};
use openfiu_desk::{Desk, pages, router};
use post::edge::receive::{self, Label, Remarks, Sender};
use post::edge::sign_in::Visitor;
use post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent, handover};
use post::office::{Office, OfficeKeys, arrive};
use post::{CorrespondentId, ReporterId, Vault};
use seal::secret::{CodeSecret, PasswordCost};
use seal::{OpeningKey, SigningKey};
use staff::sign_in::StaffSettings;
use staff::{MemberId, Role, Staff, people};
use std::sync::Arc;
use store::audit::Actor;
use store::{LetterId, Micros, RawId, ReportId, Store, World};
use testkit::xml::push::Layout;
use testkit::xml::report::to_xml;
use testkit::{Country, Filing, Habits, ReportCode, Size};
use tower::ServiceExt;
use web::{Lang, Manners};

pub(crate) const HOST: &str = "127.0.0.1:8202";
const PASSWORD: &str = "nine%20patient%20herons";
const OFFICE: &str = "Office";
/// 2026-11-22T10:00:00Z.
const START: Micros = Micros(1_795_341_600_000_000);

pub(crate) struct House {
    pub(crate) app: Router,
    pub(crate) staff: Staff,
    pub(crate) store: Store,
    clock: Arc<store::HandClock>,
    edge: Edge,
    intake: Intake,
    bank: CorrespondentId,
    _folders: [tempfile::TempDir; 2],
}

/// A valid report, and the number of its reporter.
pub(crate) fn sample() -> (String, String) {
    let country = Country::new(11, Size::transactions(60_000));
    let report = Filing::new(country, Habits::default())
        .find(|report| report.code == ReportCode::Str && report.transactions.len() == 10)
        .unwrap();
    let bytes = to_xml(&country, testkit::Profile::named("zz").unwrap(), &report, Layout::default());
    let text = String::from_utf8(bytes).unwrap();
    let number = text.split("<rentity_id>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    (text, number)
}

pub(crate) async fn house() -> House {
    house_of("1").await
}

/// The house with a bank of that number.
pub(crate) async fn house_of(rentity_id: &str) -> House {
    let (world, clock) = World::fixed(START, 5);
    let (store, edge_store) = (store::testing::sqlite(&world).await, store::testing::sqlite(&world).await);
    store.migrate().await.unwrap();
    edge_store.migrate().await.unwrap();
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let cost = PasswordCost { memory_kib: 64, passes: 1 };
    let key = |name: &str, byte| SigningKey::from_bytes(name, &[byte; 32]).unwrap();
    let (office_key, edge_key, opening) = (key("office", 4), key("edge", 1), OpeningKey::new(&[3; 64]));
    let edge_keys = EdgeKeys {
        own: OpeningKey::new(&[2; 64]),
        office_sealing: opening.public(),
        office_signing: office_key.public(),
        signing: edge_key.clone(),
    };
    let settings = EdgeSettings {
        office: OFFICE.into(),
        letter_bytes_max: 100_000_000,
        password_cost: cost,
        door: seal::signin::RULES,
    };
    let edge = Edge::new(edge_store, Vault::open(folders[0].path()).unwrap(), edge_keys, settings).unwrap();
    let keys = OfficeKeys { opening, signing: office_key, edge_signing: edge_key.public() };
    let office = Office::new(store.clone(), Vault::open(folders[1].path()).unwrap(), keys, OFFICE);
    let profile = Arc::new(profile::Profile::builtin("zz").unwrap().unwrap());
    let intake = Intake::new(office, Arc::clone(&profile), jiff::tz::TimeZone::UTC);
    let bank = correspondent::register(&edge, &Actor::program("test"), "First Bank", rentity_id, &[]).await.unwrap();

    let settings = StaffSettings { office: OFFICE.into(), password_cost: cost, door: seal::signin::RULES };
    let staff = Staff::new(store.clone(), OpeningKey::new(&world.random().unwrap()), settings).unwrap();
    let (told, chance) = (clock.clone(), world.clone());
    let manners = Manners {
        office: OFFICE.into(),
        offices: Vec::new(),
        face: pages::FACE,
        lang: Lang::En,
        zone: jiff::tz::TimeZone::UTC,
        origins: vec![format!("http://{HOST}")],
        cookie: "desk",
        clock: Arc::new(move || jiff::Timestamp::from_microsecond(store::Clock::now(&*told).0).unwrap()),
        chance: Arc::new(move |bytes| {
            let random: [u8; 32] = chance.random().unwrap();
            bytes.iter_mut().zip(random).for_each(|(byte, random)| *byte = random);
            true
        }),
        page: Manners::PAGE,
        upload: Manners::UPLOAD,
        upload_paths: &[],
    };
    let desk = Desk {
        staff: staff.clone(),
        intake: intake.clone(),
        profile,
        audit_key: key("audit", 6).public(),
        manners: Arc::new(manners),
        checked: openfiu_desk::LastCheck::default(),
    };
    House { app: router(desk), staff, store, clock, edge, intake, bank, _folders: folders }
}

impl House {
    /// Sends a file, fetches it to the office and registers it.
    pub(crate) async fn file(&self, reference: &str, bytes: &[u8]) -> (LetterId, Vec<(ReportId, String)>) {
        let visitor = Visitor {
            reporter: ReporterId(RawId([1; 16])),
            name: "Amina".into(),
            login: "amina".into(),
            correspondent: self.bank,
            correspondent_name: "First Bank".into(),
            rentity_id: String::new(),
            kinds: Vec::new(),
            since: START,
            code_since: None,
        };
        let mut incoming = receive::begin(&self.edge, Sender::from(&visitor), "application/xml").await.unwrap();
        incoming.write(bytes).await.unwrap();
        let label = Label { reference: reference.into(), file_name: format!("{reference}.xml") };
        let letter = incoming.finish(&label, &Remarks::default()).await.unwrap().letter;
        let office = self.intake.office();
        let asking = office.asking(arrive::last(office).await.unwrap(), 10).unwrap();
        for note in handover::hand_over(&self.edge, &asking).await.unwrap() {
            let (letter, _) = arrive::announced(office, &note).unwrap();
            let sealed = handover::sealed(&self.edge, &asking, letter).await.unwrap();
            arrive::take(office, &note, &mut tokio::fs::File::from_std(sealed)).await.unwrap();
        }
        let decided = register::register(&self.intake, letter, None).await.unwrap();
        (letter, decided.reports)
    }

    /// Somebody of one role, signed in.
    pub(crate) async fn colleague(&self, role: Role) -> (Browser, MemberId) {
        let (by, login) = (Actor::program("test"), role.word());
        let (id, invitation) = people::invite(&self.staff, &by, login, login, &[role].into()).await.unwrap();
        let mut browser = Browser::new(self);
        browser.come_in(self, &invitation.secret, login).await;
        (browser, id)
    }
}

pub(crate) struct Browser {
    app: Router,
    cookie: String,
    proof: String,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn to(&self) -> &str {
        self.headers.get("location").map_or("", |to| to.to_str().unwrap())
    }
}

impl Browser {
    pub(crate) fn new(house: &House) -> Self {
        Self { app: house.app.clone(), cookie: String::new(), proof: String::new() }
    }

    async fn send(&mut self, method: &str, path: &str, body: String) -> Answer {
        let request = Request::builder().method(method).uri(path).header("host", HOST).header("cookie", &self.cookie);
        let request = request.header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = self.app.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(to_bytes(body, 4 << 20).await.unwrap().to_vec()).unwrap();
        if let Some(cookie) = parts.headers.get("set-cookie") {
            self.cookie = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        }
        if let Some((_, rest)) = text.split_once("name=\"csrf\" value=\"") {
            self.proof = rest.split('"').next().unwrap().to_owned();
        }
        Answer { status: parts.status, headers: parts.headers, text }
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, String::new()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &str) -> Answer {
        let body = format!("csrf={}&{fields}", self.proof);
        self.send("POST", path, body.trim_end_matches('&').to_owned()).await
    }

    /// Enrols behind an invitation and signs in.
    pub(crate) async fn come_in(&mut self, house: &House, secret: &str, login: &str) {
        let pairing = house.staff.begin_enrolment(secret).await.unwrap();
        let codes = codes_of(&pairing.address);
        let now = |house: &House| u64::try_from(store::Clock::now(&*house.clock).0 / 1_000_000).unwrap();
        let path = format!("/welcome/{secret}");
        self.get(&path).await;
        let done = self.post(&path, &format!("password={PASSWORD}&code={}", codes.code(now(house)))).await;
        assert_eq!(done.to(), "/sign-in", "{}", done.text);
        house.clock.advance_millis(60_000);
        self.get("/sign-in").await;
        assert_eq!(self.post("/sign-in", &format!("login={login}&password={PASSWORD}")).await.to(), "/sign-in/code");
        self.get("/sign-in/code").await;
        assert_eq!(self.post("/sign-in/code", &format!("code={}", codes.code(now(house)))).await.to(), "/");
    }
}

/// The secret that an authenticator app would have read.
fn codes_of(address: &str) -> CodeSecret {
    const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let key = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let bits: String = key.chars().map(|c| format!("{:05b}", LETTERS.find(c).unwrap())).collect();
    let bytes: Vec<u8> = (0..20).map(|at| u8::from_str_radix(&bits[at * 8..at * 8 + 8], 2).unwrap()).collect();
    CodeSecret::new(bytes.try_into().unwrap())
}
