//! A few records of two people and a company, and what people decide about them.

use crate::{names, put, read, rows, run};

const RECORDS: &str = "\
id;Vorname;Nachname;Geburtsdatum;sex;Telefon;passport
r1;Johanna;Zubkowicz;1971-03-04;F;+44 20 7946 0018;P123456
r2;Johana;Zubkovicz;1971-03-04;F;+44 20 7946 0018;
r3;Johanna;Zubkowicz;1999-12-30;F;;
r4;יוסף;פיינטל;1967-05-02;M;;X77
r5;Joseph;Faintal;1967-05-02;M;;X77
";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "r.csv", RECORDS);
    folder
}

/// The cluster of each record.
fn clusters(folder: &tempfile::TempDir, line: &str) -> Vec<String> {
    run(folder.path(), &format!("resolve @/r.csv {line} --out @/out")).unwrap();
    let rows = rows(&folder.path().join("out"), "records.csv");
    std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    rows.into_iter().map(|row| row[5].clone()).collect()
}

#[test]
fn records_of_one_person_come_together_with_reasons() {
    let folder = folder();
    let told = run(folder.path(), "resolve @/r.csv --out @/out --parquet").unwrap();
    assert!(told.text.contains("5 records are of 3 people"), "{}", told.text);
    let out = folder.path().join("out");
    let all =
        ["page.html", "pairs.csv", "pairs.parquet", "records.csv", "records.parquet", "result.json", "weights.toml"];
    assert_eq!(names(&out), all);
    let of: Vec<String> = rows(&out, "records.csv").into_iter().map(|row| row[5].clone()).collect();
    assert_eq!(of, ["r1", "r1", "r3", "r4", "r4"], "the same name on another day is another person");
    let pairs = read(&out, "pairs.csv");
    assert!(pairs.contains("date: the same +") && pairs.contains("telephone: the same +"), "{pairs}");
    let json: serde_json::Value = serde_json::from_str(&read(&out, "result.json")).unwrap();
    assert_eq!((json["records"].as_u64(), json["distinct"].as_u64()), (Some(5), Some(3)));
    assert_eq!(json["clusters"][1]["records"][0]["name"], "יוסף פיינטל");
    let page = read(&out, "page.html");
    assert!(page.contains("<bdi>יוסף פיינטל</bdi> [r4]") && !page.contains("<script"), "names keep their direction");
    // The weights that were used can be used again.
    put(folder.path(), "w.toml", read(&out, "weights.toml"));
    std::fs::remove_dir_all(&out).unwrap();
    assert_eq!(clusters(&folder, "--model @/w.toml"), ["r1", "r1", "r3", "r4", "r4"]);
}

#[test]
fn what_people_decided_wins_and_the_later_counts() {
    let folder = folder();
    put(folder.path(), "j.csv", "first,second,verdict\nr1,r2,different\nr1,r3,same\n");
    assert_eq!(clusters(&folder, "--judgements @/j.csv"), ["r1", "r2", "r1", "r4", "r4"]);
    put(folder.path(), "j.csv", "first,second,verdict\nr1,r2,different\nr2,r1,same\nr4,r5,unsure\n");
    assert_eq!(clusters(&folder, "--judgements @/j.csv"), ["r1", "r1", "r3", "r4", "r5"]);
    let times = "first,second,verdict,time,by\nr1,r2,different,2026-02-02,ann\nr1,r2,same,2026-01-01,bob\n";
    put(folder.path(), "j.csv", times);
    assert_eq!(clusters(&folder, "--judgements @/j.csv"), ["r1", "r2", "r3", "r4", "r4"]);
}

#[test]
fn a_mapping_says_what_columns_and_dates_mean() {
    let folder = folder();
    let other =
        "wer;wann;wo\nZubkowicz, Johanna;04.03.1971;+44 20 7946 0018\nJohana Zubkovicz;04.03.1971;+44 20 7946 0018\n";
    put(folder.path(), "o.csv", other);
    put(folder.path(), "m.toml", "time = \"%d.%m.%Y\"\n[columns]\nname = \"wer\"\nborn = \"wann\"\nphone = \"wo\"");
    let told = run(folder.path(), "resolve @/r.csv @/o.csv --mapping @/o.csv=@/m.toml --out @/out").unwrap();
    assert!(told.text.contains("7 records are of 3 people"), "{}", told.text);
    let of = rows(&folder.path().join("out"), "records.csv");
    // A name with a comma in it makes one cell two for these tests, so that cells are counted from the end.
    let cluster = |row: usize| of[row][of[row].len() - 2].clone();
    assert_eq!((cluster(5), cluster(6)), ("r1".to_owned(), "r1".to_owned()));
    assert!(of[6][0].ends_with("o.csv:3"), "a record without an id is called by its file and row: {}", of[6][0]);
}
