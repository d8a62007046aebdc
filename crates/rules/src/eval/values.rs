//! Texts, numbers and days.

use super::{Env, Node, belongs};
use crate::day::Day;
use crate::decimal::Decimal;
use crate::eval::Collected;
use crate::expr::{Class, Date, Number, Operator, Text};
use crate::pool::Txt;

impl<'a> Env<'a> {
    /// The text of an element as filed.
    pub(crate) fn node_text(&self, node: Node) -> &'a str {
        self.record_of(node.source).map_or("", |record| record.text(node.id))
    }

    /// The value of a text; `None` is absent.
    pub(crate) fn text<'t>(&'t self, expr: &'t Text) -> Option<Txt<'t>> {
        match expr {
            Text::Const(text) => Some(Txt::Filed(text)),
            Text::Absent => None,
            Text::Path(path) => self.node(path).map(|node| Txt::Filed(self.node_text(node))),
            Text::Name => Some(Txt::Filed(self.name(self.it.get()))),
            Text::Lower(inner) => self.text(inner).filter(|text| self.charge_text(text)).map(|text| self.lower(text)),
            Text::Upper(inner) => self.text(inner).filter(|text| self.charge_text(text)).map(|text| self.upper(text)),
            Text::Trim(inner) => self.text(inner).map(|text| self.trim(text)),
            Text::Keep(class, inner) => {
                self.text(inner).filter(|text| self.charge_text(text)).map(|text| self.keep(*class, text))
            }
            Text::Join(both) => {
                let (left, right) = (self.text(&both.0)?, self.text(&both.1)?);
                (self.charge_text(&left) && self.charge_text(&right)).then_some(())?;
                Some(Txt::Made(self.pool.collect(left.chars().chain(right.chars()))))
            }
            Text::If(parts) => self.text(if self.bool(&parts.0) { &parts.1 } else { &parts.2 }),
        }
    }

    fn lower<'t>(&'t self, text: Txt<'t>) -> Txt<'t> {
        if !text.is_ascii() {
            return Txt::Made(self.pool.collect(text.chars().flat_map(char::to_lowercase)));
        }
        if text.bytes().any(|byte| byte.is_ascii_uppercase()) { Txt::Made(self.pool.ascii_lower(&text)) } else { text }
    }

    fn upper<'t>(&'t self, text: Txt<'t>) -> Txt<'t> {
        if !text.is_ascii() {
            return Txt::Made(self.pool.collect(text.chars().flat_map(char::to_uppercase)));
        }
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) { Txt::Made(self.pool.ascii_upper(&text)) } else { text }
    }

    fn trim<'t>(&'t self, text: Txt<'t>) -> Txt<'t> {
        match text {
            Txt::Filed(text) => Txt::Filed(text.trim()),
            made => Txt::Made(self.pool.collect(made.trim().chars())),
        }
    }

    fn keep<'t>(&'t self, class: Class, text: Txt<'t>) -> Txt<'t> {
        if text.chars().all(|c| belongs(class, c)) {
            return text;
        }
        Txt::Made(self.pool.collect(text.chars().filter(|c| belongs(class, *c))))
    }

    /// The value of a number; `None` is absent.
    pub(crate) fn number(&self, expr: &Number) -> Option<Decimal> {
        match expr {
            Number::Const(number) => Some(*number),
            Number::Absent => None,
            Number::Parse(text) => Decimal::parse(&self.text(text)?),
            Number::Size(text) => self.size(text),
            Number::Count(nodes) => {
                let mut seen = 0;
                self.each(nodes, &mut |_| {
                    seen += 1;
                    true
                });
                Some(count(seen))
            }
            Number::CountTexts(texts) => {
                let mut seen = 0;
                self.each_text(texts, &mut |_| {
                    seen += 1;
                    true
                });
                Some(count(seen))
            }
            Number::Negate(inner) => self.number(inner)?.negated(),
            Number::Compute(operator, both) => {
                let (left, right) = (self.number(&both.0)?, self.number(&both.1)?);
                match operator {
                    Operator::Plus => left.plus(right),
                    Operator::Minus => left.minus(right),
                    Operator::Times => left.times(right),
                    Operator::Over => left.over(right),
                    Operator::Modulo => left.modulo(right),
                }
            }
            Number::Days(both) => Some(Decimal::from_whole(self.day(&both.0)?.days_until(self.day(&both.1)?))),
            Number::Years(both) => Some(Decimal::from_whole(self.day(&both.0)?.years_until(self.day(&both.1)?))),
            Number::If(parts) => self.number(if self.bool(&parts.0) { &parts.1 } else { &parts.2 }),
            Number::Collected(number) => match self.collected.get(*number) {
                Some(Collected::Number(number)) => *number,
                _ => None,
            },
        }
    }

    /// Characters of a text. Those of one class are counted without making a text of them.
    fn size(&self, text: &Text) -> Option<Decimal> {
        let (class, text) = match text {
            Text::Keep(class, text) => (Some(*class), self.text(text).filter(|text| self.charge_text(text))?),
            text => (None, self.text(text)?),
        };
        self.charge_text(&text).then_some(())?;
        Some(count(match class {
            None => text.chars().count(),
            Some(Class::Digits) => text.bytes().filter(u8::is_ascii_digit).count(),
            Some(Class::Letters) if text.is_ascii() => text.bytes().filter(u8::is_ascii_alphabetic).count(),
            Some(class) => text.chars().filter(|c| belongs(class, *c)).count(),
        }))
    }

    /// Whether a text is one of a sorted list.
    pub(super) fn one_of(&self, text: &Text, list: &[Box<str>]) -> bool {
        if let Text::Lower(inner) = text
            && list.len() <= SHORT_LIST
        {
            let Some(text) = self.text(inner).filter(|text| self.charge_text(text)) else { return false };
            return if text.is_ascii() {
                list.iter().any(|item| is_lower_of(item, &text))
            } else {
                let small = self.lower(text);
                list.iter().any(|item| **item == *small)
            };
        }
        let Some(text) = self.text(text) else { return false };
        if list.len() <= SHORT_LIST {
            return list.iter().any(|item| **item == *text);
        }
        list.binary_search_by(|item| (**item).cmp(&text)).is_ok()
    }

    /// The value of a day; `None` is absent.
    pub(crate) fn day(&self, expr: &Date) -> Option<Day> {
        match expr {
            Date::Const(day) => Some(*day),
            Date::Absent => None,
            Date::Parse(text) => Day::parse(&self.text(text)?),
            Date::Received => Some(self.received),
            Date::If(parts) => self.day(if self.bool(&parts.0) { &parts.1 } else { &parts.2 }),
        }
    }
}

/// Lists of no more items are looked through: nearly all items are told apart by their length.
const SHORT_LIST: usize = 24;

/// Whether `item` is what the ASCII text `text` is in small letters.
fn is_lower_of(item: &str, text: &str) -> bool {
    item.len() == text.len() && item.bytes().zip(text.bytes()).all(|(small, byte)| small == byte.to_ascii_lowercase())
}

fn count(number: usize) -> Decimal {
    Decimal::from_count(u64::try_from(number).unwrap_or(u64::MAX))
}
