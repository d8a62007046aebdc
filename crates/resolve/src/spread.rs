//! A map and an array that grow in small steps. The map is many small tables, of which one at a time is moved when it
//! is full; the array is many short ones. Whoever adds a mention never waits for all of the entries to be moved.

use crate::words::mix;
use hashbrown::HashTable;
use hashbrown::hash_table::Entry;

/// How many tables. With four thousand million entries the largest move is still that of four million.
const PARTS: usize = 1_024;

/// Entries of one part of an array.
const STEP: usize = 1 << 16;

/// An array of which no entry moves once its part is full.
#[derive(Clone, Debug)]
pub(crate) struct Steps<T>(Vec<Vec<T>>);

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Steps<T> {
    pub(crate) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * STEP + last.len())
    }

    pub(crate) fn get(&self, at: usize) -> Option<&T> {
        self.0.get(at / STEP)?.get(at % STEP)
    }

    pub(crate) fn get_mut(&mut self, at: usize) -> Option<&mut T> {
        self.0.get_mut(at / STEP)?.get_mut(at % STEP)
    }

    pub(crate) fn push(&mut self, entry: T) {
        match self.0.last_mut() {
            Some(last) if last.len() < STEP => last.push(entry),
            _ => self.0.push(vec![entry]),
        }
    }
}

/// A map by numbers that are given from outside and need not be spread evenly.
#[derive(Clone, Debug)]
pub(crate) struct Spread<K, V> {
    parts: Vec<HashTable<(K, V)>>,
    len: usize,
}

impl<K, V> Default for Spread<K, V> {
    fn default() -> Self {
        Self { parts: std::iter::repeat_with(HashTable::new).take(PARTS).collect(), len: 0 }
    }
}

fn hash<K: Copy + Into<u64>>(key: K) -> u64 {
    mix(key.into())
}

/// Which table: by bits that a table does not itself look at first.
const fn part_of(hash: u64) -> usize {
    (hash >> 40) as usize % PARTS
}

impl<K: Copy + Eq + Into<u64>, V> Spread<K, V> {
    /// Makes room for about so many entries in all.
    pub(crate) fn reserve(&mut self, entries: usize) {
        let each = entries / PARTS;
        self.parts.iter_mut().for_each(|part| part.reserve(each, |(key, _)| hash(*key)));
    }

    pub(crate) fn len(&self) -> usize {
        self.len
    }

    pub(crate) fn get(&self, key: K) -> Option<&V> {
        let hash = hash(key);
        self.parts.get(part_of(hash))?.find(hash, |(other, _)| *other == key).map(|(_, value)| value)
    }

    pub(crate) fn get_mut(&mut self, key: K) -> Option<&mut V> {
        let hash = hash(key);
        self.parts.get_mut(part_of(hash))?.find_mut(hash, |(other, _)| *other == key).map(|(_, value)| value)
    }

    /// The value of a key, after putting `value` there if it has none. `None` never.
    pub(crate) fn get_or_insert(&mut self, key: K, value: V) -> Option<&mut V> {
        let of_key = hash(key);
        let part = self.parts.get_mut(part_of(of_key))?;
        let entry = part.entry(of_key, |(other, _)| *other == key, |(other, _)| hash(*other));
        self.len += usize::from(matches!(entry, Entry::Vacant(_)));
        Some(&mut entry.or_insert((key, value)).into_mut().1)
    }

    /// Puts a value there if the key has none; whether it had none.
    pub(crate) fn insert_new(&mut self, key: K, value: V) -> bool {
        let before = self.len;
        self.get_or_insert(key, value);
        self.len > before
    }

    pub(crate) fn remove(&mut self, key: K) -> Option<V> {
        let hash = hash(key);
        let entry = self.parts.get_mut(part_of(hash))?.find_entry(hash, |(other, _)| *other == key).ok()?;
        self.len -= 1;
        Some(entry.remove().0.1)
    }

    /// All entries, in no certain order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (K, &V)> {
        self.parts.iter().flat_map(|part| part.iter().map(|(key, value)| (*key, value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn it_is_a_map(steps in prop::collection::vec((0_u8..4, 0_u32..40, any::<u16>()), 0..300)) {
            let (mut map, mut plain) = (Spread::<u32, u16>::default(), BTreeMap::new());
            for (what, key, value) in steps {
                match what {
                    0 => prop_assert_eq!(map.insert_new(key, value), plain.insert(key, value).is_none_or(|old| {
                        plain.insert(key, old);
                        false
                    })),
                    1 => prop_assert_eq!(map.remove(key), plain.remove(&key)),
                    2 => prop_assert_eq!(map.get_or_insert(key, value), Some(plain.entry(key).or_insert(value))),
                    _ => map.get_mut(key).into_iter().for_each(|slot| {
                        *slot = value;
                        plain.insert(key, value);
                    }),
                }
                prop_assert_eq!((map.len(), map.get(key)), (plain.len(), plain.get(&key)));
            }
            let all: BTreeMap<u32, u16> = map.iter().map(|(key, value)| (key, *value)).collect();
            prop_assert_eq!(all, plain);
        }
    }

    #[test]
    fn an_array_in_steps_is_an_array() {
        let mut array = Steps::default();
        assert_eq!((array.len(), array.get(0)), (0, None));
        for n in 0..2 * STEP + 3 {
            array.push(n);
            assert_eq!(array.len(), n + 1);
        }
        array.get_mut(STEP).into_iter().for_each(|slot| *slot = 7);
        let found: Vec<usize> = (0..array.len() + 9).map_while(|at| array.get(at).copied()).collect();
        assert!(found.iter().enumerate().all(|(at, n)| *n == if at == STEP { 7 } else { at }));
        assert_eq!(found.len(), 2 * STEP + 3);
    }

    #[test]
    fn entries_are_spread_over_all_tables_even_when_keys_follow_each_other() {
        let mut map = Spread::<u64, ()>::default();
        map.reserve(1_000);
        (0..200_000).for_each(|key| assert!(map.insert_new(key << 20, ())));
        let most = map.parts.iter().map(HashTable::len).max().unwrap();
        assert!(most < 2 * 200_000 / PARTS, "{most}");
    }
}
