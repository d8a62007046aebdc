//! An element of a record, walked from above.

use vocab::{ElementId, Names, Record};

/// An element of a record, with the table of names.
#[derive(Clone, Copy)]
pub(crate) struct Node<'r> {
    pub(crate) record: &'r Record,
    names: &'r Names,
    element: ElementId,
}

impl<'r> Node<'r> {
    pub(crate) fn root(record: &'r Record, names: &'r Names) -> Option<Self> {
        record.root().map(|element| Self { record, names, element })
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        self.record.children(self.element).map(move |element| Self { element, ..self })
    }

    pub(crate) fn name(self) -> &'r str {
        self.record.get(self.element).map_or("", |element| self.names.text(element.name))
    }

    pub(crate) fn text(self) -> &'r str {
        self.record.text(self.element).trim()
    }

    pub(crate) fn has_children(self) -> bool {
        self.children().next().is_some()
    }

    pub(crate) fn child_text(self, name: &str) -> Option<&'r str> {
        let child = self.children().find(|child| child.name() == name)?;
        Some(child.text()).filter(|text| !text.is_empty())
    }

    /// All that is said below it, in one text that only the same statement has: no file can hold these characters.
    pub(crate) fn statement(self, out: &mut String) {
        for child in self.children() {
            out.push_str(child.name());
            out.push('\u{1}');
            out.push_str(self.record.text(child.element));
            out.push('\u{2}');
            child.statement(out);
            out.push('\u{3}');
        }
    }
}
