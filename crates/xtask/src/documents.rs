//! The map must agree with the land: crates, decisions, dependencies and links in the documents.

use crate::problem::Problem;
use crate::tree::TextFile;
use crate::workspace::{Member, Workspace};
use std::collections::BTreeSet;

const MAP: &str = "ARCHITECTURE.md";
const DEPENDENCIES: &str = "docs/adr/0010-dependencies.md";

/// Every rule about documents.
pub(crate) fn check(workspace: &Workspace, files: &[TextFile]) -> Vec<Problem> {
    let text_of = |path: &str| files.iter().find(|file| file.path == path).map_or("", |file| file.text.as_str());
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let mut problems = map(&workspace.members, text_of(MAP));
    problems.extend(reasons(&workspace.members, text_of(DEPENDENCIES)));
    for file in files.iter().filter(|file| file.path.ends_with(".md")) {
        problems.extend(links(file, &paths));
        problems.extend(decision_number(file));
    }
    for member in &workspace.members {
        problems.extend(opening_words(&member.folder, files));
        problems.extend(manifest(&member.folder, text_of(&format!("crates/{}/Cargo.toml", member.folder))));
    }
    problems
}

/// One paragraph per crate under a heading such as "### `xsd`", and no paragraph about a crate that is not there.
fn map(members: &[Member], map: &str) -> Vec<Problem> {
    let described: BTreeSet<&str> =
        map.lines().filter_map(|line| line.strip_prefix("### `")?.split('`').next()).collect();
    let there: BTreeSet<&str> = members.iter().map(|member| member.folder.as_str()).collect();
    let missing = there.difference(&described).map(|name| format!("has no paragraph under \"### `{name}`\""));
    let gone = described.difference(&there).map(|name| format!("describes `{name}`, which is not there"));
    missing.chain(gone).map(|text| Problem::new("map", MAP, text)).collect()
}

/// Every package of others that one of our crates names stands with a reason in the decision on dependencies.
fn reasons(members: &[Member], decision: &str) -> Vec<Problem> {
    let named: BTreeSet<&String> = members.iter().flat_map(|member| &member.names_outside).collect();
    let silent = named.into_iter().filter(|name| !decision.contains(&format!("`{name}`")));
    silent.map(|name| Problem::new("reason", DEPENDENCIES, format!("gives no reason for `{name}`"))).collect()
}

/// Links to files of the repository must lead somewhere.
fn links(file: &TextFile, paths: &BTreeSet<&str>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (line, text) in file.text.lines().enumerate() {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if path.is_empty() || path.contains("://") || path.starts_with("mailto:") {
                continue;
            }
            let full = resolve(&file.path, path);
            let folder = format!("{full}/");
            if !paths.contains(full.as_str()) && !paths.iter().any(|known| known.starts_with(&folder)) {
                let message = format!("links to {target}, which is not there");
                problems.push(Problem::new("link", format!("{}:{}", file.path, line + 1), message));
            }
        }
    }
    problems
}

fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// `docs/adr/0007-….md` begins with "# 7. ".
fn decision_number(file: &TextFile) -> Option<Problem> {
    let name = file.path.strip_prefix("docs/adr/")?;
    let number: u32 = name.split('-').next()?.parse().ok()?;
    let expected = format!("# {number}. ");
    let text = format!("must begin with \"{expected}\" and the decision in a few words");
    (!file.text.starts_with(&expected)).then(|| Problem::new("decision", &file.path, text))
}

/// Lints and versions come from the workspace, so that each is said once.
fn manifest(folder: &str, text: &str) -> Vec<Problem> {
    let Ok(table) = text.parse::<toml::Table>() else {
        return vec![Problem::new("manifest", folder, "Cargo.toml is not TOML")];
    };
    let mut problems = Vec::new();
    let from_workspace = |value: &toml::Value| value.get("workspace").and_then(toml::Value::as_bool) == Some(true);
    if !table.get("lints").is_some_and(from_workspace) {
        let text = "Cargo.toml does not take the lints of the workspace: `[lints]` then `workspace = true`";
        problems.push(Problem::new("manifest", folder, text));
    }
    for part in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let entries = table.get(part).and_then(toml::Value::as_table).into_iter().flatten();
        let own = entries.filter(|(_, value)| !from_workspace(value) && value.get("path").is_none());
        let text = |name: &String| format!("states {name} on its own; write `{name}.workspace = true`");
        problems.extend(own.map(|(name, _)| Problem::new("manifest", folder, text(name))));
    }
    problems
}

/// A crate begins with a text about itself.
fn opening_words(folder: &str, files: &[TextFile]) -> Vec<Problem> {
    let roots = [format!("crates/{folder}/src/lib.rs"), format!("crates/{folder}/src/main.rs")];
    let silent = files.iter().filter(|file| roots.contains(&file.path) && !file.text.starts_with("//! "));
    let text = "must begin with a text that says what the crate owns, its limits and its invariants";
    silent.map(|file| Problem::new("opening", &file.path, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(folder: &str, outside: &[&str]) -> Member {
        let names_outside = outside.iter().map(|name| (*name).to_owned()).collect();
        Member { folder: folder.to_owned(), names_outside, ..Member::default() }
    }

    #[test]
    fn the_map_names_every_crate_and_no_other() {
        let members = [member("xsd", &[]), member("seal", &[])];
        assert!(map(&members, "### `xsd`\n\n### `seal`: letters\n").is_empty());
        assert_eq!(map(&members, "### `xsd`\n").len(), 1);
        assert_eq!(map(&members, "### `xsd`\n### `seal`\n### `ghost`\n").len(), 1);
    }

    #[test]
    fn every_dependency_has_a_reason() {
        let members = [member("xsd", &["memchr"])];
        assert!(reasons(&members, "| `memchr` | finds bytes |").is_empty());
        assert_eq!(reasons(&members, "").len(), 1);
    }

    #[test]
    fn links_lead_somewhere() {
        let paths = BTreeSet::from(["docs/adr/0001-a.md", "README.md"]);
        let broken = |text: &str| links(&TextFile::new("docs/b.md", text), &paths).len();
        assert_eq!(broken("[a](adr/0001-a.md#why) [b](../README.md) [c](adr) [d](https://example.org) [e](#top)"), 0);
        assert_eq!(broken("[a](adr/0002-b.md)"), 1);
        assert_eq!(broken("[a](README.md)"), 1);
    }

    #[test]
    fn a_decision_bears_its_number() {
        let told = |path: &str, text: &str| decision_number(&TextFile::new(path, text)).is_some();
        assert!(!told("docs/adr/0007-seals.md", "# 7. Seals\n"));
        assert!(told("docs/adr/0007-seals.md", "# 8. Seals\n"));
        assert!(!told("docs/book/a.md", "# A\n"));
    }

    #[test]
    fn a_crate_says_what_it_is_and_takes_the_lints() {
        let workspace = Workspace { members: vec![member("xsd", &[])], ..Workspace::default() };
        let files = |lib: &str, manifest: &str| {
            vec![
                TextFile::new("ARCHITECTURE.md", "### `xsd`\n"),
                TextFile::new("crates/xsd/src/lib.rs", lib),
                TextFile::new("crates/xsd/Cargo.toml", manifest),
            ]
        };
        let lints = "[lints]\nworkspace = true\n";
        assert!(check(&workspace, &files("//! A checker.\n", lints)).is_empty());
        assert_eq!(check(&workspace, &files("mod a;\n", lints)).len(), 1);
        assert_eq!(check(&workspace, &files("//! A checker.\n", "")).len(), 1);
        let fine = format!("{lints}[dependencies]\nmemchr.workspace = true\nvocab = {{ path = \"../vocab\" }}\n");
        assert!(check(&workspace, &files("//! A checker.\n", &fine)).is_empty());
        let own = format!("{lints}[dev-dependencies]\nmemchr = \"2\"\n");
        assert_eq!(check(&workspace, &files("//! A checker.\n", &own)).len(), 1);
    }
}
