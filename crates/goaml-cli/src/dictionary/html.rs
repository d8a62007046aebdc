//! A dictionary as one page that needs nothing else.

use super::wording::{Wording, occurrence};
use crate::page::{self, Text};
use crate::phrases::Phrase;
use crate::program::Io;
use std::io::{self, Write};
use xsd::dictionary::{CodeList, Dictionary, Row, TypePage, What};

pub(super) fn write(dictionary: &Dictionary, wording: &Wording<'_>, io: &mut Io<'_>) -> io::Result<()> {
    let title = format!("{}: {}", wording.say(Phrase::Dictionary), wording.basis.title(wording.language));
    writeln!(io.out, "{}<h1>{}</h1>", page::top(&title, wording.language), Text(&title))?;
    write!(io.out, "{}", page::filter(wording.say(Phrase::Filter)))?;
    // Types within types are reached from the fields that have them.
    let pages = dictionary.types.iter().map(|page| page.name.as_str()).filter(|name| !name.contains('/'));
    writeln!(io.out, "<nav><p>{}</p>", links(pages))?;
    let lists = dictionary.lists.iter().map(|list| list.name.as_str());
    writeln!(
        io.out,
        "<details><summary>{}</summary><p>{}</p></details></nav>",
        wording.say(Phrase::CodeLists),
        links(lists)
    )?;
    dictionary.types.iter().try_for_each(|page| write_page(page, wording, io.out))?;
    dictionary.lists.iter().try_for_each(|list| write_list(list, wording, io.out))?;
    write!(io.out, "{}", page::BOTTOM)
}

fn links<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("<a href=\"#{0}\"><code>{0}</code></a>", Text(name))).collect::<Vec<_>>().join(" · ")
}

fn write_page(page: &TypePage, wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let heads = [Phrase::Field, Phrase::Occurrence, Phrase::Type, Phrase::Meaning].map(|phrase| wording.say(phrase));
    writeln!(out, "<section><h2 id=\"{0}\"><code>{0}</code></h2>\n<table>", Text(&page.name))?;
    writeln!(out, "<tr><th>{}</th></tr>", heads.join("</th><th>"))?;
    page.rows.iter().try_for_each(|row| write_row(row, wording, out))?;
    writeln!(out, "</table>")?;
    if !page.hidden.is_empty() {
        writeln!(out, "<p class=\"soft\">{}: {}</p>", wording.say(Phrase::NotUsed), Text(&page.hidden.join(", ")))?;
    }
    page.assertions.iter().try_for_each(|assertion| writeln!(out, "<pre>{}</pre>", Text(assertion)))?;
    writeln!(out, "</section>")
}

fn write_row(row: &Row, wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (name, count) = (Text(wording.name(row)), occurrence(row));
    let space = format!(" style=\"padding-inline-start:{}rem\"", row.indent * 2 + 1);
    let What::Element(field) = &row.what else {
        return writeln!(out, "<tr><td{space}><em>{name}</em></td><td>{count}</td><td></td><td></td></tr>");
    };
    let mut of = match (&field.page, &field.value) {
        (Some(page), _) => format!("<a href=\"#{0}\"><code>{0}</code></a>", Text(page)),
        (None, Some(value)) => match value.type_name.as_ref().filter(|_| !value.codes.is_empty()) {
            Some(list) => {
                format!("{}: <a href=\"#{1}\"><code>{1}</code></a>", Text(wording.say(Phrase::Codes)), Text(list))
            }
            None => Text(&wording.value(value)).to_string(),
        },
        (None, None) => String::new(),
    };
    field.fixed.iter().for_each(|fixed| of.push_str(&format!(" = <code>{}</code>", Text(fixed))));
    let mut meaning = Text(field.documentation.as_deref().unwrap_or_default()).to_string();
    field
        .supported_in
        .iter()
        .for_each(|version| meaning.push_str(&format!(" <span class=\"soft\">goAML {}</span>", Text(version))));
    writeln!(
        out,
        "<tr class=\"row\"><td{space}><code>{name}</code></td><td>{count}</td><td>{of}</td><td>{meaning}</td></tr>"
    )
}

fn write_list(list: &CodeList, wording: &Wording<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section><h2 id=\"{0}\"><code>{0}</code></h2>\n<table>", Text(&list.name))?;
    writeln!(out, "<tr><th>{}</th><th>{}</th></tr>", wording.say(Phrase::Code), wording.say(Phrase::Label))?;
    for (code, label) in &list.codes {
        let label = wording.label(&list.name, code, label.as_deref());
        writeln!(out, "<tr class=\"row\"><td><code>{}</code></td><td>{}</td></tr>", Text(code), Text(&label))?;
    }
    writeln!(out, "</table>\n</section>")
}
