//! Loops over lists of elements, and over the transactions that stream by.
//!
//! The parser has already written `list.exists(x, c)` and its kind as folds; here they are recognised again by the
//! shape that each has, because a loop that knows what it is needs no list in memory.

use super::{Compiler, Compiles, Needs, Typed, mismatch};
use crate::elements::Scope;
use crate::error::Fault;
use crate::expr::{Accumulator, Gather, Nodes, Path, Quantity, Texts};
use crate::limits::{ACCUMULATORS_MAX, VARIABLES_MAX};
use cel::common::ast::{ComprehensionExpr, Expr, IdedExpr, LiteralValue, operators};

/// What a fold does, as written in the rule.
enum Loop<'e> {
    Quantified(Quantity, &'e IdedExpr),
    /// `filter(x, c)`, `map(x, e)` and `map(x, c, e)`.
    List {
        keep: Option<&'e IdedExpr>,
        make: &'e IdedExpr,
    },
}

impl Compiler<'_, '_> {
    pub(super) fn comprehension(&mut self, expr: &IdedExpr, fold: &ComprehensionExpr) -> Compiles<Typed> {
        let Some(what) = recognise(fold) else {
            return self.unsupported(expr, "this loop", "use exists, exists_one, all, filter or map with one variable");
        };
        if matches!(&fold.iter_range.expr, Expr::Ident(name) if name == "transactions" && !self.variables.contains(name))
        {
            return match what {
                Loop::Quantified(Quantity::Some, body) => self.collect(expr, "exists", &fold.iter_var, Some(body)),
                Loop::Quantified(Quantity::All, body) => self.collect(expr, "all", &fold.iter_var, Some(body)),
                _ => self.streaming(expr, "this", &[]),
            };
        }
        let range = self.expr(&fold.iter_range)?;
        let nodes = self.nodes(range, self.at(&fold.iter_range))?;
        let variable = self.enter(expr, &fold.iter_var)?;
        let typed = match what {
            Loop::Quantified(quantity, body) => {
                let body = self.condition(body)?;
                Typed::Bool(crate::expr::Bool::Quantified(quantity, Box::new((nodes, variable, body))))
            }
            Loop::List { keep, make } => {
                let nodes = match keep {
                    Some(keep) => Nodes::Filter(Box::new((nodes, variable, self.condition(keep)?))),
                    None => nodes,
                };
                self.map(nodes, variable, make)?
            }
        };
        self.leave();
        Ok(typed)
    }

    fn map(&mut self, nodes: Nodes, variable: u8, make: &IdedExpr) -> Compiles<Typed> {
        let at = self.at(make);
        match self.expr(make)? {
            Typed::Node { path, repeated: false } if is_variable(&path, variable) => Ok(Typed::Nodes(nodes)),
            Typed::Node { path, repeated: false } => Ok(Typed::Nodes(Nodes::Map(Box::new((nodes, variable, path))))),
            other => Ok(Typed::Texts(Texts { of: nodes, variable, text: self.text(other, at)? })),
        }
    }

    /// A list of elements.
    pub(super) fn nodes(&self, typed: Typed, offset: usize) -> Compiles<Nodes> {
        let hint = "write a path to elements, as in it.phones.phone";
        match typed {
            Typed::Nodes(nodes) => Ok(nodes),
            Typed::Node { path, repeated } => {
                let mut steps = path.steps.to_vec();
                match steps.pop() {
                    Some(step) if step.skip == 0 => {
                        Ok(Nodes::Children(Path { base: path.base, steps: steps.into() }, step.name))
                    }
                    _ => mismatch(offset, &Typed::Node { path, repeated }, "a list of elements", hint),
                }
            }
            other => mismatch(offset, &other, "a list of elements", hint),
        }
    }

    fn enter(&mut self, expr: &IdedExpr, name: &str) -> Compiles<u8> {
        let number = self.variables.len();
        if number >= VARIABLES_MAX {
            let hint = "split the rule in two";
            return self
                .fail(expr, Fault::Limit { what: "the number of loops in one another", limit: VARIABLES_MAX, hint });
        }
        if ["it", "report", "transaction", "transactions", "activity", "received", "name", "my_client"].contains(&name)
        {
            let problem = format!("`{name}` already means something");
            return self.fail(expr, Fault::Type { problem, hint: "give the variable another name".to_owned() });
        }
        self.variables.push(name.to_owned());
        Ok(u8::try_from(number).unwrap_or(u8::MAX))
    }

    fn leave(&mut self) {
        self.variables.pop();
        if self.variables.is_empty() {
            self.needs = self.needs.without(Needs::VARIABLE);
        }
    }

    /// `transactions.count()`, `.sum(t, e)` and `.distinct(t, e)`.
    pub(super) fn streaming(&mut self, expr: &IdedExpr, name: &str, args: &[IdedExpr]) -> Compiles<Typed> {
        match (name, args) {
            ("count", []) => self.collect(expr, name, "", None),
            ("sum" | "distinct", [variable, body]) => match &variable.expr {
                Expr::Ident(variable) => self.collect(expr, name, variable, Some(body)),
                _ => self.unsupported(variable, "this as a variable", "write a simple name, as in transactions.sum(t, …)"),
            },
            _ => self.unsupported(
                expr,
                "this use of transactions",
                "they pass by one at a time: use transactions.count(), .exists(t, …), .all(t, …), .sum(t, …) or .distinct(t, …)",
            ),
        }
    }

    /// Adds a streaming collection, and returns its result.
    fn collect(&mut self, expr: &IdedExpr, name: &str, variable: &str, body: Option<&IdedExpr>) -> Compiles<Typed> {
        if self.scope != Scope::Report || self.in_stream {
            let hint = "it is known to rules of scope \"report\" only, outside of transactions.…()".to_owned();
            return self.fail(expr, Fault::Unknown { name: "transactions".to_owned(), hint });
        }
        if self.accumulators.len() >= ACCUMULATORS_MAX {
            let hint = "split the rule in two";
            return self
                .fail(expr, Fault::Limit { what: "the number of transactions.…()", limit: ACCUMULATORS_MAX, hint });
        }
        // The body sees its own transaction and the header, and no variable of a loop around it.
        let around = (std::mem::take(&mut self.variables), self.needs);
        self.in_stream = true;
        let gather = self.gather(expr, name, variable, body);
        self.in_stream = false;
        (self.variables, self.needs) = around;
        self.need(Needs::STREAM);
        let gather = gather?;
        let truth = matches!(gather, Gather::Exists(_) | Gather::All(_));
        let number = self.accumulators.len();
        self.accumulators.push(Accumulator { variable: 0, gather });
        Ok(if truth {
            Typed::Bool(crate::expr::Bool::Collected(number))
        } else {
            Typed::Number(crate::expr::Number::Collected(number))
        })
    }

    fn gather(&mut self, expr: &IdedExpr, name: &str, variable: &str, body: Option<&IdedExpr>) -> Compiles<Gather> {
        let Some(body) = body else { return Ok(Gather::Count) };
        self.enter(expr, variable)?;
        Ok(match name {
            "exists" => Gather::Exists(self.condition(body)?),
            "all" => Gather::All(self.condition(body)?),
            "sum" => Gather::Sum(self.one_number(body)?),
            _ => Gather::Distinct(self.one_text(body)?),
        })
    }
}

fn is_variable(path: &Path, variable: u8) -> bool {
    path.steps.is_empty() && path.base == crate::expr::Base::Variable(variable)
}

fn recognise(fold: &ComprehensionExpr) -> Option<Loop<'_>> {
    if fold.iter_var2.is_some() {
        return None;
    }
    let (name, args) = called(&fold.loop_step)?;
    Some(match (&fold.accu_init.expr, name, args) {
        (Expr::Literal(LiteralValue::Boolean(_)), operators::LOGICAL_OR, [_, body]) => {
            Loop::Quantified(Quantity::Some, body)
        }
        (Expr::Literal(LiteralValue::Boolean(_)), operators::LOGICAL_AND, [_, body]) => {
            Loop::Quantified(Quantity::All, body)
        }
        (Expr::Literal(LiteralValue::Int(_)), operators::CONDITIONAL, [body, ..]) => {
            Loop::Quantified(Quantity::One, body)
        }
        (Expr::List(_), operators::ADD, args) => Loop::List { keep: None, make: added(args)? },
        (Expr::List(_), operators::CONDITIONAL, [keep, step, _]) => {
            let (_, args) = called(step)?;
            Loop::List { keep: Some(keep), make: added(args)? }
        }
        _ => return None,
    })
}

fn called(expr: &IdedExpr) -> Option<(&str, &[IdedExpr])> {
    match &expr.expr {
        Expr::Call(call) => Some((&call.func_name, &call.args)),
        _ => None,
    }
}

/// What `@result + [x]` adds.
fn added(args: &[IdedExpr]) -> Option<&IdedExpr> {
    match args {
        [_, IdedExpr { expr: Expr::List(list), .. }] => list.elements.first(),
        _ => None,
    }
}
