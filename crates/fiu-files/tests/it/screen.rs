//! A few names against a few lists.

use crate::{names, put, read, rows, run};

const LIST: &str = "\
id,type,name,aliases,born,country,passport
L-1,person,Odo Tregubets,Одо Трегубец,1950-06-07,SE,P7771
L-2,company,Karsk Amber Trading LLC,,,ZZ,
";
const FTM: &str = concat!(
    r#"{"id":"zz-9","caption":"Huda Al Mansouri","schema":"Person","datasets":["zz_list"],"properties":{"name":["Huda Al Mansouri","هدى المنصوري"],"birthDate":["1980-02-03"]}}"#,
    "\n"
);

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "own.csv", LIST);
    put(folder.path(), "list.json", FTM);
    put(
        folder.path(),
        "names.csv",
        "id,name,born,passport\n1,\"TREGUBETZ, Odo\",1950-06-07,\n2,هدى المنصوري,,\n3,Nobody Atall,,\n4,Somebody Else,,P7771\n5,Nobody Atall,,\n",
    );
    folder
}

#[test]
fn names_are_found_across_spelling_and_script_ranked_and_explained() {
    let folder = folder();
    let line = "screen @/names.csv --list @/own.csv --list @/list.json";
    let told = run(folder.path(), &format!("{line} --out @/out --parquet")).unwrap();
    assert!(told.text.contains("5 records were held against 3 entries"), "{}", told.text);
    assert!(told.text.contains("records equal to one before, which are looked at once: 1"), "{}", told.text);
    let out = folder.path().join("out");
    assert_eq!(names(&out), ["hits.csv", "hits.parquet", "page.html", "result.json"]);
    let json: serde_json::Value = serde_json::from_str(&read(&out, "result.json")).unwrap();
    let hits: Vec<(&str, &str)> = json["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| (hit["record"].as_str().unwrap(), hit["entry"].as_str().unwrap()))
        .collect();
    assert_eq!(hits, [("1", "L-1"), ("2", "zz-9"), ("4", "L-1")], "ranked, and nobody else");
    assert!(json["hits"][0]["why"].to_string().contains("Born 1950-06-07"));
    assert!(json["hits"][2]["why"].to_string().contains("The passport P7771 is listed as passport P7771."));
    let page = read(&out, "page.html");
    assert!(page.contains("<bdi>هدى المنصوري</bdi>") && !page.contains("<script"));
    let strong = run(folder.path(), &format!("{line} --least strong --out @/strong")).unwrap();
    assert!(strong.text.contains("0 likely, 0 weak"), "{}", strong.text);
    assert!(rows(&folder.path().join("strong"), "hits.csv").len() <= 3);
    assert_eq!(names(folder.path()), ["list.json", "names.csv", "out", "own.csv", "strong"], "no checkpoint is left");
}

#[test]
fn a_list_that_is_none_is_refused_with_its_place() {
    let folder = folder();
    for (name, content, code) in [
        ("l.xml", "<letter/>", "FILE-LIST"),
        ("l.xml", "<!DOCTYPE x><CONSOLIDATED_LIST/>", "LIST-DTD"),
        ("l.xml", "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL>", "LIST-SYNTAX"),
        ("l.json", "{\"id\":1}\n", "LIST-KIND"),
        ("l.csv", "a,b\n1,2\n", "FILE-COLUMN"),
        ("l.csv", "id,name,type\n1,Odo,ghost\n", "FILE-WORD"),
        ("l.csv", "", "FILE-EMPTY"),
        ("l.bin", "x", "FILE-LIST"),
    ] {
        put(folder.path(), name, content);
        let failure = run(folder.path(), &format!("screen @/names.csv --list @/{name} --out @/out")).unwrap_err();
        assert_eq!(failure.code(), code, "{failure}");
        assert!(!folder.path().join("out").exists());
    }
    let said = run(folder.path(), "screen @/names.csv --list un=@/own.csv").unwrap_err();
    assert_eq!(said.code(), "LIST-SYNTAX", "{said}");
}
