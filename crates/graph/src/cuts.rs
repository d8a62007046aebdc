//! Cut vertices and bridges: without whom, or without which relation, a group falls apart.
//!
//! After J. Hopcroft and R. Tarjan (1973), without recursion, on an undirected projection.
#![expect(clippy::indexing_slicing, reason = "every table has one place per node of the projection it is used with")]

use crate::id::NodeId;
use crate::projection::Projection;

/// Who and what holds a graph together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Nodes without which their component falls apart, by id.
    pub vertices: Vec<NodeId>,
    /// Pairs without which their component falls apart, the smaller id first, sorted. A pair with many payments is one
    /// relation: it is a bridge when the end of the whole relation would divide the component.
    pub bridges: Vec<(NodeId, NodeId)>,
}

/// The cut vertices and bridges of a projection made with [`Sides::Both`](crate::projection::Sides::Both). Time: nodes
/// and pairs.
pub fn cuts(graph: &Projection) -> Cuts {
    let mut walk = Walk {
        graph,
        number: vec![0; graph.len()],
        low: vec![0; graph.len()],
        is_cut: vec![false; graph.len()],
        bridges: Vec::new(),
        next: 1,
    };
    for root in 0..graph.len() as u32 {
        if walk.number[root as usize] == 0 {
            walk.component(root);
        }
    }
    let vertices = (0..graph.len() as u32).filter(|node| walk.is_cut[*node as usize]).map(|node| graph.node(node));
    let mut cuts = Cuts { vertices: vertices.collect(), bridges: walk.bridges };
    cuts.bridges.sort_unstable();
    cuts
}

struct Walk<'g> {
    graph: &'g Projection,
    /// In which order nodes were found, from one; zero is not found.
    number: Vec<u32>,
    /// The earliest node that can be got at from below without the way that led there.
    low: Vec<u32>,
    is_cut: Vec<bool>,
    bridges: Vec<(NodeId, NodeId)>,
    next: u32,
}

/// A node on the way from the root, where it was come from, and which neighbour is next.
struct Step {
    node: u32,
    from: Option<u32>,
    position: usize,
}

impl Walk<'_> {
    fn find(&mut self, node: u32) {
        self.number[node as usize] = self.next;
        self.low[node as usize] = self.next;
        self.next += 1;
    }

    fn component(&mut self, root: u32) {
        self.find(root);
        let mut root_branches = 0;
        let mut way = vec![Step { node: root, from: None, position: 0 }];
        while let Some(step) = way.last_mut() {
            let node = step.node;
            let Some(pair) = self.graph.of(node).get(step.position) else {
                let from = step.from;
                way.pop();
                if let Some(from) = from {
                    root_branches += u32::from(from == root);
                    self.back(from, node, root);
                }
                continue;
            };
            step.position += 1;
            if self.number[pair.to as usize] == 0 {
                self.find(pair.to);
                way.push(Step { node: pair.to, from: Some(node), position: 0 });
            } else if step.from != Some(pair.to) {
                self.low[node as usize] = self.low[node as usize].min(self.number[pair.to as usize]);
            }
        }
        self.is_cut[root as usize] = root_branches > 1;
    }

    /// What is learnt on the way back from a node to the one before it.
    fn back(&mut self, from: u32, node: u32, root: u32) {
        let (low, at) = (self.low[node as usize], self.number[from as usize]);
        self.low[from as usize] = self.low[from as usize].min(low);
        if low >= at && from != root {
            self.is_cut[from as usize] = true;
        }
        if low > at {
            let (one, other) = (self.graph.node(from), self.graph.node(node));
            self.bridges.push((one.min(other), one.max(other)));
        }
    }
}
