//! From the bytes of a tag to the number of its name.

use vocab::{NameId, Names};

/// A hash table over the names of a schema, built once. Open addressing at a load of at most one quarter.
#[derive(Debug, Default)]
pub(crate) struct NameTable {
    slots: Vec<Option<(NameId, Box<[u8]>)>>,
    mask: usize,
}

impl NameTable {
    pub(crate) fn new(names: &Names) -> Self {
        let size = names.len().saturating_mul(4).next_power_of_two().max(16);
        let mut table = Self { slots: vec![None; size], mask: size - 1 };
        for id in (0..names.len()).filter_map(|i| u32::try_from(i).ok()).map(NameId) {
            let bytes: Box<[u8]> = names.text(id).as_bytes().into();
            let mut slot = hash(&bytes) & table.mask;
            while table.slots.get(slot).is_some_and(Option::is_some) {
                slot = (slot + 1) & table.mask;
            }
            if let Some(free) = table.slots.get_mut(slot) {
                *free = Some((id, bytes));
            }
        }
        table
    }

    pub(crate) fn get(&self, name: &[u8]) -> Option<NameId> {
        let mut slot = hash(name) & self.mask;
        while let Some(Some((id, bytes))) = self.slots.get(slot) {
            if **bytes == *name {
                return Some(*id);
            }
            slot = (slot + 1) & self.mask;
        }
        None
    }
}

/// Mixes the length with the first and last eight bytes, which tell the names of a schema apart well enough.
fn hash(name: &[u8]) -> usize {
    let word = |bytes: &[u8]| bytes.iter().take(8).fold(0_u64, |word, b| (word << 8) | u64::from(*b));
    let head = match name.first_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => word(name),
    };
    let tail = match name.last_chunk::<8>() {
        Some(chunk) => u64::from_le_bytes(*chunk),
        None => name.len() as u64,
    };
    let mixed = (head ^ tail.rotate_left(23) ^ (name.len() as u64) << 57).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    usize::try_from(mixed >> 40).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_no_other() {
        let mut names = Names::new();
        let texts: Vec<String> = (0..500).map(|i| format!("t_name_{}_{i}", i % 7)).collect();
        let ids: Vec<NameId> = texts.iter().map(|text| names.intern(text)).collect();
        let table = NameTable::new(&names);
        for (text, id) in texts.iter().zip(&ids) {
            assert_eq!(table.get(text.as_bytes()), Some(*id));
        }
        assert_eq!(table.get(b"t_name_0_500"), None);
        assert_eq!(table.get(b""), None);
    }
}
