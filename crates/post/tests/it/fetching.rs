use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};

use openfiu_post::PostError;
use openfiu_post::edge::handover;
use openfiu_post::edge::letters::{self, State};
use openfiu_post::office::answer::{self, NewAnswer};
use openfiu_post::office::{arrive, open};
use openfiu_post::wire::{self, Asking, Handover};
use store::audit::{Actor, Object};
use store::{LetterId, Purpose, StoreError};

use crate::house::{House, edge_keys, houses};

/// Fetches all letters the office does not have, as the program does.
async fn fetch(house: &House) -> Result<Vec<LetterId>, PostError> {
    let after = arrive::last(&house.office).await?;
    let mut letters = Vec::new();
    for note in handover::hand_over(&house.edge, &house.office.asking(after, 100)?).await? {
        let (letter, _) = arrive::announced(&house.office, &note)?;
        let sealed = handover::sealed(&house.edge, &house.office.asking(after, 1)?, letter).await?;
        letters.push(arrive::take(&house.office, &note, &mut tokio::fs::File::from_std(sealed)).await?);
    }
    handover::taken(&house.edge, &house.office.taken(&letters)?).await?;
    Ok(letters)
}

async fn original(house: &House, letter: LetterId) -> Result<Vec<u8>, PostError> {
    let (who, why) = (Actor::program("test"), Purpose::case("check", letter).unwrap());
    let access = house.office.store().access(&who, &why, vec![Object::new("letter", letter)]).await?;
    let mut bytes = Vec::new();
    open::original(&house.office, &access, letter).await?.read_to_end(&mut bytes).unwrap();
    Ok(bytes)
}

#[tokio::test]
async fn the_office_fetches_opens_answers_and_the_reporter_reads_it() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let large: Vec<u8> = (0..300_000_u32).map(|at| at.to_le_bytes()[0]).collect();
        let first = house.send(&visitor, "R-1", &large).await.unwrap().letter;
        let second = house.send(&visitor, "R-2", b"small").await.unwrap().letter;
        assert_eq!(fetch(&house).await.unwrap(), [first, second]);
        assert_eq!(fetch(&house).await.unwrap(), [], "nothing new");
        assert_eq!(original(&house, first).await.unwrap(), large);
        let state = |letter: letters::Letter| letter.row.state;
        assert_eq!(state(letters::one(&house.edge, house.bank, first).await.unwrap()), State::WithOffice);

        let arrival = &arrive::get(&house.office, first).await.unwrap();
        assert_eq!((arrival.rentity_id.as_str(), arrival.reference.as_str()), ("77", "R-1"));
        let write = |number: &'static str| {
            let office = house.office.clone();
            let answer = NewAnswer {
                outcome: State::Accepted,
                report_number: Some(number.into()),
                body: "Registered.".into(),
                findings: &[],
            };
            async move { office.store().write(|tx| answer_in(tx, &office, arrival, &answer)).await.unwrap() }
        };
        let answer = write("STR-2026-000001").await;
        assert_eq!(write("STR-2026-000009").await, answer, "one letter has one answer");
        for (id, note) in answer::waiting(&house.office, 10).await.unwrap() {
            handover::deliver(&house.edge, &note).await.unwrap();
            handover::deliver(&house.edge, &note).await.unwrap();
            answer::delivered(&house.office, id).await.unwrap();
        }
        assert!(answer::waiting(&house.office, 10).await.unwrap().is_empty());
        let read = letters::one(&house.edge, house.bank, first).await.unwrap();
        assert_eq!(read.row.state, State::Accepted);
        assert_eq!(read.answer.unwrap().report_number.as_deref(), Some("STR-2026-000001"));
        letters::answer_read(&house.edge, house.bank, &visitor.actor(), first).await.unwrap();
        let nothing = letters::answer_read(&house.edge, house.bank, &visitor.actor(), second).await;
        assert!(matches!(nothing, Err(PostError::Unknown)));
        let totals = letters::totals(&house.edge, house.bank, store::Micros(0)).await.unwrap();
        assert_eq!((totals.accepted, totals.waiting), (1, 1));
    }
}

async fn answer_in(
    tx: store::Tx,
    office: &openfiu_post::office::Office,
    arrival: &arrive::Arrival,
    answer: &NewAnswer<'_>,
) -> Result<LetterId, PostError> {
    answer::write(&tx, office, arrival, answer).await
}

#[tokio::test]
async fn papers_that_are_forged_old_or_of_another_kind_are_refused() {
    for house in houses().await {
        let visitor = house.visitor().await;
        house.send(&visitor, "R-1", b"x").await.unwrap();
        let asking = Asking { after: 0, limit: 9, asked_us: house.edge_store.now().0 };
        // Signed by the edge instead of the office, or by the office as another paper.
        let forged = wire::sign(&asking, &edge_keys().signing).unwrap();
        assert!(matches!(handover::hand_over(&house.edge, &forged).await, Err(PostError::Seal(_))));
        let other = house.office.taken(&[]).unwrap();
        assert!(matches!(handover::hand_over(&house.edge, &other).await, Err(PostError::Paper { .. })));
        let old = house.office.asking(0, 9).unwrap();
        house.clock.advance_millis(301_000);
        assert!(matches!(handover::hand_over(&house.edge, &old).await, Err(PostError::Paper { .. })));
    }
}

#[tokio::test]
async fn bytes_that_are_not_those_of_the_receipt_do_not_arrive() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let letter = house.send(&visitor, "R-1", &[7; 100_000]).await.unwrap().letter;
        let asking = house.office.asking(0, 9).unwrap();
        let note = handover::hand_over(&house.edge, &asking).await.unwrap().remove(0);
        let mut sealed = Vec::new();
        handover::sealed(&house.edge, &asking, letter).await.unwrap().read_to_end(&mut sealed).unwrap();
        for at in [0, 500, 5_000, sealed.len() - 1] {
            let mut flipped = sealed.clone();
            flipped[at] ^= 1;
            assert!(arrive::take(&house.office, &note, &mut flipped.as_slice()).await.is_err(), "byte {at}");
        }
        assert!(arrive::take(&house.office, &note, &mut &sealed[..sealed.len() - 1]).await.is_err(), "cut");
        // An edge that signs a paper with another digest is found out.
        let mut paper: Handover = wire::open(&note, &edge_keys().signing.public()).unwrap();
        paper.sha256 = "00".repeat(32);
        let lie = wire::sign(&paper, &edge_keys().signing).unwrap();
        let altered = arrive::take(&house.office, &lie, &mut sealed.as_slice()).await;
        assert!(matches!(altered, Err(PostError::Altered { .. })));
        assert!(matches!(arrive::get(&house.office, letter).await, Err(PostError::Unknown)));
        assert_eq!(arrive::take(&house.office, &note, &mut sealed.as_slice()).await.unwrap(), letter);
        assert_eq!(arrive::take(&house.office, &note, &mut sealed.as_slice()).await.unwrap(), letter, "again");
    }
}

#[tokio::test]
async fn an_original_is_opened_only_with_an_access_to_it() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let first = house.send(&visitor, "R-1", b"one").await.unwrap().letter;
        let second = house.send(&visitor, "R-2", b"two").await.unwrap().letter;
        fetch(&house).await.unwrap();
        let (who, why) = (Actor::program("test"), Purpose::case("check", first).unwrap());
        let access = house.office.store().access(&who, &why, vec![Object::new("letter", first)]).await.unwrap();
        let refused = open::original(&house.office, &access, second).await;
        assert!(matches!(refused, Err(PostError::Store(StoreError::NotCovered { .. }))));
    }
}

#[tokio::test]
async fn an_original_is_read_from_anywhere_and_what_was_altered_is_seen() {
    for house in houses().await {
        let visitor = house.visitor().await;
        let content: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let letter = house.send(&visitor, "R-1", &content).await.unwrap().letter;
        fetch(&house).await.unwrap();
        let (who, why) = (Actor::program("test"), Purpose::case("check", letter).unwrap());
        let access = house.office.store().access(&who, &why, vec![Object::new("letter", letter)]).await.unwrap();
        let mut original = open::unverified(&house.office, &access, letter).await.unwrap();
        assert_eq!(original.seek(SeekFrom::End(0)).unwrap(), 800_000);
        for at in [799_990, 0, 65_530, 400_000, 65_536, 131_072] {
            original.seek(SeekFrom::Start(at)).unwrap();
            let mut some = [0; 10];
            original.read_exact(&mut some).unwrap();
            let at = usize::try_from(at).unwrap();
            assert_eq!(some, content[at..at + 10], "at {at}");
        }
        assert!(original.seek(SeekFrom::Current(-900_000)).is_err());
        original.verify().unwrap();
        let mut all = Vec::new();
        original.read_to_end(&mut all).unwrap();
        assert_eq!(all, content);

        // Someone at the office's disk changes a byte in the tenth chunk, or cuts the last one off.
        let path = std::fs::read_dir(house.folders[1].path()).unwrap().next().unwrap().unwrap().path();
        let sealed = std::fs::read(&path).unwrap();
        let mut flipped = sealed.clone();
        flipped[700_000] ^= 1;
        for damaged in [&flipped[..], &sealed[..sealed.len() - 13_600 - 16]] {
            std::fs::write(&path, damaged).unwrap();
            let mut original = open::unverified(&house.office, &access, letter).await.unwrap();
            let mut read = Vec::new();
            let broken = original.read_to_end(&mut read).unwrap_err();
            assert_eq!(broken.kind(), ErrorKind::InvalidData);
            assert!(read.len() < content.len() && content.starts_with(&read));
            assert!(matches!(original.verify(), Err(PostError::Altered { .. })));
            let refused = open::original(&house.office, &access, letter).await;
            assert!(matches!(refused, Err(PostError::Altered { .. })), "{refused:?}");
        }
        std::fs::write(&path, &sealed).unwrap();
        open::original(&house.office, &access, letter).await.unwrap();
        // Well sealed, and yet not what the receipt says.
        let other = |tx: store::Tx| async move {
            tx.execute("UPDATE arrival SET sha256 = $1 WHERE id = $2", store::params![[7_u8; 32], letter]).await
        };
        house.office.store().write(other).await.unwrap();
        let refused = open::original(&house.office, &access, letter).await;
        assert!(matches!(refused, Err(PostError::Altered { reason: "its digest is another", .. })), "{refused:?}");
    }
}
