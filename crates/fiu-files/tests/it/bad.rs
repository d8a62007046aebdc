//! Files that cannot be used: each with its code and its place, and nothing written.

use crate::{asked, names, put};
use fiu_files::follow::perform;

const HEAD: &str = "id,time,from,to,amount,currency,fee,to_amount,to_currency\n";
const GOOD: &str = "1,2026-01-01,V,A,50.00,ZED,,,\n";

/// Runs over these bytes; the code, and the message without the folder.
fn refused(name: &str, content: &[u8], mapping: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), name, content);
    put(folder.path(), "map.toml", mapping);
    let before = names(folder.path());
    let line = format!("@/{name} --mapping @/map.toml --seed 1 --method fifo --gaps refuse --outside V --out @/out");
    let failure = perform(&asked(folder.path(), &line)).expect_err("it is refused");
    assert_eq!(names(folder.path()), before, "nothing is written");
    assert!(!failure.hint().is_empty());
    (failure.code().to_owned(), failure.to_string().replace(&format!("{}/", folder.path().display()), ""))
}

#[test]
fn a_cell_that_is_wrong_is_told_with_row_and_column() {
    for (row, code, place) in [
        ("2,2026-01-01,A,B,abc,ZED,,,", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,\"1,000.00\",ZED,,,", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,1e3,ZED,,,", "FILE-NUMBER", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,0.123456789012345678901234567890,ZED,,,", "FILE-DECIMALS", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,1.001,ZED,,,", "FILE-DECIMALS", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,1.5,JPY,,,", "FILE-DECIMALS", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,-5,ZED,,,", "FILE-NEGATIVE", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,0.00,ZED,,,", "FILE-ZERO", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,,ZED,,,", "FILE-MISSING", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,99999999999999999999,ZED,,,", "FILE-TOO-LARGE", "row 3, column `amount`"),
        ("2,2026-01-01,A,B,1,zed,,,", "FILE-CURRENCY", "row 3, column `currency`"),
        ("2,2026-01-01,A,B,1,,,,", "FILE-MISSING", "row 3, column `currency`"),
        ("2,01/02/2026,A,B,1,ZED,,,", "FILE-TIME", "row 3, column `time`"),
        ("2,2026-02-30,A,B,1,ZED,,,", "FILE-TIME", "row 3, column `time`"),
        ("2,,A,B,1,ZED,,,", "FILE-MISSING", "row 3, column `time`"),
        (",2026-01-01,A,B,1,ZED,,,", "FILE-MISSING", "row 3, column `id`"),
        ("2,2026-01-01,,,1,ZED,,,", "FILE-MISSING", "row 3, column `from`"),
        ("2,2026-01-01,A,B,1,ZED,x,,", "FILE-NUMBER", "row 3, column `fee`"),
        ("2,2026-01-01,A,B,1,ZED,1,,", "FILE-ZERO", "row 3, column `to_amount`"),
        ("2,2026-01-01,A,B,1,ZED,,,EUR", "FILE-MISSING", "row 3, column `to_amount`"),
        ("2,2026-01-01,A\0,B,1,ZED,,,", "FILE-NUL", "row 3, column `from`"),
        ("2,2026-01-01,A,B,1,ZED,,", "FILE-CELLS", "row 3:"),
        ("2,2026-01-01,A,B,1,ZED,,,,,", "FILE-CELLS", "row 3:"),
        ("2,2026-01-01,A \"x\" y,B,1,ZED,,,", "FILE-QUOTE", "line 3:"),
        ("2,2026-01-01,\"A\"x,B,1,ZED,,,", "FILE-QUOTE", "line 3:"),
        ("2,2026-01-01,\"A,B,1,ZED,,,\n3,2026", "FILE-QUOTE", "line 3:"),
        ("2,2026-01-02,A,B,50.01,ZED,,,", "TRACE-GAP", "entry 3 "),
        ("2,2026-01-02,A,B,1,EUR,,,", "TRACE-CURRENCY", "entry 3 "),
        ("2,2026-01-02,A,B,10,ZED,1,8,", "TRACE-UNBALANCED", "entry 3 "),
        ("1,2026-01-02,A,B,10,ZED,,,", "TRACE-SEED-ENTRY", "seed 1 "),
    ] {
        let (found, message) = refused("t.csv", format!("{HEAD}{GOOD}{row}\n").as_bytes(), "");
        assert_eq!(found, code, "{row}: {message}");
        assert!(message.starts_with("t.csv") && message.contains(place), "{row}: {message}");
    }
}

#[test]
fn a_file_that_is_wrong_as_a_whole_is_told() {
    let latin = b"id,time,from,to,amount,currency\n1,2026-01-01,V,Jos\xE9,5,ZED\n";
    for (name, content, mapping, code) in [
        ("t.csv", b"".as_slice(), "", "FILE-EMPTY"),
        ("t.csv", HEAD.as_bytes(), "", "FILE-EMPTY"),
        ("t.csv", b"id,time,from,to,currency\n1,2026-01-01,V,A,ZED\n", "", "FILE-COLUMN"),
        ("t.csv", b"id,time,date,from,to,amount,currency\n", "", "FILE-COLUMN-TWICE"),
        ("t.csv", b"id,time,from,to,amount,currency\n", "[columns]\namount = \"Importe\"", "FILE-COLUMN"),
        ("t.csv", latin, "", "FILE-UTF8"),
        ("t.xlsx", b"x", "", "FILE-KIND"),
        ("t.parquet", b"PAR1 no PAR1", "", "FILE-PARQUET"),
        ("t.parquet", b"", "", "FILE-PARQUET"),
        ("t.csv", GOOD.as_bytes(), "units = \"cents\"", "FILE-MAPPING"),
        ("t.csv", GOOD.as_bytes(), "nonsense = 1", "FILE-MAPPING"),
        ("t.csv", GOOD.as_bytes(), "zone = \"Mars/Base\"", "FILE-MAPPING"),
        ("t.csv", GOOD.as_bytes(), "[columns]\nmount = \"x\"", "FILE-MAPPING"),
        ("t.csv", GOOD.as_bytes(), "decimal = \"_\"", "FILE-MAPPING"),
        ("t.csv", GOOD.as_bytes(), "[decimals]\nX = 19", "FILE-MAPPING"),
    ] {
        let (found, message) = refused(name, content, mapping);
        assert_eq!(found, code, "{message}");
    }
    assert!(refused("t.csv", latin, "").1.contains("row 2, column `to`"));
}

#[test]
fn seeds_that_name_nothing_are_told() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "t.csv", format!("{HEAD}{GOOD}"));
    for (seed, code) in
        [("9", "FILE-SEED"), ("1=x", "FILE-SEED"), ("1=1.001", "FILE-SEED"), ("1=51", "TRACE-SEED-AMOUNT")]
    {
        let failure = perform(&asked(folder.path(), &format!("@/t.csv --seed {seed} --method fifo"))).unwrap_err();
        assert_eq!(failure.code(), code, "{failure}");
    }
}

#[test]
fn damaged_parquet_is_refused_or_read_and_never_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "t.csv", format!("{HEAD}{GOOD}"));
    perform(&asked(folder.path(), "@/t.csv --seed 1 --method fifo --outside V --out @/out --parquet")).unwrap();
    let whole = std::fs::read(folder.path().join("out/lines.parquet")).unwrap();
    put(
        folder.path(),
        "map.toml",
        "[columns]\nid = \"entry\"\nfrom = \"entry\"\nto = \"account\"\namount = \"in_minor\"",
    );
    let line = "@/d.parquet --mapping @/map.toml --seed 1 --method fifo --outside 1";
    put(folder.path(), "d.parquet", &whole);
    perform(&asked(folder.path(), line)).expect("it is good before it is damaged");
    let (mut refused, mut tried) = (0, 0);
    for at in (0..whole.len()).step_by(5) {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        for damaged in [&whole[..at], &flipped] {
            put(folder.path(), "d.parquet", damaged);
            tried += 1;
            refused += usize::from(perform(&asked(folder.path(), line)).is_err());
        }
    }
    assert!(refused > tried / 2, "{refused} of {tried}: a file that ends early is never taken");
}
