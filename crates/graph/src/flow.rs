//! How much money could have gone from some nodes to others, and what it means to take nodes out.
//!
//! The most that could have gone is the maximum flow over the sums paid between each pair, after E. Dinic (1970). It
//! does not look at time: it bounds what any order of payments could have carried.
#![expect(clippy::indexing_slicing, reason = "arcs are made in pairs and nodes are positions of the projection")]

use crate::answer::{Answer, Budget};
use crate::components::Union;
use crate::id::NodeId;
use crate::projection::Projection;

/// The most that could have gone from `sources` to `sinks`, in minor units of the reference currency, without passing
/// `removed` nodes. A node that is both source and sink is a source.
///
/// When the budget ends the flow found so far is told: the true one is at least that.
pub fn most_flow(
    graph: &Projection,
    sources: &[NodeId],
    sinks: &[NodeId],
    removed: &[NodeId],
    mut budget: Budget,
) -> Answer<i128> {
    let mut network = Network::new(graph, removed);
    let (source, sink) = (graph.len() as u32, graph.len() as u32 + 1);
    let mut is_source = vec![false; graph.len()];
    for position in sources.iter().filter_map(|node| graph.position(*node)) {
        if !std::mem::replace(&mut is_source[position as usize], true) {
            network.arc(source, position, i128::MAX);
        }
    }
    let mut is_sink = vec![false; graph.len()];
    for position in sinks.iter().filter_map(|node| graph.position(*node)) {
        if !is_source[position as usize] && !std::mem::replace(&mut is_sink[position as usize], true) {
            network.arc(position, sink, i128::MAX);
        }
    }
    let mut flow = 0i128;
    while network.levels(source, sink, &mut budget) {
        while let Some(more) = network.augment(source, sink, &mut budget) {
            flow = flow.saturating_add(more);
        }
    }
    budget.answer(flow)
}

/// What changes when nodes are taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Removal {
    /// Most flow from the sources to the sinks before, minor units of the reference currency.
    pub flow_before: i128,
    /// The same after.
    pub flow_after: i128,
    /// Sum of all amounts before, minor units of the reference currency.
    pub volume_before: i128,
    /// Sum of the amounts that touch none of the nodes taken out.
    pub volume_after: i128,
    /// Weakly connected components before, of nodes that have an edge.
    pub components_before: u32,
    /// The same after; a node that lost its last edge is one of its own, those taken out are none.
    pub components_after: u32,
    /// Nodes in the largest component before.
    pub largest_before: u32,
    /// The same after.
    pub largest_after: u32,
}

/// The effect of taking nodes out of a directed projection. The budget is for each of the two flows.
pub fn removal(
    graph: &Projection,
    removed: &[NodeId],
    sources: &[NodeId],
    sinks: &[NodeId],
    budget: Budget,
) -> Answer<Removal> {
    let before = most_flow(graph, sources, sinks, &[], budget);
    let after = most_flow(graph, sources, sinks, removed, budget);
    let whole = shape(graph, &[]);
    let left = shape(graph, removed);
    let value = Removal {
        flow_before: before.value,
        flow_after: after.value,
        volume_before: whole.volume,
        volume_after: left.volume,
        components_before: whole.components,
        components_after: left.components,
        largest_before: whole.largest,
        largest_after: left.largest,
    };
    Answer { value, extent: before.extent.and(after.extent), visits: before.visits.saturating_add(after.visits) }
}

struct Shape {
    volume: i128,
    components: u32,
    largest: u32,
}

fn gone(graph: &Projection, removed: &[NodeId]) -> Vec<bool> {
    let mut gone = vec![false; graph.len()];
    removed.iter().filter_map(|node| graph.position(*node)).for_each(|position| gone[position as usize] = true);
    gone
}

fn shape(graph: &Projection, removed: &[NodeId]) -> Shape {
    let gone = gone(graph, removed);
    let mut sets = Union::new(graph.len());
    let mut volume = 0;
    for node in (0..graph.len() as u32).filter(|node| !gone[*node as usize]) {
        for pair in graph.of(node).iter().filter(|pair| !gone[pair.to as usize]) {
            volume += pair.reference_minor;
            sets.join(node, pair.to);
        }
    }
    let mut sizes = vec![0u32; graph.len()];
    for node in (0..graph.len() as u32).filter(|node| !gone[*node as usize]) {
        sizes[sets.find(node) as usize] += 1;
    }
    let components = sizes.iter().filter(|size| **size > 0).count() as u32;
    Shape { volume, components, largest: sizes.into_iter().max().unwrap_or(0) }
}

/// Arcs in pairs: each even one is followed by the one that takes flow back.
struct Network {
    to: Vec<u32>,
    left: Vec<i128>,
    of: Vec<Vec<u32>>,
    level: Vec<u32>,
    next: Vec<usize>,
}

impl Network {
    fn new(graph: &Projection, removed: &[NodeId]) -> Self {
        let len = graph.len() + 2;
        let mut network =
            Self { to: Vec::new(), left: Vec::new(), of: vec![Vec::new(); len], level: Vec::new(), next: Vec::new() };
        let gone = gone(graph, removed);
        for node in (0..graph.len() as u32).filter(|node| !gone[*node as usize]) {
            for pair in graph.of(node) {
                if !gone[pair.to as usize] && pair.to != node && pair.reference_minor > 0 {
                    network.arc(node, pair.to, pair.reference_minor);
                }
            }
        }
        network
    }

    fn arc(&mut self, from: u32, to: u32, most: i128) {
        for (from, to, most) in [(from, to, most), (to, from, 0)] {
            self.of[from as usize].push(self.to.len() as u32);
            self.to.push(to);
            self.left.push(most);
        }
    }

    /// Numbers nodes by their distance from the source; `false` when the sink is not reached or the budget is spent.
    fn levels(&mut self, source: u32, sink: u32, budget: &mut Budget) -> bool {
        self.level = vec![u32::MAX; self.of.len()];
        self.next = vec![0; self.of.len()];
        self.level[source as usize] = 0;
        let mut queue = vec![source];
        let mut at = 0;
        while let Some(node) = queue.get(at).copied() {
            at += 1;
            if !budget.spend_many(self.of[node as usize].len() as u64) {
                return false;
            }
            for arc in &self.of[node as usize] {
                let to = self.to[*arc as usize];
                if self.left[*arc as usize] > 0 && self.level[to as usize] == u32::MAX {
                    self.level[to as usize] = self.level[node as usize] + 1;
                    queue.push(to);
                }
            }
        }
        self.level[sink as usize] != u32::MAX
    }

    /// Sends as much as one more way carries; `None` when there is no way left on these levels, or no budget.
    fn augment(&mut self, source: u32, sink: u32, budget: &mut Budget) -> Option<i128> {
        let mut way: Vec<u32> = Vec::new();
        let mut node = source;
        while node != sink {
            if !budget.spend() {
                return None;
            }
            let Some(arc) = self.of[node as usize].get(self.next[node as usize]).copied() else {
                // A dead end: step back and take the next arc there.
                let back = way.pop()?;
                node = self.to[(back ^ 1) as usize];
                self.next[node as usize] += 1;
                continue;
            };
            let to = self.to[arc as usize];
            if self.left[arc as usize] > 0 && self.level[to as usize] == self.level[node as usize].saturating_add(1) {
                way.push(arc);
                node = to;
            } else {
                self.next[node as usize] += 1;
            }
        }
        let more = way.iter().map(|arc| self.left[*arc as usize]).min()?;
        for arc in way {
            self.left[arc as usize] -= more;
            self.left[(arc ^ 1) as usize] = self.left[(arc ^ 1) as usize].saturating_add(more);
        }
        Some(more)
    }
}
