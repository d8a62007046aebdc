//! Lists of whatever format as entries.

use super::args::ScreenArgs;
use crate::failure::Failure;
use crate::input::people::{self, People, Somebody};
use crate::input::remarks::Remarks;
use crate::input::{Form, Input, Spot, inputs};
use screen::list::{Limits, ListError, Reading, eu, ftm, ofac_advanced, ofac_csv, ofac_xml, uk_csv, uk_xml, un};
use screen::{Entry, NameKind, PartialDate};
use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

/// Bytes of a file that are looked at to tell its format.
const HEAD_BYTES: u64 = 16 << 10;

/// How a list is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Un,
    Eu,
    Ofac,
    OfacAdvanced,
    OfacCsv,
    UkXml,
    UkCsv,
    Entities,
    Table,
}

/// A list that was read.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) file: String,
    pub(super) published: String,
    pub(super) entries: usize,
}

/// The file of a list as it is given, without its format.
pub(super) fn path_of(given: &str) -> (Option<&str>, &Path) {
    match given.split_once('=') {
        Some((format @ ("un" | "eu" | "ofac" | "uk" | "ftm" | "csv"), file)) => (Some(format), Path::new(file)),
        _ => (None, Path::new(given)),
    }
}

/// Reads all lists.
pub(super) fn read(args: &ScreenArgs, remarks: &mut Remarks) -> Result<(Vec<Entry>, Vec<Listed>), Failure> {
    let (mut entries, mut listed) = (Vec::new(), Vec::new());
    for given in &args.lists {
        let (said, path) = path_of(given);
        let file = path.display().to_string();
        let format = format(said, path)?;
        let before = entries.len();
        let published = if format == Format::Table {
            let [input] =
                inputs(&[path.to_owned()], &args.mapping)?.try_into().map_err(|_| Failure::ListKind(file.clone()))?;
            table(&input, remarks, &mut entries)?;
            String::new()
        } else {
            let reading = published(format, path).map_err(|source| Failure::List { file: file.clone(), source })?;
            for fault in &reading.faults {
                let words = if fault.dropped {
                    "entries of lists that cannot be read, which are left out"
                } else {
                    "values of lists that are not understood, which stand among the remarks of their entry"
                };
                remarks.add(words, || format!("{file}, line {}, {}", fault.row, fault.code));
            }
            entries.extend(reading.entries);
            reading.published
        };
        if entries.len() == before {
            return Err(Failure::Empty(file));
        }
        listed.push(Listed { file, published, entries: entries.len() - before });
    }
    Ok((entries, listed))
}

/// The format that is said or that the first bytes show.
fn format(said: Option<&str>, path: &Path) -> Result<Format, Failure> {
    let file = path.display().to_string();
    let mut head = Vec::new();
    let opened = File::open(path).map_err(|source| Failure::Read { file: file.clone(), source })?;
    opened.take(HEAD_BYTES).read_to_end(&mut head).map_err(|source| Failure::Read { file: file.clone(), source })?;
    let text = String::from_utf8_lossy(&head);
    let xml = text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<');
    let has = |words: &str| text.contains(words);
    let ofac = || if has("sdnList") { Format::Ofac } else { Format::OfacAdvanced };
    let uk_table = || text.lines().take(3).any(|line| line.contains("Name 6"));
    let table = matches!(path.extension().and_then(|ending| ending.to_str()), Some("csv" | "tsv" | "txt" | "parquet"));
    Ok(match said {
        Some("un") => Format::Un,
        Some("eu") => Format::Eu,
        Some("ofac") if xml => ofac(),
        Some("ofac") => Format::OfacCsv,
        Some("uk") if xml => Format::UkXml,
        Some("uk") => Format::UkCsv,
        Some("ftm") => Format::Entities,
        Some(_) => Format::Table,
        None if xml && has("CONSOLIDATED_LIST") => Format::Un,
        None if xml && has("sanctionEntity") => Format::Eu,
        None if xml && has("sdnList") => Format::Ofac,
        None if xml && (has("ADVANCED_XML") || has("<Sanctions")) => Format::OfacAdvanced,
        None if xml && has("<Designations") => Format::UkXml,
        None if xml => return Err(Failure::ListKind(file)),
        None if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('{') => Format::Entities,
        None if table && uk_table() => Format::UkCsv,
        None if table && text.split(',').next().is_some_and(|cell| cell.trim().parse::<u32>().is_ok()) => {
            Format::OfacCsv
        }
        None if table => Format::Table,
        None => return Err(Failure::ListKind(file)),
    })
}

/// A list as its publisher writes it.
fn published(format: Format, path: &Path) -> Result<Reading, ListError> {
    let limits = Limits::default();
    let open = |path: &Path| File::open(path).map(BufReader::new).map_err(ListError::Io);
    let input = open(path)?;
    match format {
        Format::Un => un::read(input, &limits),
        Format::Eu => eu::read(input, &limits),
        Format::Ofac => ofac_xml::read(input, ofac_csv::LIST, &limits),
        Format::OfacAdvanced => ofac_advanced::read(input, ofac_csv::LIST, &limits),
        Format::UkXml => uk_xml::read(input, &limits),
        Format::UkCsv => uk_csv::read(input, &limits),
        Format::OfacCsv => {
            // The publisher's companions lie beside the main file: aliases and addresses.
            let beside = |name: &str| -> Result<Box<dyn io::Read>, ListError> {
                let companion: PathBuf = path.with_file_name(name);
                if companion.exists() { Ok(Box::new(open(&companion)?)) } else { Ok(Box::new(io::empty())) }
            };
            let cons = path.file_name().is_some_and(|name| name.to_string_lossy().to_uppercase().starts_with("CONS"));
            let (aliases, addresses) = if cons { ("CONS_ALT.CSV", "CONS_ADD.CSV") } else { ("ALT.CSV", "ADD.CSV") };
            let files = ofac_csv::Files {
                list: if cons { "OFAC-CONS" } else { ofac_csv::LIST },
                main: input,
                aliases: beside(aliases)?,
                addresses: beside(addresses)?,
            };
            ofac_csv::read(files, &limits)
        }
        Format::Entities | Format::Table => ftm::read(input, &limits),
    }
}

/// A table of one's own: its columns are known as those of records are.
fn table(input: &Input, remarks: &mut Remarks, entries: &mut Vec<Entry>) -> Result<(), Failure> {
    if input.form != Form::Table {
        return Err(Failure::ListKind(input.label()));
    }
    let list = input.path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut taken = Own { list, entries, remarks: Remarks::default() };
    let read = people::read(std::slice::from_ref(input), remarks, &mut taken);
    remarks.take(taken.remarks);
    read
}

struct Own<'a> {
    list: String,
    entries: &'a mut Vec<Entry>,
    remarks: Remarks,
}

impl People for Own<'_> {
    fn somebody(&mut self, spot: Spot<'_>, somebody: Somebody) -> Result<(), Failure> {
        let id = if somebody.id.is_empty() { spot.row.to_string() } else { somebody.id.clone() };
        let mut entry = Entry::new(&self.list, &id, somebody.kind);
        for (at, name) in somebody.names.iter().enumerate() {
            entry.add_name(&name.text(), if at == 0 { NameKind::Primary } else { NameKind::Alias });
        }
        for born in &somebody.born {
            match date(born) {
                Some(date) => entry.add_birth(date),
                None => self.remarks.add(NO_DATE, || format!("{}, row {}", spot.file, spot.row)),
            }
        }
        somebody.countries.iter().for_each(|country| entry.add_nationality(country));
        somebody.numbers.iter().for_each(|number| entry.add_identifier(number.kind, &number.text, &number.country));
        self.entries.push(entry);
        Ok(())
    }
}

/// Remark on dates.
pub(super) const NO_DATE: &str = "dates of birth or foundation that are not understood and not compared";

/// A date that stands for itself; which of two numbers is the month is never guessed.
pub(super) fn date(text: &str) -> Option<PartialDate> {
    PartialDate::from_iso(text).or_else(|| PartialDate::from_words(text))
}
