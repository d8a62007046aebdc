use openfiu_post::PostError;
use openfiu_post::edge::letters::{self, Search, State};
use openfiu_post::edge::receive::{self, Label, Remarks, Sender};
use openfiu_post::edge::{correspondent, sign_in};
use seal::Receipt;
use store::audit::Actor;
use store::{Query, params};
use vocab::{Code, Finding, Place, Severity};

use crate::house::{House, PASSWORD, edge_keys, enrolled, houses, seconds, send};

const LETTERS: &str = "SELECT COUNT(*) AS n FROM letter";

#[tokio::test]
async fn a_letter_is_receipted_and_the_receipt_proves_it() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let got = house.send(&visitor, "R-1", b"<report/>").await.unwrap();
        let receipt = Receipt::open(&got.receipt, &edge_keys().signing.public()).unwrap();
        assert_eq!((receipt.reference.as_str(), receipt.bytes, receipt.sequence), ("R-1", 9, 1));
        assert_eq!(receipt.letter, got.letter.to_string());
        assert_eq!(receipt.correspondent, house.bank.to_string());
        let letter = letters::one(&house.edge, house.bank, got.letter).await.unwrap();
        assert_eq!((letter.receipt, letter.row.state), (got.receipt, State::Received));
        assert_eq!(letter.sha256, receipt.sha256);
        assert!(house.audit().await.contains(&"reporter collect receive done".to_owned()));
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM event WHERE kind = 'letter-received'").await, 1);
    }
}

#[tokio::test]
async fn the_same_letter_fifty_times_at_once_is_one_letter_with_one_receipt() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let mut tasks = Vec::new();
        for _ in 0..50 {
            let (edge, sender) = (house.edge.clone(), Sender::from(&visitor));
            tasks.push(tokio::spawn(async move { send(&edge, sender, "R-1", &[b'x'; 5_000]).await.unwrap() }));
        }
        let mut receipts = Vec::new();
        for task in tasks {
            receipts.push(task.await.unwrap());
        }
        assert_eq!(receipts.iter().filter(|got| !got.again).count(), 1);
        assert!(receipts.iter().all(|got| got.receipt == receipts[0].receipt && got.letter == receipts[0].letter));
        assert_eq!(house.count(LETTERS).await, 1, "{:?}", house.edge_store.kind());
        assert_eq!(house.count("SELECT last AS n FROM receipt_log").await, 1);
        // A year later it still is.
        house.clock.advance_millis(365 * 86_400_000);
        let again = house.send(&visitor, "R-1", &[b'x'; 5_000]).await.unwrap();
        assert_eq!((again.receipt.as_str(), again.again), (receipts[0].receipt.as_str(), true));
    }
}

#[tokio::test]
async fn a_reference_used_for_other_bytes_is_refused_and_names_the_first_letter() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let first = house.send(&visitor, "R-1", b"one").await.unwrap();
        let error = house.send(&visitor, "R-1", b"two").await.unwrap_err();
        assert_eq!(error.code(), "DUP-REF");
        assert!(matches!(&error, PostError::Duplicate { first: named, .. } if *named == first.letter), "{error}");
        assert_eq!(house.count(LETTERS).await, 1);
        assert!(house.audit().await.contains(&"reporter collect DUP-REF denied".to_owned()));
    }
}

#[tokio::test]
async fn the_reference_and_the_letters_of_another_bank_do_not_exist() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let first = house.send(&visitor, "R-1", b"one").await.unwrap();
        let admin = Actor::program("test");
        let other = correspondent::register(&house.edge, &admin, "Second Bank", "78", &[]).await.unwrap();
        let secret = enrolled(&house.edge, other, "cem@second.example", house.edge_store.now().0).await;
        sign_in::password(&house.edge, "cem@second.example", PASSWORD, &[70; 32], "x").await.unwrap();
        house.clock.advance_millis(61_000);
        let code = secret.code(seconds(house.edge_store.now().0));
        sign_in::code(&house.edge, &[70; 32], &code, &[71; 32]).await.unwrap();
        let stranger = sign_in::find(&house.edge, &[71; 32]).await.unwrap().unwrap();
        let got = house.send(&stranger, "R-1", b"two").await.unwrap();
        assert!(!got.again, "the same reference of another bank is another letter");
        for refused in [
            letters::one(&house.edge, other, first.letter).await.err(),
            letters::remarks(&house.edge, other, first.letter).await.err(),
            letters::by_reference(&house.edge, other, "R-2").await.err(),
        ] {
            assert!(matches!(refused, Some(PostError::Unknown)));
        }
        let list = letters::list(&house.edge, other, &Search { limit: 10, ..Search::default() }).await.unwrap();
        assert_eq!(list.iter().map(|row| row.id).collect::<Vec<_>>(), [got.letter]);
    }
}

#[tokio::test]
async fn references_that_cannot_be_kept_are_refused_and_leave_nothing() {
    for house in houses().await {
        let visitor = house.visitor().await;
        for reference in ["", " R", "R\n", "a\0b", &"x".repeat(201), "R\u{7f}"] {
            let error = house.send(&visitor, reference, b"x").await.unwrap_err();
            assert_eq!(error.code(), "BAD-REF", "{reference:?}");
        }
        assert_eq!(house.send(&visitor, "R", &vec![0; 1_000_001]).await.unwrap_err().code(), "TOO-LARGE");
        assert_eq!(house.count(LETTERS).await, 0);
        house.send(&visitor, "Рапорт №1/✓", b"x").await.unwrap();
    }
}

#[tokio::test]
async fn receipts_are_numbered_without_a_gap_whatever_fails_between() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let mut tasks = Vec::new();
        for number in 0..30_u8 {
            let (edge, sender) = (house.edge.clone(), Sender::from(&visitor));
            // Every third one is a reference that is there already, with other bytes.
            let reference = format!("R-{}", if number % 3 == 2 { 0 } else { number });
            tasks.push(tokio::spawn(async move { send(&edge, sender, &reference, &[number; 10]).await }));
        }
        let mut given = Vec::new();
        for task in tasks {
            if let Ok(got) = task.await.unwrap() {
                given.push(Receipt::open(&got.receipt, &edge_keys().signing.public()).unwrap().sequence);
            }
        }
        given.sort_unstable();
        let expected: Vec<u64> = (1..=u64::try_from(given.len()).unwrap()).collect();
        assert_eq!(given, expected, "{:?}", house.edge_store.kind());
    }
}

async fn files(house: &House) -> usize {
    let row = house.edge_store.rows("SELECT sealed_blob FROM letter", params![]).await.unwrap();
    row.len()
}

#[tokio::test]
async fn a_letter_that_broke_off_is_not_here_and_can_be_sent_again() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let mut broken = receive::begin(&house.edge, Sender::from(&visitor), "").await.unwrap();
        broken.write(b"half a let").await.unwrap();
        drop(broken);
        assert_eq!(files(&house).await, 0);
        assert!(!house.send(&visitor, "R-1", b"half a letter").await.unwrap().again);
        assert_eq!(receive::sweep(&house.edge).await.unwrap(), 0, "what has a row is not swept");
    }
}

#[tokio::test]
async fn remarks_are_kept_without_values() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let place = Place { path: "/report/reason".into(), line: 3, column: 5, offset: 40 };
        let finding = Finding::new(Code::fixed("XSD-ENUM"), Severity::Reject, place.clone())
            .with_value("CANARY Amina Diallo")
            .with("element", "reason");
        let mut remarks = Remarks::default();
        remarks.kind = Some("STR".into());
        remarks.add(&finding);
        remarks.add(&Finding::new(Code::fixed("ZZ-1"), Severity::Warn, place));
        let mut incoming = receive::begin(&house.edge, Sender::from(&visitor), "text/xml").await.unwrap();
        incoming.write(b"<CANARY/>").await.unwrap();
        let label = Label { reference: "R-1".into(), file_name: "a.xml".into() };
        let got = incoming.finish(&label, &remarks).await.unwrap();
        let kept = letters::remarks(&house.edge, house.bank, got.letter).await.unwrap();
        assert_eq!(kept.len(), 2);
        assert_eq!(kept[0].arg("element"), Some("reason"));
        assert_eq!((kept[0].value.as_ref(), kept[0].place.line), (None, 3));
        let letter = letters::one(&house.edge, house.bank, got.letter).await.unwrap();
        assert_eq!((letter.row.counts.reject, letter.row.counts.warn, letter.row.kind.as_deref()), (1, 1, Some("STR")));
        let rows = house.edge_store.rows("SELECT remarks FROM letter_remarks", params![]).await.unwrap();
        assert!(!rows[0].get::<String>("remarks").unwrap().contains("CANARY"));
    }
}
