//! United States: OFAC's `SDN.XML` and `CONSOLIDATED.XML` (`sdnList` with `sdnEntry`).

use super::ofac_words::{identifier_kind, is_no_identifier, subject_kind, unpack_remarks};
use super::xml::{Entries, Node};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use std::io::Read;

/// Reads the list; its entries carry the given short name of the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not well formed or larger than the limits.
pub fn read(input: impl Read, list: &str, limits: &Limits) -> Result<Reading, ListError> {
    let mut entries = Entries::open(input, limits, "sdnList", |name| name == "sdnList")?;
    let mut reading = Reading::default();
    while let Some(node) = entries.next(|name| matches!(name, "sdnEntry" | "Publish_Date"))? {
        if node.name == "Publish_Date" {
            node.text().clone_into(&mut reading.published);
            continue;
        }
        let spot = Spot { row: node.row, column: node.column, id: node.get("uid") };
        let entry = entry(&mut reading, limits, list, &node, spot);
        reading.finish(limits, entry, spot)?;
    }
    Ok(reading)
}

fn entry(reading: &mut Reading, limits: &Limits, list: &str, node: &Node, spot: Spot<'_>) -> Entry {
    let mut entry = Entry::new(list, spot.id, subject_kind(node.get("sdnType")));
    entry.add_name(&whole_name(node), NameKind::Primary);
    for aka in node.list("akaList", "aka") {
        let weak = aka.get("category").eq_ignore_ascii_case("weak");
        entry.add_name(&whole_name(aka), if weak { NameKind::Weak } else { NameKind::Alias });
    }
    node.list("programList", "program").for_each(|programme| entry.add_programme(programme.text()));
    for id in node.list("idList", "id") {
        add_number(&mut entry, id.get("idType"), id.get("idNumber"), id.get("idCountry"));
    }
    for address in node.list("addressList", "address") {
        entry.add_place(
            &["address1", "address2", "address3", "city", "stateOrProvince", "postalCode"]
                .map(|part| address.get(part)),
            address.get("country"),
        );
    }
    for (outer, inner) in [("nationalityList", "nationality"), ("citizenshipList", "citizenship")] {
        node.list(outer, inner).for_each(|item| entry.add_nationality(item.get("country")));
    }
    for item in node.list("placeOfBirthList", "placeOfBirthItem") {
        match item.get("placeOfBirth").rsplit_once(", ") {
            Some((town, country)) => entry.add_birth_place(&[town], country),
            None => entry.add_birth_place(&[item.get("placeOfBirth")], ""),
        }
    }
    add_births(reading, limits, &mut entry, node, spot);
    if let Some(ship) = node.child("vesselInfo") {
        entry.add_identifier(IdentifierKind::CallSign, ship.get("callSign"), "");
        entry.add_nationality(ship.get("vesselFlag"));
        ["vesselType", "vesselOwner"].into_iter().for_each(|part| entry.add_remark(ship.get(part)));
    }
    entry.add_remark(node.get("title"));
    for unread in unpack_remarks(&mut entry, node.get("remarks")) {
        reading.value_fault(limits, "LIST-VALUE-DATE", spot, (&mut entry, &unread));
    }
    entry
}

fn whole_name(node: &Node) -> String {
    format!("{} {}", node.get("firstName"), node.get("lastName"))
}

fn add_births(reading: &mut Reading, limits: &Limits, entry: &mut Entry, node: &Node, spot: Spot<'_>) {
    for item in node.list("dateOfBirthList", "dateOfBirthItem") {
        let text = item.get("dateOfBirth");
        match PartialDate::from_words(text) {
            Some(date) => entry.add_birth(date),
            None => {
                let spot = Spot { row: item.row, column: item.column, ..spot };
                reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, text));
            }
        }
    }
}

/// Adds a document or number; what OFAC lists as an identifier though it identifies nobody becomes a remark.
pub(super) fn add_number(entry: &mut Entry, words: &str, value: &str, country: &str) {
    if value.is_empty() || is_no_identifier(words) {
        entry.add_remark(&format!("{words} {value}"));
    } else {
        let kind = match (identifier_kind(words), entry.kind) {
            // The same words mean a ship's number for life or a company's entry in a register.
            (IdentifierKind::Imo, Kind::Person | Kind::Organisation) if !value.contains("IMO") => {
                IdentifierKind::Registration
            }
            (kind, _) => kind,
        };
        entry.add_identifier(kind, value, country);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST_TEXT: &str = r#"<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="http://example.org/any"><publshInformation><Publish_Date>02/03/2031</Publish_Date><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>7</uid><firstName>Odo</firstName><lastName>BRANDT</lastName><title>Skipper</title><sdnType>Individual</sdnType>
 <programList><program>ZZA</program></programList>
 <idList><id><uid>1</uid><idType>Passport</idType><idNumber>P7771</idNumber><idCountry>Sweden</idCountry></id>
  <id><uid>2</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
  <id><uid>3</uid><idType>Digital Currency Address - XBT</idType><idNumber>1AbCdEf</idNumber></id></idList>
 <akaList><aka><uid>4</uid><type>a.k.a.</type><category>weak</category><lastName>ODDY</lastName></aka>
  <aka><uid>5</uid><type>a.k.a.</type><category>strong</category><lastName>BRANDT</lastName><firstName>Odon K.</firstName></aka></akaList>
 <dateOfBirthList><dateOfBirthItem><uid>6</uid><dateOfBirth>07 Jun 1950</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem>
  <dateOfBirthItem><uid>6</uid><dateOfBirth>long ago</dateOfBirth></dateOfBirthItem></dateOfBirthList>
 <placeOfBirthList><placeOfBirthItem><placeOfBirth>Umeå, Sweden</placeOfBirth></placeOfBirthItem></placeOfBirthList>
</sdnEntry>
<sdnEntry><uid>9</uid><lastName>HERON 2</lastName><sdnType>Vessel</sdnType>
 <idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 9999993</idNumber></id></idList>
 <vesselInfo><callSign>ZZ9A</callSign><vesselFlag>Sealand</vesselFlag></vesselInfo></sdnEntry>
</sdnList>"#;

    #[test]
    fn a_person_and_a_ship_are_read_whole() {
        let reading = read(LIST_TEXT.as_bytes(), "OFAC-SDN", &Limits::default()).unwrap();
        assert_eq!(reading.published, "02/03/2031");
        let [person, ship] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [("Odo BRANDT", NameKind::Primary), ("ODDY", NameKind::Weak), ("Odon K. BRANDT", NameKind::Alias)]
        );
        let kinds: Vec<IdentifierKind> = person.identifiers.iter().map(|identifier| identifier.kind).collect();
        assert_eq!(kinds, [IdentifierKind::Passport, IdentifierKind::Wallet]);
        assert_eq!(person.births.len(), 1);
        assert_eq!(reading.faults.first().map(|fault| (fault.code, fault.row)), Some(("LIST-VALUE-DATE", 11)));
        let kinds: Vec<IdentifierKind> = ship.identifiers.iter().map(|identifier| identifier.kind).collect();
        assert_eq!(kinds, [IdentifierKind::Imo, IdentifierKind::CallSign]);
    }
}
