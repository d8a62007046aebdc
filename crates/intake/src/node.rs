//! An element of a record, walked from above.

use vocab::{ElementId, NameId, Names, Record};

use crate::tag::{Tag, Tags};

/// An element of a record, with the table of names.
#[derive(Clone, Copy)]
pub(crate) struct Node<'r> {
    pub(crate) record: &'r Record,
    names: &'r Names,
    tags: &'r Tags,
    element: ElementId,
}

impl<'r> Node<'r> {
    pub(crate) fn root(record: &'r Record, names: &'r Names, tags: &'r Tags) -> Option<Self> {
        record.root().map(|element| Self { record, names, tags, element })
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        self.record.children(self.element).map(move |element| Self { element, ..self })
    }

    pub(crate) fn name(self) -> &'r str {
        self.record.get(self.element).map_or("", |element| self.names.text(element.name))
    }

    /// The number of its name.
    pub(crate) fn key(self) -> NameId {
        self.record.get(self.element).map_or(NameId(u32::MAX), |element| element.name)
    }

    pub(crate) fn tag(self) -> Tag {
        self.record.get(self.element).map_or(Tag::Other, |element| self.tags.get(element.name))
    }

    pub(crate) fn text(self) -> &'r str {
        self.record.text(self.element).trim()
    }

    pub(crate) fn has_children(self) -> bool {
        self.record.children(self.element).next().is_some()
    }

    pub(crate) fn child_text(self, tag: Tag) -> Option<&'r str> {
        let child = self.children().find(|child| child.tag() == tag)?;
        Some(child.text()).filter(|text| !text.is_empty())
    }

    /// All that is said below it, as bytes that only the same statement in the same file has.
    pub(crate) fn statement(self, out: &mut Vec<u8>) {
        self.record.write_below(self.element, out);
    }
}
