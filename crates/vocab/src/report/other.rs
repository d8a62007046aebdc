//! What a part has no field for.

use super::filed::Text;

/// An element no field holds: unknown, repeated where one was expected, said to be nil, or of an unexpected shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    /// How many elements of the same parent stood before it.
    pub position: u32,
    /// The element.
    pub element: Subtree,
}

/// An element with all that is in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Subtree {
    /// Its name.
    pub name: String,
    /// Whether it said `xsi:nil="true"`.
    pub nil: bool,
    /// Its text; empty when it has children.
    pub text: Text,
    /// Its children in order.
    pub children: Vec<Subtree>,
}

/// An element that only gathers others of one kind, such as `phones`. An empty one was filed empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Items<T> {
    /// What it gathers, in order.
    pub items: Vec<T>,
    /// What it should not hold.
    pub other: Vec<Other>,
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { items: Vec::new(), other: Vec::new() }
    }
}

impl<T> From<Vec<T>> for Items<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, other: Vec::new() }
    }
}
