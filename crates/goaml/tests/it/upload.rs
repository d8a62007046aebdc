//! One road: archive, entry, encoding, checker, records.

use crate::archive::{archive, deflated};
use openfiu_goaml::limits::Limits;
use openfiu_goaml::reader::{Reader, Records};
use openfiu_goaml::{encoding, read, unpack};
use std::io::{Cursor, Read};
use vocab::{Finding, Names, Record};
use xsd::{Checker, Dialect, Schema};

const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="report"><xs:complexType><xs:sequence>
    <xs:element name="rentity_id" type="xs:int"/>
    <xs:element name="reason" type="xs:string" minOccurs="0"/>
    <xs:element name="transaction" maxOccurs="unbounded"><xs:complexType><xs:sequence>
        <xs:element name="transactionnumber" type="xs:string"/>
        <xs:element name="amount_local" type="xs:decimal"/>
    </xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element></xs:schema>"#;

#[derive(Default)]
struct Taken(Vec<String>);

impl Records for Taken {
    fn record(&mut self, record: &Record, header: &Record, names: &Names) {
        let reporter = read::header(header, names).rentity_id.unwrap();
        let transaction = read::transaction(record, names).unwrap();
        let number = transaction.transactionnumber.as_deref().unwrap_or("none");
        let amount = transaction.money(Some("EUR")).map(|money| money.to_string());
        self.0.push(format!("{} {number} {amount:?}", reporter.text()));
    }
    fn header(&mut self, header: &Record, names: &Names) {
        self.0.push(read::header(header, names).reason.unwrap().into_revealed());
    }
    fn finding(&mut self, finding: Finding) {
        self.0.push(finding.code.to_string());
    }
}

fn taken(file: &[u8], findings: &mut Vec<String>) -> Vec<String> {
    let schema = Schema::compile(SCHEMA, Dialect::DotNet).unwrap();
    let upload = archive(&[deflated("report.xml", file)]);
    let mut package = unpack::open(Cursor::new(upload), "report.zip", Limits::default()).unwrap();
    let mut text = encoding::utf8(package.entry(0).unwrap(), None).unwrap();
    let reader = Reader::new(schema.names().clone(), Limits::default(), Taken::default());
    let mut checker = Checker::new(&schema, xsd::Limits::default(), reader);
    // Pieces of seven bytes, so that characters and tags are cut everywhere.
    let mut piece = [0; 7];
    loop {
        let count = text.read(&mut piece).unwrap();
        if count == 0 {
            break;
        }
        checker.feed(&piece[..count], &mut |finding| findings.push(finding.code.to_string()));
    }
    let (_, reader) = checker.finish(&mut |finding| findings.push(finding.code.to_string()));
    reader.into_visitor().0
}

const REPORT: &str = "<report><rentity_id>7</rentity_id><reason>Müller – 李</reason>\
    <transaction><transactionnumber>A&amp;1</transactionnumber><amount_local>1<!-- -->0.50</amount_local></transaction>\
    <transaction><transactionnumber>2</transactionnumber><amount_local>ten</amount_local></transaction></report>";

#[test]
fn a_report_arrives_the_same_in_every_encoding() {
    let units = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(|unit: u16| unit.to_le_bytes()).collect()
    };
    let declared = format!("<?xml version=\"1.0\" encoding=\"utf-16\"?>{REPORT}");
    for file in [REPORT.as_bytes().to_vec(), format!("\u{FEFF}{REPORT}").into_bytes(), units(REPORT), units(&declared)]
    {
        let mut findings = Vec::new();
        let story = taken(&file, &mut findings);
        assert_eq!(story, ["7 A&1 Some(\"10.5 EUR\")", "7 2 None", "Müller – 李"]);
        assert_eq!(findings.len(), 1, "{findings:?}");
    }
}
