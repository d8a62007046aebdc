//! Where accounts and payments of a hit lie: columns in the order in which money reaches them, all whole pixels.

use super::search::Hit;
use super::world::World;
use graph::EdgeId;
use std::collections::{BTreeMap, HashMap};

/// Pairs of accounts that are drawn, the largest first.
const ARROWS_MAX: usize = 40;
/// Between the left sides of two columns.
const COLUMN: i64 = 345;
/// Between the upper sides of two boxes.
const ROW: i64 = 62;
pub(super) const BOX: (i64, i64) = (150, 32);
const MARGIN: (i64, i64) = (14, 30);

/// An account or somebody, with the left upper corner of its box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) node: u32,
    pub(super) x: i64,
    pub(super) y: i64,
    column: usize,
}

/// All payments from one to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) edges: Vec<u32>,
    /// In the currency of comparison, where it is known.
    value: i64,
}

/// The whole picture.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    pub(super) nodes: Vec<Node>,
    pub(super) arrows: Vec<Arrow>,
    pub(super) left_out: usize,
    pub(super) width: i64,
    pub(super) height: i64,
}

/// Lays a hit out.
pub(super) fn layout(world: &World, hit: &Hit) -> Layout {
    let (arrows, left_out) = arrows(world, hit);
    let columns = columns(&arrows);
    let nodes = places(&arrows, &columns);
    let most = |of: fn(&Node) -> i64| nodes.iter().map(of).max().unwrap_or(0);
    let width = most(|node| node.x) + BOX.0 + MARGIN.0;
    let height = most(|node| node.y) + BOX.1 + MARGIN.1 / 2;
    let mut layout = Layout { nodes, arrows, left_out, width, height };
    if layout.arrows.iter().any(|arrow| !layout.leads_on(arrow)) {
        // Payments that lead back pass below.
        layout.height += 54;
    }
    layout
}

/// One arrow for each pair, in the order of their first payments.
fn arrows(world: &World, hit: &Hit) -> (Vec<Arrow>, usize) {
    let mut pairs: BTreeMap<(u32, u32), Arrow> = BTreeMap::new();
    for edge in &hit.edges {
        let Some(row) = world.graph.edges().row(EdgeId(*edge)) else { continue };
        let pair = (row.from.0, row.to.0);
        let arrow =
            pairs.entry(pair).or_insert_with(|| Arrow { from: pair.0, to: pair.1, edges: Vec::new(), value: 0 });
        arrow.edges.push(*edge);
        arrow.value = arrow.value.saturating_add(row.reference_minor.unwrap_or(0));
    }
    let mut arrows: Vec<Arrow> = pairs.into_values().collect();
    let left_out = arrows.len().saturating_sub(ARROWS_MAX);
    arrows.sort_by_key(|arrow| std::cmp::Reverse(arrow.value));
    arrows.truncate(ARROWS_MAX);
    arrows.sort_by_key(|arrow| arrow.edges.first().copied());
    (arrows, left_out)
}

/// The column of each node: one to the right of who first paid it, one to the left of whom it first paid.
fn columns(arrows: &[Arrow]) -> HashMap<u32, usize> {
    let mut columns: HashMap<u32, i64> = HashMap::new();
    // Arrows come in the order of their first payments, so most of them touch what is placed already; one that does not
    // waits for the others.
    let mut waiting: Vec<&Arrow> = arrows.iter().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        waiting.retain(|arrow| match (columns.get(&arrow.from).copied(), columns.get(&arrow.to).copied()) {
            (Some(_), Some(_)) => false,
            (Some(from), None) => columns.insert(arrow.to, from + 1).is_some(),
            (None, Some(to)) => columns.insert(arrow.from, to - 1).is_some(),
            (None, None) if columns.is_empty() => {
                columns.insert(arrow.from, 0);
                columns.insert(arrow.to, i64::from(arrow.from != arrow.to));
                false
            }
            (None, None) => true,
        });
        if waiting.len() == before
            && let Some(first) = waiting.first()
        {
            columns.insert(first.from, 0);
        }
    }
    let least = columns.values().copied().min().unwrap_or(0);
    columns.into_iter().map(|(node, column)| (node, usize::try_from(column - least).unwrap_or(0))).collect()
}

/// Places each node: within a column in the order of the middle of its neighbours to the left.
fn places(arrows: &[Arrow], columns: &HashMap<u32, usize>) -> Vec<Node> {
    let mut order: Vec<u32> = Vec::new();
    for arrow in arrows {
        for node in [arrow.from, arrow.to] {
            if !order.contains(&node) {
                order.push(node);
            }
        }
    }
    let last = columns.values().copied().max().unwrap_or(0);
    let count = |column: usize| order.iter().filter(|node| columns.get(*node) == Some(&column)).count();
    let tallest = (0..=last).map(count).max().unwrap_or(1);
    let mut placed: Vec<Node> = Vec::new();
    for column in 0..=last {
        let mut own: Vec<(i64, u32)> = Vec::new();
        for node in order.iter().filter(|node| columns.get(*node) == Some(&column)) {
            let payers = arrows.iter().filter(|arrow| arrow.to == *node).map(|arrow| arrow.from);
            let heights: Vec<i64> =
                payers.filter_map(|from| placed.iter().find(|known| known.node == from)).map(|known| known.y).collect();
            let middle = heights.iter().sum::<i64>().checked_div(heights.len() as i64);
            own.push((middle.unwrap_or(i64::MAX), *node));
        }
        own.sort_by_key(|(middle, _)| *middle);
        let above = (tallest - own.len()) as i64 * ROW / 2;
        for (at, (_, node)) in own.into_iter().enumerate() {
            let (x, y) = (MARGIN.0 + column as i64 * COLUMN, MARGIN.1 + above + at as i64 * ROW);
            placed.push(Node { node, x, y, column });
        }
    }
    placed
}

impl Layout {
    /// The box of a node.
    pub(super) fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.iter().find(|known| known.node == node)
    }

    /// Whether an arrow leads to a column further to the right.
    pub(super) fn leads_on(&self, arrow: &Arrow) -> bool {
        match (self.node(arrow.from), self.node(arrow.to)) {
            (Some(from), Some(to)) => to.column > from.column,
            _ => false,
        }
    }

    /// How many arrows come to a node and leave it.
    pub(super) fn degrees(&self, arrow: &Arrow) -> (usize, usize) {
        let into = self.arrows.iter().filter(|other| other.to == arrow.to).count();
        let out = self.arrows.iter().filter(|other| other.from == arrow.from).count();
        (into, out)
    }
}
