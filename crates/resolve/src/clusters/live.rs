//! Blocks that change: which mentions share a key now, and which pairs that makes or no longer makes candidates.
//!
//! Small blocks are chains through one array, large ones ordered sets. A pair is *supported* when the two share a small
//! block or stand within the window of each other in a large one; that is a property of the set of mentions, so whatever
//! order they come in, the same pairs are supported in the end.

use crate::blocking::Rank;
use crate::blocking::pairs::Blocks;
use crate::limits::{BLOCK_MAX, WINDOW};
use crate::store::Place;
use hashbrown::HashMap;
use std::collections::BTreeSet;

const END: u32 = u32::MAX;

/// Blocks of the mentions that are in.
#[derive(Clone, Debug, Default)]
pub(crate) struct LiveBlocks {
    /// Keys of mention after mention, ascending within each; `starts` has one more entry than there are mentions.
    keys: Vec<u32>,
    starts: Vec<u32>,
    /// For each entry of `keys` its mention, and the next entry with the same key.
    owners: Vec<u32>,
    next: Vec<u32>,
    /// First entry and length of each small block.
    chains: HashMap<u32, (u32, u32)>,
    large: HashMap<u32, BTreeSet<Rank>>,
}

/// What adding or removing a mention did to its blocks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Effect {
    /// Pairs that are candidates now and may not have been before.
    pub(crate) gained: Vec<(Place, Place)>,
    /// Pairs that may have lost their support.
    pub(crate) doubtful: Vec<(Place, Place)>,
}

impl LiveBlocks {
    pub(crate) fn new() -> Self {
        Self { starts: vec![0], ..Self::default() }
    }

    /// Takes over what batch blocking made. `rank` gives the place of a mention in a large block.
    pub(crate) fn from_batch(blocks: Blocks, rank: impl Fn(Place) -> Rank) -> Self {
        let (keys, starts) = blocks.into_keys();
        let mut live = Self { next: vec![END; keys.len()], owners: Vec::with_capacity(keys.len()), ..Self::default() };
        live.chains.reserve(keys.len() / 2);
        for (place, bounds) in starts.windows(2).enumerate() {
            let count = bounds.last().zip(bounds.first()).map_or(0, |(end, start)| end - start);
            live.owners.extend(std::iter::repeat_n(place as u32, count as usize));
        }
        for (entry, key) in keys.iter().enumerate() {
            let chain = live.chains.entry(*key).or_insert((END, 0));
            if let Some(next) = live.next.get_mut(entry) {
                *next = chain.0;
            }
            *chain = (entry as u32, chain.1 + 1);
        }
        live.keys = keys;
        live.starts = starts;
        let large: Vec<u32> =
            live.chains.iter().filter(|(_, chain)| chain.1 as usize > BLOCK_MAX).map(|(key, _)| *key).collect();
        for key in large {
            let members = live.chain(key).map(&rank).collect();
            live.chains.remove(&key);
            live.large.insert(key, members);
        }
        live
    }

    fn keys_of(&self, place: Place) -> (usize, &[u32]) {
        let place = place as usize;
        let start = self.starts.get(place).copied().unwrap_or(0) as usize;
        let end = self.starts.get(place + 1).copied().unwrap_or(0) as usize;
        (start, self.keys.get(start..end).unwrap_or_default())
    }

    fn chain(&self, key: u32) -> impl Iterator<Item = Place> {
        let mut entry = self.chains.get(&key).map_or(END, |chain| chain.0);
        std::iter::from_fn(move || {
            let owner = self.owners.get(entry as usize).copied()?;
            entry = self.next.get(entry as usize).copied().unwrap_or(END);
            Some(owner)
        })
    }

    /// Adds the next mention with its keys.
    pub(crate) fn add(&mut self, place: Place, keys: &[u32], rank: impl Fn(Place) -> Rank) -> Effect {
        let mut effect = Effect::default();
        for key in keys {
            let entry = self.keys.len() as u32;
            self.keys.push(*key);
            self.owners.push(place);
            self.next.push(END);
            let pair = |other: Place| (place.min(other), place.max(other));
            if let Some(members) = self.large.get_mut(key) {
                enter(members, rank(place), &mut effect);
                continue;
            }
            let before: Vec<Place> = self.chain(*key).collect();
            if before.len() < BLOCK_MAX {
                effect.gained.extend(before.into_iter().map(pair));
                self.link(*key, entry);
                continue;
            }
            let mut members: BTreeSet<Rank> = before.iter().map(|other| rank(*other)).collect();
            for (at, a) in before.iter().enumerate() {
                effect.doubtful.extend(before.iter().skip(at + 1).map(|b| (*a.min(b), *a.max(b))));
            }
            enter(&mut members, rank(place), &mut effect);
            self.chains.remove(key);
            self.large.insert(*key, members);
        }
        self.starts.push(self.keys.len() as u32);
        effect
    }

    fn link(&mut self, key: u32, entry: u32) {
        let chain = self.chains.entry(key).or_insert((END, 0));
        if let Some(next) = self.next.get_mut(entry as usize) {
            *next = chain.0;
        }
        *chain = (entry, chain.1 + 1);
    }

    /// Takes a mention out of its blocks.
    pub(crate) fn remove(&mut self, place: Place, rank: impl Fn(Place) -> Rank) -> Effect {
        let mut effect = Effect::default();
        let (start, keys) = self.keys_of(place);
        let keys = keys.to_vec();
        for (offset, key) in keys.iter().enumerate() {
            let Some(members) = self.large.get_mut(key) else {
                self.unlink(*key, (start + offset) as u32);
                continue;
            };
            leave(members, rank(place), &mut effect);
            if members.len() <= BLOCK_MAX {
                let members: Vec<Place> = members.iter().map(|rank| rank.place).collect();
                self.large.remove(key);
                for (at, a) in members.iter().enumerate() {
                    effect.gained.extend(members.iter().skip(at + 1).map(|b| (*a.min(b), *a.max(b))));
                    let (start, keys) = self.keys_of(*a);
                    if let Ok(offset) = keys.binary_search(key) {
                        self.link(*key, (start + offset) as u32);
                    }
                }
            }
        }
        effect
    }

    fn unlink(&mut self, key: u32, entry: u32) {
        let after = self.next.get(entry as usize).copied().unwrap_or(END);
        let Some(chain) = self.chains.get_mut(&key) else { return };
        chain.1 = chain.1.saturating_sub(1);
        if chain.1 == 0 {
            self.chains.remove(&key);
            return;
        }
        if chain.0 == entry {
            chain.0 = after;
            return;
        }
        let mut at = chain.0;
        while let Some(next) = self.next.get_mut(at as usize) {
            if *next == entry {
                *next = after;
                return;
            }
            at = *next;
        }
    }

    /// Whether two mentions are a candidate pair now.
    pub(crate) fn is_supported(&self, a: Place, b: Place, rank: impl Fn(Place) -> Rank) -> bool {
        let ((_, mut left), (_, mut right)) = (self.keys_of(a), self.keys_of(b));
        while let ([x, l @ ..], [y, r @ ..]) = (left, right) {
            if x == y {
                let Some(members) = self.large.get(x) else { return true };
                let (low, high) = (rank(a).min(rank(b)), rank(a).max(rank(b)));
                if members.range(low..).skip(1).take(WINDOW).any(|other| *other == high) {
                    return true;
                }
            }
            if x <= y {
                left = l;
            }
            if y <= x {
                right = r;
            }
        }
        false
    }
}

/// Puts a mention into a large block: it meets its neighbours, and those it comes between may be too far apart now.
fn enter(members: &mut BTreeSet<Rank>, rank: Rank, effect: &mut Effect) {
    let (before, after) = neighbours(members, rank);
    let place = rank.place;
    effect.gained.extend(before.iter().chain(&after).map(|other| (place.min(*other), place.max(*other))));
    effect.doubtful.extend(across(&before, &after));
    members.insert(rank);
}

/// Takes a mention out of a large block: those on its two sides come nearer.
fn leave(members: &mut BTreeSet<Rank>, rank: Rank, effect: &mut Effect) {
    members.remove(&rank);
    let (before, after) = neighbours(members, rank);
    effect.gained.extend(across(&before, &after));
}

/// The neighbours within the window, nearest first.
fn neighbours(members: &BTreeSet<Rank>, rank: Rank) -> (Vec<Place>, Vec<Place>) {
    let before = members.range(..rank).rev().take(WINDOW).map(|other| other.place).collect();
    let after = members.range(rank..).filter(|other| **other != rank).take(WINDOW).map(|other| other.place).collect();
    (before, after)
}

/// Pairs across a place that are just within the window when nobody stands there.
fn across(before: &[Place], after: &[Place]) -> Vec<(Place, Place)> {
    let pairs = before.iter().enumerate().filter_map(|(i, a)| {
        let b = after.get(WINDOW.checked_sub(i + 1)?)?;
        Some((*a.min(b), *a.max(b)))
    });
    pairs.collect()
}
