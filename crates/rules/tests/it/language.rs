//! What expressions mean.

use crate::support::holds;

const DEAL: &str = "<a>abc</a><empty/><n>12.50</n><d>2026-02-10T09:30:00</d>
    <nil xsi:nil=\"true\"/><phones><phone><no>1</no></phone><phone><no>22</no></phone></phones><email>x@y</email>";

#[track_caller]
fn table(xml: &str, rows: &[(&str, bool)]) {
    for (check, expected) in rows {
        assert_eq!(holds(check, xml), *expected, "{check}");
    }
}

#[test]
fn what_is_missing_is_absent_and_fulfils_no_comparison() {
    table(
        DEAL,
        &[
            ("has(it.a)", true),
            ("has(it.b)", false),
            ("has(it.b.c.d)", false),
            ("has(it.empty)", true),
            ("has(it.nil)", false),
            ("it.empty == \"\"", true),
            ("it.b == \"x\"", false),
            ("it.b != \"x\"", false),
            ("!(it.b == \"x\")", true),
            ("it.b == it.b", false),
            ("it.b in [\"x\"]", false),
            ("!(it.b in [\"x\"])", true),
            ("number(it.b) < 5 || number(it.b) >= 5", false),
            ("number(it.a) == number(it.a)", false),
            ("date(it.n) <= today()", false),
            ("size(it.b) == 0", false),
            ("size(it.phones.fax) == 0", false),
            ("size(it.b.phone) == 0 || true", true),
            ("matches(it.b, \".*\")", false),
            ("lower(it.b) == \"\"", false),
            ("it.b + \"x\" == \"x\"", false),
            ("it.phones.phone.all(p, has(p.fax))", false),
            ("it.none.phone.all(p, has(p.fax))", true),
            ("it.none.phone.exists(p, true)", false),
        ],
    );
}

#[test]
fn logic_is_that_of_cel() {
    table(
        DEAL,
        &[
            ("true && !false", true),
            ("it.a == \"abc\" ? it.n == \"12.50\" : false", true),
            ("(it.a == \"abc\") == true", true),
            ("(it.a == \"abc\") != (it.n == \"\")", true),
            ("it.a in [\"xyz\", \"abc\"]", true),
            ("it.a in [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"abc\"]", true),
            ("it.a in [\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\",\"abd\"]", false),
            ("it.a in [it.n, it.a]", true),
            ("it.a < \"abd\" && it.a >= \"abc\"", true),
            ("name == \"transaction\"", true),
            ("report.report_code in [\"STR\"]", true),
            ("transaction.a == it.a", true),
            ("my_client", false),
        ],
    );
}

#[test]
fn numbers_are_exact_and_days_are_days() {
    table(
        DEAL,
        &[
            ("number(it.n) == 12.5", true),
            ("number(it.n) * 2 - 1 == 24", true),
            ("number(it.n) / 0 == 0", false),
            ("number(it.n) in [1, 12.5]", true),
            ("0.1 + 0.2 == 0.3", true),
            ("-number(it.n) < 0", true),
            ("7 / 2 == 3.5", true),
            ("7 % 2 == 1", true),
            ("(it.a == \"abc\" ? 1 : 2) == 1", true),
            ("number(\"100000000000\") * number(\"100000000000\") > 0", false),
            ("date(it.d) < today()", true),
            ("date(it.d) == date(\"2026-02-10\")", true),
            ("days(date(it.d), received) == 19", true),
            ("days(it.d, today()) == 19", true),
            ("years(\"2000-03-02\", today()) == 25", true),
            ("date(received) == today()", true),
        ],
    );
}

#[test]
fn texts_are_compared_as_filed() {
    table(
        "<a> Ab1é </a><b>ÇA</b><x>DE89370400440532013000</x><y>123</y><c>BB</c>",
        &[
            ("it.a == \"Ab1é\"", false),
            ("trim(it.a) == \"Ab1é\"", true),
            ("lower(trim(it.a)) == \"ab1é\"", true),
            ("trim(lower(it.a)) == \"ab1é\"", true),
            ("upper(it.a).trim() == \"AB1É\"", true),
            ("lower(it.b) + \"!\" == \"ça!\"", true),
            ("size(it.b) == 2", true),
            ("it.b.startsWith(\"Ç\") && endsWith(it.b, \"A\") && it.a.contains(\"b1\")", true),
            ("matches(it.y, \"^[0-9]{3}$\") && it.y.matches(\"2\")", true),
            ("digits(it.y)", true),
            ("digits(it.a)", false),
            ("digits(it.a) == \"1\"", true),
            ("size(letters(it.a)) == 3", true),
            ("size(letters(it.c)) == 2 && size(letters(it.y)) == 0 && size(letters(it.b)) == 2", true),
            ("size(digits(it.x)) == 20 && size(digits(it.c)) == 0 && size(digits(it.a)) == 1", true),
            ("has(it.z) || size(letters(it.z)) >= 0", false),
            ("lower(it.c) in [\"aa\", \"bb\"]", true),
            ("lower(it.c) in [\"BB\", \"b\", \"bbb\"]", false),
            ("lower(it.b) in [\"ça\"]", true),
            ("lower(it.b) in [\"ÇA\"]", false),
            ("lower(it.z) in [\"\"]", false),
            ("letters(it.b)", true),
            ("iban(it.x) && !iban(it.y)", true),
            ("bic(\"DEUTDEFF\") && luhn(\"79927398713\")", true),
            ("code(\"country\", it.c) && !code(\"country\", it.b)", true),
            ("(has(it.a) ? it.b : it.c) == \"ÇA\"", true),
        ],
    );
}

#[test]
fn a_text_is_found_in_a_list_of_any_length_at_any_place() {
    for length in [1, 8, 9, 24, 25, 60] {
        let items: Vec<String> = (0..length).map(|at| format!("\"w{at}\"")).collect();
        let list = items.join(",");
        for at in [0, length / 2, length - 1] {
            let text = format!("<a>W{at}</a><b>w{at}</b><c>w{at}x</c>");
            let cases =
                [("lower(it.a)", true), ("it.a", false), ("it.b", true), ("lower(it.c)", false), ("it.c", false)];
            for (value, expected) in cases {
                table(&text, &[(format!("{value} in [{list}]").as_str(), expected)]);
            }
        }
    }
}

#[test]
fn lists_are_visited_element_by_element() {
    table(
        DEAL,
        &[
            ("size(it.phones.phone) == 2", true),
            ("size(it.email) == 1", true),
            ("it.phones.phone.exists(p, p.no == \"22\")", true),
            ("it.phones.phone.all(p, size(p.no) == 1)", false),
            ("it.phones.phone.exists_one(p, size(p.no) == 1)", true),
            ("it.phones.phone.exists_one(p, has(p.no))", false),
            ("size(it.phones.phone.filter(p, p.no == \"1\")) == 1", true),
            ("it.phones.phone.filter(p, p.no != \"1\").all(p, p.no == \"22\")", true),
            ("\"22\" in it.phones.phone.map(p, p.no)", true),
            ("\"X22\" in it.phones.phone.map(p, \"X\" + p.no)", true),
            ("size(it.phones.phone.map(p, p.no == \"1\", p.no)) == 1", true),
            ("size(it.phones.phone.map(p, p.fax)) == 0", true),
            ("it.phones.phone.map(p, p.no).exists(n, n == \"22\")", true),
            ("\"x@y\" in it.email", true),
            ("it.email[0] == \"x@y\" && !has(it.email[1].x)", true),
            ("it.phones.phone[1].no == \"22\"", true),
            ("it.phones.phone[2].no == \"22\"", false),
            ("it.phones.phone.exists(p, it.phones.phone.exists(q, p.no != q.no && size(q.no) > size(p.no)))", true),
        ],
    );
}
