//! How two nodes are connected: paths that visit no node twice, shortest first, up to so many steps.
//!
//! A search backwards from the target finds for each node how far it still is; the search forward only takes steps
//! from which the target can be reached in time, so it does not wander off through hubs.

use crate::answer::{Answer, Budget, Limit};
use crate::id::NodeId;
use crate::neighbourhood::Direction;
use crate::view::View;
use hashbrown::HashMap;

/// Which paths are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// [`Direction::Out`]: along payments; [`Direction::Into`]: against them; [`Direction::Both`]: either way at each
    /// step.
    pub direction: Direction,
    /// Most steps.
    pub hops_max: u32,
    /// Most paths.
    pub paths_max: usize,
    /// Whether a path may lead through nodes that are marked as excluded. The two ends may be such nodes.
    pub through_excluded: bool,
}

impl Default for Wanted {
    /// Along payments, six steps, 100 paths, not through excluded nodes.
    fn default() -> Self {
        Self { direction: Direction::Out, hops_max: 6, paths_max: 100, through_excluded: false }
    }
}

/// Paths from one node to another that visit no node twice, as lists of nodes, shortest first and then by node ids.
/// Several payments between two nodes are one step. From a node to itself there is no such path.
///
/// When the budget ends while distances are searched, no path is told; when it ends later, those found are.
pub fn simple_paths(
    view: View<'_>,
    from: NodeId,
    to: NodeId,
    wanted: &Wanted,
    mut budget: Budget,
) -> Answer<Vec<Vec<NodeId>>> {
    let mut found = Vec::new();
    if from == to || wanted.paths_max == 0 {
        return budget.answer(found);
    }
    let mut search = Search { view, wanted, from, to, near: HashMap::new() };
    let Some(distances) = search.distances(&mut budget) else { return budget.answer(found) };
    let Some(shortest) = distances.get(&from).copied() else { return budget.answer(found) };
    for hops in shortest..=wanted.hops_max {
        if !search.of_length(hops, &distances, &mut budget, &mut found) {
            break;
        }
    }
    budget.answer(found)
}

struct Search<'a> {
    view: View<'a>,
    wanted: &'a Wanted,
    from: NodeId,
    to: NodeId,
    /// Distinct neighbours of nodes that were gone through, in order.
    near: HashMap<NodeId, Vec<NodeId>>,
}

impl Search<'_> {
    /// Distinct neighbours in a direction, by id.
    fn neighbours(&self, node: NodeId, direction: Direction, budget: &mut Budget) -> Option<Vec<NodeId>> {
        let out = if direction == Direction::Into { &[] } else { self.view.out(node) };
        let into = if direction == Direction::Out { &[] } else { self.view.into(node) };
        if !budget.spend_many((out.len() + into.len()) as u64) {
            return None;
        }
        let mut list: Vec<NodeId> = out.iter().chain(into).map(|hop| hop.node).collect();
        list.sort_unstable();
        list.dedup();
        Some(list)
    }

    fn may_pass(&self, node: NodeId) -> bool {
        self.wanted.through_excluded || !self.view.graph().nodes().is_excluded(node)
    }

    /// Steps to the target for all nodes that are near enough to be on a path; `None` when the budget is spent.
    fn distances(&self, budget: &mut Budget) -> Option<HashMap<NodeId, u32>> {
        let back = match self.wanted.direction {
            Direction::Out => Direction::Into,
            Direction::Into => Direction::Out,
            Direction::Both => Direction::Both,
        };
        let mut distances = HashMap::from([(self.to, 0)]);
        let mut now = vec![self.to];
        for hops in 1..=self.wanted.hops_max {
            let mut next = Vec::new();
            for node in &now {
                if *node != self.to && (*node == self.from || !self.may_pass(*node)) {
                    continue;
                }
                for neighbour in self.neighbours(*node, back, budget)? {
                    if !distances.contains_key(&neighbour) {
                        distances.insert(neighbour, hops);
                        next.push(neighbour);
                    }
                }
            }
            now = next;
        }
        Some(distances)
    }

    /// Adds all paths of exactly so many steps; `false` when a limit is reached.
    fn of_length(
        &mut self,
        hops: u32,
        distances: &HashMap<NodeId, u32>,
        budget: &mut Budget,
        found: &mut Vec<Vec<NodeId>>,
    ) -> bool {
        let mut path = vec![self.from];
        // For each node of the path the position of the neighbour to try next.
        let mut tries = vec![0usize];
        while let (Some(node), Some(position)) = (path.last().copied(), tries.last_mut()) {
            let left = hops.saturating_sub(path.len() as u32 - 1);
            if !self.near.contains_key(&node) {
                let Some(list) = self.neighbours(node, self.wanted.direction, budget) else { return false };
                let list = list.into_iter().filter(|next| distances.contains_key(next)).collect();
                self.near.insert(node, list);
            }
            let next = self.near.get(&node).and_then(|list| list.get(*position)).copied();
            *position += 1;
            let Some(next) = next.filter(|_| left > 0) else {
                path.pop();
                tries.pop();
                continue;
            };
            if !budget.spend() {
                return false;
            }
            let far = distances.get(&next).copied().unwrap_or(u32::MAX);
            if next == self.to && left == 1 {
                if found.len() >= self.wanted.paths_max {
                    budget.limit(Limit::Answers(self.wanted.paths_max as u64));
                    return false;
                }
                found.push(path.iter().copied().chain([next]).collect());
            } else if next != self.to && far < left && self.may_pass(next) && !path.contains(&next) {
                path.push(next);
                tries.push(0);
            }
        }
        true
    }
}
