//! Which edge may follow which: the rule that all searches in time share.

use crate::edge::Hop;
use crate::id::{EdgeId, NodeId};
use crate::view::View;
use std::ops::Range;

/// How the times of two edges that follow each other must lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The second is at least a second later.
    #[default]
    Later,
    /// The second is not earlier: both may be of one second, as when only days are known.
    NotEarlier,
}

/// Which edge may follow which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// How times must lie.
    pub order: Order,
    /// Most seconds between an edge and the next, the bound included; `None` for no bound.
    pub gap_seconds: Option<i64>,
    /// Most seconds between the first edge and the last, the bound included; `None` for no bound.
    pub span_seconds: Option<i64>,
    /// Most edges one after the other.
    pub hops_max: u32,
    /// Of a node that has more edges to go on with than this, only the first so many are followed, and it is told.
    pub hub_edges_max: usize,
    /// Whether to go on from nodes that are marked as excluded. They are reached in either case.
    pub through_excluded: bool,
}

impl Default for Steps {
    /// Later, within a day in all, three hops, hubs of up to 100,000 edges, not through excluded nodes.
    fn default() -> Self {
        Self {
            order: Order::Later,
            gap_seconds: None,
            span_seconds: Some(86_400),
            hops_max: 3,
            hub_edges_max: 100_000,
            through_excluded: false,
        }
    }
}

impl Steps {
    /// The end of the edges that a chain beginning with `first` may use.
    #[inline]
    pub(crate) fn end_of_span(&self, view: View<'_>, first: EdgeId) -> EdgeId {
        match self.span_seconds {
            Some(span) => view.after_near(first, view.time(first).saturating_add(span)),
            None => view.bounds().end,
        }
    }

    /// The edges that may follow `edge`, of which those from `end` on are out of span.
    #[inline]
    pub(crate) fn following(&self, view: View<'_>, edge: EdgeId, end: EdgeId) -> Range<EdgeId> {
        let start = match self.order {
            Order::Later => view.later_than(edge),
            Order::NotEarlier => view.same_second(edge),
        };
        let end = match self.gap_seconds {
            Some(gap) => view.after_near(edge, view.time(edge).saturating_add(gap)).min(end),
            None => end,
        };
        start..end
    }

    /// Whether one may go on from a node.
    #[inline]
    pub(crate) fn may_leave(&self, view: View<'_>, node: NodeId) -> bool {
        self.through_excluded || !view.graph().nodes().is_excluded(node)
    }

    /// The first hops of a hub, and whether that left some out.
    #[inline]
    pub(crate) fn capped<'g>(&self, hops: &'g [Hop]) -> (&'g [Hop], bool) {
        match hops.get(..self.hub_edges_max) {
            Some(first) if hops.len() > self.hub_edges_max => (first, true),
            _ => (hops, false),
        }
    }
}
