//! Lists in the shapes of their publishers: elements, attributes, columns and date forms as those files have them.

mod eu;
mod ftm;
mod ofac;
mod uk;
mod un;

use super::{Born, Entry, List, Subject};
use crate::civil::moment;
use crate::mentions::tables::push_line;
use std::io::{self, Write};

/// Whose format a list is written in. The content is invented in all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Consolidated list of the United Nations, XML.
    Un,
    /// Consolidated financial sanctions of the European Union, XML 1.1.
    Eu,
    /// Specially designated nationals of the United States, XML.
    Ofac,
    /// Consolidated list of the United Kingdom, CSV: one line for each name.
    Uk,
    /// FollowTheMoney entities, one JSON object a line.
    FollowTheMoney,
    /// A plain table.
    Plain,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] = [Self::Un, Self::Eu, Self::Ofac, Self::Uk, Self::FollowTheMoney, Self::Plain];

    /// Name of its file.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Un => "un.xml",
            Self::Eu => "eu.xml",
            Self::Ofac => "sdn.xml",
            Self::Uk => "uk.csv",
            Self::FollowTheMoney => "entities.ftm.json",
            Self::Plain => "list.csv",
        }
    }
}

/// Columns of the plain table; several values of a field are separated by semicolons.
pub const PLAIN_HEADER: &str =
    "id,type,name,aliases,weak_aliases,original,born,gender,country,address,city,documents,programme,listed\n";

/// Writes a list; returns how many entries it has.
///
/// # Errors
/// When `sink` cannot be written to.
pub fn write(list: &List, format: Format, sink: &mut impl Write) -> io::Result<u64> {
    let mut count = 0;
    let mut out = Vec::with_capacity(8192);
    head(format, list, &mut out);
    // Two of the formats keep people apart from the rest.
    let passes: &[Option<bool>] = if format == Format::Un { &[Some(true), Some(false)] } else { &[None] };
    for pass in passes {
        if let Some(people) = pass {
            out.extend_from_slice(if *people { b"<INDIVIDUALS>\n" } else { b"<ENTITIES>\n" });
        }
        for entry in list.iter().filter(|entry| pass.is_none_or(|people| people == (entry.subject == Subject::Person)))
        {
            count += 1;
            match format {
                Format::Un => un::un(&entry, &mut out),
                Format::Eu => eu::eu(&entry, &mut out),
                Format::Ofac => ofac::ofac(&entry, &mut out),
                Format::Uk => uk::uk(&entry, &mut out),
                Format::FollowTheMoney => ftm::ftm(&entry, &mut out),
                Format::Plain => plain(&entry, &mut out),
            }
            sink.write_all(&out)?;
            out.clear();
        }
        if let Some(people) = pass {
            out.extend_from_slice(if *people { b"</INDIVIDUALS>\n" } else { b"</ENTITIES>\n" });
        }
    }
    out.extend_from_slice(match format {
        Format::Un => b"</CONSOLIDATED_LIST>\n",
        Format::Eu => b"</export>\n",
        Format::Ofac => b"</sdnList>\n",
        Format::Uk | Format::FollowTheMoney | Format::Plain => b"",
    });
    sink.write_all(&out)?;
    Ok(count)
}

fn head(format: Format, list: &List, out: &mut Vec<u8>) {
    let day = format!("2026-{:02}-01", list.edition % 12 + 1);
    let text = match format {
        Format::Un => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<CONSOLIDATED_LIST dateGenerated=\"{day}T00:00:00Z\">\n"
        ),
        Format::Eu => format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" generationDate=\"{day}T00:00:00.000+01:00\" globalFileId=\"{}\">\n",
            100_000 + list.edition
        ),
        Format::Ofac => format!(
            "<?xml version=\"1.0\" standalone=\"yes\"?>\n<sdnList xmlns=\"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML\">\n<publshInformation><Publish_Date>{:02}/01/2026</Publish_Date><Record_Count>{}</Record_Count></publshInformation>\n",
            list.edition % 12 + 1,
            list.iter().count()
        ),
        Format::Uk => format!("Last Updated,01/{:02}/2026\n{}", list.edition % 12 + 1, uk::UK_HEADER),
        Format::FollowTheMoney => String::new(),
        Format::Plain => PLAIN_HEADER.to_owned(),
    };
    out.extend_from_slice(text.as_bytes());
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn tag(out: &mut Vec<u8>, name: &str, text: &str) {
    out.extend_from_slice(format!("<{name}>{}</{name}>", escaped(text)).as_bytes());
}

fn day(days: i64) -> String {
    moment(days * 86_400).get(..10).unwrap_or_default().to_owned()
}

fn plain(entry: &Entry, out: &mut Vec<u8>) {
    let aliases = |weak: bool| {
        let names: Vec<&str> = entry.aliases.iter().filter(|a| a.weak == weak).map(|a| a.name.full.as_str()).collect();
        names.join(";")
    };
    let born: Vec<String> = entry
        .born
        .iter()
        .map(|born| match born {
            Born::Exact(date) => format!("{}-{:02}-{:02}", date.year, date.month, date.day),
            Born::Year(year) => year.to_string(),
            Born::Circa(year) => format!("~{year}"),
            Born::Between(from, to) => format!("{from}/{to}"),
        })
        .collect();
    let documents: Vec<String> = entry.documents.iter().map(|d| format!("{}: {}", d.kind, d.number)).collect();
    let kind = match entry.subject {
        Subject::Person => "person",
        Subject::Company => "company",
        Subject::Ship => "ship",
    };
    let fields: [&str; 14] = [
        &entry.reference(),
        kind,
        &entry.name.full,
        &aliases(false),
        &aliases(true),
        entry.original.as_deref().unwrap_or(""),
        &born.join(";"),
        entry.gender,
        entry.country,
        &entry.street,
        entry.city,
        &documents.join(";"),
        entry.programme,
        &day(entry.listed_days),
    ];
    push_line(out, fields);
}
