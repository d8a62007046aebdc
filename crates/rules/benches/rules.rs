//! How many transactions a second pass the rules on one core, ours beside CEL's own interpreter.
//!
//! `cargo bench -p openfiu-rules`. It prints four figures and the ratios. The interpreter gets the ten rules that need
//! no function of ours, once with the making of its context (what a checker would have to do for each transaction)
//! and once without.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a benchmark reads the clock, prints, and stops when something is wrong with it"
)]

#[allow(dead_code, reason = "the tests use more of it")]
#[path = "../tests/it/support.rs"]
mod support;

use cel::objects::{Key, Map};
use cel::{Context, Program, Value};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::{TODAY, compile, read, rule_text};
use vocab::{ElementId, Names, Record};

/// 45 elements, as a transfer between an account of the reporter and one elsewhere has them.
const REPORT: &str = "<rentity_id>7</rentity_id><submission_code>E</submission_code><report_code>STR</report_code>
<currency_code_local>ZZD</currency_code_local><reason>Several transfers without a visible purpose</reason>
<transaction><transactionnumber>TX-000123</transactionnumber><internal_ref_number>R-77</internal_ref_number>
<transaction_location>Main branch</transaction_location><transaction_description>Transfer for goods</transaction_description>
<date_transaction>2026-02-10T09:30:00</date_transaction><value_date>2026-02-11T00:00:00</value_date>
<transmode_code>ELEC</transmode_code><transmode_comment>net banking</transmode_comment><amount_local>12500.75</amount_local>
<t_from_my_client><from_funds_code>DEPO</from_funds_code>
<from_foreign_currency><foreign_currency_code>BBC</foreign_currency_code><foreign_amount>2500.15</foreign_amount>
<foreign_exchange_rate>5</foreign_exchange_rate></from_foreign_currency>
<from_account><institution_name>First Bank of Zedland</institution_name><swift>FIRSZZ2A</swift><branch>Harbour</branch>
<account>1002003004</account><currency_code>ZZD</currency_code><account_name>Quay Trading</account_name>
<client_number>C-55</client_number><personal_account_type>C</personal_account_type>
<signatory><is_primary>1</is_primary><t_person><gender>F</gender><first_name>Nadia</first_name><last_name>Okoro</last_name>
<birthdate>1980-04-05T00:00:00</birthdate><ssn>8004050012</ssn><nationality1>ZZ</nationality1>
<phones><phone><tph_contact_type>1</tph_contact_type><tph_number>5550100</tph_number></phone></phones></t_person></signatory>
<opened>2015-01-01T00:00:00</opened><status_code>A</status_code></from_account><from_country>ZZ</from_country></t_from_my_client>
<t_to><to_funds_code>DEPO</to_funds_code><to_account><institution_name>Other Bank</institution_name><account>777</account></to_account>
<to_country>BB</to_country></t_to></transaction>";

/// Rules that both can run: scope, `when`, `check`.
const COMMON: &[&str] = &[
    "has(it.transmode_comment) && size(it.transmode_comment) > 2",
    "it.transmode_code in [\"ELEC\", \"CASH\", \"CHEQ\", \"CARD\", \"SWFT\", \"ATMC\", \"BRCH\", \"POST\", \"OTHR\", \"MOBL\"]",
    "!(has(it.t_from_my_client) && has(it.t_from))",
    "has(it.t_from_my_client) || has(it.t_to_my_client)",
    "it.transactionnumber.matches(\"^TX-[0-9]+$\")",
    "it.t_to.to_country != it.t_from_my_client.from_country",
    "it.t_from_my_client.from_funds_code != \"OTHR\" || has(it.t_from_my_client.from_funds_comment)",
    "it.t_from_my_client.from_account.signatory.exists(s, has(s.is_primary) && s.is_primary == \"1\")",
    "size(it.transaction_description) >= 10 && !it.transaction_description.startsWith(\" \")",
    "it.t_from_my_client.from_foreign_currency.foreign_currency_code != report.currency_code_local",
];

/// Rules with our functions and scopes, as a country has them.
const OURS: &[(&str, &str, &str)] = &[
    ("transaction", "", "date(it.date_transaction) <= today()"),
    ("transaction", "", "!has(it.value_date) || date(it.value_date) >= date(it.date_transaction)"),
    ("transaction", "", "number(it.amount_local) > 0"),
    ("transaction", "report.report_code == \"CTR\"", "number(it.amount_local) >= 10000"),
    ("transaction", "report.report_code == \"STR\"", "days(it.date_transaction, received) < 400"),
    ("transaction", "has(it.internal_ref_number)", "it.internal_ref_number != it.transactionnumber"),
    ("party", "", "name != \"t_from\" || has(it.from_country)"),
    ("party", "my_client", "has(it.from_country) || has(it.to_country) || has(it.country)"),
    ("party", "has(it.from_country)", "code(\"country\", it.from_country)"),
    ("account", "", "!has(it.swift) || bic(it.swift)"),
    ("account", "", "!has(it.iban) || iban(it.iban)"),
    ("account", "my_client", "size(it.signatory.filter(s, s.is_primary == \"1\")) == 1"),
    ("account", "my_client", "has(it.account_name) && !digits(it.account_name)"),
    ("account", "", "!has(it.closed) || date(it.closed) >= date(it.opened)"),
    ("account", "has(it.opened)", "date(it.opened) <= date(transaction.date_transaction)"),
    ("person", "", "size(trim(it.last_name)) >= 2 && !matches(it.last_name, \"[0-9]\")"),
    ("person", "has(it.birthdate)", "years(it.birthdate, received) < 120 && date(it.birthdate) < today()"),
    ("person", "my_client", "has(it.ssn) || has(it.passport_number) || has(it.id_number)"),
    ("person", "has(it.ssn)", "digits(it.ssn) && size(it.ssn) == 10"),
    ("person", "has(it.passport_country)", "has(it.passport_number)"),
    ("person", "", "lower(it.last_name) != \"unknown\" && lower(it.first_name) != \"unknown\""),
    ("phone", "", "digits(it.tph_number) && size(it.tph_number) >= 5"),
    ("address", "", "code(\"country\", it.country_code) && size(it.city) > 1"),
    ("identification", "has(it.expiry_date)", "date(it.expiry_date) > date(it.issue_date)"),
    ("foreign_currency", "", "it.foreign_currency_code != report.currency_code_local"),
    (
        "foreign_currency",
        "",
        "number(it.foreign_amount) * number(it.foreign_exchange_rate) - number(transaction.amount_local) < 1",
    ),
    ("entity", "", "size(it.name) > 1 && !digits(it.name)"),
    ("item", "", "number(it.estimated_value) > 0"),
    ("report", "", "transactions.sum(t, number(t.amount_local)) > 0"),
    ("report", "", "transactions.all(t, has(t.transmode_code))"),
];

fn main() {
    let ten: Vec<String> = COMMON
        .iter()
        .enumerate()
        .map(|(n, check)| rule_text(&format!("C-{n}"), "transaction", "", check, ""))
        .collect();
    let mut fifty = ten.clone();
    fifty.extend(
        OURS.iter().enumerate().map(|(n, (scope, when, check))| rule_text(&format!("O-{n}"), scope, when, check, "")),
    );
    fifty.extend((0..10).map(|n| {
        let check = format!("it.transaction_location != \"Nowhere {n}\" && size(it.transaction_location) > 3");
        rule_text(&format!("X-{n}"), "transaction", "", &check, "")
    }));
    let mut names = Names::new();
    let (header, records) = read(REPORT, &mut names);
    let record = &records[0];
    let elements = record.elements().filter(|(id, _)| record.children(*id).next().is_none()).count();
    println!("{} elements, {elements} of them with a text", record.len());
    let ours_ten = ours(&ten, &mut names, &header, record);
    println!("ours, {} rules: {ours_ten:.0} transactions a second", ten.len());
    let ours_fifty = ours(&fifty, &mut names, &header, record);
    println!("ours, {} rules: {ours_fifty:.0} transactions a second", fifty.len());
    let with = theirs(&names, &header, record, true);
    println!(
        "cel, 10 rules, making its context: {with:.0} transactions a second; ours is {:.1} times that",
        ours_ten / with
    );
    let without = theirs(&names, &header, record, false);
    println!(
        "cel, 10 rules, context made before: {without:.0} transactions a second; ours is {:.1} times that",
        ours_ten / without
    );
}

fn ours(texts: &[String], names: &mut Names, header: &Record, record: &Record) -> f64 {
    let set = compile(texts, names).unwrap_or_else(|errors| panic!("{errors:#?}"));
    let mut run = set.run(TODAY);
    rate(|| run.record(record, header, names, &mut |finding| panic!("the transaction is clean: {finding:?}")))
}

fn theirs(names: &Names, header: &Record, record: &Record, make: bool) -> f64 {
    let programs: Vec<Program> = COMMON.iter().map(|check| Program::compile(check).unwrap()).collect();
    let context = || {
        let mut context = Context::default();
        context.add_variable_from_value("it", value(record, names, ElementId(0)));
        context.add_variable_from_value("report", value(header, names, ElementId(0)));
        context
    };
    let kept = context();
    let judge = |context: &Context<'_, '_>| {
        for program in &programs {
            assert_eq!(program.execute(context).unwrap(), Value::Bool(true));
        }
    };
    if make { rate(|| judge(&context())) } else { rate(|| judge(&kept)) }
}

/// The best of many short windows over two seconds: other work on the machine takes whole windows away, and those say
/// nothing about the rules.
fn rate(mut once: impl FnMut()) -> f64 {
    let start = Instant::now();
    let mut best = f64::MIN;
    while start.elapsed() < Duration::from_secs(2) {
        let (window, mut count) = (Instant::now(), 0_u32);
        while window.elapsed() < Duration::from_millis(2) {
            for _ in 0..16 {
                once();
            }
            count += 16;
        }
        best = best.max(f64::from(count) / window.elapsed().as_secs_f64());
    }
    best
}

fn value(record: &Record, names: &Names, id: ElementId) -> Value {
    let mut fields: HashMap<Key, Value> = HashMap::new();
    for child in record.children(id) {
        let name = names.text(record.get(child).unwrap().name);
        let inner = value(record, names, child);
        let inner = if matches!(name, "phone" | "signatory") { Value::List(Arc::new(vec![inner])) } else { inner };
        fields.insert(Key::from(name.to_owned()), inner);
    }
    if fields.is_empty() { Value::from(record.text(id)) } else { Value::Map(Map { map: Arc::new(fields) }) }
}
