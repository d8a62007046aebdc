use openfiu_intake::search::{By, search};
use openfiu_intake::{IntakeError, State, view};
use store::audit::Actor;
use store::{Purpose, Query, StoreError, params};
use testkit::ReportCode;

use crate::house::{houses, sample};

#[tokio::test]
async fn the_queue_shows_what_waits_and_what_was_decided() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let first = house.arrive("R-1", "a.xml", text.as_bytes()).await;
        let second = house.arrive("R-2", "b.xml", b"nothing").await;
        let third = house.arrive("R-3", "c.xml", text.as_bytes()).await;
        let decided = house.register(first).await.unwrap().state;
        house.register(second).await.unwrap();
        house.clock.advance_millis(90_000);
        let access = house.access("queue", "arrivals").await;
        let queue = view::queue(house.store(), &access, None, None, 10).await.unwrap();
        let seen: Vec<_> = queue.iter().map(|row| (row.letter, row.state, row.age_seconds)).collect();
        assert_eq!(seen, [(third, State::Arrived, 90), (second, State::Rejected, 90), (first, decided, 90)]);
        let page = view::queue(house.store(), &access, None, Some(queue[0].sequence), 1).await.unwrap();
        assert_eq!(page[0].letter, second);
        let waiting = view::queue(house.store(), &access, Some(State::Arrived), None, 10).await.unwrap();
        assert_eq!(waiting.len(), 1);
        let totals = view::totals(house.store(), &access).await.unwrap();
        assert_eq!(totals.iter().map(|(_, n)| n).sum::<i64>(), 3);
        let refused = view::report(house.store(), &access, store::ReportId(store::RawId([0; 16]))).await;
        assert!(matches!(refused, Err(IntakeError::Store(StoreError::NotCovered { .. }))));
    }
}

#[tokio::test]
async fn a_report_is_found_by_number_name_and_account_and_every_row_shown_is_recorded() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "a.xml", text.as_bytes()).await;
        let id = house.register(letter).await.unwrap().reports[0].0;
        let access = house.access("report", id).await;
        let head = view::report(house.store(), &access, id).await.unwrap();
        let parties = view::parties(house.store(), &access, &head, 0, 500).await.unwrap();
        let accounts = view::accounts(house.store(), &access, &head, 0, 500).await.unwrap();
        let name = parties.iter().find_map(|party| party.name.clone().filter(|name| name.is_ascii())).unwrap();
        let turned = name.split(' ').rev().collect::<Vec<_>>().join("  ").to_uppercase();
        let account = accounts.iter().find_map(|account| account.account.clone().or(account.iban.clone())).unwrap();
        let (who, why) = (Actor::program("officer"), Purpose::reason("search", "a call from the police").unwrap());
        for (words, by) in [("str-2026-000001", By::Number), (turned.as_str(), By::Name), (&account, By::Account)] {
            let (hits, access) = search(house.store(), &who, &why, words).await.unwrap();
            assert!(hits.iter().any(|hit| hit.report == id && hit.by == by), "{words}: {hits:?}");
            assert!(access.covers("report", id).is_ok());
        }
        let (none, _) = search(house.store(), &who, &why, "Nobody Atall").await.unwrap();
        assert!(none.is_empty());
        assert!(matches!(search(house.store(), &who, &why, "a ").await, Err(IntakeError::SearchTooShort { .. })));
        let sql = "SELECT object_kind FROM audit_record WHERE user_ref = 'officer'";
        let rows = house.store().rows(sql, params![]).await.unwrap();
        let kinds: Vec<String> = rows.iter().map(|row| row.get("object_kind").unwrap()).collect();
        assert_eq!(kinds.iter().filter(|kind| *kind == "search").count(), 4);
        assert_eq!(kinds.iter().filter(|kind| *kind == "report").count(), 3);
    }
}
