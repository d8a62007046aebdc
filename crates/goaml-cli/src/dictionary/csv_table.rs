//! A dictionary as a table: one line per field and one per code, so that a spreadsheet can sort and compare them.

use super::wording::{Wording, occurrence};
use crate::failure::Failure;
use crate::program::Io;
use xsd::dictionary::{Dictionary, What};

/// Column names are the same in every language: programs read them.
const COLUMNS: [&str; 8] = ["table", "name", "indent", "occurrence", "type", "below", "meaning", "supported_in"];

pub(super) fn write(dictionary: &Dictionary, wording: &Wording<'_>, io: &mut Io<'_>) -> Result<(), Failure> {
    let mut table = csv::Writer::from_writer(&mut *io.out);
    table.write_record(COLUMNS)?;
    for page in &dictionary.types {
        for row in &page.rows {
            let (name, indent, count) = (wording.name(row), row.indent.to_string(), occurrence(row));
            let What::Element(field) = &row.what else {
                table.write_record([page.name.as_str(), name, &indent, &count, "", "", "", ""])?;
                continue;
            };
            let value = field.value.as_ref().map_or_else(String::new, |value| wording.value(value));
            let below = field.page.as_deref().unwrap_or_default();
            let meaning = field.documentation.as_deref().unwrap_or_default();
            let since = field.supported_in.as_deref().unwrap_or_default();
            table.write_record([page.name.as_str(), name, &indent, &count, &value, below, meaning, since])?;
        }
    }
    for list in &dictionary.lists {
        for (code, label) in &list.codes {
            let label = wording.label(&list.name, code, label.as_deref());
            table.write_record([list.name.as_str(), code, "0", "", "code", "", &label, ""])?;
        }
    }
    table.flush()?;
    Ok(())
}
