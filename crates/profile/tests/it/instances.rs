//! Small reports against the shipped schemas, and what a reporter hears about the broken ones.

use openfiu_profile::{Language, Profile};
use vocab::Finding;
use xsd::{Checker, Limits};

const CASH: &str = include_str!("instances/zz-cash.xml");

fn findings(profile: &Profile, xml: &str) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut checker = Checker::new(profile.schema(), Limits::default(), ());
    checker.feed(xml.as_bytes(), &mut |finding| found.push(finding));
    checker.finish(&mut |finding| found.push(finding));
    found
}

fn builtin(code: &str) -> Profile {
    Profile::builtin(code).unwrap().unwrap()
}

#[test]
fn good_reports_are_valid_in_every_shipped_schema() {
    let all = [
        ("zz", CASH),
        ("zz", include_str!("instances/zz-activity.xml")),
        ("xx-5.0", include_str!("instances/xx-5.0-cash.xml")),
        ("xx-4.0", include_str!("instances/xx-4.0-cash.xml")),
    ];
    for (code, xml) in all {
        let found = findings(&builtin(code), xml);
        assert!(found.is_empty(), "{code}: {found:?}");
    }
}

/// Each row: what is replaced, by what, and the code of a finding it must bring.
const BROKEN: &[(&str, &str, &str)] = &[
    ("<rentity_id>12</rentity_id>", "", "XSD-MISSING"),
    ("<rentity_id>12</rentity_id>", "<rentity_id>bank</rentity_id>", "XSD-INTEGER"),
    ("<rentity_id>12</rentity_id>", "<rentity_id>0</rentity_id>", "XSD-RANGE-MIN"),
    ("<submission_code>E</submission_code>", "<submission_code>Electronic</submission_code>", "XSD-ENUM"),
    ("<submission_code>E", "<submision_code/><submission_code>E", "XSD-UNKNOWN"),
    ("2026-03-01T10:00:00", "01.03.2026", "XSD-DATE"),
    ("12000.50", "12,000.50", "XSD-NUMBER"),
    ("12000.50", "<b>1</b>", "XSD-CHILD"),
    ("<last_name>", "<last_name a=\"1\">", "XSD-ATTR"),
    ("<first_name>Зоя", "<first_name>Зоя9", "XSD-PATTERN"),
    ("BZEDZZPZ", "BZ", "XSD-LENGTH-MIN"),
    ("BZEDZZPZ", "BZEDZZPZXXXX", "XSD-LENGTH-MAX"),
    ("<birthdate>", "<mothers_name>Ana</mothers_name><birthdate>", "XSD-HIDDEN"),
    ("<transaction>\n", "<transaction>stray\n", "XSD-TEXT"),
    ("</report>", "</rapport>", "XML-TAG"),
    ("</report>", "", "XML-EOF"),
    ("<report>", "<!DOCTYPE report><report>", "XML-DTD"),
    ("Port Zed", "Port &zed;", "XML-ENTITY"),
    ("Port Zed", "Port & Zed", "XML-SYNTAX"),
    ("Port Zed", "Port <![CDATA[\u{1}]]>", "XML-CHAR"),
];

#[test]
fn a_broken_report_is_told_in_six_languages_with_nothing_left_open() {
    let zz = builtin("zz");
    let speakers = Language::ALL.map(|language| zz.words(language));
    for (from, to, code) in BROKEN {
        assert!(CASH.contains(from), "{from}");
        let found = findings(&zz, &CASH.replacen(from, to, 1));
        assert!(found.iter().any(|f| f.code.as_str() == *code), "{from} → {to} gave {found:?}");
        for finding in &found {
            for words in &speakers {
                let (told, language) = (words.finding(finding, true), words.language());
                let all = format!("{} {} {}", told.title, told.text, told.hint.unwrap_or_default());
                assert!(told.title != finding.code.as_str(), "{language} has no words for {}", finding.code);
                assert!(!all.contains("{$") && !all.contains('$'), "{language} {}: {all}", finding.code);
            }
        }
    }
}

#[test]
fn the_label_of_a_code_is_led_back_to_the_code() {
    let zz = builtin("zz");
    let found = findings(&zz, &CASH.replacen(">BRNCH<", ">ATN<", 1));
    let told = zz.words(Language::En).finding(&found[0], true);
    assert!(told.text.contains("The closest code is ATM. It stands for “Cash machine”."), "{}", told.text);
}
