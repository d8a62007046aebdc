//! The words OFAC uses for kinds of documents, and the remarks in which its CSV files pack what the XML has in fields.

use crate::date::PartialDate;
use crate::entry::{Entry, IdentifierKind, Kind, NameKind, tidy};

/// Words that name a kind of identifier, lower case, the more telling ones first.
const KINDS: &[(&str, IdentifierKind)] = &[
    ("digital currency address", IdentifierKind::Wallet),
    ("crypto", IdentifierKind::Wallet),
    ("passport", IdentifierKind::Passport),
    ("vessel registration", IdentifierKind::Imo),
    ("imo", IdentifierKind::Imo),
    ("mmsi", IdentifierKind::Mmsi),
    ("call sign", IdentifierKind::CallSign),
    ("tail number", IdentifierKind::TailNumber),
    ("serial number", IdentifierKind::SerialNumber),
    ("construction number", IdentifierKind::SerialNumber),
    ("swift", IdentifierKind::Bic),
    ("bic", IdentifierKind::Bic),
    ("bik", IdentifierKind::Other),
    ("legal entity", IdentifierKind::Lei),
    ("lei", IdentifierKind::Lei),
    ("isin", IdentifierKind::Isin),
    ("iban", IdentifierKind::Account),
    ("account", IdentifierKind::Account),
    ("email", IdentifierKind::Email),
    ("e-mail", IdentifierKind::Email),
    ("website", IdentifierKind::Website),
    ("phone", IdentifierKind::Phone),
    ("tax", IdentifierKind::TaxId),
    ("fiscal", IdentifierKind::TaxId),
    ("nit #", IdentifierKind::TaxId),
    ("ruc #", IdentifierKind::TaxId),
    ("rif #", IdentifierKind::TaxId),
    ("r.f.c.", IdentifierKind::TaxId),
    ("c.u.i.t.", IdentifierKind::TaxId),
    ("cuit", IdentifierKind::TaxId),
    ("vat", IdentifierKind::TaxId),
    ("c.u.r.p.", IdentifierKind::NationalId),
    ("cedula", IdentifierKind::NationalId),
    ("national", IdentifierKind::NationalId),
    ("identification", IdentifierKind::NationalId),
    ("identity", IdentifierKind::NationalId),
    ("personal id", IdentifierKind::NationalId),
    ("ssn", IdentifierKind::NationalId),
    ("driver", IdentifierKind::NationalId),
    ("birth certificate", IdentifierKind::NationalId),
    ("d.n.i.", IdentifierKind::NationalId),
    ("registration", IdentifierKind::Registration),
    ("registered", IdentifierKind::Registration),
    ("company number", IdentifierKind::Registration),
    ("business", IdentifierKind::Registration),
    ("commercial", IdentifierKind::Registration),
    ("registry", IdentifierKind::Registration),
    ("matricula", IdentifierKind::Registration),
    ("folio", IdentifierKind::Registration),
    ("license", IdentifierKind::Registration),
    ("unified social", IdentifierKind::Registration),
    ("d-u-n-s", IdentifierKind::Registration),
    ("government gazette", IdentifierKind::Registration),
    ("passaporte", IdentifierKind::Passport),
];

/// What the words of a publisher call a number.
pub(super) fn identifier_kind(words: &str) -> IdentifierKind {
    let words = words.to_lowercase();
    // A short mark counts as a whole word only: "vat" is no part of "private".
    let met = |mark: &str| match mark.len() {
        0..=4 => words.split(|c: char| !c.is_alphanumeric()).any(|word| word == mark),
        _ => words.contains(mark),
    };
    KINDS.iter().find(|(mark, _)| met(mark)).map_or(IdentifierKind::Other, |(_, kind)| *kind)
}

/// The kind of subject in OFAC's word for it.
pub(super) fn subject_kind(word: &str) -> Kind {
    match word.trim().to_ascii_lowercase().as_str() {
        "individual" => Kind::Person,
        "entity" => Kind::Organisation,
        "vessel" => Kind::Vessel,
        "aircraft" => Kind::Aircraft,
        _ => Kind::Unknown,
    }
}

/// Facts about a subject that OFAC gives as pairs of words and value, but that identify nobody.
pub(super) fn is_no_identifier(words: &str) -> bool {
    let words = words.to_lowercase();
    ["gender", "secondary sanctions", "additional sanctions", "target type", "listing date", "effective date"]
        .iter()
        .chain(&["executive order", "purchase/sales", "organization", "equity ticker", "issuer", "nationality of"])
        .any(|mark| words.starts_with(mark))
}

/// A surname in front, as OFAC writes persons, goes to the end: `DOE, Jane` becomes `Jane DOE`.
pub(super) fn given_first(name: &str) -> String {
    match name.split_once(", ") {
        Some((surname, given)) => tidy(&format!("{given} {surname}")),
        None => tidy(name),
    }
}

/// Takes apart remarks such as `DOB 14 Jun 1975; POB Giza, Egypt; Passport 12 (Egypt); a.k.a. 'NICK'.`
///
/// What is not understood stays a remark. Returns dates that could not be read.
pub(super) fn unpack_remarks(entry: &mut Entry, remarks: &str) -> Vec<String> {
    let mut unread = Vec::new();
    for part in remarks.trim().trim_end_matches('.').split(';') {
        let part = tidy(part);
        let part = part.strip_prefix("alt. ").unwrap_or(&part);
        let lower = part.to_lowercase();
        if let Some(date) = part.strip_prefix("DOB ") {
            match PartialDate::from_words(date) {
                Some(date) => entry.add_birth(date),
                None => unread.push(date.to_owned()),
            }
        } else if let Some(place) = part.strip_prefix("POB ") {
            match place.rsplit_once(", ") {
                Some((town, country)) => entry.add_birth_place(&[town], country),
                None => entry.add_birth_place(&[place], ""),
            }
        } else if let Some(country) = part.strip_prefix("nationality ").or_else(|| part.strip_prefix("citizen ")) {
            entry.add_nationality(country);
        } else if let Some(name) = part.strip_prefix("a.k.a. ").or_else(|| part.strip_prefix("f.k.a. ")) {
            entry.add_name(name.trim_matches(['\'', '"']), NameKind::Weak);
        } else if lower.starts_with("linked to") || is_no_identifier(part) || !add_number(entry, part) {
            entry.add_remark(part);
        }
    }
    unread
}

/// Reads `Passport X12 (Egypt)`, `Vessel Registration Identification IMO 1234567`, `Email Address a@b`: words, then
/// one value, then the country in brackets. False when the part is not of that form or names no known kind.
fn add_number(entry: &mut Entry, part: &str) -> bool {
    let (rest, country) = match part.strip_suffix(')').and_then(|head| head.rsplit_once(" (")) {
        Some((rest, country)) => (rest, country),
        None => (part, ""),
    };
    let Some((words, value)) = rest.rsplit_once(' ') else { return false };
    let kind = identifier_kind(words);
    let is_contact = matches!(kind, IdentifierKind::Email | IdentifierKind::Website | IdentifierKind::Wallet);
    if kind == IdentifierKind::Other || !(is_contact || value.bytes().any(|byte| byte.is_ascii_digit())) {
        return false;
    }
    entry.add_identifier(kind, value, country);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_are_taken_apart_and_the_rest_is_kept() {
        let mut entry = Entry::new("ZZ", "1", Kind::Person);
        let unread = unpack_remarks(
            &mut entry,
            "DOB 14 Jun 1975; alt. DOB 1976; DOB some day; POB Umeå, Sweden; POB Bergen; nationality Sweden; Gender Male; \
             Passport X12 (Sweden); alt. Cedula No. 16-2 (Colombia); Email Address a@b.example; Linked To: BLUE HERON; \
             a.k.a. 'NICK'; Owner of 3 (three) boats; Digital Currency Address - XBT 1AbCd.",
        );
        assert_eq!(unread, ["some day"]);
        let births: Vec<String> = entry.births.iter().map(|birth| birth.reveal().to_string()).collect();
        assert_eq!(births, ["1975-06-14", "1976"]);
        let numbers: Vec<(IdentifierKind, &str, &str)> =
            entry.identifiers.iter().map(|i| (i.kind, i.value.reveal().as_str(), i.country.as_str())).collect();
        assert_eq!(
            numbers,
            [
                (IdentifierKind::Passport, "X12", "Sweden"),
                (IdentifierKind::NationalId, "16-2", "Colombia"),
                (IdentifierKind::Email, "a@b.example", ""),
                (IdentifierKind::Wallet, "1AbCd", ""),
            ]
        );
        assert_eq!(entry.names.len(), 1);
        assert_eq!(entry.birth_places.len(), 2);
        let remarks: Vec<&str> = entry.remarks.iter().map(|remark| remark.reveal().as_str()).collect();
        assert_eq!(remarks, ["Gender Male", "Linked To: BLUE HERON", "Owner of 3 (three) boats"]);
    }

    #[test]
    fn a_surname_in_front_goes_to_the_end() {
        assert_eq!(given_first("DOE, Jane Mary"), "Jane Mary DOE");
        assert_eq!(given_first("BLUE HERON LINES"), "BLUE HERON LINES");
    }
}
