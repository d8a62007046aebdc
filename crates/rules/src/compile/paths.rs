//! Names and paths: `it`, `report.report_code`, `it.phones.phone[0].tph_number`.

use super::{Compiler, Compiles, Needs, Typed};
use crate::elements::{AFTER_TRANSACTIONS, Scope, is_repeated};
use crate::error::Fault;
use crate::expr::{Base, Bool, Date, Path, Step, Text};
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SelectExpr};

impl Compiler<'_, '_> {
    pub(super) fn ident(&mut self, expr: &IdedExpr, name: &str) -> Compiles<Typed> {
        if let Some(number) = self.variables.iter().rposition(|variable| variable == name) {
            self.need(Needs::VARIABLE);
            return Ok(root(Base::Variable(u8::try_from(number).unwrap_or(u8::MAX))));
        }
        match name {
            "it" if self.scope == Scope::Report => self.ident(expr, "report"),
            "it" => {
                self.need(Needs::ELEMENT);
                Ok(root(Base::It))
            }
            "report" => {
                self.need(Needs::HEADER);
                Ok(root(Base::Report))
            }
            "transaction" if self.scope != Scope::Report || self.in_stream => {
                self.need(Needs::ELEMENT);
                Ok(root(Base::Transaction))
            }
            "activity" if self.scope == Scope::Report && !self.in_stream => {
                self.need(Needs::ACTIVITY);
                Ok(root(Base::Activity))
            }
            "received" => {
                self.need(Needs::RECEIVED);
                Ok(Typed::Date(Date::Received))
            }
            "name" if self.scope == Scope::Report => Ok(Typed::Text(Text::Const("report".into()))),
            "name" => {
                self.need(Needs::ELEMENT);
                Ok(Typed::Text(Text::Name))
            }
            "my_client" if self.scope == Scope::Report => Ok(Typed::Bool(Bool::Const(false))),
            "my_client" => {
                self.need(Needs::ELEMENT);
                Ok(Typed::Bool(Bool::MyClient))
            }
            _ => self.unknown(expr, name),
        }
    }

    fn unknown<T>(&self, expr: &IdedExpr, name: &str) -> Compiles<T> {
        let hint = match name {
            "transactions" if self.scope == Scope::Report => {
                "transactions pass by one at a time: use transactions.count(), .exists(t, …), .all(t, …), .sum(t, …) or .distinct(t, …)"
            }
            "transactions" | "activity" => "it is known to rules of scope \"report\" only, outside of transactions.…()",
            "transaction" => "a rule of scope \"report\" sees transactions with transactions.exists(t, …) and the like",
            _ => {
                "known are it, report, transaction, received, name, my_client, and the variables of exists(), all(), filter() and map(); an element is read as it.element"
            }
        };
        self.fail(expr, Fault::Unknown { name: name.to_owned(), hint: hint.to_owned() })
    }

    /// An element below another.
    pub(super) fn select(&mut self, expr: &IdedExpr, select: &SelectExpr) -> Compiles<Typed> {
        let above = self.expr(&select.operand)?;
        let above_name = match &select.operand.expr {
            Expr::Select(inner) => Some(inner.field.as_str()),
            _ => None,
        };
        let name = select.field.as_str();
        match above {
            Typed::Node { path, repeated: false } => {
                if path.steps.is_empty() && path.base == Base::Report {
                    self.header_child(expr, name)?;
                }
                let mut steps = path.steps.into_vec();
                steps.push(Step { name: self.shared.names.intern(name), skip: 0 });
                let path = Path { base: path.base, steps: steps.into() };
                Ok(Typed::Node { path, repeated: is_repeated(above_name, name) })
            }
            Typed::Node { .. } | Typed::Nodes(_) => {
                let problem = format!(
                    "`{}` can stand several times, so `.{name}` does not say of which",
                    above_name.unwrap_or("it")
                );
                let hint = format!("write .exists(x, … x.{name} …), .all(…), or [0] for the first");
                self.fail(expr, Fault::Type { problem, hint })
            }
            other => {
                let problem = format!("`.{name}` asks for an element below {}", other.kind());
                self.fail(expr, Fault::Type { problem, hint: "only elements have elements below them".to_owned() })
            }
        }
    }

    /// Refuses children of the report that are not known, or not known yet, where the rule runs.
    fn header_child(&self, expr: &IdedExpr, name: &str) -> Compiles<()> {
        let hint = match name {
            "transaction" => "use transactions.exists(t, …) and the like in a rule of scope \"report\"",
            "activity" => "a rule of scope \"report\" reads it as `activity`, one of scope \"activity\" as `it`",
            late if AFTER_TRANSACTIONS.contains(&late) && (self.scope != Scope::Report || self.in_stream) => {
                "it follows the transactions in the file, so it is known to rules of scope \"report\" only, outside of transactions.…()"
            }
            _ => return Ok(()),
        };
        self.fail(expr, Fault::Unknown { name: format!("report.{name}"), hint: hint.to_owned() })
    }

    /// Whether an element is there.
    pub(super) fn has(&mut self, expr: &IdedExpr, select: &SelectExpr) -> Compiles<Typed> {
        match self.select(expr, select)? {
            Typed::Node { path, .. } => Ok(Typed::Bool(Bool::Has(path))),
            other => {
                self.unsupported(expr, format!("has() of {}", other.kind()), "ask for an element, as in has(it.x)")
            }
        }
    }

    /// `list[0]`.
    pub(super) fn index(&mut self, expr: &IdedExpr, call: &CallExpr) -> Compiles<Typed> {
        let [list, place] = call.args.as_slice() else {
            return self.unsupported(expr, "this use of [ ]", "write it.list[0]");
        };
        let skip = match &place.expr {
            Expr::Literal(LiteralValue::Int(place)) => u32::try_from(*place.inner()).ok(),
            _ => None,
        };
        let (Some(skip), Typed::Node { mut path, .. }) = (skip, self.expr(list)?) else {
            return self.unsupported(
                expr,
                "this use of [ ]",
                "write a list of elements and a whole number, as in it.email[0]",
            );
        };
        match path.steps.last_mut() {
            Some(step) if step.skip == 0 => step.skip = skip,
            _ => {
                return self.unsupported(
                    expr,
                    "[ ] here",
                    "write it once, after the name of an element that can stand several times",
                );
            }
        }
        Ok(Typed::Node { path, repeated: false })
    }
}

fn root(base: Base) -> Typed {
    Typed::Node { path: Path { base, steps: Box::new([]) }, repeated: false }
}
