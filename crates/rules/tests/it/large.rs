//! Reports made to be slow.

use crate::support::{findings, rule_text};
use std::fmt::Write;

fn phones(count: usize) -> String {
    let mut xml = String::from("<transaction><phones>");
    for _ in 0..count {
        xml.push_str("<phone><no>1</no></phone>");
    }
    write!(xml, "</phones></transaction>").unwrap();
    xml
}

const SQUARE: &str = "it.phones.phone.all(p, it.phones.phone.all(q, it.phones.phone.all(r, p.no == q.no)))";

#[test]
fn a_loop_in_a_loop_ends_with_a_finding_instead_of_a_hang() {
    let found = findings(&[rule_text("T-1", "transaction", "", SQUARE, "")], &phones(500));
    let codes: Vec<&str> = found.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["RULE-LIMIT"]);
    assert_eq!((found[0].arg("limit"), found[0].place.path.as_str()), (Some("steps"), "/report/transaction[1]"));
    assert!(found[0].severity.rejects());
}

#[test]
fn the_same_rule_has_room_for_what_people_file() {
    assert_eq!(findings(&[rule_text("T-1", "transaction", "", SQUARE, "")], &phones(40)), []);
}

#[test]
fn many_siblings_before_the_one_looked_for_are_counted_as_work() {
    let mut xml = String::from("<transaction>");
    for _ in 0..4_000 {
        xml.push_str("<item/>");
    }
    xml.push_str("<last>1</last></transaction>");
    let found = findings(&[rule_text("T-1", "item", "", "transaction.last == \"1\"", "")], &xml);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code.as_str(), "RULE-LIMIT");
}

#[test]
fn a_header_too_large_for_a_when_is_said_to_be_so() {
    let items: String = (0..200).map(|n| format!("<a>{n}</a>")).collect();
    let when = "report.b.a.all(x, report.b.a.all(y, report.b.a.all(z, x != \"none\")))";
    let found =
        findings(&[rule_text("T-1", "transaction", when, "true", "")], &format!("<b>{items}</b><transaction/>"));
    assert!(!found.is_empty() && found.iter().all(|finding| finding.code.as_str() == "RULE-LIMIT"), "{found:?}");
    assert_eq!(found[0].place.path, "/report");
}
