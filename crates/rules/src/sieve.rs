//! Which children an element must have for a condition to hold: most rules are about something that few elements have,
//! and a rule that cannot apply is passed over without being worked out.

use crate::expr::{Base, Bool, Date, Nodes, Number, Path, Quantity, Text};
use vocab::NameSieve;

/// Names without which below the element the condition is false. Never one too many: whatever is not understood asks
/// for nothing.
pub(crate) fn of_condition(condition: &Bool) -> NameSieve {
    match condition {
        Bool::And(both) => of_condition(&both.0).and(of_condition(&both.1)),
        Bool::Or(both) => of_condition(&both.0).or(of_condition(&both.1)),
        Bool::Has(path) => of_path(path),
        Bool::Text(_, both) | Bool::Find(_, both) => of_text(&both.0).and(of_text(&both.1)),
        Bool::Number(_, both) => of_number(&both.0).and(of_number(&both.1)),
        Bool::Day(_, both) => of_day(&both.0).and(of_day(&both.1)),
        Bool::OneOf(text, _) | Bool::Only(_, text) | Bool::Shape(_, text) => of_text(text),
        Bool::OneOfTexts(parts) => of_text(&parts.0),
        Bool::OneOfNumbers(parts) => of_number(&parts.0),
        Bool::InNodes(parts) => of_text(&parts.0).and(of_nodes(&parts.1)),
        Bool::InTexts(parts) => of_text(&parts.0).and(of_nodes(&parts.1.of)),
        Bool::Matches(parts) => of_text(&parts.0),
        Bool::Code(parts) => of_text(&parts.0),
        Bool::Quantified(Quantity::Some | Quantity::One, parts) => of_nodes(&parts.0),
        // It holds for a list of none.
        Bool::Quantified(Quantity::All, _) => NameSieve::default(),
        // These can be true where what they speak of is absent, or do not speak of children.
        Bool::Const(_) | Bool::Not(_) | Bool::If(_) | Bool::Same(_) | Bool::MyClient | Bool::Collected(_) => {
            NameSieve::default()
        }
    }
}

fn of_path(path: &Path) -> NameSieve {
    match (path.base, path.steps.first()) {
        (Base::It, Some(step)) => NameSieve::of(step.name),
        _ => NameSieve::default(),
    }
}

fn of_text(text: &Text) -> NameSieve {
    match text {
        Text::Path(path) => of_path(path),
        Text::Lower(inner) | Text::Upper(inner) | Text::Trim(inner) | Text::Keep(_, inner) => of_text(inner),
        Text::Join(both) => of_text(&both.0).and(of_text(&both.1)),
        Text::Const(_) | Text::Absent | Text::Name | Text::If(_) => NameSieve::default(),
    }
}

fn of_number(number: &Number) -> NameSieve {
    match number {
        Number::Parse(text) | Number::Size(text) => of_text(text),
        Number::Negate(inner) => of_number(inner),
        Number::Compute(_, both) => of_number(&both.0).and(of_number(&both.1)),
        Number::Days(both) | Number::Years(both) => of_day(&both.0).and(of_day(&both.1)),
        Number::Const(_) | Number::Absent | Number::If(_) | Number::Collected(_) => NameSieve::default(),
        // The count of none is a number.
        Number::Count(_) | Number::CountTexts(_) => NameSieve::default(),
    }
}

fn of_day(day: &Date) -> NameSieve {
    match day {
        Date::Parse(text) => of_text(text),
        Date::Const(_) | Date::Absent | Date::Received | Date::If(_) => NameSieve::default(),
    }
}

fn of_nodes(nodes: &Nodes) -> NameSieve {
    match nodes {
        Nodes::Children(path, name) if path.base == Base::It && path.steps.is_empty() => NameSieve::of(*name),
        Nodes::Children(path, _) => of_path(path),
        Nodes::Filter(parts) => of_nodes(&parts.0),
        Nodes::Map(parts) => of_nodes(&parts.0),
    }
}
