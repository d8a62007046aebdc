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
            Number::Size(text) => {
                let text = self.text(text)?;
                self.charge_text(&text).then_some(())?;
                Some(count(text.chars().count()))
            }
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

fn count(number: usize) -> Decimal {
    Decimal::from_count(u64::try_from(number).unwrap_or(u64::MAX))
}
