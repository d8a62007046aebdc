//! What the generator writes is valid against the schemas that are shipped, in the judgement of another program.

use openfiu_testkit::country::{Country, Size};
use openfiu_testkit::money::{Noise, Plan};
use openfiu_testkit::planted;
use openfiu_testkit::reports::{Filing, Habits, ReportCode};
use openfiu_testkit::xml::Profile;
use openfiu_testkit::xml::push::Layout;
use openfiu_testkit::xml::report::to_xml;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn schema(profile: Profile) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../profiles").join(profile.name()).join("schema.xsd")
}

pub(crate) fn xmllint_is_there() -> bool {
    let there = Command::new("xmllint").arg("--version").output().is_ok();
    if !there {
        println!("xmllint is not installed: validity was not tested");
    }
    there
}

/// The first report of a kind, as text.
pub(crate) fn report_text(profile: Profile, code: ReportCode) -> String {
    let country = Country::new(11, Size::transactions(60_000));
    let report = Filing::new(country, Habits::default())
        .find(|report| report.code == code && report.transactions.len() == 10)
        .unwrap();
    String::from_utf8(to_xml(&country, profile, &report, Layout::default())).unwrap()
}

#[test]
fn reports_of_every_kind_are_valid_for_every_profile() {
    if !xmllint_is_there() {
        return;
    }
    let country = Country::new(11, Size::transactions(60_000));
    for profile in Profile::ALL {
        let folder = tempfile::tempdir().unwrap();
        let own = profile.has_trade_reports();
        let habits = Habits { trade_reports: own, zedland_reports: own, ..Habits::default() };
        let mut files = Vec::new();
        let mut per_kind = std::collections::HashMap::new();
        for report in Filing::new(country, habits) {
            let count = per_kind.entry((report.code, report.reporter)).or_insert(0);
            *count += 1;
            if *count > 2 {
                continue;
            }
            let file = folder.path().join(format!("{}-{}.xml", report.code.code(), report.number));
            std::fs::write(&file, to_xml(&country, profile, &report, Layout::default())).unwrap();
            files.push(file);
        }
        assert!(files.len() > 50, "{} files", files.len());
        let judged =
            Command::new("xmllint").args(["--noout", "--schema"]).arg(schema(profile)).args(&files).output().unwrap();
        let said = String::from_utf8_lossy(&judged.stderr);
        let cut = |line: &str| line.chars().take(240).collect::<String>();
        let wrong: Vec<String> = said.lines().filter(|line| !line.ends_with("validates")).take(10).map(cut).collect();
        assert!(judged.status.success(), "{}: {wrong:#?}", profile.name());
    }
}

#[test]
fn a_planted_pattern_becomes_a_valid_report() {
    if !xmllint_is_there() {
        return;
    }
    let plan = Plan::new(3, 10_000, 2, Noise::USUAL);
    let world = plan.world();
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    let mut kinds = std::collections::HashSet::new();
    for (truth, number) in plan.flow().truths().zip(1..) {
        let Some(xml) = planted::report(&world, &truth, Profile::Zz, number) else { continue };
        let text = String::from_utf8(xml).unwrap();
        let payments = text.matches("<transaction>").count();
        assert!((1..=truth.payments.len()).contains(&payments));
        assert!(text.contains("_my_client"));
        kinds.insert(truth.planted.what);
        let file = folder.path().join(format!("{number}.xml"));
        std::fs::write(&file, text).unwrap();
        files.push(file);
    }
    assert!(kinds.len() >= 45, "{} of fifty kinds", kinds.len());
    let judged =
        Command::new("xmllint").args(["--noout", "--schema"]).arg(schema(Profile::Zz)).args(&files).output().unwrap();
    let said = String::from_utf8_lossy(&judged.stderr);
    let wrong: Vec<&str> = said.lines().filter(|line| !line.ends_with("validates")).take(10).collect();
    assert!(judged.status.success(), "{wrong:#?}");
}

/// What the rules of Zedland ask of reports, said once more here in another way, over the text that is written.
#[test]
fn reports_keep_the_rules_of_zedland() {
    let country = Country::new(11, Size::transactions(60_000));
    for report in Filing::new(country, Habits { zedland_reports: true, ..Habits::default() }) {
        let text = String::from_utf8(to_xml(&country, Profile::Zz, &report, Layout::default())).unwrap();
        let document = roxmltree::Document::parse(&text).unwrap();
        let value =
            |name: &str| document.descendants().find(|n| n.has_tag_name(name)).and_then(|n| n.text()).unwrap_or("");
        let all = |name: &'static str| document.descendants().filter(move |n| n.has_tag_name(name));
        let indicators: Vec<&str> = all("indicator").filter_map(|n| n.text()).collect();
        assert!(!value("entity_reference").is_empty());
        if report.code.is_suspicious() {
            assert!(value("reason").chars().count() >= 150 && !value("action").is_empty());
            let terror = matches!(report.code, ReportCode::Tfr | ReportCode::Tfa);
            assert!(indicators.iter().any(|i| i.starts_with(if terror { "TF" } else { "PO" })));
        }
        let filed = value(if document.descendants().any(|n| n.has_tag_name("report_date")) {
            "report_date"
        } else {
            "submission_date"
        });
        assert!(all("incorporation_date").filter_map(|n| n.text()).all(|founded| founded < filed));
        assert!(all("incorporation_number").filter_map(|n| n.text()).all(|number| number.starts_with(['Z', 'F'])));
        let client = |n: &roxmltree::Node<'_, '_>| n.descendants().any(|d| d.tag_name().name().ends_with("_my_client"));
        for transaction in all("transaction") {
            let of = |name: &str| {
                transaction.descendants().find(|n| n.has_tag_name(name)).and_then(|n| n.text()).unwrap_or("")
            };
            assert!(client(&transaction), "{}: one side is a client of the reporter\n{text:.3000}", report.code.code());
            assert_ne!(of("amount_local"), "0.00");
            assert!(of("transaction_description").len() >= 5);
            if of("from_funds_code") == "VIRT" {
                assert!(of("virtual_address").len() >= 20);
            }
            if report.code == ReportCode::Eft {
                assert!((of("from_country") == "ZZ") != (of("to_country") == "ZZ"));
                assert!(["SWIFT", "AGENT"].contains(&of("transmode_code")));
            }
            if report.code == ReportCode::Ctr {
                assert!(of("from_funds_code") == "CASH" || of("to_funds_code") == "CASH");
                let giver = transaction.children().any(|n| n.has_tag_name("t_from_my_client"));
                assert!(giver || of("from_funds_code") != "CASH", "who brings much cash is identified as a client");
            }
        }
    }
}
