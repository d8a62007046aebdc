//! United Nations: the consolidated list of the Security Council, XML (`CONSOLIDATED_LIST`).
//!
//! Individuals and entities stand in two groups. The parts of a name are four numbered elements; aliases of quality
//! "Low" are weak. A name may hold several, parted by semicolons. Dates of birth are exact, approximate or between two
//! years. The publisher's number of an entry is its reference number (`QDi.001`), which survives re-numbering of data.

use super::xml::{Entries, Node};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind};
use std::io::Read;

/// The short name of this list in entries.
pub const LIST: &str = "UN";

/// Reads the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not well formed or larger than the limits.
pub fn read(input: impl Read, limits: &Limits) -> Result<Reading, ListError> {
    let mut entries = Entries::open(input, limits, "CONSOLIDATED_LIST", |name| name == "CONSOLIDATED_LIST")?;
    let mut reading = Reading { published: entries.root.attr("dateGenerated").to_owned(), ..Reading::default() };
    while let Some(node) = entries.next(|name| matches!(name, "INDIVIDUAL" | "ENTITY"))? {
        let spot = Spot { row: node.row, column: node.column, id: node.get("REFERENCE_NUMBER") };
        let entry = entry(&mut reading, limits, &node, spot);
        reading.finish(limits, entry, spot)?;
    }
    Ok(reading)
}

fn entry(reading: &mut Reading, limits: &Limits, node: &Node, spot: Spot<'_>) -> Entry {
    let person = node.name == "INDIVIDUAL";
    let mut entry = Entry::new(LIST, spot.id, if person { Kind::Person } else { Kind::Organisation });
    add_names(&mut entry, node);
    for child in &node.children {
        match child.name.as_str() {
            "INDIVIDUAL_DATE_OF_BIRTH" => add_birth(reading, limits, &mut entry, child, spot),
            "INDIVIDUAL_PLACE_OF_BIRTH" => entry.add_birth_place(
                &[child.get("STREET"), child.get("CITY"), child.get("STATE_PROVINCE"), child.get("NOTE")],
                child.get("COUNTRY"),
            ),
            "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => entry.add_place(
                &[
                    child.get("STREET"),
                    child.get("CITY"),
                    child.get("STATE_PROVINCE"),
                    child.get("ZIP_CODE"),
                    child.get("NOTE"),
                ],
                child.get("COUNTRY"),
            ),
            "INDIVIDUAL_DOCUMENT" => add_document(&mut entry, child),
            "NATIONALITY" => child.all("VALUE").for_each(|value| entry.add_nationality(value.text())),
            "UN_LIST_TYPE" => entry.add_programme(child.text()),
            "LISTED_ON" => entry.listed_on = listed_on(reading, limits, &mut entry, child.text(), spot),
            "COMMENTS1" => entry.add_remark(child.text()),
            "TITLE" | "DESIGNATION" => child.all("VALUE").for_each(|value| entry.add_remark(value.text())),
            _ => {}
        }
    }
    entry
}

fn add_names(entry: &mut Entry, node: &Node) {
    let parts: Vec<&str> =
        ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(|part| node.get(part)).to_vec();
    add_each(entry, &parts.join(" "), NameKind::Primary);
    add_each(entry, node.get("NAME_ORIGINAL_SCRIPT"), NameKind::OriginalScript);
    for alias in node.children.iter().filter(|child| matches!(child.name.as_str(), "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS"))
    {
        let kind = if alias.get("QUALITY").eq_ignore_ascii_case("low") { NameKind::Weak } else { NameKind::Alias };
        add_each(entry, alias.get("ALIAS_NAME"), kind);
        if let Some(birth) = PartialDate::from_iso(alias.get("DATE_OF_BIRTH")) {
            entry.add_birth(birth);
        }
        entry.add_birth_place(&[alias.get("CITY_OF_BIRTH")], alias.get("COUNTRY_OF_BIRTH"));
        entry.add_remark(alias.get("NOTE"));
    }
}

/// One text may hold several names, parted by semicolons (Latin or Arabic).
fn add_each(entry: &mut Entry, text: &str, kind: NameKind) {
    for name in text.split([';', '\u{61b}']) {
        entry.add_name(name, kind);
    }
}

fn add_birth(reading: &mut Reading, limits: &Limits, entry: &mut Entry, node: &Node, spot: Spot<'_>) {
    let texts: Vec<&str> = ["DATE", "YEAR", "FROM_YEAR", "TO_YEAR"]
        .into_iter()
        .map(|part| node.get(part))
        .filter(|t| !t.is_empty())
        .collect();
    entry.add_remark(node.get("NOTE"));
    if texts.is_empty() {
        return;
    }
    let dates: Option<Vec<PartialDate>> = texts.iter().map(|text| PartialDate::from_iso(text)).collect();
    let span = dates.and_then(|dates| dates.into_iter().reduce(PartialDate::span));
    match span {
        Some(span) if node.get("TYPE_OF_DATE").eq_ignore_ascii_case("approximately") => entry.add_birth(span.about()),
        Some(span) => entry.add_birth(span),
        None => {
            let spot = Spot { row: node.row, column: node.column, ..spot };
            reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, &texts.join(" ")));
        }
    }
}

fn add_document(entry: &mut Entry, node: &Node) {
    let words = format!("{} {}", node.get("TYPE_OF_DOCUMENT"), node.get("TYPE_OF_DOCUMENT2")).to_lowercase();
    let kind = if words.contains("passport") || words.contains("passeport") || words.contains("pasaporte") {
        IdentifierKind::Passport
    } else if words.contains("national") || words.contains("identi") || words.contains(" id") {
        IdentifierKind::NationalId
    } else {
        IdentifierKind::Other
    };
    let country = match node.get("ISSUING_COUNTRY") {
        "" => node.get("COUNTRY_OF_ISSUE"),
        country => country,
    };
    entry.add_identifier(kind, node.get("NUMBER"), country);
    entry.add_remark(node.get("NOTE"));
}

/// A day of listing in ISO form, which several lists use.
pub(super) fn listed_on(
    reading: &mut Reading,
    limits: &Limits,
    entry: &mut Entry,
    text: &str,
    spot: Spot<'_>,
) -> Option<PartialDate> {
    let date = PartialDate::from_iso(text);
    if date.is_none() && !text.is_empty() {
        reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, text));
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::PartialDate;

    const LIST_TEXT: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2031-02-03T00:00:00Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID>
      <FIRST_NAME>AMINA</FIRST_NAME><SECOND_NAME>BINT</SECOND_NAME><THIRD_NAME>SALIH</THIRD_NAME><FOURTH_NAME/>
      <UN_LIST_TYPE>Sealand</UN_LIST_TYPE><REFERENCE_NUMBER>ZZi.001</REFERENCE_NUMBER><LISTED_ON>2029-07-01</LISTED_ON>
      <NAME_ORIGINAL_SCRIPT>أمينة بنت صالح</NAME_ORIGINAL_SCRIPT>
      <COMMENTS1>Keeps goats &amp; <![CDATA[<sheep>]]>.</COMMENTS1>
      <NATIONALITY><VALUE>Sealand</VALUE><VALUE>Guinea</VALUE></NATIONALITY>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Amina Saleh; Amine Salihi</ALIAS_NAME><DATE_OF_BIRTH>1962-03-04</DATE_OF_BIRTH></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>The Shepherd</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1963</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><DATE>unknown</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_PLACE_OF_BIRTH><CITY>Boké</CITY><COUNTRY>Guinea</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Numéro de passeport</TYPE_OF_DOCUMENT><NUMBER>ZZ 0099 1</NUMBER><COUNTRY_OF_ISSUE>Guinea</COUNTRY_OF_ISSUE></INDIVIDUAL_DOCUMENT>
    </INDIVIDUAL>
    <INDIVIDUAL><FIRST_NAME>NUMBERLESS</FIRST_NAME></INDIVIDUAL>
    <INDIVIDUAL><REFERENCE_NUMBER>ZZi.003</REFERENCE_NUMBER></INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY><FIRST_NAME>BLUE HERON LINES</FIRST_NAME><REFERENCE_NUMBER>ZZe.001</REFERENCE_NUMBER>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>Grey Heron Lines</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>Quay 4</STREET><CITY>Port Zed</CITY><COUNTRY>Sealand</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>"#;

    #[test]
    fn an_individual_and_an_entity_are_read_whole() {
        let reading = read(LIST_TEXT.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(reading.published, "2031-02-03T00:00:00Z");
        let [person, firm] = reading.entries.as_slice() else { panic!("{reading:?}") };
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [
                ("AMINA BINT SALIH", NameKind::Primary),
                ("أمينة بنت صالح", NameKind::OriginalScript),
                ("Amina Saleh", NameKind::Alias),
                ("Amine Salihi", NameKind::Alias),
                ("The Shepherd", NameKind::Weak),
            ]
        );
        let births: Vec<String> = person.births.iter().map(|birth| birth.reveal().to_string()).collect();
        assert_eq!(births, ["1962-03-04", "~1961", "1960/1963"]);
        assert_eq!(person.nationalities, ["Sealand", "Guinea"]);
        assert_eq!(person.listed_on, PartialDate::new(2029, 7, 1));
        let document = person.identifiers.first().unwrap();
        assert_eq!((document.kind, document.value.reveal().as_str()), (IdentifierKind::Passport, "ZZ 0099 1"));
        assert!(person.remarks.iter().any(|remark| remark.reveal() == "Keeps goats & <sheep>."));
        assert_eq!((firm.kind, firm.names.len(), firm.places.len()), (Kind::Organisation, 2, 1));
    }

    #[test]
    fn a_broken_entry_is_left_out_and_a_broken_date_kept_as_remark() {
        let reading = read(LIST_TEXT.as_bytes(), &Limits::default()).unwrap();
        let faults: Vec<(&str, u64, bool)> =
            reading.faults.iter().map(|fault| (fault.code, fault.row, fault.dropped)).collect();
        assert_eq!(faults, [("LIST-VALUE-DATE", 16, false), ("LIST-ROW-ID", 20, true), ("LIST-ROW-NAME", 21, true)]);
        assert_eq!((reading.faults_count, reading.dropped_count), (3, 2));
        assert!(reading.entries.first().unwrap().remarks.iter().any(|remark| remark.reveal() == "unknown"));
    }
}
