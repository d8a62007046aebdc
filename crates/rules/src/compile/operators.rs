//! Operators: logic, comparison, `in`, arithmetic.

use super::{Compiler, Compiles, Typed, mismatch};
use crate::error::{Fault, Located};
use crate::expr::{Bool, Compare, Date, Number, Operator, Text};
use cel::common::ast::{IdedExpr, operators};

impl Compiler<'_, '_> {
    /// An operator, or `None` when the name is that of a function.
    pub(super) fn operator(&mut self, expr: &IdedExpr, name: &str, args: &[IdedExpr]) -> Option<Compiles<Typed>> {
        Some(match (name, args) {
            (operators::LOGICAL_NOT, [inner]) => {
                self.condition(inner).map(|inner| Typed::Bool(Bool::Not(Box::new(inner))))
            }
            (operators::LOGICAL_AND, [left, right]) => self.both(left, right, true),
            (operators::LOGICAL_OR, [left, right]) => self.both(left, right, false),
            (operators::CONDITIONAL, [condition, yes, no]) => self.choice(condition, yes, no),
            (operators::IN, [item, list]) => self.member(item, list),
            (operators::NEGATE, [inner]) => {
                self.one_number(inner).map(|inner| Typed::Number(Number::Negate(Box::new(inner))))
            }
            (operators::EQUALS, [left, right]) => self.compare(Compare::Equal, left, right),
            (operators::NOT_EQUALS, [left, right]) => self.compare(Compare::NotEqual, left, right),
            (operators::LESS, [left, right]) => self.compare(Compare::Less, left, right),
            (operators::LESS_EQUALS, [left, right]) => self.compare(Compare::LessEqual, left, right),
            (operators::GREATER, [left, right]) => self.compare(Compare::Greater, left, right),
            (operators::GREATER_EQUALS, [left, right]) => self.compare(Compare::GreaterEqual, left, right),
            (operators::ADD, [left, right]) => self.add(left, right),
            (operators::SUBSTRACT, [left, right]) => self.compute(Operator::Minus, left, right),
            (operators::MULTIPLY, [left, right]) => self.compute(Operator::Times, left, right),
            (operators::DIVIDE, [left, right]) => self.compute(Operator::Over, left, right),
            (operators::MODULO, [left, right]) => self.compute(Operator::Modulo, left, right),
            (operators::OPT_INDEX | operators::OPT_SELECT, _) => {
                self.unsupported(expr, "optional access", "a missing element is absent anyway: write it.x")
            }
            _ => return None,
        })
    }

    pub(super) fn condition(&mut self, expr: &IdedExpr) -> Compiles<Bool> {
        let typed = self.expr(expr)?;
        self.bool(typed, self.at(expr))
    }

    pub(super) fn one_number(&mut self, expr: &IdedExpr) -> Compiles<Number> {
        let typed = self.expr(expr)?;
        self.number(typed, self.at(expr))
    }

    pub(super) fn one_text(&mut self, expr: &IdedExpr) -> Compiles<Text> {
        let typed = self.expr(expr)?;
        self.text(typed, self.at(expr))
    }

    fn both(&mut self, left: &IdedExpr, right: &IdedExpr, and: bool) -> Compiles<Typed> {
        let (left, right) = (self.condition(left)?, self.condition(right)?);
        Ok(Typed::Bool(match (left, right) {
            (Bool::Const(known), other) | (other, Bool::Const(known)) if known == and => other,
            (Bool::Const(_), _) | (_, Bool::Const(_)) => Bool::Const(!and),
            both if and => Bool::And(Box::new(both)),
            both => Bool::Or(Box::new(both)),
        }))
    }

    fn choice(&mut self, condition: &IdedExpr, yes: &IdedExpr, no: &IdedExpr) -> Compiles<Typed> {
        let condition = self.condition(condition)?;
        let (yes_at, no_at) = (self.at(yes), self.at(no));
        let (yes, no) = (self.expr(yes)?, self.expr(no)?);
        Ok(match (yes, no) {
            (Typed::Bool(yes), no) => Typed::Bool(Bool::If(Box::new((condition, yes, self.bool(no, no_at)?)))),
            (yes, Typed::Bool(no)) => Typed::Bool(Bool::If(Box::new((condition, self.bool(yes, yes_at)?, no)))),
            (Typed::Number(yes), no) => Typed::Number(Number::If(Box::new((condition, yes, self.number(no, no_at)?)))),
            (Typed::Date(yes), no) => Typed::Date(Date::If(Box::new((condition, yes, self.date(no, no_at)?)))),
            (yes, no) => Typed::Text(Text::If(Box::new((condition, self.text(yes, yes_at)?, self.text(no, no_at)?)))),
        })
    }

    fn compare(&mut self, how: Compare, left: &IdedExpr, right: &IdedExpr) -> Compiles<Typed> {
        let (left_at, right_at) = (self.at(left), self.at(right));
        let (left, right) = (self.expr(left)?, self.expr(right)?);
        Ok(Typed::Bool(match (left, right) {
            (left @ Typed::Number(_), right) | (left, right @ Typed::Number(_)) => {
                Bool::Number(how, Box::new((self.number(left, left_at)?, self.number(right, right_at)?)))
            }
            (left @ Typed::Date(_), right) | (left, right @ Typed::Date(_)) => {
                Bool::Day(how, Box::new((self.date(left, left_at)?, self.date(right, right_at)?)))
            }
            (left @ Typed::Bool(_), right) | (left, right @ Typed::Bool(_)) => {
                let same = Bool::Same(Box::new((self.bool(left, left_at)?, self.bool(right, right_at)?)));
                match how {
                    Compare::Equal => same,
                    Compare::NotEqual => Bool::Not(Box::new(same)),
                    _ => {
                        let problem = "true and false have no order".to_owned();
                        let fault = Fault::Type { problem, hint: "compare them with == or !=".to_owned() };
                        return Err(Located { offset: left_at, fault });
                    }
                }
            }
            (left, right) => Bool::Text(how, Box::new((self.text(left, left_at)?, self.text(right, right_at)?))),
        }))
    }

    fn member(&mut self, item: &IdedExpr, list: &IdedExpr) -> Compiles<Typed> {
        let (item_at, list_at) = (self.at(item), self.at(list));
        let (item, list) = (self.expr(item)?, self.expr(list)?);
        Ok(Typed::Bool(match list {
            Typed::Items(items) if matches!(item, Typed::Number(_)) => {
                let numbers = items.into_iter().map(|(item, at)| self.number(item, at));
                let numbers = numbers.collect::<Compiles<_>>()?;
                Bool::OneOfNumbers(Box::new((self.number(item, item_at)?, numbers)))
            }
            Typed::Items(items) => {
                let item = self.text(item, item_at)?;
                let texts = items.into_iter().map(|(item, at)| self.text(item, at)).collect::<Compiles<Vec<_>>>()?;
                one_of(item, texts)
            }
            Typed::Texts(texts) => Bool::InTexts(Box::new((self.text(item, item_at)?, texts))),
            list @ (Typed::Node { .. } | Typed::Nodes(_)) => {
                Bool::InNodes(Box::new((self.text(item, item_at)?, self.nodes(list, list_at)?)))
            }
            other => return mismatch(list_at, &other, "a list", "write [\"A\", \"B\"], or a list of elements"),
        }))
    }

    fn add(&mut self, left: &IdedExpr, right: &IdedExpr) -> Compiles<Typed> {
        let (left_at, right_at) = (self.at(left), self.at(right));
        match (self.expr(left)?, self.expr(right)?) {
            (left @ Typed::Number(_), right) | (left, right @ Typed::Number(_)) => {
                let both = (self.number(left, left_at)?, self.number(right, right_at)?);
                Ok(Typed::Number(Number::Compute(Operator::Plus, Box::new(both))))
            }
            (left, right) => {
                Ok(Typed::Text(Text::Join(Box::new((self.text(left, left_at)?, self.text(right, right_at)?)))))
            }
        }
    }

    fn compute(&mut self, operator: Operator, left: &IdedExpr, right: &IdedExpr) -> Compiles<Typed> {
        let both = (self.one_number(left)?, self.one_number(right)?);
        Ok(Typed::Number(Number::Compute(operator, Box::new(both))))
    }
}

/// Membership among texts; sorted when all are known.
fn one_of(item: Text, texts: Vec<Text>) -> Bool {
    let known = |text: &Text| match text {
        Text::Const(text) => Some(text.clone()),
        _ => None,
    };
    match texts.iter().map(known).collect::<Option<Vec<Box<str>>>>() {
        Some(mut known) => {
            known.sort_unstable();
            known.dedup();
            Bool::OneOf(Box::new(item), known.into())
        }
        None => Bool::OneOfTexts(Box::new((item, texts.into()))),
    }
}
