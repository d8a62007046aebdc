//! United States: the CSV files of OFAC, `SDN.CSV` (or `CONS_PRIM.CSV`) with its companions `ALT` and `ADD`.
//!
//! The files have no header. Main rows have twelve fields: number, name, kind, programme, title, call sign, ship's
//! type, tonnage, gross tonnage, flag, owner, remarks; `-0-` stands for nothing; several programmes are parted by
//! `] [`. A remark packs dates, places, documents and nicknames (see the words of OFAC). Alias rows have five fields,
//! address rows six. A lone byte 1A ends some files.

use super::guard::{Guard, limit_of};
use super::ofac_words::{given_first, subject_kind, unpack_remarks};
use super::{Limits, ListError, Reading, Spot};
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use hashbrown::HashMap;
use std::io::Read;

/// The short name of the list of specially designated nationals in entries.
pub const LIST: &str = "OFAC-SDN";

const MAIN_FIELDS: usize = 12;
const ALIAS_FIELDS: usize = 5;
const ADDRESS_FIELDS: usize = 6;

/// The three files of one list. The companions may be empty.
#[derive(Debug)]
pub struct Files<M, A, P> {
    /// Short name of the list, such as [`LIST`].
    pub list: &'static str,
    /// `SDN.CSV` or `CONS_PRIM.CSV`.
    pub main: M,
    /// `ALT.CSV` or `CONS_ALT.CSV`.
    pub aliases: A,
    /// `ADD.CSV` or `CONS_ADD.CSV`.
    pub addresses: P,
}

/// Reads the list from its files. Faults of the companions follow those of the main file.
///
/// # Errors
///
/// [`ListError`] when a file is not UTF-8, has no rows of its shape at the beginning, or is larger than the limits.
pub fn read<M: Read, A: Read, P: Read>(files: Files<M, A, P>, limits: &Limits) -> Result<Reading, ListError> {
    let mut reading = Reading::default();
    let mut by_number: HashMap<String, usize> = HashMap::new();
    let list = files.list;
    rows(files.main, limits, MAIN_FIELDS, &mut reading, |reading, row, fields| {
        let spot = Spot { row, column: 0, id: field(fields, 0) };
        let entry = entry(reading, limits, list, fields, spot);
        let before = reading.entries.len();
        reading.finish(limits, entry, spot)?;
        if reading.entries.len() > before {
            by_number.insert(spot.id.to_owned(), before);
        }
        Ok(())
    })?;
    rows(files.aliases, limits, ALIAS_FIELDS, &mut reading, |reading, row, fields| {
        let spot = Spot { row, column: 0, id: field(fields, 0) };
        match by_number.get(spot.id).and_then(|at| reading.entries.get_mut(*at)) {
            Some(entry) => {
                let name = field(fields, 3);
                let name = if entry.kind == Kind::Person { given_first(name) } else { name.to_owned() };
                entry.add_name(&name, NameKind::Alias);
                entry.add_remark(field(fields, 4));
            }
            None => reading.row_fault(limits, "LIST-ROW-ORPHAN", spot, field(fields, 3)),
        }
        Ok(())
    })?;
    rows(files.addresses, limits, ADDRESS_FIELDS, &mut reading, |reading, row, fields| {
        let spot = Spot { row, column: 0, id: field(fields, 0) };
        match by_number.get(spot.id).and_then(|at| reading.entries.get_mut(*at)) {
            Some(entry) => {
                entry.add_place(&[field(fields, 2), field(fields, 3)], field(fields, 4));
                entry.add_remark(field(fields, 5));
            }
            None => reading.row_fault(limits, "LIST-ROW-ORPHAN", spot, field(fields, 2)),
        }
        Ok(())
    })?;
    Ok(reading)
}

fn entry(reading: &mut Reading, limits: &Limits, list: &str, fields: &csv::StringRecord, spot: Spot<'_>) -> Entry {
    let kind = match field(fields, 2) {
        "" => Kind::Organisation,
        word => subject_kind(word),
    };
    let mut entry = Entry::new(list, spot.id, kind);
    let name = field(fields, 1);
    let name = if kind == Kind::Person { given_first(name) } else { name.to_owned() };
    entry.add_name(&name, NameKind::Primary);
    for programme in field(fields, 3).split("] [") {
        entry.add_programme(programme.trim_matches(['[', ']']));
    }
    entry.add_remark(field(fields, 4));
    entry.add_identifier(IdentifierKind::CallSign, field(fields, 5), "");
    entry.add_remark(field(fields, 6));
    entry.add_nationality(field(fields, 9));
    entry.add_remark(field(fields, 10));
    for unread in unpack_remarks(&mut entry, field(fields, 11)) {
        reading.value_fault(limits, "LIST-VALUE-DATE", Spot { column: 12, ..spot }, (&mut entry, &unread));
    }
    entry
}

/// A field, trimmed; OFAC's sign for nothing is nothing.
fn field(fields: &csv::StringRecord, at: usize) -> &str {
    match fields.get(at).unwrap_or_default().trim() {
        "-0-" => "",
        text => text,
    }
}

/// Hands on every row of the wanted number of fields; other rows are reported and left out.
fn rows<R: Read>(
    input: R,
    limits: &Limits,
    wanted: usize,
    reading: &mut Reading,
    mut take: impl FnMut(&mut Reading, u64, &csv::StringRecord) -> Result<(), ListError>,
) -> Result<(), ListError> {
    let mut csv = csv_reader(input, b',', limits);
    let mut fields = csv::StringRecord::new();
    let mut first = true;
    while let Some(row) = read_row(&mut csv, &mut fields)? {
        if fields.len() == wanted {
            take(reading, row, &fields)?;
        } else if first {
            let found: String = fields.get(0).unwrap_or_default().to_owned();
            return Err(ListError::kind(row, &found, "rows of OFAC's CSV files, without a header"));
        } else {
            let id = field(&fields, 0).to_owned();
            reading.row_fault(limits, "LIST-ROW-COLUMNS", Spot { row, column: 0, id: &id }, &fields.len().to_string());
        }
        first = false;
    }
    Ok(())
}

/// A CSV reader for hostile files. Records end at a line feed; a carriage return before it stays in the last field,
/// where trimming takes it away, so that lines are counted right.
pub(super) fn csv_reader<R: Read>(input: R, separator: u8, limits: &Limits) -> csv::Reader<Guard<R>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .terminator(csv::Terminator::Any(b'\n'))
        .from_reader(Guard::new(input, *limits))
}

/// The next row of a CSV file that is not blank, and its line; `None` at the end of the file.
pub(super) fn read_row<R: Read>(
    csv: &mut csv::Reader<Guard<R>>,
    fields: &mut csv::StringRecord,
) -> Result<Option<u64>, ListError> {
    loop {
        csv.get_mut().mark();
        let start = csv.position().line();
        match csv.read_record(fields) {
            Ok(false) => return Ok(None),
            Ok(true) => {
                let within: usize =
                    fields.iter().map(|field| memchr::memchr_iter(b'\n', field.as_bytes()).count()).sum();
                // Blank lines before the row were passed over with it.
                let blank = csv.position().line().saturating_sub(start).saturating_sub(super::as_u64(within) + 1);
                if fields.iter().any(|field| !field.trim_matches('\u{1a}').trim().is_empty()) {
                    return Ok(Some(start + blank));
                }
            }
            Err(error) => {
                let row = error.position().map_or(start, csv::Position::line);
                return Err(match error.into_kind() {
                    csv::ErrorKind::Io(error) => limit_of(&error, row).unwrap_or(ListError::Io(error)),
                    csv::ErrorKind::Utf8 { .. } => ListError::Encoding { row },
                    _ => ListError::Syntax { row, column: 1, why: "not CSV".to_owned() },
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIN: &str = "7,\"BRANDT, Odo\",\"individual\",\"ZZA] [ZZB\",\"Skipper\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"DOB 07 Jun 1950; POB Umeå, Sweden; Passport P7771 (Sweden); a.k.a. 'ODDY'.\"\r\n\
8,\"BLUE HERON CO., LTD.\",-0- ,\"ZZA\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\
9,\"HERON 2\",\"vessel\",\"ZZA\",-0- ,\"ZZ9A\",\"Tanker\",\"1,000\",-0- ,\"Sealand\",\"Blue Heron\",\"Vessel Registration Identification IMO 9999993.\"\r\n\
10,\"short row\"\r\n\
11,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n\u{1a}";
    const ALIASES: &str =
        "7,1,\"aka\",\"BRANDT, Odon K.\",-0- \r\n8,2,\"fka\",\"GREY HERON\",-0- \r\n99,3,\"aka\",\"NOBODY\",-0- \r\n";
    const ADDRESSES: &str = "8,1,\"Quay 4\",\"Port Zed 100\",\"Sealand\",-0- \r\n";

    fn read_all(main: &str) -> Result<Reading, ListError> {
        let files =
            Files { list: LIST, main: main.as_bytes(), aliases: ALIASES.as_bytes(), addresses: ADDRESSES.as_bytes() };
        read(files, &Limits::default())
    }

    #[test]
    fn three_files_become_one_list() {
        let reading = read_all(MAIN).unwrap();
        let [person, firm, ship] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names = |entry: &Entry| entry.names.iter().map(|name| name.text.reveal().clone()).collect::<Vec<_>>();
        assert_eq!(names(person), ["Odo BRANDT", "ODDY", "Odon K. BRANDT"]);
        assert_eq!(person.programmes, ["ZZA", "ZZB"]);
        assert_eq!(names(firm), ["BLUE HERON CO., LTD.", "GREY HERON"]);
        assert_eq!(firm.places.first().unwrap().country, "Sealand");
        assert_eq!((ship.kind, ship.nationalities.as_slice()), (Kind::Vessel, ["Sealand".to_owned()].as_slice()));
        let numbers: Vec<IdentifierKind> = ship.identifiers.iter().map(|identifier| identifier.kind).collect();
        assert_eq!(numbers, [IdentifierKind::CallSign, IdentifierKind::Imo]);
        let faults: Vec<(&str, u64)> = reading.faults.iter().map(|fault| (fault.code, fault.row)).collect();
        assert_eq!(faults, [("LIST-ROW-COLUMNS", 4), ("LIST-ROW-NAME", 5), ("LIST-ROW-ORPHAN", 3)]);
    }

    #[test]
    fn another_file_is_refused_at_its_first_row() {
        assert_eq!(read_all("name,born\nOdo,1950\n").unwrap_err().code(), "LIST-KIND");
        assert_eq!(read_all("").unwrap().entries.len(), 0);
    }

    #[test]
    fn a_quote_that_never_closes_is_bounded() {
        let limits = Limits { record_bytes_max: 100_000, ..Limits::default() };
        let main = std::io::Cursor::new("7,\"").chain(std::io::repeat(b'x'));
        let files = Files { list: LIST, main, aliases: std::io::empty(), addresses: std::io::empty() };
        assert_eq!(read(files, &limits).unwrap_err().code(), "LIST-LIMIT");
    }
}
