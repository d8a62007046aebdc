//! Where CEL's own interpreter says true or false, so do we, and the same.
//!
//! Expressions and elements are generated; the interpreter sees the element as maps, lists and strings. Where it
//! gives an error (a field that is missing), there is nothing to agree with, and ours only has to answer.

use crate::support::{TODAY, both_ways, compile, read};
use cel::objects::{Key, Map};
use cel::{Context, Program, Value};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;
use vocab::{ElementId, Names, Record};

/// The element as CEL sees it: text, or a map in which `phone` is a list.
fn value(record: &Record, names: &Names, id: ElementId) -> Value {
    let mut fields: HashMap<Key, Value> = HashMap::new();
    let mut phones = Vec::new();
    for child in record.children(id) {
        let name = names.text(record.get(child).unwrap().name);
        let inner = value(record, names, child);
        if name == "phone" {
            phones.push(inner);
        } else {
            fields.insert(Key::from(name.to_owned()), inner);
        }
    }
    if !phones.is_empty() {
        fields.insert(Key::from("phone".to_owned()), Value::List(Arc::new(phones)));
    }
    let leaf = fields.is_empty() && !["c", "phone", "transaction"].contains(&names.text(record.get(id).unwrap().name));
    if leaf { Value::from(record.text(id)) } else { Value::Map(Map { map: Arc::new(fields) }) }
}

fn verdict_of_cel(check: &str, record: &Record, names: &Names) -> Option<bool> {
    let program = Program::compile(check).unwrap();
    let mut context = Context::default();
    context.add_variable_from_value("it", value(record, names, ElementId(0)));
    match program.execute(&context) {
        Ok(Value::Bool(truth)) => Some(truth),
        Ok(other) => panic!("{check} is no condition but {other:?}"),
        Err(_) => None,
    }
}

fn verdict_of_ours(check: &str, record: &Record, header: &Record, names: &mut Names) -> bool {
    let set = compile(&both_ways(check), names).unwrap_or_else(|e| panic!("{check}: {e:?}"));
    let mut found = Vec::new();
    set.run(TODAY).record(record, header, names, &mut |finding| found.push(finding.code.to_string()));
    assert_eq!(found.len(), 1, "{check} is as a `when` what it is as a `check`");
    found[0] == "T-2"
}

fn literal() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["", "a", "ab", "b", "é", "Ab1", "22"]).prop_map(|text| format!("\"{text}\""))
}

/// Texts; `p.no` is offered only where there is a `p`.
fn text(in_loop: bool) -> impl Strategy<Value = String> {
    let mut paths = vec!["it.a", "it.b", "it.c.x", "it.c.y"];
    if in_loop {
        paths.extend(["p.no", "p.no", "p.kind"]);
    }
    prop_oneof![
        3 => prop::sample::select(paths).prop_map(str::to_owned),
        2 => literal(),
    ]
}

fn number(in_loop: bool) -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        (-3_i32..6).prop_map(|n| format!("({n})")),
        text(in_loop).prop_map(|text| format!("size({text})")),
        Just("size(it.phones.phone)".to_owned()),
        literal().prop_map(|text| format!("size(it.phones.phone.filter(q, q.no != {text}))")),
        literal().prop_map(|text| format!("size(it.phones.phone.map(q, q.no + {text}))")),
    ];
    leaf.prop_recursive(2, 6, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["+", "-", "*"]), inner)
            .prop_map(|(left, sign, right)| format!("({left} {sign} {right})"))
    })
}

fn atom(in_loop: bool) -> impl Strategy<Value = String> {
    let compare = || prop::sample::select(vec!["==", "!=", "<", "<=", ">", ">="]);
    let path = prop::sample::select(vec!["it.a", "it.b", "it.c", "it.c.x", "it.phones.phone"]);
    prop_oneof![
        Just("true".to_owned()),
        Just("false".to_owned()),
        path.prop_map(|path| format!("has({path})")),
        (text(in_loop), compare(), text(in_loop)).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        (number(in_loop), compare(), number(in_loop)).prop_map(|(left, sign, right)| format!("{left} {sign} {right}")),
        (text(in_loop), prop::collection::vec(text(in_loop), 0..12))
            .prop_map(|(item, list)| format!("{item} in [{}]", list.join(", "))),
        text(in_loop).prop_map(|text| format!("{text} in it.phones.phone.map(q, q.no)")),
        (text(in_loop), prop::sample::select(vec!["contains", "startsWith", "endsWith"]), text(in_loop))
            .prop_map(|(left, how, right)| format!("{left}.{how}({right})")),
        (text(in_loop), prop::sample::select(vec!["^a", "b$", "[0-9]+", ".", "^(a|ab)$"]))
            .prop_map(|(text, pattern)| format!("{text}.matches(\"{pattern}\")")),
    ]
}

fn condition(in_loop: bool) -> BoxedStrategy<String> {
    atom(in_loop)
        .prop_recursive(4, 24, 3, move |inner| {
            prop_oneof![
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
                inner.clone().prop_map(|a| format!("!({a})")),
                (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
                (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("(({a}) == ({b}))")),
                inner,
            ]
        })
        .boxed()
}

fn looped() -> impl Strategy<Value = String> {
    let plain = condition(false);
    let how = prop::sample::select(vec!["exists", "all", "exists_one"]);
    (plain, how, condition(true), condition(true), prop::sample::select(vec!["&&", "||"])).prop_map(
        |(plain, how, keep, body, join)| format!("({plain}) {join} it.phones.phone.filter(p, {keep}).{how}(p, {body})"),
    )
}

fn element() -> impl Strategy<Value = String> {
    let text = || prop::sample::select(vec!["", "a", "ab", "b", "é", "Ab1", "22", "é22a"]);
    let leaf = |name: &'static str| {
        prop::option::weighted(0.8, text()).prop_map(move |text| match text {
            Some(text) => format!("<{name}>{text}</{name}>"),
            None => String::new(),
        })
    };
    let phone = (leaf("no"), leaf("kind")).prop_map(|(no, kind)| format!("<phone>{no}{kind}</phone>"));
    let phones = prop::collection::vec(phone, 0..4).prop_map(|phones| match phones.concat() {
        none if none.is_empty() => none,
        some => format!("<phones>{some}</phones>"),
    });
    let c = prop::option::weighted(0.8, (leaf("x"), leaf("y")))
        .prop_map(|inner| inner.map_or(String::new(), |(x, y)| format!("<c>{x}{y}</c>")));
    (leaf("a"), leaf("b"), c, phones)
        .prop_map(|(a, b, c, phones)| format!("<transaction>{a}{b}{c}{phones}</transaction>"))
}

thread_local! {
    static COMPARED: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
}

fn agree(check: &str, xml: &str) {
    let mut names = Names::new();
    let (header, records) = read(xml, &mut names);
    let ours = verdict_of_ours(check, &records[0], &header, &mut names);
    if let Some(theirs) = verdict_of_cel(check, &records[0], &names) {
        assert_eq!(ours, theirs, "{check} over {xml}");
        let (yes, no) = COMPARED.get();
        COMPARED.set(if ours { (yes + 1, no) } else { (yes, no + 1) });
    }
}

#[test]
fn generated_conditions_agree() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    COMPARED.set((0, 0));
    let plain = (condition(false), element());
    let looped = (looped(), element());
    for _ in 0..600 {
        for (check, xml) in
            [plain.new_tree(&mut runner).unwrap().current(), looped.new_tree(&mut runner).unwrap().current()]
        {
            agree(&check, &xml);
        }
    }
    // The comparison means something only when the interpreter answered often, and both ways.
    let (yes, no) = COMPARED.get();
    assert!(yes > 150 && no > 150, "{yes} times true, {no} times false");
}
