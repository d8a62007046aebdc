//! The consolidated financial sanctions of the European Union.

use super::{day, escaped};
use crate::lists::{Born, Entry, Subject};
use crate::mentions::Script;
use crate::mentions::vary::Written;

pub(super) fn eu(entry: &Entry, out: &mut Vec<u8>) {
    let id = 1000 + entry.number;
    let (code, letter) = match entry.subject {
        Subject::Person => ("person", "P"),
        Subject::Company | Subject::Ship => ("enterprise", "E"),
    };
    let mut text = format!(
        "<sanctionEntity designationDate=\"{}\" designationDetails=\"\" unitedNationId=\"\" euReferenceNumber=\"EU.{id}.{}\" logicalId=\"{id}\"><remark>{}</remark><regulation regulationType=\"regulation\" organisationType=\"commission\" publicationDate=\"{0}\" entryIntoForceDate=\"{0}\" numberTitle=\"2026/{}\" programme=\"{}\" logicalId=\"{id}\"/><subjectType code=\"{code}\" classificationCode=\"{letter}\"/>",
        day(entry.listed_days),
        id % 100,
        escaped(entry.reason),
        id % 4000,
        entry.programme
    );
    let gender = if entry.gender.is_empty() { String::new() } else { format!(" gender=\"{}\"", entry.gender) };
    let mut alias = |name: &Written, strong: bool, language: &str| {
        let (first, middle, last) = (escaped(&name.given), escaped(&name.middle), escaped(&name.family));
        text.push_str(&format!(
            "<nameAlias firstName=\"{first}\" middleName=\"{middle}\" lastName=\"{last}\" wholeName=\"{}\" function=\"\"{gender} title=\"\" nameLanguage=\"{language}\" strong=\"{strong}\" regulationLanguage=\"en\" logicalId=\"{id}\"/>",
            escaped(&name.full)
        ));
    };
    alias(&entry.name, true, "");
    for other in &entry.aliases {
        alias(&other.name, !other.weak, "");
    }
    if let Some(original) = &entry.original {
        alias(&Written { full: original.clone(), ..Default::default() }, true, language(entry));
    }
    text.push_str(&format!(
        "<citizenship region=\"\" countryIso2Code=\"{}\" regulationLanguage=\"en\" logicalId=\"{id}\"/>",
        entry.country
    ));
    for born in &entry.born {
        let (circa, from, to, date) = match born {
            Born::Exact(date) => (false, date.year, date.year, Some(date)),
            Born::Year(year) => (false, *year, *year, None),
            Born::Circa(year) => (true, *year, *year, None),
            Born::Between(from, to) => (true, *from, *to, None),
        };
        let exact = date.map_or_else(String::new, |d| {
            format!(" birthdate=\"{}-{:02}-{:02}\" dayOfMonth=\"{2}\" monthOfYear=\"{1}\"", d.year, d.month, d.day)
        });
        let years = if from == to {
            format!(" year=\"{from}\"")
        } else {
            format!(" yearRangeFrom=\"{from}\" yearRangeTo=\"{to}\"")
        };
        text.push_str(&format!("<birthdate circa=\"{circa}\" calendarType=\"GREGORIAN\" city=\"\"{exact}{years} countryIso2Code=\"{}\" logicalId=\"{id}\"/>", entry.country));
    }
    text.push_str(&format!(
        "<address city=\"{}\" street=\"{}\" countryIso2Code=\"{}\" logicalId=\"{id}\"/>",
        escaped(entry.city),
        escaped(&entry.street),
        entry.country
    ));
    for document in &entry.documents {
        let kind = match document.kind {
            "Passport" => "passport",
            "National Identification Number" => "id",
            "IMO Number" => "imo",
            _ => "regnumber",
        };
        text.push_str(&format!("<identification diplomatic=\"false\" identificationTypeCode=\"{kind}\" number=\"{}\" countryIso2Code=\"{}\" logicalId=\"{id}\"/>", escaped(&document.number), document.country));
    }
    text.push_str("</sanctionEntity>\n");
    out.extend_from_slice(text.as_bytes());
}

fn language(entry: &Entry) -> &'static str {
    match entry.script {
        Script::Latin => "",
        Script::Arabic => "AR",
        Script::Persian => "FA",
        Script::Cyrillic => "RU",
        Script::Greek => "EL",
        Script::Hebrew => "HE",
        Script::Chinese => "ZH",
        Script::Japanese => "JA",
        Script::Korean => "KO",
        Script::Devanagari => "HI",
        Script::Thai => "TH",
        Script::Amharic => "AM",
    }
}
