//! What changed between two versions of a list, and an index brought from one to the other.
//!
//! Entries are the same when list and publisher's number are the same. A change tells which fields differ, so that a
//! desk can re-examine what it has judged; only entries that changed touch the index.

use crate::entry::Entry;
use crate::index::Index;
use hashbrown::HashMap;

/// A part of an entry that may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryField {
    /// Person, organisation …
    Kind,
    /// Names and how sure they are.
    Names,
    /// Dates of birth.
    Births,
    /// Places of birth.
    BirthPlaces,
    /// Addresses.
    Places,
    /// Nationalities, flags, seats.
    Nationalities,
    /// Numbers.
    Identifiers,
    /// Programmes.
    Programmes,
    /// Day of listing.
    ListedOn,
    /// Remarks.
    Remarks,
}

/// An entry that is in both versions and differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As it was.
    pub old: Entry,
    /// As it is.
    pub new: Entry,
    /// What differs, in the order of [`EntryField`]. Order of names, numbers and the like does not count, but the
    /// first name does.
    pub fields: Vec<EntryField>,
}

/// What changed between two versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delta {
    /// Entries that are new, in the order of the new version.
    pub added: Vec<Entry>,
    /// Entries that differ, in the order of the new version.
    pub changed: Vec<Change>,
    /// Entries that are gone, in the order of the old version.
    pub removed: Vec<Entry>,
}

impl Delta {
    /// Compares two versions. Of several entries with the same list and number, the last one counts.
    pub fn between(old: &[Entry], new: &[Entry]) -> Self {
        let key = |entry: &'_ Entry| (entry.list.clone(), entry.id.clone());
        let last = |entries: &[Entry]| -> HashMap<(String, String), usize> {
            entries.iter().enumerate().map(|(at, entry)| (key(entry), at)).collect()
        };
        let (in_old, in_new) = (last(old), last(new));
        let mut delta = Self::default();
        for (at, entry) in new.iter().enumerate() {
            if in_new.get(&key(entry)) != Some(&at) {
                continue;
            }
            match in_old.get(&key(entry)).and_then(|at| old.get(*at)) {
                None => delta.added.push(entry.clone()),
                Some(before) => {
                    let fields = differing(before, entry);
                    if !fields.is_empty() {
                        delta.changed.push(Change { old: before.clone(), new: entry.clone(), fields });
                    }
                }
            }
        }
        let gone =
            |(at, entry): (usize, &'_ Entry)| in_old.get(&key(entry)) == Some(&at) && !in_new.contains_key(&key(entry));
        delta.removed =
            old.iter().enumerate().filter(|(at, entry)| gone((*at, entry))).map(|(_, entry)| entry.clone()).collect();
        delta
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty()
    }

    /// The entries to be held against a base of mentions: new ones and the new state of changed ones.
    pub fn to_screen(&self) -> impl Iterator<Item = &Entry> {
        self.added.iter().chain(self.changed.iter().map(|change| &change.new))
    }

    /// Brings an index that holds the old version to the new one. Answers are then those of an index built anew.
    pub fn apply(&self, index: &mut Index) {
        for entry in &self.removed {
            index.remove(&entry.list, &entry.id);
        }
        for entry in self.to_screen() {
            index.insert(entry.clone());
        }
    }
}

fn differing(old: &Entry, new: &Entry) -> Vec<EntryField> {
    let mut fields = Vec::new();
    let mut note = |field: EntryField, differs: bool| {
        if differs {
            fields.push(field);
        }
    };
    note(EntryField::Kind, old.kind != new.kind);
    note(EntryField::Names, old.names.first() != new.names.first() || !same_set(&old.names, &new.names));
    note(EntryField::Births, !same_set(&old.births, &new.births));
    note(EntryField::BirthPlaces, !same_set(&old.birth_places, &new.birth_places));
    note(EntryField::Places, !same_set(&old.places, &new.places));
    note(EntryField::Nationalities, !same_set(&old.nationalities, &new.nationalities));
    note(EntryField::Identifiers, !same_set(&old.identifiers, &new.identifiers));
    note(EntryField::Programmes, !same_set(&old.programmes, &new.programmes));
    note(EntryField::ListedOn, old.listed_on != new.listed_on);
    note(EntryField::Remarks, !same_set(&old.remarks, &new.remarks));
    fields
}

fn same_set<T: Ord>(a: &[T], b: &[T]) -> bool {
    let sorted = |values: &'_ [T]| -> Vec<usize> {
        let mut places: Vec<usize> = (0..values.len()).collect();
        places.sort_by(|x, y| values.get(*x).cmp(&values.get(*y)));
        places
    };
    a.len() == b.len() && sorted(a).into_iter().zip(sorted(b)).all(|(x, y)| a.get(x) == b.get(y))
}
