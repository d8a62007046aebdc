//! Evaluation: a compiled expression over one element.
//!
//! Every tree walk ends: expressions have no recursion and no unbounded loop, and what a large record could make long
//! is counted in steps. When the steps are used up, everything answers false or absent at once and
//! [`Env::exhausted`] says so.

mod lists;
mod values;

use crate::checks;
use crate::day::Day;
use crate::decimal::Decimal;
use crate::elements::Elements;
use crate::expr::{Base, Bool, Class, Compare, Find, Path, Quantity, Shape, Step};
use crate::limits::{SMALL_ELEMENTS, SMALL_STEPS, STEPS_BASE, STEPS_PER_ELEMENT, TEXT_BYTES_PER_STEP, VARIABLES_MAX};
use crate::pool::Pool;
use std::cell::Cell;
use std::cmp::Ordering;
use vocab::{ElementId, NameId, Names, Record, RecordKind};

/// Which record an element is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Record,
    Header,
    Activity,
}

/// An element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) source: Source,
    pub(crate) id: ElementId,
}

/// The result of a streaming collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Collected {
    Bool(bool),
    Number(Option<Decimal>),
}

/// Everything an expression can see.
pub(crate) struct Env<'a> {
    pub(crate) record: &'a Record,
    pub(crate) header: &'a Record,
    pub(crate) activity: Option<&'a Record>,
    pub(crate) names: &'a Names,
    pub(crate) elements: &'a Elements,
    pub(crate) received: Day,
    pub(crate) collected: &'a [Collected],
    pub(crate) pool: &'a Pool,
    pub(crate) it: Cell<Node>,
    /// For which element it was last worked out whether it is `my_client`, and whether it is.
    client_known: Cell<Option<(Node, bool)>>,
    variables: [Cell<Node>; VARIABLES_MAX],
    steps_left: Cell<u64>,
}

/// What does not change between the elements of a run.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    pub(crate) names: &'a Names,
    pub(crate) elements: &'a Elements,
    pub(crate) pool: &'a Pool,
    pub(crate) received: Day,
}

impl<'a> Env<'a> {
    pub(crate) fn new(world: World<'a>, record: &'a Record, header: &'a Record) -> Self {
        let root = Node { source: Source::Record, id: ElementId(0) };
        let elements = u64::try_from(record.len()).unwrap_or(u64::MAX);
        Self {
            record,
            header,
            activity: None,
            names: world.names,
            elements: world.elements,
            received: world.received,
            collected: &[],
            pool: world.pool,
            it: Cell::new(root),
            client_known: Cell::new(None),
            variables: [const { Cell::new(Node { source: Source::Record, id: ElementId(0) }) }; VARIABLES_MAX],
            steps_left: Cell::new(STEPS_BASE.saturating_add(elements.saturating_mul(STEPS_PER_ELEMENT))),
        }
    }

    /// Whether the steps were used up, so that what was answered since means nothing.
    pub(crate) fn exhausted(&self) -> bool {
        self.steps_left.get() == 0
    }

    /// Takes steps; false when there are none left.
    fn charge(&self, steps: u64) -> bool {
        let left = self.steps_left.get().saturating_sub(steps);
        self.steps_left.set(left);
        left != 0
    }

    fn charge_text(&self, text: &str) -> bool {
        self.charge(1 + u64::try_from(text.len() / TEXT_BYTES_PER_STEP).unwrap_or(u64::MAX))
    }

    pub(crate) fn set(&self, variable: u8, node: Node) {
        if let Some(place) = self.variables.get(usize::from(variable)) {
            place.set(node);
        }
    }

    fn record_of(&self, source: Source) -> Option<&'a Record> {
        match source {
            Source::Record => Some(self.record),
            Source::Header => Some(self.header),
            Source::Activity => self.activity,
        }
    }

    fn base(&self, base: Base) -> Option<Node> {
        let root = |source| {
            self.record_of(source).filter(|record| !record.is_empty()).map(|_| Node { source, id: ElementId(0) })
        };
        match base {
            Base::It => Some(self.it.get()),
            Base::Variable(number) => self.variables.get(usize::from(number)).map(Cell::get),
            Base::Report => root(Source::Header),
            Base::Activity => root(Source::Activity),
            Base::Transaction => {
                let transaction = self.record.get(ElementId(0))?.name == self.elements.transaction;
                (self.record.kind == RecordKind::Transaction && transaction).then_some(())?;
                root(Source::Record)
            }
        }
    }

    /// The element at the end of a path. One that says `xsi:nil` is not there.
    pub(crate) fn node(&self, path: &Path) -> Option<Node> {
        let Node { source, mut id } = self.base(path.base)?;
        let record = self.record_of(source)?;
        for step in &path.steps {
            id = self.child(record, id, *step)?;
        }
        Some(Node { source, id })
    }

    fn child(&self, record: &Record, id: ElementId, step: Step) -> Option<ElementId> {
        if step.skip == 0 && record.len() <= SMALL_ELEMENTS {
            self.charge(SMALL_STEPS).then_some(())?;
            let child = record.child(id, step.name)?;
            if record.get(child).is_some_and(|element| !element.nil) {
                return Some(child);
            }
        }
        self.child_counted(record, id, step)
    }

    /// Looks for a child and charges for every sibling passed, because a stranger chose how many there are.
    fn child_counted(&self, record: &Record, id: ElementId, step: Step) -> Option<ElementId> {
        let (mut skip, mut seen) = (step.skip, 0);
        for child in record.children(id) {
            seen += 1;
            let element = record.get(child)?;
            if element.name == step.name && !element.nil {
                if skip == 0 {
                    return self.charge(seen).then_some(child);
                }
                skip -= 1;
            }
        }
        self.charge(seen + 1);
        None
    }

    fn name(&self, node: Node) -> &'a str {
        let name = self.record_of(node.source).and_then(|record| record.get(node.id)).map(|element| element.name);
        name.map_or("", |name: NameId| self.names.text(name))
    }

    /// The value of a condition.
    pub(crate) fn bool(&self, expr: &Bool) -> bool {
        match expr {
            Bool::Const(truth) => *truth,
            Bool::Not(inner) => !self.bool(inner),
            Bool::And(both) => self.bool(&both.0) && self.bool(&both.1),
            Bool::Or(both) => self.bool(&both.0) || self.bool(&both.1),
            Bool::If(parts) => self.bool(if self.bool(&parts.0) { &parts.1 } else { &parts.2 }),
            Bool::Same(both) => self.bool(&both.0) == self.bool(&both.1),
            Bool::Has(path) => self.node(path).is_some(),
            Bool::Text(how, both) => match (self.text(&both.0), self.text(&both.1)) {
                (Some(left), Some(right)) => holds(*how, left.cmp(&right)),
                _ => false,
            },
            Bool::Number(how, both) => match (self.number(&both.0), self.number(&both.1)) {
                (Some(left), Some(right)) => holds(*how, left.cmp(&right)),
                _ => false,
            },
            Bool::Day(how, both) => match (self.day(&both.0), self.day(&both.1)) {
                (Some(left), Some(right)) => holds(*how, left.compare(right)),
                _ => false,
            },
            Bool::MyClient => self.my_client(),
            Bool::Collected(number) => matches!(self.collected.get(*number), Some(Collected::Bool(true))),
            Bool::OneOf(..) | Bool::OneOfTexts(_) | Bool::OneOfNumbers(_) | Bool::InNodes(_) | Bool::InTexts(_) => {
                self.member(expr)
            }
            Bool::Quantified(quantity, parts) => self.quantified(*quantity, &parts.0, parts.1, &parts.2),
            Bool::Matches(..) | Bool::Find(..) | Bool::Code(_) | Bool::Only(..) | Bool::Shape(..) => {
                self.about_text(expr)
            }
        }
    }

    /// Whether the element the rule is about belongs to the reporter's own client. Several rules ask it of each
    /// element.
    fn my_client(&self) -> bool {
        let it = self.it.get();
        if let Some((_, client)) = self.client_known.get().filter(|(known, _)| *known == it) {
            return client;
        }
        let record = self.record_of(it.source);
        let client = record.is_some_and(|record| self.elements.my_client(record, it.id, self.names));
        self.client_known.set(Some((it, client)));
        client
    }

    /// Conditions on what a text looks like. An absent text fulfils none.
    fn about_text(&self, expr: &Bool) -> bool {
        let (text, other) = match expr {
            Bool::Matches(parts) => (self.text(&parts.0), None),
            Bool::Find(_, both) => (self.text(&both.0), self.text(&both.1)),
            Bool::Code(parts) => (self.text(&parts.0), None),
            Bool::Only(_, text) | Bool::Shape(_, text) => (self.text(text), None),
            _ => (None, None),
        };
        let Some(text) = text.filter(|text| self.charge_text(text)) else { return false };
        match (expr, other) {
            (Bool::Matches(parts), _) => parts.1.is_match(&text),
            (Bool::Code(parts), _) => parts.1.contains(&*text),
            (Bool::Only(class, _), _) => !text.is_empty() && text.chars().all(|c| belongs(*class, c)),
            (Bool::Shape(Shape::Iban, _), _) => checks::iban(&text),
            (Bool::Shape(Shape::Bic, _), _) => checks::bic(&text),
            (Bool::Shape(Shape::Luhn, _), _) => checks::luhn(&text),
            (Bool::Find(Find::Anywhere, _), Some(part)) => text.contains(&*part),
            (Bool::Find(Find::Start, _), Some(part)) => text.starts_with(&*part),
            (Bool::Find(Find::End, _), Some(part)) => text.ends_with(&*part),
            _ => false,
        }
    }

    fn member(&self, expr: &Bool) -> bool {
        match expr {
            Bool::OneOf(text, list) => self.one_of(text, list),
            Bool::OneOfTexts(parts) => self
                .text(&parts.0)
                .is_some_and(|text| parts.1.iter().any(|other| self.text(other).is_some_and(|other| *other == *text))),
            Bool::OneOfNumbers(parts) => self
                .number(&parts.0)
                .is_some_and(|number| parts.1.iter().any(|other| self.number(other) == Some(number))),
            Bool::InNodes(parts) => self.text(&parts.0).is_some_and(|text| {
                let mut found = false;
                self.each(&parts.1, &mut |node| {
                    found = self.node_text(node) == &*text;
                    !found
                });
                found
            }),
            Bool::InTexts(parts) => self.text(&parts.0).is_some_and(|text| {
                let mut found = false;
                self.each_text(&parts.1, &mut |other| {
                    found = *other == *text;
                    !found
                });
                found
            }),
            _ => false,
        }
    }

    fn quantified(&self, quantity: Quantity, of: &crate::expr::Nodes, variable: u8, condition: &Bool) -> bool {
        let mut count = 0_u32;
        let mut failed = false;
        self.each(of, &mut |node| {
            self.set(variable, node);
            if self.bool(condition) {
                count = count.saturating_add(1);
            } else {
                failed = true;
            }
            match quantity {
                Quantity::Some => count == 0,
                Quantity::All => !failed,
                Quantity::One => count < 2,
            }
        });
        match quantity {
            Quantity::Some => count > 0,
            Quantity::All => !failed,
            Quantity::One => count == 1,
        }
    }
}

fn holds(how: Compare, order: Ordering) -> bool {
    match how {
        Compare::Equal => order.is_eq(),
        Compare::NotEqual => order.is_ne(),
        Compare::Less => order.is_lt(),
        Compare::LessEqual => order.is_le(),
        Compare::Greater => order.is_gt(),
        Compare::GreaterEqual => order.is_ge(),
    }
}

/// Whether a character is of a class.
pub(crate) fn belongs(class: Class, c: char) -> bool {
    match class {
        Class::Digits => c.is_ascii_digit(),
        Class::Letters => c.is_alphabetic(),
    }
}
