//! Small rules, small reports, and a reader that makes records of them.

use jiff::civil::{Date, date};
use openfiu_rules::{CodeLists, Rule, RuleError, RuleSet};
use roxmltree::{Document, Node};
use vocab::{At, ElementId, Finding, Names, Record, RecordKind};

/// The day on which everything here is received.
pub(crate) const TODAY: Date = date(2026, 3, 1);

/// The text of a rule file with the fields that vary.
pub(crate) fn rule_text(id: &str, scope: &str, when: &str, check: &str, at: &str) -> String {
    let when = if when.is_empty() { String::new() } else { format!("when = '''{when}'''\n") };
    let at = if at.is_empty() { String::new() } else { format!("at = \"{at}\"\n") };
    format!(
        "id = \"{id}\"\nseverity = \"reject\"\nscope = \"{scope}\"\n{when}check = '''{check}'''\n{at}from = \"2026-01-01\"\n\
         legal = \"Act, article 1\"\n[words.en]\ntitle = \"t\"\ntext = \"x\"\nfix = \"f\"\n"
    )
}

pub(crate) fn lists() -> CodeLists {
    let mut lists = CodeLists::new();
    lists.insert("country", ["AA", "BB", "ZZ"]);
    lists
}

pub(crate) fn compile(texts: &[String], names: &mut Names) -> Result<RuleSet, Vec<RuleError>> {
    let rules = texts.iter().map(|text| {
        let id = text.split('"').nth(1).unwrap();
        Rule::parse(&format!("{id}.toml"), text).map_err(|error| vec![error])
    });
    RuleSet::compile(rules.collect::<Result<_, _>>()?, names, &lists())
}

/// Header, and then the transactions and the activity, of a report without its root tags.
pub(crate) fn read(xml: &str, names: &mut Names) -> (Record, Vec<Record>) {
    let xml = format!("<report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{xml}</report>");
    let document = Document::parse(&xml).unwrap();
    let mut header = Record::new(RecordKind::Header);
    let root = header.push(None, names.intern("report"), At::default(), false);
    let mut records = Vec::new();
    for child in document.root_element().children().filter(Node::is_element) {
        let kind = match child.tag_name().name() {
            "transaction" => RecordKind::Transaction,
            "activity" => RecordKind::Activity,
            _ => {
                add(&mut header, Some(root), child, names);
                continue;
            }
        };
        let mut record = Record::new(kind);
        record.ordinal = if kind == RecordKind::Transaction { records.len() as u64 + 1 } else { 0 };
        add(&mut record, None, child, names);
        records.push(record);
    }
    (header, records)
}

fn add(record: &mut Record, parent: Option<ElementId>, node: Node<'_, '_>, names: &mut Names) {
    let position = node.document().text_pos_at(node.range().start);
    let at = At { offset: node.range().start as u64, line: position.row.into(), column: position.col.into() };
    let nil = node.attribute(("http://www.w3.org/2001/XMLSchema-instance", "nil")) == Some("true");
    let id = record.push(parent, names.intern(node.tag_name().name()), at, nil);
    if node.first_element_child().is_none() {
        record.set_text(id, node.text().unwrap_or(""));
    }
    for child in node.children().filter(Node::is_element) {
        add(record, Some(id), child, names);
    }
}

/// All findings of rules over a report, transactions first.
pub(crate) fn findings(texts: &[String], xml: &str) -> Vec<Finding> {
    let mut names = Names::new();
    let set = compile(texts, &mut names).unwrap_or_else(|errors| panic!("{errors:#?}"));
    run(&set, xml, &mut names)
}

pub(crate) fn run(set: &RuleSet, xml: &str, names: &mut Names) -> Vec<Finding> {
    let (header, records) = read(xml, names);
    let mut found = Vec::new();
    let mut run = set.run(TODAY);
    for record in &records {
        run.record(record, &header, names, &mut |finding| found.push(finding));
    }
    run.finish(&header, names, &mut |finding| found.push(finding));
    found
}

/// A rule that finds something where a condition is false, and one that does where it is true: as a `when` the same
/// condition takes another way, on which most elements are passed over at sight.
pub(crate) fn both_ways(condition: &str) -> [String; 2] {
    [rule_text("T-1", "transaction", "", condition, ""), rule_text("T-2", "transaction", condition, "false", "")]
}

/// Whether a condition about a transaction holds.
pub(crate) fn holds(check: &str, transaction: &str) -> bool {
    let xml = format!("<report_code>STR</report_code><transaction>{transaction}</transaction>");
    let found = findings(&both_ways(check), &xml);
    assert_eq!(found.len(), 1, "{check} is as a `when` what it is as a `check`");
    found[0].code.as_str() == "T-2"
}

/// Whether a condition about a whole report holds.
pub(crate) fn report_holds(check: &str, xml: &str) -> bool {
    findings(&[rule_text("T-1", "report", "", check, "")], xml).is_empty()
}

/// What the compiler says against a condition about a transaction.
pub(crate) fn error(scope: &str, check: &str) -> String {
    let errors = compile(&[rule_text("T-1", scope, "", check, "")], &mut Names::new()).map(|_| ()).unwrap_err();
    errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
