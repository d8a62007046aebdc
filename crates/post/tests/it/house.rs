//! An edge and an office with one reporter, and a clock that is moved by hand.

use std::sync::Arc;

use openfiu_post::edge::enrol;
use openfiu_post::edge::receive::{self, Label, Receipted, Remarks, Sender};
use openfiu_post::edge::sign_in::{self, Visitor};
use openfiu_post::edge::{Edge, EdgeKeys, EdgeSettings, correspondent};
use openfiu_post::office::{Office, OfficeKeys};
use openfiu_post::{CorrespondentId, PostError, Vault};
use seal::secret::{CodeSecret, PasswordCost};
use seal::signin::RULES;
use seal::{OpeningKey, SigningKey};
use store::audit::Actor;
use store::door::Answer;
use store::testing::stores_in;
use store::{HandClock, Micros, Query, Store, World, params};

pub(crate) const PASSWORD: &str = "elf Kamele gehen heim";
/// 2026-11-22T10:00:00Z.
pub(crate) const START: Micros = Micros(1_795_341_600_000_000);

pub(crate) struct House {
    pub(crate) edge: Edge,
    pub(crate) edge_store: Store,
    pub(crate) office: Office,
    pub(crate) clock: Arc<HandClock>,
    pub(crate) bank: CorrespondentId,
    pub(crate) secret: CodeSecret,
    pub(crate) folders: [tempfile::TempDir; 2],
}

pub(crate) fn edge_keys() -> EdgeKeys {
    EdgeKeys {
        signing: SigningKey::from_bytes("edge-2026", &[1; 32]).unwrap(),
        own: OpeningKey::new(&[2; 64]),
        office_sealing: OpeningKey::new(&[3; 64]).public(),
        office_signing: SigningKey::from_bytes("office-2026", &[4; 32]).unwrap().public(),
    }
}

pub(crate) fn office_keys() -> OfficeKeys {
    OfficeKeys {
        opening: OpeningKey::new(&[3; 64]),
        signing: SigningKey::from_bytes("office-2026", &[4; 32]).unwrap(),
        edge_signing: edge_keys().signing.public(),
    }
}

/// One house on each database.
pub(crate) async fn houses() -> Vec<House> {
    let (world, clock) = World::fixed(START, 7);
    let (edges, offices) = (stores_in(&world).await, stores_in(&world).await);
    let mut houses = Vec::new();
    for (edge_store, office_store) in edges.into_iter().zip(offices) {
        houses.push(house(edge_store, office_store, Arc::clone(&clock)).await);
    }
    houses
}

async fn house(edge_store: Store, office_store: Store, clock: Arc<HandClock>) -> House {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let settings = EdgeSettings {
        office: "FIU of Zedland".into(),
        letter_bytes_max: 1_000_000,
        password_cost: PasswordCost { memory_kib: 64, passes: 1 },
        door: RULES,
    };
    let vault = Vault::open(folders[0].path()).unwrap();
    let edge = Edge::new(edge_store.clone(), vault, edge_keys(), settings).unwrap();
    let vault = Vault::open(folders[1].path()).unwrap();
    let office = Office::new(office_store, vault, office_keys(), "FIU of Zedland");
    let admin = Actor::program("test");
    let bank = correspondent::register(&edge, &admin, "First Bank", "77", &["STR".into()]).await.unwrap();
    let secret = enrolled(&edge, bank, "amina@bank.example", START.0).await;
    House { edge, edge_store, office, clock, bank, secret, folders }
}

/// Invites and enrols a person; gives the secret of their codes.
pub(crate) async fn enrolled(edge: &Edge, bank: CorrespondentId, login: &str, now_us: i64) -> CodeSecret {
    let (_, invitation) = enrol::invite(edge, &Actor::program("test"), bank, login, "Amina").await.unwrap();
    let pairing = enrol::begin(edge, &invitation.secret).await.unwrap();
    let secret = secret_in(&pairing.address);
    enrol::finish(edge, &invitation.secret, PASSWORD, &secret.code(seconds(now_us))).await.unwrap();
    secret
}

pub(crate) fn seconds(us: i64) -> u64 {
    u64::try_from(us / 1_000_000).unwrap()
}

/// As an authenticator app reads it.
pub(crate) fn secret_in(address: &str) -> CodeSecret {
    let text = address.split("secret=").nth(1).unwrap().split('&').next().unwrap();
    let mut bits = Vec::new();
    for c in text.bytes() {
        let five = if c.is_ascii_uppercase() { c - b'A' } else { c - b'2' + 26 };
        bits.extend((0..5).rev().map(|bit| five >> bit & 1));
    }
    let bytes: Vec<u8> = bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| sum << 1 | bit)).collect();
    CodeSecret::new(bytes.try_into().unwrap())
}

impl House {
    pub(crate) fn code(&self) -> String {
        self.secret.code(seconds(self.edge_store.now().0))
    }

    /// Signs in half a minute later, so that a fresh code is at hand.
    pub(crate) async fn visitor(&self) -> Visitor {
        self.clock.advance_millis(31_000);
        let (half, whole) = ([self.edge_store.now().0.to_le_bytes()[1]; 32], [9; 32]);
        let whole = [&half[..16], &whole[..16]].concat().try_into().unwrap();
        let step = sign_in::password(&self.edge, "amina@bank.example", PASSWORD, &half, "10.0.0.1").await.unwrap();
        assert_eq!(step, Answer::Next);
        assert_eq!(sign_in::code(&self.edge, &half, &self.code(), &whole).await.unwrap(), Answer::Next);
        sign_in::find(&self.edge, &whole).await.unwrap().unwrap()
    }

    pub(crate) async fn send(&self, visitor: &Visitor, reference: &str, bytes: &[u8]) -> Result<Receipted, PostError> {
        send(&self.edge, Sender::from(visitor), reference, bytes).await
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        self.edge_store.one(sql, params![]).await.unwrap().get("n").unwrap()
    }

    /// Reasons and results of the edge's audit log.
    pub(crate) async fn audit(&self) -> Vec<String> {
        let rows = self.edge_store.rows("SELECT * FROM audit_record ORDER BY seq", params![]).await.unwrap();
        let line = |row: &store::Row| {
            let get = |column: &str| row.get::<Option<String>>(column).unwrap().unwrap_or_default();
            format!("{} {} {} {}", get("role"), get("act"), get("reason_code"), get("result"))
        };
        rows.iter().map(line).collect()
    }
}

pub(crate) async fn send(edge: &Edge, sender: Sender, reference: &str, bytes: &[u8]) -> Result<Receipted, PostError> {
    let mut incoming = receive::begin(edge, sender, "application/xml").await?;
    for piece in bytes.chunks(1_000) {
        incoming.write(piece).await?;
    }
    let label = Label { reference: reference.into(), file_name: "report.xml".into() };
    incoming.finish(&label, &Remarks::default()).await
}
