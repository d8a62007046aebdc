//! What every program refuses: with a code, a place and a hint, and without leaving anything behind.

use crate::forms::report;
use crate::{names, put, run};

/// Runs over a file of these bytes; the code and the message without the folder.
fn refused(line: &str, name: &str, content: &[u8]) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "list.csv", "id,name\n1,Odo Tregubets\n");
    put(folder.path(), "good.csv", "id,name\n1,Odo Tregubets\n");
    put(folder.path(), "two.csv", "id,name,kind\n1,Odo Tregubets,person\n2,Odo Tregubetz,person\nc,Odo & Co,company\n");
    put(folder.path(), name, content);
    let before = names(folder.path());
    let failure = run(folder.path(), &format!("{} --out @/out", line.replace('#', name))).expect_err("it is refused");
    let left: Vec<String> = names(folder.path()).into_iter().filter(|name| name != "out.unfinished").collect();
    assert_eq!(left, before, "nothing is written");
    assert!(!failure.hint().is_empty());
    (failure.code().to_owned(), failure.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

fn check(line: &str, name: &str, content: &[u8], (code, place): (&str, &str)) {
    let (found, message) = refused(line, name, content);
    assert_eq!(found, code, "{message}");
    assert!(message.contains(place), "{message}");
}

const HEAD: &str = "id,time,from,to,amount,currency\n1,2026-01-01,A,B,5,ZED\n";

#[test]
fn payments_that_are_wrong() {
    for (row, code, place) in [
        ("2,2026-01-01,A,B,0.123456789012345678901234567890,ZED", "FILE-DECIMALS", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,\"1,000\",ZED", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,١٢٣,ZED", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,NaN,ZED", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,-5,ZED", "FILE-NEGATIVE", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,9223372036854775808,ZED", "FILE-TOO-LARGE", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,5,dollars", "FILE-CURRENCY", "row 3, column `currency`"),
        ("2,03/04/2026,A,B,5,ZED", "FILE-TIME", "row 3, column `time`"),
        ("2,1899-12-31,A,B,5,ZED", "FILE-TIME", "row 3, column `time`"),
        ("2,2026-01-01,,,5,ZED", "FILE-MISSING", "row 3, column `from`"),
        ("2,2026-01-01,A\0,B,5,ZED", "FILE-NUL", "row 3, column `from`"),
        ("2,2026-01-01,A,B,5", "FILE-CELLS", "row 3:"),
        ("2,2026-01-01,\"A,B,5,ZED", "FILE-QUOTE", "line 3:"),
    ] {
        check("detect @/#", "p.csv", format!("{HEAD}{row}\n").as_bytes(), (code, place));
    }
    check("detect @/#", "p.csv", b"id,time,from,to,amount\n1,2026-01-01,A,B,5\n", ("FILE-COLUMN", "`currency`"));
    check("detect @/#", "p.csv", b"", ("FILE-EMPTY", "p.csv"));
    check("detect @/#", "p.parquet", b"PAR1 no PAR1", ("FILE-PARQUET", "p.parquet"));
    check("detect @/#", "p.pdf", b"%PDF", ("FILE-KIND", "p.pdf"));
    let good = HEAD.as_bytes();
    check("detect @/# --patterns G99", "p.csv", good, ("FILE-PATTERN", "G99"));
    check("detect @/# --parameters @/none.toml", "p.csv", good, ("FILE-READ", "none.toml"));
    check("detect @/# --currency QQQQ", "p.csv", good, ("FILE-MAPPING", "QQQQ"));
    check("detect @/# --accounts @/list.csv", "p.csv", good, ("FILE-COLUMN", "`account`"));
    check("detect @/# --ties @/list.csv", "p.csv", good, ("FILE-COLUMN", "`account`"));
}

#[test]
fn parameters_that_no_pattern_takes_are_refused_before_anything_is_read() {
    for (text, code) in [
        ("[G07]\nwindow = \"7\"", "PT01"),
        ("[G07]\nretention = \"2\"", "PT02"),
        ("[G07]\nretention = 0.5", "FILE-MAPPING"),
        ("[G99]\nx = \"1\"", "FILE-PATTERN"),
        ("G07 = 1", "FILE-MAPPING"),
        ("[G07", "FILE-MAPPING"),
    ] {
        check("detect @/none.csv --parameters @/#", "p.toml", text.as_bytes(), (code, ""));
    }
}

#[test]
fn reports_that_are_wrong() {
    let good = |amount: &str, when: &str| {
        let side = "<account>A</account>";
        report(&format!(
            "<transaction><transactionnumber>1</transactionnumber><date_transaction>{when}</date_transaction><amount_local>{amount}</amount_local>\
             <t_from><from_account>{side}</from_account></t_from><t_to><to_account><account>B</account></to_account></t_to></transaction>"
        ))
    };
    let day = "2026-01-01T00:00:00";
    for program in ["detect @/#", "trace @/# --seed 1 --method fifo"] {
        for (text, code, place) in [
            (good("0.123456789012345678901234567890", day), "FILE-DECIMALS", "line 4, `amount_local`"),
            (good("1,000", day), "FILE-NUMBER", "line 4, `amount_local`"),
            (good("-1", day), "FILE-NEGATIVE", "line 4, `amount_local`"),
            (good("0", day), "FILE-ZERO", "line 4, `amount_local`"),
            (good("5", "01.01.2026"), "FILE-TIME", "line 4, `date_transaction`"),
            (good("5", day).replace("ZED<", "<"), "FILE-CURRENCY", "line 4"),
            (good("5", day).replace("</report>", ""), "FILE-REPORT", "r.xml, line"),
            (
                good("5", day)
                    .replace("<report>", "<!DOCTYPE report [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><report>"),
                "FILE-REPORT",
                "r.xml, line",
            ),
            ("<letter/>".to_owned(), "FILE-EMPTY", "r.xml"),
        ] {
            check(program, "r.xml", text.as_bytes(), (code, place));
        }
        check(program, "r.zip", b"PK\x03\x04broken", ("FILE-REPORT", "r.zip"));
    }
}

#[test]
fn entities_that_are_wrong() {
    let payment = |amount: &str, date: &str, rest: &str| {
        format!(
            "{{\"id\":\"p\",\"schema\":\"Payment\",\"properties\":{{\"payer\":[\"a\"],\"beneficiary\":[\"b\"],\"amount\":[{amount}],\"date\":[\"{date}\"]{rest}}}}}\n"
        )
    };
    let usd = ",\"currency\":[\"USD\"]";
    for (text, code, place) in [
        (payment("\"1.001\"", "2026-01-01", usd), "FILE-DECIMALS", "line 1, `amount`"),
        (payment("\"1\",\"2\"", "2026-01-01", usd), "FILE-SEVERAL", "line 1, `amount`"),
        (payment("", "2026-01-01", usd), "FILE-MISSING", "line 1, `amount`"),
        (payment("\"1\"", "2026", usd), "FILE-TIME", "line 1, `date`"),
        (payment("\"1\"", "2026-01-01", ""), "FILE-MISSING", "line 1, `currency`"),
        ("{\"id\":1}\n".to_owned(), "FILE-JSON", "line 1, column 1"),
        ("[1,2]\n".to_owned(), "FILE-JSON", "line 1"),
        (format!("{}{{\"id\":", payment("\"1\"", "2026-01-01", usd)), "FILE-JSON", "line 2"),
        ("[".repeat(100_000), "FILE-JSON", "line 1"),
    ] {
        check("detect @/#", "e.json", text.as_bytes(), (code, place));
    }
}

#[test]
fn records_and_judgements_that_are_wrong() {
    let latin = b"id,name\n1,Jos\xE9\n".as_slice();
    for program in ["resolve @/#", "screen @/# --list @/list.csv"] {
        check(program, "r.csv", latin, ("FILE-UTF8", "row 2, column `name`"));
        check(program, "r.csv", b"id,born\n1,1980\n", ("FILE-COLUMN", "`name`"));
        check(program, "r.csv", b"name,fullname\na,b\n", ("FILE-COLUMN-TWICE", "`fullname`"));
        check(program, "r.csv", b"name,kind\nOdo,ghost\n", ("FILE-WORD", "row 2, column `kind`"));
        check(program, "r.csv", b"name,sex\nOdo,7\n", ("FILE-WORD", "row 2, column `sex`"));
        check(program, "r.csv", b"name\n\"\"\n", ("FILE-NOTHING", "nothing to look at"));
    }
    for (text, code, place) in [
        ("first,second,verdict\n1,2,same\n", "FILE-RECORD", "row 2, column `second`"),
        ("first,second,verdict\n1,,same\n", "FILE-MISSING", "row 2, column `second`"),
        ("first,second,verdict\n1,1,maybe\n", "FILE-WORD", "row 2, column `verdict`"),
        ("first,second,verdict,time\n1,1,same,soon\n", "FILE-TIME", "row 2, column `time`"),
        ("first,second\n1,1\n", "FILE-COLUMN", "`verdict`"),
    ] {
        check("resolve @/good.csv --judgements @/#", "j.csv", text.as_bytes(), (code, place));
    }
    for (text, code, place) in [
        ("left,right,same\n1,3,yes\n", "FILE-RECORD", "row 2, column `right`: no record is called `3`"),
        ("left,right,same\n,2,yes\n", "FILE-MISSING", "row 2, column `left`"),
        ("left,right,same\n1,2,\n", "FILE-MISSING", "row 2, column `same`"),
        ("left,right,same\n1,2,unsure\n", "FILE-WORD", "row 2, column `same`: `unsure`"),
        ("left,right,same\n1,2,yes\n1,1,yes\n", "FILE-ITSELF", "row 3, column `right`: both are the record `1`"),
        ("left,right,same\n1,2,yes\n2,1,no\n", "FILE-OPPOSITE", "row 3, column `same`: row 2 says the opposite"),
        ("left,right,same\n1,2,no\n", "FILE-NO-SAME", "l.csv: no two records"),
        ("left,right,same\n1,c,yes\n", "FILE-NO-SAME", "l.csv: no two records"),
        ("left,right\n1,2\n", "FILE-COLUMN", "`same`"),
        ("left,same\n1,yes\n", "FILE-COLUMN", "`second`"),
        ("first,second,verdict\n1,2,same\n", "FILE-COLUMN", "`same`"),
        ("left,right,same\n", "FILE-EMPTY", "l.csv"),
    ] {
        check("resolve @/two.csv --labels @/#", "l.csv", text.as_bytes(), (code, place));
    }
    check("resolve @/two.csv --labels @/#", "l.xml", b"<report/>", ("FILE-KIND", "l.xml"));
    check("resolve @/two.csv --labels @/none.csv", "x.csv", b"", ("FILE-READ", "none.csv"));
    check("resolve @/good.csv --model @/#", "w.toml", b"nonsense = 1", ("FILE-MAPPING", "w.toml"));
}
