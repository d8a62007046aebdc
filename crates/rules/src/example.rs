//! The examples of rules, which are their tests.

use crate::elements::Scope;
use crate::file::{Example, Verdict};
use crate::ruleset::{Compilation, RuleSet};
use crate::run::Run;
use roxmltree::{Document, Node, ParsingOptions};
use vocab::{At, ElementId, Finding, Names, Record, RecordKind};

/// Most nodes of an example, as XML counts them.
const NODES_MAX: u32 = 20_000;

/// What became of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleResult {
    /// Identifier of the rule.
    pub rule: String,
    /// Name of the example.
    pub example: String,
    /// The verdict it must get.
    pub expected: Verdict,
    /// The verdict it got, or why it got none.
    pub got: Result<Verdict, String>,
}

impl ExampleResult {
    /// Whether the example got the verdict it must get.
    pub fn is_right(&self) -> bool {
        self.got.as_ref() == Ok(&self.expected)
    }
}

/// Runs every example of every rule, each with its own rule alone. A rule that has no example that passes, or none
/// that fails, gets a result that says so: a check that was never seen to fail may be one that cannot.
pub fn check_examples(set: &RuleSet, names: &Names) -> Vec<ExampleResult> {
    let mut names = names.clone();
    let mut results = Vec::new();
    for rule in &set.rules {
        let of_rule = |example: &str, expected, got| ExampleResult {
            rule: rule.rule.id.clone(),
            example: example.to_owned(),
            expected,
            got,
        };
        for example in &rule.rule.examples {
            results.push(of_rule(&example.name, example.verdict, try_example(set, rule, example, &mut names)));
        }
        for expected in [Verdict::Fail, Verdict::Pass] {
            if !rule.rule.examples.iter().any(|example| example.verdict == expected) {
                let missing = "the rule has no such example: add one".to_owned();
                results.push(of_rule("(none)", expected, Err(missing)));
            }
        }
    }
    results
}

fn try_example(set: &RuleSet, rule: &Compilation, example: &Example, names: &mut Names) -> Result<Verdict, String> {
    let report = parse(
        &wrapped(&example.report),
        "report",
        |document, builder: &mut Builder<'_>| {
            builder.children(document, true);
        },
        names,
    )?;
    let xml_is_header = rule.rule.scope == Scope::Report;
    let xml =
        parse(&wrapped(&example.xml), "xml", |document, builder| builder.children(document, xml_is_header), names)?;
    let steps = report.into_iter().chain(xml);
    let received = example.received.unwrap_or(rule.rule.from);
    if !rule.rule.in_effect(received) {
        return Ok(Verdict::Skip);
    }
    let mut run = Run::new(set, received, std::iter::once(rule));
    let mut findings: Vec<Finding> = Vec::new();
    let mut header = Record::new(RecordKind::Header);
    let report = header.push(None, names.intern("report"), At::default(), false);
    let (mut ordinal, mut there) = (0, rule.rule.scope == Scope::Report);
    for mut step in steps {
        there = there || has_scope(set, &step, rule.rule.scope);
        match step.kind {
            RecordKind::Header => graft(&step, &mut header, report),
            kind => {
                if kind == RecordKind::Transaction {
                    ordinal += 1;
                    step.ordinal = ordinal;
                }
                run.record(&step, &header, names, &mut |finding| findings.push(finding));
            }
        }
    }
    run.close(&header, names, &mut |finding| findings.push(finding));
    match (there, findings.is_empty(), run.applied) {
        (false, _, _) => Err(format!("the example has no element of the scope {:?}", rule.rule.scope)),
        (true, false, _) => Ok(Verdict::Fail),
        (true, true, 0) => Ok(Verdict::Skip),
        (true, true, _) => Ok(Verdict::Pass),
    }
}

fn has_scope(set: &RuleSet, record: &Record, scope: Scope) -> bool {
    record.elements().any(|(id, element)| set.elements.scope(record, id, element.name) == Some(scope))
}

/// Copies a record below an element of the header.
fn graft(part: &Record, header: &mut Record, below: ElementId) {
    let base = header.len();
    for (id, element) in part.elements() {
        let parent = match part.parent(id) {
            Some(parent) => u32::try_from(base).map_or(below, |base| ElementId(base + parent.0)),
            None => below,
        };
        let copy = header.push(Some(parent), element.name, element.at, element.nil);
        header.set_text(copy, part.text(id));
    }
}

fn wrapped(xml: &str) -> String {
    format!("<report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{xml}</report>")
}

fn parse(
    text: &str,
    field: &str,
    build: impl FnOnce(&Document<'_>, &mut Builder<'_>),
    names: &mut Names,
) -> Result<Vec<Record>, String> {
    let options = ParsingOptions { nodes_limit: NODES_MAX, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| format!("`{field}` is not XML ({error}, counting the <report> that is put around it)"))?;
    let mut builder = Builder { names, records: Vec::new() };
    build(&document, &mut builder);
    Ok(builder.records)
}

struct Builder<'n> {
    names: &'n mut Names,
    records: Vec<Record>,
}

impl Builder<'_> {
    /// A record for each child of the root. A child that is neither a transaction nor the activity is part of the
    /// header, or a part of a transaction shown alone.
    fn children(&mut self, document: &Document<'_>, header: bool) {
        for child in document.root_element().children().filter(Node::is_element) {
            let kind = match child.tag_name().name() {
                "activity" => RecordKind::Activity,
                "transaction" => RecordKind::Transaction,
                _ if header => RecordKind::Header,
                _ => RecordKind::Transaction,
            };
            let mut record = Record::new(kind);
            self.element(&mut record, None, child);
            self.records.push(record);
        }
    }

    fn element(&mut self, record: &mut Record, parent: Option<ElementId>, node: Node<'_, '_>) {
        let position = node.document().text_pos_at(node.range().start);
        let at = At {
            offset: u64::try_from(node.range().start).unwrap_or(0),
            line: u64::from(position.row),
            column: u64::from(position.col),
        };
        let nil = node.attribute(("http://www.w3.org/2001/XMLSchema-instance", "nil"));
        let nil = nil.is_some_and(|nil| matches!(nil.trim(), "true" | "1"));
        let id = record.push(parent, self.names.intern(node.tag_name().name()), at, nil);
        if node.children().any(|child| child.is_element()) {
            for child in node.children().filter(Node::is_element) {
                self.element(record, Some(id), child);
            }
        } else {
            let text: String = node.children().filter(Node::is_text).filter_map(|child| child.text()).collect();
            record.set_text(id, &text);
        }
    }
}
