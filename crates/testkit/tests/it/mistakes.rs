//! Planted mistakes are mistakes, where they say, in the judgement of another program.

use crate::valid::{report_text, schema, xmllint_is_there};
use openfiu_testkit::bulk::{Bulk, Until, write};
use openfiu_testkit::draw::{Domain, Draw};
use openfiu_testkit::mistakes::{Broken, Frame, Mistake, plant};
use openfiu_testkit::model::Model;
use openfiu_testkit::reports::ReportCode;
use openfiu_testkit::xml::Profile;
use openfiu_testkit::xml::push::Layout;
use std::collections::BTreeSet;
use std::process::Command;
use std::sync::LazyLock;

fn model(profile: Profile) -> &'static Model {
    static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
        Profile::ALL
            .map(|profile| Model::read(&std::fs::read_to_string(schema(profile)).unwrap()).unwrap())
            .into_iter()
            .collect()
    });
    &MODELS[profile as usize]
}

/// Lines of which xmllint complains, and its words, for each text.
fn lines_found(profile: Profile, texts: &[&str]) -> Vec<(BTreeSet<u64>, String)> {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..texts.len()).map(|n| folder.path().join(format!("{n}.xml"))).collect();
    for (file, text) in files.iter().zip(texts) {
        std::fs::write(file, text).unwrap();
    }
    let judged =
        Command::new("xmllint").args(["--noout", "--schema"]).arg(schema(profile)).args(&files).output().unwrap();
    let said = String::from_utf8_lossy(&judged.stderr).into_owned();
    let of = |file: &std::path::PathBuf| {
        let start = format!("{}:", file.display());
        let own: Vec<&str> = said.lines().filter(|line| line.starts_with(&start)).collect();
        (own.iter().filter_map(|line| line.split(':').nth(1)?.parse().ok()).collect(), own.join("\n"))
    };
    files.iter().map(of).collect()
}

/// A valid report of ten transactions, made once for each profile.
fn valid(profile: Profile) -> &'static str {
    static TEXTS: LazyLock<Vec<String>> =
        LazyLock::new(|| Profile::ALL.map(|profile| report_text(profile, ReportCode::Eft)).to_vec());
    &TEXTS[profile as usize]
}

fn broken(profile: Profile, seed: u64, wanted: &[Mistake], count: usize) -> Broken {
    let model = model(profile);
    plant(&Frame::report(model), valid(profile), wanted, count, &mut Draw::new(seed, Domain::Mistake, 0)).unwrap()
}

#[test]
fn every_kind_alone_makes_a_valid_report_invalid_at_its_line() {
    if !xmllint_is_there() {
        return;
    }
    for profile in Profile::ALL {
        let cases: Vec<Broken> = Mistake::ALL
            .into_iter()
            .flat_map(|mistake| (0..2).map(move |seed| broken(profile, seed, &[mistake], 1)))
            .collect();
        let cases: Vec<Broken> = cases.into_iter().filter(|broken| !broken.planted.is_empty()).collect();
        let kinds: BTreeSet<Mistake> = cases.iter().map(|broken| broken.planted[0].mistake).collect();
        let without: Vec<Mistake> = Mistake::ALL.into_iter().filter(|mistake| !kinds.contains(mistake)).collect();
        println!("{}: no place for {without:?}", profile.name());
        assert!(without.len() <= 3, "{}: no place for {without:?}", profile.name());
        let texts: Vec<&str> = cases.iter().map(|broken| broken.xml.as_str()).collect();
        for (broken, (lines, said)) in cases.iter().zip(lines_found(profile, &texts)) {
            let planted = &broken.planted[0];
            assert!(!lines.is_empty(), "{} {planted:?} is valid", profile.name());
            // xmllint names the line of the parent when something is missing, and of stray words.
            let elsewhere =
                matches!(planted.mistake, Mistake::Missing | Mistake::MissingOne | Mistake::Text | Mistake::Empty);
            assert!(elsewhere || lines.contains(&planted.expected.line), "{} {planted:?}\n{said:.600}", profile.name());
        }
    }
}

#[test]
fn thirty_value_mistakes_are_found_at_exactly_their_lines() {
    if !xmllint_is_there() {
        return;
    }
    let values = [
        Mistake::WrongCode,
        Mistake::Label,
        Mistake::CodeWithBlank,
        Mistake::Pattern,
        Mistake::TooShort,
        Mistake::TooLong,
        Mistake::Number,
        Mistake::Integer,
        Mistake::Boolean,
        Mistake::Date,
        Mistake::NoSuchDay,
        Mistake::RangeMin,
        Mistake::RangeMax,
        Mistake::Digits,
        Mistake::Fixed,
        Mistake::Attribute,
    ];
    for profile in Profile::ALL {
        for seed in 0..3 {
            let broken = broken(profile, seed, &values, 30);
            assert_eq!(broken.planted.len(), 30);
            let (lines, said) = lines_found(profile, &[&broken.xml]).remove(0);
            let wanted: BTreeSet<u64> = broken.planted.iter().map(|p| p.expected.line).collect();
            assert_eq!(lines, wanted, "{} {seed}\n{said:.2000}", profile.name());
        }
    }
}

#[test]
fn thirty_mistakes_of_all_kinds_do_not_touch_each_other() {
    for profile in Profile::ALL {
        for seed in 0..5 {
            let broken = broken(profile, seed, &Mistake::ALL, 30);
            assert_eq!(broken.planted.len(), 30);
            let places: BTreeSet<(u64, &str, &str)> =
                broken.planted.iter().map(|p| (p.expected.line, p.expected.code, p.expected.path.as_str())).collect();
            assert_eq!(places.len(), 30);
            roxmltree::Document::parse(&broken.xml).expect("still well-formed");
            let lines = broken.xml.lines().count() as u64;
            assert!(broken.planted.iter().all(|p| p.expected.line <= lines));
        }
    }
}

#[test]
fn the_same_seed_plants_the_same_mistakes() {
    let of = |seed| broken(Profile::Zz, seed, &Mistake::ALL, 10);
    assert_eq!(of(1), of(1));
    assert_ne!(of(1), of(2));
}

#[test]
fn a_large_file_with_broken_transactions_is_wrong_in_them_and_nowhere_else() {
    for profile in Profile::ALL {
        let model = model(profile);
        let (mut xml, mut told) = (Vec::new(), Vec::new());
        let (layout, until) = (Layout::default(), Until::Transactions(300));
        let bulk = Bulk { seed: 1, profile, layout, until, one_client: false, broken: Some((100, model)) };
        let written = write(&bulk, &mut xml, &mut |planted| told.push(planted)).unwrap();
        assert_eq!(written.broken, told.len() as u64);
        assert!((15..60).contains(&told.len()), "{}", told.len());
        if !xmllint_is_there() {
            continue;
        }
        let text = String::from_utf8(xml).unwrap();
        // The lines on which each transaction begins.
        let starts: Vec<u64> =
            text.lines().zip(1u64..).filter(|(line, _)| line.trim() == "<transaction>").map(|(_, n)| n).collect();
        let transaction = |line: u64| starts.iter().filter(|start| **start <= line).count();
        let (lines, _) = lines_found(profile, &[&text]).remove(0);
        let found: BTreeSet<usize> = lines.into_iter().map(transaction).collect();
        let wanted: BTreeSet<usize> = told.iter().map(|planted| transaction(planted.expected.line)).collect();
        assert_eq!(found, wanted, "{}", profile.name());
        for planted in &told {
            let number = transaction(planted.expected.line);
            assert!(planted.expected.path.starts_with(&format!("/report/transaction[{number}]")), "{planted:?}");
        }
    }
}
