//! Element names as small numbers.

use std::collections::HashMap;

/// An element name, as a number that a [`Names`] table gave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NameId(pub u32);

/// A table of element names: each distinct name has one number, given in order of first appearance.
///
/// The names of a schema come first and in a fixed order, so rules and readers that were compiled against a schema
/// keep their numbers when a file brings names the schema does not know.
#[derive(Clone, Debug, Default)]
pub struct Names {
    texts: Vec<Box<str>>,
    ids: HashMap<Box<str>, NameId>,
}

impl Names {
    /// An empty table.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of a name, given now if it is new.
    pub fn intern(&mut self, name: &str) -> NameId {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let id = NameId(u32::try_from(self.texts.len()).unwrap_or(u32::MAX));
        self.texts.push(name.into());
        self.ids.insert(name.into(), id);
        id
    }

    /// The number of a name that the table knows.
    pub fn get(&self, name: &str) -> Option<NameId> {
        self.ids.get(name).copied()
    }

    /// The text of a number; empty for a number that this table did not give out.
    pub fn text(&self, id: NameId) -> &str {
        usize::try_from(id.0).ok().and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }

    /// How many names the table knows.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether the table is empty.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number() {
        let mut names = Names::new();
        let report = names.intern("report");
        let party = names.intern("party");
        assert_eq!(names.intern("report"), report);
        assert_ne!(report, party);
        assert_eq!((names.text(party), names.get("absent"), names.text(NameId(9))), ("party", None, ""));
    }
}
