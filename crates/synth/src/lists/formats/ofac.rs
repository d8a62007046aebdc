//! The specially designated nationals of the United States.

use super::escaped;
use crate::lists::{Born, Entry, Subject};
use crate::mentions::vary::Written;

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

pub(super) fn ofac(entry: &Entry, out: &mut Vec<u8>) {
    let uid = 1000 + entry.number;
    let split = |name: &Written| match name.family.as_str() {
        "" => (String::new(), name.full.clone()),
        family => ([name.given.as_str(), &name.middle].join(" ").trim().to_owned(), family.to_owned()),
    };
    let named = |name: &Written| {
        let (first, last) = split(name);
        let first = if first.is_empty() { first } else { format!("<firstName>{}</firstName>", escaped(&first)) };
        format!("{first}<lastName>{}</lastName>", escaped(&last))
    };
    let kind = match entry.subject {
        Subject::Person => "Individual",
        Subject::Company => "Entity",
        Subject::Ship => "Vessel",
    };
    let mut text = format!(
        "<sdnEntry><uid>{uid}</uid>{}<sdnType>{kind}</sdnType><remarks>{}</remarks><programList><program>{}</program></programList>",
        named(&entry.name),
        escaped(entry.reason),
        entry.programme
    );
    if !entry.documents.is_empty() {
        text.push_str("<idList>");
        for (document, at) in entry.documents.iter().zip(1..) {
            let kind = match document.kind {
                "National Identification Number" => "National ID No.",
                "IMO Number" => "Vessel Registration Identification",
                other => other,
            };
            let number = if document.kind == "IMO Number" {
                format!("IMO {}", document.number)
            } else {
                document.number.clone()
            };
            text.push_str(&format!("<id><uid>{uid}{at}</uid><idType>{kind}</idType><idNumber>{number}</idNumber><idCountry>{}</idCountry></id>", document.country));
        }
        text.push_str("</idList>");
    }
    if !entry.aliases.is_empty() {
        text.push_str("<akaList>");
        for (alias, at) in entry.aliases.iter().zip(1..) {
            let category = if alias.weak { "weak" } else { "strong" };
            text.push_str(&format!(
                "<aka><uid>{uid}0{at}</uid><type>a.k.a.</type><category>{category}</category>{}</aka>",
                named(&alias.name)
            ));
        }
        text.push_str("</akaList>");
    }
    text.push_str(&format!("<addressList><address><uid>{uid}9</uid><address1>{}</address1><city>{}</city><country>{}</country></address></addressList>", escaped(&entry.street), escaped(entry.city), entry.country));
    if entry.subject == Subject::Person {
        text.push_str(&format!("<nationalityList><nationality><uid>{uid}8</uid><country>{}</country><mainEntry>true</mainEntry></nationality></nationalityList>", entry.country));
        if !entry.born.is_empty() {
            text.push_str("<dateOfBirthList>");
            for (born, at) in entry.born.iter().zip(1..) {
                text.push_str(&format!("<dateOfBirthItem><uid>{uid}7{at}</uid><dateOfBirth>{}</dateOfBirth><mainEntry>{}</mainEntry></dateOfBirthItem>", in_words(*born), at == 1));
            }
            text.push_str("</dateOfBirthList>");
        }
    }
    text.push_str("</sdnEntry>\n");
    out.extend_from_slice(text.as_bytes());
}

fn in_words(born: Born) -> String {
    match born {
        Born::Exact(date) => {
            let month = MONTHS.get(usize::from(date.month) - 1).copied().unwrap_or("Jan");
            format!("{:02} {month} {}", date.day, date.year)
        }
        Born::Year(year) => year.to_string(),
        Born::Circa(year) => format!("circa {year}"),
        Born::Between(from, to) => format!("{from} to {to}"),
    }
}
