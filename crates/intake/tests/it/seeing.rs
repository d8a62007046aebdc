use openfiu_intake::queue::{Order, Wanted, arrivals, waiting_since};
use openfiu_intake::search::{By, search};
use openfiu_intake::{IntakeError, State, key, view};
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

#[tokio::test]
async fn everybody_in_a_large_report_is_found_and_swept_words_are_gone() {
    let mut text = Vec::new();
    let bulk = testkit::bulk::Bulk {
        seed: 5,
        profile: testkit::Profile::Zz,
        layout: testkit::xml::push::Layout::default(),
        until: testkit::bulk::Until::Transactions(900),
        one_client: false,
        broken: None,
    };
    testkit::bulk::write(&bulk, &mut text, &mut |_| {}).unwrap();
    let reporter =
        String::from_utf8_lossy(&text).split("<rentity_id>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let (small, small_reporter, _) = sample(ReportCode::Str);
    let small = small.replace(&format!("<rentity_id>{small_reporter}<"), &format!("<rentity_id>{reporter}<"));
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "large.xml", &text).await;
        let id = house.register(letter).await.unwrap().reports[0].0;
        let letter = house.arrive("R-2", "small.xml", small.as_bytes()).await;
        let small = house.register(letter).await.unwrap().reports[0].0;
        assert!(house.count("SELECT COUNT(*) AS n FROM report_run_words").await > 10);
        let access = house.access("report", id).await;
        let head = view::report(house.store(), &access, id).await.unwrap();
        let (who, why) = (Actor::program("officer"), Purpose::reason("search", "a call from the police").unwrap());
        let of_house = async |words: &str| search(house.store(), &who, &why, words).await.unwrap().0;
        // Those at both ends of bodies and in the middle: every seventeenth.
        let parties = view::parties(house.store(), &access, &head, 0, 5_000).await.unwrap();
        let accounts = view::accounts(house.store(), &access, &head, 0, 5_000).await.unwrap();
        assert_eq!((parties.len(), accounts.len()), (500, 500), "a page");
        for name in parties.iter().step_by(17).filter_map(|party| party.name.as_deref()) {
            let hits = of_house(name).await;
            assert!(hits.iter().any(|hit| hit.report == id && hit.by == By::Name), "{name}: {hits:?}");
            let key = key::name(name);
            if let Some(beginning) = key.split(' ').next().filter(|word| word.chars().count() >= 3) {
                assert!(of_house(beginning).await.iter().any(|hit| hit.by == By::Name), "{beginning}");
            }
        }
        for number in accounts.iter().step_by(17).filter_map(|account| account.account.as_deref()) {
            let hits = of_house(number).await;
            assert!(hits.iter().any(|hit| hit.report == id && hit.by == By::Account && hit.what == number), "{number}");
            assert!(
                of_house(&number[..number.len() - 1]).await.iter().all(|hit| hit.by != By::Account),
                "part of {number}"
            );
        }
        for nobody in ["AAAA Nobody", "zzzz nobody", "Nobody Atall"] {
            assert!(of_house(nobody).await.is_empty());
        }
        // The small report is found beside it.
        let access = house.access("report", small).await;
        let head = view::report(house.store(), &access, small).await.unwrap();
        let party = view::parties(house.store(), &access, &head, 0, 1).await.unwrap().remove(0);
        assert!(of_house(&party.name.unwrap()).await.iter().any(|hit| hit.report == small));
        // What is refused is not found, and is swept with its words.
        let clear = |tx: store::Tx| async move {
            tx.execute("UPDATE report SET state = 'abandoned' WHERE state = 'registered'", params![]).await
        };
        house.store().write(clear).await.unwrap();
        assert!(of_house(parties[0].name.as_deref().unwrap()).await.is_empty());
        house.clock.advance_millis(2 * 86_400_000);
        assert_eq!(openfiu_intake::register::sweep(&house.intake).await.unwrap(), 2);
        for count in [
            house.count("SELECT COUNT(*) AS n FROM report_run").await,
            house.count("SELECT COUNT(*) AS n FROM report_run_words").await,
            house.count("SELECT COUNT(*) AS n FROM report_word").await,
        ] {
            assert_eq!(count, 0);
        }
    }
}

#[tokio::test]
async fn the_queue_is_worked_through_in_any_order_and_narrowed_by_words() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let mut letters = Vec::new();
        for (at, file) in ["a.xml", "b_1.xml", "Отчёт.xml", "d.xml", "e.xml"].iter().enumerate() {
            let content = if at == 1 { text.as_bytes() } else { b"nothing" };
            letters.push(house.arrive(&format!("R-{at}"), file, content).await);
            house.clock.advance_millis(60_000);
        }
        let number = house.register(letters[1]).await.unwrap().reports[0].1.clone();
        house.register(letters[0]).await.unwrap();
        let access = house.access("queue", "arrivals").await;
        let asked = |words: &str, order| Wanted { words: words.into(), order, ..Wanted::default() };
        for (words, order, expected) in [
            ("", Order::Newest, &[4, 3, 2, 1, 0][..]),
            ("", Order::Oldest, &[0, 1, 2, 3, 4]),
            ("", Order::Largest, &[1, 4, 3, 2, 0]),
            ("r-3", Order::Newest, &[3]),
            ("B_", Order::Newest, &[1]),
            ("%", Order::Newest, &[]),
            ("first bank", Order::Oldest, &[0, 1, 2, 3, 4]),
            (&number.to_lowercase(), Order::Newest, &[1]),
        ] {
            for limit in [1, 2, 5] {
                let (mut seen, mut wanted) = (Vec::new(), asked(words, order));
                loop {
                    let page = arrivals(house.store(), &access, &wanted, limit).await.unwrap();
                    assert!(page.letters.len() <= limit as usize);
                    seen.extend(page.letters);
                    wanted.after = page.next;
                    if page.next.is_none() {
                        break;
                    }
                }
                let expected: Vec<_> = expected.iter().map(|at: &usize| letters[*at]).collect();
                let ids: Vec<_> = seen.iter().map(|letter| letter.row.letter).collect();
                assert_eq!(ids, expected, "{words} {order:?} {limit}");
                let what = |at: usize| seen.iter().find(|letter| letter.row.letter == letters[at]);
                if let Some(report) = what(1) {
                    assert_eq!((report.reports, report.transactions), (1, 10));
                    assert_eq!(report.number.as_deref(), Some(number.as_str()));
                }
                assert!(what(0).is_none_or(|refused| refused.number.is_none() && refused.reports == 0));
            }
        }
        let waiting = Wanted { state: Some(State::Arrived), ..asked("", Order::Oldest) };
        let waiting = arrivals(house.store(), &access, &waiting, 10).await.unwrap();
        assert_eq!(waiting.letters.iter().map(|letter| letter.row.letter).collect::<Vec<_>>(), letters[2..]);
        let since = waiting_since(house.store(), &access).await.unwrap();
        assert_eq!(since, Some(waiting.letters[0].row.received));
        for letter in &letters[2..] {
            house.register(*letter).await.unwrap();
        }
        assert_eq!(waiting_since(house.store(), &access).await.unwrap(), None);
    }
}
