//! Texts as small numbers: each distinct text is kept once, one after the other in one buffer.

use hashbrown::HashTable;

/// A table of distinct texts. Number 0 is the empty text.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    texts: String,
    ends: Vec<u32>,
    /// Half of the hash, so that growing reads no texts, and the number.
    table: HashTable<(u32, u32)>,
}

/// Texts one after the other, equal ones as often as they come: for values that hardly ever repeat.
#[derive(Clone, Debug)]
pub(crate) struct Texts {
    texts: String,
    ends: Vec<u32>,
}

/// Spreads the bits of a number over all of it (the last step of SplitMix64).
pub(crate) const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A hash that is the same on every machine and in every version; eight bytes at a time.
pub(crate) fn stable_hash(text: &[u8]) -> u64 {
    let mut hash = 0x9E37_79B9_7F4A_7C15_u64 ^ (text.len() as u64);
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let word = chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
        hash = (hash ^ word).wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(29);
    }
    let rest = chunks.remainder().iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    mix(hash ^ rest.wrapping_mul(0xD6E8_FEB8_6659_FD93))
}

impl Default for Words {
    fn default() -> Self {
        Self { texts: String::new(), ends: vec![0], table: HashTable::new() }
    }
}

impl Words {
    /// The number of a text, given now if it is new, and whether it is new. When the buffer is full (4 GiB) everything
    /// new is 0, the empty text.
    pub(crate) fn intern(&mut self, text: &str) -> (u32, bool) {
        if text.is_empty() {
            return (0, false);
        }
        let half = stable_hash(text.as_bytes()) as u32;
        let (texts, ends) = (&self.texts, &self.ends);
        let is_it = |(hash, id): &(u32, u32)| *hash == half && text_of(texts, ends, *id) == text;
        if let Some((_, found)) = self.table.find(mix(u64::from(half)), is_it) {
            return (*found, false);
        }
        let (Ok(id), Ok(end)) = (u32::try_from(self.ends.len()), u32::try_from(self.texts.len() + text.len())) else {
            return (0, false);
        };
        self.texts.push_str(text);
        self.ends.push(end);
        self.table.insert_unique(mix(u64::from(half)), (half, id), |(half, _)| mix(u64::from(*half)));
        (id, true)
    }

    /// The text of a number; empty for one that was never given.
    pub(crate) fn text(&self, id: u32) -> &str {
        text_of(&self.texts, &self.ends, id)
    }

    /// How many numbers were given, the empty text among them.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self { texts: String::new(), ends: vec![0] }
    }
}

impl Texts {
    /// Appends a text and gives its number; 0, the empty text, when the buffer is full (4 GiB).
    pub(crate) fn push(&mut self, text: &str) -> u32 {
        let (Ok(id), Ok(end)) = (u32::try_from(self.ends.len()), u32::try_from(self.texts.len() + text.len())) else {
            return 0;
        };
        self.texts.push_str(text);
        self.ends.push(end);
        id
    }

    /// The text of a number; empty for one that was never given.
    pub(crate) fn text(&self, id: u32) -> &str {
        text_of(&self.texts, &self.ends, id)
    }

    /// How many numbers were given, the empty text among them.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// The half of the hash that records carry for their texts.
pub(crate) fn half_hash(text: &str) -> u32 {
    stable_hash(text.as_bytes()) as u32
}

/// Which signs occur an odd number of times, folded into twelve bits: one slip changes two of them at most.
pub(crate) fn parities(text: &str) -> u16 {
    text.bytes().fold(0, |bits, sign| bits ^ 1 << (sign % 12))
}

fn text_of<'a>(texts: &'a str, ends: &[u32], id: u32) -> &'a str {
    let end = ends.get(id as usize).copied().unwrap_or(0) as usize;
    let start = (id as usize).checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0) as usize;
    texts.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_number() {
        let mut words = Words::default();
        let (one, new) = words.intern("ostrava");
        assert!(new && one == 1);
        for n in 0..5_000 {
            words.intern(&format!("town {n}"));
        }
        assert_eq!(words.intern("ostrava"), (1, false));
        assert_eq!((words.text(1), words.text(0), words.text(9_999_999), words.len()), ("ostrava", "", "", 5_002));
        let (last, _) = words.intern("town 4999");
        assert_eq!(words.text(last), "town 4999");
    }

    #[test]
    fn the_hash_sees_order_length_and_every_byte() {
        let texts = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgi", "aabcdefgh", "\0", "\0\0"];
        let hashes: std::collections::HashSet<u64> = texts.iter().map(|text| stable_hash(text.as_bytes())).collect();
        assert_eq!(hashes.len(), texts.len());
    }
}
