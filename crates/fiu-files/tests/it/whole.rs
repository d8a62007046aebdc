//! A small ledger from file to files.

use crate::{asked, names, put, read};
use fiu_files::follow::perform;

const LEDGER: &str = "\
Transaction ID;Fecha;Ordenante;Payee;Importe;Moneda;Comisión;to_amount;to_currency
1;2026-01-01 10:00;VICTIM;A;50,00;ZED;;;
2;2026-01-01 11:00;A;B;120,00;ZED;1,00;;
3;2026-01-02 09:00;B;C/EUR;19,00;ZED;;10,00;EUR
4;2026-01-03 09:00;C/EUR;CASH-7;12,00;EUR;;;
";
const MAPPING: &str = "decimal = \",\"\nzone = \"Europe/Madrid\"\n";
const ASKED: &str = "@/t.csv --mapping @/map.toml --opening @/open.csv --outside VICTIM --outside CASH-* --seed 1";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "t.csv", LEDGER);
    put(folder.path(), "map.toml", MAPPING);
    put(folder.path(), "open.csv", "account,balance,currency\nA,100.00,ZED\n");
    folder
}

#[test]
fn a_ledger_becomes_tables_that_add_up() {
    let folder = folder();
    let told = perform(&asked(folder.path(), &format!("{ASKED} --method fifo --out @/out --parquet"))).unwrap().text;
    let out = folder.path().join("out");
    // 120 leave A: the 100 that were there, then 20 of the seed; of those the fee of 1 leaves last.
    assert_eq!(
        read(&out, "flows.csv"),
        "seed,source_kind,source,target_kind,target,out_currency,out,in_currency,in,entries,first,last\n\
         1,account,A,account,B,ZED,19.00,ZED,19.00,1,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n\
         1,account,A,fees,fees,ZED,1.00,ZED,1.00,1,2026-01-01T10:00:00Z,2026-01-01T10:00:00Z\n\
         1,outside,VICTIM,account,A,ZED,50.00,ZED,50.00,1,2026-01-01T09:00:00Z,2026-01-01T09:00:00Z\n"
    );
    assert_eq!(
        read(&out, "holdings.csv"),
        "kind,place,currency,balance,seed,traced\n\
         account,A,ZED,30.00,1,30.00\n\
         account,B,ZED,100.00,1,19.00\n\
         fees,fees,ZED,1.00,1,1.00\n"
    );
    assert_eq!(read(&out, "gaps.csv"), "row,entry,account,currency,missing\n5,4,C/EUR,EUR,2.00\n");
    assert!(read(&out, "lines.csv").contains("\n2,1,2026-01-01T09:00:00Z,A,ZED,50.00,0.00,150.00,50.00,0.00,50.00\n"));
    let statement = read(&out, "statement.txt");
    assert!(
        statement.contains("first in, first out") && statement.contains("Traced is 50.00 ZED of `1`."),
        "{statement}"
    );
    let json: serde_json::Value = serde_json::from_str(&read(&out, "result.json")).unwrap();
    let held: i64 = json["ends"].as_array().unwrap().iter().map(|end| end["traced_minor"].as_i64().unwrap()).sum();
    assert_eq!(held, 5000, "held and gone is what was marked");
    assert_eq!((json["seeds"][0]["amount_minor"].as_i64(), json["decimals"]["ZED"].as_i64()), (Some(5000), Some(2)));
    assert!(told.contains("50.00 ZED of 1") && told.contains("Gaps: 1"), "{told}");
    assert_eq!(
        names(&out),
        [
            "flows.csv",
            "flows.parquet",
            "gaps.csv",
            "gaps.parquet",
            "holdings.csv",
            "holdings.parquet",
            "lines.csv",
            "lines.parquet",
            "page.html",
            "result.json",
            "statement.txt"
        ]
    );
    assert_eq!(names(folder.path()), ["map.toml", "open.csv", "out", "t.csv"], "no temporary folder is left");
    let again = perform(&asked(folder.path(), &format!("{ASKED} --method fifo --out @/out"))).unwrap_err();
    assert_eq!(again.code(), "FILE-EXISTS");
}

#[test]
fn all_methods_stand_side_by_side() {
    let folder = folder();
    let told = perform(&asked(folder.path(), &format!("{ASKED} --method all --out @/out"))).unwrap().text;
    let out = folder.path().join("out");
    assert_eq!(
        names(&out),
        ["comparison.csv", "fifo", "haircut", "lifo", "lowest-intermediate-balance", "poison", "pro-rata"]
    );
    let table = read(&out, "comparison.csv");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let at_a = rows.iter().find(|row| row[1] == "A").unwrap();
    // First in, first out leaves 30; last in, first out nothing; in proportion a third of 30; the lowest balance 30.
    assert_eq!(at_a[3..7], ["30.00", "0.00", "10.00", "30.00"]);
    assert!(told.contains("fifo, lowest-intermediate-balance"), "{told}");
}

#[test]
fn parquet_that_was_written_is_read() {
    let folder = folder();
    perform(&asked(folder.path(), &format!("{ASKED} --method fifo --out @/out --parquet"))).unwrap();
    // The flows of one tracing are a ledger of another: amounts in minor units, times in UTC, as their columns say.
    put(
        folder.path(),
        "again.toml",
        "[columns]\nid = \"first\"\ntime = \"first\"\nfrom = \"source\"\nto = \"target\"\namount = \"out_minor\"\ncurrency = \"out_currency\"\nfee = \"none\"",
    );
    let line = "@/out/flows.parquet --mapping @/again.toml --seed 2026-01-01T09:00:00Z --method lifo --outside VICTIM";
    let failure = perform(&asked(folder.path(), line)).unwrap_err();
    assert_eq!(failure.code(), "FILE-COLUMN", "a column that the mapping names must be there");
    put(
        folder.path(),
        "again.toml",
        "[columns]\nid = \"first\"\ntime = \"first\"\nfrom = \"source\"\nto = \"target\"\namount = \"out_minor\"\ncurrency = \"out_currency\"",
    );
    let told = perform(&asked(folder.path(), line)).unwrap().text;
    assert!(told.contains("50.00 ZED of 2026-01-01T09:00:00Z") && told.contains("19.00 ZED  B"), "{told}");
}

#[test]
fn names_cannot_act_in_the_page_or_in_a_spreadsheet() {
    let folder = tempfile::tempdir().unwrap();
    let hostile = "</title></style><script>alert(1)</script>\"'&{style}\u{202E}x";
    let quoted = hostile.replace('"', "\"\"");
    put(
        folder.path(),
        "t.csv",
        format!(
            "id,time,from,to,amount,currency\n1,2026-01-01,V,\"{quoted}\",50,ZED\n\
             \"=HYPERLINK(1)\",2026-01-02,\"{quoted}\",@SUM(A1),50,ZED\n3,2026-01-03,@SUM(A1),أحمد,50,ZED\n"
        ),
    );
    perform(&asked(folder.path(), "@/t.csv --seed 1 --method fifo --outside V --out @/out")).unwrap();
    let out = folder.path().join("out");
    let page = read(&out, "page.html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    for wanted in ["<script", "</title></style>", "\u{202E}", "src=", "@import", "url(", "onload", "style=\""] {
        assert!(!page.contains(wanted), "{wanted} is in the page");
    }
    assert_eq!(
        page.matches("http").count() - page.matches("http-equiv").count(),
        page.matches("http://www.w3.org/2000/svg").count()
    );
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(page.contains("\u{2068}أحمد\u{2069}"), "a name of the other direction keeps to itself");
    let csv = read(&out, "lines.csv");
    assert!(csv.contains(",'=HYPERLINK(1),") && csv.contains(",'@SUM(A1),") && !csv.contains(",@SUM"), "{csv}");
    assert!(!read(&out, "statement.txt").contains('\u{202E}'));
}
