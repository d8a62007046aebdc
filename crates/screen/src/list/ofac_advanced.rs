//! United States: OFAC's `SDN_ADVANCED.XML` (`Sanctions` with `DistinctParty`).
//!
//! The file is a small database: words stand in reference tables at the front, documents and places before the
//! parties, programmes and days of listing after them, all joined by numbers. Tables are kept in memory, parties are
//! read one at a time, and what comes after is added to the entries already read. A party is one entry; its number is
//! the profile's, which is the same number as in `SDN.XML`.

use super::ofac_words::subject_kind;
use super::ofac_xml::add_number;
use super::xml::{Entries, Node};
use super::{Limits, ListError, Reading, Spot};
use crate::date::PartialDate;
use crate::entry::{Entry, Kind, NameKind};
use hashbrown::HashMap;
use std::io::Read;

/// Words by table and number: `("FeatureType", "8")` is "Birthdate".
type Words = HashMap<(String, String), String>;

/// What stands in tables beside the parties.
#[derive(Default)]
struct Tables {
    words: Words,
    /// Documents by the identity they belong to: words, number, country.
    documents: HashMap<String, Vec<(String, String, String)>>,
    /// Places by number: parts, country.
    locations: HashMap<String, (Vec<String>, String)>,
    /// Entries by the number of the profile.
    profiles: HashMap<String, usize>,
}

/// Reads the list; its entries carry the given short name of the list.
///
/// # Errors
///
/// [`ListError`] when the file is not this list, not well formed or larger than the limits.
pub fn read(input: impl Read, list: &str, limits: &Limits) -> Result<Reading, ListError> {
    let mut nodes = Entries::open(input, limits, "Sanctions", |name| name == "Sanctions")?;
    let mut reading = Reading::default();
    let mut tables = Tables::default();
    let wanted = |name: &str| {
        matches!(name, "DateOfIssue" | "Location" | "IDRegDocument" | "DistinctParty" | "SanctionsEntry")
            || (name.ends_with("Values") && name != "ReferenceValueSets")
    };
    while let Some(node) = nodes.next(wanted)? {
        match node.name.as_str() {
            "DateOfIssue" => reading.published = point(&node).map(|date| date.to_string()).unwrap_or_default(),
            "Location" => tables.add_location(&node),
            "IDRegDocument" => tables.add_document(&node),
            "DistinctParty" => add_party(&mut reading, &mut tables, list, limits, &node)?,
            "SanctionsEntry" => add_listing(&mut reading, &tables, &node),
            _ => tables.add_words(&node),
        }
    }
    Ok(reading)
}

impl Tables {
    fn add_words(&mut self, node: &Node) {
        for child in &node.children {
            let text = match (child.name.as_str(), child.attr("ISO2")) {
                ("Country", iso) if !iso.is_empty() => iso,
                _ => child.text(),
            };
            self.words.insert((child.name.clone(), child.attr("ID").to_owned()), text.to_owned());
        }
    }

    fn word(&self, table: &str, number: &str) -> &str {
        self.words.get(&(table.to_owned(), number.to_owned())).map_or("", String::as_str)
    }

    fn add_location(&mut self, node: &Node) {
        let mut values = Vec::new();
        node.deep("Value", &mut values);
        let parts = values.iter().map(|value| value.text().to_owned()).collect();
        let country = node
            .child("LocationCountry")
            .map(|country| self.word("Country", country.attr("CountryID")).to_owned())
            .unwrap_or_default();
        self.locations.insert(node.attr("ID").to_owned(), (parts, country));
    }

    fn add_document(&mut self, node: &Node) {
        let words = self.word("IDRegDocType", node.attr("IDRegDocTypeID")).to_owned();
        let country = self.word("Country", node.attr("IssuedBy-CountryID")).to_owned();
        let number = node.get("IDRegistrationNo").to_owned();
        self.documents.entry(node.attr("IdentityID").to_owned()).or_default().push((words, number, country));
    }
}

fn add_party(
    reading: &mut Reading,
    tables: &mut Tables,
    list: &str,
    limits: &Limits,
    node: &Node,
) -> Result<(), ListError> {
    let Some(profile) = node.child("Profile") else {
        let spot = Spot { row: node.row, column: node.column, id: node.attr("FixedRef") };
        reading.row_fault(limits, "LIST-ROW-NAME", spot, "");
        return Ok(());
    };
    let spot = Spot { row: node.row, column: node.column, id: profile.attr("ID") };
    let kind = match subject_kind(tables.word("PartySubType", profile.attr("PartySubTypeID"))) {
        Kind::Unknown => subject_of_number(profile.attr("PartySubTypeID")),
        kind => kind,
    };
    let mut entry = Entry::new(list, spot.id, kind);
    for identity in profile.all("Identity") {
        add_names(&mut entry, tables, identity);
        for (words, number, country) in tables.documents.get(identity.attr("ID")).into_iter().flatten() {
            add_number(&mut entry, words, number, country);
        }
    }
    entry.names.sort_by_key(|name| name.kind != NameKind::Primary);
    for feature in profile.all("Feature") {
        add_feature(reading, limits, &mut entry, (tables, feature), spot);
    }
    let before = reading.entries.len();
    reading.finish(limits, entry, spot)?;
    if reading.entries.len() > before {
        tables.profiles.insert(spot.id.to_owned(), before);
    }
    Ok(())
}

/// The publisher's numbers for kinds of parties, for files whose table calls persons and companies "Unknown".
fn subject_of_number(number: &str) -> Kind {
    match number {
        "1" => Kind::Vessel,
        "2" => Kind::Aircraft,
        "3" => Kind::Organisation,
        "4" => Kind::Person,
        _ => Kind::Unknown,
    }
}

fn add_names(entry: &mut Entry, tables: &Tables, identity: &Node) {
    let mut groups = Vec::new();
    identity.deep("NamePartGroup", &mut groups);
    let order = |part: &Node| {
        let group = groups.iter().find(|group| group.attr("ID") == part.attr("NamePartGroupID"));
        match tables.word("NamePartType", group.map_or("", |group| group.attr("NamePartTypeID"))) {
            "First Name" => 0,
            "Middle Name" => 1,
            "Patronymic" => 2,
            "Last Name" => 3,
            "Maiden Name" => 4,
            "Matronymic" => 5,
            _ => 3,
        }
    };
    for alias in identity.all("Alias") {
        for name in alias.all("DocumentedName") {
            let mut parts = Vec::new();
            name.deep("NamePartValue", &mut parts);
            let latin = parts.iter().all(|part| match tables.word("Script", part.attr("ScriptID")) {
                "" => part.text().is_ascii(),
                script => script.eq_ignore_ascii_case("latin"),
            });
            parts.sort_by_key(|part| order(part));
            let text = parts.iter().map(|part| part.text()).collect::<Vec<_>>().join(" ");
            let kind = match (latin, alias.attr("LowQuality"), alias.attr("Primary")) {
                (_, "true", _) => NameKind::Weak,
                (false, ..) => NameKind::OriginalScript,
                (true, _, "true") => NameKind::Primary,
                _ => NameKind::Alias,
            };
            entry.add_name(&text, kind);
        }
    }
}

fn add_feature(
    reading: &mut Reading,
    limits: &Limits,
    entry: &mut Entry,
    (tables, feature): (&Tables, &Node),
    spot: Spot<'_>,
) {
    let what = tables.word("FeatureType", feature.attr("FeatureTypeID"));
    for version in feature.all("FeatureVersion") {
        let detail = version.child("VersionDetail");
        let text = detail.map_or("", |detail| match detail.text() {
            "" => tables.word("DetailReference", detail.attr("DetailReferenceID")),
            text => text,
        });
        let places = version.all("VersionLocation").filter_map(|place| tables.locations.get(place.attr("LocationID")));
        match what {
            "Birthdate" => match version.child("DatePeriod").map(period) {
                Some(Some(date)) => entry.add_birth(date),
                Some(None) => {
                    let spot = Spot { row: version.row, column: version.column, ..spot };
                    reading.value_fault(limits, "LIST-VALUE-DATE", spot, (entry, text));
                }
                None => {}
            },
            "Place of Birth" => {
                entry.add_birth_place(&[text], "");
                for (parts, country) in places {
                    entry.add_birth_place(&parts.iter().map(String::as_str).collect::<Vec<_>>(), country);
                }
            }
            "Nationality Country" | "Citizenship Country" | "Vessel Flag" => {
                entry.add_nationality(text);
                places.for_each(|(_, country)| entry.add_nationality(country));
            }
            "Location" => {
                for (parts, country) in places {
                    entry.add_place(&parts.iter().map(String::as_str).collect::<Vec<_>>(), country);
                }
            }
            _ => add_number(entry, what, text, ""),
        }
    }
}

/// From the start's first to the end's last day; a span that covers a whole month or year is that month or year.
fn period(node: &Node) -> Option<PartialDate> {
    let (start, end) = (node.child("Start")?, node.child("End")?);
    let first = point(start.child("From")?)?;
    let last = point(end.child("To")?)?;
    let about = [start, end].iter().any(|end| end.attr("Approximate") == "true");
    let span = whole(first, last).unwrap_or_else(|| first.span(last));
    Some(if about { span.about() } else { span })
}

fn whole(first: PartialDate, last: PartialDate) -> Option<PartialDate> {
    let (first, last) = (first.to_string(), last.to_string());
    let (year, from) = first.split_once('-')?;
    let (last_year, to) = last.split_once('-')?;
    if year != last_year {
        return None;
    }
    if from == "01-01" && to == "12-31" {
        return PartialDate::from_iso(year);
    }
    let (month, from) = from.split_once('-')?;
    let (last_month, to) = to.split_once('-')?;
    // The day after the last one is no day of that month any more.
    let next = format!("{last_year}-{last_month}-{:02}", to.parse::<u8>().ok()?.saturating_add(1));
    let full = month == last_month && from == "01" && PartialDate::from_iso(&next).is_none();
    if full { PartialDate::from_iso(&format!("{year}-{month}")) } else { None }
}

/// `Year`, `Month`, `Day` as child elements.
fn point(node: &Node) -> Option<PartialDate> {
    let small = |name: &str| match node.get(name) {
        "" => Some(0u8),
        text => text.parse().ok(),
    };
    PartialDate::new(node.get("Year").parse().ok()?, small("Month")?, small("Day")?)
}

fn add_listing(reading: &mut Reading, tables: &Tables, node: &Node) {
    let Some(entry) = tables.profiles.get(node.attr("ProfileID")).and_then(|at| reading.entries.get_mut(*at)) else {
        return;
    };
    for measure in node.all("SanctionsMeasure") {
        if tables.word("SanctionsType", measure.attr("SanctionsTypeID")).eq_ignore_ascii_case("program") {
            entry.add_programme(measure.get("Comment"));
        }
    }
    let dates = node.all("EntryEvent").filter_map(|event| event.child("Date").and_then(point));
    entry.listed_on = dates.chain(entry.listed_on).min();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entry::IdentifierKind;

    const LIST_TEXT: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="urn:any"><DateOfIssue CalendarTypeID="1"><Year>2031</Year><Month>2</Month><Day>3</Day></DateOfIssue>
<ReferenceValueSets>
 <CountryValues><Country ID="11" ISO2="SE">Sweden</Country><Country ID="12">Sealand</Country></CountryValues>
 <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
  <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="344">Digital Currency Address - XBT</FeatureType><FeatureType ID="25">Location</FeatureType></FeatureTypeValues>
 <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
 <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
 <PartySubTypeValues><PartySubType ID="4">Unknown</PartySubType></PartySubTypeValues>
 <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
 <ScriptValues><Script ID="215">Latin</Script><Script ID="220">Cyrillic</Script></ScriptValues>
</ReferenceValueSets>
<Locations><Location ID="70"><LocationCountry CountryID="11"/><LocationPart><LocationPartValue><Value>Umeå</Value></LocationPartValue></LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1571" IdentityID="5" IssuedBy-CountryID="12"><IDRegistrationNo>P7771</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties>
 <DistinctParty FixedRef="7"><Profile ID="7" PartySubTypeID="4"><Identity ID="5" Primary="true">
  <Alias Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">ODDY</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <Alias Primary="true" LowQuality="false">
   <DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">BRANDT</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215">Odo</NamePartValue></DocumentedNamePart></DocumentedName>
   <DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="220">Брандт</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups></Identity>
  <Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start Approximate="false"><From><Year>1950</Year><Month>6</Month><Day>1</Day></From></Start><End Approximate="false"><To><Year>1950</Year><Month>6</Month><Day>30</Day></To></End></DatePeriod></FeatureVersion></Feature>
  <Feature FeatureTypeID="8"><FeatureVersion><DatePeriod><Start Approximate="true"><From><Year>1951</Year><Month>1</Month><Day>1</Day></From></Start><End><To><Year>1951</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
  <Feature FeatureTypeID="10"><FeatureVersion><VersionLocation LocationID="70"/></FeatureVersion></Feature>
  <Feature FeatureTypeID="25"><FeatureVersion><VersionLocation LocationID="70"/></FeatureVersion></Feature>
  <Feature FeatureTypeID="344"><FeatureVersion><VersionDetail>1AbCdEf</VersionDetail></FeatureVersion></Feature>
 </Profile></DistinctParty>
 <DistinctParty FixedRef="8"/>
</DistinctParties>
<SanctionsEntries><SanctionsEntry ProfileID="7"><EntryEvent><Date><Year>2029</Year><Month>7</Month><Day>1</Day></Date></EntryEvent>
 <SanctionsMeasure SanctionsTypeID="1"><Comment>ZZA</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries>
</Sanctions>"#;

    #[test]
    fn tables_parties_and_listings_are_joined() {
        let reading = read(LIST_TEXT.as_bytes(), "OFAC-SDN", &Limits::default()).unwrap();
        assert_eq!(reading.published, "2031-02-03");
        let [person] = reading.entries.as_slice() else { panic!("{reading:?}") };
        assert_eq!((person.id.as_str(), person.kind), ("7", Kind::Person));
        let names: Vec<(&str, NameKind)> =
            person.names.iter().map(|name| (name.text.reveal().as_str(), name.kind)).collect();
        assert_eq!(
            names,
            [("Odo BRANDT", NameKind::Primary), ("ODDY", NameKind::Weak), ("Брандт", NameKind::OriginalScript)]
        );
        let births: Vec<String> = person.births.iter().map(|birth| birth.reveal().to_string()).collect();
        assert_eq!(births, ["1950-06", "~1951"]);
        let numbers: Vec<(IdentifierKind, &str)> =
            person.identifiers.iter().map(|found| (found.kind, found.country.as_str())).collect();
        assert_eq!(numbers, [(IdentifierKind::Passport, "Sealand"), (IdentifierKind::Wallet, "")]);
        assert_eq!(person.nationalities, ["SE"]);
        assert_eq!(person.places.first().map(|place| place.text.reveal().as_str()), Some("Umeå"));
        assert_eq!(person.programmes, ["ZZA"]);
        assert_eq!(person.listed_on, PartialDate::new(2029, 7, 1));
        assert_eq!(reading.faults.first().map(|fault| fault.code), Some("LIST-ROW-NAME"));
    }
}
