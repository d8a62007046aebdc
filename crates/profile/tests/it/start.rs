//! An FIU drops its own schema in.

use openfiu_profile::{About, Family, Files, Language, Profile, new_from_schema};
use std::path::Path;

fn day() -> jiff::civil::Date {
    "2026-05-01".parse().unwrap()
}

#[test]
fn a_schema_alone_makes_a_profile_that_loads() {
    for (code, family) in [("xx-4.0", Family::Four), ("xx-5.0", Family::Five), ("zz", Family::Five)] {
        let schema = Files::builtin(code).unwrap().text("schema.xsd").unwrap().to_owned();
        let files = new_from_schema(&schema, "mine", day()).unwrap();
        let profile = Profile::load(&files).unwrap_or_else(|errors| panic!("{code}: {errors:?}"));
        assert_eq!(profile.manifest().family, family);
        assert_eq!(profile.manifest().from, day());
        assert_eq!(profile.list("funds_type").unwrap().label("CHQ", Language::En), Some("Cheque"));
        let kind = |code| profile.on(day()).unwrap().kind(code).map(|kind| (kind.about, kind.answers_request));
        assert_eq!(kind("SAR"), Some((About::Activity, false)));
        assert_eq!(kind("AIFT"), Some((About::Transactions, true)));
        assert!(profile.check().is_good(), "{}", profile.check());
    }
}

#[test]
fn the_example_rule_works_as_soon_as_it_is_renamed() {
    let schema = Files::builtin("zz").unwrap().text("schema.xsd").unwrap().to_owned();
    let mut files = new_from_schema(&schema, "qq", day()).unwrap();
    let rule = files.text("rules/first-rule.toml.example").unwrap().to_owned();
    files.insert("rules/QQ-0001.toml", rule);
    let report = Profile::load(&files).unwrap().check();
    assert!(report.is_good() && (report.rules, report.examples) == (1, 2), "{report}");
}

#[test]
fn what_is_not_a_schema_makes_no_profile() {
    assert!(new_from_schema("<report/>", "qq", day()).is_err());
    assert!(new_from_schema("", "qq", day()).is_err());
}

/// Runs over schemas that FIUs published, where a checkout has them beside it.
#[test]
fn published_national_schemas_make_profiles_unchanged() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/xsd");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no published schemas beside this checkout");
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let files = new_from_schema(&std::fs::read_to_string(&path).unwrap(), &name, day()).unwrap();
        let profile = Profile::load(&files).unwrap_or_else(|errors| panic!("{name}: {errors:?}"));
        let four = name.contains("-4.") || name.contains("-1.");
        assert_eq!(profile.manifest().family == Family::Four, four, "{name}");
        assert!(profile.manifest().kinds.len() > 5, "{name}");
    }
}
