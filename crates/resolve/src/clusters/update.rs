//! What a change of links or judgements does to clusters.

use super::judgement::{Judgement, MentionId};
use super::partition::{Link, partition};
use super::state::{Clusters, Move};
use crate::store::Place;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeMap;

impl Clusters {
    /// A new mention with its links, and links that were cut meanwhile.
    pub(super) fn joined(&mut self, place: Place, cut: &[(Place, Place)]) -> Vec<Move> {
        let id = self.store.id(place);
        let others: Vec<Place> = self.links.get(place).into_iter().flatten().map(|(other, _)| *other).collect();
        let mut touched: Vec<Place> = cut.iter().flat_map(|(a, b)| [*a, *b]).collect();
        touched.extend(&others);
        touched.push(place);
        let judged = self.judged.contains_key(&id)
            || touched.iter().any(|other| self.groups.of(*other).is_some_and(|group| group.judged));
        if judged || self.is_torn(cut) {
            return self.partition_around(&touched);
        }
        let mut labels: Vec<u32> = others.iter().filter_map(|other| self.groups.label(*other)).collect();
        labels.sort_unstable();
        labels.dedup();
        let mut alone: Vec<Place> = others.into_iter().filter(|other| self.groups.label(*other).is_none()).collect();
        let parts =
            labels.iter().filter_map(|label| self.groups.group(*label)).map(|group| (group.name, group.members.len()));
        let parts: Vec<_> = parts.chain(alone.iter().map(|other| (self.store.id(*other), 1))).collect();
        let name = parts.iter().map(|(name, _)| *name).min().map_or(id, |name| name.min(id));
        let moved = parts.into_iter().filter(|(old, _)| *old != name);
        let mut moves: Vec<Move> =
            moved.map(|(old, count)| Move { from: Some(old), to: Some(name), mentions: count as u32 }).collect();
        moves.push(Move { from: None, to: Some(name), mentions: 1 });
        moves.sort_unstable();
        if !labels.is_empty() || !alone.is_empty() {
            alone.push(place);
            self.groups.unite(&labels, &alone, name);
        }
        moves
    }

    /// Whether the ends of one of these cut links no longer hang together. Searches from both ends at once, so it costs
    /// no more than the smaller side.
    fn is_torn(&self, cut: &[(Place, Place)]) -> bool {
        cut.iter().any(|(a, b)| {
            let mut seen: [HashSet<Place>; 2] = [[*a].into_iter().collect(), [*b].into_iter().collect()];
            let mut queues = [vec![*a], vec![*b]];
            let mut done = [0, 0];
            loop {
                for side in 0..2_usize {
                    let [left, right] = &mut seen;
                    let (mine, other) = if side == 0 { (left, right) } else { (right, left) };
                    let (Some(queue), Some(done)) = (queues.get_mut(side), done.get_mut(side)) else { return true };
                    let Some(next) = queue.get(*done).copied() else { return true };
                    *done += 1;
                    for (to, _) in self.links.get(next).into_iter().flatten() {
                        if other.contains(to) {
                            return false;
                        }
                        if mine.insert(*to) {
                            queue.push(*to);
                        }
                    }
                }
            }
        })
    }

    /// All mentions that hang together with these by links or by judgements of "same".
    pub(super) fn connected(&self, from: &[Place]) -> Vec<Place> {
        let mut seen: HashSet<Place> = HashSet::new();
        let mut queue: Vec<Place> = from.iter().copied().filter(|place| seen.insert(*place)).collect();
        let mut done = 0;
        while let Some(place) = queue.get(done).copied() {
            done += 1;
            let id = self.store.id(place);
            let linked = self.links.get(place).into_iter().flatten().map(|(to, _)| *to);
            let judged = self.judged.get(&id).into_iter().flatten().filter(|other| self.is_same(id, **other));
            let judged = judged.filter_map(|other| self.places.get(other.0).copied());
            let new: Vec<Place> = linked.chain(judged).filter(|to| !seen.contains(to)).collect();
            queue.extend(new.into_iter().filter(|to| seen.insert(*to)));
        }
        queue
    }

    /// Computes anew everything that hangs together with these.
    pub(super) fn partition_around(&mut self, touched: &[Place]) -> Vec<Move> {
        let all = self.connected(touched);
        let old: HashMap<Place, Option<MentionId>> = all.iter().map(|place| (*place, self.name_of(*place))).collect();
        let labels: HashSet<u32> = all.iter().filter_map(|place| self.groups.label(*place)).collect();
        let mut labels: Vec<u32> = labels.into_iter().collect();
        labels.sort_unstable();
        let mut fresh: HashSet<Place> = all.iter().copied().filter(|place| self.is_fresh(*place)).collect();
        for label in labels {
            self.groups.dissolve(label);
        }
        let mut left: HashSet<Place> = all.iter().copied().collect();
        for place in &all {
            if left.contains(place) {
                let part = self.connected(&[*place]);
                part.iter().for_each(|place| {
                    left.remove(place);
                });
                self.partition_part(&part);
            }
        }
        let mut moves: BTreeMap<(Option<MentionId>, Option<MentionId>), u32> = BTreeMap::new();
        for place in &all {
            let before = if fresh.remove(place) { None } else { old.get(place).copied().flatten() };
            let now = self.name_of(*place);
            if before != now {
                *moves.entry((before, now)).or_insert(0) += 1;
            }
        }
        moves.into_iter().map(|((from, to), mentions)| Move { from, to, mentions }).collect()
    }

    /// The mention that came last has no cluster to have been in.
    fn is_fresh(&self, place: Place) -> bool {
        self.fresh == Some(place)
    }

    fn name_of(&self, place: Place) -> Option<MentionId> {
        Some(self.groups.of(place).map_or_else(|| self.store.id(place), |group| group.name))
    }

    /// Groups one connected part.
    fn partition_part(&mut self, part: &[Place]) {
        let ids: Vec<MentionId> = part.iter().map(|place| self.store.id(*place)).collect();
        let is_judged = ids.iter().any(|id| self.judged.contains_key(id));
        if !is_judged {
            let name = ids.iter().min().copied().unwrap_or_default();
            return self.groups.make(part.to_vec(), name, false);
        }
        let mut links = Vec::new();
        let mut judgements: HashSet<Judgement> = HashSet::new();
        for (place, id) in part.iter().zip(&ids) {
            for (to, weight) in self.links.get(*place).into_iter().flatten() {
                let other = self.store.id(*to);
                if *id < other {
                    links.push(Link { a: *id, b: other, weight: *weight });
                }
            }
            for other in self.judged.get(id).into_iter().flatten() {
                judgements.extend(self.verdict(*id, *other).copied());
            }
        }
        let judgements: Vec<Judgement> = judgements.into_iter().collect();
        for group in partition(&ids, &links, &judgements).groups {
            let name = group.first().copied().unwrap_or_default();
            let members = group.iter().filter_map(|id| self.places.get(id.0).copied()).collect();
            self.groups.make(members, name, true);
        }
    }

    /// Judgements that contradict later ones and so do not count, ascending.
    pub fn set_aside(&self) -> Vec<Judgement> {
        let places: Vec<Place> = self.judged.keys().filter_map(|id| self.places.get(id.0).copied()).collect();
        let ids: Vec<MentionId> = self.connected(&places).iter().map(|place| self.store.id(*place)).collect();
        let judgements: Vec<Judgement> =
            self.judgements.values().filter_map(|of_pair| of_pair.last().copied()).collect();
        partition(&ids, &[], &judgements).set_aside
    }
}
