//! Business rules: one rule, one file, named as its id, with examples that pass and examples that fail.

use crate::problem::Problem;
use crate::tree::TextFile;

/// Every file under `profiles/*/rules/`.
pub(crate) fn check(files: &[TextFile]) -> Vec<Problem> {
    files.iter().filter(|file| is_rule(&file.path)).flat_map(check_rule).collect()
}

fn is_rule(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts.as_slice(), ["profiles", _, "rules", .., name] if name.ends_with(".toml"))
}

fn check_rule(file: &TextFile) -> Vec<Problem> {
    let stem = file.path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml")).unwrap_or_default();
    let tell = |text: String| vec![Problem::new("rule", &file.path, text)];
    let table: toml::Table = match file.text.parse() {
        Ok(table) => table,
        Err(error) => return tell(format!("is not TOML: {error}")),
    };
    let mut problems = Vec::new();
    match table.get("id").and_then(toml::Value::as_str) {
        Some(id) if id == stem => {}
        Some(id) => problems.extend(tell(format!("holds rule {id}; the file must be named {id}.toml"))),
        None => problems.extend(tell("has no id".to_owned())),
    }
    for verdict in ["pass", "fail"] {
        if !has_example(&table, verdict) {
            problems.extend(tell(format!("has no [[example]] with verdict = \"{verdict}\"")));
        }
    }
    problems
}

fn has_example(rule: &toml::Table, verdict: &str) -> bool {
    let examples = rule.get("example").and_then(toml::Value::as_array);
    let verdict_of = |example: &toml::Value| example.get("verdict").and_then(toml::Value::as_str) == Some(verdict);
    examples.is_some_and(|examples| examples.iter().any(verdict_of))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, head: &str, verdicts: &[&str]) -> usize {
        let examples: String =
            verdicts.iter().map(|verdict| format!("[[example]]\nverdict = \"{verdict}\"\n")).collect();
        check(&[TextFile::new(path, &format!("{head}\n{examples}"))]).len()
    }

    #[test]
    fn a_rule_file_is_named_as_its_rule() {
        let both = &["pass", "fail"];
        assert_eq!(broken("profiles/zz/rules/ZZ-001.toml", "id = \"ZZ-001\"", both), 0);
        assert_eq!(broken("profiles/zz/rules/ZZ-001.toml", "id = \"ZZ-002\"", both), 1);
        assert_eq!(broken("profiles/zz/rules/ZZ-001.toml", "severity = \"warn\"", both), 1);
        assert_eq!(broken("profiles/zz/rules/ZZ-001.toml", "id = ", both), 1);
        assert_eq!(broken("profiles/zz/profile.toml", "id = \"zz\"", &[]), 0);
    }

    #[test]
    fn a_rule_shows_both_what_passes_and_what_fails() {
        let rule = |verdicts: &[&str]| broken("profiles/zz/rules/ZZ-001.toml", "id = \"ZZ-001\"", verdicts);
        assert_eq!(rule(&["pass", "pass", "skip"]), 1);
        assert_eq!(rule(&["fail"]), 1);
        assert_eq!(rule(&[]), 2);
    }
}
