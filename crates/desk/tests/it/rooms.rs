//! Who sees which page: every address, for every role, of what is there and of what is not; and a report's way to the
//! eye.

use crate::house::{Browser, House, house_of, sample};
use axum::http::StatusCode;
use seal::SigningKey;
use staff::{Role, people};
use store::audit::{Actor, checkpoint};
use store::{Query, params};

const ABSENT: &str = "01900000-0000-7000-8000-000000000000";

async fn denied(house: &House) -> i64 {
    let row = house.store.one("SELECT COUNT(*) AS n FROM audit_record WHERE result = 'denied'", params![]).await;
    row.unwrap().get("n").unwrap()
}

/// Officer, auditor, administrator, stranger.
async fn everybody(house: &House) -> Vec<Browser> {
    let mut all = Vec::new();
    for role in Role::ALL {
        all.push(house.colleague(role).await.0);
    }
    all.push(Browser::new(house));
    all
}

#[tokio::test]
async fn every_address_for_every_role_of_what_is_there_and_what_is_not() {
    let (text, number) = sample();
    let house = house_of(&number).await;
    let (letter, reports) = house.file("R-1", text.as_bytes()).await;
    let (refused, none) = house.file("R-2", b"nothing").await;
    assert!(none.is_empty());
    let report = reports[0].0;
    let mut table = vec![
        ("/".to_owned(), [200, 303, 303, 303]),
        ("/?status=rejected".to_owned(), [200, 303, 303, 303]),
        ("/?status=lost".to_owned(), [400, 303, 303, 303]),
        (format!("/letters/{letter}"), [303, 404, 404, 303]),
        (format!("/letters/{letter}/letter"), [200, 404, 404, 303]),
        (format!("/letters/{refused}"), [200, 404, 404, 303]),
        (format!("/letters/{refused}/findings"), [200, 404, 404, 303]),
        (format!("/letters/{refused}/original"), [200, 404, 404, 303]),
        (format!("/letters/{refused}/original.xml"), [200, 404, 404, 303]),
        (format!("/letters/{refused}/transactions"), [404, 404, 404, 303]),
        (format!("/letters/{ABSENT}"), [404, 404, 404, 303]),
        (format!("/letters/{ABSENT}/original.xml"), [404, 404, 404, 303]),
        ("/letters/x".to_owned(), [404, 404, 404, 303]),
        (format!("/reports/{report}"), [200, 404, 404, 303]),
        (format!("/reports/{report}/"), [404, 404, 404, 404]),
        (format!("/reports/{report}/nothing"), [404, 404, 404, 303]),
        (format!("/reports/{ABSENT}"), [404, 404, 404, 303]),
        // The id of a letter is not that of a report.
        (format!("/reports/{letter}"), [404, 404, 404, 303]),
        ("/search".to_owned(), [200, 403, 403, 303]),
        ("/audit".to_owned(), [403, 200, 403, 303]),
        ("/audit?who=office&about=letter&from=2026-01-01&to=2026-12-31&after=9".to_owned(), [403, 200, 403, 303]),
        ("/audit?from=soon".to_owned(), [403, 400, 403, 303]),
        ("/audit?after=x".to_owned(), [403, 400, 403, 303]),
        ("/?order=oldest&q=R-1".to_owned(), [200, 303, 303, 303]),
        ("/?order=largest&after=1".to_owned(), [200, 303, 303, 303]),
        ("/?order=best".to_owned(), [400, 303, 303, 303]),
        ("/admin".to_owned(), [403, 403, 200, 303]),
        ("/explain/RE-MISMATCH".to_owned(), [200, 200, 200, 303]),
        ("/explain/NOTHING".to_owned(), [404, 404, 404, 303]),
    ];
    for tab in
        ["transactions", "parties", "findings", "findings.csv", "findings.json", "original", "original.xml", "letter"]
    {
        table.push((format!("/reports/{report}/{tab}"), [200, 404, 404, 303]));
        table.push((format!("/reports/{ABSENT}/{tab}"), [404, 404, 404, 303]));
    }
    let mut all = everybody(&house).await;
    let absent = all[0].get(&format!("/reports/{ABSENT}")).await.text;
    for (path, expected) in &table {
        for (who, (browser, expected)) in all.iter_mut().zip(expected).enumerate() {
            let before = denied(&house).await;
            let answer = browser.get(path).await;
            assert_eq!(answer.status.as_u16(), *expected, "{path} for number {who}: {}", answer.text);
            if *expected == 404 && path.starts_with("/reports") && !path.ends_with('/') {
                assert_eq!(answer.text, absent, "{path} for number {who}: refused and absent are one");
                assert_eq!(denied(&house).await, before + i64::from(who == 1 || who == 2), "{path}: recorded");
            }
        }
    }
    assert_eq!(all[1].get("/").await.to(), "/audit");
    assert_eq!(all[2].get("/").await.to(), "/admin");

    let spare = house.staff.clone();
    let (spare, _) =
        people::invite(&spare, &Actor::program("test"), "spare", "Spare", &[Role::Auditor].into()).await.unwrap();
    let acts = [
        ("/search".to_owned(), "q=STR-2026-000001&reason=R-1", [200, 403, 403, 401]),
        ("/search".to_owned(), "q=Nobody+Atall&reason=R-1", [200, 403, 403, 401]),
        ("/search".to_owned(), "q=STR-2026-000001&reason=", [422, 403, 403, 401]),
        ("/search".to_owned(), "q=a&reason=R-1", [422, 403, 403, 401]),
        ("/audit/check".to_owned(), "", [403, 303, 403, 401]),
        ("/admin/staff".to_owned(), "staff_name=N&login=n&auditor=yes", [403, 403, 200, 401]),
        (format!("/admin/staff/{ABSENT}/stop"), "", [403, 403, 404, 401]),
        (format!("/admin/staff/{spare}/stop"), "", [403, 403, 303, 401]),
    ];
    let own = ["/", "/audit", "/admin", "/sign-in"];
    for (path, fields, expected) in &acts {
        for ((browser, expected), page) in all.iter_mut().zip(expected).zip(own) {
            browser.get(page).await;
            let answer = browser.post(path, fields).await;
            assert_eq!(answer.status.as_u16(), *expected, "{path} {fields} from {page}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_registered_report_is_read_from_the_queue_to_its_parties_and_every_look_is_recorded() {
    let (text, number) = sample();
    let house = house_of(&number).await;
    let (letter, reports) = house.file("R-1", text.as_bytes()).await;
    let (report, number) = &reports[0];
    let (mut officer, id) = house.colleague(Role::IntakeOfficer).await;

    let queue = officer.get("/").await.text;
    assert!(queue.contains(&format!("href=\"/letters/{letter}\"")) && queue.contains("First Bank"), "{queue}");
    let page = officer.get(&format!("/letters/{letter}")).await.to().to_owned();
    assert_eq!(page, format!("/reports/{report}"));
    let summary = officer.get(&page).await.text;
    assert!(summary.contains(number.as_str()), "{summary}");

    let rows = house.store.rows("SELECT name FROM report_party WHERE name IS NOT NULL", params![]).await.unwrap();
    let names: Vec<String> = rows.iter().map(|row| row.get("name").unwrap()).collect();
    let plain: Vec<&String> = names.iter().filter(|name| !name.contains(['&', '<', '>', '"', '\''])).collect();
    assert!(plain.len() >= 2, "{names:?}");
    let parties = officer.get(&format!("{page}/parties")).await.text;
    for name in &plain {
        assert!(parties.contains(name.as_str()), "{name} is a party of the report");
    }
    let transactions = officer.get(&format!("{page}/transactions")).await.text;
    let amounts = house.store.rows("SELECT number FROM report_transaction", params![]).await.unwrap();
    assert_eq!(amounts.len(), 10);
    for row in amounts {
        let number: String = row.get("number").unwrap();
        assert!(transactions.contains(&number), "{number}");
    }
    let later = officer.get(&format!("{page}/transactions?at=10")).await.text;
    assert!(later.contains("id=\"t10\"") && !later.contains("id=\"t9\""));

    let original = officer.get(&format!("{page}/original")).await.text;
    assert!(original.contains("&lt;rentity_id&gt;"), "{original}");
    assert_eq!(officer.get(&format!("{page}/original.xml")).await.text, text, "the file as it came");
    let paper = officer.get(&format!("{page}/letter")).await.text;
    assert!(paper.contains("Signature and digest agree") && paper.contains(number.as_str()), "{paper}");

    officer.get("/search").await;
    let found = officer.post("/search", &format!("q={}&reason=a+call", plain[0].replace(' ', "+"))).await;
    assert!(found.text.contains(&format!("href=\"{page}\"")), "{}", found.text);

    let sql = "SELECT object_kind AS kind, object_id AS id FROM audit_record WHERE act = 'consult' AND user_ref = $1";
    let looks = house.store.rows(sql, params![id.to_string()]).await.unwrap();
    let looks: Vec<(String, String)> =
        looks.iter().map(|row| (row.get("kind").unwrap(), row.get("id").unwrap())).collect();
    let times = |kind: &str, id: &str| looks.iter().filter(|look| *look == &(kind.into(), id.into())).count();
    assert_eq!(times("queue", "arrivals"), 1, "{looks:?}");
    assert_eq!(times("report", &report.to_string()), 8, "seven pages and one hit");
    assert_eq!(times("letter", &letter.to_string()), 8, "seven pages and the way to them");
}

#[tokio::test]
async fn the_auditor_sees_that_the_chain_is_whole_and_that_a_strange_checkpoint_breaks_it() {
    let house = house_of("1").await;
    let (mut auditor, _) = house.colleague(Role::Auditor).await;
    let first = auditor.get("/audit").await;
    assert!(first.status == StatusCode::OK && first.text.contains("was not checked"), "{}", first.text);
    assert_eq!(auditor.post("/audit/check", "").await.to(), "/audit");
    let whole = auditor.get("/audit").await.text;
    assert!(whole.contains("The chain is whole") && whole.contains("2026-11-22 10:0"), "{whole}");
    let stranger = SigningKey::from_bytes("audit", &[9; 32]).unwrap();
    checkpoint(&house.store, &stranger, None).await.unwrap();
    assert!(auditor.get("/audit").await.text.contains("The chain is whole"), "that is what the last check found");
    auditor.post("/audit/check", "").await;
    assert!(auditor.get("/audit").await.text.contains("The chain is broken"));
}

#[tokio::test]
async fn the_auditor_reads_who_did_what_and_finds_the_own_reading_there() {
    let (text, number) = sample();
    let house = house_of(&number).await;
    let (_, reports) = house.file("R-1", text.as_bytes()).await;
    let (mut officer, officer_id) = house.colleague(Role::IntakeOfficer).await;
    let (mut auditor, auditor_id) = house.colleague(Role::Auditor).await;
    let report = reports[0].0;
    officer.get(&format!("/reports/{report}")).await;
    let page = auditor.get("/audit").await.text;
    let rows = |page: &str| page.matches("<tr data-row").count();
    assert!(
        page.contains(&report.to_string()) && page.contains("Intake officer") && page.contains("Looked at"),
        "{page}"
    );
    let mine = auditor.get(&format!("/audit?who={auditor_id}&about=audit")).await.text;
    assert_eq!(rows(&mine), 2, "this reading and the one before: {mine}");
    let theirs = auditor.get(&format!("/audit?who={officer_id}&about={report}")).await.text;
    assert_eq!(rows(&theirs), 1, "{theirs}");
    assert_eq!(rows(&auditor.get("/audit?to=2026-11-21").await.text), 0);
    assert!(rows(&auditor.get("/audit?from=2026-11-22&to=2026-11-22").await.text) > 5);
    let third = auditor.get("/audit?after=3").await.text;
    assert_eq!(rows(&third), 2, "entries two and one");
}
