//! Rules about a whole report, whose transactions pass by once.

use crate::support::{TODAY, compile, findings, read, report_holds, rule_text};
use openfiu_rules::limits::DISTINCT_MAX;
use vocab::{Names, Severity};

const REPORT: &str = "<report_code>STR</report_code>
<transaction><no>1</no><amount>10.10</amount><to>A</to></transaction>
<transaction><no>2</no><amount>20.20</amount><to>B</to></transaction>
<transaction><no>3</no><amount>oops</amount><to>A</to></transaction>
<activity><report_parties><report_party/></report_parties></activity>
<report_indicators><indicator>TF</indicator></report_indicators>";

#[test]
fn transactions_are_counted_summed_and_asked() {
    for (check, expected) in [
        ("transactions.count() == 3", true),
        ("transactions.sum(t, number(t.amount)) == 30.3", true),
        ("transactions.distinct(t, t.to) == 2", true),
        ("transactions.distinct(t, t.no) == transactions.count()", true),
        ("transactions.exists(t, t.to == \"B\")", true),
        ("transactions.exists(t, t.to == \"C\")", false),
        ("transactions.all(t, has(t.amount))", true),
        ("transactions.all(t, number(t.amount) > 0)", false),
        ("transactions.all(t, t.no != \"1\")", false),
        ("transactions.all(t, report.report_code == \"STR\" && transaction.no == t.no)", true),
        ("has(activity.report_parties) && size(activity.report_parties.report_party) == 1", true),
        ("report.report_indicators.indicator.exists(i, i == \"TF\") && has(it.report_code)", true),
        ("\"TF\" in it.report_indicators.indicator", true),
        ("transactions.count() > 2 ? transactions.sum(t, 1) == 3 : false", true),
        ("transactions.sum(t, number(\"100000000000000000000\")) > 0", false),
        ("transactions.exists(t, number(t.amount) > 15 && t.to == \"B\") && !has(it.reason)", true),
    ] {
        assert_eq!(report_holds(check, REPORT), expected, "{check}");
    }
}

#[test]
fn a_report_without_transactions_is_checked_too() {
    for (check, expected) in [
        ("transactions.count() == 0", true),
        ("transactions.all(t, false)", true),
        ("transactions.exists(t, true)", false),
        ("transactions.sum(t, number(t.amount)) == 0", true),
        ("has(activity.report_parties)", false),
    ] {
        assert_eq!(report_holds(check, "<report_code>SAR</report_code>"), expected, "{check}");
    }
}

#[test]
fn a_rule_about_the_report_points_to_a_child_of_it() {
    let rule = rule_text("T-1", "report", "transactions.count() > 0", "it.report_code != \"STR\"", "report_code");
    let found = findings(&[rule], REPORT);
    assert_eq!(
        (found[0].place.path.as_str(), found[0].value.as_ref().unwrap().reveal().as_str()),
        ("/report/report_code", "STR")
    );
}

#[test]
fn too_many_distinct_values_are_said_to_be_too_many() {
    let mut names = Names::new();
    let set = compile(&[rule_text("T-1", "report", "", "transactions.distinct(t, t.no) < 5", "")], &mut names).unwrap();
    let (header, mut records) = read("<transaction><no>x</no></transaction>", &mut names);
    let template = records.remove(0);
    let no = template.get(vocab::ElementId(1)).unwrap().name;
    let mut record = template.clone();
    let mut run = set.run(TODAY);
    let mut found = Vec::new();
    for number in 0..=DISTINCT_MAX {
        record.clear(vocab::RecordKind::Transaction, 1);
        let root = record.push(None, template.get(vocab::ElementId(0)).unwrap().name, vocab::At::default(), false);
        let child = record.push(Some(root), no, vocab::At::default(), false);
        record.set_text(child, &number.to_string());
        run.record(&record, &header, &names, &mut |finding| found.push(finding));
    }
    run.finish(&header, &names, &mut |finding| found.push(finding));
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["T-1", "RULE-LIMIT"]);
    assert_eq!(
        (found[1].arg("limit"), found[1].arg("rule"), found[1].severity),
        (Some("distinct"), Some("T-1"), Severity::Warn)
    );
}
