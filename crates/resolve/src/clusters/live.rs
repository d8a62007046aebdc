//! Blocks that change: which mentions share a key now, and which pairs that makes or no longer makes candidates.
//!
//! Small blocks are chains through one array, large ones ordered sets. A pair is *supported* when the two share a small
//! block or stand within the window of each other in a large one; that is a property of the set of mentions, so
//! whatever order they come in, the same pairs are supported in the end.

use crate::blocking::pairs::Blocks;
use crate::blocking::{Rank, keys};
use crate::limits::{BLOCK_MAX, WINDOW};
use crate::spread::{Spread, Steps};
use crate::store::{Place, Store};
use hashbrown::HashMap;
use std::collections::BTreeSet;

const END: u32 = u32::MAX;

/// Blocks of the mentions that are in.
#[derive(Clone, Debug, Default)]
pub(crate) struct LiveBlocks {
    /// Entries are the keys of mention after mention, ascending within each. Where those of each mention begin; the
    /// keys themselves are made again from the mention.
    starts: Vec<u32>,
    /// For each entry its mention, and the next entry with the same key.
    owners: Steps<u32>,
    next: Steps<u32>,
    /// First entry and length of each small block.
    chains: Spread<u32, (u32, u32)>,
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
    /// Takes over what batch blocking made of a store.
    pub(crate) fn from_batch(blocks: Blocks, store: &Store) -> Self {
        let (all, starts) = blocks.into_keys();
        let mut live = Self::default();
        live.chains.reserve(all.len() / 2);
        for (place, bounds) in starts.windows(2).enumerate() {
            let [start, end] = bounds else { continue };
            live.starts.push(*start);
            for key in all.get(*start as usize..*end as usize).unwrap_or_default() {
                let entry = live.append(place as Place);
                live.link(*key, entry);
            }
        }
        let large: Vec<u32> =
            live.chains.iter().filter(|(_, chain)| chain.1 as usize > BLOCK_MAX).map(|(key, _)| key).collect();
        for key in large {
            let members = live.chain(key).map(|place| keys::rank(store, place)).collect();
            live.chains.remove(key);
            live.large.insert(key, members);
        }
        live
    }

    /// Makes an entry for a mention.
    fn append(&mut self, place: Place) -> u32 {
        let entry = self.owners.len() as u32;
        self.owners.push(place);
        self.next.push(END);
        entry
    }

    /// The first entry of a mention.
    fn start(&self, place: Place) -> u32 {
        self.starts.get(place as usize).copied().unwrap_or(END)
    }

    fn chain(&self, key: u32) -> impl Iterator<Item = Place> {
        let mut entry = self.chains.get(key).map_or(END, |chain| chain.0);
        std::iter::from_fn(move || {
            let owner = self.owners.get(entry as usize).copied()?;
            entry = self.next.get(entry as usize).copied().unwrap_or(END);
            Some(owner)
        })
    }

    /// Adds the next mention of the store.
    pub(crate) fn add(&mut self, place: Place, store: &Store) -> Effect {
        let mut effect = Effect::default();
        let rank = |place| keys::rank(store, place);
        self.starts.push(self.owners.len() as u32);
        for key in &keys_of(store, place) {
            let entry = self.append(place);
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
            self.chains.remove(*key);
            self.large.insert(*key, members);
        }
        effect
    }

    fn link(&mut self, key: u32, entry: u32) {
        if let (Some(chain), Some(next)) = (self.chains.get_or_insert(key, (END, 0)), self.next.get_mut(entry as usize))
        {
            *next = chain.0;
            *chain = (entry, chain.1 + 1);
        }
    }

    /// Takes a mention out of its blocks.
    pub(crate) fn remove(&mut self, place: Place, store: &Store) -> Effect {
        let mut effect = Effect::default();
        for (offset, key) in keys_of(store, place).iter().enumerate() {
            let Some(members) = self.large.get_mut(key) else {
                self.unlink(*key, self.start(place) + offset as u32);
                continue;
            };
            leave(members, keys::rank(store, place), &mut effect);
            if members.len() <= BLOCK_MAX {
                let members: Vec<Place> = members.iter().map(|rank| rank.place).collect();
                self.large.remove(key);
                for (at, a) in members.iter().enumerate() {
                    effect.gained.extend(members.iter().skip(at + 1).map(|b| (*a.min(b), *a.max(b))));
                    if let Ok(offset) = keys_of(store, *a).binary_search(key) {
                        self.link(*key, self.start(*a) + offset as u32);
                    }
                }
            }
        }
        effect
    }

    fn unlink(&mut self, key: u32, entry: u32) {
        let after = self.next.get(entry as usize).copied().unwrap_or(END);
        let Some(chain) = self.chains.get_mut(key) else { return };
        chain.1 = chain.1.saturating_sub(1);
        if chain.1 == 0 {
            self.chains.remove(key);
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
    pub(crate) fn is_supported(&self, a: Place, b: Place, store: &Store) -> bool {
        let (left, right) = (keys_of(store, a), keys_of(store, b));
        let (mut left, mut right) = (left.as_slice(), right.as_slice());
        let rank = |place| keys::rank(store, place);
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

fn keys_of(store: &Store, place: Place) -> Vec<u32> {
    let mut of_it = Vec::new();
    keys::of(store, place, &mut of_it);
    of_it
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
