//! Who owns which table. A crate writes only what it owns, and reads what others own through views named `v_…`.

use crate::bands::band_of;
use crate::problem::Problem;
use crate::source::Source;
use crate::sql;
use crate::tree::TextFile;
use std::collections::{BTreeMap, BTreeSet};

/// Table or view, and the crate that owns it.
pub(crate) type Owners = BTreeMap<String, String>;

/// Reads the owners out of the migrations. The first line of each is a comment that names one crate.
pub(crate) fn read(files: &[TextFile], crates: &BTreeSet<String>) -> (Owners, Vec<Problem>) {
    let mut owners = Owners::new();
    let mut problems = Vec::new();
    for file in files.iter().filter(|file| is_migration(&file.path)) {
        let first = file.text.lines().next().unwrap_or_default();
        let owner = words_of(first).find(|word| crates.contains(*word));
        match owner {
            Some(owner) if first.starts_with("--") => {
                owners.extend(made_in(&file.text).map(|table| (table, owner.to_owned())));
            }
            _ => {
                let text = "the first line must be a comment that names the owning crate, as in `-- owner: intake`";
                problems.push(Problem::new("owner", format!("{}:1", file.path), text));
            }
        }
    }
    (owners, problems)
}

fn is_migration(path: &str) -> bool {
    path.ends_with(".sql") && path.split('/').any(|part| part == "migrations")
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).filter(|word| !word.is_empty())
}

/// The names after `CREATE TABLE` and `CREATE VIEW`.
fn made_in(text: &str) -> impl Iterator<Item = String> {
    let words: Vec<&str> = words_of(text).collect();
    let mut made = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let is = |at: usize, wanted: &str| words.get(at).is_some_and(|word| word.eq_ignore_ascii_case(wanted));
        if word.eq_ignore_ascii_case("create") && (is(at + 1, "table") || is(at + 1, "view")) {
            let guarded = is(at + 2, "if") && is(at + 3, "not") && is(at + 4, "exists");
            made.extend(words.get(at + if guarded { 5 } else { 2 }).map(|name| name.to_ascii_lowercase()));
        }
    }
    made.into_iter()
}

/// Statements of a slice, or of the post, that touch tables of others.
pub(crate) fn check(source: &Source, folder: &str, owners: &Owners) -> Vec<Problem> {
    if folder == "store" || !sql::owns_tables(band_of(folder)) || !sql::is_sql_file(&source.path) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for text in source.texts.iter().filter(|text| !text.test && sql::is_sql(&text.value)) {
        for (writes, table) in touched(&text.value) {
            let Some(owner) = owners.get(&table) else { continue };
            if owner == folder || (!writes && table.starts_with("v_")) {
                continue;
            }
            let advice = if writes { "emit an event instead" } else { "read a published view (v_…) instead" };
            let message = format!("touches {table}, which belongs to {owner}; {advice}");
            problems.push(Problem::new("owner", format!("{}:{}", source.path, text.line), message));
        }
    }
    problems
}

/// Tables a statement names, and whether it writes them.
fn touched(statement: &str) -> Vec<(bool, String)> {
    let words: Vec<String> = words_of(statement).map(str::to_ascii_lowercase).collect();
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map(String::as_str).unwrap_or_default();
    let mut found = Vec::new();
    for (at, name) in words.iter().enumerate() {
        let writes = match (word(at.checked_sub(2)), word(at.checked_sub(1))) {
            ("insert" | "replace" | "ignore", "into") | ("delete", "from") => true,
            // `ON CONFLICT DO UPDATE SET` and `FOR UPDATE` name no table.
            (before, "update") if !matches!(before, "do" | "for") => true,
            (_, "from" | "join") => false,
            _ => continue,
        };
        found.push((writes, name.clone()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    fn crates() -> BTreeSet<String> {
        ["intake", "staff"].map(str::to_owned).into()
    }

    fn owners() -> Owners {
        let files = [
            TextFile::new(
                "migrations/001.sql",
                "-- owner: intake\nCREATE TABLE IF NOT EXISTS report (id);\ncreate view v_report as select 1;",
            ),
            TextFile::new("migrations/002.sql", "-- owner: staff\nCREATE TABLE person (id);"),
        ];
        let (owners, problems) = read(&files, &crates());
        assert!(problems.is_empty());
        owners
    }

    #[test]
    fn a_migration_names_its_owner() {
        assert_eq!(owners().get("v_report").map(String::as_str), Some("intake"));
        for text in ["CREATE TABLE a (id);", "-- owner: nobody\nCREATE TABLE a (id);", ""] {
            assert_eq!(read(&[TextFile::new("migrations/003.sql", text)], &crates()).1.len(), 1, "{text}");
        }
    }

    #[test]
    fn a_slice_keeps_to_its_own_tables() {
        let broken = |statement: &str| {
            let file = source::read("crates/staff/src/sql.rs", &format!("const A: &str = {statement:?};")).unwrap();
            check(&file, "staff", &owners()).len()
        };
        assert_eq!(broken("INSERT INTO person (id) VALUES (?) ON CONFLICT DO UPDATE SET id = 1"), 0);
        assert_eq!(broken("SELECT id FROM v_report"), 0);
        assert_eq!(broken("SELECT id FROM person JOIN report ON 1 = 1"), 1);
        assert_eq!(broken("INSERT INTO report (id) VALUES (?)"), 1);
        assert_eq!(broken("UPDATE report SET id = 1"), 1);
        assert_eq!(broken("DELETE FROM v_report"), 1);
    }
}
