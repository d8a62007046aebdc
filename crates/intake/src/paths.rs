//! Paths of elements below the element of a row, each known by a number: a report says the same few hundred paths again
//! and again, and comparing a number is cheaper than writing a path.

use vocab::NameId;

/// The number of a path in its [`Paths`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PathId(u32);

/// Beyond so many paths a table is begun anew, once no row that uses it is open.
const PATHS_MANY: usize = 4_096;
const NONE: u32 = u32::MAX;

/// Paths, as a tree: one more name below a path is another path.
#[derive(Debug)]
pub(crate) struct Paths(Vec<Step>);

#[derive(Debug)]
struct Step {
    key: NameId,
    name: String,
    above: u32,
    first: u32,
    next: u32,
    /// The path below that was asked for last: the next one asked for is mostly the one that was made after it.
    last: u32,
}

impl Step {
    fn new(key: NameId, name: &str, above: u32) -> Self {
        Self { key, name: name.to_owned(), above, first: NONE, next: NONE, last: NONE }
    }
}

impl PathId {
    /// The path of the row's own element.
    pub(crate) const OWN: Self = Self(0);

    /// The path of a number.
    pub(crate) const fn of(number: u32) -> Self {
        Self(number)
    }

    pub(crate) const fn number(self) -> u32 {
        self.0
    }
}

impl Default for Paths {
    fn default() -> Self {
        Self(vec![Step::new(NameId(NONE), "", NONE)])
    }
}

impl Paths {
    /// Whether it is time to begin anew.
    pub(crate) fn are_many(&self) -> bool {
        self.0.len() > PATHS_MANY
    }

    /// The path of an element below another. `key` stands for the name, which is asked for only when the path is new.
    pub(crate) fn below<'n>(&mut self, above: PathId, key: NameId, name: impl FnOnce() -> &'n str) -> PathId {
        let Some(of) = self.get(above.0) else { return above };
        let (first, last) = (of.first, of.last);
        let after = self.get(last).map_or(first, |step| step.next);
        let found = self.find(key, after, NONE).or_else(|| self.find(key, first, after));
        let id = found.unwrap_or_else(|| self.add(above.0, key, name()));
        if let Some(of) = self.get_mut(above.0) {
            of.last = id;
        }
        PathId(id)
    }

    /// The name `key` among the paths from one to another.
    fn find(&self, key: NameId, from: u32, to: u32) -> Option<u32> {
        let mut at = from;
        while at != to {
            let step = self.get(at)?;
            if step.key == key {
                return Some(at);
            }
            at = step.next;
        }
        None
    }

    fn add(&mut self, above: u32, key: NameId, name: &str) -> u32 {
        let id = u32::try_from(self.0.len()).unwrap_or(NONE);
        self.0.push(Step::new(key, name, above));
        let mut before = self.get(above).map_or(NONE, |of| of.first);
        if before == NONE {
            self.get_mut(above).into_iter().for_each(|of| of.first = id);
            return id;
        }
        while let Some(next) = self.get(before).map(|step| step.next).filter(|next| *next != NONE) {
            before = next;
        }
        self.get_mut(before).into_iter().for_each(|step| step.next = id);
        id
    }

    fn get(&self, id: u32) -> Option<&Step> {
        self.0.get(usize::try_from(id).ok()?)
    }

    fn get_mut(&mut self, id: u32) -> Option<&mut Step> {
        self.0.get_mut(usize::try_from(id).ok()?)
    }

    /// Writes a path: names with `/` between them.
    pub(crate) fn write(&self, id: PathId, out: &mut String) {
        let mut names = Vec::new();
        let mut at = id.0;
        while let Some(step) = self.get(at).filter(|step| !step.name.is_empty()) {
            names.push(step.name.as_str());
            at = step.above;
        }
        for (place, name) in names.iter().rev().enumerate() {
            if place > 0 {
                out.push('/');
            }
            out.push_str(name);
        }
    }

    /// The last name of a path; empty for that of the row.
    pub(crate) fn name(&self, id: PathId) -> &str {
        self.get(id.0).map_or("", |step| &step.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(paths: &Paths, id: PathId) -> String {
        let mut out = String::new();
        paths.write(id, &mut out);
        out
    }

    proptest! {
        #[test]
        fn the_same_names_have_the_same_number_and_are_written_back(
            asked in prop::collection::vec(prop::collection::vec(0_u32..6, 0..5), 1..60),
        ) {
            let (mut paths, mut known) = (Paths::default(), std::collections::HashMap::new());
            for names in asked {
                let id = names.iter().fold(PathId::OWN, |above, name| {
                    paths.below(above, NameId(*name), || ["a", "b", "c", "d", "e", "f"][*name as usize])
                });
                let words: Vec<String> = names.iter().map(|name| char::from(b'a' + u8::try_from(*name).unwrap()).into()).collect();
                prop_assert_eq!(text(&paths, id), words.join("/"));
                prop_assert_eq!(paths.name(id), words.last().map_or("", String::as_str));
                prop_assert_eq!(*known.entry(names).or_insert(id), id);
            }
            let made: std::collections::HashSet<u32> = known.values().map(|id| id.number()).collect();
            prop_assert_eq!(made.len(), known.len(), "different names, different numbers");
        }
    }
}
