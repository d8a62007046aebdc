//! Where SQL may stand: in `store`, in migrations, and in the `sql.rs` of a crate that owns tables. Nowhere else.

use crate::bands::{Band, band_of};
use crate::problem::Problem;
use crate::source::Source;

/// SQL in a place where none may stand. Tests may look into tables; tools may compare us with others.
pub(crate) fn check(source: &Source, folder: &str) -> Vec<Problem> {
    let band = band_of(folder);
    let own_file = owns_tables(band) && is_sql_file(&source.path);
    if folder == "store" || band == Some(Band::Tool) || own_file {
        return Vec::new();
    }
    let found = source.texts.iter().filter(|text| !text.test && is_sql(&text.value));
    found
        .map(|text| {
            let advice = match band {
                band if owns_tables(band) => "move it to this crate's sql.rs",
                Some(Band::OutwardFace | Band::InwardFace) => {
                    "a face holds no SQL: ask the slice or the post for a view"
                }
                _ => "only store and the sql.rs of crates that own tables hold it",
            };
            Problem::new("sql", format!("{}:{}", source.path, text.line), format!("SQL in a text; {advice}"))
        })
        .collect()
}

/// Slices, and what stands in the spine beside `store`: letters have tables too.
pub(crate) fn owns_tables(band: Option<Band>) -> bool {
    matches!(band, Some(Band::Slice | Band::Spine))
}

/// `src/sql.rs`, or a file of the folder `src/sql/` when one file grew too long.
pub(crate) fn is_sql_file(path: &str) -> bool {
    path.ends_with("/src/sql.rs") || path.contains("/src/sql/")
}

/// Whether a literal reads like a statement or a clause. Prose such as "Select a file from the list" does not.
pub(crate) fn is_sql(literal: &str) -> bool {
    let text = literal.trim_start_matches(['r', 'b', '#', '"', '\\', 'n', ' ', '\n', '\t']);
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | '\\')).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    let Some(first) = words.first() else { return false };
    let shouted = first.chars().all(|c| c.is_ascii_uppercase());
    let whispered = first.chars().all(|c| c.is_ascii_lowercase());
    if !shouted && !whispered {
        return false;
    }
    let word = |at: usize| words.get(at).map(|word| word.to_ascii_uppercase()).unwrap_or_default();
    let has = |wanted: &str| words.iter().any(|word| word.eq_ignore_ascii_case(wanted));
    let marks = text.contains('*') || text.contains('_') || text.contains('=') || text.contains('$');
    match word(0).as_str() {
        "SELECT" => shouted && (has("FROM") || words.len() < 4) || (has("FROM") && marks),
        "INSERT" | "REPLACE" => word(1) == "INTO" || (word(1) == "OR" && has("INTO")),
        "DELETE" => word(1) == "FROM" && (shouted || marks),
        "UPDATE" => word(2) == "SET" && (shouted || marks),
        "CREATE" | "DROP" | "ALTER" => matches!(
            word(1).as_str(),
            "TABLE" | "INDEX" | "UNIQUE" | "VIEW" | "TRIGGER" | "TEMP" | "TEMPORARY" | "VIRTUAL"
        ),
        "WITH" => word(2) == "AS" && (shouted || marks),
        "PRAGMA" | "VACUUM" | "SAVEPOINT" => shouted,
        "WHERE" | "HAVING" | "RETURNING" | "VALUES" => shouted && words.len() > 1,
        "ORDER" | "GROUP" => shouted && word(1) == "BY",
        "LEFT" | "INNER" | "OUTER" | "CROSS" => shouted && has("JOIN"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source;

    #[test]
    fn statements_are_told_from_prose() {
        for statement in [
            "\"SELECT id FROM report\"",
            "\"SELECT 1\"",
            "r#\"\n  select id, kind from report where id = ?\"#",
            "\"insert into report (id) values (?)\"",
            "\"UPDATE report SET state = 'x'\"",
            "\"WITH newest AS (SELECT 1) SELECT 2\"",
            "\"CREATE TABLE report (id)\"",
            "\"PRAGMA journal_mode=WAL\"",
            "\" ORDER BY number\"",
        ] {
            assert!(is_sql(statement), "{statement}");
        }
        for prose in [
            "\"Select a file from your computer\"",
            "\"select one\"",
            "\"update the list\"",
            "\"delete from here on\"",
            "\"with care\"",
            "\"SELECTED\"",
            "\"\"",
            "\"Create table of contents\"",
        ] {
            assert!(!is_sql(prose), "{prose}");
        }
    }

    #[test]
    fn sql_has_its_place() {
        let text = "fn a() -> &'static str { \"SELECT id FROM report\" }\n#[cfg(test)]\nmod t { const B: &str = \"DELETE FROM report\"; }\n";
        let broken = |path: &str, folder: &str| check(&source::read(path, text).unwrap(), folder).len();
        assert_eq!(broken("crates/intake/src/register.rs", "intake"), 1);
        assert_eq!(broken("crates/intake/src/sql.rs", "intake"), 0);
        assert_eq!(broken("crates/store/src/audit.rs", "store"), 0);
        assert_eq!(broken("crates/desk/src/queue.rs", "desk"), 1);
        assert_eq!(broken("crates/desk/src/sql.rs", "desk"), 1);
        assert_eq!(broken("crates/post/src/sql.rs", "post"), 0);
        assert_eq!(broken("crates/post/src/receive.rs", "post"), 1);
        assert_eq!(broken("crates/goaml/src/sql.rs", "goaml"), 1);
    }
}
