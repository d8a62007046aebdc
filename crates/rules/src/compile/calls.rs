//! Functions. Each can be written `f(x, …)` or `x.f(…)`.

use super::{Compiler, Compiles, Needs, Typed};
use crate::error::Fault;
use crate::expr::{Bool, Class, Date, Find, Number, Shape, Text};
use crate::pattern::Pattern;
use cel::common::ast::{CallExpr, Expr, IdedExpr, operators};

/// All functions, as error messages list them.
const FUNCTIONS: &str = "size, number, date, days, years, today, matches, contains, startsWith, endsWith, lower, upper, trim, digits, letters, code, iban, bic, luhn, has, exists, exists_one, all, filter, map";

impl Compiler<'_, '_> {
    pub(super) fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Compiles<Typed> {
        if let Some(target) = &call.target {
            if matches!(&target.expr, Expr::Ident(name) if name == "transactions" && !self.variables.contains(name)) {
                return self.streaming(expr, &call.func_name, &call.args);
            }
        } else if call.func_name == operators::INDEX {
            return self.index(expr, call);
        } else if let Some(done) = self.operator(expr, &call.func_name, &call.args) {
            return done;
        }
        let args: Vec<&IdedExpr> = call.target.as_deref().into_iter().chain(&call.args).collect();
        self.function(expr, &call.func_name, &args)
    }

    fn function(&mut self, expr: &IdedExpr, name: &str, args: &[&IdedExpr]) -> Compiles<Typed> {
        match (name, args) {
            ("size", [of]) => self.size(of),
            ("number", [text]) => {
                let typed = self.expr(text)?;
                if let Typed::Number(number) = typed {
                    return Ok(Typed::Number(number));
                }
                Ok(Typed::Number(Number::Parse(Box::new(self.text(typed, self.at(text))?))))
            }
            ("date", [text]) => self.one_date(text).map(Typed::Date),
            ("today", []) => {
                self.need(Needs::RECEIVED);
                Ok(Typed::Date(Date::Received))
            }
            ("days", [from, to]) => {
                Ok(Typed::Number(Number::Days(Box::new((self.one_date(from)?, self.one_date(to)?)))))
            }
            ("years", [from, to]) => {
                Ok(Typed::Number(Number::Years(Box::new((self.one_date(from)?, self.one_date(to)?)))))
            }
            ("lower", [text]) => Ok(Typed::Text(Text::Lower(Box::new(self.one_text(text)?)))),
            ("upper", [text]) => Ok(Typed::Text(Text::Upper(Box::new(self.one_text(text)?)))),
            ("trim", [text]) => Ok(Typed::Text(Text::Trim(Box::new(self.one_text(text)?)))),
            ("digits", [text]) => Ok(Typed::Class(Class::Digits, self.one_text(text)?)),
            ("letters", [text]) => Ok(Typed::Class(Class::Letters, self.one_text(text)?)),
            ("matches", [text, pattern]) => self.matches(text, pattern),
            ("contains", [text, part]) => self.find(Find::Anywhere, text, part),
            ("startsWith", [text, part]) => self.find(Find::Start, text, part),
            ("endsWith", [text, part]) => self.find(Find::End, text, part),
            ("code", [list, text]) => self.code(list, text),
            ("iban", [text]) => self.shape(Shape::Iban, text),
            ("bic", [text]) => self.shape(Shape::Bic, text),
            ("luhn", [text]) => self.shape(Shape::Luhn, text),
            _ => self.no_function(expr, name, args.len()),
        }
    }

    fn no_function<T>(&self, expr: &IdedExpr, name: &str, args: usize) -> Compiles<T> {
        let hint = match name {
            "int" | "uint" | "double" => "write number(x)",
            "timestamp" | "duration" => "write date(x), days(a, b) or years(a, b)",
            "lowerAscii" => "write lower(x)",
            "upperAscii" => "write upper(x)",
            "string" => "values are texts as filed already",
            "type" | "dyn" => "every value has one type here",
            _ => FUNCTIONS,
        };
        let known = FUNCTIONS.split(", ").any(|function| function == name);
        let what = if known { format!("{name}() with {args} values") } else { format!("the function {name}()") };
        let hint = if hint == FUNCTIONS { format!("the functions are {FUNCTIONS}") } else { hint.to_owned() };
        self.unsupported(expr, what, &hint)
    }

    /// Elements of a list, or characters of a text. An element that can stand several times is a list.
    fn size(&mut self, of: &IdedExpr) -> Compiles<Typed> {
        let typed = self.expr(of)?;
        let at = self.at(of);
        Ok(Typed::Number(match typed {
            list @ (Typed::Nodes(_) | Typed::Node { repeated: true, .. }) => {
                Number::Count(Box::new(self.nodes(list, at)?))
            }
            Typed::Texts(texts) => Number::CountTexts(Box::new(texts)),
            text => Number::Size(Box::new(self.text(text, at)?)),
        }))
    }

    fn one_date(&mut self, expr: &IdedExpr) -> Compiles<Date> {
        let typed = self.expr(expr)?;
        let at = self.at(expr);
        match typed {
            Typed::Date(date) => Ok(date),
            text => Ok(Date::Parse(Box::new(self.text(text, at)?))),
        }
    }

    /// A text known when the rule is compiled.
    fn known(&mut self, expr: &IdedExpr, what: &str) -> Compiles<Box<str>> {
        match self.expr(expr)? {
            Typed::Text(Text::Const(text)) => Ok(text),
            _ => self.unsupported(expr, format!("{what} that is worked out"), "write it as a text in quotes"),
        }
    }

    fn matches(&mut self, text: &IdedExpr, pattern: &IdedExpr) -> Compiles<Typed> {
        let text = self.one_text(text)?;
        let known = self.known(pattern, "a pattern")?;
        match Pattern::new(&known) {
            Ok(regex) => Ok(Typed::Bool(Bool::Matches(Box::new((text, regex))))),
            Err(why) => {
                let problem = format!("`{known}` is not a pattern ({why})");
                let hint = "look-around and back-references do not exist".to_owned();
                self.fail(pattern, Fault::Type { problem, hint })
            }
        }
    }

    fn find(&mut self, find: Find, text: &IdedExpr, part: &IdedExpr) -> Compiles<Typed> {
        Ok(Typed::Bool(Bool::Find(find, Box::new((self.one_text(text)?, self.one_text(part)?)))))
    }

    fn shape(&mut self, shape: Shape, text: &IdedExpr) -> Compiles<Typed> {
        Ok(Typed::Bool(Bool::Shape(shape, Box::new(self.one_text(text)?))))
    }

    fn code(&mut self, list: &IdedExpr, text: &IdedExpr) -> Compiles<Typed> {
        let name = self.known(list, "the name of a code list")?;
        let text = self.one_text(text)?;
        match self.shared.lists.get(&name) {
            Some(codes) => Ok(Typed::Bool(Bool::Code(Box::new((text, codes))))),
            None => {
                let names = self.shared.lists.names().join(", ");
                let hint = format!("the code lists of the profile are: {names}");
                self.fail(list, Fault::Unknown { name: name.into(), hint })
            }
        }
    }
}
