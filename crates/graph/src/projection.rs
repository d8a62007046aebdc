//! The graph without time: who ever paid whom, each pair once.
//!
//! What is asked of shape alone (communities, betweenness, cut vertices, flow) stands on this. Nodes are renumbered
//! densely: only those that have an edge in the view, in the order of their ids.
#![expect(clippy::indexing_slicing, reason = "positions come from the tables built here, which are sized together")]

use crate::edge::REFERENCE_UNKNOWN;
use crate::id::NodeId;
use crate::view::View;

/// One neighbour of a node in a projection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Position of the neighbour.
    pub to: u32,
    /// How many edges.
    pub count: u32,
    /// Sum of amounts in the reference currency, minor units; edges without such an amount count nothing.
    pub reference_minor: i128,
}

/// Whether a pair is seen from both of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Payer to payee.
    Directed,
    /// Both ways: each pair stands at both ends, with the sum of both directions. A payment to oneself stands once.
    Both,
}

/// Distinct pairs of a view by node. Positions 0 to `len` stand for nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Projection {
    nodes: Vec<NodeId>,
    starts: Vec<u32>,
    pairs: Vec<Pair>,
}

impl Projection {
    /// Projects a view. Edges at excluded nodes are left out unless `with_excluded`.
    pub fn new(view: View<'_>, sides: Sides, with_excluded: bool) -> Self {
        let nodes = view.graph().nodes();
        let used = |node: NodeId| with_excluded || !nodes.is_excluded(node);
        let edges = view.graph().edges();
        let mut rows: Vec<(u32, u32, i64)> = Vec::with_capacity(view.len());
        for edge in view.edge_ids() {
            let (from, to) = (view.from(edge), view.to(edge));
            if used(from) && used(to) {
                let known = edges.reference_minor[edge.index()];
                let amount = if known == REFERENCE_UNKNOWN { 0 } else { known };
                rows.push((from.0, to.0, amount));
                if sides == Sides::Both && from != to {
                    rows.push((to.0, from.0, amount));
                }
            }
        }
        rows.sort_unstable_by_key(|(from, to, _)| (*from, *to));
        Self::of_rows(&rows)
    }

    fn of_rows(rows: &[(u32, u32, i64)]) -> Self {
        let mut ids: Vec<u32> = rows.iter().flat_map(|(from, to, _)| [*from, *to]).collect();
        ids.sort_unstable();
        ids.dedup();
        // Rows come by their first node and positions ascend with ids, so the first can be counted along.
        let mut starts = Vec::with_capacity(ids.len() + 1);
        let mut pairs: Vec<Pair> = Vec::new();
        let mut rest = rows.iter().peekable();
        for id in &ids {
            starts.push(pairs.len() as u32);
            let first = pairs.len();
            while let Some((_, to, amount)) = rest.next_if(|(from, ..)| from == id) {
                let to = ids.partition_point(|known| known < to) as u32;
                match pairs[first..].last_mut() {
                    Some(pair) if pair.to == to => {
                        pair.count = pair.count.saturating_add(1);
                        pair.reference_minor += i128::from(*amount);
                    }
                    _ => pairs.push(Pair { to, count: 1, reference_minor: i128::from(*amount) }),
                }
            }
        }
        starts.push(pairs.len() as u32);
        Self { nodes: ids.into_iter().map(NodeId).collect(), starts, pairs }
    }

    /// How many nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// All pairs.
    pub fn pair_count(&self) -> usize {
        self.pairs.len()
    }

    /// The node at a position; a foreign id beyond the end.
    pub fn node(&self, position: u32) -> NodeId {
        self.nodes.get(position as usize).copied().unwrap_or(NodeId(u32::MAX))
    }

    /// The position of a node.
    pub fn position(&self, node: NodeId) -> Option<u32> {
        self.nodes.binary_search(&node).ok().map(|position| position as u32)
    }

    /// The nodes, by position.
    pub fn nodes(&self) -> &[NodeId] {
        &self.nodes
    }

    /// The neighbours of a position, by their position; none beyond the end.
    #[inline]
    pub fn of(&self, position: u32) -> &[Pair] {
        match self.starts.get(position as usize..).and_then(|rest| rest.first_chunk::<2>()) {
            Some([start, end]) => &self.pairs[*start as usize..*end as usize],
            None => &[],
        }
    }

    /// The same pairs turned round.
    #[must_use]
    pub fn reversed(&self) -> Self {
        let mut starts = vec![0u32; self.nodes.len() + 1];
        self.pairs.iter().for_each(|pair| starts[pair.to as usize + 1] += 1);
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut next = starts.clone();
        let mut pairs = self.pairs.clone();
        for position in 0..self.nodes.len() as u32 {
            for pair in self.of(position) {
                let place = &mut next[pair.to as usize];
                pairs[*place as usize] = Pair { to: position, ..*pair };
                *place += 1;
            }
        }
        Self { nodes: self.nodes.clone(), starts, pairs }
    }
}
