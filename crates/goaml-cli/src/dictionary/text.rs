//! A dictionary for a terminal or a text file.

use super::wording::{Wording, occurrence};
use crate::phrases::Phrase;
use crate::program::Io;
use std::io;
use xsd::dictionary::{Dictionary, Row, TypePage, What};

pub(super) fn write(dictionary: &Dictionary, wording: &Wording<'_>, io: &mut Io<'_>) -> io::Result<()> {
    writeln!(io.out, "{}: {}\n", wording.say(Phrase::Dictionary), wording.basis.title(wording.language))?;
    for page in &dictionary.types {
        write_page(page, wording, io)?;
    }
    writeln!(io.out, "{}", io.paint.bold(wording.say(Phrase::CodeLists)))?;
    for list in &dictionary.lists {
        writeln!(io.out, "\n  {}", io.paint.bold(&list.name))?;
        let width = list.codes.iter().map(|(code, _)| code.chars().count()).max().unwrap_or(0);
        for (code, label) in &list.codes {
            writeln!(io.out, "    {code:width$}  {}", wording.label(&list.name, code, label.as_deref()))?;
        }
    }
    Ok(())
}

fn write_page(page: &TypePage, wording: &Wording<'_>, io: &mut Io<'_>) -> io::Result<()> {
    writeln!(io.out, "{}", io.paint.bold(&page.name))?;
    let name_width = page.rows.iter().map(|row| shown_name(row, wording).chars().count()).max().unwrap_or(0);
    let count_width = page.rows.iter().map(|row| occurrence(row).chars().count()).max().unwrap_or(0);
    for row in &page.rows {
        let (name, count) = (shown_name(row, wording), occurrence(row));
        let line = format!("  {name:name_width$}  {count:count_width$}  {}", of(row, wording));
        writeln!(io.out, "{}", line.trim_end())?;
        if let What::Element(field) = &row.what
            && let Some(meaning) = &field.documentation
        {
            writeln!(io.out, "  {:name_width$}  {:count_width$}  {}", "", "", io.paint.dim(meaning))?;
        }
    }
    if !page.hidden.is_empty() {
        writeln!(io.out, "  {}: {}", wording.say(Phrase::NotUsed), page.hidden.join(", "))?;
    }
    page.assertions.iter().try_for_each(|assertion| writeln!(io.out, "  assert {assertion}"))?;
    writeln!(io.out)
}

fn shown_name(row: &Row, wording: &Wording<'_>) -> String {
    format!("{}{}", "  ".repeat(row.indent), wording.name(row))
}

fn of(row: &Row, wording: &Wording<'_>) -> String {
    let What::Element(field) = &row.what else { return String::new() };
    let mut text = match (&field.page, &field.value) {
        (Some(page), _) => format!("→ {page}"),
        (None, Some(value)) => wording.value(value),
        (None, None) => String::new(),
    };
    field.fixed.iter().for_each(|fixed| text.push_str(&format!(" = {fixed}")));
    field.supported_in.iter().for_each(|version| text.push_str(&format!(" [goAML {version}]")));
    text
}
