//! How much blocking loses, measured against the truth.

use super::pairs::Blocks;
use crate::store::Store;
use hashbrown::HashMap;

/// What blocking found of the true pairs, and at what price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recall {
    /// Pairs that are the same in truth.
    pub truth: u64,
    /// Of these, pairs that share a key.
    pub found: u64,
    /// Candidate pairs in all.
    pub candidates: u64,
}

impl Recall {
    /// Share found, in per mille; 1000 when there was nothing to find.
    pub const fn per_mille(&self) -> u64 {
        match (self.found * 1000).checked_div(self.truth) {
            Some(share) => share,
            None => 1000,
        }
    }
}

/// Measures blocking: `truth` gives for each mention, in the order of the store, who it really is.
pub fn measure(store: &Store, truth: &[u64]) -> Recall {
    let mut recall = Recall::default();
    let mut sizes: HashMap<u64, u64> = HashMap::new();
    for who in truth {
        *sizes.entry(*who).or_insert(0) += 1;
    }
    recall.truth = sizes.values().map(|size| size * (size - 1) / 2).sum();
    let (pairs, _) = Blocks::new(store).pairs(store);
    recall.candidates = pairs.len() as u64;
    let same = |pair: &&u64| {
        let who = truth.get((**pair >> 32) as usize);
        who.is_some() && who == truth.get(**pair as u32 as usize)
    };
    recall.found = pairs.iter().filter(same).count() as u64;
    recall
}
