//! Documents made to hurt: refused with their code, quickly, in little memory (catalogue rows X01 to X49).

use crate::{check, codes, compile, zz};
use openfiu_xsd::{Checker, Dialect, Limits, Schema};
use vocab::Severity;

const SMALL: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="r"><xs:complexType><xs:sequence>
    <xs:element name="s" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
    <xs:element name="i" type="xs:int" minOccurs="0" nillable="true"/>
    <xs:element name="c" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="s" type="xs:string"/></xs:sequence></xs:complexType></xs:element>
    </xs:sequence></xs:complexType></xs:element></xs:schema>"#;

fn refused(document: &[u8], code: &str) {
    let (outcome, findings) = check(&compile(SMALL), document);
    let shown = String::from_utf8_lossy(&document[..document.len().min(120)]).into_owned();
    assert_eq!(codes(&findings), [code], "{shown}");
    assert!(!outcome.valid && findings.iter().all(|f| f.severity.rejects()), "{shown}");
}

fn taken(document: &[u8]) {
    let (outcome, findings) = check(&compile(SMALL), document);
    assert!(outcome.valid, "{} {findings:?}", String::from_utf8_lossy(document));
}

#[test]
fn document_types_and_entities() {
    for doctype in [
        "<!DOCTYPE r><r/>",
        "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><r/>",
        "<?xml version=\"1.0\"?>\n<!DOCTYPE r [<!ENTITY x SYSTEM \"http://127.0.0.1/\">]><r>&x;</r>",
        "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><r>&b;</r>",
        "<!DOCTYPE r [<!ENTITY % p SYSTEM \"http://127.0.0.1/x\"> %p;]><r/>",
    ] {
        refused(doctype.as_bytes(), "XML-DTD");
    }
    refused(b"<r><s>&nbsp;</s></r>", "XML-ENTITY");
    refused(b"<r><s>&#0;</s></r>", "XML-CHAR");
    refused(b"<r><s>a & b</s></r>", "XML-SYNTAX");
}

#[test]
fn depth_attributes_and_lengths() {
    let nested = |n: usize| format!("<r>{}", "<x>".repeat(n));
    let (_, findings) = check(&compile(SMALL), nested(1_000_000).as_bytes());
    assert_eq!(codes(&findings).last().map(String::as_str), Some("XML-DEPTH"));
    let limits = Limits::default();
    let ok = format!("<r>{}{}</r>", "<x>".repeat(63), "</x>".repeat(63));
    assert_eq!(codes(&check(&compile(SMALL), ok.as_bytes()).1), ["XSD-UNKNOWN"], "64 levels are allowed");
    let attributes = |n: usize| (0..n).map(|i| format!(" a{i}=\"\"")).collect::<String>();
    refused(format!("<r{}/>", attributes(800_000)).as_bytes(), "XML-ATTRS");
    let (_, findings) =
        check(&compile(SMALL), format!("<r{}/>", attributes(limits.attributes_max as usize)).as_bytes());
    assert!(findings.iter().all(|f| f.code.as_str() == "XSD-ATTR") && findings.len() == limits.attributes_max as usize);
    let spaces = (0..1_000_000).map(|i| format!(" xmlns:p{i}=\"u\"")).collect::<String>();
    refused(format!("<r{spaces}/>").as_bytes(), "XML-NSDECL");
    refused(format!("<r a=\"{}\"/>", "x".repeat(100_000)).as_bytes(), "XML-LIMIT");
    refused(format!("<{}", "x".repeat(1 << 20)).as_bytes(), "XML-LIMIT");
    refused(format!("<!--{}", "x".repeat(3 << 20)).as_bytes(), "XML-LIMIT");
    refused(format!("<r><?p {}", "x".repeat(3 << 20)).as_bytes(), "XML-LIMIT");
    refused(format!("<r><s>{}</s></r>", "x".repeat(5 << 20)).as_bytes(), "XML-LIMIT");
    refused(format!("<r><s><![CDATA[{}", "x".repeat(5 << 20)).as_bytes(), "XML-LIMIT");
    refused(b"<r a=\"1\" a=\"2\"/>", "XML-DUPATTR");
    refused(b"<r xmlns:a=\"u\" xmlns:b=\"u\" a:x=\"1\" b:x=\"2\"/>", "XML-DUPATTR");
}

#[test]
fn namespaces() {
    for document in [
        "<p:r/>",
        "<r p:a=\"1\"/>",
        "<r xmlns:xml=\"urn:x\"/>",
        "<r xmlns:xmlns=\"urn:x\"/>",
        "<r xmlns:p=\"\"/>",
        "<r xmlns:p=\"http://www.w3.org/2000/xmlns/\"/>",
        "<r xmlns:0=\"u\"/>",
        "<r xmlns:.=\"u\"/>",
        "<r xmlns::p=\"u\"/>",
        "<r xml:0=\"\"/>",
        "<r xmlns:q=\"u\" q:.=\"\"/>",
    ] {
        refused(document.as_bytes(), "XML-NS");
    }
    refused(b"<r xmlns=\"urn:x\"/>", "XSD-ROOT");
    refused(b"<p:r xmlns:p=\"urn:x\"/>", "XSD-ROOT");
    taken(b"<r xmlns=\"\"/>");
    taken(b"<r xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"http://127.0.0.1/x.xsd\"/>");
    taken(b"<r xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\"><i a:nil=\"true\"/></r>");
    refused(b"<r xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\"><s a:nil=\"true\"/></r>", "XSD-NIL");
    refused(
        b"<r xmlns:a=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xs=\"http://www.w3.org/2001/XMLSchema\"><i a:type=\"xs:string\">1</i></r>",
        "XSD-TYPE",
    );
}

#[test]
fn roots_ends_and_declarations() {
    for (document, code) in [
        ("", "XML-EMPTY"),
        (" \n\t", "XML-EMPTY"),
        ("<q/>", "XSD-ROOT"),
        ("<r/><r/>", "XML-TRAILING"),
        ("<r/>text", "XML-TRAILING"),
        ("<r/>PK\u{3}\u{4}", "XML-TRAILING"),
        ("text", "XML-SYNTAX"),
        (" <?xml version=\"1.0\"?><r/>", "XML-SYNTAX"),
        ("<?xml version=\"1.0\"?><?xml version=\"1.0\"?><r/>", "XML-SYNTAX"),
        ("<?xml version=\"1.1\"?><r/>", "XML-VERSION"),
        ("<?xml version=\"2.0\"?><r/>", "XML-VERSION"),
        ("<?xml version=\"1.0\" encoding=\"utf-16\"?><r/>", "XML-ENCODING"),
        ("<?xml version=\"1.0\" encoding=\"utf-7\"?><r/>", "XML-ENCODING"),
        ("<r>", "XML-EOF"),
        ("<r></q>", "XML-TAG"),
        ("<r", "XML-SYNTAX"),
        ("<r><s>a]]>b</s></r>", "XML-SYNTAX"),
        ("<r><!-- a -- b --></r>", "XML-SYNTAX"),
        ("<r><s>a</s", "XML-EOF"),
        ("<r a=b/>", "XML-SYNTAX"),
        ("<r a=\"<\"/>", "XML-SYNTAX"),
        ("<r a=\"1\"b=\"2\"/>", "XML-SYNTAX"),
        ("<r><1/></r>", "XML-SYNTAX"),
        ("<r xmlns:q=\"u\"><q:0/></r>", "XML-SYNTAX"),
        ("<q:. xmlns:q=\"u\"/>", "XML-SYNTAX"),
        ("<r>text</r>", "XSD-TEXT"),
        ("<r><![CDATA[text]]></r>", "XSD-TEXT"),
    ] {
        refused(document.as_bytes(), code);
    }
}

#[test]
fn bytes_that_are_no_text() {
    for bytes in [&b"\xC0\xAF"[..], b"\xED\xA0\x80", b"\xF5\x80\x80\x80", b"\xFF", b"\x80"] {
        refused(&[b"<r><s>", bytes, b"</s></r>"].concat(), "XML-UTF8");
    }
    for bytes in [&b"\x00"[..], b"\x01", b"\x1F", b"\xEF\xBF\xBE", b"\xEF\xBF\xBF"] {
        refused(&[b"<r><s>", bytes, b"</s></r>"].concat(), "XML-CHAR");
    }
    refused(b"<r><s>\xE2\x82", "XML-UTF8");
}

#[test]
fn what_is_unusual_but_right_is_taken() {
    for document in [
        "\u{FEFF}<r/>",
        "\u{FEFF}<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\r\n<!-- c --><?p i?>\r\n<r/>\n<!-- end -->\n",
        "<r ><s ></s ><s\n/></r >",
        "<r><s><script>alert(1)</script></s></r>"
            .replace("<script>", "&lt;script&gt;")
            .replace("</script>", "")
            .as_str(),
        "<r><s><![CDATA[<script>]]>]]&gt;</s></r>",
        "<r><i>1<!-- -->2<?p?></i></r>",
        "<r><i>&#x31;&#x0000032;</i></r>",
        "<r xml:lang=\"en\"/>",
    ] {
        taken(document.as_bytes());
    }
}

#[test]
fn a_value_in_pieces_is_one_value_for_the_reader() {
    #[derive(Default)]
    struct Texts(Vec<String>);
    impl openfiu_xsd::Handler for Texts {
        fn start(&mut self, _: vocab::NameId, _: &str, _: vocab::At, _: bool) {}
        fn text(&mut self, text: &str) {
            self.0.push(text.to_owned());
        }
        fn end(&mut self, _: u64) {}
    }
    let schema = compile(SMALL);
    let document = "<r><s>12<!-- -->34</s><s><![CDATA[Ab]]>dul</s><s>a\r\nb\rc</s><s>x&#13;y</s><i>5</i></r>";
    let mut checker = Checker::new(&schema, Limits::default(), Texts::default());
    checker.feed(document.as_bytes(), &mut |finding| panic!("{finding:?}"));
    let (_, texts) = checker.finish(&mut |finding| panic!("{finding:?}"));
    assert_eq!(texts.0, ["1234", "Abdul", "a\nb\nc", "x\ry", "5"]);
}

#[test]
fn a_report_cut_anywhere_is_refused_and_nothing_breaks() {
    let schema = zz();
    let text = schema.sample(&openfiu_xsd::Sampler::default(), &mut |_| None).unwrap();
    let text = text.trim_end();
    for end in 0..text.len().min(10_240) {
        let (outcome, findings) = check(&schema, &text.as_bytes()[..end]);
        assert!(!outcome.well_formed, "cut at {end}");
        assert_eq!(findings.iter().filter(|f| f.severity == Severity::Fatal).count(), 1, "cut at {end}");
    }
}

#[test]
fn a_hundred_thousand_mistakes_take_no_more_memory_than_one() {
    let schema = compile(SMALL);
    let mut found = 0_u64;
    let mut checker = Checker::new(&schema, Limits::default(), ());
    checker.feed(b"<r>", &mut |_| found += 1);
    for _ in 0..100_000 {
        checker.feed(b"<x/>", &mut |_| found += 1);
    }
    checker.feed(b"</r>", &mut |_| found += 1);
    let (outcome, ()) = checker.finish(&mut |_| ());
    assert_eq!((found, outcome.findings), (100_000, 100_000));
}

#[test]
fn the_limit_on_elements_is_exact() {
    let schema = compile(SMALL);
    let limits = Limits { elements_max: 4, ..Limits::default() };
    for (count, expected) in [(2, None), (3, None), (4, Some("XML-LIMIT"))] {
        let mut codes = Vec::new();
        let mut checker = Checker::new(&schema, limits.clone(), ());
        checker
            .feed(format!("<r>{}</r>", "<s>a</s>".repeat(count)).as_bytes(), &mut |f| codes.push(f.code.to_string()));
        checker.finish(&mut |f| codes.push(f.code.to_string()));
        assert_eq!(codes.first().map(String::as_str), expected);
    }
}

#[test]
fn schemas_that_are_wrong_say_where() {
    let table = [
        ("<a/>", "not `xs:schema`"),
        ("<xs:schema", "not well-formed"),
        ("<xs:element name=\"r\"><xs:complexType><xs:all/></xs:complexType></xs:element>", "xs:all"),
        ("<xs:element name=\"r\" type=\"t\"/>", "type `t` is used but not defined"),
        ("<xs:import namespace=\"u\"/>", "xs:import"),
        ("<xs:element name=\"r\" type=\"xs:duration\"/>", "xs:duration"),
        ("<xs:simpleType name=\"t\"><xs:restriction base=\"t\"/></xs:simpleType>", "derived from itself"),
        (
            "<xs:simpleType name=\"t\"><xs:restriction base=\"xs:string\"><xs:pattern value=\"a(\"/></xs:restriction></xs:simpleType>",
            "cannot be used",
        ),
        (
            "<xs:simpleType name=\"t\"><xs:restriction base=\"xs:string\"><xs:maxLength value=\"x\"/></xs:restriction></xs:simpleType>",
            "`maxLength` cannot be `x`",
        ),
        (
            "<xs:complexType name=\"t\"><xs:sequence><xs:element name=\"a\" type=\"xs:int\" minOccurs=\"0\"/><xs:element name=\"a\" type=\"xs:int\"/></xs:sequence></xs:complexType>",
            "two declarations",
        ),
        (
            "<xs:complexType name=\"t\"><xs:sequence><xs:element name=\"a\" type=\"xs:int\" maxOccurs=\"100000\"/></xs:sequence></xs:complexType>",
            "too many",
        ),
        ("<xs:complexType name=\"t\"><xs:sequence/><xs:attribute name=\"x\"/></xs:complexType>", "xs:attribute"),
    ];
    for (inner, expected) in table {
        let text = if inner.starts_with("<xs:schema") || inner.starts_with("<a") {
            inner.to_owned()
        } else {
            format!("<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n{inner}</xs:schema>")
        };
        let error = Schema::compile(&text, Dialect::DotNet).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(error.line >= 1);
    }
}
