//! The elements of goAML in their order, as data, and how typed values are read from and written in that order.
//!
//! The tree of 4.x is the tree of 5.x with elements left out, in the same order, so one table serves both: each line
//! names the generation an element came with, the element, and the field that holds it.

mod accounts;
mod deals;
mod details;
mod people;
mod value;

#[cfg(test)]
pub(crate) use deals::{FROM, TO};
pub(crate) use deals::{HEAD, TAIL};
pub(crate) use value::{Field, Value, items_shape, put_items, put_side, read_part, take_items, take_side, write_part};

use crate::write::{Sink, WriteError};
use vocab::report::{Other, Subtree};
use vocab::{ElementId, Names, Record, Sensitive};

/// Stands for a generation that does not exist: the element may not stand here in any version.
pub(crate) const NEVER: u8 = u8::MAX;

/// One line of an order table.
pub(crate) struct Slot<T> {
    /// The element.
    pub(crate) name: &'static str,
    /// The generation it came with: 4, 5 or [`NEVER`].
    pub(crate) since: u8,
    /// Whether the field has something to write here.
    pub(crate) present: fn(&T) -> bool,
    /// Puts an element into the field; says no when it does not fit or the field is full.
    pub(crate) take: fn(&mut T, &View<'_>, ElementId) -> bool,
    /// Writes the field.
    pub(crate) put: for<'v> fn(&'v T, &'static str, &mut Sink<'v>) -> Result<(), WriteError>,
    /// What stands below the element.
    pub(crate) shape: fn(&T) -> Shape,
    /// Whether the field holds more than one.
    pub(crate) many: fn(&T) -> bool,
    /// Fills the field by chance, for tests.
    #[cfg(test)]
    pub(crate) grow: fn(&mut T, &mut crate::chance::Chance),
}

/// What the text of an element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Flag,
    Whole,
    Amount,
    Date,
}

/// What may stand below an element.
#[derive(Clone)]
pub(crate) enum Shape {
    /// A text.
    Leaf(Kind),
    /// Other elements, found by name; the flag says whether there may be several.
    Node(fn(&str) -> Option<(Shape, bool)>),
    /// Elements of one name.
    Items(&'static str, Box<Shape>),
}

impl Shape {
    /// What stands below a child, and whether there may be several of it.
    pub(crate) fn child(&self, name: &str) -> Option<(Shape, bool)> {
        match self {
            Self::Leaf(_) => None,
            Self::Node(find) => find(name),
            Self::Items(item, below) => (*item == name).then(|| (Self::clone(below), true)),
        }
    }
}

/// Finds an element in an order table.
pub(crate) fn find<T: Default>(slots: &[Slot<T>], name: &str) -> Option<(Shape, bool)> {
    let slot = slots.iter().find(|slot| slot.name == name && slot.since != NEVER)?;
    let empty = T::default();
    Some(((slot.shape)(&empty), (slot.many)(&empty)))
}

/// A typed part of a report.
pub(crate) trait Part: Default + 'static {
    /// Its elements in order.
    const SLOTS: &'static [Slot<Self>];
    fn other(&self) -> &[Other];
    fn set_other(&mut self, other: Vec<Other>);
}

/// A record with the names of its elements.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(crate) record: &'a Record,
    pub(crate) names: &'a Names,
}

impl View<'_> {
    pub(crate) fn name(&self, id: ElementId) -> &str {
        self.record.get(id).map_or("", |element| self.names.text(element.name))
    }

    pub(crate) fn is_nil(&self, id: ElementId) -> bool {
        self.record.get(id).is_some_and(|element| element.nil)
    }

    pub(crate) fn has_children(&self, id: ElementId) -> bool {
        self.record.children(id).next().is_some()
    }

    /// An element as it is, for what no field holds.
    pub(crate) fn subtree(&self, id: ElementId) -> Subtree {
        Subtree {
            name: self.name(id).to_owned(),
            nil: self.is_nil(id),
            text: Sensitive::new(self.record.text(id).to_owned()),
            children: self.record.children(id).map(|child| self.subtree(child)).collect(),
        }
    }
}

/// Fills a value from the children of an element and returns what found no place in it.
pub(crate) fn fill<T>(slots: &[&[Slot<T>]], value: &mut T, view: &View<'_>, parent: ElementId) -> Vec<Other> {
    let mut other = Vec::new();
    let lines: usize = slots.iter().map(|table| table.len()).sum();
    let mut next = 0;
    for (position, child) in view.record.children(parent).enumerate() {
        let name = view.name(child);
        // Elements mostly come in order, so the search goes on from the last one found.
        let found = slots.iter().copied().flatten().enumerate().cycle().skip(next).take(lines);
        let slot = found.into_iter().find(|(_, slot)| slot.name == name);
        let taken = slot.is_some_and(|(line, slot)| {
            next = line;
            slot.since != NEVER && (slot.take)(value, view, child)
        });
        if !taken {
            let position = u32::try_from(position).unwrap_or(u32::MAX);
            other.push(Other { position, element: view.subtree(child) });
        }
    }
    other
}

/// One line of an order table: generation, element, field, and how the field holds it.
macro_rules! slot {
    ($since:tt $name:literal $field:ident) => {
        slot!(@ $since $name,
            |t| $crate::shape::Field::present(&t.$field),
            |t, view, id| $crate::shape::Field::take(&mut t.$field, view, id),
            |t, name, sink| $crate::shape::Field::put(&t.$field, name, sink),
            |t| $crate::shape::Field::shape(&t.$field),
            |t| $crate::shape::Field::many(&t.$field),
            |t, chance| $crate::shape::Field::grow(&mut t.$field, chance))
    };
    ($since:tt $name:literal $field:ident of $item:literal) => {
        slot!(@ $since $name,
            |t| t.$field.is_some(),
            |t, view, id| $crate::shape::take_items(&mut t.$field, $item, view, id),
            |t, name, sink| $crate::shape::put_items(&t.$field, name, $item, sink),
            |t| $crate::shape::items_shape(&t.$field, $item),
            |_| false,
            |t, chance| t.$field = chance.items())
    };
    ($since:tt $name:literal $field:ident side $table:ident if $client:literal) => {
        slot!(@ $since $name,
            |t| t.$field.as_ref().is_some_and(|side| side.my_client == $client),
            |t, view, id| $crate::shape::take_side(&mut t.$field, $table, $client, view, id),
            |t, name, sink| $crate::shape::put_side(&t.$field, $table, name, sink),
            |_| $crate::shape::Shape::Node(|name| $crate::shape::find($table, name)),
            |_| false,
            |t, chance| if t.$field.is_none() { t.$field = chance.side($table, $client) })
    };
    ($since:tt $name:literal $field:ident is $variant:ident) => {
        slot!(@ $since $name,
            |t| matches!(t.$field, Some(Subject::$variant(_))),
            |t, view, id| {
                if t.$field.is_none() {
                    t.$field = $crate::shape::Value::read(view, id).map(Subject::$variant);
                    return t.$field.is_some();
                }
                false
            },
            |t, name, sink| match &t.$field {
                Some(Subject::$variant(subject)) => $crate::shape::Value::write(subject, name, sink),
                _ => Ok(()),
            },
            |_| <vocab::report::$variant as $crate::shape::Value>::shape(),
            |_| false,
            |t, chance| if t.$field.is_none() { t.$field = chance.value().map(Subject::$variant) })
    };
    ($since:tt $name:literal $field:ident is $variant:ident if $client:literal) => {
        slot!(@ $since $name,
            |t| matches!(t.$field, Some(Subject::$variant(_))) && t.my_client == $client,
            |t, view, id| {
                if t.$field.is_none() {
                    t.$field = $crate::shape::Value::read(view, id).map(Subject::$variant);
                    t.my_client = $client && t.$field.is_some();
                    return t.$field.is_some();
                }
                false
            },
            |t, name, sink| match &t.$field {
                Some(Subject::$variant(subject)) => $crate::shape::Value::write(subject, name, sink),
                _ => Ok(()),
            },
            |_| <vocab::report::$variant as $crate::shape::Value>::shape(),
            |_| false,
            |t, chance| if t.$field.is_none() {
                t.$field = chance.value().map(Subject::$variant);
                t.my_client = $client && t.$field.is_some();
            })
    };
    (@ $since:tt $name:literal, $present:expr, $take:expr, $put:expr, $shape:expr, $many:expr, $grow:expr) => {
        Slot {
            name: $name,
            since: $since,
            present: $present,
            take: $take,
            put: $put,
            shape: $shape,
            many: $many,
            #[cfg(test)]
            grow: $grow,
        }
    };
}
pub(crate) use slot;

/// The order table of a part.
macro_rules! order {
    ($part:ident = $($since:tt $name:literal $field:ident $($how:ident $detail:tt $(if $client:literal)?)?;)*) => {
        impl Part for $part {
            const SLOTS: &'static [Slot<Self>] = &[$(slot!($since $name $field $($how $detail $(if $client)?)?)),*];

            fn other(&self) -> &[vocab::report::Other] {
                &self.other
            }

            fn set_other(&mut self, other: Vec<vocab::report::Other>) {
                self.other = other;
            }
        }

        impl $crate::shape::Value for $part {
            fn read(view: &$crate::shape::View<'_>, id: vocab::ElementId) -> Option<Self> {
                $crate::shape::read_part(view, id)
            }

            fn write<'v>(
                &'v self,
                name: &'static str,
                sink: &mut $crate::write::Sink<'v>,
            ) -> Result<(), $crate::write::WriteError> {
                $crate::shape::write_part(self, name, sink)
            }

            fn shape() -> $crate::shape::Shape {
                $crate::shape::Shape::Node(|name| $crate::shape::find(Self::SLOTS, name))
            }

            #[cfg(test)]
            fn chance(chance: &mut $crate::chance::Chance) -> Self {
                chance.part()
            }
        }
    };
}
pub(crate) use order;
