//! How one element becomes one value and back.

use super::{Kind, Part, Shape, Slot, View, fill};
use crate::write::{Sink, WriteError};
use vocab::report::When;
use vocab::report::{Filed, Items, Lexical, Other, Side};
use vocab::{Decimal, ElementId, Sensitive};

/// Something that one element stands for.
pub(crate) trait Value: Sized {
    /// The value of an element, or `None` when the element has not the shape of one: then nothing was taken.
    fn read(view: &View<'_>, id: ElementId) -> Option<Self>;
    fn write<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError>;
    /// What stands below its element.
    fn shape() -> Shape;
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self;
}

/// A value that is a text.
pub(crate) trait Leaf: Sized {
    const KIND: Kind;
    fn from_text(text: &str) -> Self;
    fn text(&self) -> &str;
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self;
}

/// A type of value that texts stand for, and its kind.
pub(crate) trait Kinded: Lexical {
    const KIND: Kind;
}

impl Kinded for bool {
    const KIND: Kind = Kind::Flag;
}

impl Kinded for i64 {
    const KIND: Kind = Kind::Whole;
}

impl Kinded for Decimal {
    const KIND: Kind = Kind::Amount;
}

impl Kinded for When {
    const KIND: Kind = Kind::Date;
}

impl Leaf for String {
    const KIND: Kind = Kind::Text;

    fn from_text(text: &str) -> Self {
        text.to_owned()
    }
    fn text(&self) -> &str {
        self
    }
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self {
        chance.text()
    }
}

impl<T: Kinded> Leaf for Filed<T> {
    const KIND: Kind = T::KIND;

    fn from_text(text: &str) -> Self {
        Self::new(text)
    }
    fn text(&self) -> &str {
        self.text()
    }
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self {
        Self::new(&chance.scalar())
    }
}

impl<L: Leaf> Leaf for Sensitive<L> {
    const KIND: Kind = L::KIND;

    fn from_text(text: &str) -> Self {
        Self::new(L::from_text(text))
    }
    fn text(&self) -> &str {
        self.reveal().text()
    }
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self {
        Self::new(L::chance(chance))
    }
}

macro_rules! leaf_values {
    ($([$($generic:tt)*] $type:ty;)*) => {$(
        impl<$($generic)*> Value for $type {
            fn read(view: &View<'_>, id: ElementId) -> Option<Self> {
                let plain = !view.is_nil(id) && !view.has_children(id);
                plain.then(|| Self::from_text(view.record.text(id)))
            }
            fn write<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError> {
                sink.leaf(name, self.text())
            }
            fn shape() -> Shape {
                Shape::Leaf(<Self as Leaf>::KIND)
            }
            #[cfg(test)]
            fn chance(chance: &mut crate::chance::Chance) -> Self {
                <Self as Leaf>::chance(chance)
            }
        }
    )*};
}

leaf_values! {
    [] String;
    [T: Kinded] Filed<T>;
    [L: Leaf] Sensitive<L>;
}

/// Whether an element may be read as a part: not nil, and no text of its own.
fn is_node(view: &View<'_>, id: ElementId) -> bool {
    !view.is_nil(id) && view.record.text(id).bytes().all(|byte| byte.is_ascii_whitespace())
}

/// Reads a part by its order table.
pub(crate) fn read_part<T: Part>(view: &View<'_>, id: ElementId) -> Option<T> {
    is_node(view, id).then(|| {
        let mut part = T::default();
        let other = fill(&[T::SLOTS], &mut part, view, id);
        part.set_other(other);
        part
    })
}

/// Writes a part by its order table.
pub(crate) fn write_part<'v, T: Part>(part: &'v T, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError> {
    sink.open(name, part.other())?;
    sink.slots(T::SLOTS, part)?;
    sink.close(name)
}

impl<V: Value> Value for Box<V> {
    fn read(view: &View<'_>, id: ElementId) -> Option<Self> {
        V::read(view, id).map(Box::new)
    }
    fn write<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError> {
        V::write(self, name, sink)
    }
    fn shape() -> Shape {
        V::shape()
    }
    #[cfg(test)]
    fn chance(chance: &mut crate::chance::Chance) -> Self {
        Self::new(V::chance(chance))
    }
}

/// A field that elements of one name go into.
pub(crate) trait Field {
    fn present(&self) -> bool;
    fn shape(&self) -> Shape;
    fn many(&self) -> bool;
    fn take(&mut self, view: &View<'_>, id: ElementId) -> bool;
    fn put<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError>;
    #[cfg(test)]
    fn grow(&mut self, chance: &mut crate::chance::Chance);
}

impl<V: Value> Field for Option<V> {
    fn shape(&self) -> Shape {
        V::shape()
    }
    fn many(&self) -> bool {
        false
    }
    fn present(&self) -> bool {
        self.is_some()
    }
    fn take(&mut self, view: &View<'_>, id: ElementId) -> bool {
        if self.is_some() {
            return false;
        }
        *self = V::read(view, id);
        self.is_some()
    }
    fn put<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError> {
        self.iter().try_for_each(|value| value.write(name, sink))
    }
    #[cfg(test)]
    fn grow(&mut self, chance: &mut crate::chance::Chance) {
        *self = chance.value();
    }
}

impl<V: Value> Field for Vec<V> {
    fn shape(&self) -> Shape {
        V::shape()
    }
    fn many(&self) -> bool {
        true
    }
    fn present(&self) -> bool {
        !self.is_empty()
    }
    fn take(&mut self, view: &View<'_>, id: ElementId) -> bool {
        let value = V::read(view, id);
        let taken = value.is_some();
        self.extend(value);
        taken
    }
    fn put<'v>(&'v self, name: &'static str, sink: &mut Sink<'v>) -> Result<(), WriteError> {
        self.iter().try_for_each(|value| value.write(name, sink))
    }
    #[cfg(test)]
    fn grow(&mut self, chance: &mut crate::chance::Chance) {
        *self = chance.values();
    }
}

/// What stands below an element that gathers others; the field itself tells only its type.
pub(crate) fn items_shape<V: Value>(_: &Option<Items<V>>, item: &'static str) -> Shape {
    Shape::Items(item, Box::new(V::shape()))
}

/// Reads an element that gathers others, such as `phones`.
pub(crate) fn take_items<V: Value>(field: &mut Option<Items<V>>, item: &str, view: &View<'_>, id: ElementId) -> bool {
    if field.is_some() || !is_node(view, id) {
        return false;
    }
    let mut items = Items::default();
    for (position, child) in view.record.children(id).enumerate() {
        let value = if view.name(child) == item { V::read(view, child) } else { None };
        match value {
            Some(value) => items.items.push(value),
            None => {
                let position = u32::try_from(position).unwrap_or(u32::MAX);
                items.other.push(Other { position, element: view.subtree(child) });
            }
        }
    }
    *field = Some(items);
    true
}

/// Writes an element that gathers others.
pub(crate) fn put_items<'v, V: Value>(
    field: &'v Option<Items<V>>,
    name: &'static str,
    item: &'static str,
    sink: &mut Sink<'v>,
) -> Result<(), WriteError> {
    let Some(items) = field else { return Ok(()) };
    sink.open(name, &items.other)?;
    items.items.iter().try_for_each(|value| value.write(item, sink))?;
    sink.close(name)
}

/// Reads one side of a transaction.
pub(crate) fn take_side(
    field: &mut Option<Box<Side>>,
    table: &[Slot<Side>],
    my_client: bool,
    view: &View<'_>,
    id: ElementId,
) -> bool {
    if field.is_some() || !is_node(view, id) {
        return false;
    }
    let mut side = Box::new(Side { my_client, ..Side::default() });
    side.other = fill(&[table], &mut *side, view, id);
    *field = Some(side);
    true
}

/// Writes one side of a transaction.
pub(crate) fn put_side<'v>(
    field: &'v Option<Box<Side>>,
    table: &'static [Slot<Side>],
    name: &'static str,
    sink: &mut Sink<'v>,
) -> Result<(), WriteError> {
    let Some(side) = field else { return Ok(()) };
    sink.open(name, &side.other)?;
    sink.slots(table, &**side)?;
    sink.close(name)
}
