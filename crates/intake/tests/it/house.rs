//! An edge, an office and its intake, with one reporter whose files the synthetic country writes.

use std::sync::Arc;

use openfiu_intake::{Decided, Intake, IntakeError, register};
use post::edge::receive::{self, Label, Remarks, Sender};
use post::edge::sign_in::Visitor;
use post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent, handover};
use post::office::{Office, OfficeKeys, arrive};
use post::{CorrespondentId, ReporterId, Vault};
use seal::secret::PasswordCost;
use seal::signin::RULES;
use seal::{OpeningKey, SigningKey};
use store::audit::{Actor, Object};
use store::testing::stores_in;
use store::{Access, HandClock, LetterId, Micros, Purpose, Query, RawId, Store, World, params};
use testkit::xml::push::Layout;
use testkit::xml::report::to_xml;
use testkit::{Country, Filing, Habits, Report, ReportCode, Size};

/// 2026-11-22T10:00:00Z.
pub(crate) const START: Micros = Micros(1_795_341_600_000_000);
const OFFICE: &str = "FIU of Zedland";

pub(crate) struct House {
    pub(crate) edge: Edge,
    pub(crate) intake: Intake,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) bank: CorrespondentId,
    _folders: [tempfile::TempDir; 2],
}

/// One house on each database. The reporter's number is that of these files.
pub(crate) async fn houses(rentity_id: &str) -> Vec<House> {
    let (world, clock) = World::fixed(START, 7);
    let profile = Arc::new(profile::Profile::builtin("zz").unwrap().unwrap());
    let (edges, offices) = (stores_in(&world).await, stores_in(&world).await);
    let mut houses = Vec::new();
    for (edge_store, office_store) in edges.into_iter().zip(offices) {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let office_signing = SigningKey::from_bytes("office-2026", &[4; 32]).unwrap();
        let opening = OpeningKey::new(&[3; 64]);
        let signing = SigningKey::from_bytes("edge-2026", &[1; 32]).unwrap();
        let office_keys =
            OfficeKeys { opening: opening.clone(), signing: office_signing.clone(), edge_signing: signing.public() };
        let edge_keys = EdgeKeys {
            signing,
            own: OpeningKey::new(&[2; 64]),
            office_sealing: opening.public(),
            office_signing: office_signing.public(),
        };
        let settings = EdgeSettings {
            office: OFFICE.into(),
            letter_bytes_max: 100_000_000,
            password_cost: PasswordCost { memory_kib: 64, passes: 1 },
            door: RULES,
        };
        let edge = Edge::new(edge_store, Vault::open(folders[0].path()).unwrap(), edge_keys, settings).unwrap();
        let office = Office::new(office_store, Vault::open(folders[1].path()).unwrap(), office_keys, OFFICE);
        let intake = Intake::new(office, Arc::clone(&profile), jiff::tz::TimeZone::UTC);
        let admin = Actor::program("test");
        let bank = correspondent::register(&edge, &admin, "First Bank", rentity_id, &[]).await.unwrap();
        houses.push(House { edge, intake, clock: Arc::clone(&clock), bank, _folders: folders });
    }
    houses
}

/// A valid report with ten transactions, the number of its reporter, and the report itself.
pub(crate) fn sample(code: ReportCode) -> (String, String, Report) {
    let country = Country::new(11, Size::transactions(60_000));
    let report = Filing::new(country, Habits::default())
        .find(|report| report.code == code && (report.transactions.len() == 10 || !code.is_suspicious()))
        .unwrap();
    let text = String::from_utf8(to_xml(&country, testkit::Profile::named("zz").unwrap(), &report, Layout::default()));
    let text = text.unwrap();
    let number = text.split("<rentity_id>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    (text, number, report)
}

impl House {
    /// Sends a file and fetches it to the office.
    pub(crate) async fn arrive(&self, reference: &str, file_name: &str, bytes: &[u8]) -> LetterId {
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
        let label = Label { reference: reference.into(), file_name: file_name.into() };
        let letter = incoming.finish(&label, &Remarks::default()).await.unwrap().letter;
        let office = self.intake.office();
        let asking = office.asking(arrive::last(office).await.unwrap(), 10).unwrap();
        for note in handover::hand_over(&self.edge, &asking).await.unwrap() {
            let (letter, _) = arrive::announced(office, &note).unwrap();
            let sealed = handover::sealed(&self.edge, &asking, letter).await.unwrap();
            arrive::take(office, &note, &mut tokio::fs::File::from_std(sealed)).await.unwrap();
        }
        letter
    }

    pub(crate) async fn register(&self, letter: LetterId) -> Result<Decided, IntakeError> {
        register::register(&self.intake, letter, None).await
    }

    pub(crate) fn store(&self) -> &Store {
        self.intake.store()
    }

    pub(crate) async fn access(&self, kind: &str, id: impl std::fmt::Display) -> Access {
        let why = Purpose::reason("intake", "looking at arrivals").unwrap();
        self.store().access(&Actor::program("test"), &why, vec![Object::new(kind, id)]).await.unwrap()
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.store().one(sql, params![]).await.unwrap().get("n").unwrap()
    }

    /// All numbers that were given, in order.
    pub(crate) async fn numbers(&self) -> Vec<String> {
        let sql = "SELECT number FROM report WHERE number IS NOT NULL ORDER BY number";
        let rows = self.store().rows(sql, params![]).await.unwrap();
        rows.iter().map(|row| row.get("number").unwrap()).collect()
    }
}
