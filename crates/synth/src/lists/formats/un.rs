//! The consolidated list of the United Nations.

use super::{day, tag};
use crate::lists::{Born, Entry, Subject};

pub(super) fn un(entry: &Entry, out: &mut Vec<u8>) {
    let person = entry.subject == Subject::Person;
    let kind = if person { "INDIVIDUAL" } else { "ENTITY" };
    let mut put = |text: &str| out.extend_from_slice(text.as_bytes());
    put(&format!("<{kind}><DATAID>{}</DATAID><VERSIONNUM>1</VERSIONNUM>", 6_900_000 + entry.number));
    let (first, second, third) = (&entry.name.given, &entry.name.middle, &entry.name.family);
    let names: Vec<&str> = [first, second, third].into_iter().map(String::as_str).filter(|n| !n.is_empty()).collect();
    if person {
        for (name, place) in names.iter().zip(["FIRST", "SECOND", "THIRD"]) {
            tag(out, &format!("{place}_NAME"), name);
        }
    } else {
        tag(out, "FIRST_NAME", &entry.name.full);
    }
    tag(out, "UN_LIST_TYPE", entry.programme);
    tag(out, "REFERENCE_NUMBER", &entry.reference());
    tag(out, "LISTED_ON", &day(entry.listed_days));
    if let Some(original) = &entry.original {
        tag(out, "NAME_ORIGINAL_SCRIPT", original);
    }
    tag(out, "COMMENTS1", entry.reason);
    if person {
        out.extend_from_slice(b"<NATIONALITY>");
        tag(out, "VALUE", entry.country);
        out.extend_from_slice(b"</NATIONALITY>");
    }
    out.extend_from_slice(b"<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>");
    for alias in &entry.aliases {
        out.extend_from_slice(format!("<{kind}_ALIAS>").as_bytes());
        tag(
            out,
            "QUALITY",
            match (person, alias.weak) {
                (true, true) => "Low",
                (true, false) => "Good",
                (false, _) => "a.k.a.",
            },
        );
        tag(out, "ALIAS_NAME", &alias.name.full);
        out.extend_from_slice(format!("</{kind}_ALIAS>").as_bytes());
    }
    out.extend_from_slice(format!("<{kind}_ADDRESS>").as_bytes());
    tag(out, "STREET", &entry.street);
    tag(out, "CITY", entry.city);
    tag(out, "COUNTRY", entry.country);
    out.extend_from_slice(format!("</{kind}_ADDRESS>").as_bytes());
    if person {
        un_person(entry, out);
    }
    out.extend_from_slice(format!("<SORT_KEY/><SORT_KEY_LAST_MOD/></{kind}>\n").as_bytes());
}

fn un_person(entry: &Entry, out: &mut Vec<u8>) {
    for born in &entry.born {
        let text = match born {
            Born::Exact(date) => {
                let (year, month, day) = (date.year, date.month, date.day);
                format!("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>{year}-{month:02}-{day:02}</DATE>")
            }
            Born::Year(year) => format!("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>{year}</YEAR>"),
            Born::Circa(year) => format!("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>{year}</YEAR>"),
            Born::Between(from, to) => {
                format!("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>{from}</FROM_YEAR><TO_YEAR>{to}</TO_YEAR>")
            }
        };
        out.extend_from_slice(format!("<INDIVIDUAL_DATE_OF_BIRTH>{text}</INDIVIDUAL_DATE_OF_BIRTH>").as_bytes());
    }
    out.extend_from_slice(b"<INDIVIDUAL_PLACE_OF_BIRTH>");
    tag(out, "COUNTRY", entry.country);
    out.extend_from_slice(b"</INDIVIDUAL_PLACE_OF_BIRTH>");
    for document in &entry.documents {
        out.extend_from_slice(b"<INDIVIDUAL_DOCUMENT>");
        tag(out, "TYPE_OF_DOCUMENT", document.kind);
        tag(out, "NUMBER", &document.number);
        tag(out, "ISSUING_COUNTRY", document.country);
        out.extend_from_slice(b"</INDIVIDUAL_DOCUMENT>");
    }
}
