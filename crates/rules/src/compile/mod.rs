//! From text to a compiled expression: parsed as CEL, typed, names resolved, constants folded.
//!
//! What CEL leaves to run time (which overload, which field) is settled here, so a rule that compiles cannot go wrong
//! later: it answers true or false for every report.

mod calls;
mod loops;
mod operators;
mod paths;

use crate::elements::{Elements, Scope};
use crate::error::{Fault, Located};
use crate::eval::{Env, World};
use crate::expr::{Accumulator, Bool, Class, Date, Nodes, Number, Path, Text, Texts};
use crate::limits::{EXPRESSION_DEPTH_MAX, LITERAL_ITEMS_MAX};
use crate::lists::CodeLists;
use crate::pool::Pool;
use cel::common::ast::{CallExpr, Expr, IdedExpr, LiteralValue, SourceInfo};
use vocab::{Names, Record};

/// What an expression depends on, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs(u8);

impl Needs {
    pub(crate) const NOTHING: Self = Self(0);
    /// The element or its transaction.
    pub(crate) const ELEMENT: Self = Self(1);
    pub(crate) const HEADER: Self = Self(2);
    pub(crate) const RECEIVED: Self = Self(4);
    pub(crate) const STREAM: Self = Self(8);
    pub(crate) const ACTIVITY: Self = Self(16);
    /// A variable of a loop around it.
    pub(crate) const VARIABLE: Self = Self(32);

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn any_of(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// A compiled expression with its type.
#[derive(Debug)]
pub(crate) enum Typed {
    Bool(Bool),
    Text(Text),
    Number(Number),
    Date(Date),
    /// An element; it stands for its text where one is wanted.
    Node {
        path: Path,
        repeated: bool,
    },
    Nodes(Nodes),
    Texts(Texts),
    /// `[a, b, …]`, which only `in` takes.
    Items(Vec<(Typed, usize)>),
    /// `digits(x)` or `letters(x)`: a text or a condition, as wanted.
    Class(Class, Text),
}

impl Typed {
    fn kind(&self) -> &'static str {
        match self {
            Self::Bool(_) => "true or false",
            Self::Text(_) | Self::Class(..) => "a text",
            Self::Number(_) => "a number",
            Self::Date(_) => "a day",
            Self::Node { repeated: false, .. } => "an element (a text as filed)",
            Self::Node { .. } | Self::Nodes(_) => "a list of elements",
            Self::Texts(_) | Self::Items(_) => "a list",
        }
    }
}

/// What the expressions of all rules of a set share while they are compiled.
pub(crate) struct Shared<'a> {
    pub(crate) names: &'a mut Names,
    pub(crate) lists: &'a CodeLists,
    pub(crate) elements: &'a Elements,
}

/// A condition, ready to run.
#[derive(Clone, Debug)]
pub(crate) struct Compiled {
    pub(crate) condition: Bool,
    pub(crate) needs: Needs,
}

/// Compiles a condition. Streaming collections are added to `accumulators`.
pub(crate) fn condition(
    shared: &mut Shared<'_>,
    scope: Scope,
    source: &str,
    accumulators: &mut Vec<Accumulator>,
) -> Result<Compiled, Located> {
    let parser = cel::parser::Parser::new().max_recursion_depth(EXPRESSION_DEPTH_MAX);
    let (expr, info) = parser.parse_with_source_info(source).map_err(|errors| syntax(source, &errors))?;
    let mut compiler = Compiler {
        shared,
        scope,
        info,
        variables: Vec::new(),
        accumulators,
        in_stream: false,
        needs: Needs::NOTHING,
        depth: 0,
    };
    let typed = compiler.expr(&expr)?;
    let condition = compiler.bool(typed, compiler.at(&expr))?;
    Ok(Compiled { condition, needs: compiler.needs })
}

fn syntax(source: &str, errors: &cel::ParseErrors) -> Located {
    let Some(first) = errors.errors.first() else {
        return Located { offset: 0, fault: Fault::Syntax("for an unknown reason".to_owned()) };
    };
    let line = usize::try_from(first.pos.0).unwrap_or(1).saturating_sub(1);
    let column = usize::try_from(first.pos.1).unwrap_or(0);
    let before: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
    let within = source.get(before..).unwrap_or("").chars().take(column.saturating_sub(1)).map(char::len_utf8);
    let offset = before + within.sum::<usize>();
    Located { offset, fault: Fault::Syntax(first.msg.lines().next().unwrap_or("").to_owned()) }
}

pub(crate) struct Compiler<'c, 'a> {
    shared: &'c mut Shared<'a>,
    scope: Scope,
    info: SourceInfo,
    /// Variables of loops around the place being compiled, outermost first.
    variables: Vec<String>,
    accumulators: &'c mut Vec<Accumulator>,
    /// Whether the place is evaluated for each transaction of a report.
    in_stream: bool,
    needs: Needs,
    depth: u16,
}

type Compiles<T> = Result<T, Located>;

impl Compiler<'_, '_> {
    /// The byte at which an expression begins. The parser puts `a.b` at its point, and `a.f()` at its bracket.
    fn at(&self, expr: &IdedExpr) -> usize {
        match &expr.expr {
            Expr::Select(select) if !select.test => self.at(&select.operand),
            Expr::Call(CallExpr { target: Some(target), .. }) => self.at(target),
            _ => self.info.offset_for(expr.id).map_or(0, |(start, _)| start as usize),
        }
    }

    fn fail<T>(&self, expr: &IdedExpr, fault: Fault) -> Compiles<T> {
        Err(Located { offset: self.at(expr), fault })
    }

    fn unsupported<T>(&self, expr: &IdedExpr, what: impl Into<String>, hint: &str) -> Compiles<T> {
        self.fail(expr, Fault::Unsupported { what: what.into(), hint: hint.to_owned() })
    }

    fn expr(&mut self, expr: &IdedExpr) -> Compiles<Typed> {
        if self.depth >= EXPRESSION_DEPTH_MAX {
            let hint = "split the rule in two, or use brackets less";
            let limit = usize::from(EXPRESSION_DEPTH_MAX);
            return self.fail(expr, Fault::Limit { what: "the nesting of the expression", limit, hint });
        }
        self.depth += 1;
        let around = std::mem::take(&mut self.needs);
        let typed = self.node(expr)?;
        let folded = if self.needs == Needs::NOTHING { fold(self.shared, typed) } else { typed };
        self.needs = self.needs.with(around);
        self.depth -= 1;
        Ok(folded)
    }

    fn need(&mut self, needs: Needs) {
        self.needs = self.needs.with(needs);
    }

    fn node(&mut self, expr: &IdedExpr) -> Compiles<Typed> {
        match &expr.expr {
            Expr::Literal(literal) => self.literal(expr, literal),
            Expr::Ident(name) => self.ident(expr, name),
            Expr::Select(select) if select.test => self.has(expr, select),
            Expr::Select(select) => self.select(expr, select),
            Expr::Call(call) => self.call(expr, call),
            Expr::Comprehension(comprehension) => self.comprehension(expr, comprehension),
            Expr::List(list) => {
                if list.elements.len() > LITERAL_ITEMS_MAX {
                    let hint = "make it a code list of the profile and ask with code(\"list\", x)";
                    return self.fail(expr, Fault::Limit { what: "a list", limit: LITERAL_ITEMS_MAX, hint });
                }
                let items = list.elements.iter().map(|item| Ok((self.expr(item)?, self.at(item))));
                Ok(Typed::Items(items.collect::<Compiles<_>>()?))
            }
            Expr::Map(_) => self.unsupported(expr, "a map", "compare the fields one by one"),
            Expr::Struct(_) => self.unsupported(expr, "a message", "compare the fields one by one"),
            Expr::Unspecified => self.fail(expr, Fault::Syntax("a part is missing".to_owned())),
        }
    }

    fn literal(&mut self, expr: &IdedExpr, literal: &LiteralValue) -> Compiles<Typed> {
        Ok(match literal {
            LiteralValue::Boolean(truth) => Typed::Bool(Bool::Const(*truth.inner())),
            LiteralValue::String(text) => Typed::Text(Text::Const(text.inner().into())),
            LiteralValue::Int(whole) => {
                Typed::Number(Number::Const(crate::decimal::Decimal::from_whole(*whole.inner())))
            }
            LiteralValue::UInt(whole) => {
                Typed::Number(Number::Const(crate::decimal::Decimal::from_count(*whole.inner())))
            }
            LiteralValue::Double(double) => return self.decimal(expr, *double.inner()),
            LiteralValue::Null => return self.unsupported(expr, "null", "ask whether an element is there with has()"),
            LiteralValue::Bytes(_) => return self.unsupported(expr, "a byte string", "write the text without the b"),
        })
    }

    /// A number with a point. The parser has made a float of it; its shortest form is what was written, as long as
    /// that has no more digits than a float keeps.
    fn decimal(&mut self, expr: &IdedExpr, float: f64) -> Compiles<Typed> {
        let text = float.to_string();
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        match crate::decimal::Decimal::parse(&text) {
            Some(number) if digits <= 16 => Ok(Typed::Number(Number::Const(number))),
            _ => self.unsupported(expr, "a number of so many digits", "write it as a text: number(\"0.12\")"),
        }
    }

    fn bool(&self, typed: Typed, offset: usize) -> Compiles<Bool> {
        match typed {
            Typed::Bool(truth) => Ok(truth),
            Typed::Class(class, text) => Ok(Bool::Only(class, Box::new(text))),
            Typed::Node { .. } => {
                mismatch(offset, &typed, "true or false", "compare it, as in `it.x == \"true\"`, or ask has(it.x)")
            }
            other => mismatch(offset, &other, "true or false", "compare it with something"),
        }
    }

    fn text(&self, typed: Typed, offset: usize) -> Compiles<Text> {
        match typed {
            Typed::Text(text) => Ok(text),
            Typed::Class(class, text) => Ok(Text::Keep(class, Box::new(text))),
            Typed::Node { path, repeated: false } => Ok(Text::Path(path)),
            Typed::Node { .. } | Typed::Nodes(_) => {
                mismatch(offset, &typed, "one text", "it can stand several times: use .exists(), .all() or [0]")
            }
            Typed::Number(_) => mismatch(offset, &typed, "a text", "compare numbers with number(x)"),
            other => mismatch(offset, &other, "a text", "use an element or a text in quotes"),
        }
    }

    fn number(&self, typed: Typed, offset: usize) -> Compiles<Number> {
        match typed {
            Typed::Number(number) => Ok(number),
            Typed::Nodes(_) | Typed::Node { repeated: true, .. } | Typed::Texts(_) => {
                mismatch(offset, &typed, "a number", "count a list with size(x)")
            }
            Typed::Text(_) | Typed::Node { .. } | Typed::Class(..) => {
                mismatch(offset, &typed, "a number", "values are texts as filed: write number(x)")
            }
            other => mismatch(offset, &other, "a number", "use number(x), size(x), days(a, b) or years(a, b)"),
        }
    }

    fn date(&self, typed: Typed, offset: usize) -> Compiles<Date> {
        match typed {
            Typed::Date(date) => Ok(date),
            other => mismatch(offset, &other, "a day", "write date(x), or date(\"2026-01-31\")"),
        }
    }
}

fn mismatch<T>(offset: usize, typed: &Typed, wanted: &str, hint: &str) -> Compiles<T> {
    let problem = format!("this is {}, where {wanted} is needed", typed.kind());
    Err(Located { offset, fault: Fault::Type { problem, hint: hint.to_owned() } })
}

/// The value of an expression that depends on nothing.
fn fold(shared: &Shared<'_>, typed: Typed) -> Typed {
    let (pool, blank) = (Pool::default(), Record::default());
    let received = crate::day::Day::from_civil(jiff::civil::Date::ZERO);
    let world = World { names: shared.names, elements: shared.elements, pool: &pool, received };
    let env = Env::new(world, &blank, &blank);
    match typed {
        Typed::Bool(truth) => Typed::Bool(Bool::Const(env.bool(&truth))),
        Typed::Text(text) => Typed::Text(env.text(&text).map_or(Text::Absent, |text| Text::Const((&*text).into()))),
        Typed::Number(number) => Typed::Number(env.number(&number).map_or(Number::Absent, Number::Const)),
        Typed::Date(date) => Typed::Date(env.day(&date).map_or(Date::Absent, Date::Const)),
        other => other,
    }
}
