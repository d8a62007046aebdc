//! The names held, each once: who is on several lists, and who has the same name as another, share it.

use super::EntryNumber;
use hashbrown::{HashMap, HashTable};
use names::PreparedName;

/// Whose a name is: the entry, and which of its names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Holder {
    pub entry: EntryNumber,
    pub at: u32,
}

/// A name ready to be compared.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub prepared: PreparedName,
    group: usize,
    /// One of its holders; most names have no other.
    first: Holder,
}

/// Names by number.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    names: Vec<Option<Listed>>,
    free: Vec<u32>,
    known: HashTable<u32>,
    others: HashMap<u32, Vec<Holder>>,
    /// Names of each group.
    held_in: [usize; 4],
    held: usize,
}

fn hash(name: &PreparedName, group: usize) -> u64 {
    name.tokens().iter().fold(group as u64, |hash, token| hash.rotate_left(7).wrapping_add(token.identity()))
}

impl Names {
    pub(super) fn get(&self, name: u32) -> Option<&Listed> {
        self.names.get(name as usize)?.as_ref()
    }

    /// Whose a name is.
    pub(super) fn holders(&self, name: u32) -> impl Iterator<Item = Holder> {
        let others = self.others.get(&name).map_or(&[][..], Vec::as_slice);
        self.get(name).map(|listed| listed.first).into_iter().chain(others.iter().copied())
    }

    /// How many names entries have.
    pub(super) const fn held(&self) -> usize {
        self.held
    }

    /// Whether a group has any name.
    pub(super) fn holds(&self, group: usize) -> bool {
        self.held_in.get(group).is_some_and(|count| *count > 0)
    }

    /// Gives a name to a holder; its number, and whether it is new here.
    pub(super) fn add(&mut self, prepared: PreparedName, group: usize, holder: Holder) -> (u32, bool) {
        self.held += 1;
        let names = &mut self.names;
        let is_it = |name: &u32| {
            let listed = names.get(*name as usize).and_then(Option::as_ref);
            listed.is_some_and(|listed| listed.group == group && listed.prepared == prepared)
        };
        let hashed = hash(&prepared, group);
        if let Some(name) = self.known.find(hashed, is_it) {
            self.others.entry(*name).or_default().push(holder);
            return (*name, false);
        }
        let name = self.free.pop().unwrap_or_else(|| {
            names.push(None);
            u32::try_from(names.len() - 1).unwrap_or(u32::MAX)
        });
        if let Some(place) = names.get_mut(name as usize) {
            *place = Some(Listed { prepared, group, first: holder });
        }
        if let Some(count) = self.held_in.get_mut(group) {
            *count += 1;
        }
        self.known.insert_unique(hashed, name, |other| {
            let listed = names.get(*other as usize).and_then(Option::as_ref);
            listed.map_or(0, |listed| hash(&listed.prepared, listed.group))
        });
        (name, true)
    }

    /// Takes a name from one of its holders; gives it back when it was the last one.
    pub(super) fn remove(&mut self, name: u32, entry: EntryNumber) -> Option<PreparedName> {
        let place = self.names.get_mut(name as usize)?;
        let listed = place.as_mut()?;
        self.held -= 1;
        if let Some(others) = self.others.get_mut(&name) {
            match others.iter().position(|holder| holder.entry == entry) {
                Some(at) => _ = others.swap_remove(at),
                None => listed.first = others.pop().unwrap_or(listed.first),
            }
            if others.is_empty() {
                self.others.remove(&name);
            }
            return None;
        }
        let Listed { prepared, group, .. } = place.take()?;
        if let Ok(known) = self.known.find_entry(hash(&prepared, group), |other| *other == name) {
            known.remove();
        }
        if let Some(count) = self.held_in.get_mut(group) {
            *count -= 1;
        }
        self.free.push(name);
        Some(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use names::NameKind;

    fn holder(entry: u32) -> Holder {
        Holder { entry: EntryNumber(entry), at: 0 }
    }

    fn name(text: &str) -> PreparedName {
        PreparedName::new(NameKind::Person, text)
    }

    fn holders(names: &Names, number: u32) -> Vec<u32> {
        let mut entries: Vec<u32> = names.holders(number).map(|holder| holder.entry.0).collect();
        entries.sort_unstable();
        entries
    }

    #[test]
    fn a_name_is_held_once_and_goes_with_its_last_holder() {
        let mut names = Names::default();
        let (first, _) = names.add(name("Odo Tregubets"), 0, holder(1));
        assert_eq!(names.add(name("ODO  TREGUBETS"), 0, holder(2)), (first, false));
        assert_eq!(names.add(name("Odo Tregubets"), 0, holder(2)), (first, false), "twice");
        // Another order is another name, and so is one of another group.
        assert!(names.add(name("Tregubets Odo"), 0, holder(3)).1);
        let (other, is_new) = names.add(name("Odo Tregubets"), 3, holder(4));
        assert!(is_new && other != first);
        assert_eq!((holders(&names, first), names.held()), (vec![1, 2, 2], 5));
        assert!(names.remove(first, EntryNumber(1)).is_none());
        assert_eq!(holders(&names, first), [2, 2]);
        assert!(names.remove(first, EntryNumber(2)).is_none());
        assert_eq!(holders(&names, first), [2]);
        assert!(names.remove(first, EntryNumber(2)).is_some() && names.get(first).is_none());
        assert_eq!((holders(&names, other), names.held()), (vec![4], 2));
        // Its number is given to the next new one.
        assert_eq!(names.add(name("Gerda Marlowe"), 0, holder(5)), (first, true));
        assert!(names.add(name("Odo Tregubets"), 0, holder(6)).1);
        assert!(names.holds(0) && names.holds(3) && !names.holds(1));
        assert!(names.remove(other, EntryNumber(4)).is_some() && !names.holds(3));
        assert_eq!((names.known.len(), names.held()), (3, 3), "nothing is left of names that went");
    }
}
