use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use openfiu_store::audit::{
    Act, Actor, Asked, Entry, Object, Outcome, Verdict, checkpoint, checkpoints, export, page, verify, verify_file,
};
use openfiu_store::testing::{stores, stores_in};
use openfiu_store::{Micros, Purpose, Query, Store, StoreError, Value, World, params};
use seal::SigningKey;

fn key() -> SigningKey {
    SigningKey::from_bytes("office-2026", &[1; 32]).unwrap()
}

fn look(id: u64) -> Entry {
    let actor = Actor { user: "u7".into(), role: "analyst".into(), session: Some("s1".into()), ..Actor::default() };
    Entry { case_ref: Some("C-12".into()), ..Entry::new(actor, Act::Consult, Object::new("report", id), "analysis") }
}

async fn fill(store: &Store, records: u64) {
    for first in (0..records).step_by(200) {
        let last = records.min(first + 200);
        store
            .write(|tx| async move {
                (first..last).for_each(|id| tx.audit(look(id)));
                Ok::<_, StoreError>(())
            })
            .await
            .unwrap();
    }
}

async fn sql(store: &Store, sql: &'static str, params: Vec<Value>) {
    let params = &params;
    store.write(|tx| async move { tx.execute(sql, params.clone()).await }).await.unwrap();
}

async fn damage_at(store: &Store, outside: &[String]) -> Option<u64> {
    verify(store, outside, &key().public()).await.unwrap().damage.map(|damage| damage.at)
}

#[tokio::test]
async fn an_untouched_log_is_good_and_grows_between_checkpoints() {
    for store in stores().await {
        fill(&store, 130).await;
        let note = checkpoint(&store, &key(), None).await.unwrap();
        assert!(note.starts_with("office-2026/audit-chain-v1\n130\n"), "{note}");
        assert_eq!(checkpoint(&store, &key(), None).await.unwrap(), note);
        fill(&store, 5).await;
        assert_eq!(verify(&store, &[note], &key().public()).await.unwrap(), Verdict { records: 135, damage: None });
    }
}

#[tokio::test]
async fn the_clock_may_go_back_but_the_log_does_not() {
    let (world, clock) = World::fixed(Micros(1_000_000_000), 1);
    for store in stores_in(&world).await {
        fill(&store, 3).await;
        clock.advance_millis(-500_000);
        fill(&store, 3).await;
        assert_eq!(damage_at(&store, &[]).await, None);
        clock.advance_millis(500_000);
    }
}

#[tokio::test]
async fn whatever_is_done_to_the_table_is_seen_and_its_place_named() {
    let acts: [(&str, &[&'static str], u64); 12] = [
        ("a word changed", &["UPDATE audit_record SET user_ref = 'u8' WHERE seq = 17"], 17),
        ("a reason removed", &["UPDATE audit_record SET case_ref = NULL WHERE seq = 17"], 17),
        ("an empty word for none", &["UPDATE audit_record SET device = '' WHERE seq = 17"], 17),
        ("a time changed", &["UPDATE audit_record SET wall_us = wall_us - 1 WHERE seq = 17"], 17),
        ("a record deleted", &["DELETE FROM audit_record WHERE seq = 17"], 17),
        ("the first deleted", &["DELETE FROM audit_record WHERE seq = 1"], 1),
        ("the last deleted", &["DELETE FROM audit_record WHERE seq = 60"], 60),
        ("the end cut", &["DELETE FROM audit_record WHERE seq > 20"], 21),
        (
            "the end cut and its trace moved",
            &[
                "DELETE FROM audit_record WHERE seq > 55",
                "UPDATE audit_head SET seq = 55, leaf = (SELECT leaf FROM audit_record WHERE seq = 55)",
            ],
            56,
        ),
        (
            "two swapped",
            &[
                "UPDATE audit_record SET seq = -1 WHERE seq = 17",
                "UPDATE audit_record SET seq = 17 WHERE seq = 18",
                "UPDATE audit_record SET seq = 18 WHERE seq = -1",
            ],
            17,
        ),
        (
            "one doubled at the end",
            &["INSERT INTO audit_record (seq, mono_us, wall_us, user_ref, role, act, object_kind, object_id,
               reason_code, result, prev, leaf) SELECT 61, mono_us, wall_us, user_ref, role, act, object_kind,
               object_id, reason_code, result, prev, leaf FROM audit_record WHERE seq = 60"],
            61,
        ),
        (
            "one put before the first",
            &["INSERT INTO audit_record (seq, mono_us, wall_us, user_ref, role, act, object_kind, object_id,
               reason_code, result, prev, leaf) SELECT 0, mono_us, wall_us, user_ref, role, act, object_kind,
               object_id, reason_code, result, prev, leaf FROM audit_record WHERE seq = 1"],
            1,
        ),
    ];
    for (what, statements, at) in acts {
        for store in stores().await {
            fill(&store, 60).await;
            let note = checkpoint(&store, &key(), None).await.unwrap();
            for statement in statements {
                sql(&store, statement, params![]).await;
            }
            assert_eq!(damage_at(&store, &[note]).await, Some(at), "{what} on {:?}", store.kind());
        }
    }
}

#[tokio::test]
async fn a_chain_written_anew_is_seen_by_the_witness_and_never_blessed_with_its_checkpoint() {
    for store in stores().await {
        fill(&store, 60).await;
        let witness = checkpoint(&store, &key(), None).await.unwrap();
        // Someone with the database deletes what is after record 30 and lets the program write other records there.
        sql(&store, "DELETE FROM audit_record WHERE seq > 30", params![]).await;
        sql(&store, "UPDATE audit_head SET seq = 30, leaf = (SELECT leaf FROM audit_record WHERE seq = 30)", params![])
            .await;
        fill(&store, 40).await;
        assert_eq!(damage_at(&store, &[]).await, Some(60), "the checkpoint kept beside the log");
        assert!(matches!(checkpoint(&store, &key(), None).await, Err(StoreError::Audit { .. })));
        // They delete the kept checkpoint too, and have the key: only the witness can tell.
        sql(&store, "DELETE FROM audit_checkpoint", params![]).await;
        checkpoint(&store, &key(), None).await.unwrap();
        assert_eq!(damage_at(&store, &[]).await, None);
        assert_eq!(damage_at(&store, std::slice::from_ref(&witness)).await, Some(60));
        // A rollback to an old copy is seen the same way.
        sql(&store, "DELETE FROM audit_record WHERE seq > 30", params![]).await;
        sql(&store, "DELETE FROM audit_checkpoint", params![]).await;
        sql(&store, "UPDATE audit_head SET seq = 30, leaf = (SELECT leaf FROM audit_record WHERE seq = 30)", params![])
            .await;
        assert_eq!(damage_at(&store, &[witness]).await, Some(31));
    }
}

#[tokio::test]
async fn a_checkpoint_of_another_key_or_log_is_damage() {
    for store in stores().await {
        fill(&store, 3).await;
        let other = SigningKey::from_bytes("office-2026", &[2; 32]).unwrap();
        let forged = other.sign("office-2026/audit-chain-v1\n3\nAAAA\n").unwrap();
        assert_eq!(damage_at(&store, &[forged]).await, Some(0));
        let elsewhere = key().sign("another/audit-chain-v1\n3\nAAAA\n").unwrap();
        assert_eq!(damage_at(&store, &[elsewhere]).await, Some(0));
    }
}

#[tokio::test]
async fn checkpoints_are_also_files_for_the_witness() {
    let folder = tempfile::tempdir().unwrap();
    let store = stores().await.remove(0);
    fill(&store, 7).await;
    let note = checkpoint(&store, &key(), Some(folder.path())).await.unwrap();
    let kept = std::fs::read_to_string(folder.path().join("checkpoint-000000000007.txt")).unwrap();
    assert_eq!(kept, note);
    assert_eq!(checkpoints(&store).await.unwrap(), [note]);
}

async fn exported(records: u64) -> (Vec<u8>, String) {
    let store = stores().await.remove(0);
    fill(&store, records).await;
    let mut file = Vec::new();
    export(&store, &key(), &mut file).await.unwrap();
    (file, checkpoints(&store).await.unwrap().remove(0))
}

fn verdict(file: &[u8], outside: &[String]) -> Verdict {
    verify_file(&mut &file[..], outside, &key().public())
}

/// Goal: 100 % of the flips are seen, none of the untouched.
#[tokio::test(flavor = "multi_thread")]
async fn every_byte_of_an_exported_log_that_is_flipped_is_seen() {
    let (file, _) = exported(300).await;
    assert!(file.len() >= 65_536, "{}", file.len());
    assert_eq!(verdict(&file, &[]), Verdict { records: 300, damage: None });
    let seen = AtomicU64::new(0);
    std::thread::scope(|threads| {
        for half in 0..2 {
            let (mut file, seen) = (file.clone(), &seen);
            threads.spawn(move || {
                for at in (half..file.len()).step_by(2) {
                    let bit = 1_u8 << (at % 8);
                    file[at] ^= bit;
                    let damage = verdict(&file, &[]).damage;
                    assert!(damage.is_some(), "byte {at} of {}", file.len());
                    file[at] ^= bit;
                    seen.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(seen.into_inner(), u64::try_from(file.len()).unwrap());
}

#[tokio::test]
async fn lines_deleted_doubled_swapped_and_cut_from_a_file_are_seen() {
    let (file, _) = exported(60).await;
    let text = String::from_utf8(file).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let bad = |lines: Vec<&str>| verdict(lines.concat().as_bytes(), &[]).damage;
    for at in 0..lines.len() {
        let mut less = lines.clone();
        less.remove(at);
        assert!(bad(less).is_some(), "line {at} deleted");
        let mut double = lines.clone();
        double.insert(at, lines[at]);
        assert!(bad(double).is_some(), "line {at} doubled");
        for other in at + 1..lines.len() {
            let mut swapped = lines.clone();
            swapped.swap(at, other);
            assert!(bad(swapped).is_some(), "lines {at} and {other} swapped");
        }
    }
    for end in 0..text.len() {
        if let Some(cut) = text.get(..end) {
            assert!(verdict(cut.as_bytes(), &[]).damage.is_some(), "cut at {end}");
        }
    }
    assert!(verdict(format!("{text}x").as_bytes(), &[]).damage.is_some());
}

#[tokio::test]
async fn an_old_export_is_seen_against_the_witness() {
    let (old, _) = exported(50).await;
    let store = stores().await.remove(0);
    fill(&store, 60).await;
    let witness = checkpoint(&store, &key(), None).await.unwrap();
    assert_eq!(verdict(&old, &[]).damage, None);
    assert!(verdict(&old, &[witness]).damage.is_some());
}

#[tokio::test]
async fn without_audit_there_is_no_service_and_it_comes_back_by_itself() {
    for store in stores().await {
        fill(&store, 2).await;
        sql(&store, "UPDATE audit_head SET id = 2", params![]).await;
        let why = Purpose::case("analysis", "C-1").unwrap();
        let what = vec![Object::new("report", 1)];
        let refused = store.access(&Actor::program("test"), &why, what.clone()).await;
        assert!(matches!(refused, Err(StoreError::Audit { .. })));
        let undone: Result<(), StoreError> = store
            .write(|tx| async move {
                tx.execute("UPDATE audit_checkpoint SET note = 'x'", params![]).await?;
                tx.execute("INSERT INTO audit_checkpoint (seq, note, made_us) VALUES (1, 'x', 0)", params![]).await?;
                tx.audit(look(1));
                Ok(())
            })
            .await;
        assert!(matches!(undone, Err(StoreError::Audit { .. })), "{undone:?}");
        assert!(checkpoints(&store).await.unwrap().is_empty());
        sql(&store, "UPDATE audit_head SET id = 1", params![]).await;
        let access = store.access(&Actor::program("test"), &why, what).await.unwrap();
        assert_eq!(access.sequence(), 3);
        access.covers("report", 1).unwrap();
        assert!(matches!(access.covers("report", 2), Err(StoreError::NotCovered { .. })));
        assert_eq!(damage_at(&store, &[]).await, None);
    }
}

#[tokio::test]
async fn a_look_without_a_reason_is_refused_before_the_read_and_a_denial_is_recorded() {
    assert!(matches!(Purpose::case("analysis", " "), Err(StoreError::NoReason)));
    assert!(matches!(Purpose::reason("", "because"), Err(StoreError::NoReason)));
    for store in stores().await {
        let why = Purpose::reason("search", "name of a person").unwrap().on("law 7 art. 3").handling("secret");
        assert!(matches!(store.access(&Actor::program("p"), &why, vec![]).await, Err(StoreError::NoReason)));
        store.denied(&Actor::program("p"), Act::Disclose, Object::new("case", 5), "role").await.unwrap();
        let row = store.one("SELECT act, result, object_id FROM audit_record WHERE seq = 1", params![]).await.unwrap();
        let words = ["act", "result", "object_id"].map(|name| row.get::<String>(name).unwrap());
        assert_eq!(words, ["disclose", "denied", "5"]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn records_of_many_at_once_are_written_together_and_each_has_its_own_number() {
    const ASKERS: u64 = 100;
    const EACH: u64 = 40;
    for store in stores().await {
        let clock = World::system();
        let start = clock.now();
        let tasks: Vec<_> = (0..ASKERS)
            .map(|asker| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut numbers = Vec::new();
                    for at in 0..EACH {
                        numbers.push(store.record(look(asker * EACH + at)).await.unwrap());
                    }
                    numbers
                })
            })
            .collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.extend(task.await.unwrap());
        }
        let took = Duration::from_micros(u64::try_from(clock.now().0 - start.0).unwrap());
        numbers.sort_unstable();
        assert!(numbers.iter().copied().eq(1..=i64::try_from(ASKERS * EACH).unwrap()));
        assert_eq!(damage_at(&store, &[]).await, None);
        let rate = numbers.len() as f64 / took.as_secs_f64();
        println!("{:?}: {rate:.0} durable audit records per second by {ASKERS} askers", store.kind());
    }
}

#[tokio::test]
async fn the_log_is_read_page_by_page_and_each_reading_stands_in_it() {
    let (world, clock) = World::fixed(Micros(1_000_000_000), 4);
    for store in stores_in(&world).await {
        fill(&store, 20).await;
        let later = world.now();
        clock.advance_millis(86_400_000);
        let (ines, tom) = (Actor::program("ines"), Actor::program("tom"));
        store.denied(&tom, Act::Consult, Object::new("report", 7), "R-7").await.unwrap();
        let why = Purpose::reason("audit", "monthly").unwrap();
        let access = store.access(&ines, &why, vec![Object::new("audit", "log")]).await.unwrap();
        let read = |asked: Asked, limit| {
            let (store, access) = (&store, &access);
            async move { page(store, access, &asked, limit).await.unwrap() }
        };
        let all = read(Asked::default(), 100).await;
        assert_eq!(all.iter().map(|record| record.sequence).collect::<Vec<_>>(), (1..=22).rev().collect::<Vec<_>>());
        assert_eq!((all[0].user.as_str(), all[0].object_kind.as_str(), all[0].at), ("ines", "audit", world.now()));
        assert_eq!((all[1].outcome, all[1].reason_code.as_str()), (Outcome::Denied, "R-7"));
        assert_eq!(
            (all[2].outcome, all[2].case_ref.as_deref(), all[2].role.as_str()),
            (Outcome::Done, Some("C-12"), "analyst")
        );
        let numbers = |asked, limit| async move {
            read(asked, limit).await.iter().map(|record| record.sequence).collect::<Vec<_>>()
        };
        assert_eq!(numbers(Asked { before: Some(21), ..Asked::default() }, 3).await, [20, 19, 18]);
        assert_eq!(numbers(Asked { user: Some("tom".into()), ..Asked::default() }, 100).await, [21]);
        assert_eq!(numbers(Asked { object: Some("7".into()), ..Asked::default() }, 100).await, [21, 8]);
        assert_eq!(numbers(Asked { object: Some("report".into()), ..Asked::default() }, 2).await, [21, 20]);
        let after = Micros(later.0 + 1);
        assert_eq!(numbers(Asked { from: Some(after), ..Asked::default() }, 100).await, [22, 21]);
        assert_eq!(numbers(Asked { until: Some(after), before: Some(3), ..Asked::default() }, 100).await, [2, 1]);
        let other = store.access(&ines, &why, vec![Object::new("report", 1)]).await.unwrap();
        assert!(matches!(page(&store, &other, &Asked::default(), 1).await, Err(StoreError::NotCovered { .. })));
        clock.advance_millis(-86_400_000);
    }
}
