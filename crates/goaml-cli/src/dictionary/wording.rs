//! What a row of a dictionary says, in a language.

use crate::basis::Basis;
use crate::phrases::Phrase;
use profile::Language;
use std::fmt::Write as _;
use xsd::dictionary::{Row, Value, What};

/// A country or schema, and a language.
#[derive(Clone, Copy)]
pub(super) struct Wording<'a> {
    pub(super) basis: &'a Basis,
    pub(super) language: Language,
}

impl Wording<'_> {
    pub(super) fn say(&self, phrase: Phrase) -> &'static str {
        phrase.text(self.language)
    }

    /// What a code stands for: in the words of the country, or else in those of the schema.
    pub(super) fn label(&self, list: &str, code: &str, of_schema: Option<&str>) -> String {
        let list = self.basis.profile().and_then(|profile| profile.list(list));
        let label = list.and_then(|list| list.label(code, self.language)).or(of_schema);
        label.unwrap_or_default().to_owned()
    }

    /// The kind of value, in the language.
    #[rustfmt::skip]
    pub(super) fn kind(&self, kind: &'static str) -> &'static str {
        let all = match kind {
            "text" => ["نص", "text", "texto", "texte", "текст", "文本"],
            "yes/no" => ["نعم/لا (true/false)", "yes/no (true, false)", "sí/no (true, false)", "oui/non (true, false)", "да/нет (true, false)", "是/否 (true, false)"],
            "decimal" => ["عدد عشري", "decimal number", "número decimal", "nombre décimal", "десятичное число", "小数"],
            "whole number" => ["عدد صحيح", "whole number", "número entero", "nombre entier", "целое число", "整数"],
            "date and time" => ["تاريخ ووقت", "date and time", "fecha y hora", "date et heure", "дата и время", "日期和时间"],
            "date" => ["تاريخ", "date", "fecha", "date", "дата", "日期"],
            other => return other,
        };
        let at = Language::ALL.iter().position(|language| *language == self.language);
        at.and_then(|at| all.get(at)).copied().unwrap_or(kind)
    }

    /// What may stand in a field: kind, length, bounds, digits, form, list.
    pub(super) fn value(&self, value: &Value) -> String {
        let mut text = self.kind(value.kind).to_owned();
        let mut add = |part: String| {
            // Writing to a String cannot fail.
            let _ = write!(text, ", {part}");
        };
        match (value.length_min, value.length_max) {
            (None | Some(0), None) => {}
            (None | Some(0), Some(max)) => add(format!("≤ {max}")),
            (Some(min), None) => add(format!("≥ {min}")),
            (Some(min), Some(max)) => add(format!("{min}–{max}")),
        }
        value.low.iter().for_each(|low| add(format!("≥ {low}")));
        value.high.iter().for_each(|high| add(format!("≤ {high}")));
        value.fraction_digits.iter().for_each(|digits| add(format!("0.{}", "0".repeat(*digits as usize))));
        value.patterns.iter().for_each(|pattern| add(format!("/{pattern}/")));
        if !value.codes.is_empty() {
            match &value.type_name {
                Some(name) => add(format!("{}: {name}", self.say(Phrase::Codes))),
                None => {
                    let codes: Vec<&str> = value.codes.iter().map(|(code, _)| code.as_str()).collect();
                    add(format!("{}: {}", self.say(Phrase::Codes), codes.join(" ")));
                }
            }
        }
        text
    }

    /// The name of a row: an element, or what holds for the rows below.
    pub(super) fn name<'r>(&self, row: &'r Row) -> &'r str {
        match &row.what {
            What::Element(field) => &field.name,
            What::Choice => self.say(Phrase::OneOf),
            What::Sequence => self.say(Phrase::InOrder),
        }
    }
}

/// How often something may stand: `1`, `0–1`, `1–∞`.
pub(super) fn occurrence(row: &Row) -> String {
    match (row.min, row.max) {
        (min, Some(max)) if min == max => min.to_string(),
        (min, Some(max)) => format!("{min}–{max}"),
        (min, None) => format!("{min}–∞"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_written_as_people_write_them() {
        let said = [(1, Some(1)), (0, Some(1)), (0, None), (2, Some(5))]
            .map(|(min, max)| occurrence(&Row { indent: 0, what: What::Choice, min, max }));
        assert_eq!(said, ["1", "0–1", "0–∞", "2–5"]);
    }
}
