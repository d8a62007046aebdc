//! Every pattern, in the order of its code.

use crate::catalogue as c;
use crate::pattern::Pattern;

static ALL: &[&dyn Pattern] = &[
    &c::G01,
    &c::G02,
    &c::G03,
    &c::G04,
    &c::G05,
    &c::G06,
    &c::G07,
    &c::G08,
    &c::G09,
    &c::G10,
    &c::G11,
    &c::G12,
    &c::G13,
    &c::G14,
    &c::G15,
    &c::G16,
    &c::G17,
    &c::G18,
    &c::G19,
    &c::G20,
    &c::G21,
    &c::G22,
    &c::G23,
    &c::G24,
    &c::G25,
    &c::G26,
    &c::G27,
    &c::G28,
    &c::G29,
    &c::G30,
    &c::G31,
    &c::G32,
    &c::G33,
    &c::G34,
];

/// Every pattern, in the order of its code.
pub fn all() -> &'static [&'static dyn Pattern] {
    ALL
}

/// The pattern of a code such as `G03`.
pub fn find(code: &str) -> Option<&'static dyn Pattern> {
    ALL.iter().find(|pattern| pattern.about().code == code).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Limits;
    use crate::world::World;
    use crate::{ParameterError, Scope, Snapshot, WORDS_EN};

    #[test]
    fn every_code_of_the_catalogue_is_there_once_and_in_order() {
        let codes: Vec<&str> = all().iter().map(|pattern| pattern.about().code).collect();
        let catalogue: Vec<String> = (1..=34).map(|number| format!("G{number:02}")).collect();
        assert_eq!(codes, catalogue);
        assert!(find("G07").is_some_and(|pattern| pattern.about().name == "cycle") && find("G35").is_none());
    }

    #[test]
    fn every_key_has_english_words_and_no_other_words_are_there() {
        let mut keys: Vec<String> =
            ["exact", "windows", "earliest", "longest", "group"].map(|m| format!("minimal-{m}")).into();
        for pattern in all() {
            let about = pattern.about();
            assert_eq!(
                (about.title, about.said),
                (&*format!("{}-title", about.name), &*format!("{}-said", about.name))
            );
            keys.extend(["title", "definition", "mistakes", "said"].map(|part| format!("{}-{part}", about.name)));
        }
        let mut words: Vec<&str> =
            WORDS_EN.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key).collect();
        words.sort_unstable();
        keys.sort();
        assert_eq!(words, keys);
    }

    #[test]
    fn every_parameter_can_be_set_to_its_default_and_to_nothing_else_by_accident() {
        let graph = World::new(2).graph().unwrap();
        let snapshot = Snapshot::new(graph.all(), crate::Sides::default());
        for pattern in all() {
            let code = pattern.about().code;
            let run = |settings: &[(&str, &str)]| pattern.run(&snapshot, settings, &Scope::All, Limits::default());
            let parameters = pattern.parameters();
            assert!(!parameters.is_empty(), "{code}");
            for parameter in &parameters {
                assert!(!parameter.meaning.is_empty());
                let found = run(&[(parameter.name, &parameter.value)]).unwrap();
                assert_eq!((found.parameters, found.witnesses.len()), (parameters.clone(), 0), "{code}");
                let refused = run(&[(parameter.name, "x")]).unwrap_err();
                assert_eq!(refused.code(), "PT02");
                assert!(refused.to_string().contains(parameter.name) && refused.to_string().contains(code));
            }
            let unknown = run(&[("colour", "blue")]).unwrap_err();
            assert!(matches!(unknown, ParameterError::Unknown { .. }) && unknown.code() == "PT01");
        }
    }

    #[test]
    fn an_empty_world_has_no_pattern() {
        let graph = World::default().graph().unwrap();
        let snapshot = Snapshot::new(graph.all(), crate::Sides::default());
        for pattern in all() {
            let found = pattern.run(&snapshot, &[], &Scope::All, Limits::default()).unwrap();
            assert!(found.witnesses.is_empty() && found.extent.is_complete());
        }
    }
}
