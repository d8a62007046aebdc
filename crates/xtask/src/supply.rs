//! What others wrote and we build on: licences, forbidden packages, sources. No network is needed.
//!
//! The lists stand in `deny.toml`, which `cargo deny` reads too (`make deny`); so there is one list and two readers.

use crate::problem::Problem;
use crate::workspace::{Outside, Workspace};
use anyhow::Context as _;
use std::collections::BTreeSet;

/// What `deny.toml` says.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    licences: BTreeSet<String>,
    banned: BTreeSet<String>,
}

/// Reads `deny.toml`.
///
/// # Errors
/// When it is not TOML, or one of the two lists is missing.
pub(crate) fn read(text: &str) -> anyhow::Result<Lists> {
    let table: toml::Table = text.parse().context("deny.toml is not TOML")?;
    let list = |part: &str, key: &str| -> anyhow::Result<BTreeSet<String>> {
        let values = table.get(part).and_then(|part| part.get(key)).and_then(toml::Value::as_array);
        let values = values.with_context(|| format!("deny.toml has no list {part}.{key}"))?;
        let name = |value: &toml::Value| value.get("crate").unwrap_or(value).as_str().map(str::to_owned);
        Ok(values.iter().filter_map(name).collect())
    };
    Ok(Lists { licences: list("licenses", "allow")?, banned: list("bans", "deny")? })
}

/// Every package of others.
pub(crate) fn check(workspace: &Workspace, lists: &Lists) -> Vec<Problem> {
    workspace.outside.iter().flat_map(|package| check_package(package, lists)).collect()
}

fn check_package(package: &Outside, lists: &Lists) -> Vec<Problem> {
    let place = format!("{} {}", package.name, package.version);
    let mut problems = Vec::new();
    if lists.banned.contains(&package.name) {
        let text = "is banned in deny.toml; `cargo tree -i` shows who brings it in";
        problems.push(Problem::new("ban", &place, text));
    }
    if !package.from_default_registry {
        problems.push(Problem::new("source", &place, "does not come from the default registry"));
    }
    match &package.licence {
        None => problems.push(Problem::new("licence", &place, "states no licence")),
        Some(expression) if !allowed(expression, &lists.licences) => {
            let text = format!("has licence {expression}, which deny.toml does not allow");
            problems.push(Problem::new("licence", &place, text));
        }
        Some(_) => {}
    }
    problems
}

/// Whether a licence expression can be met: `OR` by one side, `AND` by both. The old `A/B` means `A OR B`.
fn allowed(expression: &str, licences: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any_of(&mut rest, licences) == Some(true) && rest.is_empty()
}

// Each of these reads one part from the front of `rest`; `None` is an expression that does not read as one.

fn any_of(rest: &mut &[&str], licences: &BTreeSet<String>) -> Option<bool> {
    let mut answer = all_of(rest, licences)?;
    while let Some((&"OR", after)) = rest.split_first() {
        *rest = after;
        answer |= all_of(rest, licences)?;
    }
    Some(answer)
}

fn all_of(rest: &mut &[&str], licences: &BTreeSet<String>) -> Option<bool> {
    let mut answer = one(rest, licences)?;
    while let Some((&"AND", after)) = rest.split_first() {
        *rest = after;
        answer &= one(rest, licences)?;
    }
    Some(answer)
}

fn one(rest: &mut &[&str], licences: &BTreeSet<String>) -> Option<bool> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    if first == "(" {
        let answer = any_of(rest, licences)?;
        let (closing, after) = rest.split_first()?;
        *rest = after;
        return (*closing == ")").then_some(answer);
    }
    let mut licence = first.to_owned();
    if let ["WITH", exception, after @ ..] = *rest {
        licence = format!("{licence} WITH {exception}");
        *rest = after;
    }
    Some(licences.contains(&licence))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DENY: &str = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"Apache-2.0 WITH LLVM-exception\"]\n\
                        [bans]\ndeny = [{ crate = \"openssl\" }]\n";

    fn package(name: &str, licence: Option<&str>, registry: bool) -> Outside {
        let licence = licence.map(str::to_owned);
        Outside { name: name.to_owned(), version: "1.0.0".to_owned(), licence, from_default_registry: registry }
    }

    #[test]
    fn expressions_are_weighed() {
        let licences = read(DENY).unwrap().licences;
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-3.0 OR MIT",
            "(GPL-3.0 OR MIT) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
        ] {
            assert!(allowed(good, &licences), "{good}");
        }
        for bad in ["GPL-3.0", "MIT AND GPL-3.0", "MIT OR GPL-3.0 AND", "", "MIT WITH strange-exception", "(MIT"] {
            assert!(!allowed(bad, &licences), "{bad}");
        }
    }

    #[test]
    fn a_package_can_be_refused_for_three_reasons() {
        let lists = read(DENY).unwrap();
        let rules = |p: Outside| check_package(&p, &lists).into_iter().map(|x| x.rule).collect::<Vec<_>>();
        assert_eq!(rules(package("memchr", Some("MIT"), true)), Vec::<&str>::new());
        assert_eq!(rules(package("memchr", Some("GPL-3.0"), true)), ["licence"]);
        assert_eq!(rules(package("memchr", None, true)), ["licence"]);
        assert_eq!(rules(package("memchr", Some("MIT"), false)), ["source"]);
        assert_eq!(rules(package("openssl", Some("MIT"), true)), ["ban"]);
    }

    #[test]
    fn a_list_may_not_be_missing() {
        assert!(read("[licenses]\nallow = []\n").is_err());
        assert!(read("not toml").is_err());
    }
}
