//! The other commands, and what is said to whoever calls the program wrongly.

use crate::support::{Desk, GOOD};
use insta::assert_snapshot;
use std::fs;

#[test]
fn help_says_what_there_is() {
    let desk = Desk::new();
    assert_snapshot!("help", desk.run("--help").whole());
    for command in ["check", "explain", "dictionary", "sample", "convert", "rules"] {
        assert_snapshot!(format!("help_{command}"), desk.run(&format!("{command} --help")).whole());
    }
}

#[test]
fn wrong_usage_is_answered_with_what_is_right() {
    let desk = Desk::new();
    desk.write("good.xml", GOOD).write("s.xsd", "no schema").write("empty/readme.txt", "");
    let lines = [
        "check",
        "chekc good.xml",
        "check --format yaml good.xml",
        "check --day yesterday good.xml",
        "check --lang de good.xml",
        "check --profile zz --schema s.xsd good.xml",
        "check --dialect w3c good.xml",
        "check --profile nowhere good.xml",
        "check --schema s.xsd good.xml",
        "check --schema no.xsd good.xml",
        "check empty",
        "explain XSD-MISING",
        "explain HELLO",
        "sample NOPE",
        "convert good.xml",
        "convert good.xml good.txt",
        "convert good.xml other.xml",
        "convert no.csv out.xml",
        "convert --template NOPE out.csv",
    ];
    for (number, line) in lines.into_iter().enumerate() {
        let run = desk.run(line);
        assert_eq!(
            (run.code, run.out.as_str()),
            (2, if line == "check empty" { run.out.as_str() } else { "" }),
            "{line}"
        );
        assert_snapshot!(format!("usage_{number:02}"), format!("goaml {line}\n{}", run.whole()));
    }
}

#[test]
fn a_code_is_explained() {
    let desk = Desk::new();
    assert_snapshot!("explain_checker", desk.run("explain XSD-ENUM").whole());
    assert_snapshot!("explain_rule", desk.run("explain zz-0101 --lang fr").whole());
    let all = desk.run("explain");
    assert!(all.code == 0 && all.out.contains("XSD-MISSING ") && all.out.contains("ZZ-0101 "), "{}", all.out);
}

#[test]
fn a_rule_book_has_every_rule() {
    let book = Desk::new().run("rules --lang ru");
    let rules = book.out.lines().filter(|line| line.starts_with("ZZ-") && line.contains(" — ")).count();
    assert!(book.code == 0 && rules >= 40, "{rules} rules");
}

const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="report"><xs:complexType><xs:sequence>
<xs:element name="report_code" type="kind"><xs:annotation><xs:documentation>Kind of report, such as &lt;STR&gt;.</xs:documentation></xs:annotation></xs:element>
<xs:choice minOccurs="0"><xs:element name="day" type="xs:date"/><xs:element name="amount" maxOccurs="unbounded"><xs:simpleType><xs:restriction base="xs:decimal">
<xs:minInclusive value="0"/><xs:fractionDigits value="2"/></xs:restriction></xs:simpleType></xs:element></xs:choice>
<xs:element name="place"><xs:complexType><xs:sequence><xs:element name="city"><xs:simpleType><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="20"/></xs:restriction></xs:simpleType></xs:element></xs:sequence></xs:complexType></xs:element>
</xs:sequence></xs:complexType></xs:element>
<xs:simpleType name="kind"><xs:restriction base="xs:string"><xs:enumeration value="STR"><!-- Suspicion --></xs:enumeration><xs:enumeration value="CTR"/></xs:restriction></xs:simpleType></xs:schema>"#;

#[test]
fn a_schema_is_shown_as_a_page() {
    let desk = Desk::new();
    desk.write("s.xsd", SMALL);
    assert_snapshot!("dictionary_text", desk.run("dictionary --schema s.xsd").out);
    assert_snapshot!("dictionary_csv", desk.run("dictionary --schema s.xsd --format csv").out);
    let page = desk.run("dictionary --schema s.xsd --format html --lang ar").out;
    assert!(page.contains("dir=\"rtl\"") && page.contains("&lt;STR&gt;") && !page.contains("<STR>"), "{page}");
    for code in ["xx-4.0", "xx-5.0", "zz"] {
        let run = desk.run(&format!("dictionary --profile {code} --lang zh"));
        assert!(run.code == 0 && run.out.contains("t_person_my_client"), "{code}");
    }
}

#[test]
fn a_sample_passes_the_check() {
    let desk = Desk::new();
    let sample = desk.run("sample STR --profile zz --day 2026-05-01 --transactions 7");
    desk.write("sample.xml", &sample.out);
    assert_eq!(sample.out.matches("<transaction>").count(), 7);
    assert_eq!(desk.run("check --profile zz --day 2026-05-01 sample.xml").code, 0);
    desk.write("s.xsd", SMALL);
    desk.write("small.xml", desk.run("sample CTR --schema s.xsd").out);
    assert_eq!(desk.run("check --schema s.xsd small.xml").code, 0);
}

/// From XML to a table and back: the same report, digit by digit.
#[test]
fn a_report_becomes_a_table_and_a_report_again() {
    let desk = Desk::new();
    let exact = GOOD.replace("<account>997958297502<", "<account>00012345678901234567<");
    desk.write("in.xml", &exact);
    for table in ["t.csv", "t.xlsx"] {
        let (there, back) =
            (desk.run(&format!("convert in.xml {table}")), desk.run(&format!("convert {table} {table}.xml")));
        assert_eq!((there.code, back.code), (0, 0), "{}{}", there.whole(), back.whole());
        let words = |text: &str| text.replace("><", "> <").split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let (written, given) = (fs::read_to_string(desk.path(&format!("{table}.xml"))).unwrap(), words(&exact));
        let written = written.replace(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"", "");
        assert_eq!(words(&written), given, "{table}");
    }
}

#[test]
fn a_template_is_written_for_a_kind() {
    let desk = Desk::new();
    for line in [
        "convert --template CTR c.csv",
        "convert --template SAR s.xlsx --goaml 4",
        "convert --template EFT e.csv --delimiter ;",
    ] {
        let run = desk.run(line);
        assert_eq!(run.code, 0, "{line}\n{}", run.whole());
    }
    assert!(fs::read_to_string(desk.path("e.csv")).unwrap().contains("report_code;EFT"));
}

#[test]
fn a_table_that_is_wrong_is_refused_with_its_cell() {
    let desk = Desk::new();
    desk.write("t.csv", "[report]\r\nrentity_id,1\r\n[transactions]\r\namount_local,amount_local\r\n1,2\r\n");
    let run = desk.run("convert t.csv out.xml");
    assert_eq!(run.code, 2);
    assert!(run.out.contains("CSV-HEADING") && !desk.path("out.xml").exists(), "{}", run.whole());
}
