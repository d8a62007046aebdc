//! A report with thirty independent mistakes yields those thirty findings: each at its line, none beside them.

use crate::{check, compile};
use testkit::country::{Country, Size};
use testkit::draw::{Domain, Draw};
use testkit::mistakes::{Broken, Frame, Mistake, plant};
use testkit::model::Model;
use testkit::reports::{Filing, Habits};
use testkit::xml::push::Layout;
use testkit::xml::{Profile, report::to_xml};
use vocab::Finding;

/// Reports with mistakes that are checked for each profile.
const REPORTS: usize = 110;
const MISTAKES: usize = 30;

fn every_mistake_is_found_and_nothing_else(profile: Profile, schema_text: &str) {
    let schema = compile(schema_text);
    let model = Model::read(schema_text).unwrap();
    let habits = Habits { trade_reports: matches!(profile, Profile::Zz), ..Habits::default() };
    let mut full = 0;
    for seed in 1.. {
        let country = Country::new(seed, Size::transactions(20_000));
        for (index, report) in Filing::new(country, habits).enumerate() {
            let xml = String::from_utf8(to_xml(&country, profile, &report, Layout::default())).unwrap();
            let (outcome, findings) = check(&schema, xml.as_bytes());
            assert!(outcome.valid, "an unbroken report has findings: {findings:?}");
            let mut draw = Draw::new(seed, Domain::Mistake, index as u64);
            let broken = plant(&Frame::report(&model), &xml, &Mistake::ALL, MISTAKES, &mut draw).unwrap();
            if broken.planted.len() < MISTAKES {
                continue;
            }
            compare(&broken, &check(&schema, broken.xml.as_bytes()).1);
            full += 1;
            if full == REPORTS {
                return;
            }
        }
    }
}

/// Line, code and path of everything that was found, against everything that was planted.
fn compare(broken: &Broken, findings: &[Finding]) {
    let mut given: Vec<_> = findings.iter().map(|f| (f.place.line, f.code.as_str(), f.place.path.as_str())).collect();
    let mut expected: Vec<_> =
        broken.planted.iter().map(|p| (p.expected.line, p.expected.code, p.expected.path.as_str())).collect();
    given.sort_unstable();
    expected.sort_unstable();
    let surplus: Vec<_> = given.iter().filter(|f| !expected.contains(f)).collect();
    let absent: Vec<_> = expected.iter().filter(|e| !given.contains(e)).collect();
    assert!(given == expected, "surplus {surplus:#?} absent {absent:#?} in\n{}", broken.xml);
}

#[test]
fn in_reports_of_the_demo_country() {
    every_mistake_is_found_and_nothing_else(Profile::Zz, include_str!("../../../../profiles/zz/schema.xsd"));
}

#[test]
fn in_plain_reports_of_version_4() {
    every_mistake_is_found_and_nothing_else(Profile::Xx40, include_str!("../../../../profiles/xx-4.0/schema.xsd"));
}
