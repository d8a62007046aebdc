//! FollowTheMoney entities, one JSON object a line, as OpenSanctions and OpenAleph write them.
//!
//! A line has `id`, `schema`, `caption` and `properties`, whose values are lists of texts. Only schemas of subjects
//! become entries (persons, organisations, vessels, aircraft, wallets); links between them (`Ownership`, `Address` …)
//! are passed over without a fault. The list of an entry is its first dataset.

use super::guard::Guard;
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use serde_json::{Map, Value};
use std::io::Read;

/// The short name of the list for entries that name no dataset.
pub const LIST: &str = "FTM";

/// Reads the list.
///
/// # Errors
///
/// [`ListError`] when the first line is no JSON object with a schema, or a line is larger than the limits.
pub fn read(input: impl Read, limits: &Limits) -> Result<Reading, ListError> {
    let mut guard = Guard::new(input, *limits);
    let mut reading = Reading::default();
    let mut line = Vec::new();
    let mut sound = false;
    loop {
        let row = guard.row();
        if guard.line(&mut line)? == 0 {
            return Ok(reading);
        }
        let bytes = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| row == 1).unwrap_or(&line);
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let object = match serde_json::from_slice::<Value>(bytes) {
            Ok(Value::Object(object)) if object.get("schema").is_some_and(Value::is_string) => object,
            other => {
                let column = other.err().map_or(1, |error| super::as_u64(error.column()));
                if !sound {
                    let found = String::from_utf8_lossy(bytes);
                    return Err(ListError::kind(row, &found, "one FollowTheMoney entity a line"));
                }
                reading.row_fault(limits, "LIST-ROW-JSON", Spot { row, column, id: "" }, "");
                continue;
            }
        };
        sound = true;
        let spot = Spot { row, column: 0, id: text(&object, "id") };
        if let Some(kind) = kind(text(&object, "schema")) {
            let entry = entry(&mut reading, limits, (&object, kind), spot);
            reading.finish(limits, entry, spot)?;
        }
    }
}

fn kind(schema: &str) -> Option<Kind> {
    match schema {
        "Person" => Some(Kind::Person),
        "Organization" | "Company" | "PublicBody" => Some(Kind::Organisation),
        "LegalEntity" => Some(Kind::Unknown),
        "Vessel" => Some(Kind::Vessel),
        "Airplane" => Some(Kind::Aircraft),
        "CryptoWallet" => Some(Kind::Wallet),
        _ => None,
    }
}

fn text<'a>(object: &'a Map<String, Value>, key: &str) -> &'a str {
    object.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn entry(reading: &mut Reading, limits: &Limits, (object, kind): (&Map<String, Value>, Kind), spot: Spot<'_>) -> Entry {
    let list = object.get("datasets").and_then(Value::as_array).and_then(|sets| sets.first()).and_then(Value::as_str);
    let mut entry = Entry::new(list.unwrap_or(LIST), spot.id, kind);
    entry.add_name(text(object, "caption"), NameKind::Primary);
    let empty = Map::new();
    let properties = object.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    for (property, values) in properties {
        for value in values.as_array().into_iter().flatten().filter_map(Value::as_str) {
            add_property(reading, limits, (&mut entry, property), value, spot);
        }
    }
    // The caption is one of the names; without any other property it would be the only one.
    entry.names.sort_by_key(|name| name.kind);
    entry
}

fn add_property(
    reading: &mut Reading,
    limits: &Limits,
    (entry, property): (&mut Entry, &str),
    value: &str,
    spot: Spot<'_>,
) {
    let number = match property {
        "name" | "alias" | "previousName" => return entry.add_name(value, NameKind::Alias),
        "weakAlias" | "abbreviation" => return entry.add_name(value, NameKind::Weak),
        "birthDate" | "incorporationDate" => {
            match PartialDate::from_iso(value) {
                Some(date) => entry.add_birth(date),
                None => reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, value)),
            }
            return;
        }
        "birthPlace" => return entry.add_birth_place(&[value], ""),
        "birthCountry" => return entry.add_birth_place(&[], value),
        "nationality" | "citizenship" | "country" | "flag" | "jurisdiction" => return entry.add_nationality(value),
        "address" => return entry.add_place(&[value], ""),
        "program" | "programId" => return entry.add_programme(value),
        "notes" | "summary" | "position" | "topics" => return entry.add_remark(value),
        "passportNumber" => IdentifierKind::Passport,
        "idNumber" | "socialSecurityNumber" => IdentifierKind::NationalId,
        "taxNumber" | "innCode" | "vatCode" => IdentifierKind::TaxId,
        "registrationNumber" | "ogrnCode" | "uscCode" | "kppCode" | "okpoCode" if entry.kind != Kind::Aircraft => {
            IdentifierKind::Registration
        }
        "registrationNumber" => IdentifierKind::TailNumber,
        "leiCode" => IdentifierKind::Lei,
        "swiftBic" => IdentifierKind::Bic,
        "iban" | "accountNumber" => IdentifierKind::Account,
        "imoNumber" => IdentifierKind::Imo,
        "mmsi" => IdentifierKind::Mmsi,
        "callSign" => IdentifierKind::CallSign,
        "serialNumber" => IdentifierKind::SerialNumber,
        "publicKey" | "cryptoWallets" => IdentifierKind::Wallet,
        "isinCode" => IdentifierKind::Isin,
        "phone" => IdentifierKind::Phone,
        "email" => IdentifierKind::Email,
        "website" => IdentifierKind::Website,
        _ => return,
    };
    entry.add_identifier(number, value, "");
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINES: &str = concat!(
        r#"{"id":"zz-1","caption":"Odo Brandt","schema":"Person","datasets":["zz_list"],"properties":{"name":["Odo Brandt","Одо Брандт"],"weakAlias":["Oddy"],"birthDate":["1950-06-07","1951","soon"],"nationality":["se"],"passportNumber":["P7771"],"program":["ZZA"]}}"#,
        "\n\n",
        r#"{"id":"zz-2","schema":"Ownership","properties":{}}"#,
        "\n",
        r#"{"id":"zz-3","schema":"CryptoWallet","properties":{"publicKey":["1AbCdEf"]}}"#,
        "\n",
        r#"{"id":"zz-4","schema":"#,
        "\n",
        r#"{"id":"","schema":"Company","caption":"Nameless number"}"#,
    );

    #[test]
    fn subjects_are_read_and_links_passed_over() {
        let reading = read(LINES.as_bytes(), &Limits::default()).unwrap();
        let [person, wallet] = reading.entries.as_slice() else { panic!("{reading:?}") };
        assert_eq!((person.list.as_str(), person.kind), ("zz_list", Kind::Person));
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [("Odo Brandt", NameKind::Primary), ("Одо Брандт", NameKind::Alias), ("Oddy", NameKind::Weak)]
        );
        assert_eq!((wallet.kind, wallet.names.len(), wallet.identifiers.len()), (Kind::Wallet, 0, 1));
        let faults: Vec<(&str, u64, bool)> =
            reading.faults.iter().map(|fault| (fault.code, fault.row, fault.dropped)).collect();
        assert_eq!(faults, [("LIST-VALUE-DATE", 1, false), ("LIST-ROW-JSON", 5, true), ("LIST-ROW-ID", 6, true)]);
    }

    #[test]
    fn deep_json_is_refused_without_harm() {
        let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
        assert_eq!(read(deep.as_bytes(), &Limits::default()).unwrap_err().code(), "LIST-KIND");
    }
}
