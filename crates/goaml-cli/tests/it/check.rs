//! `goaml check`.

use crate::support::{Desk, GOOD, bad};
use insta::assert_snapshot;
use std::path::Path;
use std::process::Stdio;

const DAY: &str = "--day 2026-04-01";

/// A desk with one good report and one bad one.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("good.xml", GOOD).write("bad.xml", bad());
    desk
}

#[test]
fn a_good_report_is_said_to_be_good() {
    assert_snapshot!(desk().run(&format!("check {DAY} good.xml")).whole());
}

#[test]
fn a_bad_report_shows_every_mistake_at_its_line() {
    let run = desk().run(&format!("check {DAY} bad.xml"));
    assert_eq!(run.code, 1);
    assert_snapshot!(run.whole());
}

#[test]
fn values_are_shown_only_when_asked_for() {
    let desk = desk();
    assert!(!desk.run(&format!("check {DAY} bad.xml")).out.contains("SRT"));
    assert!(!desk.run(&format!("check {DAY} --format json bad.xml")).out.contains("\"value\":\""));
    assert!(desk.run(&format!("check {DAY} --show-values bad.xml")).out.contains("SRT"));
    assert!(desk.run(&format!("check {DAY} --show-values --format json bad.xml")).out.contains("\"value\":\"SRT\""));
}

#[test]
fn the_six_languages() {
    let desk = desk();
    for language in ["ar", "es", "fr", "ru", "zh"] {
        let run = desk.run(&format!("check {DAY} --lang {language} bad.xml good.xml"));
        assert_snapshot!(format!("language_{language}"), run.whole());
    }
}

#[test]
fn a_missing_file_is_named_and_the_others_are_checked() {
    let run = desk().run(&format!("check {DAY} no-such.xml good.xml"));
    assert_eq!(run.code, 2);
    assert_snapshot!(run.whole());
}

#[test]
fn an_archive_of_several_reports() {
    let desk = Desk::new();
    desk.write_zip(
        "all.zip",
        &[("a.xml", GOOD.as_bytes()), ("b.xml", bad().as_bytes()), ("id.pdf", b"%PDF-1.7\n%%EOF")],
    );
    let run = desk.run(&format!("check {DAY} all.zip"));
    assert_eq!(run.code, 1);
    assert_snapshot!(run.whole());
}

/// The program itself has no limit on size; whoever checks for an office must all the same hear what the office will
/// say.
#[test]
fn a_letter_that_is_longer_than_the_office_takes_is_checked_to_its_end_and_said_to_be_refused() {
    let desk = Desk::new();
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../profiles/xx-5.0");
    desk.copy(&profile, "small").write("good.xml", GOOD).write("bad.xml", bad());
    let text = std::fs::read_to_string(profile.join("profile.toml")).unwrap();
    desk.write("small/profile.toml", format!("{text}\n[limits]\nletter_bytes_max = 1_000\n"));
    let run = desk.run(&format!("check {DAY} --profile small good.xml bad.xml"));
    assert_eq!(run.code, 1);
    assert_snapshot!(run.whole());
    assert_eq!(
        desk.run(&format!("check {DAY} --profile small --no-rules good.xml")).code,
        0,
        "nobody asked for the office"
    );
}

#[test]
fn an_archive_with_more_attachments_than_the_office_takes() {
    let desk = Desk::new();
    let names: Vec<String> = (0..21).map(|number| format!("{number}.pdf")).collect();
    let mut files = vec![("a.xml", GOOD.as_bytes())];
    files.extend(names.iter().map(|name| (name.as_str(), b"%PDF-1.7\n%%EOF".as_slice())));
    desk.write_zip("all.zip", &files);
    let run = desk.run(&format!("check {DAY} --profile zz all.zip"));
    assert_eq!(run.code, 1);
    assert!(run.out.contains("ZIP-ATTACHMENTS"), "{}", run.out);
}

#[test]
fn what_is_neither_a_report_nor_an_archive_is_refused_in_words() {
    let desk = Desk::new();
    desk.write("photo.xml", b"\x89PNG\r\n\x1a\nxxxx").write("empty.xml", b"").write("cut.zip", b"PK\x03\x04cut");
    desk.write("cut.xml", GOOD.get(..900).unwrap());
    assert_snapshot!(desk.run(&format!("check {DAY} cut.xml cut.zip empty.xml photo.xml")).whole());
}

#[test]
fn a_folder_is_searched_and_spread_over_threads_with_the_same_answer() {
    let desk = Desk::new();
    for number in 0..40 {
        let text = if number % 3 == 0 { bad() } else { GOOD.to_owned() };
        desk.write(&format!("in/{:02}/{number}.xml", number / 10), text);
    }
    let one = desk.run(&format!("check {DAY} --jobs 1 in"));
    let four = desk.run(&format!("check {DAY} --jobs 4 in"));
    assert_eq!((one.code, one.out.lines().last()), (1, Some("Files: 40. Would be taken: 26. Would be refused: 14.")));
    assert_eq!(one.whole(), four.whole());
}

#[test]
fn twice_the_same_question_gives_twice_the_same_bytes() {
    let desk = desk();
    for format in ["text", "json", "sarif", "html"] {
        let line = format!("check {DAY} --format {format} bad.xml good.xml");
        assert_eq!(desk.run(&line).out, desk.run(&line).out, "{format}");
    }
}

#[test]
fn standard_input_holds_a_report_or_an_archive() {
    let desk = Desk::new();
    let xml = desk.run_with(&format!("check {DAY} -"), bad().as_bytes());
    assert!(xml.code == 1 && xml.out.contains("-:6:3: Refused"), "{}", xml.whole());
    desk.write_zip("one.zip", &[("a.xml", GOOD.as_bytes())]);
    let zip = desk.run_with(&format!("check {DAY} -"), &std::fs::read(desk.path("one.zip")).unwrap());
    assert_eq!(zip.code, 0, "{}", zip.whole());
}

#[test]
fn the_generation_is_read_from_the_file() {
    let desk = Desk::new();
    desk.write(
        "four.xml",
        "<report><rentity_id>1</rentity_id><submission_date>2026-01-01T00:00:00</submission_date></report>",
    );
    assert!(desk.run(&format!("check {DAY} four.xml")).out.contains("xx-4.0"));
    assert!(desk.run(&format!("check {DAY} --profile zz four.xml")).out.contains("(zz "));
}

/// A line for each value, in the order of their names: the order within an object means nothing and differs by build.
fn flat(value: &serde_json::Value) -> String {
    fn walk(path: &str, value: &serde_json::Value, lines: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(object) => {
                object.iter().for_each(|(name, value)| walk(&format!("{path}.{name}"), value, lines));
            }
            serde_json::Value::Array(items) => {
                items.iter().enumerate().for_each(|(at, value)| walk(&format!("{path}[{at:02}]"), value, lines));
            }
            other => lines.push(format!("{path} = {other}")),
        }
    }
    let mut lines = Vec::new();
    walk("", value, &mut lines);
    lines.sort();
    lines.join("\n")
}

const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType><xs:sequence>
<xs:element name="n" type="xs:int" maxOccurs="unbounded"/></xs:sequence></xs:complexType></xs:element></xs:schema>"#;

#[test]
fn a_schema_alone() {
    let desk = Desk::new();
    desk.write("s.xsd", SMALL).write("good.xml", "<r><n>1</n></r>").write("bad.xml", "<r><n>x</n></r>");
    assert_snapshot!(desk.run("check --schema s.xsd good.xml bad.xml").whole());
    assert_eq!(desk.run("check --schema s.xsd --dialect w3c good.xml").code, 0);
    desk.write("broken.xsd", SMALL.replace("xs:int", "xs:number"));
    assert_snapshot!("a_schema_that_cannot_be_used", desk.run("check --schema broken.xsd good.xml").whole());
}

#[test]
fn memory_is_bounded_and_the_rest_is_counted() {
    let desk = Desk::new();
    let many: String = (0..5_000).map(|_| "<n>x</n>\n").collect();
    desk.write("s.xsd", SMALL).write("many.xml", format!("<r>\n{many}</r>"));
    let run = desk.run("check --schema s.xsd --max-findings 25 many.xml");
    assert_snapshot!(run.whole());
    let json = desk.run("check --schema s.xsd --max-findings 25 --format json many.xml").out;
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let file = &value["files"][0];
    assert_eq!(file["findings"].as_array().unwrap().len(), 25);
    assert_eq!(
        (&file["findings_not_listed"], &file["counts"]["by_code"]["XSD-INTEGER"]),
        (&4_975.into(), &5_000.into())
    );
}

#[test]
fn json_has_the_shape_that_the_guide_describes() {
    let run = desk().run(&format!("check {DAY} --format json bad.xml good.xml no-such.xml"));
    assert_eq!(run.code, 2);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_snapshot!(flat(&value).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn sarif_has_what_the_standard_asks_for() {
    let run = desk().run(&format!("check {DAY} --format sarif bad.xml good.xml no-such.xml"));
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(value["version"], "2.1.0");
    let one = &value["runs"][0];
    let rules: Vec<&str> =
        one["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    let results = one["results"].as_array().unwrap();
    assert_eq!(results.len(), 5);
    for result in results {
        assert!(
            rules.contains(&result["ruleId"].as_str().unwrap())
                && !result["message"]["text"].as_str().unwrap().is_empty()
        );
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert!(result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap() >= 1);
    }
    assert_eq!(one["invocations"][0]["executionSuccessful"], false);
    assert_snapshot!(flat(&value).replace(env!("CARGO_PKG_VERSION"), "VERSION"));
}

#[test]
fn html_is_one_page_from_right_to_left_in_arabic() {
    let desk = desk();
    let page = desk.run(&format!("check {DAY} --format html --lang ar bad.xml good.xml")).out;
    assert!(page.contains("<html lang=\"ar\" dir=\"rtl\">") && page.ends_with("</html>\n"));
    assert!(!page.contains("http") || page.matches("http").count() == page.matches("http-equiv").count());
    assert_eq!(page.matches("class=\"row finding").count(), 5);
    assert!(desk.run(&format!("check {DAY} --format html bad.xml")).out.contains("dir=\"ltr\""));
}

#[test]
fn no_colour_when_nobody_looks() {
    let run = desk().run(&format!("check {DAY} bad.xml no-such.xml"));
    assert!(!run.whole().contains('\u{1b}'));
}

#[test]
fn a_file_name_cannot_act_on_the_terminal() {
    let desk = Desk::new();
    desk.write("a\u{1b}[2J.xml", bad());
    let out: crate::support::Run =
        desk.command(["check", "a\u{1b}[2J.xml"]).stdin(Stdio::null()).output().unwrap().into();
    assert!(!out.whole().contains('\u{1b}'), "{}", out.whole());
}

/// A reader that goes away, such as `head`, is nobody's fault and worth no word.
#[test]
fn a_closed_pipe_is_left_quietly() {
    let desk = Desk::new();
    let many: String = (0..20_000).map(|_| "<n>x</n>\n").collect();
    desk.write("s.xsd", SMALL).write("many.xml", format!("<r>\n{many}</r>"));
    let args = ["check", "--schema", "s.xsd", "--max-findings", "20000", "--format", "json", "many.xml"];
    let mut child =
        desk.command(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8(output.stderr).unwrap().as_str()), (Some(141), ""));
}
