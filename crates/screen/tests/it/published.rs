//! Lists as published, when they are at hand: in the folder that `OPENFIU_LISTS` names.

use screen::list::{Limits, ofac_csv, un};
use screen::{Index, Kind, NameKind, Policy, Query, learn_rarity};
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/lists");
    let folder = std::env::var_os("OPENFIU_LISTS").map_or(beside, PathBuf::from);
    if !folder.is_dir() {
        println!("not run: no published lists at hand; set OPENFIU_LISTS to a folder with them");
        return None;
    }
    Some(folder)
}

fn file(folder: &std::path::Path, part: &str) -> Option<File> {
    let mut files = std::fs::read_dir(folder).unwrap().flatten();
    let found = files.find(|file| file.file_name().to_string_lossy().contains(part));
    if found.is_none() {
        println!("not run: no file with {part} in its name");
    }
    found.map(|found| File::open(found.path()).unwrap())
}

#[test]
fn the_list_of_the_united_nations_is_read_whole() {
    let Some(file) = folder().and_then(|folder| file(&folder, "un-consolidated")) else { return };
    let reading = un::read(file, &Limits::default()).unwrap();
    assert_eq!(reading.dropped_count, 0, "{:?}", reading.faults);
    assert!(reading.entries.len() > 900 && !reading.published.is_empty());
    let births = reading.entries.iter().filter(|entry| !entry.births.is_empty()).count();
    assert!(births > 600, "{births}");
    assert!(reading.entries.iter().any(|entry| entry.names.iter().any(|name| name.kind == NameKind::OriginalScript)));
    assert!(reading.entries.iter().all(|entry| entry.listed_on.is_some()));
}

#[test]
fn the_lists_of_the_united_states_are_read_whole() {
    let Some(folder) = folder() else { return };
    let (Some(main), Some(aliases), Some(addresses)) =
        (file(&folder, "ofac-sdn"), file(&folder, "ofac-alt"), file(&folder, "ofac-add"))
    else {
        return;
    };
    let files = ofac_csv::Files { list: ofac_csv::LIST, main, aliases, addresses };
    let reading = ofac_csv::read(files, &Limits::default()).unwrap();
    let dropped: Vec<&screen::list::Fault> = reading.faults.iter().filter(|fault| fault.dropped).collect();
    assert!(reading.entries.len() > 7_000 && dropped.len() < 10, "{dropped:?}");
    let with = |kind| reading.entries.iter().filter(|entry| entry.kind == kind).count();
    assert!(with(Kind::Person) > 3_000 && with(Kind::Vessel) > 300 && with(Kind::Aircraft) > 200);
    assert!(reading.entries.iter().filter(|entry| !entry.births.is_empty()).count() > 2_500);
}

#[test]
fn every_listed_name_finds_its_own_entry() {
    let Some(file) = folder().and_then(|folder| file(&folder, "un-consolidated")) else { return };
    let entries = un::read(file, &Limits::default()).unwrap().entries;
    let policy = Policy { hits_max: 10_000, ..Policy::default() };
    let index = Index::build(entries.iter().cloned(), Arc::new(learn_rarity(&entries)), policy);
    let mut screener = index.screener();
    let mut lost = 0usize;
    let mut names = 0usize;
    for entry in &entries {
        for name in &entry.names {
            names += 1;
            let answer = screener.screen(&Query::name(entry.kind, name.text.reveal()));
            let found = answer.hits.iter().any(|hit| index.entry(hit.entry).is_some_and(|met| met.id == entry.id));
            lost += usize::from(!found);
        }
    }
    // Names that are no names ("-", "n/a") find nobody by design.
    assert!(lost * 500 < names, "{lost} of {names}");
}
