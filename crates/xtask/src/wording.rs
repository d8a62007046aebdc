//! Words that may not stand in the repository, and lint switches without a reason.

use crate::bands::{Band, band_of};
use crate::problem::Problem;
use crate::source::Source;
use crate::tree::TextFile;

/// Words by which work is put off. They are cut in two here so that this file may hold them.
const PUT_OFF: &[(&str, &str)] = &[("TO", "DO"), ("FIX", "ME"), ("HA", "CK"), ("WI", "P:")];
/// What an empty crate says of itself.
const EMPTY: (&str, &str) = ("Not writ", "ten yet.");
/// Places that only one machine has, and a neighbour folder that a clone does not bring along.
const ELSEWHERE: &[(&str, &str)] = &[("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/")];
const NEIGHBOUR: (&str, &str) = ("../sha", "red");

/// A text file of any kind.
pub(crate) fn check_text(file: &TextFile) -> Vec<Problem> {
    if written_by_machines(&file.path) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (line, text) in file.text.lines().enumerate() {
        let mut tell = |message: String| {
            problems.push(Problem::new("wording", format!("{}:{}", file.path, line + 1), message));
        };
        for (left, right) in PUT_OFF {
            let word = format!("{left}{right}");
            if stands_alone(text, &word) {
                tell(format!("holds {word}; do it now, or write an issue"));
            }
        }
        for (left, right) in ELSEWHERE {
            let place = format!("{left}{right}");
            if text.contains(&place) {
                tell(format!("names {place}…, which other machines do not have"));
            }
        }
        if text.contains(&format!("{}{}", EMPTY.0, EMPTY.1)) {
            tell("is empty; a crate is made on the day its first step is written".to_owned());
        }
    }
    problems
}

/// A Rust file: nothing outside the clone may be needed to build, and tests alone may look whether it is there.
pub(crate) fn check_source(source: &Source, folder: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let neighbour = format!("{}{}", NEIGHBOUR.0, NEIGHBOUR.1);
    if band_of(folder) != Some(Band::Tool) {
        let found = source.texts.iter().filter(|text| !text.test && text.value.contains(&neighbour));
        problems.extend(found.map(|text| {
            let message = format!("needs {neighbour}, which a clone does not bring along");
            Problem::new("wording", format!("{}:{}", source.path, text.line), message)
        }));
    }
    problems.extend(source.silent_switches.iter().map(|switch| {
        let message = format!("#[{}(…)] without a reason; write #[expect(…, reason = \"…\")]", switch.value);
        Problem::new("switch", format!("{}:{}", source.path, switch.line), message)
    }));
    problems
}

fn written_by_machines(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "Cargo.lock" | "package-lock.json" | "LICENSE")
        || name.contains(".min.")
        || path.contains("/vendor/")
}

fn stands_alone(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn words_that_may_not_stand() {
        let broken = |text: String| check_text(&TextFile::new("docs/a.md", &text)).len();
        for (left, right) in PUT_OFF.iter().chain(ELSEWHERE).chain([&EMPTY]) {
            assert_eq!(broken(format!("first\nsee {left}{right}")), 1, "{left}{right}");
        }
        assert_eq!(broken("a mas".to_owned() + "TO" + "DON is an animal"), 0);
        let machine = format!("{}{}", PUT_OFF[0].0, PUT_OFF[0].1);
        assert!(check_text(&TextFile::new("Cargo.lock", &machine)).is_empty());
    }

    #[test]
    fn a_build_needs_nothing_beside_the_clone() {
        let text = format!("const A: &str = include_str!(\"{}{}/a\");", NEIGHBOUR.0, NEIGHBOUR.1);
        let inside = source::read("crates/xsd/src/lib.rs", &text).unwrap();
        let test = source::read("crates/xsd/tests/it/main.rs", &text).unwrap();
        assert_eq!(check_source(&inside, "xsd").len(), 1);
        assert!(check_source(&test, "xsd").is_empty());
    }

    #[test]
    fn a_lint_is_switched_off_with_a_reason() {
        let text = "#[allow(dead_code)] fn a() {}\n#[expect(dead_code)] fn b() {}\n#[expect(dead_code, reason = \"c\")] fn c() {}";
        assert_eq!(check_source(&source::read("a.rs", text).unwrap(), "xsd").len(), 2);
    }
}
