//! FollowTheMoney entities.

use super::day;
use crate::lists::{Born, Entry, Subject};

fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if u32::from(c) < 32 => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

pub(super) fn ftm(entry: &Entry, out: &mut Vec<u8>) {
    let schema = match entry.subject {
        Subject::Person => "Person",
        Subject::Company => "Organization",
        Subject::Ship => "Vessel",
    };
    let mut names = vec![entry.name.full.clone()];
    names.extend(entry.original.clone());
    let of = |weak: bool| entry.aliases.iter().filter(move |a| a.weak == weak).map(|a| a.name.full.clone()).collect();
    let dates = entry.born.iter().map(|born| match born {
        Born::Exact(date) => format!("{}-{:02}-{:02}", date.year, date.month, date.day),
        Born::Year(year) | Born::Circa(year) | Born::Between(year, _) => year.to_string(),
    });
    let numbers = |kind: &str| entry.documents.iter().filter(|d| d.kind == kind).map(|d| d.number.clone()).collect();
    let person = entry.subject == Subject::Person;
    let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
    let country = vec![entry.country.to_lowercase()];
    let gender = match entry.gender {
        "M" => "male",
        "F" => "female",
        _ => "",
    };
    let properties: Vec<(&str, Vec<String>)> = vec![
        ("name", names),
        ("alias", of(false)),
        ("weakAlias", of(true)),
        (if person { "birthDate" } else { "incorporationDate" }, dates.collect()),
        ("gender", one(gender)),
        (if person { "nationality" } else { "country" }, country),
        ("address", vec![format!("{}, {}", entry.street, entry.city)]),
        ("passportNumber", numbers("Passport")),
        ("idNumber", numbers("National Identification Number")),
        ("registrationNumber", numbers("Registration Number")),
        ("imoNumber", numbers("IMO Number")),
        ("program", one(entry.programme)),
        ("topics", vec!["sanction".to_owned()]),
    ];
    let properties: Vec<String> = properties
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| {
            let values: Vec<String> = values.iter().map(|value| json(value)).collect();
            format!("\"{name}\":[{}]", values.join(","))
        })
        .collect();
    let line = format!(
        "{{\"id\":\"{}\",\"caption\":{},\"schema\":\"{schema}\",\"properties\":{{{}}},\"datasets\":[\"zz_invented\"],\"first_seen\":\"{}T00:00:00\",\"target\":true}}\n",
        entry.reference().to_lowercase(),
        json(&entry.name.full),
        properties.join(","),
        day(entry.listed_days)
    );
    out.extend_from_slice(line.as_bytes());
}
