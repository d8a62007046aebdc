//! goAML reports, archives and folders of them, and FollowTheMoney entities, through all programs.

use crate::{put, read, rows, run};
use std::io::Write as _;

/// The holder of an account.
fn holder(account: &str) -> String {
    let (given, family, born, number) = match account {
        "A1" => ("Amal", "Haddad", "1980-01-02", "4711001"),
        "B2" => ("Johanna", "Zubkowicz", "1971-03-04", "4711002"),
        _ => ("Odo", "Tregubets", "1950-06-07", "4711003"),
    };
    format!(
        "<first_name>{given}</first_name><last_name>{family}</last_name><birthdate>{born}T00:00:00</birthdate><ssn>{number}</ssn>"
    )
}

/// A payment between two accounts of people.
fn payment(number: &str, day: u8, (from, to): (&str, &str), amount: &str) -> String {
    let account = |tag: &str, number: &str| {
        format!(
            "<{tag}><institution_name>Bank</institution_name><account>{number}</account><related_persons><account_related_person>\
             <is_primary>1</is_primary><t_person>{}</t_person></account_related_person></related_persons></{tag}>",
            holder(number)
        )
    };
    format!(
        "<transaction><transactionnumber>{number}</transactionnumber><date_transaction>2026-01-{day:02}T10:00:00</date_transaction>\
         <transmode_code>ELEC</transmode_code><amount_local>{amount}</amount_local>\
         <t_from_my_client><from_funds_code>ACCT</from_funds_code>{}<from_country>ZZ</from_country></t_from_my_client>\
         <t_to><to_funds_code>ACCT</to_funds_code>{}<to_country>ZZ</to_country></t_to></transaction>",
        account("from_account", from),
        account("to_account", to),
    )
}

pub(crate) fn report(payments: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<report>\n<rentity_id>1</rentity_id><report_code>STR</report_code>\
         <entity_reference>R-1</entity_reference><report_date>2026-02-01T00:00:00</report_date>\
         <currency_code_local>ZED</currency_code_local>\n{payments}\n</report>\n"
    )
}

fn ring() -> String {
    [
        payment("1", 1, ("A1", "B2"), "1000.00"),
        payment("2", 2, ("B2", "C3"), "980"),
        payment("3", 3, ("C3", "A1"), "960.5"),
    ]
    .join("\n")
}

#[test]
fn a_report_an_archive_and_a_folder_say_the_same() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "r.xml", report(&ring()));
    std::fs::create_dir(folder.path().join("all")).unwrap();
    put(folder.path(), "all/r.xml", report(&ring()));
    let mut zip = zip::ZipWriter::new(std::fs::File::create(folder.path().join("r.zip")).unwrap());
    zip.start_file("r.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(report(&ring()).as_bytes()).unwrap();
    zip.finish().unwrap();
    for (name, file) in [("r.xml", "r.xml"), ("r.zip", "r.zip: r.xml"), ("all", "all/r.xml")] {
        run(folder.path(), &format!("detect @/{name} --patterns G07 --out @/out")).unwrap();
        let out = folder.path().join("out");
        let paid = rows(&out, "payments.csv");
        let found: Vec<(&str, &str, &str)> = paid.iter().map(|row| (&*row[1], &*row[3], &*row[5])).collect();
        assert_eq!(found, [("1", "A1", "1000.00"), ("2", "B2", "980.00"), ("3", "C3", "960.50")], "{name}");
        assert!(paid[0][8].ends_with(file), "{}", paid[0][8]);
        assert_eq!(paid[1][9], "5", "the line of the transaction");
        std::fs::remove_dir_all(&out).unwrap();
    }
}

#[test]
fn money_in_reports_is_followed_and_who_is_in_them_resolved_and_screened() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "r.xml", report(&ring()));
    let told = run(folder.path(), "trace @/r.xml --seed 1 --method fifo --outside A1 --out @/out").unwrap();
    assert!(told.text.contains("1000.00 ZED of 1") && told.text.contains("960.50 ZED  A1 (outside)"), "{}", told.text);
    assert!(read(&folder.path().join("out"), "statement.txt").contains("Traced is 1000.00 ZED of `1`."));
    let told = run(folder.path(), "resolve @/r.xml").unwrap();
    assert!(told.text.contains("6 records are of 3 people"), "{}", told.text);
    put(folder.path(), "l.csv", "id,name,born\nX,Johana Zubkovicz,1971-03-04\n");
    let told = run(folder.path(), "screen @/r.xml --list @/l.csv").unwrap();
    assert!(told.text.contains("Records with hits: 1; hits: 1 strong"), "{}", told.text);
}

/// Payments stand before the entities that they name, as they may.
const ENTITIES: &str = r#"{"id":"p1","schema":"Payment","properties":{"payer":["a"],"beneficiary":["b"],"amount":["1000.00"],"currency":["USD"],"date":["2026-01-01T10:00:00Z"]}}
{"id":"p2","schema":"Payment","properties":{"payer":["b"],"beneficiary":["c"],"amount":["980"],"currency":["USD"],"date":["2026-01-02"],"transactionNumber":["T-2"]}}
{"id":"p3","schema":"Payment","properties":{"payer":["c"],"beneficiary":["a"],"amount":["960.5"],"currency":["USD"],"date":["2026-01-03"]}}
{"id":"a","schema":"Person","caption":"Amal Haddad","properties":{"name":["Amal Haddad","أمل حداد"],"birthDate":["1980-01-02"]}}
{"id":"b","schema":"Company","caption":"Karsk Amber LLC","properties":{"name":["Karsk Amber LLC"]}}
{"id":"c","schema":"Company","caption":"Linden Ltd","properties":{"name":["Linden Ltd"]}}
{"id":"o","schema":"Ownership","properties":{"owner":["a"],"asset":["b"]}}
"#;

#[test]
fn entities_are_payments_and_people() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "e.ftm.json", ENTITIES);
    run(folder.path(), "detect @/e.ftm.json --patterns G07 --out @/out").unwrap();
    let paid = rows(&folder.path().join("out"), "payments.csv");
    let found: Vec<(&str, &str, &str)> = paid.iter().map(|row| (&*row[1], &*row[3], &*row[9])).collect();
    assert_eq!(
        found,
        [("p1", "Amal Haddad [a]", "1"), ("T-2", "Karsk Amber LLC [b]", "2"), ("p3", "Linden Ltd [c]", "3")]
    );
    let told = run(folder.path(), "trace @/e.ftm.json --seed p1 --method lifo --outside a").unwrap();
    assert!(told.text.contains("1000.00 USD of p1"), "{}", told.text);
    assert!(run(folder.path(), "resolve @/e.ftm.json").unwrap().text.contains("3 records are of 3"));
    let told = run(folder.path(), "screen @/e.ftm.json --list @/e.ftm.json").unwrap();
    assert!(told.text.contains("Records with hits: 3; hits: 2 strong, 0 likely, 1 weak"), "{}", told.text);
}
