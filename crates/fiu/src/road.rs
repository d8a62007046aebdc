//! Stories over a whole office and a whole edge with the link between them: what becomes of a letter when one of the
//! two is away for a while, or is killed.

use crate::demo::found;
use crate::fetch::{Fetcher, Link};
use crate::flow::Rooms;
use crate::house::House;
use crate::worker::{step, work};
use axum::Router;
use axum::http::StatusCode;
use fiu_edge::house::House as EdgeHouse;
use post::ReporterId;
use post::edge::receive::{self, Label, Remarks, Sender};
use post::edge::sign_in::Visitor;
use post::edge::{correspondent, letters};
use post::office::answer;
use std::sync::Arc;
use std::time::Duration;
use store::audit::Actor;
use store::{Event, HandClock, LetterId, Micros, Store, TRIES_MAX, Work, World};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// 2026-11-22T10:00:00Z.
const NOW: Micros = Micros(1_795_341_600_000_000);

/// An edge that holds one letter, and an office.
struct Town {
    root: tempfile::TempDir,
    clock: Arc<HandClock>,
    edge: EdgeHouse,
    bank: Visitor,
    letter: LetterId,
    office: Option<House>,
    port: u16,
}

impl Town {
    async fn found() -> Self {
        let root = tempfile::tempdir().unwrap();
        let (world, clock) = World::fixed(NOW, 11);
        let folder = found::office(root.path(), &world, None).unwrap();
        found::edge(root.path(), &world, &folder, None).unwrap();
        let edge = EdgeHouse::open(&root.path().join("edge"), world.clone()).await.unwrap();
        let by = Actor::program("test");
        let of = correspondent::register(&edge.edge, &by, "First Bank", "77", &[]).await.unwrap();
        let bank = Visitor {
            reporter: ReporterId::new(&world).unwrap(),
            name: "Amina".into(),
            login: "amina".into(),
            correspondent: of,
            correspondent_name: "First Bank".into(),
            rentity_id: "77".into(),
            kinds: Vec::new(),
            since: NOW,
            code_since: None,
        };
        let mut letter = receive::begin(&edge.edge, Sender::from(&bank), "application/xml").await.unwrap();
        letter.write(b"<report/>").await.unwrap();
        let label = Label { reference: "R-1".into(), file_name: "r.xml".into() };
        let letter = letter.finish(&label, &Remarks::default()).await.unwrap().letter;
        let office = Some(House::open(&root.path().join("office"), world).await.unwrap());
        let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
        Self { root, clock, edge, bank, letter, office, port }
    }

    /// Someone answers at the address of the link from now on.
    async fn answers(&self, router: Router) -> JoinHandle<()> {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await.unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() })
    }

    async fn edge_opens(&self) -> JoinHandle<()> {
        self.answers(fiu_edge::office::router(self.edge.edge.clone())).await
    }

    fn office(&self) -> &House {
        self.office.as_ref().unwrap()
    }

    fn rooms(&self) -> Rooms {
        let link = Link::new(&format!("http://127.0.0.1:{}", self.port)).unwrap();
        Rooms { intake: self.office().intake(self.office().office().unwrap()).unwrap(), link }
    }

    /// Fetches the letter and registers it; gives the event of the answer, in the hands of `worker`.
    async fn answered(&self, worker: &str) -> Work {
        let rooms = self.rooms();
        let mut fetcher = Fetcher::new(rooms.intake.office().clone(), rooms.link.clone(), self.office().folder.clone())
            .await
            .unwrap();
        assert_eq!(fetcher.round().await.unwrap(), 1);
        loop {
            let work = self.office().store.take(worker, 1, 60).await.unwrap().remove(0);
            if matches!(work.event, Event::AcknowledgementWritten { .. }) {
                return work;
            }
            step(rooms.clone(), self.office().store.clone(), work).await;
        }
    }

    async fn is_answered(&self) -> bool {
        letters::one(&self.edge.edge, self.bank.correspondent, self.letter).await.unwrap().answer.is_some()
    }
}

/// The answers that are due, in the hands of `w`.
async fn answers(store: &Store) -> Vec<Work> {
    let mut works = store.take("w", 10, 60).await.unwrap();
    works.retain(|work| matches!(work.event, Event::AcknowledgementWritten { .. }));
    works
}

#[tokio::test]
async fn an_edge_that_is_away_for_long_costs_an_answer_no_try() {
    let town = Town::found().await;
    let (edge, store) = (town.edge_opens().await, town.office().store.clone());
    let mut work = town.answered("w").await;
    edge.abort();
    let _gone = edge.await;
    let busy = town.answers(Router::new().fallback(|| async { StatusCode::SERVICE_UNAVAILABLE })).await;
    for round in 0..TRIES_MAX * 2 {
        if round == TRIES_MAX {
            busy.abort();
        }
        step(town.rooms(), store.clone(), work).await;
        assert!(answers(&store).await.is_empty(), "it waits a little");
        town.clock.advance_millis(15_000);
        work = answers(&store).await.remove(0);
        assert_eq!(work.tries, 1);
    }
    assert!(!town.is_answered().await);
    let _edge = town.edge_opens().await;
    step(town.rooms(), store.clone(), work).await;
    assert!(town.is_answered().await);
    let told = answer::of(town.rooms().intake.office(), town.letter).await.unwrap().unwrap();
    assert!(told.delivered.is_some());
}

#[tokio::test]
async fn an_answer_that_the_edge_refuses_comes_to_rest_for_a_person_to_see() {
    let town = Town::found().await;
    let (edge, store) = (town.edge_opens().await, town.office().store.clone());
    let mut work = town.answered("w").await;
    edge.abort();
    let _gone = edge.await;
    let _stranger = town.answers(Router::new().fallback(|| async { (StatusCode::FORBIDDEN, "SEAL") })).await;
    for tries in 1..=TRIES_MAX {
        assert_eq!(work.tries, tries);
        step(town.rooms(), store.clone(), work.clone()).await;
        town.clock.advance_millis(3_600_000);
        match answers(&store).await.pop() {
            Some(again) => work = again,
            None => break,
        }
    }
    let stuck = store.stuck(10).await.unwrap();
    assert_eq!(stuck.iter().map(|stuck| stuck.reason.as_str()).collect::<Vec<_>>(), ["DELIVER"]);
}

#[tokio::test]
async fn an_office_that_was_killed_goes_on_at_once_where_it_was() {
    let mut town = Town::found().await;
    let _edge = town.edge_opens().await;
    let _in_hand = town.answered("killed").await;
    let world = town.office().world.clone();
    town.office.take().unwrap().store.close().await;
    // The clock stands still: no lease of the killed office ends by itself.
    town.office = Some(House::open(&town.root.path().join("office"), world).await.unwrap());
    let (ending, over) = watch::channel(false);
    let working = tokio::spawn(work(town.office().clone(), town.rooms(), over));
    let mut waited = 0;
    while !town.is_answered().await {
        waited += 1;
        assert!(waited < 300, "the answer is still in the hands of the office that was killed");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    ending.send_replace(true);
    working.await.unwrap().unwrap();
}
