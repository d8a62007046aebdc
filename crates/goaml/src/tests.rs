//! Reports made by chance, written, read again and compared: nothing may be lost.

use crate::chance::Chance;
use crate::limits::Limits;
use crate::read;
use crate::reader::{Reader, Records};
use crate::shape::{Part, Slot};
use crate::write::{Version, Writer};
use proptest::prelude::*;
use std::collections::BTreeSet;
use vocab::report::{
    Account, Activity, ActivityParty, AdditionalInfo, Address, DateRange, Entity, GoodsItem, Header, Identification,
    IpAddress, Items, NetworkDevice, Other, Party, Person, Phone, RelatedPersonOfAccount, RelatedPersonOfEntity, Root,
    Route, Sanction, Subtree, Transaction,
};
use vocab::{At, Finding, Names, Record, RecordKind};
use xsd::Handler;

#[derive(Debug, Default, PartialEq)]
pub(crate) struct Filing {
    header: Header,
    transactions: Vec<Transaction>,
    activity: Option<Activity>,
}

fn filing(chance: &mut Chance) -> Filing {
    let mut header = Header::default();
    let count = chance.fill(crate::shape::HEAD, &mut header) + chance.fill(crate::shape::TAIL, &mut header);
    header.other = chance.other(count);
    let transactions = (0..chance.below(3)).map(|_| chance.part()).collect();
    let activity = (chance.below(2) == 0).then(|| chance.part());
    Filing { header, transactions, activity }
}

/// A report by chance, with or without elements nobody knows; its transactions are never empty.
pub(crate) fn arbitrary_filing(seed: u64, strange: bool) -> Filing {
    let mut chance = Chance::new(seed, 5);
    chance.strange = strange;
    let mut filing = filing(&mut chance);
    filing.transactions.iter_mut().for_each(|transaction| transaction.transactionnumber = Some("0007".to_owned()));
    filing
}

pub(crate) fn write_filing(filing: &Filing, version: Version) -> String {
    write(filing, version).0
}

/// Reads a document into any visitor, as the checker would.
pub(crate) fn read_into<V: Records>(xml: &str, visitor: V) -> V {
    let document = roxmltree::Document::parse(xml).unwrap();
    let mut reader = Reader::new(Names::new(), Limits::default(), visitor);
    play(document.root_element(), &mut Names::new(), &mut reader);
    reader.into_visitor()
}

fn write(filing: &Filing, version: Version) -> (String, Vec<Finding>) {
    let mut writer = Writer::begin(Vec::new(), version, &filing.header).unwrap();
    filing.transactions.iter().for_each(|transaction| writer.transaction(transaction).unwrap());
    filing.activity.iter().for_each(|activity| writer.activity(activity).unwrap());
    let (bytes, findings) = writer.finish().unwrap();
    (String::from_utf8(bytes).unwrap(), findings)
}

impl Records for Filing {
    fn record(&mut self, record: &Record, _: &Record, names: &Names) {
        match record.kind {
            RecordKind::Transaction => self.transactions.push(read::transaction(record, names).unwrap()),
            RecordKind::Activity => self.activity = read::activity(record, names),
            RecordKind::Header => panic!("a header is not handed over as a record"),
        }
    }
    fn header(&mut self, header: &Record, names: &Names) {
        self.header = read::header(header, names);
    }
    fn finding(&mut self, finding: Finding) {
        panic!("unexpected finding {}", finding.code);
    }
}

/// Plays a document to a reader as the checker would.
fn play(node: roxmltree::Node<'_, '_>, names: &mut Names, handler: &mut impl Handler) {
    let name = node.tag_name().name();
    let nil = node.attributes().any(|attribute| attribute.name() == "nil" && attribute.value() == "true");
    handler.start(names.intern(name), name, At::default(), nil);
    if node.children().any(|child| child.is_element()) {
        node.children().filter(|child| child.is_element()).for_each(|child| play(child, names, handler));
    } else {
        let text: String = node.children().filter(roxmltree::Node::is_text).filter_map(|child| child.text()).collect();
        if !text.is_empty() {
            handler.text(&text);
        }
    }
    handler.end(0);
}

fn read_back(xml: &str) -> Filing {
    read_into(xml, Filing::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_report_written_and_read_again_is_the_same(seed in any::<u64>(), five in any::<bool>()) {
        let (version, number) = if five { (Version::V5, 5) } else { (Version::V4, 4) };
        let mut expected = filing(&mut Chance::new(seed, number));
        let (xml, findings) = write(&expected, version);
        prop_assert!(findings.is_empty());
        let mut got = read_back(&xml);
        // Where there were fewer known elements than a strange one counted, its place moves up; the text decides.
        prop_assert_eq!(&write(&got, version).0, &xml);
        forget_places(&mut expected);
        forget_places(&mut got);
        prop_assert_eq!(got, expected);
    }
}

/// Places of the header's strange elements depend on where the transactions stand; their order does not.
fn forget_places(filing: &mut Filing) {
    filing.header.other.iter_mut().for_each(|other| other.position = 0);
}

fn names_in(xml: &str) -> BTreeSet<String> {
    let document = roxmltree::Document::parse(xml).unwrap();
    document.descendants().filter(|node| node.is_element()).map(|node| node.tag_name().name().to_owned()).collect()
}

/// A report in which every field is filled; of fields that exclude each other, each in some transaction.
fn full(version: u8) -> Filing {
    let mut filing = Filing::default();
    let mut chance = Chance::new(7, version);
    (chance.all, chance.strange) = (true, false);
    chance.fill(crate::shape::HEAD, &mut filing.header);
    chance.fill(crate::shape::TAIL, &mut filing.header);
    for _ in 0..8 {
        let mut transaction: Transaction = chance.part();
        let parties = (0..3).map(|_| chance.part()).collect::<Vec<_>>();
        transaction.involved_parties = Some(Items::from(parties));
        filing.transactions.push(transaction);
    }
    let parties = (0..24).map(|_| chance.part()).collect::<Vec<_>>();
    let activity: Activity = chance.part();
    filing.activity = Some(Activity { report_parties: Some(Items::from(parties)), ..activity });
    filing
}

#[test]
fn every_element_of_both_trees_is_written_and_read() {
    for (version, number) in [(Version::V4, 4), (Version::V5, 5)] {
        let expected = full(number);
        let (xml, findings) = write(&expected, version);
        assert!(findings.is_empty());
        assert_eq!(read_back(&xml), expected);
        let names = names_in(&xml);
        assert!(names.contains("t_from_my_client") && names.contains("entity_my_client"));
        assert_eq!(names.contains("geo_location"), number == 5);
    }
}

/// The published schemas, where this machine has them, name no element of a report that the tables do not.
#[test]
fn the_tables_have_every_element_of_the_published_schemas() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/xsd");
    for (file, number) in [("id-4.0.2.xsd", 4u8), ("lk-1.1.4.xsd", 4), ("xx-5.0.1.xsd", 5), ("ae-5.0.2.xsd", 5)] {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("{file} is not here; nothing compared");
            continue;
        };
        let document = roxmltree::Document::parse(&text).unwrap();
        let registration = |node: roxmltree::Node<'_, '_>| {
            node.ancestors()
                .filter_map(|above| above.attribute("name"))
                .any(|name| name == "t_person_registration" || name.starts_with("t_entity_registration"))
        };
        let declared: BTreeSet<String> = document
            .descendants()
            .filter(|node| node.has_tag_name(("http://www.w3.org/2001/XMLSchema", "element")) && !registration(*node))
            .filter_map(|node| node.attribute("name").map(str::to_owned))
            .collect();
        let written = names_in(&write(&full(number), if number == 4 { Version::V4 } else { Version::V5 }).0);
        let missing: Vec<&String> = declared.difference(&written).filter(|name| *name != "reportdata").collect();
        let invented: Vec<&String> = written.difference(&declared).collect();
        assert!(missing.is_empty() && invented.is_empty(), "{file}: missing {missing:?}, invented {invented:?}");
    }
}

/// Element names of one type of a published schema in its order, those of types declared inside it left out.
fn declared_order(node: roxmltree::Node<'_, '_>, out: &mut Vec<String>) {
    for child in node.children().filter(roxmltree::Node::is_element) {
        if child.tag_name().name() == "element" {
            out.extend(child.attribute("name").map(str::to_owned));
        } else {
            declared_order(child, out);
        }
    }
}

/// The published schemas, where this machine has them, declare the elements in the order of the tables.
#[test]
fn the_tables_are_in_the_order_of_the_published_schemas() {
    let tables = [
        ("t_person", names_of(Person::SLOTS)),
        ("t_conductor", names_of(Person::SLOTS)),
        ("t_person_registration_in_report", names_of(Person::SLOTS)),
        ("t_entity", names_of(Entity::SLOTS)),
        ("t_account", names_of(Account::SLOTS)),
        ("t_party", names_of(Party::SLOTS)),
        ("report_party_type", names_of(ActivityParty::SLOTS)),
        ("activityType", names_of(Activity::SLOTS)),
        ("t_address", names_of(Address::SLOTS)),
        ("t_phone", names_of(Phone::SLOTS)),
        ("t_person_identification", names_of(Identification::SLOTS)),
        ("t_trans_item", names_of(GoodsItem::SLOTS)),
        ("route_type", names_of(Route::SLOTS)),
        ("network_device_type", names_of(NetworkDevice::SLOTS)),
        ("ip_address_type", names_of(IpAddress::SLOTS)),
        ("generic_additional_info_type", names_of(AdditionalInfo::SLOTS)),
        ("relation_date_range_type", names_of(DateRange::SLOTS)),
        ("sanction_list_type", names_of(Sanction::SLOTS)),
        ("entity_related_person_type", names_of(RelatedPersonOfEntity::SLOTS)),
        ("account_related_person_type", names_of(RelatedPersonOfAccount::SLOTS)),
        ("transaction", names_of(Transaction::SLOTS)),
        ("t_from", names_of(crate::shape::FROM)),
        ("t_to", names_of(crate::shape::TO)),
        (
            "report",
            [names_of(crate::shape::HEAD), vec!["transaction", "activity"], names_of(crate::shape::TAIL)].concat(),
        ),
    ];
    for file in ["id-4.0.2.xsd", "lk-1.1.4.xsd", "xx-5.0.1.xsd", "ae-5.0.2.xsd"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/xsd");
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("{file} is not here; nothing compared");
            continue;
        };
        let document = roxmltree::Document::parse(&text).unwrap();
        let mut compared = 0;
        for node in document.descendants().filter(|node| node.has_children()) {
            let name = node.attribute("name").unwrap_or_default();
            let plain = name.trim_end_matches("_my_client");
            let Some((_, table)) = tables.iter().find(|(known, _)| *known == plain) else { continue };
            let mut declared = Vec::new();
            declared_order(node, &mut declared);
            let mut lines = table.iter();
            for element in declared {
                // An element may stand in two branches of a choice; the second time it is behind.
                let known = lines.clone().any(|line| *line == element) || table.contains(&element.as_str());
                assert!(known, "{file}: {name} has {element}, which the table has not");
                if let Some(at) = lines.clone().position(|line| *line == element) {
                    lines.nth(at);
                } else {
                    assert!(
                        ["activity", "ipv4", "cgn_port", "ipv6"].contains(&element.as_str()) || is_choice(&element),
                        "{file}: {name}/{element}"
                    );
                }
            }
            compared += 1;
        }
        assert!(compared > 15, "{file}: only {compared} types compared");
    }
}

/// Branches of a choice between subjects may be declared in any order.
fn is_choice(element: &str) -> bool {
    let subject = element.trim_start_matches("from_").trim_start_matches("to_").trim_start_matches("t_");
    ["person", "account", "entity", "from", "to"].contains(&subject.trim_end_matches("_my_client"))
}

fn names_of<T>(slots: &[Slot<T>]) -> Vec<&'static str> {
    slots.iter().map(|slot| slot.name).collect()
}

#[test]
fn what_is_kept_beside_stands_where_it_stood() {
    let inner = "<transactionnumber>1</transactionnumber><new_field>x<!-- -->y</new_field><teller xsi:nil=\"true\"></teller>\
        <amount_local>10.00</amount_local><amount_local>11</amount_local><t_from><odd/><from_country>AA</from_country></t_from>\
        <goods_services><item></item><gift>a</gift><item></item></goods_services>";
    let xml = format!(
        "<report xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><rentity_id>1</rentity_id><x/><report_code>STR</report_code>\
         <transaction>{inner}</transaction><report_indicators><indicator>A</indicator></report_indicators><y/></report>"
    );
    let filing = read_back(&xml);
    let transaction = &filing.transactions[0];
    assert_eq!(transaction.other.len(), 3);
    assert_eq!(transaction.amount_local.as_ref().unwrap().text(), "10.00");
    let (written, findings) = write(&filing, Version::V4);
    assert!(findings.is_empty());
    let expected = inner.replace("x<!-- -->y", "xy").replace("<odd/>", "<odd></odd>");
    assert!(written.contains(&expected), "{written}");
    assert!(written.contains("</rentity_id><x></x><report_code>"));
    assert!(written.contains("</report_indicators><y></y>"));
}

#[test]
fn an_empty_part_differs_from_an_absent_one() {
    let xml = "<report><transaction><t_from><from_foreign_currency/></t_from><goods_services/></transaction></report>";
    let filing = read_back(xml);
    let transaction = &filing.transactions[0];
    assert!(transaction.from.as_ref().unwrap().foreign_currency.is_some() && transaction.goods_services.is_some());
    assert!(transaction.to.is_none());
    assert_eq!(read_back(&write(&filing, Version::V4).0), filing);
}

#[test]
fn transactions_alone_keep_their_wrapper() {
    for (xml, root) in [
        ("<reportdata><transactions><transaction/></transactions></reportdata>", Root::ReportDataWrapped),
        ("<reportdata><transaction/></reportdata>", Root::ReportData),
        ("<report><transaction/></report>", Root::Report),
    ] {
        let filing = read_back(xml);
        assert_eq!((filing.header.root, filing.transactions.len()), (root, 1));
        let written = write(&filing, Version::V5).0;
        let plain: String = written.lines().skip(1).collect();
        assert_eq!(
            plain.replace(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"", ""),
            xml.replace("<transaction/>", "<transaction></transaction>")
        );
    }
}

#[test]
fn the_older_version_says_what_it_has_no_place_for() {
    let xml = "<report><report_date>2026-01-01T00:00:00</report_date><transaction><agent_name>x</agent_name></transaction></report>";
    let (written, findings) = write(&read_back(xml), Version::V4);
    assert!(!written.contains("agent_name") && !written.contains("report_date"));
    let said: Vec<String> = findings.iter().map(|f| format!("{} {}", f.code, f.place.path)).collect();
    assert_eq!(said, ["WRITE-DROPPED /report/report_date", "WRITE-DROPPED /report#1/transaction/agent_name"]);
}

#[test]
fn a_conductor_where_the_money_went_is_kept_beside() {
    let conductor = "<t_conductor><last_name>B</last_name></t_conductor>";
    let filing = read_back(&format!("<report><transaction><t_to>{conductor}</t_to></transaction></report>"));
    assert_eq!(filing.transactions[0].to.as_ref().unwrap().other.len(), 1);
    assert_eq!(read_back(&write(&filing, Version::V5).0), filing);
}

#[test]
fn no_character_that_xml_cannot_hold_is_written() {
    for character in ['\0', '\u{1}', '\u{B}', '\u{1F}', '\u{FFFE}'] {
        let header = Header { report_code: Some(format!("A{character}")), ..Header::default() };
        let error = Writer::begin(Vec::new(), Version::V4, &header).unwrap_err();
        assert!(error.to_string().contains(&format!("U+{:04X}", u32::from(character))));
    }
    let element = Subtree { name: "a><b".to_owned(), ..Subtree::default() };
    let header = Header { other: vec![Other { position: 0, element }], ..Header::default() };
    assert!(Writer::begin(Vec::new(), Version::V4, &header).and_then(Writer::finish).is_err());
}

#[test]
fn people_related_to_people_related_to_people_fit_on_a_small_stack() {
    let open = "<related_persons><person_related_person><person>".repeat(30);
    let close = "</person></person_related_person></related_persons>".repeat(30);
    let xml = format!("<report><reporting_person>{open}<last_name>Z</last_name>{close}</reporting_person></report>");
    let worker = std::thread::Builder::new().stack_size(2 << 20).spawn(move || {
        let filing = read_back(&xml);
        assert_eq!(read_back(&write(&filing, Version::V5).0), filing);
    });
    worker.unwrap().join().unwrap();
}
