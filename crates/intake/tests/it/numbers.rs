use openfiu_intake::{IntakeError, register};
use store::{LetterId, StoreError};
use testkit::ReportCode;

use crate::house::{House, houses, sample};

async fn arrive_many(house: &House, text: &str, count: usize) -> Vec<LetterId> {
    let mut letters = Vec::new();
    for number in 0..count {
        letters.push(house.arrive(&format!("R-{number}"), "report.xml", text.as_bytes()).await);
    }
    letters
}

fn expected(count: usize) -> Vec<String> {
    (1..=count).map(|number| format!("STR-2026-{number:06}")).collect()
}

#[tokio::test]
async fn one_letter_worked_on_by_eight_at_once_is_one_report() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "report.xml", text.as_bytes()).await;
        let mut tasks = Vec::new();
        for _ in 0..8 {
            let intake = house.intake.clone();
            tasks.push(tokio::spawn(async move { register::register(&intake, letter, None).await }));
        }
        for task in tasks {
            match task.await.unwrap() {
                Ok(decided) => assert_eq!(decided.reports[0].1, "STR-2026-000001"),
                Err(IntakeError::Overtaken { .. }) => {}
                Err(error) => panic!("{:?}: {error:?}", house.store().kind()),
            }
        }
        house.register(letter).await.unwrap();
        assert_eq!(house.numbers().await, expected(1), "{:?}", house.store().kind());
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM outgoing").await, 1);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM event WHERE kind = 'report-accepted'").await, 1);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM v_report_transaction").await, 10);
    }
}

#[tokio::test]
async fn numbers_have_no_gap_when_registrations_run_at_once_and_some_fail_at_the_very_end() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let letters = arrive_many(&house, &text, 10).await;
        // All events are taken; before they are worked on, the leases end and another worker takes them: every step of
        // the first worker fails when it wants to finish its event, after its number was drawn.
        let late = house.store().take("late", 100, 10).await.unwrap();
        house.clock.advance_millis(20_000);
        let good = house.store().take("good", 100, 600).await.unwrap();
        assert_eq!((late.len(), good.len()), (10, 10));
        let mut tasks = Vec::new();
        for work in late.into_iter().chain(good) {
            let intake = house.intake.clone();
            tasks.push(tokio::spawn(async move {
                let store::Event::LetterFetched { letter } = work.event else { panic!("{work:?}") };
                (letter, register::register(&intake, letter, Some(&work)).await)
            }));
        }
        let mut failed = 0;
        for task in tasks {
            match task.await.unwrap().1 {
                Ok(_) => {}
                Err(IntakeError::Overtaken { .. } | IntakeError::Store(StoreError::LeaseLost { .. })) => failed += 1,
                Err(error) => panic!("{:?}: {error:?}", house.store().kind()),
            }
        }
        assert!(failed >= 10, "{failed}");
        for letter in letters {
            house.register(letter).await.unwrap();
        }
        assert_eq!(house.numbers().await, expected(10), "{:?}", house.store().kind());
        assert_eq!(house.count("SELECT last AS n FROM numbering").await, 10);
    }
}

#[tokio::test]
async fn what_a_crash_left_is_never_seen_and_is_swept_a_day_later() {
    let (text, reporter, _) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "report.xml", text.as_bytes()).await;
        let lost = house.store().take("dead", 1, 10).await.unwrap().remove(0);
        house.clock.advance_millis(20_000);
        let held = house.store().take("alive", 1, 600).await.unwrap().remove(0);
        // All rows are written; the last transaction is undone, as by a crash before its commit.
        let crashed = register::register(&house.intake, letter, Some(&lost)).await;
        assert!(matches!(crashed, Err(IntakeError::Store(StoreError::LeaseLost { .. }))), "{crashed:?}");
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM report_transaction").await, 10);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM v_report_transaction").await, 0);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM v_report").await, 0);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM numbering").await, 0, "no number was used");

        register::register(&house.intake, letter, Some(&held)).await.unwrap();
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM report_transaction").await, 20);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM v_report_transaction").await, 10);
        assert_eq!(register::sweep(&house.intake).await.unwrap(), 0, "too young");
        let (words, details) = ("SELECT COUNT(*) AS n FROM report_word", "SELECT COUNT(*) AS n FROM report_details");
        let before = [house.count(words).await, house.count(details).await];
        house.clock.advance_millis(2 * 86_400_000);
        assert_eq!(register::sweep(&house.intake).await.unwrap(), 1);
        let after = [house.count(words).await, house.count(details).await];
        assert!(after.iter().all(|n| *n > 0));
        assert_eq!(after.map(|n| n * 2), before, "half of the words and details were the crashed attempt's");
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM report_transaction").await, 10);
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM v_report_transaction").await, 10);
        assert_eq!(house.numbers().await, expected(1));
    }
}
