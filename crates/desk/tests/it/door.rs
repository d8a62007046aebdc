//! The door of the desk and the administration of people, over HTTP types, on a real database.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use openfiu_desk::{Desk, pages, router};
use seal::OpeningKey;
use seal::secret::{CodeSecret, PasswordCost};
use staff::sign_in::StaffSettings;
use staff::{Role, Staff, people};
use std::sync::Arc;
use store::audit::Actor;
use store::{Micros, World};
use tower::ServiceExt;
use web::{Lang, Manners};

const HOST: &str = "127.0.0.1:8202";
const PASSWORD: &str = "nine%20patient%20herons";

struct House {
    app: Router,
    staff: Staff,
    clock: Arc<store::HandClock>,
}

async fn house() -> House {
    let (world, clock) = World::fixed(Micros(1_770_000_000_000_000), 5);
    let store = store::testing::sqlite(&world).await;
    store.migrate().await.unwrap();
    let settings = StaffSettings {
        office: "Office".into(),
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        door: seal::signin::RULES,
    };
    let staff = Staff::new(store, OpeningKey::new(&world.random().unwrap()), settings).unwrap();
    let (told, chance) = (clock.clone(), world.clone());
    let manners = Manners {
        office: "Office".into(),
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
    House { app: router(Desk { staff: staff.clone(), manners: Arc::new(manners) }, Router::new()), staff, clock }
}

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

impl Browser {
    fn new(house: &House) -> Self {
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

    async fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, String::new()).await
    }

    async fn post(&mut self, path: &str, fields: &str) -> Answer {
        let body = format!("csrf={}&{fields}", self.proof);
        self.send("POST", path, body.trim_end_matches('&').to_owned()).await
    }

    /// Enrols behind an invitation and signs in.
    async fn come_in(&mut self, house: &House, secret: &str, login: &str) {
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

#[tokio::test]
async fn an_administrator_invites_a_colleague_who_may_not_administer() {
    let house = house().await;
    let first = [Role::Administrator].into();
    let (_, invitation) = people::invite(&house.staff, &Actor::program("test"), "ines", "Ines", &first).await.unwrap();
    let mut ines = Browser::new(&house);
    ines.come_in(&house, &invitation.secret, "ines").await;
    assert!(ines.get("/admin").await.text.contains("Add a person"));

    let refused = ines.post("/admin/staff", "staff_name=Tomas&login=tomas&head=yes").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "an unknown role is an unknown field");
    ines.get("/admin").await;
    let made = ines.post("/admin/staff", "staff_name=Tomas&login=tomas&intake-officer=yes").await;
    let link = format!("http://{HOST}/welcome/");
    let secret = made.text.split(&link).nth(1).unwrap().split('<').next().unwrap().to_owned();
    assert!(!ines.get("/admin").await.text.contains(&secret), "the link is shown once");

    let mut tomas = Browser::new(&house);
    tomas.come_in(&house, &secret, "tomas").await;
    let admin = tomas.get("/admin").await;
    assert_eq!(admin.status, StatusCode::FORBIDDEN, "{}", admin.text);

    let row = people::list(&house.staff).await.unwrap().into_iter().find(|person| person.login == "tomas").unwrap();
    ines.get("/admin").await;
    assert_eq!(ines.post(&format!("/admin/staff/{}/stop", row.id), "").await.to(), "/admin");
    assert_eq!(tomas.get("/admin").await.to(), "/sign-in", "whoever is stopped is out at once");
}

#[tokio::test]
async fn the_door_tells_a_stranger_nothing() {
    let house = house().await;
    let mut stranger = Browser::new(&house);
    assert_eq!(stranger.get("/admin").await.to(), "/sign-in");
    assert_eq!(stranger.get("/welcome/nothing").await.status, StatusCode::NOT_FOUND);
    stranger.get("/sign-in").await;
    let refused = stranger.post("/sign-in", "login=ines&password=x").await;
    assert!(refused.status == StatusCode::UNAUTHORIZED && refused.text.contains("is not right"));
    for path in ["/admin/staff", "/admin/staff/x/stop", "/sign-out"] {
        assert_eq!(stranger.post(path, "").await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}
