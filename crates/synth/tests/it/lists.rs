//! Stories about lists: every format holds every entry with all its names, and questions have the answers they say.

use openfiu_synth::lists::formats::write;
use openfiu_synth::lists::queries::Questions;
use openfiu_synth::lists::{Asked, Entry, Format, List, Subject};
use std::collections::{BTreeMap, HashSet};

fn file(list: &List, format: Format) -> String {
    let mut out = Vec::new();
    let count = write(list, format, &mut out).unwrap();
    assert_eq!(count as usize, list.iter().count());
    String::from_utf8(out).unwrap()
}

fn attribute_or_text(text: &str, names: &[&str]) -> HashSet<String> {
    let read = roxmltree::Document::parse(text).unwrap();
    let nodes: Vec<_> = read.descendants().collect();
    let texts =
        nodes.iter().filter(|n| names.contains(&n.tag_name().name())).filter_map(|n| n.text().map(str::to_owned));
    let attributes = nodes.iter().flat_map(|n| n.attributes()).filter(|a| names.contains(&a.name()));
    texts.chain(attributes.map(|a| a.value().to_owned())).collect()
}

#[test]
fn the_publishers_xml_is_well_formed_and_holds_every_entry_and_alias() {
    let list = List::new(1, 400);
    let all: Vec<Entry> = list.iter().collect();
    let un = file(&list, Format::Un);
    let aliases = attribute_or_text(&un, &["ALIAS_NAME"]);
    let references = attribute_or_text(&un, &["REFERENCE_NUMBER"]);
    let originals = attribute_or_text(&un, &["NAME_ORIGINAL_SCRIPT"]);
    let eu = attribute_or_text(&file(&list, Format::Eu), &["wholeName"]);
    let sdn = file(&list, Format::Ofac);
    let numbers = attribute_or_text(&sdn, &["idNumber"]);
    let last = attribute_or_text(&sdn, &["lastName"]);
    assert_eq!(references.len(), all.len());
    for entry in &all {
        assert!(eu.contains(&entry.name.full), "{}", entry.name.full);
        let family = if entry.name.family.is_empty() { &entry.name.full } else { &entry.name.family };
        assert!(last.contains(family));
        assert!(entry.aliases.iter().all(|alias| aliases.contains(&alias.name.full) && eu.contains(&alias.name.full)));
        assert!(entry.original.iter().all(|original| originals.contains(original) && eu.contains(original)));
        let wanted =
            |number: &String| if entry.subject == Subject::Ship { format!("IMO {number}") } else { number.clone() };
        assert!(entry.documents.iter().all(|document| numbers.contains(&wanted(&document.number))));
    }
}

#[test]
fn the_tables_and_the_lines_of_json_hold_every_entry_and_alias() {
    let list = List::new(2, 300);
    let all: Vec<Entry> = list.iter().collect();
    let names: usize = all.iter().map(|entry| 1 + entry.aliases.len()).sum();
    let uk = file(&list, Format::Uk);
    assert!(uk.starts_with("Last Updated,"));
    let body = uk.split_once('\n').unwrap().1;
    let mut reader = csv::Reader::from_reader(body.as_bytes());
    assert_eq!(reader.headers().unwrap().len(), 36);
    let groups: Vec<String> = reader.records().map(|row| row.unwrap()[35].to_owned()).collect();
    assert_eq!(groups.len(), names, "a line for each name");
    assert_eq!(groups.iter().collect::<HashSet<_>>().len(), all.len());

    let ftm = file(&list, Format::FollowTheMoney);
    for (line, entry) in ftm.lines().zip(&all) {
        let read: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(read["caption"], entry.name.full.as_str());
        let weak = entry.aliases.iter().filter(|alias| alias.weak).count();
        assert_eq!(read["properties"]["weakAlias"].as_array().map_or(0, Vec::len), weak);
        assert_eq!(read["properties"]["topics"][0], "sanction");
    }

    let plain = file(&list, Format::Plain);
    let mut reader = csv::Reader::from_reader(plain.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), all.len());
    assert!(rows.iter().zip(&all).all(|(row, entry)| row[2] == entry.name.full && row[8] == *entry.country));
}

#[test]
fn the_same_list_gives_the_same_bytes_in_every_format() {
    for format in Format::ALL {
        let first = file(&List::new(3, 300), format);
        assert!(first == file(&List::new(3, 300), format), "{format:?}");
        assert!(first != file(&List::new(4, 300), format), "{format:?}");
        let later = file(&List::new(3, 300).edition(6), format);
        // Each differs by more than the date in its head.
        let lines = |text: &str| text.lines().skip(4).map(str::to_owned).collect::<HashSet<String>>();
        assert!(lines(&first) != lines(&later), "{format:?}");
    }
}

#[test]
fn questions_have_the_answers_they_say() {
    let list = List::new(5, 800);
    let questions = Questions::new(list);
    let mut ways: BTreeMap<Asked, u32> = BTreeMap::new();
    let listed: HashSet<String> =
        list.iter().flat_map(|entry| entry.strong_names().map(str::to_lowercase).collect::<Vec<_>>()).collect();
    for n in 0..3000 {
        let query = questions.ask(n, 300);
        assert_eq!(query, questions.ask(n, 300));
        *ways.entry(query.asked).or_default() += 1;
        assert_eq!(query.answer.is_empty(), query.asked == Asked::Nobody);
        let entries: Vec<Entry> = query.answer.iter().map(|number| list.entry(*number).unwrap()).collect();
        let known = |entry: &Entry| entry.strong_names().any(|name| name == query.name);
        match query.asked {
            Asked::Exact | Asked::Alias | Asked::Original => assert!(entries.iter().any(known), "{query:?}"),
            Asked::Nobody => assert!(!listed.contains(&query.name.to_lowercase()), "{query:?}"),
            Asked::Reordered => {
                let words = |name: &str| name.split_whitespace().map(str::to_owned).collect::<HashSet<String>>();
                assert!(entries.iter().any(|entry| words(&entry.name.full) == words(&query.name)));
            }
            Asked::Edit => {
                let near = |name: &str| name.chars().count().abs_diff(query.name.chars().count()) <= 1;
                assert!(entries.iter().any(|entry| near(&entry.name.full)));
            }
            Asked::TwoEdits | Asked::Romanised | Asked::Mention => {}
        }
    }
    assert_eq!(ways.len(), Asked::ALL.len());
    assert!((800..1000).contains(&ways[&Asked::Nobody]), "{ways:?}");
}
