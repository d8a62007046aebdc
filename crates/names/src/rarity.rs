//! How much it says that a word agrees: learnt by counting, with a built-in prior.

use hashbrown::HashMap;

use crate::prepared::PreparedName;
use crate::tables;
use crate::token::{Token, TokenKind, mix};

/// Weights are in 1/64 of a bit: a word that one name in 1,024 has weighs 640.
pub const WEIGHT_PER_BIT: u16 = 64;
/// How many words the prior counts for: with fewer learnt, the prior leads; with many more, the counts.
const PRIOR_WORDS: f32 = 20_000.0;
const MAGIC: &[u8; 8] = b"ofnames1";

/// A table of how often words occur in names.
///
/// Holds hashes and counts only, no names.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    counts: HashMap<u64, u32>,
    total: u64,
    stamp: u64,
}

/// Why saved counts could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RarityError {
    /// The bytes are not a table of counts, or one of another version.
    #[error("these bytes are no table of word counts of this version: count the names again")]
    Foreign,
    /// The table ends early or has bytes left over.
    #[error(
        "the table of word counts should be {expected} bytes and is {found}: it was cut or damaged, load another copy"
    )]
    Length {
        /// Bytes that its head announces.
        expected: u64,
        /// Bytes that there are.
        found: u64,
    },
}

impl Rarity {
    /// The built-in prior alone.
    pub fn prior() -> Self {
        Self::default()
    }

    /// Counts the words of one name.
    pub fn add(&mut self, name: &PreparedName) {
        for token in name.tokens() {
            if token.kind != TokenKind::Initial {
                self.add_count(token.hash, 1);
            }
        }
    }

    fn add_count(&mut self, hash: u64, count: u32) {
        let entry = self.counts.entry(hash).or_insert(0);
        *entry = entry.saturating_add(count);
        self.total = self.total.saturating_add(u64::from(count));
        // A sum does not depend on the order in which names came.
        self.stamp = self.stamp.wrapping_add(mix(hash).wrapping_mul(u64::from(count)));
    }

    /// Adds the counts of another table, e.g. one made by another worker.
    pub fn merge(&mut self, other: &Self) {
        for (hash, count) in &other.counts {
            self.add_count(*hash, *count);
        }
    }

    /// How many words were counted.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many different words were counted.
    pub fn distinct(&self) -> usize {
        self.counts.len()
    }

    /// Writes this table's weights into a name, so that comparing need not look them up.
    pub fn weigh(&self, name: &mut PreparedName) {
        let stamp = self.stamp;
        if name.stamp == stamp {
            return;
        }
        for token in &mut name.tokens {
            token.weight = self.weight_of(token);
        }
        name.stamp = stamp;
    }

    /// The number that tells this table's weights from another's; 0 is the prior.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp
    }

    /// The weight of a word in 1/64 bit.
    pub(crate) fn weight_of(&self, token: &Token) -> u16 {
        match token.kind {
            TokenKind::Initial => tables::WEIGHT_INITIAL,
            TokenKind::Number => tables::WEIGHT_NUMBER,
            TokenKind::Word | TokenKind::Patronymic => {
                let prior = tables::prior_weight(token);
                if self.total == 0 {
                    return prior;
                }
                let count = self.counts.get(&token.hash).copied().unwrap_or(0) as f32;
                let expected = PRIOR_WORDS * (-f32::from(prior) / f32::from(WEIGHT_PER_BIT)).exp2();
                let share = (count + expected) / (self.total as f32 + PRIOR_WORDS);
                let bits = (-share.log2()).clamp(1.0, 16.0);
                (bits * f32::from(WEIGHT_PER_BIT)) as u16
            }
        }
    }

    /// The table as bytes, the same for the same counts on every machine.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut rows: Vec<_> = self.counts.iter().map(|(hash, count)| (*hash, *count)).collect();
        rows.sort_unstable();
        let mut bytes = Vec::with_capacity(16 + rows.len() * 12);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&(rows.len() as u64).to_le_bytes());
        for (hash, count) in rows {
            bytes.extend_from_slice(&hash.to_le_bytes());
            bytes.extend_from_slice(&count.to_le_bytes());
        }
        bytes
    }

    /// Reads what [`Rarity::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// When the bytes are something else, cut, or too long.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, RarityError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(RarityError::Foreign)?;
        let (head, rows) = rest.split_first_chunk::<8>().ok_or(RarityError::Foreign)?;
        let expected = u64::from_le_bytes(*head).saturating_mul(12).saturating_add(16);
        let found = bytes.len() as u64;
        if expected != found {
            return Err(RarityError::Length { expected, found });
        }
        let mut table = Self::default();
        for row in rows.chunks_exact(12) {
            if let Some((hash, count)) = row.split_first_chunk::<8>()
                && let Some((count, _)) = count.split_first_chunk::<4>()
            {
                table.add_count(u64::from_le_bytes(*hash), u32::from_le_bytes(*count));
            }
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::NameKind;

    fn name(text: &str) -> PreparedName {
        PreparedName::new(NameKind::Person, text)
    }

    fn weights(rarity: &Rarity, text: &str) -> Vec<u16> {
        let mut name = name(text);
        rarity.weigh(&mut name);
        name.tokens().iter().map(|t| t.weight).collect()
    }

    #[test]
    fn common_names_weigh_little_without_any_data() {
        let prior = Rarity::prior();
        for (common, rare) in
            [("Mohammed", "Zubkowicz"), ("Nguyen", "Quarshigah"), ("Kim", "Brezovar"), ("Ivanov", "Tregubets")]
        {
            assert!(weights(&prior, common)[0] + 200 < weights(&prior, rare)[0], "{common}");
        }
    }

    #[test]
    fn a_name_seen_often_comes_to_weigh_less() {
        let mut rarity = Rarity::prior();
        let before = weights(&rarity, "Zubkowicz")[0];
        for _ in 0..5000 {
            rarity.add(&name("Zubkowicz"));
        }
        assert!(weights(&rarity, "Zubkowicz")[0] + 300 < before);
    }

    #[test]
    fn merging_counts_is_counting_both_in_any_order() {
        let (mut left, mut right, mut all) = (Rarity::prior(), Rarity::prior(), Rarity::prior());
        for (n, text) in ["Ana Orban", "Ana Deak", "Bela Orban", "Ödön Deak"].into_iter().enumerate() {
            if n % 2 == 0 { &mut left } else { &mut right }.add(&name(text));
            all.add(&name(text));
        }
        right.merge(&left);
        assert_eq!((right.to_bytes(), right.stamp()), (all.to_bytes(), all.stamp()));
    }

    #[test]
    fn what_was_saved_is_loaded_and_damage_is_refused() {
        let mut rarity = Rarity::prior();
        rarity.add(&name("Ilse Aichhorn"));
        let bytes = rarity.to_bytes();
        let again = Rarity::from_bytes(&bytes).unwrap();
        assert_eq!((again.to_bytes(), again.stamp(), again.total()), (bytes.clone(), rarity.stamp(), rarity.total()));
        assert_eq!(Rarity::from_bytes(b"something").unwrap_err(), RarityError::Foreign);
        assert!(matches!(Rarity::from_bytes(&bytes[..bytes.len() - 1]), Err(RarityError::Length { .. })));
        let mut huge = bytes;
        huge[8..16].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(matches!(Rarity::from_bytes(&huge), Err(RarityError::Length { .. })));
    }
}
