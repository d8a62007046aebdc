//! Reads the repository once and asks every rule.

use crate::problem::Problem;
use crate::source::Source;
use crate::tree::TextFile;
use crate::{documents, owners, rulebook, sizes, source, sql, supply, tree, walls, wording, workspace};
use anyhow::Context as _;
use std::collections::BTreeSet;
use std::path::Path;

/// What tidy found, problems in the order of their places.
pub(crate) struct Outcome {
    pub(crate) problems: Vec<Problem>,
    /// One line of figures.
    pub(crate) summary: String,
}

/// Asks every rule about the workspace that `folder` is in.
///
/// # Errors
/// When cargo or git cannot be asked, or `deny.toml` cannot be read.
pub(crate) fn run(folder: &Path) -> anyhow::Result<Outcome> {
    let workspace = workspace::load(folder)?;
    let files = tree::read(&workspace.root)?;
    let deny = files.iter().find(|file| file.path == "deny.toml").context("deny.toml is missing")?;
    let lists = supply::read(&deny.text)?;
    let (sources, mut problems) = read_sources(&files);
    let crates: BTreeSet<String> = workspace.members.iter().map(|member| member.folder.clone()).collect();
    let (owners, ownerless) = owners::read(&files, &crates);
    problems.extend(ownerless);
    problems.extend(walls::check(&workspace));
    problems.extend(supply::check(&workspace, &lists));
    problems.extend(documents::check(&workspace, &files));
    problems.extend(rulebook::check(&files));
    problems.extend(files.iter().flat_map(wording::check_text));
    for source in &sources {
        let folder = folder_of(&source.path);
        problems.extend(sizes::check(source));
        problems.extend(wording::check_source(source, folder));
        problems.extend(walls::opens_connection(source, folder));
        problems.extend(walls::reaches_out(source, folder));
        problems.extend(sql::check(source, folder));
        problems.extend(owners::check(source, folder, &owners));
    }
    for folder in &crates {
        let own: Vec<&Source> = sources.iter().filter(|source| folder_of(&source.path) == folder).collect();
        problems.extend(sizes::check_crate(folder, &own));
    }
    problems.sort();
    problems.dedup();
    Ok(Outcome { problems, summary: sizes::summary(&sources) })
}

fn read_sources(files: &[TextFile]) -> (Vec<Source>, Vec<Problem>) {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        match source::read(&file.path, &file.text) {
            Ok(source) => sources.push(source),
            Err(message) => problems.push(Problem::new("tokens", &file.path, message)),
        }
    }
    mark_test_files(&mut sources);
    (sources, problems)
}

/// `#[cfg(test)] mod kit;` makes `kit.rs` and all below `kit/` a test.
fn mark_test_files(sources: &mut [Source]) {
    let mut marked: Vec<String> = Vec::new();
    for source in sources.iter() {
        marked.extend(source.test_modules.iter().map(|module| format!("{}{module}", home_of(&source.path))));
    }
    for source in sources.iter_mut() {
        let is_marked = |module: &String| {
            source.path.strip_prefix(module.as_str()).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        };
        if marked.iter().any(is_marked) {
            source.become_test();
        }
    }
}

/// The folder, with `/`, in which the modules of a file stand.
fn home_of(path: &str) -> String {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let root = ["/lib", "/main", "/mod"].iter().find_map(|end| stem.strip_suffix(end));
    format!("{}/", root.unwrap_or(stem))
}

fn folder_of(path: &str) -> &str {
    path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_named_by_a_test_module_is_a_test() {
        let files = [
            TextFile::new("crates/web/src/lib.rs", "#[cfg(test)]\nmod kit;\nmod page;\n"),
            TextFile::new("crates/web/src/kit.rs", "fn a() {}\n"),
            TextFile::new("crates/web/src/kit/deep.rs", "fn a() {}\n"),
            TextFile::new("crates/web/src/page.rs", "fn a() {}\n#[cfg(test)]\nmod proof;\n"),
            TextFile::new("crates/web/src/page/proof.rs", "fn a() {}\n"),
            TextFile::new("crates/web/src/kitchen.rs", "fn a() {}\n"),
            TextFile::new("crates/web/src/torn.rs", "fn a( {}\n"),
        ];
        let (sources, problems) = read_sources(&files);
        let tests: Vec<&str> = sources.iter().filter(|s| s.lines == s.test_lines).map(|s| s.path.as_str()).collect();
        assert_eq!(tests, ["crates/web/src/kit.rs", "crates/web/src/kit/deep.rs", "crates/web/src/page/proof.rs"]);
        assert_eq!(problems.len(), 1);
        assert_eq!(folder_of("crates/web/src/lib.rs"), "web");
    }

    /// A repository of three crates with nothing wrong in it.
    fn small_house() -> tempfile::TempDir {
        let house = tempfile::tempdir().unwrap();
        let manifest = |name: &str, rest: &str| {
            format!("[package]\nname = \"openfiu-{name}\"\nedition = \"2024\"\n[lints]\nworkspace = true\n{rest}")
        };
        let on = |part: &str, name: &str| {
            format!("[{part}]\n{name} = {{ path = \"../{name}\", package = \"openfiu-{name}\" }}\n")
        };
        let xsd = on("dependencies", "vocab") + &on("dev-dependencies", "testkit");
        for (path, text) in [
            ("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n[workspace.lints]\n".to_owned()),
            ("deny.toml", "[licenses]\nallow = []\n[bans]\ndeny = []\n".to_owned()),
            ("ARCHITECTURE.md", "### `vocab`\n### `xsd`\n### `testkit`\n".to_owned()),
            ("crates/vocab/Cargo.toml", manifest("vocab", "")),
            ("crates/vocab/src/lib.rs", "//! Nouns.\n".to_owned()),
            ("crates/xsd/Cargo.toml", manifest("xsd", &xsd)),
            ("crates/xsd/src/lib.rs", "//! A checker.\n".to_owned()),
            ("crates/testkit/Cargo.toml", manifest("testkit", &on("dependencies", "vocab"))),
            ("crates/testkit/src/lib.rs", "//! A country.\n".to_owned()),
        ] {
            put(house.path(), path, &text);
        }
        let git = std::process::Command::new("git").args(["init", "--quiet"]).current_dir(house.path()).status();
        assert!(git.unwrap().success());
        house
    }

    fn put(house: &Path, path: &str, text: &str) {
        let path = house.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn told(house: &Path) -> Vec<String> {
        run(house).unwrap().problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_house_is_walked_through_from_the_cellar_to_the_roof() {
        let house = small_house();
        assert_eq!(told(house.path()), Vec::<String>::new());

        // What only tests use is no arrow; the same line among the dependencies is one.
        let manifest = std::fs::read_to_string(house.path().join("crates/xsd/Cargo.toml")).unwrap();
        put(house.path(), "crates/xsd/Cargo.toml", &manifest.replace("[dev-dependencies]\n", ""));
        let arrow = "xsd: [arrows] Instrument may not use testkit (Tool); see the drawing in ARCHITECTURE.md";
        assert_eq!(told(house.path()), [arrow]);
        put(house.path(), "crates/xsd/Cargo.toml", &manifest);

        put(house.path(), "crates/xsd/src/read.rs", "const A: &str = \"SELECT id FROM report\";\n");
        put(house.path(), "migrations/001.sql", "CREATE TABLE report (id);\n");
        put(house.path(), "profiles/zz/rules/ZZ-001.toml", "id = \"ZZ-002\"\n");
        let rules: Vec<&str> = run(house.path()).unwrap().problems.iter().map(|problem| problem.rule).collect();
        assert_eq!(rules, ["owner", "rule", "rule", "rule", "sql"]);
    }

    #[test]
    fn a_house_without_its_lists_is_not_judged() {
        let house = small_house();
        std::fs::remove_file(house.path().join("deny.toml")).unwrap();
        assert!(run(house.path()).is_err());
    }
}
