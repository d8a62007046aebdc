//! Movements in columns: of one node, of all nodes, of a detector's own choosing.

use graph::{Graph, NodeId};
use std::ops::Range;

/// The movements of one node in one direction, by time: four columns of equal length.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links<'s> {
    /// Edges by number, ascending.
    pub edge: &'s [u32],
    /// The node at the other end.
    pub peer: &'s [u32],
    /// Seconds since 1970, never falling.
    pub at: &'s [i64],
    /// Minor units of the reference currency.
    pub value: &'s [i64],
}

impl<'s> Links<'s> {
    /// How many.
    #[inline]
    pub const fn len(self) -> usize {
        self.edge.len()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.edge.is_empty()
    }

    /// The piece from `first` up to `end`, both cut to what is there.
    #[must_use]
    #[inline]
    pub fn piece(self, range: Range<usize>) -> Self {
        let end = range.end.min(self.len());
        let range = range.start.min(end)..end;
        Self {
            edge: self.edge.get(range.clone()).unwrap_or_default(),
            peer: self.peer.get(range.clone()).unwrap_or_default(),
            at: self.at.get(range.clone()).unwrap_or_default(),
            value: self.value.get(range).unwrap_or_default(),
        }
    }

    /// The piece of a stretch of time, both ends included.
    #[must_use]
    #[inline]
    pub fn within(self, from: i64, until: i64) -> Self {
        let first = self.at.partition_point(|at| *at < from);
        let end = self.at.partition_point(|at| *at <= until);
        self.piece(first..end)
    }

    /// Each movement.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Step> + ExactSizeIterator + 's {
        let (left, right) = (self.edge.iter().zip(self.peer), self.at.iter().zip(self.value));
        left.zip(right).map(|((edge, peer), (at, value))| Step { edge: *edge, peer: *peer, at: *at, value: *value })
    }

    /// The movement at a position.
    #[inline]
    pub fn get(self, at: usize) -> Option<Step> {
        self.piece(at..at.saturating_add(1)).iter().next()
    }

    /// Whether so many movements ever lie within so many seconds. Reads times only, so that a search for many
    /// different partners need not look at the partners of those who never have as many.
    pub fn is_dense(self, seconds: i64, movements: usize) -> bool {
        let Some(apart) = movements.checked_sub(1) else { return true };
        let later = self.at.get(apart..).unwrap_or_default();
        self.at.iter().zip(later).any(|(first, last)| last.saturating_sub(*first) <= seconds)
    }

    /// The sum of values.
    pub fn sum(self) -> i128 {
        self.value.iter().map(|value| i128::from(*value)).sum()
    }
}

/// One movement as seen from one of its ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The edge.
    pub edge: u32,
    /// The node at the other end.
    pub peer: u32,
    /// Seconds since 1970.
    pub at: i64,
    /// Minor units of the reference currency.
    pub value: i64,
}

/// Money between nodes, by node and time, in both directions.
#[derive(Clone, Debug, Default)]
pub struct Level {
    out: Side,
    into: Side,
}

impl Level {
    /// The edges of `kept`, ascending, between these ends.
    pub(crate) fn new(nodes: usize, kept: &[u32], (from, to): (&[NodeId], &[NodeId]), graph: &Graph) -> Self {
        let mut parts = vec![[0; 4]; kept.len()];
        let mut side =
            |own, other| Side::new(nodes, kept.iter().map(|edge| Part::new(*edge, own, other, graph)), &mut parts);
        Self { out: side(from, to), into: side(to, from) }
    }

    pub(crate) fn movements(&self) -> usize {
        self.out.edge.len()
    }

    pub(crate) fn bytes(&self) -> usize {
        self.out.bytes() + self.into.bytes()
    }

    /// Money out of a node, by time.
    #[inline]
    pub fn out(&self, node: u32) -> Links<'_> {
        self.out.of(node)
    }

    /// Money into a node, by time.
    #[inline]
    pub fn ins(&self, node: u32) -> Links<'_> {
        self.into.of(node)
    }

    /// The edges by payer, then time, and by payee, then time.
    pub(crate) fn edges(&self) -> [&[u32]; 2] {
        [&self.out.edge, &self.into.edge]
    }

    /// Where the movements of a node begin among all by payer, and among all by payee.
    #[inline]
    pub(crate) fn places(&self, node: u32) -> [usize; 2] {
        [&self.out, &self.into].map(|side| side.start.get(node as usize).map_or(usize::MAX, |start| *start as usize))
    }
}

#[derive(Clone, Debug, Default)]
struct Side {
    start: Vec<u32>,
    edge: Vec<u32>,
    peer: Vec<u32>,
    at: Vec<i64>,
    value: Vec<i64>,
}

/// A movement with the node it is sorted by, in whole numbers that need not be written before they are used: node and
/// edge, peer, time, value.
struct Part([i64; 4]);

impl Part {
    fn new(edge: u32, own: &[NodeId], other: &[NodeId], graph: &Graph) -> Self {
        let node = |ends: &[NodeId]| ends.get(edge as usize).map_or(0, |node| node.0);
        let number = |column: &[i64]| column.get(edge as usize).copied().unwrap_or(0);
        let edges = graph.edges();
        let both = i64::from(node(own)) << 32 | i64::from(edge);
        Self([both, node(other).into(), number(edges.time()), number(edges.reference_minor())])
    }

    const fn node(&self) -> usize {
        (self.0[0] >> 32) as usize
    }

    const fn step(&self) -> Step {
        let Self([both, peer, at, value]) = *self;
        Step { edge: both as u32, peer: peer as u32, at, value }
    }
}

/// Blocks of nodes that are filled side by side.
const BLOCKS: usize = 256;

impl Side {
    /// Sorts movements by node, keeping their order at each.
    ///
    /// In two passes: first into blocks of nodes that follow each other, then in each block to their places. So what is
    /// written at any time is little enough for the cache, however many there are. `parts` is used on the way and must
    /// be as long.
    fn new(nodes: usize, all: impl Iterator<Item = Part> + Clone, parts: &mut [[i64; 4]]) -> Self {
        let mut start = vec![0u32; nodes + 1];
        for part in all.clone() {
            if let Some(count) = start.get_mut(part.node() + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for place in &mut start {
            sum += *place;
            *place = sum;
        }
        // As many nodes in a block as the least power of two with few enough blocks.
        let width = nodes.div_ceil(BLOCKS).max(1).next_power_of_two();
        let shift = width.trailing_zeros();
        let mut blocks: Vec<u32> = start.iter().copied().step_by(width).collect();
        for part in all {
            if let Some(next) = blocks.get_mut(part.node() >> shift)
                && let Some(place) = parts.get_mut(*next as usize)
            {
                *place = part.0;
                *next += 1;
            }
        }
        let (mut next, count) = (start.clone(), parts.len());
        let mut side =
            Self { start, edge: vec![0; count], peer: vec![0; count], at: vec![0; count], value: vec![0; count] };
        for part in parts.iter().map(|part| Part(*part)) {
            if let Some(place) = next.get_mut(part.node()) {
                side.put(*place as usize, part.step());
                *place += 1;
            }
        }
        side
    }

    fn put(&mut self, place: usize, step: Step) {
        self.edge.get_mut(place).into_iter().for_each(|edge| *edge = step.edge);
        self.peer.get_mut(place).into_iter().for_each(|peer| *peer = step.peer);
        self.at.get_mut(place).into_iter().for_each(|at| *at = step.at);
        self.value.get_mut(place).into_iter().for_each(|value| *value = step.value);
    }

    #[inline]
    fn of(&self, node: u32) -> Links<'_> {
        let Some([start, end]) = self.start.get(node as usize..).and_then(|rest| rest.first_chunk::<2>()) else {
            return Links::default();
        };
        Links { edge: &self.edge, peer: &self.peer, at: &self.at, value: &self.value }
            .piece(*start as usize..*end as usize)
    }

    fn bytes(&self) -> usize {
        (self.start.capacity() + self.edge.capacity() + self.peer.capacity()) * 4
            + (self.at.capacity() + self.value.capacity()) * 8
    }
}

/// Movements of a detector's own choosing, in columns.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    edge: Vec<u32>,
    peer: Vec<u32>,
    at: Vec<i64>,
    value: Vec<i64>,
}

impl Columns {
    /// Adds a movement at the end.
    pub fn push(&mut self, step: Step) {
        self.edge.push(step.edge);
        self.peer.push(step.peer);
        self.at.push(step.at);
        self.value.push(step.value);
    }

    /// Empty again, with its memory kept.
    pub fn clear(&mut self) {
        self.edge.clear();
        self.peer.clear();
        self.at.clear();
        self.value.clear();
    }

    /// All of them.
    pub fn links(&self) -> Links<'_> {
        Links { edge: &self.edge, peer: &self.peer, at: &self.at, value: &self.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movements_are_dense_when_so_many_lie_within_so_many_seconds() {
        let at = [0, 10, 12, 30];
        let links = Links { edge: &[0, 1, 2, 3], peer: &[0; 4], at: &at, value: &[0; 4] };
        let dense = |seconds, movements| links.is_dense(seconds, movements);
        assert!(dense(2, 2) && dense(12, 3) && dense(30, 4) && dense(0, 1) && dense(0, 0));
        assert!(!dense(1, 2) && !dense(11, 3) && !dense(29, 4) && !dense(1_000, 5));
        assert!(!Links::default().is_dense(5, 1));
    }
}
