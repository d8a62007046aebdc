//! Code lists: the codes of the schema with words in six languages and days of effect.

use crate::enumerations::{Enumeration, SchemaFacts};
use crate::error::{Problem, ProfileError, from_toml, line_of};
use crate::files::Files;
use crate::language::{Labels, Language};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// Names of all countries and currencies, so that no country has to translate them.
const WORLD: [(&str, &str); 2] = [
    ("country_type", include_str!("../world/country.toml")),
    ("currency_type", include_str!("../world/currency.toml")),
];

/// One code list, in the order of the schema.
#[derive(Clone, Debug)]
pub struct CodeList {
    /// Name of its type in the schema, such as `funds_type`.
    pub name: String,
    entries: Vec<CodeEntry>,
    by_code: HashMap<String, usize>,
}

/// One code of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code.
    pub code: String,
    /// What it stands for.
    pub labels: Labels,
    /// First day on which it may be used, if not always.
    pub from: Option<Date>,
    /// First day on which it may no longer be used.
    pub until: Option<Date>,
}

impl CodeEntry {
    /// Whether the code may be used on a day.
    pub fn in_effect(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

impl CodeList {
    /// All codes, in the order of the schema.
    pub fn entries(&self) -> &[CodeEntry] {
        &self.entries
    }

    /// One code.
    pub fn get(&self, code: &str) -> Option<&CodeEntry> {
        self.by_code.get(code).and_then(|at| self.entries.get(*at))
    }

    /// What a code stands for, in a language or else in English.
    pub fn label(&self, code: &str, language: Language) -> Option<&str> {
        self.get(code)?.labels.get(language)
    }

    fn new(name: &str, entries: Vec<CodeEntry>) -> Self {
        let by_code = entries.iter().enumerate().map(|(at, entry)| (entry.code.clone(), at)).collect();
        Self { name: name.to_owned(), entries, by_code }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    list: Spanned<String>,
    codes: BTreeMap<String, Spanned<EntryShape>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryShape {
    ar: Option<String>,
    en: Option<String>,
    es: Option<String>,
    fr: Option<String>,
    ru: Option<String>,
    zh: Option<String>,
    from: Option<String>,
    until: Option<String>,
}

/// The codes of a file, each with its line.
type Entries = BTreeMap<String, (CodeEntry, usize)>;

/// What one list file says.
struct ListFile {
    file: String,
    list: String,
    /// Line of the name of the list.
    line: usize,
    entries: Entries,
}

/// Reads all list files and joins them with the enumerations of the schema.
pub(crate) fn read(files: &Files, facts: &SchemaFacts, errors: &mut Vec<ProfileError>) -> BTreeMap<String, CodeList> {
    let mut given: BTreeMap<String, ListFile> = BTreeMap::new();
    for (file, text) in files.below("lists/", ".toml") {
        match read_file(file, text, errors) {
            Ok(read) => {
                if let Some(other) = given.get(&read.list) {
                    let problem = Problem::ListTwice { list: read.list, other: other.file.clone() };
                    errors.push(ProfileError::new(file, read.line, problem));
                } else if facts.list(&read.list).is_none() {
                    let known = facts.lists.iter().map(|list| list.name.as_str()).collect::<Vec<_>>().join(", ");
                    errors.push(ProfileError::new(file, read.line, Problem::ListUnknown { list: read.list, known }));
                } else {
                    given.insert(read.list.clone(), read);
                }
            }
            Err(error) => errors.push(error),
        }
    }
    let world = world();
    facts.lists.iter().map(|list| (list.name.clone(), join(list, given.remove(&list.name), &world, errors))).collect()
}

type World = HashMap<&'static str, Entries>;

fn world() -> World {
    // The files are part of the program and read by a test, so nothing can be wrong with them here.
    let read = |(name, text)| read_file(name, text, &mut Vec::new()).ok().map(|read| (name, read.entries));
    WORLD.into_iter().filter_map(read).collect()
}

fn read_file(file: &str, text: &str, errors: &mut Vec<ProfileError>) -> Result<ListFile, ProfileError> {
    let shape: Shape = from_toml(file, text)?;
    let line = line_of(text, shape.list.span().start);
    let entries = shape.codes.into_iter().map(|(code, entry)| {
        let line = line_of(text, entry.span().start);
        let entry =
            code_entry(&code, entry.into_inner(), |problem| errors.push(ProfileError::new(file, line, problem)));
        (code, (entry, line))
    });
    let entries = entries.collect();
    Ok(ListFile { file: file.to_owned(), list: shape.list.into_inner(), line, entries })
}

fn code_entry(code: &str, shape: EntryShape, mut wrong: impl FnMut(Problem)) -> CodeEntry {
    let words = [shape.ar, shape.en, shape.es, shape.fr, shape.ru, shape.zh];
    let labels = Language::ALL.into_iter().zip(words).filter_map(|(l, words)| Some((l, words?))).collect();
    let mut day = |field: &'static str, value: Option<String>| {
        let value = value?;
        let day: Option<Date> = value.parse().ok();
        if day.is_none() {
            wrong(Problem::Field { field, value, hint: "write a day as \"2026-01-31\"".to_owned() });
        }
        day
    };
    let (from, until) = (day("from", shape.from), day("until", shape.until));
    if let (Some(first), Some(end)) = (from, until)
        && end <= first
    {
        wrong(Problem::Dates { what: code.to_owned(), from: first.to_string(), until: end.to_string() });
    }
    CodeEntry { code: code.to_owned(), labels: Labels(labels), from, until }
}

/// The list of the schema with the words of the country, of the world, or, where no file speaks of it, of the schema.
fn join(list: &Enumeration, file: Option<ListFile>, world: &World, errors: &mut Vec<ProfileError>) -> CodeList {
    let world = world.get(list.name.as_str());
    let entries = list.codes.iter().map(|code| {
        let own = file.as_ref().and_then(|file| file.entries.get(&code.code));
        let known = own.or_else(|| world.and_then(|world| world.get(&code.code)));
        if let (Some(file), None) = (&file, known) {
            let problem = Problem::CodeMissing { list: list.name.clone(), code: code.code.clone() };
            errors.push(ProfileError::new(file.file.clone(), file.line, problem));
        }
        known.map_or_else(|| from_schema(code), |(entry, _)| entry.clone())
    });
    let entries = CodeList::new(&list.name, entries.collect());
    for (code, (_, line)) in file.iter().flat_map(|file| &file.entries) {
        if entries.get(code).is_none() {
            let problem = Problem::CodeUnknown { list: list.name.clone(), code: code.clone() };
            let file = file.as_ref().map_or("", |file| file.file.as_str());
            errors.push(ProfileError::new(file, *line, problem));
        }
    }
    entries
}

fn from_schema(code: &crate::enumerations::EnumerationCode) -> CodeEntry {
    let label = code.label.clone().unwrap_or_else(|| code.code.clone());
    let labels = Labels(BTreeMap::from([(Language::En, label)]));
    CodeEntry { code: code.code.clone(), labels, from: None, until: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCHEMA: &str = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:simpleType name="funds_type">
        <xs:restriction base="xs:string"><xs:enumeration value="CASH"><!--Cash--></xs:enumeration>
        <xs:enumeration value="GOLD"><!--Gold--></xs:enumeration></xs:restriction></xs:simpleType>
        <xs:simpleType name="country_type"><xs:restriction base="xs:string"><xs:enumeration value="FR"/>
        <xs:enumeration value="QQ"><!--Nowhere--></xs:enumeration></xs:restriction></xs:simpleType></xs:schema>"#;

    fn lists(files: &[(&str, &str)]) -> (BTreeMap<String, CodeList>, Vec<String>) {
        let mut all = Files::new();
        files.iter().for_each(|(path, text)| all.insert(*path, *text));
        let mut errors = Vec::new();
        let lists = read(&all, &SchemaFacts::read(SCHEMA).unwrap(), &mut errors);
        (lists, errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_world_has_words_in_every_language() {
        for (name, text) in WORLD {
            let mut errors = Vec::new();
            let read = read_file(name, text, &mut errors).unwrap();
            assert_eq!((read.list.as_str(), errors), (name, vec![]));
            for (entry, line) in read.entries.values() {
                assert!(Language::ALL.into_iter().all(|l| entry.labels.has(l)), "{name} line {line}");
            }
        }
    }

    #[test]
    fn words_come_from_the_country_then_the_world_then_the_schema() {
        let own =
            "list = \"funds_type\"\n[codes]\nCASH = { en = \"Notes\", ru = \"Деньги\" }\nGOLD = { en = \"Gold\" }\n";
        let (lists, errors) = lists(&[("lists/funds_type.toml", own)]);
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(lists["funds_type"].label("CASH", Language::Ru), Some("Деньги"));
        assert_eq!(lists["funds_type"].label("GOLD", Language::Ru), Some("Gold"));
        assert_eq!(lists["country_type"].label("FR", Language::Ar), Some("فرنسا"));
        assert_eq!(lists["country_type"].label("QQ", Language::Fr), Some("Nowhere"));
        assert_eq!(lists["country_type"].label("XX", Language::Fr), None);
    }

    #[test]
    fn a_list_and_its_schema_cannot_drift_apart() {
        let drifted = "list = \"funds_type\"\n[codes]\nCASH = { en = \"C\" }\nCOIN = { en = \"Coin\" }\n";
        let unknown = "list = \"fund_type\"\n[codes]\n";
        let (_, errors) = lists(&[("lists/a.toml", drifted), ("lists/b.toml", drifted), ("lists/c.toml", unknown)]);
        let expected = [
            "lists/b.toml:1: the list `funds_type` is already",
            "lists/c.toml:1: the schema has no list `fund_type`",
            "lists/a.toml:1: the list `funds_type` has no words for the code `GOLD`",
            "lists/a.toml:4: the schema does not have the code `COIN`",
        ];
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        for (error, start) in errors.iter().zip(expected) {
            assert!(error.starts_with(start), "{error}");
        }
    }

    #[test]
    fn a_code_counts_from_its_first_day_until_before_its_last() {
        let dated = "list = \"funds_type\"\n[codes]\nCASH = { en = \"C\", from = \"2026-02-01\", until = \"2026-03-01\" }\nGOLD = { en = \"G\" }\n";
        let (lists, _) = lists(&[("lists/a.toml", dated)]);
        let cash = lists["funds_type"].get("CASH").unwrap();
        let days =
            ["2026-01-31", "2026-02-01", "2026-02-28", "2026-03-01"].map(|day| cash.in_effect(day.parse().unwrap()));
        assert_eq!(days, [false, true, true, false]);
        let (_, errors) = super::tests::lists(&[("lists/a.toml", &dated.replace("2026-03-01", "2026-01-01"))]);
        assert!(errors[0].starts_with("lists/a.toml:3: CASH ends on 2026-01-01"), "{errors:?}");
    }
}
