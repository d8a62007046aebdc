//! Small random graphs from a seed, and the list of edges that a reference scans.

use graph::{Graph, GraphBuilder, NewTransaction, NodeFacts, NodeFlags, NodeId, NodeKind};

/// Numbers from a seed.
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03)
    }

    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound
    }
}

/// An edge as a reference sees it. Its position in the list is its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Plain {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) time: i64,
    pub(crate) amount: i64,
}

/// Rows in the order in which they are given, not sorted.
pub(crate) fn rows(draw: &mut Draw, nodes: u64, edges: u64, seconds: u64) -> Vec<Plain> {
    (0..edges)
        .map(|_| Plain {
            from: draw.below(nodes) as u32,
            to: draw.below(nodes) as u32,
            time: 1_000_000 + draw.below(seconds) as i64,
            amount: draw.below(1_000) as i64,
        })
        .collect()
}

pub(crate) fn sorted(rows: &[Plain]) -> Vec<Plain> {
    let mut sorted = rows.to_vec();
    sorted.sort_by_key(|row| row.time);
    sorted
}

pub(crate) fn builder(nodes: u64, excluded: &[u32]) -> GraphBuilder {
    let mut builder = GraphBuilder::new("ZZD", 2);
    builder.channel("").unwrap();
    for number in 0..nodes {
        let node = builder.node(NodeKind::Account, &number.to_string()).unwrap();
        if excluded.contains(&node.0) {
            builder.describe(node, NodeFacts { flags: NodeFlags::EXCLUDED, ..NodeFacts::default() }).unwrap();
        }
    }
    builder
}

pub(crate) fn add(builder: &mut GraphBuilder, row: &Plain, number: usize) {
    let new = NewTransaction {
        from: NodeId(row.from),
        to: NodeId(row.to),
        time: row.time,
        amount_minor: row.amount,
        currency: graph::CurrencyId(0),
        reference_minor: None,
        channel: graph::ChannelId(0),
        external_id: &format!("t{number}"),
    };
    builder.transaction(new).unwrap();
}

pub(crate) fn graph_of(nodes: u64, excluded: &[u32], rows: &[Plain]) -> Graph {
    let mut builder = builder(nodes, excluded);
    rows.iter().enumerate().for_each(|(number, row)| add(&mut builder, row, number));
    builder.build()
}

/// A graph, its edges in order and its excluded nodes, from a seed: 2 to 9 nodes, up to 24 edges, few distinct times
/// in half of the cases.
pub(crate) struct Case {
    pub(crate) nodes: u32,
    pub(crate) excluded: Vec<u32>,
    pub(crate) edges: Vec<Plain>,
    pub(crate) graph: Graph,
    pub(crate) draw: Draw,
}

pub(crate) fn case(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let nodes = 2 + draw.below(8);
    let edges = draw.below(25);
    let seconds = if draw.below(2) == 0 { 6 } else { 60 };
    let excluded = if draw.below(3) == 0 { vec![draw.below(nodes) as u32] } else { Vec::new() };
    let rows = rows(&mut draw, nodes, edges, seconds);
    let graph = graph_of(nodes, &excluded, &rows);
    Case { nodes: nodes as u32, excluded, edges: sorted(&rows), graph, draw }
}
