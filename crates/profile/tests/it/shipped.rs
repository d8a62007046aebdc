//! The profiles that are part of the program.

use openfiu_profile::{About, Files, Language, Profile};

fn load(code: &str) -> Profile {
    Profile::builtin(code).unwrap().unwrap_or_else(|errors| {
        panic!("{code}:\n{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

#[test]
fn every_shipped_profile_loads_and_passes_its_own_check() {
    for code in Files::builtin_codes() {
        let report = load(code).check();
        assert!(report.is_good(), "{code}:\n{report}");
        assert!(report.codes > 300 && report.lists >= 15, "{code}: {report}");
    }
}

#[test]
fn the_demo_country_has_a_rule_book() {
    let zz = load("zz");
    let report = zz.check();
    assert!(report.rules >= 45, "{report}");
    assert!(report.examples >= 2 * report.rules && report.examples_wrong == 0, "{report}");
    let severities: std::collections::BTreeSet<_> = zz.rules().rules().map(|rule| rule.severity).collect();
    assert_eq!(severities.len(), 3, "reject, warn and quality are all in use");
}

#[test]
fn kinds_of_reports_are_named_in_every_language() {
    let zz = load("zz");
    let day = zz.on("2026-03-01".parse().unwrap()).unwrap();
    let sar = day.kind("SAR").unwrap();
    assert_eq!((sar.about, sar.words.get(Language::Zh)), (About::Activity, Some("可疑活动报告")));
    assert!(day.kind("AIFT").unwrap().answers_request && day.kind("NIL").is_none());
    assert_eq!(zz.list("country_type").unwrap().label("ZZ", Language::Ru), Some("Зедландия"));
    assert_eq!(zz.list("country_type").unwrap().label("FR", Language::Es), Some("Francia"));
    assert!(zz.on("2025-12-31".parse().unwrap()).is_none(), "before the first day nothing is in effect");
}
