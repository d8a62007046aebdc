//! A rule file with its examples, whole.

use crate::support::compile;
use openfiu_rules::{Rule, Verdict, check_examples};
use vocab::{Names, Severity};

const FILE: &str = r#"
id = "ZZ-0101"
severity = "warn"
scope = "transaction"
when = 'report.report_code in ["STR", "TFR"]'
check = 'has(it.transmode_comment) && size(it.transmode_comment) > 2'
at = "transmode_comment"
from = "2026-01-01"
until = "2027-01-01"
legal = "Anti-Money-Laundering Act of Zedland, article 12(3)"

[words.en]
title = "Say how"
text = "The way of payment is not explained: {value}."
fix = "Explain it in three letters or more."

[words.fr]
title = "Dites comment"
text = "Le mode de paiement n'est pas expliqué : {value}."
fix = "Expliquez-le en trois lettres ou plus."

[[example]]
name = "no comment"
verdict = "fail"
received = "2026-03-01"
report = '''<report_code>STR</report_code>'''
xml = '''<transaction><transmode_code>C</transmode_code></transaction>'''

[[example]]
name = "a comment"
verdict = "pass"
report = '''<report_code>TFR</report_code>'''
xml = '''<transaction><transmode_comment>cash</transmode_comment></transaction>'''

[[example]]
name = "another kind of report"
verdict = "skip"
report = '''<report_code>CTR</report_code>'''
xml = '''<transaction/>'''

[[example]]
name = "after its time"
verdict = "skip"
received = "2027-01-01"
report = '''<report_code>STR</report_code>'''
xml = '''<transaction/>'''
"#;

#[test]
fn a_rule_speaks_its_languages_and_english_otherwise() {
    let rule = Rule::parse("profiles/zz/rules/ZZ-0101.toml", FILE).unwrap();
    assert_eq!(rule.words("fr").unwrap().title, "Dites comment");
    assert_eq!(rule.words("zh").unwrap().title, "Say how");
    assert_eq!(rule.languages().collect::<Vec<_>>(), ["en", "fr"]);
    assert_eq!((rule.severity, rule.examples.len()), (Severity::Warn, 4));
}

fn verdicts(text: String) -> Vec<(Verdict, Result<Verdict, String>)> {
    let mut names = Names::new();
    let set = compile(&[text.trim_start().to_owned()], &mut names).unwrap();
    check_examples(&set, &names).into_iter().map(|result| (result.expected, result.got)).collect()
}

#[test]
fn examples_are_right_and_a_broken_rule_makes_them_wrong() {
    assert!(verdicts(FILE.to_owned()).iter().all(|(expected, got)| got.as_ref() == Ok(expected)));
    let broken = verdicts(FILE.replace("> 2", ">= 0").replace("has(it.transmode_comment) &&", "!has(it.x) ||"));
    assert_eq!(broken[0], (Verdict::Fail, Ok(Verdict::Pass)));
}

#[test]
fn a_rule_that_is_never_seen_to_fail_is_named() {
    let without = FILE.replace("verdict = \"fail\"", "verdict = \"skip\"");
    let last = verdicts(without).pop().unwrap();
    assert_eq!(last.0, Verdict::Fail);
    assert!(last.1.unwrap_err().contains("add one"));
}

#[test]
fn an_example_that_shows_nothing_is_named() {
    let odd = verdicts(FILE.replace("<transaction/>", "<to_person/>"));
    assert!(odd[3].1.is_ok() && odd[2].1.as_ref().unwrap_err().contains("no element of the scope"), "{odd:?}");
    let torn = verdicts(FILE.replace("<transaction/>", "<transaction>"));
    assert!(torn[2].1.as_ref().unwrap_err().contains("`xml` is not XML"));
    let declared = verdicts(FILE.replace("<transaction/>", "<!DOCTYPE x [<!ENTITY a 'b'>]><transaction/>"));
    assert!(declared[2].1.is_err());
}

#[test]
fn parts_of_a_report_can_be_shown_alone() {
    let file = |scope: &str, check: &str, bad: &str, good: &str| {
        format!(
            "id = \"T-1\"\nseverity = \"reject\"\nscope = \"{scope}\"\ncheck = '{check}'\nfrom = \"2026-01-01\"\nlegal = \"\"\n\
             [words.en]\ntitle = \"\"\ntext = \"\"\nfix = \"\"\n\
             [[example]]\nname = \"bad\"\nverdict = \"fail\"\nxml = '''{bad}'''\n\
             [[example]]\nname = \"good\"\nverdict = \"pass\"\nxml = '''{good}'''\n"
        )
    };
    for text in [
        file(
            "phone",
            "size(it.tph_number) > 3",
            "<phone><tph_number>1</tph_number></phone>",
            "<phone><tph_number>12345</tph_number></phone>",
        ),
        file("person", "has(it.last_name)", "<reporting_person/>", "<to_person><last_name>A</last_name></to_person>"),
        file("person", "my_client", "<person/>", "<person_my_client/>"),
        file("report", "transactions.count() == 2", "<reason>x</reason><transaction/>", "<transaction/><transaction/>"),
        file(
            "report",
            "\"TF\" in it.report_indicators.indicator",
            "<a/>",
            "<report_indicators><indicator>TF</indicator></report_indicators>",
        ),
        file("activity", "has(it.report_parties)", "<activity/>", "<activity><report_parties/></activity>"),
    ] {
        let got = verdicts(text.clone());
        assert!(got.iter().all(|(expected, got)| got.as_ref() == Ok(expected)), "{text}\n{got:?}");
    }
}
