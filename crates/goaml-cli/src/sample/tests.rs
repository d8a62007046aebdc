use super::*;
use crate::cli::{Against, DialectArg};
use profile::Files;
use std::path::Path;

fn day() -> Date {
    "2026-11-20".parse().unwrap()
}

fn findings(basis: &Basis, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut note = |f: vocab::Finding| found.push(format!("{} {} {}", f.code, f.place.line, f.place.path));
    match basis.profile() {
        Some(profile) => {
            check_report(&Terms::new(profile, day()).any_length(), text.as_bytes(), (), &mut note).unwrap();
        }
        None => {
            let mut checker = Checker::new(basis.schema(), Limits::any_length(), ());
            checker.feed(text.as_bytes(), &mut note);
            checker.finish(&mut note);
        }
    }
    found
}

fn sample(basis: &Basis, kind: &str, full: bool, transactions: usize) -> String {
    let mut out = Vec::new();
    Maker::new(basis, kind, day(), full).unwrap().write(7, transactions, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Every kind of every shipped profile, small and full: valid, and nothing that the rules would say a word about.
#[test]
fn a_sample_of_every_kind_passes_schema_and_rules() {
    for code in Files::builtin_codes() {
        let basis = Basis::Profile(Box::new(crate::basis::profile(code).unwrap()));
        for kind in &basis.profile().unwrap().manifest().kinds {
            for full in [false, true] {
                let text = sample(&basis, &kind.code, full, 3);
                assert_eq!(findings(&basis, &text), Vec::<String>::new(), "{code} {} full: {full}\n{text}", kind.code);
                let transactions = text.matches("<transaction>").count();
                assert_eq!(transactions, if kind.about == About::Activity { 0 } else { 3 }, "{code} {}", kind.code);
                assert!(text.contains(&format!("<report_code>{}</report_code>", kind.code)));
            }
        }
    }
}

#[test]
fn one_seed_gives_one_report() {
    let basis = Basis::Profile(Box::new(crate::basis::profile("zz").unwrap()));
    let maker = Maker::new(&basis, "STR", day(), false).unwrap();
    let write = |seed| {
        let mut out = Vec::new();
        maker.write(seed, 2, &mut out).unwrap();
        out
    };
    assert_eq!(write(3), write(3));
    assert_ne!(write(3), write(4));
    assert!(matches!(Maker::new(&basis, "NOPE", day(), false), Err(Failure::NoKind { .. })));
}

/// Published schemas of other countries, where they are at hand.
#[test]
fn a_sample_of_every_kind_of_a_national_schema_is_valid() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/xsd");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("no national schemas at hand: this test looked at none");
        return;
    };
    let (mut schemas, mut kinds) = (0, 0);
    for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "xsd")) {
        let against = Against { profile: None, schema: Some(path.clone()), dialect: DialectArg::Dotnet };
        let basis = Basis::given(&against).unwrap().unwrap();
        for kind in values::Codes::of(&basis).kinds() {
            let text = sample(&basis, &kind, false, 2);
            assert_eq!(findings(&basis, &text), Vec::<String>::new(), "{} {kind}\n{text}", path.display());
            assert!(text.contains(&format!("<report_code>{kind}</report_code>")), "{} {kind}", path.display());
            kinds += 1;
        }
        schemas += 1;
    }
    eprintln!("{kinds} kinds of {schemas} national schemas");
    assert!(kinds > schemas);
}
