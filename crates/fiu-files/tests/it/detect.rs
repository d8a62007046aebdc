//! A small ring of accounts from files to tables, and a search that is taken up again.

use crate::{names, put, read, rows, run};
use std::fs;
use std::path::Path;

/// A ring of three, and a mother who pays for school.
const PAYMENTS: &str = "\
id,time,from,to,amount,currency,channel
1,2026-01-01T10:00:00Z,A,B,1000.00,ZED,wire
2,2026-01-02T10:00:00Z,B,C,980.00,ZED,wire
3,2026-01-03T10:00:00Z,C,A,960.00,ZED,wire
4,2026-01-03T11:00:00Z,M,SCHOOL,70.00,ZED,wire
5,2026-01-04T11:00:00Z,M,SCHOOL,70.00,EUR,wire
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "p.csv", PAYMENTS);
    folder
}

#[test]
fn a_ring_is_told_with_its_payments_and_their_rows() {
    let folder = folder();
    let told = run(folder.path(), "detect @/p.csv --patterns G07 --out @/out --parquet").unwrap();
    assert!(told.whole && told.text.contains("After 3 payments money came back"), "{}", told.text);
    assert!(told.text.contains("value in ZED is not known, which are left out: 1"), "{}", told.text);
    let out = folder.path().join("out");
    assert_eq!(
        names(&out),
        [
            "hits.csv",
            "hits.parquet",
            "page.html",
            "patterns.csv",
            "patterns.parquet",
            "payments.csv",
            "payments.parquet",
            "result.json"
        ]
    );
    let paid = rows(&out, "payments.csv");
    let found: Vec<(&str, &str, &str)> = paid.iter().map(|row| (&*row[1], &*row[5], &*row[9])).collect();
    assert_eq!(found, [("1", "1000.00", "2"), ("2", "980.00", "3"), ("3", "960.00", "4")]);
    let hit = &rows(&out, "hits.csv")[0];
    assert_eq!((&*hit[1], &*hit[3], &*hit[6], &*hit[7]), ("G07", "A", "ZED", "2940.00"));
    let json: serde_json::Value = serde_json::from_str(&read(&out, "result.json")).unwrap();
    assert_eq!(json["patterns"][0]["hits"][0]["sum_minor"], 294_000);
    assert_eq!(json["patterns"][0]["often_innocent"], "Netting within a group of companies; revolving credit.");
    assert_eq!((json["payments"].as_u64(), json["payments_without_value"].as_u64()), (Some(5), Some(1)));
    assert_eq!(json["inputs"][0]["bytes"], PAYMENTS.len());
    let page = read(&out, "page.html");
    for wanted in ["1000.00 ZED", "2026-01-02 10:00", "Often innocent", "G07 Cycle in time", "<svg"] {
        assert!(page.contains(wanted), "{wanted} is missing");
    }
    for unwanted in ["<script", "src=", "url(", "@import", "style=\""] {
        assert!(!page.contains(unwanted), "{unwanted} is in the page");
    }
}

#[test]
fn parameters_rates_and_what_is_known_of_accounts_decide() {
    let folder = folder();
    // Half of the money gone at each step is too much for a ring that must keep 60 %, and enough for one that need not.
    put(folder.path(), "half.csv", PAYMENTS.replace("980.00", "500.00").replace("960.00", "250.00"));
    let hits = |line: &str| {
        run(folder.path(), line).unwrap();
        let count = rows(&folder.path().join("out"), "hits.csv").len();
        fs::remove_dir_all(folder.path().join("out")).unwrap();
        count
    };
    assert_eq!(hits("detect @/half.csv --patterns G07 --out @/out"), 0);
    put(folder.path(), "par.toml", "[G07]\nretention = \"0.2\"");
    assert_eq!(hits("detect @/half.csv --patterns G07 --parameters @/par.toml --out @/out"), 1);
    // A ring through the tax office is none.
    put(folder.path(), "acc.csv", "account,owner,class,opened\nB,State,tax,2001-01-01\n");
    assert_eq!(hits("detect @/p.csv --accounts @/acc.csv --patterns G07 --out @/out"), 0);
    put(folder.path(), "map.toml", "[rates]\nEUR = \"1.10\"");
    let told = run(folder.path(), "detect @/p.csv --mapping @/map.toml --patterns G07").unwrap();
    assert!(!told.text.contains("is not known"), "{}", told.text);
}

#[test]
fn nothing_is_left_beside_results_and_what_is_not_ours_is_left_alone() {
    let folder = folder();
    let line = "detect @/p.csv --patterns G07,G03 --out @/out";
    let failed = run(folder.path(), &format!("{line} --parameters @/none.toml")).unwrap_err();
    assert_eq!(failed.code(), "FILE-READ");
    assert_eq!(names(folder.path()), ["p.csv"], "nothing is left of work that never began");
    let parts = folder.path().join("out.unfinished");
    fs::create_dir(&parts).unwrap();
    let failed = run(folder.path(), line).unwrap_err();
    assert_eq!(failed.code(), "FILE-EXISTS", "a folder of that name that is not ours is left alone");
    fs::remove_dir(&parts).unwrap();
    run(folder.path(), line).unwrap();
    assert_eq!(names(folder.path()), ["out", "p.csv"]);
    assert_eq!(run(folder.path(), line).unwrap_err().code(), "FILE-EXISTS", "results are never mixed with older ones");
}

#[test]
fn names_cannot_act_and_keep_their_direction() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "</title><script>alert(1)</script>\"'&\u{202E}x";
    let quoted = hostile.replace('"', "\"\"");
    let payments = PAYMENTS
        .replace(",A,", &format!(",\"{quoted}\","))
        .replace(",B,", ",أحمد بن علي,")
        .replace(",C,", ",=HYPERLINK(1),");
    put(folder.path(), "p.csv", payments);
    run(folder.path(), "detect @/p.csv --patterns G07 --out @/out").unwrap();
    let out = folder.path().join("out");
    let page = read(&out, "page.html");
    assert!(!page.contains("<script") && !page.contains('\u{202E}'));
    assert!(page.contains("\u{2068}أحمد بن علي\u{2069}"), "a name of the other direction keeps to itself");
    assert!(read(&out, "payments.csv").contains(",'=HYPERLINK(1),"));
}

#[test]
fn a_limit_that_stops_a_search_is_told_and_shows_in_the_end() {
    let folder = folder();
    let told = run(folder.path(), "detect @/p.csv --patterns G07 --steps-max 1 --out @/out").unwrap();
    assert!(!told.whole, "{}", told.text);
    assert!(rows(&folder.path().join("out"), "patterns.csv")[0][3].starts_with("no: stopped after"));
}

/// The same payments as CSV and as what another run of this program wrote as Parquet.
#[test]
fn parquet_says_what_csv_says() {
    let folder = folder();
    run(folder.path(), "detect @/p.csv --patterns G07 --out @/one --parquet").unwrap();
    put(folder.path(), "map.toml", "[columns]\nid = \"payment\"");
    run(folder.path(), "detect @/one/payments.parquet --mapping @/map.toml --patterns G07 --out @/two").unwrap();
    let hits = |name: &str| rows(&folder.path().join(name), "hits.csv");
    assert_eq!(hits("one"), hits("two"));
    assert!(Path::new(&folder.path().join("two/page.html")).exists());
}
