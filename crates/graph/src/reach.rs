//! Where money from a node can have got to, and when at the earliest.
//!
//! Edges that can be reached are taken by time from a heap. Because arrivals at a node come in the order of time, the
//! edges to go on with form one stretch of the node's list that only grows at its end, so each edge is looked at once:
//! the cost is the edges reached times the logarithm of the heap, whatever the gap.

use crate::answer::{Answer, Budget, Limit};
use crate::id::{EdgeId, NodeId};
use crate::steps::Steps;
use crate::view::View;
use hashbrown::HashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// When a node is reached at the earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Arrival {
    /// Which.
    pub node: NodeId,
    /// The edge that arrives first; of several in one second the one given first.
    pub edge: EdgeId,
}

/// Everything that can be reached from a node in time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cone {
    /// The nodes reached, by node. The start is in it only if money can come back.
    pub arrivals: Vec<Arrival>,
    /// All edges that can be reached, by time.
    pub edges: Vec<EdgeId>,
    before: HashMap<EdgeId, EdgeId>,
}

impl Cone {
    /// A chain of edges that arrives at a node at the earliest; `None` when it is not reached.
    pub fn path_to(&self, node: NodeId) -> Option<Vec<EdgeId>> {
        let found = self.arrivals.binary_search_by_key(&node, |arrival| arrival.node).ok()?;
        let mut path = vec![self.arrivals.get(found)?.edge];
        while let Some(before) = path.last().and_then(|edge| self.before.get(edge)) {
            path.push(*before);
        }
        path.reverse();
        Some(path)
    }
}

/// Everything that money leaving `start` can reach: of `steps` the order, the gap and the caps count. A span is
/// counted from the beginning of the view: narrow the view to `from time .. until time` to bound it. The number of
/// hops is not bounded.
pub fn cone(view: View<'_>, start: NodeId, steps: &Steps, budget: Budget) -> Answer<Cone> {
    until(view, start, None, steps, budget)
}

/// The chain of edges by which money from one node arrives at another at the earliest; `None` when there is none.
/// Of `steps` the order, the gap and the caps count, as in [`cone`].
pub fn earliest_path(
    view: View<'_>,
    from: NodeId,
    to: NodeId,
    steps: &Steps,
    budget: Budget,
) -> Answer<Option<Vec<EdgeId>>> {
    until(view, from, Some(to), steps, budget).map(|cone| cone.path_to(to))
}

fn until(view: View<'_>, start: NodeId, target: Option<NodeId>, steps: &Steps, mut budget: Budget) -> Answer<Cone> {
    let mut front = Front { view, steps, heap: BinaryHeap::new(), covered: HashMap::new(), before: HashMap::new() };
    let mut arrivals: HashMap<NodeId, EdgeId> = HashMap::new();
    let mut edges = Vec::new();
    if steps.may_leave(view, start) {
        front.open(start, None, view.bounds().start..view.bounds().end, &mut budget);
    }
    while let Some(Reverse(edge)) = front.heap.pop() {
        edges.push(edge);
        let node = view.to(edge);
        arrivals.entry(node).or_insert(edge);
        if target == Some(node) {
            break;
        }
        if steps.may_leave(view, node)
            && !front.open(node, Some(edge), steps.following(view, edge, view.bounds().end), &mut budget)
        {
            break;
        }
    }
    let mut arrivals: Vec<Arrival> = arrivals.into_iter().map(|(node, edge)| Arrival { node, edge }).collect();
    arrivals.sort_unstable();
    // Within one second an edge may be reached through one with a larger number.
    edges.sort_unstable();
    budget.answer(Cone { arrivals, edges, before: front.before })
}

struct Front<'a> {
    view: View<'a>,
    steps: &'a Steps,
    heap: BinaryHeap<Reverse<EdgeId>>,
    /// For each node the end of the edges that are open already.
    covered: HashMap<NodeId, EdgeId>,
    before: HashMap<EdgeId, EdgeId>,
}

impl Front<'_> {
    /// Opens the edges of a node in a range that are not open yet; `false` when the budget is spent.
    fn open(&mut self, node: NodeId, by: Option<EdgeId>, range: std::ops::Range<EdgeId>, budget: &mut Budget) -> bool {
        let covered = self.covered.entry(node).or_default();
        let start = range.start.max(*covered);
        if start >= range.end {
            return true;
        }
        *covered = range.end;
        let (hops, capped) = self.steps.capped(self.view.out_in(node, start..range.end));
        if capped {
            budget.limit(Limit::Hub(self.steps.hub_edges_max as u64));
        }
        for hop in hops {
            if !budget.spend() {
                return false;
            }
            self.heap.push(Reverse(hop.edge));
            if let Some(by) = by {
                self.before.insert(hop.edge, by);
            }
        }
        true
    }
}
