//! Any table in CSV whose columns are named by a mapping: an office's own list, a court's list, a spreadsheet.

use super::ofac_csv::{csv_reader, read_row};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use std::io::Read;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The number of the entry. Rows with the same number, one after the other or not, are separate entries.
    Id,
    /// The kind of subject, as [`Kind::code`]; another word is reported and the kind is unknown.
    Kind,
    /// Part of the name to show. Several columns are joined by a space in the order of the mapping.
    Name,
    /// Other names, parted by [`Mapping::parter`].
    Names(NameKind),
    /// Date of birth, ISO 8601, day first with slashes, or in English words.
    Birth,
    /// Place of birth.
    BirthPlace,
    /// Address.
    Place,
    /// Nationalities or seats, parted by [`Mapping::parter`].
    Nationality,
    /// Identifiers, parted by [`Mapping::parter`].
    Identifier(IdentifierKind),
    /// Programme.
    Programme,
    /// Day of listing.
    ListedOn,
    /// Remark.
    Remark,
}

/// Which column holds what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Short name of the list in entries.
    pub list: String,
    /// Kind of subject where no column says it.
    pub kind: Kind,
    /// What parts the columns.
    pub separator: u8,
    /// What parts several values in one column.
    pub parter: char,
    /// Names of columns as the header writes them, and what they hold.
    pub columns: Vec<(String, Field)>,
}

impl Mapping {
    /// A mapping of columns parted by commas and values parted by semicolons.
    pub fn new(list: &str, kind: Kind, columns: &[(&str, Field)]) -> Self {
        let columns = columns.iter().map(|(name, field)| ((*name).to_owned(), *field)).collect();
        Self { list: list.to_owned(), kind, separator: b',', parter: ';', columns }
    }
}

/// Reads a table.
///
/// # Errors
///
/// [`ListError`] when a column of the mapping is missing, or the file is not UTF-8 or larger than the limits.
pub fn read(input: impl Read, mapping: &Mapping, limits: &Limits) -> Result<Reading, ListError> {
    let mut csv = csv_reader(input, mapping.separator, limits);
    let mut reading = Reading::default();
    let mut fields = csv::StringRecord::new();
    let header_row = read_row(&mut csv, &mut fields)?.unwrap_or(1);
    let width = fields.len();
    let mut columns = Vec::with_capacity(mapping.columns.len());
    for (name, field) in &mapping.columns {
        let at = fields.iter().position(|column| column.trim().trim_start_matches('\u{feff}') == name);
        let Some(at) = at else { return Err(ListError::Column { row: header_row, column: name.clone() }) };
        columns.push((at, *field));
    }
    while let Some(row) = read_row(&mut csv, &mut fields)? {
        let id = columns.iter().find(|(_, field)| *field == Field::Id).and_then(|(at, _)| fields.get(*at));
        let spot = Spot { row, column: 0, id: id.unwrap_or_default().trim() };
        if fields.len() != width {
            reading.row_fault(limits, "LIST-ROW-COLUMNS", spot, &fields.len().to_string());
            continue;
        }
        let mut entry = Entry::new(&mapping.list, spot.id, mapping.kind);
        let whole: Vec<&str> =
            columns.iter().filter(|(_, field)| *field == Field::Name).filter_map(|(at, _)| fields.get(*at)).collect();
        entry.add_name(&whole.join(" "), NameKind::Primary);
        for (at, field) in &columns {
            let spot = Spot { column: super::as_u64(*at + 1), ..spot };
            add_field(&mut reading, limits, (&mut entry, mapping), (*field, fields.get(*at).unwrap_or_default()), spot);
        }
        reading.finish(limits, entry, spot)?;
    }
    Ok(reading)
}

fn add_field(
    reading: &mut Reading,
    limits: &Limits,
    (entry, mapping): (&mut Entry, &Mapping),
    (field, text): (Field, &str),
    spot: Spot<'_>,
) {
    let text = text.trim();
    if text.is_empty() {
        return;
    }
    let each = text.split(mapping.parter);
    match field {
        Field::Id | Field::Name => {}
        Field::Kind => match Kind::from_code(text) {
            Some(kind) => entry.kind = kind,
            None => {
                entry.kind = Kind::Unknown;
                reading.value_fault(limits, "LIST-VALUE-KIND", spot, (entry, text));
            }
        },
        Field::Names(kind) => each.for_each(|name| entry.add_name(name, kind)),
        Field::Birth => {
            for date in each {
                if let Some(date) = date_of(reading, limits, entry, date, spot) {
                    entry.add_birth(date);
                }
            }
        }
        Field::BirthPlace => entry.add_birth_place(&[text], ""),
        Field::Place => entry.add_place(&[text], ""),
        Field::Nationality => each.for_each(|country| entry.add_nationality(country)),
        Field::Identifier(kind) => each.for_each(|value| entry.add_identifier(kind, value, "")),
        Field::Programme => each.for_each(|programme| entry.add_programme(programme)),
        Field::ListedOn => entry.listed_on = date_of(reading, limits, entry, text, spot),
        Field::Remark => entry.add_remark(text),
    }
}

fn date_of(
    reading: &mut Reading,
    limits: &Limits,
    entry: &mut Entry,
    text: &str,
    spot: Spot<'_>,
) -> Option<PartialDate> {
    let date = PartialDate::from_iso(text)
        .or_else(|| PartialDate::from_day_first(text))
        .or_else(|| PartialDate::from_words(text));
    if date.is_none() && !text.trim().is_empty() {
        reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, text));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping() -> Mapping {
        let columns = [
            ("no", Field::Id),
            ("given", Field::Name),
            ("family", Field::Name),
            ("aka", Field::Names(NameKind::Alias)),
            ("what", Field::Kind),
            ("born", Field::Birth),
            ("passport", Field::Identifier(IdentifierKind::Passport)),
        ];
        Mapping { separator: b';', parter: '|', ..Mapping::new("OWN", Kind::Person, &columns) }
    }

    #[test]
    fn rows_become_entries_and_faults_say_where() {
        let table = "\u{feff}no;what;given;family;aka;born;passport\n\
            1;person;Odo;Brandt;Odon Brandt|Oddy;1950|7th;P1|P2\n\
            2;ghost;Heron;;;;\n\
            3;person;too;few\n\
            ;person;No;Number;;;\n";
        let reading = read(table.as_bytes(), &mapping(), &Limits::default()).unwrap();
        let [person, ghost] = reading.entries.as_slice() else { panic!("{reading:?}") };
        assert_eq!((person.names.len(), person.births.len(), person.identifiers.len()), (3, 1, 2));
        assert_eq!(person.shown_name().unwrap().reveal(), "Odo Brandt");
        assert_eq!(ghost.kind, Kind::Unknown);
        let faults: Vec<(&str, u64, u64)> =
            reading.faults.iter().map(|fault| (fault.code, fault.row, fault.column)).collect();
        assert_eq!(
            faults,
            [("LIST-VALUE-DATE", 2, 6), ("LIST-VALUE-KIND", 3, 2), ("LIST-ROW-COLUMNS", 4, 0), ("LIST-ROW-ID", 5, 0)]
        );
    }

    #[test]
    fn a_missing_column_and_other_bytes_are_refused() {
        let error = read("no;given\n1;Odo\n".as_bytes(), &mapping(), &Limits::default()).unwrap_err();
        assert_eq!(error.code(), "LIST-COLUMN");
        assert!(error.to_string().contains("`family`"));
        let latin = b"no;what;given;family;aka;born;passport\n1;person;Jos\xe9;x;;;\n";
        let error = read(latin.as_slice(), &mapping(), &Limits::default()).unwrap_err();
        assert!(matches!(error, ListError::Encoding { row: 2 }), "{error}");
    }
}
