//! The link between office and edge: every route, asked by the office, by a stranger with a key of the same name, with
//! another paper, late, and for what is not there. The whole answer is compared each time.

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use openfiu_fiu_edge::office::router;
use post::edge::receive::{self, Label, Remarks, Sender};
use post::edge::sign_in::Visitor;
use post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent};
use post::wire::{self, AnswerPaper, Asking, Handover, Taken};
use post::{CorrespondentId, ReporterId, Vault};
use seal::secret::PasswordCost;
use seal::{OpeningKey, SigningKey};
use std::fs;
use std::sync::Arc;
use store::audit::Actor;
use store::{HandClock, LetterId, Micros, World};
use tower::ServiceExt as _;

/// 2026-11-22T10:00:00Z.
const NOW: i64 = 1_795_341_600_000_000;
const FORBIDDEN: &str = "403\ncontent-type: text/plain; charset=utf-8\n\nSEAL";
const UNKNOWN: &str = "404\ncontent-type: text/plain; charset=utf-8\n\nUNKNOWN";
const DONE: &str = "204\n\n";
const ROUTES: [&str; 4] = ["hand-over", "letters/{id}/sealed", "taken", "answers"];

fn office_key() -> SigningKey {
    SigningKey::from_bytes("office-2026", &[4; 32]).unwrap()
}

/// A stranger's key, with the name of the office's.
fn stranger_key() -> SigningKey {
    SigningKey::from_bytes("office-2026", &[5; 32]).unwrap()
}

fn edge_key() -> SigningKey {
    SigningKey::from_bytes("edge-2026", &[1; 32]).unwrap()
}

struct House {
    edge: Edge,
    folder: tempfile::TempDir,
    clock: Arc<HandClock>,
    bank: CorrespondentId,
    letter: LetterId,
    absent: LetterId,
    receipt: String,
}

/// An edge with one letter.
async fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let (world, clock) = World::fixed(Micros(NOW), 3);
    let store = store::testing::sqlite(&world).await;
    store.migrate_only(&["store", "post"]).await.unwrap();
    let keys = EdgeKeys {
        signing: edge_key(),
        own: OpeningKey::new(&[2; 64]),
        office_sealing: OpeningKey::new(&[3; 64]).public(),
        office_signing: office_key().public(),
    };
    let settings = EdgeSettings {
        office: "FIU of Zedland".into(),
        letter_bytes_max: 1_000_000,
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        door: seal::signin::RULES,
    };
    let edge = Edge::new(store, Vault::open(folder.path()).unwrap(), keys, settings).unwrap();
    let by = Actor::program("test");
    let bank = correspondent::register(&edge, &by, "First Bank", "77", &["STR".into()]).await.unwrap();
    let sender = Visitor {
        reporter: ReporterId::new(&world).unwrap(),
        name: "Amina".into(),
        login: "amina".into(),
        correspondent: bank,
        correspondent_name: "First Bank".into(),
        rentity_id: "77".into(),
        kinds: Vec::new(),
        since: Micros(NOW),
        code_since: None,
    };
    let mut incoming = receive::begin(&edge, Sender::from(&sender), "application/xml").await.unwrap();
    incoming.write(&b"<report/>".repeat(50_000)).await.unwrap();
    let label = Label { reference: "R-1".into(), file_name: "r.xml".into() };
    let got = incoming.finish(&label, &Remarks::default()).await.unwrap();
    let absent = LetterId::new(&world).unwrap();
    House { edge, folder, clock, bank, letter: got.letter, absent, receipt: got.receipt }
}

impl House {
    /// The whole answer to a request: status, headers that say what the body is, body.
    async fn answer(&self, method: Method, path: &str, body: impl Into<Body>) -> String {
        let (head, body) = self.bytes(method, path, body).await;
        format!("{head}\n{}", String::from_utf8(body).unwrap())
    }

    async fn bytes(&self, method: Method, path: &str, body: impl Into<Body>) -> (String, Vec<u8>) {
        let request = Request::builder().method(method).uri(path).body(body.into()).unwrap();
        let answer = router(self.edge.clone()).oneshot(request).await.unwrap();
        let mut head = format!("{}\n", answer.status().as_u16());
        for (name, value) in answer.headers().iter().filter(|(name, _)| *name != "content-length") {
            head.push_str(&format!("{name}: {}\n", value.to_str().unwrap()));
        }
        (head, to_bytes(answer.into_body(), usize::MAX).await.unwrap().to_vec())
    }

    async fn ask(&self, route: &str, paper: &str) -> String {
        self.answer(Method::POST, &self.path(route, self.letter), paper.to_owned()).await
    }

    fn path(&self, route: &str, letter: LetterId) -> String {
        format!("/office/v1/{}", route.replace("{id}", &letter.to_string()))
    }

    fn answer_paper(&self, answer: LetterId, letter: LetterId) -> AnswerPaper {
        AnswerPaper {
            answer: answer.to_string(),
            letter: letter.to_string(),
            correspondent: self.bank.to_string(),
            outcome: "accepted".into(),
            report_number: Some("STR-2026-000001".into()),
            body: "Registered.".into(),
            remarks: Vec::new(),
            written_us: NOW,
        }
    }

    /// For each route the paper that belongs to it, about a letter, signed by someone.
    fn paper(&self, route: &str, letter: LetterId, key: &SigningKey) -> String {
        match route {
            "taken" => wire::sign(&Taken { letters: vec![letter.to_string()], taken_us: NOW }, key),
            "answers" => wire::sign(&self.answer_paper(LetterId(store::RawId([7; 16])), letter), key),
            _ => wire::sign(&asking(0), key),
        }
        .unwrap()
    }
}

fn asking(after: i64) -> Asking {
    Asking { after, limit: 10, asked_us: NOW }
}

#[tokio::test]
async fn the_office_gets_the_papers_of_letters_it_does_not_have() {
    let house = house().await;
    let answer = house.ask("hand-over", &wire::sign(&asking(0), &office_key()).unwrap()).await;
    let json = answer.strip_prefix("200\ncontent-type: application/json\n\n").unwrap();
    let notes: Vec<String> = serde_json::from_str(json).unwrap();
    assert_eq!(notes.len(), 1);
    let paper: Handover = wire::open(&notes[0], &edge_key().public()).unwrap();
    assert_eq!(
        paper,
        Handover {
            letter: house.letter.to_string(),
            correspondent: house.bank.to_string(),
            correspondent_name: "First Bank".into(),
            rentity_id: "77".into(),
            kinds: vec!["STR".into()],
            reference: "R-1".into(),
            file_name: "r.xml".into(),
            media_type: "application/xml".into(),
            sha256: paper.sha256.clone(),
            bytes: 450_000,
            sealed_us: NOW,
            received_us: NOW,
            sequence: 1,
            receipt: house.receipt.clone(),
        }
    );
    let none = house.ask("hand-over", &wire::sign(&asking(1), &office_key()).unwrap()).await;
    assert_eq!(none, "200\ncontent-type: application/json\n\n[]");
}

#[tokio::test]
async fn the_office_gets_the_sealed_bytes_as_they_lie_there() {
    let house = house().await;
    let paper = wire::sign(&asking(0), &office_key()).unwrap();
    let path = house.path("letters/{id}/sealed", house.letter);
    let (head, body) = house.bytes(Method::POST, &path, paper).await;
    assert_eq!(head, "200\ncontent-type: application/octet-stream\n");
    let kept = fs::read(house.folder.path().join(house.letter.to_string())).unwrap();
    assert!(kept.len() > 450_000 && body == kept);
}

#[tokio::test]
async fn what_the_office_says_is_done_and_said_again_changes_nothing() {
    let house = house().await;
    for route in ["taken", "answers"] {
        let paper = house.paper(route, house.letter, &office_key());
        for _ in 0..2 {
            assert_eq!(house.ask(route, &paper).await, DONE, "{route}");
        }
    }
    let other = wire::sign(&house.answer_paper(house.absent, house.letter), &office_key()).unwrap();
    assert_eq!(
        house.ask("answers", &other).await,
        "422\ncontent-type: text/plain; charset=utf-8\n\nPAPER: a signed paper between edge and office is not \
         accepted: another answer to this letter is here already"
    );
}

#[tokio::test]
async fn what_is_not_here_is_said_to_the_office() {
    let house = house().await;
    let asked = house.paper("hand-over", house.letter, &office_key());
    for id in [house.absent.to_string(), "no-id".to_owned(), "%00".to_owned()] {
        let path = format!("/office/v1/letters/{id}/sealed");
        assert_eq!(house.answer(Method::POST, &path, asked.clone()).await, UNKNOWN, "{id}");
    }
    let paper = |route| house.paper(route, house.absent, &office_key());
    assert_eq!(house.ask("taken", &paper("taken")).await, DONE, "a letter that is not here is passed over");
    assert_eq!(house.ask("answers", &paper("answers")).await, UNKNOWN);
    let mut not_theirs = house.answer_paper(house.absent, house.letter);
    not_theirs.correspondent = CorrespondentId(house.absent.0).to_string();
    assert_eq!(house.ask("answers", &wire::sign(&not_theirs, &office_key()).unwrap()).await, UNKNOWN);
}

#[tokio::test]
async fn a_stranger_hears_one_answer_to_everything() {
    let house = house().await;
    for route in ROUTES {
        for letter in [house.letter, house.absent] {
            let good = house.paper(route, letter, &office_key());
            let papers = [
                house.paper(route, letter, &stranger_key()),
                house.paper(route, letter, &edge_key()),
                good.replacen('0', "1", 1),
                String::new(),
                "{}".to_owned(),
            ];
            for paper in papers {
                let answer = house.answer(Method::POST, &house.path(route, letter), paper.clone()).await;
                assert_eq!(answer, FORBIDDEN, "{route} {paper}");
            }
        }
    }
}

#[tokio::test]
async fn another_paper_of_the_office_does_nothing_and_neither_does_an_old_one() {
    let house = house().await;
    let refused = |reason: &str| {
        let says = "PAPER: a signed paper between edge and office is not accepted: ";
        format!("422\ncontent-type: text/plain; charset=utf-8\n\n{says}{reason}")
    };
    for (route, other, title) in [
        ("hand-over", "taken", "asking"),
        ("letters/{id}/sealed", "answers", "asking"),
        ("taken", "hand-over", "taken"),
        ("answers", "taken", "answer"),
    ] {
        let paper = house.paper(other, house.letter, &office_key());
        let reason = format!("it is not a paper `openfiu {title} v1`");
        assert_eq!(house.ask(route, &paper).await, refused(&reason), "{route}");
    }
    let paper = house.paper("hand-over", house.letter, &office_key());
    for (away, at) in [(301_000, NOW + 301_000_000), (-602_000, NOW - 301_000_000)] {
        house.clock.advance_millis(away);
        let reason = format!("it was written at another time; the edge's clock is at {at} us");
        for route in ["hand-over", "letters/{id}/sealed"] {
            assert_eq!(house.ask(route, &paper).await, refused(&reason), "{route}");
        }
    }
}

#[tokio::test]
async fn there_is_nothing_else_at_this_address() {
    let house = house().await;
    for route in ROUTES {
        let path = house.path(route, house.letter);
        assert_eq!(house.answer(Method::GET, &path, "").await, "405\nallow: POST\n\n", "{route}");
    }
    for path in ["/", "/office/v1/", "/office/v1/letters/x", "/api/v1/letters", "/sign-in"] {
        assert_eq!(house.answer(Method::POST, path, "").await, "404\n\n", "{path}");
    }
    let long = vec![b'x'; (32 << 20) + 1];
    let answer = house.answer(Method::POST, "/office/v1/taken", long).await;
    assert!(answer.starts_with("413\n"), "{answer}");
}
