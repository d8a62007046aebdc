//! Which elements a rule runs over, and what its finding points to.

use crate::support::{TODAY, compile, findings, read, rule_text};
use vocab::{Names, RecordKind};

const REPORT: &str = "<report_code>STR</report_code>
<reporting_person><last_name>A</last_name><phones><phone><no>1</no></phone></phones></reporting_person>
<location><address>Street 1</address></location>
<transaction>
  <t_from_my_client>
    <t_conductor><last_name>B</last_name></t_conductor>
    <from_account><account>77</account>
      <t_entity><director_id><last_name>C</last_name></director_id></t_entity>
      <signatory><t_person><last_name>D</last_name><addresses><address><address>x</address></address></addresses></t_person></signatory>
    </from_account>
  </t_from_my_client>
  <t_to><to_person><last_name>E</last_name><identification/></to_person><to_foreign_currency/></t_to>
  <goods_services><item><address><city>c</city></address></item></goods_services>
</transaction>
<activity><report_parties><report_party><account_my_client><account>5</account></account_my_client></report_party></report_parties></activity>";

fn paths(scope: &str, check: &str, at: &str) -> Vec<String> {
    let rule = rule_text("T-1", scope, "", check, at);
    findings(&[rule], REPORT).into_iter().map(|finding| finding.place.path).collect()
}

#[test]
fn each_scope_finds_its_elements_wherever_they_stand() {
    let from = "/report/transaction[1]/t_from_my_client/from_account";
    let table: [(&str, Vec<String>); 12] = [
        ("report", vec!["/report".into()]),
        ("transaction", vec!["/report/transaction[1]".into()]),
        ("activity", vec!["/report/activity".into()]),
        (
            "party",
            vec![
                "/report/transaction[1]/t_from_my_client".into(),
                "/report/transaction[1]/t_to".into(),
                "/report/activity/report_parties/report_party[1]".into(),
            ],
        ),
        (
            "person",
            vec![
                "/report/transaction[1]/t_from_my_client/t_conductor".into(),
                format!("{from}/t_entity/director_id[1]"),
                format!("{from}/signatory[1]/t_person"),
                "/report/transaction[1]/t_to/to_person".into(),
                "/report/reporting_person".into(),
            ],
        ),
        ("account", vec![from.into(), "/report/activity/report_parties/report_party[1]/account_my_client".into()]),
        ("entity", vec![format!("{from}/t_entity")]),
        (
            "address",
            vec![
                format!("{from}/signatory[1]/t_person/addresses/address[1]"),
                "/report/transaction[1]/goods_services/item[1]/address".into(),
                "/report/location".into(),
            ],
        ),
        ("phone", vec!["/report/reporting_person/phones/phone[1]".into()]),
        ("identification", vec!["/report/transaction[1]/t_to/to_person/identification[1]".into()]),
        ("foreign_currency", vec!["/report/transaction[1]/t_to/to_foreign_currency".into()]),
        ("item", vec!["/report/transaction[1]/goods_services/item[1]".into()]),
    ];
    for (scope, expected) in table {
        assert_eq!(paths(scope, "false", ""), expected, "{scope}");
    }
}

#[test]
fn my_client_looks_up_to_the_root() {
    let not_ours = paths("person", "my_client", "");
    assert_eq!(not_ours, ["/report/transaction[1]/t_to/to_person", "/report/reporting_person"]);
    assert_eq!(paths("person", "name == \"to_person\" || !has(transaction.t_to)", "last_name").len(), 3);
}

#[test]
fn a_finding_points_to_the_child_it_names_and_shows_its_text() {
    let rule = rule_text("T-1", "person", "", "it.last_name != \"D\"", "last_name");
    let found = findings(&[rule], REPORT);
    let [finding] = &found[..] else { panic!("{found:?}") };
    assert_eq!(finding.code.as_str(), "T-1");
    assert_eq!(finding.value.as_ref().unwrap().reveal(), "D");
    assert!(finding.place.path.ends_with("/signatory[1]/t_person/last_name"));
    let offset = usize::try_from(finding.place.offset).unwrap();
    let xml = format!("<report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{REPORT}</report>");
    assert!(xml[offset..].starts_with("<last_name>D"));
    assert_eq!((finding.place.line, finding.place.column), (9, 28));
}

#[test]
fn a_finding_about_a_missing_child_points_to_the_element_and_shows_nothing() {
    let rule = rule_text("T-1", "entity", "", "has(it.name)", "name");
    let found = findings(&[rule], REPORT);
    assert!(found[0].place.path.ends_with("/t_entity") && found[0].value.is_none() && found[0].args.is_empty());
}

#[test]
fn a_rule_has_its_days() {
    let text = rule_text("T-1", "transaction", "", "false", "").replace("legal", "until = \"2026-02-01\"\nlegal");
    let mut names = Names::new();
    let set = compile(&[text], &mut names).unwrap();
    let (header, records) = read("<transaction/>", &mut names);
    let count = |day: &str| {
        let mut found = 0;
        let mut run = set.run(day.parse().unwrap());
        run.record(&records[0], &header, &names, &mut |_| found += 1);
        found
    };
    assert_eq!(["2025-12-31", "2026-01-01", "2026-01-31", "2026-02-01"].map(count), [0, 1, 1, 0]);
}

#[test]
fn when_follows_the_header_as_it_grows_and_holds_back_a_rule() {
    let rules = [
        rule_text("T-1", "transaction", "report.report_code == \"STR\"", "false", ""),
        rule_text("T-2", "transaction", "it.a == \"1\"", "false", ""),
        rule_text("T-3", "transaction", "has(report.b)", "false", ""),
    ];
    let codes = |xml| -> Vec<String> { findings(&rules, xml).iter().map(|finding| finding.code.to_string()).collect() };
    assert_eq!(codes("<report_code>STR</report_code><transaction><a>1</a></transaction>"), ["T-1", "T-2"]);
    assert_eq!(codes("<report_code>CTR</report_code><transaction><a>2</a></transaction>"), Vec::<String>::new());

    let mut names = Names::new();
    let set = compile(&rules, &mut names).unwrap();
    let (short, records) = read("<report_code>CTR</report_code><transaction/>", &mut names);
    let (long, _) = read("<report_code>CTR</report_code><b/>", &mut names);
    let mut found = Vec::new();
    let mut run = set.run(TODAY);
    run.record(&records[0], &short, &names, &mut |finding| found.push(finding.code.to_string()));
    assert!(found.is_empty());
    run.record(&records[0], &long, &names, &mut |finding| found.push(finding.code.to_string()));
    assert_eq!(found, ["T-3"]);
}

#[test]
fn the_header_is_checked_once_at_the_end() {
    let mut names = Names::new();
    let set = compile(&[rule_text("T-1", "person", "", "false", "")], &mut names).unwrap();
    let (header, _) = read("<reporting_person><last_name>A</last_name></reporting_person>", &mut names);
    assert_eq!(header.kind, RecordKind::Header);
    let mut found = 0;
    let mut run = set.run(TODAY);
    run.record(&header, &header, &names, &mut |_| found += 1);
    run.finish(&header, &names, &mut |_| found += 1);
    assert_eq!(found, 1);
}
