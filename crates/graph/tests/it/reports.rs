//! From filed reports to edges and ties.

use graph::report::{Reading, Skipped, add_report};
use graph::{EdgeAttribute, EdgeId, GraphBuilder, LinkKind, NodeKind, SharedKind};
use vocab::Sensitive;
use vocab::report::{
    Account, Amount, Date, Flag, ForeignCurrency, Header, Items, Party, Person, Phone, RelatedPersonOfAccount, Side,
    Subject, Text, Transaction,
};

fn text(text: &str) -> Option<Text> {
    Some(Sensitive::new(text.to_owned()))
}

fn person(name: &str, phone: &str) -> Person {
    let phones = vec![Phone { tph_number: text(phone), ..Phone::default() }];
    Person { last_name: text(name), phones: Some(Items::from(phones)), ..Person::default() }
}

fn account(number: &str, signatory: Option<Person>) -> Subject {
    let signatory = signatory.into_iter().map(|person| RelatedPersonOfAccount {
        is_primary: Some(Flag::new("true")),
        t_person: Some(Box::new(person)),
        ..RelatedPersonOfAccount::default()
    });
    Subject::Account(Box::new(Account {
        account: text(number),
        opened: Some(Date::new("1970-01-11")),
        institution_country: Some("zz".to_owned()),
        signatory: signatory.collect(),
        ..Account::default()
    }))
}

fn side(subject: Subject) -> Option<Box<Side>> {
    Some(Box::new(Side { subject: Some(subject), ..Side::default() }))
}

fn transaction(from: Option<Box<Side>>, to: Option<Box<Side>>) -> Transaction {
    Transaction {
        transactionnumber: Some("T1".to_owned()),
        date_transaction: Some(Date::new("2026-03-01T12:00:00")),
        transmode_code: Some("CASH".to_owned()),
        amount_local: Some(Amount::new("10.50")),
        from,
        to,
        ..Transaction::default()
    }
}

fn key(subject: &Subject) -> Option<String> {
    match subject {
        Subject::Account(account) => account.account.as_ref().map(|text| text.reveal().clone()),
        Subject::Person(person) => person.last_name.as_ref().map(|text| text.reveal().clone()),
        Subject::Entity(entity) => entity.name.as_ref().map(|text| text.reveal().clone()),
    }
}

fn added(transactions: &[Transaction]) -> (graph::Graph, Vec<(usize, Skipped)>) {
    let zone = jiff::tz::TimeZone::fixed(jiff::tz::offset(2));
    let digits = |code: &str| ["ZZD", "EUR"].contains(&code).then_some(2);
    let reading = Reading { key: &key, digits: &digits, zone: &zone, report_id: "R7/" };
    let header = Header { currency_code_local: Some("ZZD".to_owned()), ..Header::default() };
    let mut builder = GraphBuilder::new("ZZD", 2);
    let skipped = add_report(&mut builder, &header, transactions, &reading).unwrap();
    (builder.build(), skipped)
}

#[test]
fn a_deposit_becomes_an_edge_with_its_ties() {
    let mut deposit = transaction(
        side(Subject::Person(Box::new(person("Depositor", "12 34")))),
        side(account("ACC", Some(person("Holder", "+1234")))),
    );
    deposit.from.as_mut().unwrap().conductor = Some(Box::new(person("Runner", "99")));
    let (graph, skipped) = added(&[deposit]);
    assert!(skipped.is_empty());
    let row = graph.edges().row(EdgeId(0)).unwrap();
    let find = |kind, key| graph.nodes().find(kind, key).unwrap();
    let (depositor, account) = (find(NodeKind::Party, "Depositor"), find(NodeKind::Account, "ACC"));
    assert_eq!((row.from, row.to, row.amount_minor, row.reference_minor), (depositor, account, 1_050, Some(1_050)));
    assert_eq!((row.time, row.external_id), (1_772_359_200, "R7/T1"), "12:00 two hours ahead of UTC");
    assert_eq!(graph.codes().channel(row.channel), Some("CASH"));
    let runner = find(NodeKind::Party, "Runner");
    assert_eq!(graph.edges().attribute(EdgeAttribute::Conductor, EdgeId(0)), Some(runner.0));
    let holder = find(NodeKind::Party, "Holder");
    let over: Vec<_> = graph.ties().over(account).iter().map(|link| (link.from, link.kind)).collect();
    assert_eq!(over, [(holder, LinkKind::Owns), (holder, LinkKind::Signs)]);
    let facts = graph.nodes().facts(account);
    assert_eq!((facts.opened_day, facts.country.unwrap().as_str()), (Some(10), "ZZ"));
    let phone = graph.find_value("1234").unwrap();
    let sharing: Vec<_> = graph.ties().sharing(phone).iter().map(|shared| (shared.node, shared.kind)).collect();
    assert_eq!(sharing, [(depositor, SharedKind::Phone), (holder, SharedKind::Phone)]);
}

#[test]
fn a_foreign_amount_keeps_its_currency_and_the_local_one_is_its_reference() {
    let foreign = |amount: &str| {
        Some(Box::new(ForeignCurrency {
            foreign_currency_code: Some("EUR".to_owned()),
            foreign_amount: Some(Amount::new(amount)),
            ..ForeignCurrency::default()
        }))
    };
    let mut one = transaction(side(account("A", None)), side(account("B", None)));
    one.from.as_mut().unwrap().foreign_currency = foreign("9");
    let mut differ = one.clone();
    differ.to.as_mut().unwrap().foreign_currency = foreign("8");
    let (graph, _) = added(&[one, differ]);
    let rows: Vec<_> = (0..2).map(|n| graph.edges().row(EdgeId(n)).unwrap()).collect();
    assert_eq!((rows[0].amount_minor, rows[0].reference_minor), (900, Some(1_050)));
    assert_eq!(graph.codes().currency(rows[0].currency), Some(("EUR", 2)));
    assert_eq!((rows[1].amount_minor, rows[1].currency.0), (1_050, 0), "two legs that differ: the local amount");
}

#[test]
fn what_cannot_be_an_edge_is_told() {
    let (a, b) = (|| side(account("A", None)), || side(account("B", None)));
    let parties = Some(Items::from(vec![Party::default()]));
    let nameless = || side(Subject::Entity(Box::default()));
    let table = [
        (Transaction { involved_parties: parties, ..transaction(None, None) }, "NoDirection"),
        (transaction(None, b()), "NoPayer"),
        (transaction(a(), None), "NoPayee"),
        (transaction(nameless(), b()), "NoPayer"),
        (transaction(a(), nameless()), "NoPayee"),
        (Transaction { date_transaction: None, ..transaction(a(), b()) }, "NoTime"),
        (Transaction { date_transaction: Some(Date::new("01/03/2026")), ..transaction(a(), b()) }, "NoTime"),
        (Transaction { date_transaction: Some(Date::new("0001-01-01")), ..transaction(a(), b()) }, "GR09"),
        (Transaction { amount_local: None, ..transaction(a(), b()) }, "NoAmount"),
        (Transaction { amount_local: Some(Amount::new("1,5")), ..transaction(a(), b()) }, "NoAmount"),
        (Transaction { amount_local: Some(Amount::new("-1")), ..transaction(a(), b()) }, "GR05"),
        (Transaction { amount_local: Some(Amount::new("1.005")), ..transaction(a(), b()) }, "GR07"),
    ];
    for (bad, why) in table {
        let (graph, skipped) = added(&[bad]);
        let [(0, skipped)] = skipped.as_slice() else { panic!("{why} was not told") };
        match skipped {
            Skipped::Refused(error) => assert_eq!(error.code(), why),
            other => assert_eq!(format!("{other:?}"), why),
        }
        assert_eq!((graph.edges().len(), graph.nodes().len()), (0, 0), "{why}");
    }
}
