//! Lists made to harm: refused with a stable code and a place, or read with a fault, never half-read.

use screen::list::{Limits, ListError, Reading, eu, ftm, ofac_advanced, ofac_csv, ofac_xml, table, uk_csv, uk_xml, un};
use std::io::Read;

const SOUND: &str = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>Odo</FIRST_NAME><REFERENCE_NUMBER>Z1</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";

fn read(text: &str) -> Result<Reading, ListError> {
    un::read(text.as_bytes(), &Limits::default())
}

fn code(text: &str) -> &'static str {
    read(text).map_or_else(|error| error.code(), |_| "read")
}

#[test]
fn a_sound_list_is_read_with_and_without_a_mark_of_byte_order() {
    assert_eq!(read(SOUND).unwrap().entries.len(), 1);
    assert_eq!(read(&format!("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{SOUND}")).unwrap().entries.len(), 1);
}

#[test]
fn xml_that_is_refused_says_why() {
    let within = |text: &str| SOUND.replace("Odo", text);
    for (text, wanted) in [
        (format!("<!DOCTYPE x>{SOUND}"), "LIST-DTD"),
        (format!("<!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>{}", within("&c;")), "LIST-DTD"),
        (format!("<!DOCTYPE x SYSTEM \"file:///etc/hostname\">{SOUND}"), "LIST-DTD"),
        (within("&nbsp;"), "LIST-SYNTAX"),
        (within("&#0;"), "LIST-SYNTAX"),
        (within("\u{1}"), "LIST-SYNTAX"),
        (format!("<?xml version=\"1.1\"?>{SOUND}"), "LIST-SYNTAX"),
        (format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{SOUND}"), "LIST-ENCODING"),
        (format!("{SOUND}{SOUND}"), "LIST-SYNTAX"),
        (format!("{SOUND}tail"), "LIST-SYNTAX"),
        (SOUND.replace("</CONSOLIDATED_LIST>", ""), "LIST-SYNTAX"),
        (SOUND.replace("<INDIVIDUAL>", "<INDIVIDUAL a=\"1\" a=\"2\">"), "LIST-SYNTAX"),
        ("<export/>".to_owned(), "LIST-KIND"),
        (String::new(), "LIST-KIND"),
        ("{\"id\":1}".to_owned(), "LIST-SYNTAX"),
    ] {
        assert_eq!(code(&text), wanted, "{text}");
    }
    assert_eq!(read(&within("O<!-- x -->d<?p?>o")).unwrap().entries[0].names[0].text.reveal(), "Odo");
}

#[test]
fn bytes_that_are_not_utf8_are_refused() {
    let bad = SOUND.as_bytes().iter().map(|b| if *b == b'O' { 0xff } else { *b }).collect::<Vec<u8>>();
    let error = un::read(bad.as_slice(), &Limits::default()).unwrap_err();
    assert!(matches!(error.code(), "LIST-ENCODING" | "LIST-SYNTAX"), "{error}");
    let wide: Vec<u8> = SOUND.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(un::read(wide.as_slice(), &Limits::default()).is_err());
}

#[test]
fn depth_attributes_elements_and_bytes_are_bounded() {
    let deep = format!("<CONSOLIDATED_LIST><INDIVIDUAL>{}", "<a>".repeat(1_000_000));
    assert_eq!(code(&deep), "LIST-LIMIT");
    let outside = format!("<CONSOLIDATED_LIST>{}", "<a>".repeat(1_000_000));
    assert_eq!(code(&outside), "LIST-LIMIT");
    let attributes: String = (0..80_000).map(|n| format!(" a{n}='x'")).collect();
    assert_eq!(code(&format!("<CONSOLIDATED_LIST><INDIVIDUAL{attributes}/></CONSOLIDATED_LIST>")), "LIST-LIMIT");
    let wide = format!("<CONSOLIDATED_LIST><INDIVIDUAL>{}</INDIVIDUAL></CONSOLIDATED_LIST>", "<a/>".repeat(200_000));
    assert_eq!(code(&wide), "LIST-LIMIT");
    for start in
        ["<CONSOLIDATED_LIST><INDIVIDUAL><FIRST_NAME>", "<CONSOLIDATED_LIST><!--", "<CONSOLIDATED_LIST a='", "<"]
    {
        let endless = start.as_bytes().chain(std::io::repeat(b'x'));
        let error = un::read(endless, &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "LIST-LIMIT", "{start}");
    }
    let many = Limits { entries_max: 2, ..Limits::default() };
    let three = SOUND
        .replace(
            "</INDIVIDUALS>",
            &SOUND[SOUND.find("<INDIVIDUAL>").unwrap()..SOUND.find("</INDIVIDUALS>").unwrap()].repeat(2),
        )
        .replace("</CONSOLIDATED_LIST>", "</INDIVIDUALS></CONSOLIDATED_LIST>");
    assert_eq!(un::read(three.as_bytes(), &many).unwrap_err().code(), "LIST-LIMIT");
}

#[test]
fn names_without_end_are_reported_and_kept_as_remarks() {
    let long = SOUND.replace("Odo", &"o".repeat(100_000));
    let reading = read(&long).unwrap();
    assert_eq!(reading.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["LIST-VALUE-LONG", "LIST-ROW-NAME"]);
    let aliases: String =
        (0..3_000).map(|n| format!("<INDIVIDUAL_ALIAS><ALIAS_NAME>Odo {n}</ALIAS_NAME></INDIVIDUAL_ALIAS>")).collect();
    let reading = read(&SOUND.replace("</INDIVIDUAL>", &format!("{aliases}</INDIVIDUAL>"))).unwrap();
    assert_eq!((reading.entries[0].names.len(), reading.faults[0].code), (1_000, "LIST-VALUE-MANY"));
}

#[test]
fn a_list_cut_anywhere_is_refused_and_a_byte_changed_anywhere_harms_nobody() {
    for end in 0..SOUND.len() {
        assert!(read(&SOUND[..end]).is_err(), "cut at {end}");
    }
    for at in 0..SOUND.len() {
        for byte in [0u8, b'<', b'&', 0xff, b'"'] {
            let mut bytes = SOUND.as_bytes().to_vec();
            bytes[at] = byte;
            every_reader(&bytes);
        }
    }
}

/// Gives bytes to every reader; each answers, well or ill.
fn every_reader(bytes: &[u8]) {
    let limits = Limits::default();
    let _ = un::read(bytes, &limits);
    let _ = eu::read(bytes, &limits);
    let _ = ofac_xml::read(bytes, "X", &limits);
    let _ = ofac_advanced::read(bytes, "X", &limits);
    let _ = uk_xml::read(bytes, &limits);
    let _ = uk_csv::read(bytes, &limits);
    let _ = ftm::read(bytes, &limits);
    let _ = ofac_csv::read(ofac_csv::Files { list: "X", main: bytes, aliases: bytes, addresses: bytes }, &limits);
    let mapping =
        table::Mapping::new("X", screen::Kind::Person, &[("id", table::Field::Id), ("name", table::Field::Name)]);
    let _ = table::read(bytes, &mapping, &limits);
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_or_refused_quietly(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..300)) {
        every_reader(&bytes);
    }

    #[test]
    fn any_text_of_markup_is_read_or_refused_quietly(text in "[<>/a-c \"'=&;,\\n\\{\\}:\\[\\]]{0,200}") {
        every_reader(text.as_bytes());
        every_reader(format!("<CONSOLIDATED_LIST><INDIVIDUAL>{text}</INDIVIDUAL></CONSOLIDATED_LIST>").as_bytes());
        every_reader(format!("id,name\n{text}").as_bytes());
        every_reader(format!("{{\"id\":\"1\",\"schema\":\"Person\",\"properties\":{{{text}}}}}").as_bytes());
    }
}
