//! The consolidated list of the United Kingdom.

use crate::civil::date_of;
use crate::lists::{Born, Entry, Subject};
use crate::mentions::tables::push_line;

pub(super) const UK_HEADER: &str = "Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Title,Name Non-Latin Script,Non-Latin Script Type,Non-Latin Script Language,DOB,Town of Birth,Country of Birth,Nationality,Passport Number,Passport Details,National Identification Number,National Identification Details,Position,Address 1,Address 2,Address 3,Address 4,Address 5,Address 6,Post/Zip Code,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,UK Sanctions List Date Designated,Last Updated,Group ID\n";

/// One line for each name of the entry, as that publisher does; dates are day, month, year, with zeros for unknown.
pub(super) fn uk(entry: &Entry, out: &mut Vec<u8>) {
    let born = entry.born.first().map_or_else(String::new, |born| match born {
        Born::Exact(date) => format!("{:02}/{:02}/{}", date.day, date.month, date.year),
        Born::Year(year) | Born::Circa(year) | Born::Between(year, _) => format!("00/00/{year}"),
    });
    let listed = date_of(entry.listed_days);
    let listed = format!("{:02}/{:02}/{}", listed.day, listed.month, listed.year);
    let number = |kind: &str| entry.documents.iter().find(|d| d.kind == kind).map_or("", |d| d.number.as_str());
    let (passport, national) = (number("Passport"), number("National Identification Number"));
    let kind = match entry.subject {
        Subject::Person => "Individual",
        Subject::Company => "Entity",
        Subject::Ship => "Ship",
    };
    let other = format!(
        "{} (UK Sanctions List Ref): {}. {} {}",
        entry.programme,
        entry.reference(),
        entry.reason,
        number("IMO Number")
    );
    let group = (13_000 + entry.number).to_string();
    let names = entry.aliases.iter().map(|alias| (&alias.name, "AKA", if alias.weak { "Low" } else { "Good" }));
    for (name, alias, quality) in [(&entry.name, "Primary name", "")].into_iter().chain(names) {
        let family = if name.family.is_empty() { &name.full } else { &name.family };
        let given = if name.family.is_empty() { "" } else { name.given.as_str() };
        let original = if alias == "AKA" { "" } else { entry.original.as_deref().unwrap_or("") };
        let script = if original.is_empty() { "" } else { entry.script.name() };
        let fields: [&str; 36] = [
            family,
            given,
            &name.middle,
            "",
            "",
            "",
            "",
            original,
            script,
            "",
            &born,
            "",
            "",
            entry.country,
            passport,
            "",
            national,
            "",
            "",
            &entry.street,
            "",
            "",
            "",
            "",
            entry.city,
            "",
            entry.country,
            &other,
            kind,
            alias,
            quality,
            entry.programme,
            &listed,
            &listed,
            &listed,
            &group,
        ];
        push_line(out, fields);
    }
}
