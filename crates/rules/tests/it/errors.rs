//! What an author is told.

use crate::support::{compile, error, rule_text};
use openfiu_rules::Rule;
use vocab::Names;

#[test]
fn each_mistake_is_named_with_its_place_and_a_way_out() {
    let table = [
        ("transaction", "it.a ==", "T-1.toml:4:"),
        (
            "transaction",
            "number(it.a) > 5 && it.n > 5",
            "T-1.toml:4:32: this is an element (a text as filed), where a number is needed; values are texts as filed: write number(x)",
        ),
        ("transaction", "has(it.a) &&\n  it.b", "T-1.toml:5:"),
        ("transaction", "it.d < today()", "write date(x)"),
        ("transaction", "foo.a == \"x\"", "`foo` is not known here; known are it, report"),
        ("transaction", "it.a == null", "null is not available in rules; ask whether an element is there with has()"),
        ("transaction", "size(transactions) == 1", "scope \"report\" only"),
        ("transaction", "transactions.count() == 1", "scope \"report\" only"),
        ("report", "size(transactions) == 1", "transactions.count()"),
        ("report", "transactions.map(t, t.a).exists(x, true)", "they pass by one at a time"),
        ("report", "transactions.all(t, transactions.exists(u, true))", "outside of transactions"),
        ("report", "transaction.a == \"x\"", "transactions.exists(t, …)"),
        ("report", "transactions.all(t, has(report.report_indicators))", "it follows the transactions"),
        ("person", "report.report_indicators.indicator.exists(i, i == \"X\")", "it follows the transactions"),
        ("report", "has(report.transaction)", "transactions.exists"),
        ("transaction", "int(it.a) == 1", "write number(x)"),
        ("transaction", "fnord(it.a)", "the function fnord() is not available in rules; the functions are size"),
        ("transaction", "size(it.a, it.b) == 1", "size() with 2 values"),
        ("transaction", "it.a.matches(it.b)", "a pattern that is worked out"),
        ("transaction", "it.a.matches(\"(?=x)\")", "look-around"),
        ("transaction", "it.a.matches(\"(\")", "is not a pattern"),
        ("transaction", "code(\"contry\", it.a)", "the code lists of the profile are: country"),
        (
            "transaction",
            "it.phones.phone.no == \"1\"",
            "`phone` can stand several times, so `.no` does not say of which",
        ),
        ("transaction", "it.email == \"1\"", "use .exists(), .all() or [0]"),
        ("transaction", "it.a.exists(it, true)", "`it` already means something"),
        ("transaction", "true < false", "true and false have no order"),
        ("transaction", "{\"a\": 1} == {\"a\": 1}", "a map is not available"),
        ("transaction", "it.?a == \"x\"", "T-1.toml:4:"),
        ("transaction", "it[0] == \"x\"", "[ ] here is not available"),
        ("transaction", "0.12345678901234567 > 0.0", "write it as a text"),
        ("transaction", "it.a in \"abc\"", "this is a text, where a list is needed"),
        ("transaction", "it.a", "compare it, as in"),
        ("transaction", "name.x == \"\"", "only elements have elements below them"),
    ];
    for (scope, check, expected) in table {
        let said = error(scope, check);
        assert!(said.contains(expected), "{check}\n  said     {said}\n  expected {expected}");
    }
}

#[test]
fn columns_count_characters_and_lines_those_of_the_file() {
    let said = error("transaction", "it.a == \"é漢字\" &&\n   it.b == \"ü\" && foo");
    assert!(said.starts_with("T-1.toml:5:19: `foo`"), "{said}");
    let said = error("transaction", "it.a == \"é漢字\" && foo");
    assert!(said.starts_with("T-1.toml:4:29: `foo`"), "{said}");
}

#[test]
fn every_expression_of_a_set_is_judged_in_one_go() {
    let rules = [
        rule_text("T-1", "transaction", "foo", "bar", ""),
        rule_text("T-2", "transaction", "", "true", ""),
        rule_text("T-2", "transaction", "", "true", ""),
    ];
    let errors = compile(&rules, &mut Names::new()).map(|_| ()).unwrap_err();
    let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said[0].contains(":4:") && said[1].contains(":5:") && said[2].contains("T-2 is there twice"), "{said:#?}");
}

#[test]
fn too_deep_and_too_long_are_refused() {
    let deep = format!("{}true{}", "!(".repeat(200), ")".repeat(200));
    assert!(error("transaction", &deep).contains("T-1.toml:4"), "{}", error("transaction", &deep));
    for opener in ["(", "!", "-", "[", "it.a.exists(x, ", "true ? true : ", "{1:"] {
        let said = error("transaction", &opener.repeat(4_000 / opener.len()));
        assert!(said.contains("cannot be read") || said.contains("nesting"), "{opener}: {said}");
    }
    let chain = format!("it{} == \"x\"", ".a".repeat(200));
    assert!(error("transaction", &chain).contains("nesting"), "{}", error("transaction", &chain));
    let long = format!("it.a == \"{}\"", "x".repeat(5_000));
    assert!(error("transaction", &long).contains("an expression is larger than the limit of 4096"));
    let items = format!("it.a in [{}]", vec!["\"a\""; 300].join(","));
    assert!(error("transaction", &items).contains("code list of the profile"));
    let loops: String = (0..9).map(|n| format!("it.a.exists(v{n}, ")).collect();
    let loops = format!("{loops}true{}", ")".repeat(9));
    assert!(error("transaction", &loops).contains("loops in one another"), "{}", error("transaction", &loops));
}

#[test]
fn a_file_says_what_it_lacks() {
    let good = rule_text("T-1", "transaction", "", "true", "");
    let said = |text: &str| Rule::parse("rules/T-1.toml", text).map(|_| ()).unwrap_err().to_string();
    let table = [
        (good.replace("check =", "chek ="), "rules/T-1.toml:4:1: unknown field `chek`"),
        (
            good.replace("id = \"T-1\"", "id = \"T-2\""),
            "rules/T-1.toml:1:6: id: `T-2` is not the name of the file, `T-1`",
        ),
        (good.replace("id = \"T-1\"", "id = \"t 1\""), "use capital letters"),
        (good.replace("\"reject\"", "\"fatal\""), "unknown variant `fatal`"),
        (good.replace("\"transaction\"", "\"trans\""), "unknown variant `trans`"),
        (good.replace("2026-01-01", "1.1.2026"), "write it as \"2026-01-31\""),
        (good.replace("legal", "until = \"2026-01-01\"\nlegal"), "it is not after `from`"),
        (good.replace("words.en", "words.fr"), "English is missing"),
        (good.replace("legal = \"Act, article 1\"", ""), "missing field `legal`"),
        (format!("{good}[words.xx]\ntitle=\"\"\ntext=\"\"\nfix=\"\"\n"), "`xx` is not one of the languages"),
        (good.replace("from =", "at = \"a b\"\nfrom ="), "at: `a b` is not a path"),
        ("id = ".to_owned(), "rules/T-1.toml:1:"),
        ("#".repeat(300_000), "a rule file is larger"),
    ];
    for (text, expected) in table {
        let said = said(&text);
        assert!(said.contains(expected), "said {said}, expected {expected}");
    }
}
