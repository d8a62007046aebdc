//! Code lists that rules may ask about.

use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

/// The codes of one list.
pub(crate) type Codes = Arc<HashSet<Box<str>>>;

/// The code lists of a profile, by name. A rule asks with `code("country", it.country_code)`.
#[derive(Clone, Debug, Default)]
pub struct CodeLists {
    lists: HashMap<Box<str>, Codes>,
}

impl CodeLists {
    /// No lists.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a list, or replaces the one of the same name.
    pub fn insert<C: Into<Box<str>>>(&mut self, name: &str, codes: impl IntoIterator<Item = C>) {
        self.lists.insert(name.into(), Arc::new(codes.into_iter().map(Into::into).collect()));
    }

    /// Names of all lists, sorted.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.lists.keys().map(|name| &**name).collect();
        names.sort_unstable();
        names
    }

    pub(crate) fn get(&self, name: &str) -> Option<Codes> {
        self.lists.get(name).cloned()
    }
}
