//! What a person hears who makes a mistake in a profile.

use openfiu_profile::{Files, Profile};

/// The plain profile with one text of one file replaced.
fn after(file: &str, from: &str, to: &str) -> Vec<String> {
    let mut files = Files::builtin("xx-5.0").unwrap();
    let text = files.text(file).unwrap().to_owned();
    assert!(text.contains(from), "{file} has no {from}");
    files.insert(file, text.replacen(from, to, 1));
    said(&files)
}

fn said(files: &Files) -> Vec<String> {
    Profile::load(files).map_or_else(|errors| errors.iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn a_code_that_left_the_schema_is_named_with_file_and_line() {
    let said = after("schema.xsd", "<xs:enumeration value=\"CHQ\">", "<xs:enumeration value=\"CHEQ\">");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].starts_with("lists/funds_type.toml:1: the list `funds_type` has no words for the code `CHEQ`"));
    assert!(said[1].starts_with("lists/funds_type.toml:6: the schema does not have the code `CHQ`"), "{said:?}");
}

#[test]
fn a_kind_of_report_must_be_in_the_schema_and_the_other_way_round() {
    let said = after("profile.toml", "code = \"SAR\"", "code = \"SAX\"");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("kind cannot be `SAX`"));
    assert!(said[1].contains("no words for the code `SAR`"), "{said:?}");
}

#[test]
fn the_root_and_the_currency_must_be_in_the_schema() {
    let said = after("profile.toml", "root = \"report\"", "root = \"reportdata\"\ncurrency_local = \"ZED\"");
    assert!(
        said[0].contains("the schema begins with report") && said[1].contains("currency_local cannot be `ZED`"),
        "{said:?}"
    );
}

#[test]
fn a_broken_schema_is_said_with_its_line() {
    let said = after("schema.xsd", "type=\"submission_type\"", "type=\"submision_type\"");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("schema.xsd:") && said[0].contains("submision_type"), "{said:?}");
    let said = after("schema.xsd", "</xs:schema>", "");
    assert!(said.iter().all(|error| error.starts_with("schema.xsd")), "{said:?}");
}

#[test]
fn missing_and_stray_files_are_errors() {
    assert_eq!(said(&Files::new()).len(), 2);
    let mut files = Files::builtin("xx-5.0").unwrap();
    files.insert("rule/XX-0001.toml", "");
    files.insert("words/de.ftl", "");
    let said = said(&files);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said.iter().all(|error| error.contains("no profile has such a file")), "{said:?}");
}

#[test]
fn a_rule_that_cannot_be_read_is_said_with_file_and_line() {
    let mut files = Files::builtin("xx-5.0").unwrap();
    files.insert("rules/XX-0001.toml", RULE.replace("it.amount_local", "its.amount_local"));
    let said = said(&files);
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].starts_with("rules/XX-0001.toml:4:"), "{said:?}");
}

#[test]
fn a_check_finds_silent_languages_and_wrong_examples() {
    let mut files = Files::builtin("xx-5.0").unwrap();
    files.insert("rules/XX-0001.toml", RULE);
    let report = Profile::load(&files).unwrap().check();
    assert!(!report.is_good());
    let remarks = report.to_string();
    assert!(remarks.contains("XX-0001: no words in ar, es, fr, ru, zh"), "{remarks}");
    assert!(remarks.contains("example “wrongly said to fail” must be fail: got pass"), "{remarks}");
    assert_eq!((report.rules, report.examples_wrong), (1, 1), "{remarks}");
}

#[test]
fn a_check_finds_a_misspelt_element_in_a_rule() {
    let mut files = Files::builtin("xx-5.0").unwrap();
    files.insert("rules/XX-0001.toml", RULE.replace("number(it.amount_local) > 0", "!has(it.amonut_local)"));
    let remarks = Profile::load(&files).unwrap().check().to_string();
    assert!(remarks.contains("some rule asks for `amonut_local`, which the schema does not have"), "{remarks}");
}

const RULE: &str = r#"id = "XX-0001"
severity = "reject"
scope = "transaction"
check = 'number(it.amount_local) > 0'
from = "2026-01-01"
legal = "Act, article 1"
[words.en]
title = "t"
text = "t"
fix = "f"
[[example]]
name = "wrongly said to fail"
verdict = "fail"
xml = '''<transaction><amount_local>1</amount_local></transaction>'''
[[example]]
name = "passes"
verdict = "pass"
xml = '''<transaction><amount_local>1</amount_local></transaction>'''
"#;
