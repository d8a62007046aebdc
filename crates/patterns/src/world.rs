//! Small worlds by hand or from a seed, for examples and tests: plain rows that become a graph.

use crate::sides::Sides;
use crate::snapshot::Class;
use graph::{
    Country, EdgeAttribute, Graph, GraphBuilder, GraphError, Link, LinkKind, NewTransaction, NodeFacts, NodeFlags,
    NodeId, NodeKind, Place, Shared, SharedKind,
};

/// A node by hand.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Its country by two letters.
    pub country: Option<Country>,
    /// Where it is.
    pub place: Option<Place>,
    /// Days since 1970 of its opening.
    pub opened_day: Option<i32>,
    /// Its flags.
    pub flags: NodeFlags,
}

impl Node {
    /// An account of which nothing is known.
    pub const ACCOUNT: Self =
        Self { kind: NodeKind::Account, country: None, place: None, opened_day: None, flags: NodeFlags(0) };
}

/// A movement by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Movement {
    /// Who paid.
    pub from: u32,
    /// Who was paid.
    pub to: u32,
    /// Seconds since 1970.
    pub at: i64,
    /// Minor units of the reference currency.
    pub value: i64,
    /// What its channel means.
    pub class: Class,
    /// Who acted at the counter.
    pub conductor: Option<u32>,
    /// Number of a currency other than the reference currency (0); `value` stays in the reference currency.
    pub currency: u16,
}

/// Plain rows. The position of a movement is its edge number once [`World::sort`] was called.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Nodes by number.
    pub nodes: Vec<Node>,
    /// Movements.
    pub movements: Vec<Movement>,
    /// Ties: who, what, whom.
    pub links: Vec<(u32, LinkKind, u32)>,
    /// Shared values: who, what, which.
    pub shared: Vec<(u32, SharedKind, u32)>,
    /// Tables beside the graph.
    pub sides: Sides,
}

impl World {
    /// So many accounts.
    pub fn new(accounts: usize) -> Self {
        Self { nodes: vec![Node::ACCOUNT; accounts], ..Self::default() }
    }

    /// One more node; its number.
    pub fn node(&mut self, node: Node) -> u32 {
        self.nodes.push(node);
        self.nodes.len() as u32 - 1
    }

    /// A transfer.
    pub fn pay(&mut self, from: u32, to: u32, at: i64, value: i64) {
        self.pay_by(Class::Wire, from, to, at, value);
    }

    /// A movement of some class.
    #[expect(clippy::too_many_arguments, reason = "five beside the world itself, in the order of a row")]
    pub fn pay_by(&mut self, class: Class, from: u32, to: u32, at: i64, value: i64) {
        self.movements.push(Movement { from, to, at, value, class, conductor: None, currency: 0 });
    }

    /// Brings movements into the order of time, equal times as they were.
    pub fn sort(&mut self) {
        self.movements.sort_by_key(|movement| movement.at);
    }

    /// The graph of these rows.
    ///
    /// # Errors
    /// When a row names a node that is not there or is otherwise refused.
    pub fn graph(&self) -> Result<Graph, GraphError> {
        let mut builder = GraphBuilder::new("XXX", 2);
        let foreign = builder.currency("XTS", 2)?;
        for (number, node) in self.nodes.iter().enumerate() {
            let id = builder.node(node.kind, &number.to_string())?;
            let Node { country, place, opened_day, flags, .. } = *node;
            builder.describe(id, NodeFacts { country, place, opened_day, flags })?;
        }
        for (code, _) in Class::CODES {
            builder.channel(code)?;
        }
        for movement in &self.movements {
            let code =
                Class::CODES.iter().find(|(_, class)| *class == movement.class).map_or("other", |(code, _)| code);
            let channel = builder.channel(code)?;
            builder.transaction(NewTransaction {
                from: NodeId(movement.from),
                to: NodeId(movement.to),
                time: movement.at,
                amount_minor: movement.value,
                currency: if movement.currency == 0 { graph::CurrencyId(0) } else { foreign },
                reference_minor: Some(movement.value),
                channel,
                external_id: "",
            })?;
            if let Some(conductor) = movement.conductor {
                builder.annotate(EdgeAttribute::Conductor, conductor)?;
            }
        }
        for (from, kind, to) in &self.links {
            let (from, to) = (NodeId(*from), NodeId(*to));
            builder.link(Link { from, kind: *kind, to, since_day: None, until_day: None })?;
        }
        for (node, kind, value) in &self.shared {
            let value = builder.value(&format!("{kind:?} {value}"))?;
            builder.share(Shared { node: NodeId(*node), kind: *kind, value })?;
        }
        Ok(builder.build())
    }
}

/// Numbers that look random and follow from a seed (SplitMix64).
#[derive(Clone, Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    pub const fn below(&mut self, end: u64) -> u64 {
        match self.next().checked_rem(end) {
            Some(rest) => rest,
            None => 0,
        }
    }

    /// A number from `first` up to but not including `end`.
    pub const fn between(&mut self, first: i64, end: i64) -> i64 {
        first.saturating_add(self.below(end.saturating_sub(first).unsigned_abs()) as i64)
    }

    /// One of these.
    pub fn one<T: Copy>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len() as u64) as usize).copied()
    }

    /// True once in `times`.
    pub const fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}
