//! Our verdicts against those recorded from System.Xml and from libxml2 (see `tests/verdicts/record`).

use crate::mutants::{Fingerprint, mutant};
use openfiu_xsd::{Checker, Dialect, Limits, Schema};

struct Recorded {
    count: u64,
    seed: u64,
    fingerprint: String,
    dotnet: Vec<bool>,
    libxml2: Vec<bool>,
}

impl Recorded {
    fn read(text: &str) -> Self {
        let head: Vec<&str> = text.lines().next().unwrap().split(' ').collect();
        let (dotnet, libxml2) = text.split_once("dotnet").unwrap().1.split_once("libxml2").unwrap();
        let verdicts = |text: &str| text.chars().filter(|c| matches!(c, 'v' | 'i')).map(|c| c == 'v').collect();
        Self {
            count: head[1].parse().unwrap(),
            seed: head[3].parse().unwrap(),
            fingerprint: head[5].to_owned(),
            dotnet: verdicts(dotnet),
            libxml2: verdicts(libxml2),
        }
    }
}

fn valid(schema: &Schema, bytes: &[u8]) -> bool {
    let mut checker = Checker::new(schema, Limits::default(), ());
    checker.feed(bytes, &mut |_| ());
    checker.finish(&mut |_| ()).0.valid
}

/// Where libxml2 2.9.14 refuses what XML Schema 1.0 allows:
///
/// - a CDATA section or a character reference that is white space, between elements (cvc-complex-type 2.3 speaks of
///   characters, however they are written);
/// - blanks around a date and time or around a fixed value, whose white space is collapsed (datatypes 4.3.6).
fn libxml2_is_known_to_err(document: &[u8]) -> bool {
    let text = String::from_utf8_lossy(document);
    let blank_around = |value: &str| value.len() != value.trim().len() && !value.trim().is_empty();
    let values = text.split('>').filter_map(|part| part.split_once("</")).map(|(value, _)| value);
    text.contains("<![CDATA[") || text.contains("&#") || values.into_iter().any(blank_around)
}

fn compare(name: &str, schema_text: &str, recorded: &str) {
    let recorded = Recorded::read(recorded);
    let net = Schema::compile(schema_text, Dialect::DotNet).unwrap();
    let w3c = Schema::compile(schema_text, Dialect::W3c).unwrap();
    let mut fingerprint = Fingerprint::EMPTY;
    let mut known_errors = 0;
    for index in 0..recorded.count {
        let document = mutant(&net, recorded.seed, index).unwrap();
        fingerprint.add(&document);
        let at = usize::try_from(index).unwrap();
        assert_eq!(valid(&net, &document), recorded.dotnet[at], "{name} {index} against System.Xml");
        if valid(&w3c, &document) != recorded.libxml2[at] {
            let text = String::from_utf8_lossy(&document);
            assert!(
                !recorded.libxml2[at] && libxml2_is_known_to_err(&document),
                "{name} {index} against libxml2\n{text}"
            );
            known_errors += 1;
        }
    }
    assert_eq!(format!("{:016x}", fingerprint.0), recorded.fingerprint, "{name}: other documents than were recorded");
    assert!(known_errors * 50 < recorded.count, "{name}: libxml2 errs in {known_errors} of {}", recorded.count);
}

#[test]
fn on_the_shipped_schemas() {
    compare("zz", include_str!("../../../../profiles/zz/schema.xsd"), include_str!("../verdicts/zz.txt"));
    compare("xx-5.0", include_str!("../../../../profiles/xx-5.0/schema.xsd"), include_str!("../verdicts/xx-5.0.txt"));
    compare("xx-4.0", include_str!("../../../../profiles/xx-4.0/schema.xsd"), include_str!("../verdicts/xx-4.0.txt"));
}

#[test]
fn on_published_schemas() {
    for (name, recorded) in [
        ("ae-5.0.2", include_str!("../verdicts/published-ae-5.0.2.txt")),
        ("xx-5.0.1", include_str!("../verdicts/published-xx-5.0.1.txt")),
        ("id-4.0.2", include_str!("../verdicts/published-id-4.0.2.txt")),
        ("lk-1.1.4", include_str!("../verdicts/published-lk-1.1.4.txt")),
    ] {
        let path = format!("{}/../../../shared/xsd/{name}.xsd", env!("CARGO_MANIFEST_DIR"));
        match std::fs::read_to_string(path) {
            Ok(text) => compare(name, &text, recorded),
            Err(_) => println!("{name} is not beside the project: its verdicts are not compared"),
        }
    }
}
