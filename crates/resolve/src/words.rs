//! Texts as small numbers: each distinct text is kept once, one after the other in one buffer.

use hashbrown::HashTable;

/// A table of distinct texts. Number 0 is the empty text.
#[derive(Clone)]
pub(crate) struct Words {
    texts: String,
    ends: Vec<u32>,
    /// Hash and [`parities`] of each text, for those who need no more of it.
    marks: Vec<(u64, u16)>,
    /// Half of the hash, so that growing reads no texts, and the number.
    table: HashTable<(u32, u32)>,
}

/// Texts one after the other, equal ones as often as they come: for values that hardly ever repeat.
#[derive(Clone)]
pub(crate) struct Texts {
    texts: String,
    ends: Vec<u32>,
}

/// A text of up to 27 bytes, with a mark, as numbers that are equal when texts and marks are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Short {
    /// Up to 11 bytes: most words. The second number is never 0.
    Tiny(u64, u32),
    /// More.
    Small([u64; 4]),
}

/// A number for each of many short texts. Text and number stand together, in a quarter or half of a cache line: a
/// look-up waits for memory once or twice, where [`Words`] waits four times.
#[derive(Clone, Default)]
pub(crate) struct ShortTexts {
    /// A power of two of places, half of them free at least; a free one has 0 for its second number. Each text stands
    /// at the place of its hash or soon after.
    tiny: Vec<(u64, u32, u32)>,
    tiny_count: usize,
    small: HashTable<([u64; 4], u32)>,
}

impl Short {
    /// `None` when the text is too long.
    pub(crate) fn new(text: &str, mark: bool) -> Option<Self> {
        let bytes = text.as_bytes();
        // Never 0: that is a free place.
        let tag = (bytes.len() as u32 + 1) | u32::from(mark) << 7;
        let four = |at: usize| {
            let found = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>);
            u64::from(found.map_or(0, |four| u32::from_le_bytes(*four)))
        };
        let eight = |at: usize| four(at) | four(at + 4) << 32;
        // The last bytes may be read twice: with the length it is still one text only that gives these numbers.
        match bytes {
            [] => Some(Self::Tiny(0, tag << 24)),
            [first, ..] if bytes.len() < 4 => {
                let [middle, last] = [bytes.len() / 2, bytes.len() - 1].map(|at| bytes.get(at).copied().unwrap_or(0));
                Some(Self::Tiny(u64::from(u32::from_le_bytes([*first, middle, last, 0])), tag << 24))
            }
            [..] if bytes.len() < 8 => Some(Self::Tiny(four(0) | four(bytes.len() - 4) << 32, tag << 24)),
            [.., a, b, c] if bytes.len() < 12 => {
                Some(Self::Tiny(eight(0), u32::from_le_bytes([*a, *b, *c, 0]) | tag << 24))
            }
            [.., a, b, c] if bytes.len() < 28 => {
                let end = bytes.len() - 8;
                let last = u32::from_le_bytes([*a, *b, *c, 0]) | tag << 24;
                Some(Self::Small([eight(0), eight(end.min(8)), eight(end.min(16)), u64::from(last)]))
            }
            _ => None,
        }
    }
}

impl ShortTexts {
    fn hash_tiny(a: u64, b: u32) -> u64 {
        mix(a ^ u64::from(b).wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn hash_small(numbers: &[u64; 4]) -> u64 {
        let add = |hash: u64, number: &u64| (hash ^ number).wrapping_mul(0x9FB2_1C65_1E98_DF25).rotate_left(29);
        mix(numbers.iter().fold(0, add))
    }

    pub(crate) fn get(&self, text: &Short) -> Option<u32> {
        match text {
            Short::Tiny(a, b) => self.tiny.get(self.place(*a, *b)?).filter(|slot| slot.1 != 0).map(|slot| slot.2),
            Short::Small(numbers) => {
                let found = self.small.find(Self::hash_small(numbers), |(other, _)| other == numbers);
                found.map(|(_, number)| *number)
            }
        }
    }

    /// Reads the place of a text without waiting for what it says: the look-up that follows finds it near.
    pub(crate) fn approach(&self, text: &Short) -> u32 {
        match text {
            Short::Tiny(a, b) => {
                let place = Self::hash_tiny(*a, *b) as usize & self.tiny.len().saturating_sub(1);
                self.tiny.get(place).map_or(0, |slot| slot.1)
            }
            Short::Small(_) => 0,
        }
    }

    /// Where a tiny text stands, or the free place where it belongs; `None` in a table without places.
    fn place(&self, a: u64, b: u32) -> Option<usize> {
        let last = self.tiny.len().checked_sub(1)?;
        let mut place = Self::hash_tiny(a, b) as usize & last;
        while self.tiny.get(place).is_some_and(|(x, y, _)| (*x, *y) != (a, b) && *y != 0) {
            place = (place + 1) & last;
        }
        Some(place)
    }

    /// Takes in a text that is not there.
    pub(crate) fn insert(&mut self, text: Short, number: u32) {
        match text {
            Short::Tiny(a, b) => {
                if (self.tiny_count + 1) * 2 > self.tiny.len() {
                    let size = (self.tiny.len() * 2).max(64);
                    let old = std::mem::replace(&mut self.tiny, vec![(0, 0, 0); size]);
                    old.into_iter().filter(|slot| slot.1 != 0).for_each(|slot| self.put(slot));
                }
                self.tiny_count += 1;
                self.put((a, b, number));
            }
            Short::Small(numbers) => {
                let hash = |(numbers, _): &([u64; 4], u32)| Self::hash_small(numbers);
                self.small.insert_unique(Self::hash_small(&numbers), (numbers, number), hash);
            }
        }
    }

    fn put(&mut self, slot: (u64, u32, u32)) {
        let place = self.place(slot.0, slot.1);
        if let Some(free) = place.and_then(|place| self.tiny.get_mut(place)) {
            *free = slot;
        }
    }
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
        Self { texts: String::new(), ends: vec![0], marks: vec![(stable_hash(b""), 0)], table: HashTable::new() }
    }
}

impl Words {
    /// The number of a text, given now if it is new, and whether it is new. When the buffer is full (4 GiB) everything
    /// new is 0, the empty text.
    pub(crate) fn intern(&mut self, text: &str) -> (u32, bool) {
        if text.is_empty() {
            return (0, false);
        }
        let hash = stable_hash(text.as_bytes());
        let half = hash as u32;
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
        self.marks.push((hash, parities(text)));
        self.table.insert_unique(mix(u64::from(half)), (half, id), |(half, _)| mix(u64::from(*half)));
        (id, true)
    }

    /// The text of a number; empty for one that was never given.
    pub(crate) fn text(&self, id: u32) -> &str {
        text_of(&self.texts, &self.ends, id)
    }

    /// [`stable_hash`] of the text of a number that was given.
    pub(crate) fn hash(&self, id: u32) -> u64 {
        self.marks.get(id as usize).map_or(0, |(hash, _)| *hash)
    }

    /// [`parities`] of the text of a number that was given.
    pub(crate) fn signs(&self, id: u32) -> u16 {
        self.marks.get(id as usize).map_or(0, |(_, signs)| *signs)
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
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn short_texts_are_equal_when_their_numbers_are(a in "[ab]{0,30}", b in "[ab]{0,30}", at in 0_usize..28) {
            prop_assert_eq!(Short::new(&a, true).is_none(), a.len() > 27);
            prop_assert!(a.len() > 27 || Short::new(&a, true) != Short::new(&a, false));
            prop_assert!(a.len() > 27 || b.len() > 27 || (Short::new(&a, true) == Short::new(&b, true)) == (a == b));
            // Every byte counts.
            let mut other = a.clone().into_bytes();
            if let Some(byte) = other.get_mut(at) {
                *byte ^= 1;
                let other = String::from_utf8(other).unwrap();
                prop_assert!(a.len() > 27 || Short::new(&a, true) != Short::new(&other, true));
            }
        }
    }

    #[test]
    fn short_texts_keep_their_numbers() {
        let text = |n: u32| "x".repeat((n % 28) as usize) + &n.to_string();
        let mut table = ShortTexts::default();
        let short = |n: u32| Short::new(&text(n), n.is_multiple_of(3));
        (0..5_000).for_each(|n| short(n).into_iter().for_each(|short| table.insert(short, n)));
        for n in 0..5_000 {
            assert_eq!(short(n).map(|short| table.get(&short)), short(n).map(|_| Some(n)));
        }
        assert_eq!(table.get(&Short::new("y", false).unwrap()), None);
    }

    #[test]
    fn the_hash_sees_order_length_and_every_byte() {
        let texts = ["", "a", "b", "ab", "ba", "abcdefgh", "abcdefghi", "abcdefgi", "aabcdefgh", "\0", "\0\0"];
        let hashes: std::collections::HashSet<u64> = texts.iter().map(|text| stable_hash(text.as_bytes())).collect();
        assert_eq!(hashes.len(), texts.len());
    }
}
