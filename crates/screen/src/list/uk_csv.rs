//! United Kingdom: the consolidated list of OFSI (`ConList.csv`) and the sanctions list, CSV.
//!
//! Both begin with a line that carries a date, then a header; one entry is spread over several rows that share a
//! number ("Group ID" or "Unique ID"). Rows are told apart by their header, so the order of columns does not matter.

use super::guard::Guard;
use super::ofac_csv::{csv_reader, read_row};
use super::uk_xml::{LIST, day, kind, name_kind};
use super::{Limits, ListError, Reading, Spot};
use crate::entry::{Entry, IdentifierKind, NameKind};
use hashbrown::HashMap;
use std::io::Read;

/// Rows before the header that may carry the date of the list.
const PREAMBLE_ROWS_MAX: usize = 3;

/// Reads the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not UTF-8, or larger than the limits.
pub fn read(input: impl Read, limits: &Limits) -> Result<Reading, ListError> {
    let mut csv = csv_reader(input, b',', limits);
    let mut reading = Reading::default();
    let mut fields = csv::StringRecord::new();
    let Some(header) = read_header(&mut csv, &mut fields, &mut reading)? else { return Ok(reading) };
    let mut entries: Vec<(Entry, u64)> = Vec::new();
    let mut by_number: HashMap<String, usize> = HashMap::new();
    while let Some(row) = read_row(&mut csv, &mut fields)? {
        let id = header.get(&fields, &["unique id", "group id"]);
        let spot = Spot { row, column: 0, id };
        if fields.len() != header.width {
            reading.row_fault(limits, "LIST-ROW-COLUMNS", spot, &fields.len().to_string());
            continue;
        }
        if id.is_empty() {
            reading.row_fault(limits, "LIST-ROW-ID", spot, "");
            continue;
        }
        let at = *by_number.entry(id.to_owned()).or_insert(entries.len());
        if at == entries.len() {
            if at >= limits.entries_max {
                return Err(ListError::Limit { row, what: "entries", max: super::as_u64(limits.entries_max) });
            }
            entries.push((Entry::new(LIST, id, kind(header.get(&fields, KIND))), row));
        }
        if let Some((entry, _)) = entries.get_mut(at) {
            add_row(&mut reading, limits, (entry, &header), &fields, spot);
        }
    }
    for (mut entry, row) in entries {
        entry.names.sort_by_key(|name| name.kind != NameKind::Primary);
        let id = entry.id.clone();
        reading.finish(limits, entry, Spot { row, column: 0, id: &id })?;
    }
    Ok(reading)
}

const KIND: &[&str] = &["individual, entity, ship", "designation type", "group type"];

/// Columns by name, lower case.
struct Header {
    columns: HashMap<String, usize>,
    width: usize,
}

impl Header {
    /// The first of the named columns that is there, trimmed.
    fn get<'a>(&self, fields: &'a csv::StringRecord, names: &[&str]) -> &'a str {
        names.iter().find_map(|name| self.columns.get(*name)).and_then(|at| fields.get(*at)).unwrap_or_default().trim()
    }

    /// The number of a column, from 1; 0 when it is not there.
    fn number(&self, names: &[&str]) -> u64 {
        names.iter().find_map(|name| self.columns.get(*name)).map_or(0, |at| super::as_u64(at + 1))
    }
}

fn read_header<R: Read>(
    csv: &mut csv::Reader<Guard<R>>,
    fields: &mut csv::StringRecord,
    reading: &mut Reading,
) -> Result<Option<Header>, ListError> {
    let mut first = String::new();
    for _ in 0..=PREAMBLE_ROWS_MAX {
        if read_row(csv, fields)?.is_none() {
            break;
        }
        let columns: HashMap<String, usize> =
            fields.iter().map(|name| name.trim().trim_start_matches('\u{feff}').to_lowercase()).zip(0..).collect();
        if columns.contains_key("name 6") && (columns.contains_key("group id") || columns.contains_key("unique id")) {
            return Ok(Some(Header { columns, width: fields.len() }));
        }
        if first.is_empty() {
            fields.get(0).unwrap_or_default().clone_into(&mut first);
            let line = fields.iter().collect::<Vec<_>>().join(" ");
            reading.published = line
                .split_whitespace()
                .find(|word| word.bytes().any(|b| b.is_ascii_digit()))
                .unwrap_or_default()
                .to_owned();
        }
    }
    Err(ListError::kind(1, &first, "a UK list with the columns Name 6 and Group ID or Unique ID"))
}

fn add_row(
    reading: &mut Reading,
    limits: &Limits,
    (entry, header): (&mut Entry, &Header),
    fields: &csv::StringRecord,
    spot: Spot<'_>,
) {
    let get = |names: &[&str]| header.get(fields, names);
    let name = ["name 1", "name 2", "name 3", "name 4", "name 5", "name 6"].map(|part| get(&[part])).join(" ");
    entry.add_name(&name, name_kind(get(&["name type", "alias type"]), get(&["alias strength", "alias quality"])));
    entry.add_name(get(&["name non-latin script"]), NameKind::OriginalScript);
    let births: &[&str] = &["d.o.b", "dob"];
    let spot = Spot { column: header.number(births), ..spot };
    if let Some(birth) = day(reading, limits, entry, get(births), spot) {
        entry.add_birth(birth);
    }
    let listed: &[&str] = &["date designated", "uk sanctions list date designated", "listed on"];
    let spot = Spot { column: header.number(listed), ..spot };
    if entry.listed_on.is_none() {
        entry.listed_on = day(reading, limits, entry, get(listed), spot);
    }
    entry.add_birth_place(&[get(&["town of birth"])], get(&["country of birth"]));
    for name in [&["nationality(/ies)", "nationality"][..], &["current believed flag of ship"]] {
        entry.add_nationality(get(name));
    }
    for (name, kind) in [
        ("passport number", IdentifierKind::Passport),
        ("national identification number", IdentifierKind::NationalId),
        ("national identifier number", IdentifierKind::NationalId),
        ("business registration number (s)", IdentifierKind::Registration),
        ("imo number", IdentifierKind::Imo),
        ("email address", IdentifierKind::Email),
        ("phone number", IdentifierKind::Phone),
        ("website", IdentifierKind::Website),
    ] {
        entry.add_identifier(kind, get(&[name]), "");
    }
    let lines = [1, 2, 3, 4, 5, 6].map(|n| get(&[&format!("address line {n}"), &format!("address {n}")]));
    entry.add_place(&lines, get(&["address country", "country"]));
    entry.add_programme(get(&["regime name", "regime"]));
    for name in ["other information", "uk statement of reasons", "position"] {
        let text = get(&[name]);
        if !entry.remarks.iter().any(|remark| remark.reveal() == text) {
            entry.add_remark(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::Kind;

    const OLD: &str = "Last Updated,03/02/2031\r\n\
Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Address 1,Country,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID\r\n\
BRANDT,Odon,,,,,,,07/06/1950,Umeå,Sweden,Sweden,P7771,Gata 1,Sweden,Individual,AKA,Good,Sealand,01/07/2029,12\r\n\
BRANDT,Odo,K.,,,,,Одо Брандт,00/00/1951,Umeå,Sweden,Sweden,P7771,Gata 1,Sweden,Individual,Primary name,,Sealand,01/07/2029,12\r\n\
Oddy,,,,,,,,some day,,,,,,,Individual,AKA,Low,Sealand,01/07/2029,12\r\n\
short,row\r\n\
HERON LINES,,,,,,,,,,,,,\"Quay 4, Port Zed\",Sealand,Entity,Primary name,,Sealand,02/07/2029,13\r\n";

    const NEW: &str = "\u{feff}Report Date: 03-Feb-2031\r\n\
Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name type,Alias strength,\"Individual, Entity, Ship\",IMO number,Date Designated\r\n\
03/02/2031,ZZA0002,77,HERON 2,,Primary Name,,Ship,9999993,02/07/2029\r\n";

    #[test]
    fn rows_of_one_number_become_one_entry() {
        let reading = read(OLD.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(reading.published, "03/02/2031");
        let [person, firm] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [
                ("Odo K. BRANDT", NameKind::Primary),
                ("Odon BRANDT", NameKind::Alias),
                ("Одо Брандт", NameKind::OriginalScript),
                ("Oddy", NameKind::Weak),
            ]
        );
        assert_eq!((person.births.len(), person.places.len(), person.identifiers.len()), (2, 1, 1));
        assert_eq!(
            (firm.kind, firm.places.first().unwrap().text.reveal().as_str()),
            (Kind::Organisation, "Quay 4, Port Zed")
        );
        let faults: Vec<(&str, u64, u64)> =
            reading.faults.iter().map(|fault| (fault.code, fault.row, fault.column)).collect();
        assert_eq!(faults, [("LIST-VALUE-DATE", 5, 9), ("LIST-ROW-COLUMNS", 6, 0)]);
    }

    #[test]
    fn the_newer_header_is_read_too() {
        let reading = read(NEW.as_bytes(), &Limits::default()).unwrap();
        let [ship] = reading.entries.as_slice() else { panic!("{reading:?}") };
        assert_eq!((ship.id.as_str(), ship.kind), ("ZZA0002", Kind::Vessel));
        assert_eq!(ship.identifiers.first().map(|found| found.kind), Some(IdentifierKind::Imo));
    }

    #[test]
    fn another_table_is_refused() {
        assert_eq!(read("a,b\n1,2\n".as_bytes(), &Limits::default()).unwrap_err().code(), "LIST-KIND");
    }
}
