//! European Union: consolidated list of financial sanctions, XML 1.1 (`export` with `sanctionEntity`).
//!
//! Everything is in attributes. A name without `strong="true"` is weak; `wholeName` is preferred to its parts. Dates of
//! birth are a full date, a year with or without month, or a range of years; `circa` marks them approximate. The
//! number of an entry is `euReferenceNumber`, or `logicalId` where that is empty.

use super::ofac_words::identifier_kind;
use super::xml::{Entries, Node};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use std::io::Read;

/// The short name of this list in entries.
pub const LIST: &str = "EU";

/// Reads the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not well formed or larger than the limits.
pub fn read(input: impl Read, limits: &Limits) -> Result<Reading, ListError> {
    let mut entries = Entries::open(input, limits, "export", |name| name == "export")?;
    let mut reading = Reading { published: entries.root.attr("generationDate").to_owned(), ..Reading::default() };
    while let Some(node) = entries.next(|name| name == "sanctionEntity")? {
        let id = match node.attr("euReferenceNumber") {
            "" => node.attr("logicalId"),
            id => id,
        };
        let spot = Spot { row: node.row, column: node.column, id };
        let entry = entry(&mut reading, limits, &node, spot);
        reading.finish(limits, entry, spot)?;
    }
    Ok(reading)
}

fn entry(reading: &mut Reading, limits: &Limits, node: &Node, spot: Spot<'_>) -> Entry {
    let subject = node.child("subjectType");
    let kind = match subject.map_or("", |subject| subject.attr("code")) {
        "person" => Kind::Person,
        "enterprise" => Kind::Organisation,
        _ => match subject.map_or("", |subject| subject.attr("classificationCode")) {
            "P" => Kind::Person,
            "E" => Kind::Organisation,
            _ => Kind::Unknown,
        },
    };
    let mut entry = Entry::new(LIST, spot.id, kind);
    let mut published: Option<PartialDate> = None;
    for child in &node.children {
        match child.name.as_str() {
            "nameAlias" => add_name(&mut entry, child),
            "birthdate" => add_birth(reading, limits, &mut entry, child, spot),
            "citizenship" => entry.add_nationality(country(child)),
            "identification" => add_identification(&mut entry, child),
            "address" => entry.add_place(
                &["street", "poBox", "zipCode", "city", "region", "place"].map(|part| child.attr(part)),
                country(child),
            ),
            "regulation" => {
                entry.add_programme(child.attr("programme"));
                let date = PartialDate::from_iso(child.attr("publicationDate"));
                published = [published, date].into_iter().flatten().min();
            }
            "remark" => entry.add_remark(child.text()),
            _ => {}
        }
    }
    entry.add_remark(node.attr("designationDetails"));
    entry.listed_on = PartialDate::from_iso(node.attr("designationDate")).or(published);
    entry
}

fn add_name(entry: &mut Entry, node: &Node) {
    let whole = match node.attr("wholeName") {
        "" => ["firstName", "middleName", "lastName"].map(|part| node.attr(part)).join(" "),
        whole => whole.to_owned(),
    };
    let kind = if node.attr("strong").eq_ignore_ascii_case("false") {
        NameKind::Weak
    } else if entry.names.is_empty() {
        NameKind::Primary
    } else if whole.is_ascii() || whole.chars().any(|c| c.is_ascii_alphabetic()) {
        NameKind::Alias
    } else {
        NameKind::OriginalScript
    };
    entry.add_name(&whole, kind);
    entry.add_remark(node.attr("function"));
}

/// The ISO code where there is one; "00" is this list's way to say that it does not know.
fn country(node: &Node) -> &str {
    match node.attr("countryIso2Code") {
        "" | "00" => match node.attr("countryDescription") {
            "UNKNOWN" => "",
            description => description,
        },
        code => code,
    }
}

fn add_birth(reading: &mut Reading, limits: &Limits, entry: &mut Entry, node: &Node, spot: Spot<'_>) {
    entry.add_birth_place(&["place", "city", "region"].map(|part| node.attr(part)), country(node));
    let number = |name: &str| match node.attr(name) {
        "" => Some(0u16),
        text => text.parse().ok(),
    };
    let small = |name: &str| number(name).and_then(|n| u8::try_from(n).ok());
    let date = if !node.attr("birthdate").is_empty() {
        PartialDate::from_iso(node.attr("birthdate"))
    } else if !node.attr("yearRangeFrom").is_empty() {
        let first = number("yearRangeFrom").and_then(|year| PartialDate::new(year, 0, 0));
        let last = number("yearRangeTo").and_then(|year| PartialDate::new(year, 0, 0));
        first.map(|first| last.map_or(first, |last| first.span(last)))
    } else if !node.attr("year").is_empty() {
        match (number("year"), small("monthOfYear"), small("dayOfMonth")) {
            (Some(year), Some(month), Some(day)) => PartialDate::new(year, month, if month == 0 { 0 } else { day }),
            _ => None,
        }
    } else {
        return;
    };
    match date {
        Some(date) if node.attr("circa") == "true" => entry.add_birth(date.about()),
        Some(date) => entry.add_birth(date),
        None => {
            let spot = Spot { row: node.row, column: node.column, ..spot };
            let value = ["birthdate", "yearRangeFrom", "yearRangeTo", "year", "monthOfYear", "dayOfMonth"]
                .map(|part| node.attr(part))
                .join(" ");
            reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, &value));
        }
    }
}

fn add_identification(entry: &mut Entry, node: &Node) {
    let words = format!("{} {}", node.attr("identificationTypeCode"), node.attr("identificationTypeDescription"));
    let number = match node.attr("latinNumber") {
        "" => node.attr("number"),
        number => number,
    };
    let kind = match node.attr("identificationTypeCode") {
        "passport" | "diplomatic-passport" => IdentifierKind::Passport,
        "id" | "ssn" | "residentperm" => IdentifierKind::NationalId,
        "fiscalcode" => IdentifierKind::TaxId,
        "regnumber" => IdentifierKind::Registration,
        _ => identifier_kind(&words),
    };
    entry.add_identifier(kind, number, country(node));
    entry.add_name(node.attr("nameOnDocument"), NameKind::Alias);
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST_TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="urn:any" generationDate="2031-02-03T10:00:00">
 <sanctionEntity designationDetails="" euReferenceNumber="EU.1.1" logicalId="13">
  <regulation publicationDate="2030-05-06" programme="ZZA"/><regulation publicationDate="2029-05-06" programme="ZZB"/>
  <subjectType code="person" classificationCode="P"/>
  <nameAlias firstName="Odo" middleName="" lastName="Brandt" wholeName="Odo Brandt" strong="true"/>
  <nameAlias firstName="Odon" middleName="K." lastName="Brandt" wholeName="" strong="true"/>
  <nameAlias wholeName="Одо Брандт" strong="true"/>
  <nameAlias wholeName="Oddy" strong="false"/>
  <citizenship countryIso2Code="SE" countryDescription="SWEDEN"/><citizenship countryIso2Code="00" countryDescription="UNKNOWN"/>
  <birthdate circa="false" city="Umeå" birthdate="1950-06-07" countryIso2Code="SE"/>
  <birthdate circa="true" year="1951" monthOfYear="" dayOfMonth=""/>
  <birthdate circa="false" yearRangeFrom="1949" yearRangeTo="1952"/>
  <birthdate circa="false" year="19xx"/>
  <identification identificationTypeCode="passport" number="P-777 1" latinNumber="" countryIso2Code="SE"/>
  <identification identificationTypeDescription="SWIFT BIC" number="ZZZZSESS"/>
  <address street="Gata 1" city="Umeå" countryIso2Code="SE"/>
 </sanctionEntity>
 <sanctionEntity logicalId="14"><subjectType code="enterprise"/><nameAlias wholeName="Brandt Shipping AB" strong="true"/></sanctionEntity>
</export>"#;

    #[test]
    fn names_births_and_numbers_are_read_from_attributes() {
        let reading = read(LIST_TEXT.as_bytes(), &Limits::default()).unwrap();
        let [person, firm] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [
                ("Odo Brandt", NameKind::Primary),
                ("Odon K. Brandt", NameKind::Alias),
                ("Одо Брандт", NameKind::OriginalScript),
                ("Oddy", NameKind::Weak),
            ]
        );
        let births: Vec<String> = person.births.iter().map(|birth| birth.reveal().to_string()).collect();
        assert_eq!(births, ["1950-06-07", "~1951", "1949/1952"]);
        assert_eq!(person.nationalities, ["SE"]);
        let kinds: Vec<IdentifierKind> = person.identifiers.iter().map(|identifier| identifier.kind).collect();
        assert_eq!(kinds, [IdentifierKind::Passport, IdentifierKind::Bic]);
        assert_eq!(person.listed_on, PartialDate::new(2029, 5, 6));
        assert_eq!(person.programmes, ["ZZA", "ZZB"]);
        assert_eq!((firm.id.as_str(), firm.kind), ("14", Kind::Organisation));
        let [fault] = reading.faults.as_slice() else { panic!("{reading:?}") };
        assert_eq!((fault.code, fault.row, fault.column, fault.dropped), ("LIST-VALUE-DATE", 14, 3, false));
    }
}
