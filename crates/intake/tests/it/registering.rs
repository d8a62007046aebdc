use openfiu_intake::{State, view};
use post::edge::{handover, letters};
use post::office::answer;
use store::{Query, params};
use testkit::ReportCode;

use crate::house::{houses, sample};

#[tokio::test]
async fn a_good_letter_becomes_a_report_with_a_number_and_the_sender_reads_it() {
    let (text, reporter, report) = sample(ReportCode::Str);
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "report.xml", text.as_bytes()).await;
        let decided = house.register(letter).await.unwrap();
        let access = house.access("letter", letter).await;
        let findings = view::findings(house.store(), &access, letter, 0, 100).await.unwrap();
        assert_ne!(decided.state, State::Rejected, "{findings:#?}");
        assert_eq!(decided.reports[0].1, "STR-2026-000001");
        let id = decided.reports[0].0;

        let access = house.access("report", id).await;
        let head = view::report(house.store(), &access, id).await.unwrap();
        assert_eq!((head.number.as_str(), head.kind.as_str()), ("STR-2026-000001", "STR"));
        assert_eq!(head.counts[0], i64::try_from(report.transactions.len()).unwrap());
        let transactions = view::transactions(house.store(), &access, &head, 0, 500).await.unwrap();
        assert_eq!(transactions.len(), 10);
        for (ordinal, transaction) in (1..).zip(&transactions) {
            assert_eq!(transaction.ordinal, ordinal);
            assert!(transaction.amount_minor.is_some(), "{transaction:?}");
            for side in [&transaction.from, &transaction.to] {
                assert!(side.party.is_some() || side.account.is_some(), "{transaction:?}");
            }
        }
        let parties = view::parties(house.store(), &access, &head, 0, 500).await.unwrap();
        let accounts = view::accounts(house.store(), &access, &head, 0, 500).await.unwrap();
        assert_eq!(
            [parties.len(), accounts.len()].map(|n| i64::try_from(n).unwrap()),
            [head.counts[1], head.counts[2]]
        );
        assert!(!parties.is_empty() && !accounts.is_empty());

        for (id, note) in answer::waiting(house.intake.office(), 10).await.unwrap() {
            handover::deliver(&house.edge, &note).await.unwrap();
            answer::delivered(house.intake.office(), id).await.unwrap();
        }
        let seen = letters::one(&house.edge, house.bank, letter).await.unwrap();
        let answer = seen.answer.unwrap();
        assert_eq!(answer.report_number.as_deref(), Some("STR-2026-000001"));
        assert!(answer.body.starts_with("Your letter R-1 was registered as STR-2026-000001."), "{}", answer.body);

        let rows = house.store().rows("SELECT act, reason_code FROM audit_record", params![]).await.unwrap();
        let said: Vec<String> = rows.iter().map(|row| row.get("reason_code").unwrap()).collect();
        for reason in ["fetch", "check", "register", "deliver", decided.state.word()] {
            assert!(said.iter().any(|said| said == reason), "{reason}: {said:?}");
        }
    }
}

/// Everything of the file that is text stands somewhere in the rows.
#[tokio::test]
async fn nothing_filed_is_missing_from_the_page_of_the_report() {
    let (text, reporter, _) = sample(ReportCode::Str);
    let mut texts: Vec<String> = text
        .split('<')
        .filter_map(|part| part.split_once('>'))
        .map(|(_, text)| text.trim().replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">"))
        .filter(|text| !text.is_empty() && !text.contains('&'))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    assert!(texts.len() > 100, "{}", texts.len());
    for house in houses(&reporter).await.into_iter().take(1) {
        let letter = house.arrive("R-1", "report.xml", text.as_bytes()).await;
        let id = house.register(letter).await.unwrap().reports[0].0;
        let access = house.access("report", id).await;
        let head = view::report(house.store(), &access, id).await.unwrap();
        let transactions = view::transactions(house.store(), &access, &head, 0, 500).await.unwrap();
        let parties = view::parties(house.store(), &access, &head, 0, 500).await.unwrap();
        let accounts = view::accounts(house.store(), &access, &head, 0, 500).await.unwrap();
        let roles = view::roles(house.store(), &access, &head, 0, 500).await.unwrap();
        // Debug writes texts with escapes; a text is looked for in the same spelling.
        let shown = format!("{head:?}{transactions:?}{parties:?}{accounts:?}{roles:?}");
        let missing: Vec<&String> =
            texts.iter().filter(|text| !shown.contains(format!("{text:?}").trim_matches('"'))).collect();
        assert!(missing.is_empty(), "{missing:#?}");
    }
}

#[tokio::test]
async fn a_bad_letter_is_refused_with_all_findings_and_draws_no_number() {
    let (good, reporter, _) = sample(ReportCode::Str);
    let bad =
        good.replacen("<amount_local>", "<amount_local>x", 1).replacen("<transmode_code>", "<transmode_code>QQ", 1);
    for house in houses(&reporter).await {
        let letter = house.arrive("R-1", "report.xml", bad.as_bytes()).await;
        let decided = house.register(letter).await.unwrap();
        assert_eq!((decided.state, decided.reports.len()), (State::Rejected, 0));
        let access = house.access("letter", letter).await;
        let findings = view::findings(house.store(), &access, letter, 0, 100).await.unwrap();
        let at = |path: &str| findings.iter().any(|(_, _, finding)| finding.place.path.contains(path));
        assert!(at("amount_local") && at("transmode_code"), "{findings:#?}");
        let (row, reports) = view::letter(house.store(), &access, letter).await.unwrap();
        assert_eq!((row.state, reports.len()), (State::Rejected, 0));
        assert!(row.findings[0] >= 2);

        let answer = answer::of(house.intake.office(), letter).await.unwrap().unwrap();
        assert_eq!(answer.report_number, None);
        assert!(answer.body.starts_with("Your letter R-1 was not taken."), "{}", answer.body);
        assert_eq!(answer.remarks.len(), findings.len());
        assert!(answer.remarks.iter().all(|remark| remark.value.is_none()), "values stay at the office");

        let letter = house.arrive("R-2", "report.xml", good.as_bytes()).await;
        house.register(letter).await.unwrap();
        assert_eq!(house.numbers().await, ["STR-2026-000001"]);
    }
}

#[tokio::test]
async fn what_is_not_a_report_or_another_reporters_is_refused() {
    let (text, _, _) = sample(ReportCode::Str);
    for house in houses("some other number").await {
        let cases: [(&str, &[u8], &str); 4] = [
            ("report.xml", text.as_bytes(), "RE-MISMATCH"),
            ("report.xml", b"<report><half", ""),
            ("report.pdf", b"%PDF-1.7", ""),
            ("", b"", ""),
        ];
        for (number, (file_name, bytes, code)) in cases.into_iter().enumerate() {
            let letter = house.arrive(&format!("R-{number}"), file_name, bytes).await;
            assert_eq!(house.register(letter).await.unwrap().state, State::Rejected, "{number}");
            let access = house.access("letter", letter).await;
            let findings = view::findings(house.store(), &access, letter, 0, 100).await.unwrap();
            assert!(findings.iter().any(|(_, _, finding)| code.is_empty() || finding.code.as_str() == code));
        }
        assert_eq!(house.count("SELECT COUNT(*) AS n FROM numbering").await, 0);
    }
}

#[tokio::test]
async fn the_day_of_receipt_is_a_day_at_the_office() {
    for house in houses("1").await.into_iter().take(1) {
        let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(3));
        let profile = std::sync::Arc::new(profile::Profile::builtin("zz").unwrap().unwrap());
        let intake = openfiu_intake::Intake::new(house.intake.office().clone(), profile, zone);
        let late = store::Micros(START_OF_2027 - 1);
        assert_eq!(intake.day(late).to_string(), "2027-01-01");
        assert_eq!(house.intake.day(late).to_string(), "2026-12-31");
    }
}

/// 2027-01-01T00:00:00Z.
const START_OF_2027: i64 = 1_798_761_600_000_000;
