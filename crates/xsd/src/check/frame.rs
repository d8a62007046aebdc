//! The open elements.

use crate::schema::{DeclId, TypeId};
use vocab::{At, NameId};

/// What may stand in an open element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Child elements of a complex type.
    Elements(TypeId),
    /// A text of a simple type.
    Leaf(TypeId),
    /// Nothing: the element said `xsi:nil="true"`.
    Nil,
    /// Anything: an element the schema does not know, or one without a declared type.
    Free,
}

/// An open element.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) name: NameId,
    pub(super) decl: Option<DeclId>,
    /// State of the content automaton.
    pub(super) state: u32,
    /// Where the bits and counters of this element begin.
    pub(super) seen_from: u32,
    pub(super) counters_from: u32,
    /// Number among its repeatable siblings, from 1; 0 when it cannot be repeated.
    pub(super) ordinal: u32,
    pub(super) has_child: bool,
    /// Bytes of the file before its start tag.
    pub(super) offset: u64,
    /// The place of its start tag, known once the window has moved on.
    pub(super) at: Option<At>,
    /// The child before, for the place of a sibling that should have come before it.
    pub(super) last_child: Option<LastChild>,
    /// What went wrong among its children; most elements have none.
    pub(super) trouble: Option<Box<Trouble>>,
}

/// The child of an element that came last.
#[derive(Clone, Copy, Debug)]
pub(super) struct LastChild {
    pub(super) name: NameId,
    pub(super) offset: u64,
    /// Its place, known once the window has moved on.
    pub(super) at: Option<At>,
    /// State of the parent before it.
    pub(super) state: u32,
}

/// What went wrong among the children of one element.
#[derive(Debug, Default)]
pub(super) struct Trouble {
    /// Places where children were skipped because a later one came.
    pub(super) jumps: Vec<Jump>,
    /// A child the schema does not know stood in this state, and its finding said what was expected.
    pub(super) unknown_in: Option<u32>,
    /// A child in a text, or a text in a nil element, has been reported.
    pub(super) reported: bool,
}

/// A child that came although others were still expected before it.
#[derive(Debug)]
pub(super) struct Jump {
    /// The child that came.
    pub(super) name: NameId,
    pub(super) at: At,
    /// What was skipped, in order.
    pub(super) missing: Vec<Missing>,
    /// Children that could have come before the jump and can no longer, as a set over symbols.
    pub(super) lost: Vec<bool>,
    /// Those of them that came after all, too late.
    pub(super) late: Vec<NameId>,
}

/// One expected child, or one of several alternatives.
#[derive(Debug)]
pub(super) struct Missing {
    pub(super) names: Vec<NameId>,
    pub(super) came: bool,
}
