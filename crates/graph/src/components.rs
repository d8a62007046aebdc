//! Weakly connected components: who hangs together with whom at all.
#![expect(clippy::indexing_slicing, reason = "the table has one place per node and is only indexed by own node ids")]

use crate::id::NodeId;
use crate::view::View;

/// Sets that can be joined. The representative of a set is its smallest member, so it does not depend on order.
#[derive(Clone, Debug, Default)]
pub struct Union {
    above: Vec<u32>,
}

impl Union {
    /// So many sets of one.
    pub fn new(len: usize) -> Self {
        Self { above: (0..len as u32).collect() }
    }

    /// The smallest member of the set of `index`; `index` itself when it is out of range.
    pub fn find(&mut self, index: u32) -> u32 {
        if index as usize >= self.above.len() {
            return index;
        }
        let mut at = index;
        while self.above[at as usize] != at {
            // Each step halves the way for whoever comes next.
            let next = self.above[at as usize];
            self.above[at as usize] = self.above[next as usize];
            at = self.above[at as usize];
        }
        at
    }

    /// Joins two sets; out of range is ignored.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (small, large) = (one.min(other), one.max(other));
        if (large as usize) < self.above.len() {
            self.above[large as usize] = small;
        }
    }
}

/// For every node of the graph the smallest node that it hangs together with by edges of the view, in any direction.
/// With `through_excluded` false, edges at excluded nodes join nothing. Time: edges, nearly.
pub fn components(view: View<'_>, through_excluded: bool) -> Vec<NodeId> {
    let nodes = view.graph().nodes();
    let mut sets = Union::new(nodes.len());
    for edge in view.edge_ids() {
        let (from, to) = (view.from(edge), view.to(edge));
        if through_excluded || !(nodes.is_excluded(from) || nodes.is_excluded(to)) {
            sets.join(from.0, to.0);
        }
    }
    nodes.ids().map(|node| NodeId(sets.find(node.0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_representative_is_the_smallest_in_any_order() {
        let pairs = [(5, 3), (3, 1), (7, 5), (2, 4), (9, 9)];
        let mut forward = Union::new(10);
        let mut backward = Union::new(10);
        pairs.iter().for_each(|(a, b)| forward.join(*a, *b));
        pairs.iter().rev().for_each(|(a, b)| backward.join(*b, *a));
        let found: Vec<u32> = (0..10).map(|n| forward.find(n)).collect();
        assert_eq!(found, [0, 1, 2, 1, 2, 1, 6, 1, 8, 9]);
        assert_eq!((0..10).map(|n| backward.find(n)).collect::<Vec<_>>(), found);
        forward.join(3, 99);
        assert_eq!(forward.find(99), 99);
    }

    #[test]
    fn a_chain_of_a_million_needs_no_stack() {
        let mut sets = Union::new(1_000_000);
        (0..999_999).rev().for_each(|n| sets.join(n, n + 1));
        assert_eq!(sets.find(999_999), 0);
    }
}
