//! Communities: groups that deal more among themselves than chance would have it.
//!
//! After V. Blondel and others (2008): nodes move to the neighbouring community with the largest gain in modularity,
//! then communities become nodes, until nothing moves. As V. Traag and others (2019) ask for, every community is
//! connected: what hangs together only by its name is divided before each step up.
//!
//! Gains are compared in whole numbers, nodes have their turns in the order of their ids and then of what moved, and
//! equal gains go to the smaller community. So there is one answer, on every machine.
#![expect(clippy::indexing_slicing, reason = "every table has one place per node or community of the level it is of")]

use crate::answer::{Answer, Budget, Limit};
use crate::components::Union;
use crate::projection::{Pair, Projection};
use std::collections::VecDeque;

/// What a relation weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Every pair the same.
    #[default]
    Pairs,
    /// By the number of payments.
    Edges,
    /// By the sum in the reference currency, scaled down to a total of at most 2^40.
    Amount,
}

/// How communities are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grouping {
    /// What a relation weighs.
    pub weight: Weight,
    /// Thousandths: 1000 is plain modularity, more gives smaller communities.
    pub resolution_milli: u32,
    /// Most turns on one level, as a multiple of its nodes. A node has a turn at the beginning and whenever a
    /// neighbour moved.
    pub rounds_max: u32,
}

impl Default for Grouping {
    /// Pairs, plain modularity, 100 rounds.
    fn default() -> Self {
        Self { weight: Weight::Pairs, resolution_milli: 1_000, rounds_max: 100 }
    }
}

/// The communities of a projection.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Communities {
    /// For each position its community, numbered by their smallest positions.
    pub of: Vec<u32>,
    /// How many.
    pub count: u32,
    /// Modularity at the resolution asked for; 0 when there is no weight.
    pub modularity: f64,
}

/// The communities of a projection made with [`Sides::Both`](crate::projection::Sides::Both).
///
/// When a limit is reached the communities so far are told; they are connected all the same.
pub fn communities(graph: &Projection, grouping: &Grouping, mut budget: Budget) -> Answer<Communities> {
    let first = Level::new(graph, grouping.weight);
    let mut of: Vec<u32> = (0..graph.len() as u32).collect();
    let mut level = first.clone();
    loop {
        let mut groups = level.moved(grouping, &mut budget);
        let count = level.divide(&mut groups);
        of.iter_mut().for_each(|group| *group = groups[*group as usize]);
        if count as usize == level.len() || !budget.extent().is_complete() {
            break;
        }
        level = level.contracted(&groups, count);
    }
    let count = renumber(&mut of);
    let modularity = first.modularity(&of, count, grouping.resolution_milli);
    budget.answer(Communities { of, count, modularity })
}

/// Numbers groups by their first members; returns how many there are.
fn renumber(groups: &mut [u32]) -> u32 {
    let mut new = vec![u32::MAX; groups.iter().max().map_or(0, |max| *max as usize + 1)];
    let mut count = 0;
    for group in groups {
        let place = &mut new[*group as usize];
        if *place == u32::MAX {
            *place = count;
            count += 1;
        }
        *group = *place;
    }
    count
}

/// A weighted undirected graph of which every pair stands at both ends and what is inside a node apart.
#[derive(Clone)]
struct Level {
    starts: Vec<usize>,
    to: Vec<u32>,
    weight: Vec<i128>,
    /// Weight of relations of a node with itself, each counted once.
    inside: Vec<i128>,
}

impl Level {
    fn new(graph: &Projection, weight: Weight) -> Self {
        let of_pair = |pair: &Pair| match weight {
            Weight::Pairs => 1,
            Weight::Edges => i128::from(pair.count),
            Weight::Amount => pair.reference_minor,
        };
        let all = (0..graph.len() as u32).flat_map(|node| graph.of(node));
        let total: i128 = all.map(of_pair).sum();
        let shift = (128 - total.leading_zeros()).saturating_sub(40);
        let mut level = Self { starts: vec![0], to: Vec::new(), weight: Vec::new(), inside: vec![0; graph.len()] };
        for node in 0..graph.len() as u32 {
            for pair in graph.of(node) {
                let weight = of_pair(pair) >> shift;
                if pair.to == node {
                    level.inside[node as usize] += weight;
                } else {
                    level.to.push(pair.to);
                    level.weight.push(weight);
                }
            }
            level.starts.push(level.to.len());
        }
        level
    }

    fn len(&self) -> usize {
        self.inside.len()
    }

    fn near(&self, node: usize) -> impl Iterator<Item = (u32, i128)> + '_ {
        let range = self.starts[node]..self.starts[node + 1];
        self.to[range.clone()].iter().copied().zip(self.weight[range].iter().copied())
    }

    /// What a node weighs: its relations, those with itself from both ends.
    fn degrees(&self) -> Vec<i128> {
        (0..self.len())
            .map(|node| 2 * self.inside[node] + self.near(node).map(|(_, weight)| weight).sum::<i128>())
            .collect()
    }

    /// Moves nodes between communities until no move gains; returns the community of each node.
    fn moved(&self, grouping: &Grouping, budget: &mut Budget) -> Vec<u32> {
        let degrees = self.degrees();
        let total: i128 = degrees.iter().sum();
        let mut groups: Vec<u32> = (0..self.len() as u32).collect();
        let mut group_degree = degrees.clone();
        let mut to_group = vec![0i128; self.len()];
        let mut met: Vec<u32> = Vec::new();
        // Only a node whose neighbourhood changed can want to move.
        let mut waiting: VecDeque<u32> = (0..self.len() as u32).collect();
        let mut waits = vec![true; self.len()];
        let mut turns = u64::from(grouping.rounds_max).saturating_mul(self.len() as u64);
        while let Some(next) = waiting.pop_front() {
            let node = next as usize;
            waits[node] = false;
            if turns == 0 {
                budget.limit(Limit::Rounds(u64::from(grouping.rounds_max)));
                break;
            }
            turns -= 1;
            if !budget.spend_many((self.starts[node + 1] - self.starts[node]) as u64) {
                break;
            }
            let own = groups[node];
            for (to, weight) in self.near(node) {
                let group = groups[to as usize];
                if to_group[group as usize] == 0 {
                    met.push(group);
                }
                to_group[group as usize] += weight;
            }
            group_degree[own as usize] -= degrees[node];
            // The gain of joining a community, times a positive number that is the same for all.
            let gain = |group: u32| {
                let expected = degrees[node] * group_degree[group as usize] * i128::from(grouping.resolution_milli);
                to_group[group as usize] * total * 1_000 - expected
            };
            let mut best = (gain(own), own);
            for group in &met {
                let gained = gain(*group);
                if gained > best.0 || (gained == best.0 && best.1 != own && *group < best.1) {
                    best = (gained, *group);
                }
            }
            met.drain(..).for_each(|group| to_group[group as usize] = 0);
            group_degree[best.1 as usize] += degrees[node];
            groups[node] = best.1;
            if best.1 != own {
                for (to, _) in self.near(node).filter(|(to, _)| groups[*to as usize] != best.1) {
                    if !std::mem::replace(&mut waits[to as usize], true) {
                        waiting.push_back(to);
                    }
                }
            }
        }
        groups
    }

    /// Divides communities into their connected parts and numbers them by first member; returns how many there are.
    fn divide(&self, groups: &mut [u32]) -> u32 {
        let mut sets = Union::new(self.len());
        for node in 0..self.len() {
            for (to, _) in self.near(node).filter(|(to, _)| groups[*to as usize] == groups[node]) {
                sets.join(node as u32, to);
            }
        }
        (0u32..).zip(groups.iter_mut()).for_each(|(node, group)| *group = sets.find(node));
        renumber(groups)
    }

    /// The graph whose nodes are the communities.
    fn contracted(&self, groups: &[u32], count: u32) -> Self {
        let mut inside = vec![0; count as usize];
        let mut rows: Vec<(u32, u32, i128)> = Vec::with_capacity(self.to.len());
        for node in 0..self.len() {
            inside[groups[node] as usize] += self.inside[node];
            for (to, weight) in self.near(node) {
                let (own, other) = (groups[node], groups[to as usize]);
                if own != other {
                    rows.push((own, other, weight));
                } else if to as usize > node {
                    inside[own as usize] += weight;
                }
            }
        }
        rows.sort_unstable_by_key(|(own, other, _)| (*own, *other));
        let mut level = Self { starts: vec![0; count as usize + 1], to: Vec::new(), weight: Vec::new(), inside };
        let mut last = None;
        for (own, other, weight) in rows {
            match level.weight.last_mut() {
                Some(sum) if last == Some((own, other)) => *sum += weight,
                _ => {
                    level.to.push(other);
                    level.weight.push(weight);
                }
            }
            last = Some((own, other));
            level.starts[own as usize + 1] = level.to.len();
        }
        // A community without neighbours begins and ends where the one before it ended.
        for group in 0..count as usize {
            level.starts[group + 1] = level.starts[group + 1].max(level.starts[group]);
        }
        level
    }

    fn modularity(&self, groups: &[u32], count: u32, resolution_milli: u32) -> f64 {
        let degrees = self.degrees();
        let total: i128 = degrees.iter().sum();
        if total == 0 {
            return 0.0;
        }
        let (mut inside, mut degree) = (vec![0i128; count as usize], vec![0i128; count as usize]);
        for node in 0..self.len() {
            let group = groups[node];
            degree[group as usize] += degrees[node];
            let within = self.near(node).filter(|(to, _)| groups[*to as usize] == group).map(|(_, weight)| weight);
            inside[group as usize] += 2 * self.inside[node] + within.sum::<i128>();
        }
        let share = |part: i128| part as f64 / total as f64;
        let resolution = f64::from(resolution_milli) / 1_000.0;
        inside.iter().zip(&degree).map(|(inside, degree)| share(*inside) - resolution * share(*degree).powi(2)).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChannelId, CurrencyId, GraphBuilder, NewTransaction, NodeKind, projection::Sides};

    #[test]
    fn a_community_in_two_parts_is_divided() {
        let mut builder = GraphBuilder::new("ZZD", 2);
        builder.channel("").unwrap();
        let nodes = ["a", "b", "c", "d"].map(|key| builder.node(NodeKind::Account, key).unwrap());
        for (from, to) in [(0, 2), (1, 3)] {
            let (from, to, time, currency, channel) = (nodes[from], nodes[to], 5, CurrencyId(0), ChannelId(0));
            let (amount_minor, reference_minor, external_id) = (1, None, "");
            let new = NewTransaction { from, to, time, amount_minor, currency, reference_minor, channel, external_id };
            builder.transaction(new).unwrap();
        }
        let graph = builder.build();
        let level = Level::new(&Projection::new(graph.all(), Sides::Both, false), Weight::Pairs);
        let mut groups = vec![0, 0, 0, 0];
        assert_eq!(level.divide(&mut groups), 2);
        assert_eq!(groups, [0, 1, 0, 1]);
    }
}
