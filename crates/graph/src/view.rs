//! The finished graph, and stretches of time of it.
//!
//! Because edges are numbered by time, a stretch of time is a range of numbers, and the edges of a node within it are
//! a piece of the node's list that two binary searches find. A view therefore copies nothing.

use crate::edge::{Edges, Hop, REFERENCE_UNKNOWN};
use crate::id::{ChannelId, CurrencyId, EdgeId, NodeId, ValueId};
use crate::node::Nodes;
use crate::text::Interner;
use crate::tie::Ties;
use std::ops::Range;
use std::sync::Arc;
use vocab::Sensitive;

/// Currencies and channels by number.
#[derive(Clone, Default, PartialEq)]
pub struct Codes {
    currencies: Interner,
    digits: Vec<u8>,
    channels: Interner,
}

impl Codes {
    /// Code and decimals of a currency.
    pub fn currency(&self, currency: CurrencyId) -> Option<(&str, u8)> {
        let digits = self.digits.get(currency.index()).copied()?;
        Some((self.currencies.get(currency.0.into()), digits))
    }

    /// Code of a channel.
    pub fn channel(&self, channel: ChannelId) -> Option<&str> {
        (channel.index() < self.channels.len()).then(|| self.channels.get(channel.0.into()))
    }

    /// The currency of a code.
    pub fn find_currency(&self, code: &str) -> Option<CurrencyId> {
        self.currencies.find(0, code).map(|index| CurrencyId(index as u16))
    }

    /// The channel of a code.
    pub fn find_channel(&self, code: &str) -> Option<ChannelId> {
        self.channels.find(0, code).map(|index| ChannelId(index as u16))
    }

    /// How many currencies.
    pub fn currency_count(&self) -> usize {
        self.digits.len()
    }

    /// How many channels.
    pub fn channel_count(&self) -> usize {
        self.channels.len()
    }

    /// Adds a currency that is not there; `None` when numbers are used up.
    pub(crate) fn add_currency(&mut self, code: &str, digits: u8) -> Option<CurrencyId> {
        let index = short(self.digits.len())?;
        self.currencies.intern(0, code)?;
        self.digits.push(digits);
        Some(CurrencyId(index))
    }

    /// Adds a channel that is not there; `None` when numbers are used up.
    pub(crate) fn add_channel(&mut self, code: &str) -> Option<ChannelId> {
        let index = short(self.channels.len())?;
        self.channels.intern(0, code)?;
        Some(ChannelId(index))
    }
}

fn short(count: usize) -> Option<u16> {
    u16::try_from(count).ok().filter(|index| *index < u16::MAX)
}

/// What a graph is put together from.
pub(crate) struct Parts {
    pub(crate) nodes: Arc<Nodes>,
    pub(crate) values: Arc<Interner>,
    pub(crate) codes: Arc<Codes>,
    pub(crate) ties: Arc<Ties>,
    pub(crate) edges: Arc<Edges>,
}

/// For every node a piece of one list of hops, sorted by edge and so by time.
#[derive(Clone, Default, PartialEq)]
struct Adjacency {
    starts: Vec<u32>,
    hops: Vec<Hop>,
}

/// A hop before all are sorted by node: its own node, edge, other node. Whole numbers need not be written before they
/// are used.
type Part = [u32; 3];

/// Blocks of nodes that are filled side by side.
const BLOCKS: usize = 256;

impl Adjacency {
    /// Counting sort: one pass to count, two to place, so that a hub costs no more than its edges.
    ///
    /// The first places into blocks of nodes that follow each other, the second within each block. So what is written
    /// at any time is little enough for the cache, however many there are. `parts` is used on the way and must be as
    /// long as the columns.
    fn new(nodes: usize, (own, other): (&[NodeId], &[NodeId]), parts: &mut [Part]) -> Self {
        let mut starts = vec![0u32; nodes + 1];
        for node in own {
            if let Some(count) = starts.get_mut(node.index() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0u32;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // As many nodes in a block as the least power of two with few enough blocks.
        let width = nodes.div_ceil(BLOCKS).max(1).next_power_of_two();
        let mut blocks: Vec<u32> = starts.iter().copied().step_by(width).collect();
        for ((edge, node), other) in (0u32..).zip(own).zip(other) {
            if let Some(next) = blocks.get_mut(node.index() >> width.trailing_zeros())
                && let Some(part) = parts.get_mut(*next as usize)
            {
                *part = [node.0, edge, other.0];
                *next += 1;
            }
        }
        let nowhere = Hop { edge: EdgeId(u32::MAX), node: NodeId(u32::MAX) };
        let (mut hops, mut next) = (vec![nowhere; own.len()], starts.clone());
        for [node, edge, other] in parts.iter().copied() {
            if let Some(next) = next.get_mut(node as usize)
                && let Some(hop) = hops.get_mut(*next as usize)
            {
                *hop = Hop { edge: EdgeId(edge), node: NodeId(other) };
                *next += 1;
            }
        }
        Self { starts, hops }
    }

    #[inline]
    fn of(&self, node: NodeId) -> &[Hop] {
        match self.starts.get(node.index()..).and_then(|rest| rest.first_chunk::<2>()) {
            Some([start, end]) => self.hops.get(*start as usize..*end as usize).unwrap_or_default(),
            None => &[],
        }
    }

    fn bytes(&self) -> usize {
        self.starts.capacity() * 4 + self.hops.capacity() * 8
    }
}

/// A finished graph. It does not change.
#[derive(Clone)]
pub struct Graph {
    parts: Arc<Parts>,
    out: Arc<Adjacency>,
    into: Arc<Adjacency>,
    /// For each edge the first edge of a later second.
    later: Arc<Vec<u32>>,
}

impl Graph {
    pub(crate) fn new(parts: Parts) -> Self {
        let (nodes, edges) = (parts.nodes.len(), &parts.edges);
        let mut sorting = vec![Part::default(); edges.len()];
        let out = Adjacency::new(nodes, (&edges.from, &edges.to), &mut sorting);
        let into = Adjacency::new(nodes, (&edges.to, &edges.from), &mut sorting);
        drop(sorting);
        let mut later = vec![0u32; edges.len()];
        let (mut next, mut time) = (edges.len() as u32, None);
        for ((edge, own), place) in
            (0u32..edges.len() as u32).rev().zip(edges.time.iter().rev()).zip(later.iter_mut().rev())
        {
            if time.is_some_and(|time| time != *own) {
                next = edge + 1;
            }
            time = Some(*own);
            *place = next;
        }
        Self { parts: Arc::new(parts), out: Arc::new(out), into: Arc::new(into), later: Arc::new(later) }
    }

    /// The same nodes and ties with other edges, which must be sorted.
    pub(crate) fn with_edges(&self, edges: Edges) -> Self {
        let parts = &self.parts;
        let (nodes, values, codes) = (Arc::clone(&parts.nodes), Arc::clone(&parts.values), Arc::clone(&parts.codes));
        Self::new(Parts { nodes, values, codes, ties: Arc::clone(&parts.ties), edges: Arc::new(edges) })
    }

    /// The nodes.
    pub fn nodes(&self) -> &Nodes {
        &self.parts.nodes
    }

    /// The edges in columns.
    pub fn edges(&self) -> &Edges {
        &self.parts.edges
    }

    /// The ties.
    pub fn ties(&self) -> &Ties {
        &self.parts.ties
    }

    /// Currencies and channels. The reference currency has the number 0.
    pub fn codes(&self) -> &Codes {
        &self.parts.codes
    }

    /// The text of a value that ties or attributes share.
    pub fn value(&self, value: ValueId) -> Sensitive<&str> {
        Sensitive::new(self.parts.values.get(value.0))
    }

    /// The number of a value.
    pub fn find_value(&self, text: &str) -> Option<ValueId> {
        self.parts.values.find(0, text).map(ValueId)
    }

    /// All of it.
    pub fn all(&self) -> View<'_> {
        View { graph: self, first: 0, end: self.edges().len() as u32 }
    }

    /// The edges of a stretch of time: seconds since 1970 in UTC, the first belongs to it, the last does not.
    pub fn between(&self, time: Range<i64>) -> View<'_> {
        self.all().between(time)
    }

    /// Bytes of memory, with the tables that other graphs may share.
    pub fn bytes(&self) -> usize {
        let own = self.out.bytes() + self.into.bytes() + self.later.capacity() * 4;
        own + self.nodes().bytes() + self.edges().bytes() + self.ties().bytes() + self.parts.values.bytes()
    }
}

impl PartialEq for Graph {
    /// Equal tables; lists of neighbours follow from them.
    fn eq(&self, other: &Self) -> bool {
        self.nodes() == other.nodes()
            && self.edges() == other.edges()
            && self.ties() == other.ties()
            && self.codes() == other.codes()
            && self.parts.values == other.parts.values
    }
}

impl std::fmt::Debug for Graph {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Graph({} nodes, {} edges)", self.nodes().len(), self.edges().len())
    }
}

/// A stretch of time of a graph: edges `first` up to but not including `end`.
#[derive(Clone, Copy)]
pub struct View<'g> {
    graph: &'g Graph,
    first: u32,
    end: u32,
}

impl<'g> View<'g> {
    /// The graph it is of.
    #[inline]
    pub const fn graph(self) -> &'g Graph {
        self.graph
    }

    /// How many edges.
    pub const fn len(self) -> usize {
        (self.end - self.first) as usize
    }

    /// Whether there is no edge.
    pub const fn is_empty(self) -> bool {
        self.first == self.end
    }

    /// The edges, by time.
    pub fn edge_ids(self) -> impl ExactSizeIterator<Item = EdgeId> + DoubleEndedIterator + use<> {
        (self.first..self.end).map(EdgeId)
    }

    /// The first edge and the one after the last.
    #[inline]
    pub const fn bounds(self) -> Range<EdgeId> {
        EdgeId(self.first)..EdgeId(self.end)
    }

    /// The part of it in a stretch of time.
    #[must_use]
    pub fn between(self, time: Range<i64>) -> Self {
        let first = self.at_or_after(time.start);
        Self { graph: self.graph, first: first.0, end: self.at_or_after(time.end).0.max(first.0) }
    }

    /// The first edge of this view not before a time; the end of the view if there is none.
    pub fn at_or_after(self, time: i64) -> EdgeId {
        let times = self.graph.edges().time.get(self.first as usize..self.end as usize).unwrap_or_default();
        EdgeId(self.first + times.partition_point(|own| *own < time) as u32)
    }

    /// The first edge of this view after a time; the end of the view if there is none.
    pub fn after(self, time: i64) -> EdgeId {
        self.at_or_after(time.saturating_add(1))
    }

    /// [`View::after`] for a time not before that of an edge: searches forward from it in steps that double, so that
    /// a near answer is cheap.
    #[inline]
    pub fn after_near(self, edge: EdgeId, time: i64) -> EdgeId {
        let times = self.graph.edges().time.get(..self.end as usize).unwrap_or_default();
        let (mut low, mut step) = (edge.index(), 1usize);
        while times.get(low.saturating_add(step)).is_some_and(|own| *own <= time) {
            low = low.saturating_add(step);
            step = step.saturating_mul(2);
        }
        let high = low.saturating_add(step).saturating_add(1).min(times.len());
        let found = times.get(low..high).map_or(0, |part| part.partition_point(|own| *own <= time));
        EdgeId((low.min(times.len()) + found) as u32)
    }

    /// The first edge of a later second than an edge's. A look-up.
    #[inline]
    pub fn later_than(self, edge: EdgeId) -> EdgeId {
        let later = self.graph.later.get(edge.index()).copied().unwrap_or(self.end);
        EdgeId(later.clamp(self.first, self.end))
    }

    /// The first edge of an edge's own second. Searches backwards in steps that double.
    pub fn same_second(self, edge: EdgeId) -> EdgeId {
        let times = self.graph.edges().time.get(self.first as usize..self.end as usize).unwrap_or_default();
        let at = (edge.0.clamp(self.first, self.end) - self.first) as usize;
        let Some(own) = times.get(at).copied() else { return EdgeId(self.end) };
        let (mut low, mut step) = (at, 1);
        while low > 0 && times.get(low - 1) == Some(&own) {
            low = low.saturating_sub(step);
            step *= 2;
        }
        let found = low + times.get(low..=at).map_or(0, |times| times.partition_point(|time| *time < own));
        EdgeId(self.first + found as u32)
    }

    /// Hops from a node to those it paid, by time.
    #[inline]
    pub fn out(self, node: NodeId) -> &'g [Hop] {
        self.cut(self.graph.out.of(node), self.first, self.end)
    }

    /// Hops from a node back to those who paid it, by time.
    #[inline]
    pub fn into(self, node: NodeId) -> &'g [Hop] {
        self.cut(self.graph.into.of(node), self.first, self.end)
    }

    /// Those of [`View::out`] whose edges are in a range.
    #[inline]
    pub fn out_in(self, node: NodeId, edges: Range<EdgeId>) -> &'g [Hop] {
        self.cut(self.graph.out.of(node), edges.start.0.max(self.first), edges.end.0.min(self.end))
    }

    /// Those of [`View::into`] whose edges are in a range.
    #[inline]
    pub fn into_in(self, node: NodeId, edges: Range<EdgeId>) -> &'g [Hop] {
        self.cut(self.graph.into.of(node), edges.start.0.max(self.first), edges.end.0.min(self.end))
    }

    #[inline]
    fn cut(self, hops: &'g [Hop], first: u32, end: u32) -> &'g [Hop] {
        let start = match hops.first() {
            Some(hop) if hop.edge.0 < first => hops.partition_point(|hop| hop.edge.0 < first),
            _ => 0,
        };
        let rest = hops.get(start..).unwrap_or_default();
        match rest.last() {
            Some(hop) if hop.edge.0 >= end => {
                rest.get(..rest.partition_point(|hop| hop.edge.0 < end)).unwrap_or_default()
            }
            _ => rest,
        }
    }

    /// Who paid; a foreign number for a foreign edge.
    #[inline]
    pub fn from(self, edge: EdgeId) -> NodeId {
        self.graph.edges().from.get(edge.index()).copied().unwrap_or(NodeId(u32::MAX))
    }

    /// Who was paid; a foreign number for a foreign edge.
    #[inline]
    pub fn to(self, edge: EdgeId) -> NodeId {
        self.graph.edges().to.get(edge.index()).copied().unwrap_or(NodeId(u32::MAX))
    }

    /// Seconds since 1970 in UTC; `i64::MAX` for a foreign edge.
    #[inline]
    pub fn time(self, edge: EdgeId) -> i64 {
        self.graph.edges().time.get(edge.index()).copied().unwrap_or(i64::MAX)
    }

    /// Minor units of the edge's own currency; 0 for a foreign edge.
    #[inline]
    pub fn amount_minor(self, edge: EdgeId) -> i64 {
        self.graph.edges().amount_minor.get(edge.index()).copied().unwrap_or(0)
    }

    /// Minor units of the reference currency, if known.
    #[inline]
    pub fn reference_minor(self, edge: EdgeId) -> Option<i64> {
        let known = self.graph.edges().reference_minor.get(edge.index()).copied();
        known.filter(|reference| *reference != REFERENCE_UNKNOWN)
    }
}
