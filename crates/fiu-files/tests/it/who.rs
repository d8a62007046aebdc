//! A few records of two people and a company, and what people decide about them.

use crate::{names, put, read, rows, run};
use resolve::weights::{Frequencies, Model};

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

/// Six hundred people, each filed as William and as Bill, under the same day for every other one; and labels for half.
fn williams() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (mut records, mut labels) = ("id,given,family,born\n".to_owned(), "left,right,same\n".to_owned());
    for n in 0..600_u32 {
        let letter = |at: u32| char::from(b'a' + u8::try_from(n.wrapping_mul(2_654_435_761) >> (4 * at) & 15).unwrap());
        let (family, year): (String, u32) = ((0..8).map(letter).collect(), 1940 + n % 60);
        let born = format!("{year}-{:02}-{:02}", 1 + n % 12, 1 + n % 28);
        let other = if n % 2 == 0 { &born } else { "" };
        records.push_str(&format!("w{n},William,{family},{born}\nb{n},Bill,{family},{other}\n"));
        if n % 2 == 0 {
            labels.push_str(&format!("w{n},b{n},yes\n"));
        }
    }
    put(folder.path(), "r.csv", records);
    put(folder.path(), "l.csv", labels);
    folder
}

/// What a run says, the text of its weights, and these.
fn weights(folder: &tempfile::TempDir, line: &str) -> (String, String, Model) {
    let told = run(folder.path(), format!("resolve @/r.csv --out @/out {line}").trim_end()).unwrap();
    let text = read(&folder.path().join("out"), "weights.toml");
    std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    let model = Model::from_text(&text, Frequencies::default()).unwrap();
    (told.text, text, model)
}

/// The worth of a pet form when both are the same: feature and level by their places.
fn pet_form(model: &Model) -> i32 {
    model.rows[0][3].same
}

#[test]
fn labels_teach_how_records_of_one_person_differ_here() {
    let folder = williams();
    let (told, text, unlabelled) = weights(&folder, "");
    assert!(told.contains("Weights: learnt from these records.") && !text.contains("label"), "{told}");
    let (told, text, learnt) = weights(&folder, "--labels @/l.csv");
    let taught = (pet_form(&learnt), pet_form(&unlabelled));
    assert!(taught.0 > taught.1 + 100, "{taught:?}");
    let outside = |model: &Model| (model.prior, model.kin_prior, model.threshold);
    assert_eq!(outside(&learnt), outside(&unlabelled), "labels say nothing of how many pairs are the same");
    let origin = "learnt from 300 pairs labelled the same; at the start: learnt from these records";
    assert!(told.contains(&format!("Weights: {origin}.")), "{told}");
    assert!(text.starts_with(&format!("# Weights of `fiu resolve`: {origin}.\n")), "{text}");
    let line = text.lines().find(|line| line.starts_with("nickname")).unwrap();
    assert!(line.ends_with("; 300 of 300"), "each weight says how many labelled pairs came out so: {line}");
    let (again, ..) = weights(&folder, "--labels @/l.csv");
    assert_eq!(again, told, "the same labels teach the same");
}

#[test]
fn labels_begin_with_the_weights_of_a_file_and_only_pairs_that_are_the_same_teach() {
    let folder = williams();
    let (_, text, mut start) = weights(&folder, "");
    (start.rows[0][3].same, start.threshold) = (-20_000, 31_415);
    put(folder.path(), "w.toml", start.to_text());
    assert_ne!(text, start.to_text());
    let (told, _, learnt) = weights(&folder, "--labels @/l.csv --model @/w.toml");
    assert!(told.contains("from 300 pairs labelled the same; at the start: from a file."), "{told}");
    assert_eq!(learnt.threshold, 31_415);
    assert!(pet_form(&learnt) > -2_000, "300 pairs of the labels against 200 of the start: {}", pet_form(&learnt));
    // The same said twice, also the other way round and in the words of judgements, is said once; who differs teaches
    // nothing and is counted.
    let more = "b0,w0,SAME\nw0,b0,yes\nw1,w2,no\nw1,w3,different\nw2,w1,no\n";
    put(folder.path(), "l.csv", format!("{}{more}", read(folder.path(), "l.csv")));
    let (told, _, again) = weights(&folder, "--labels @/l.csv --model @/w.toml");
    assert_eq!(again.rows, learnt.rows);
    assert!(told.contains("300 pairs labelled the same") && told.contains("not learnt from: 2."), "{told}");
}

#[test]
fn judgements_teach_nothing_and_labels_decide_nothing() {
    let folder = folder();
    put(folder.path(), "j.csv", "first,second,verdict\nr1,r2,different\nr1,r3,same\n");
    let (_, plain, _) = weights(&folder, "");
    assert_eq!(weights(&folder, "--judgements @/j.csv").1, plain);
    // Names are those of pairs.csv; a label for people who are not alike at all brings nobody together.
    put(folder.path(), "l.csv", "left,right,same\nr1,r4,yes\n");
    assert_eq!(clusters(&folder, "--labels @/l.csv"), ["r1", "r1", "r3", "r4", "r4"]);
    put(folder.path(), "c.csv", "id,name,kind\nc1,Zubkowicz Ltd,company\n");
    put(folder.path(), "l.csv", "left,right,same\nr1,r2,yes\nr1,c1,yes\n");
    let told = run(folder.path(), "resolve @/r.csv @/c.csv --labels @/l.csv").unwrap().text;
    assert!(told.contains("learnt from 1 pair labelled the same; at the start: those that"), "{told}");
    assert!(told.contains("from which nothing is learnt: 1 (first: ") && told.contains("l.csv, row 3)"), "{told}");
}
