//! United Kingdom: the sanctions list, XML (`Designations`).

use super::xml::{Entries, Node};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use std::io::Read;

/// The short name of this list in entries.
pub const LIST: &str = "UK";

/// Reads the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not well formed or larger than the limits.
pub fn read(input: impl Read, limits: &Limits) -> Result<Reading, ListError> {
    let mut entries = Entries::open(input, limits, "Designations", |name| name == "Designations")?;
    let mut reading = Reading::default();
    while let Some(node) = entries.next(|name| matches!(name, "Designation" | "DateGenerated"))? {
        if node.name == "DateGenerated" {
            node.text().clone_into(&mut reading.published);
            continue;
        }
        let spot = Spot { row: node.row, column: node.column, id: node.get("UniqueID") };
        let entry = entry(&mut reading, limits, &node, spot);
        reading.finish(limits, entry, spot)?;
    }
    Ok(reading)
}

fn entry(reading: &mut Reading, limits: &Limits, node: &Node, spot: Spot<'_>) -> Entry {
    let mut entry = Entry::new(LIST, spot.id, kind(node.get("IndividualEntityShip")));
    for name in node.list("Names", "Name") {
        let text = ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"].map(|part| name.get(part)).join(" ");
        entry.add_name(&text, name_kind(name.get("NameType"), name.get("AliasStrength")));
    }
    // The list is not in the order of importance; the name to show is the primary one.
    entry.names.sort_by_key(|name| name.kind != NameKind::Primary);
    for name in node.list("NonLatinNames", "NonLatinName") {
        entry.add_name(name.get("NameNonLatinScript"), NameKind::OriginalScript);
    }
    entry.add_programme(node.get("RegimeName"));
    ["OtherInformation", "UKStatementofReasons"].into_iter().for_each(|part| entry.add_remark(node.get(part)));
    for address in node.list("Addresses", "Address") {
        let lines: Vec<&str> = address
            .children
            .iter()
            .filter(|child| child.name.starts_with("AddressLine") || child.name == "AddressPostalCode")
            .map(Node::text)
            .collect();
        entry.add_place(&lines, address.get("AddressCountry"));
    }
    entry.listed_on = day(reading, limits, &mut entry, node.get("DateDesignated"), spot);
    let mut births = Vec::new();
    node.deep("DOB", &mut births);
    for birth in births {
        let spot = Spot { row: birth.row, column: birth.column, ..spot };
        if let Some(date) = day(reading, limits, &mut entry, birth.text(), spot) {
            entry.add_birth(date);
        }
    }
    add_details(&mut entry, node);
    entry
}

fn add_details(entry: &mut Entry, node: &Node) {
    let mut found = Vec::new();
    node.deep("Nationality", &mut found);
    node.deep("CurrentBelievedFlagOfShip", &mut found);
    for item in found.drain(..) {
        entry.add_nationality(item.text());
    }
    for (name, kind) in [
        ("PassportNumber", IdentifierKind::Passport),
        ("NationalIdentifierNumber", IdentifierKind::NationalId),
        ("BusinessRegistrationNumber", IdentifierKind::Registration),
        ("IMONumber", IdentifierKind::Imo),
        ("EmailAddress", IdentifierKind::Email),
        ("PhoneNumber", IdentifierKind::Phone),
        ("Website", IdentifierKind::Website),
    ] {
        node.deep(name, &mut found);
        for item in found.drain(..) {
            entry.add_identifier(kind, item.text(), "");
        }
    }
    node.deep("Location", &mut found);
    for item in found.drain(..) {
        entry.add_birth_place(&[item.get("TownOfBirth")], item.get("CountryOfBirth"));
    }
}

/// The kind of subject in the list's words.
pub(super) fn kind(word: &str) -> Kind {
    match word.to_ascii_lowercase().as_str() {
        "individual" => Kind::Person,
        "entity" => Kind::Organisation,
        "ship" => Kind::Vessel,
        _ => Kind::Unknown,
    }
}

/// The kind of name in the list's words for type and strength.
pub(super) fn name_kind(kind: &str, strength: &str) -> NameKind {
    if strength.to_ascii_lowercase().starts_with("low") {
        NameKind::Weak
    } else if kind.eq_ignore_ascii_case("primary name") {
        NameKind::Primary
    } else {
        NameKind::Alias
    }
}

/// A date with the day in front; one that is not understood is reported and kept as a remark.
pub(super) fn day(
    reading: &mut Reading,
    limits: &Limits,
    entry: &mut Entry,
    text: &str,
    spot: Spot<'_>,
) -> Option<PartialDate> {
    let date = PartialDate::from_day_first(text).or_else(|| PartialDate::from_iso(text));
    if date.is_none() && !text.is_empty() {
        reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, text));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST_TEXT: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>03/02/2031</DateGenerated>
 <Designation><UniqueID>ZZA0001</UniqueID><DateDesignated>01/07/2029</DateDesignated>
  <Names><Name><Name1>Odon</Name1><Name6>BRANDT</Name6><NameType>Alias</NameType></Name>
   <Name><Name1>Odo</Name1><Name2>K.</Name2><Name6>BRANDT</Name6><NameType>Primary Name</NameType></Name>
   <Name><Name6>Oddy</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
  <NonLatinNames><NonLatinName><NameNonLatinScript>Одо Брандт</NameNonLatinScript></NonLatinName></NonLatinNames>
  <RegimeName>The Sealand Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
  <Addresses><Address><AddressLine1>Gata 1</AddressLine1><AddressLine6>Umeå</AddressLine6><AddressCountry>Sweden</AddressCountry></Address></Addresses>
  <IndividualDetails><Individual><DOBs><DOB>dd/mm/1950</DOB><DOB>07/06/1950</DOB><DOB>7th of June</DOB></DOBs>
   <Nationalities><Nationality>Sweden</Nationality></Nationalities>
   <PassportDetails><Passport><PassportNumber>P7771</PassportNumber></Passport></PassportDetails>
   <BirthDetails><Location><TownOfBirth>Umeå</TownOfBirth><CountryOfBirth>Sweden</CountryOfBirth></Location></BirthDetails></Individual></IndividualDetails>
 </Designation>
 <Designation><UniqueID>ZZA0002</UniqueID><Names><Name><Name6>HERON 2</Name6><NameType>Primary Name</NameType></Name></Names>
  <IndividualEntityShip>Ship</IndividualEntityShip><ShipDetails><Ship><IMONumbers><IMONumber>9999993</IMONumber></IMONumbers></Ship></ShipDetails></Designation>
</Designations>"#;

    #[test]
    fn a_person_and_a_ship_are_read_whole() {
        let reading = read(LIST_TEXT.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(reading.published, "03/02/2031");
        let [person, ship] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [
                ("Odo K. BRANDT", NameKind::Primary),
                ("Odon BRANDT", NameKind::Alias),
                ("Oddy", NameKind::Weak),
                ("Одо Брандт", NameKind::OriginalScript),
            ]
        );
        let births: Vec<String> = person.births.iter().map(|birth| birth.reveal().to_string()).collect();
        assert_eq!(births, ["1950", "1950-06-07"]);
        assert_eq!(person.identifiers.first().map(|found| found.kind), Some(IdentifierKind::Passport));
        assert_eq!((person.places.len(), person.birth_places.len()), (1, 1));
        assert_eq!(ship.identifiers.first().map(|found| found.kind), Some(IdentifierKind::Imo));
        assert_eq!(reading.faults.first().map(|fault| (fault.row, fault.dropped)), Some((10, false)));
    }
}
