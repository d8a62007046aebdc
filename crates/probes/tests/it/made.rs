//! Seeds in formats that only our own writers make. When such a format changes, make them again:
//! `cargo test -p openfiu-probes -- --ignored`, and enter what they come to in `seeds.rs`.

use crate::{fuzz, seeds};
use goaml::convert::Tables;
use goaml::limits::Limits;
use probes::report::PARTS;
use screen::list::{uk_xml, un};
use screen::{Entry, Index, Policy, learn_rarity};
use std::io::{Cursor, Read as _};
use std::sync::Arc;
use xsd::{Dialect, Sampler, Schema};

fn put(target: &str, name: &str, bytes: &[u8]) {
    std::fs::write(fuzz().join(format!("corpus/{target}/seed-{name}")), bytes).unwrap();
}

/// The parts of a workbook that are read, as its probe takes them.
fn parts(workbook: Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut parts = PARTS.to_vec();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        if !name.contains("theme") && !name.contains("docProps") {
            parts.extend([b"\0", name.as_bytes(), b"\0"].concat());
            part.read_to_end(&mut parts).unwrap();
        }
    }
    parts
}

#[test]
#[ignore = "writes seeds"]
fn tables_in_workbooks() {
    for (name, bytes) in seeds("goaml_table") {
        let Some(what) = name.strip_prefix("csv") else { continue };
        let tables = Tables::from_csv(&bytes, b',', Limits::default());
        if tables.is_good() {
            let workbook = tables.to_xlsx().unwrap();
            put("goaml_table", &format!("xlsx{what}"), &workbook);
            put("goaml_table", &format!("parts{what}"), &parts(workbook));
        }
    }
}

#[test]
#[ignore = "writes seeds"]
fn reports_of_both_generations() {
    for (generation, number, first) in
        [("4.0", 1, "transaction"), ("4.0", 2, "activity"), ("5.0", 3, "transaction"), ("5.0", 4, "activity")]
    {
        let schema = fuzz().join(format!("../profiles/xx-{generation}/schema.xsd"));
        let schema = Schema::compile(&std::fs::read_to_string(schema).unwrap(), Dialect::DotNet).unwrap();
        let sampler = Sampler {
            seed: number,
            optional_percent: 25,
            repeat: 1,
            prefer: vec![first.to_owned()],
            avoid: Vec::new(),
        };
        let text = schema.sample(&sampler, &mut |_| None).unwrap();
        put("goaml_report", &format!("{generation}-{first}"), text.as_bytes());
    }
}

#[test]
#[ignore = "writes seeds"]
fn saved_indexes() {
    let lists = seeds("list");
    let of = |wanted: &str| -> Vec<Entry> {
        let (_, bytes) = lists.iter().find(|(name, _)| name == wanted).unwrap();
        match wanted {
            "un" => un::read(&bytes[1..], &screen::list::Limits::default()).unwrap().entries,
            _ => uk_xml::read(&bytes[1..], &screen::list::Limits::default()).unwrap().entries,
        }
    };
    for name in ["un", "uk_xml"] {
        let entries = of(name);
        let saved =
            Index::build(entries.iter().cloned(), Arc::new(learn_rarity(&entries)), Policy::default()).to_bytes();
        // The first byte says whether the whole is given, or what is between head and sum.
        put("screen_state", &format!("{name}-whole"), &[&[0], saved.as_slice()].concat());
    }
}
