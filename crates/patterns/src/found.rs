//! What a detector hands back: witnesses that a person and a court can check.

use crate::setting::Parameter;
use graph::{EdgeId, Extent, NodeId};

/// What "no more than needed" means for a witness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Minimality {
    /// Without any one of its edges or rows it would not be this pattern.
    Exact,
    /// Every window of which it is made is the pattern by itself; overlapping windows are told as one.
    Windows,
    /// It begins as early as it can and ends as soon as the pattern is there.
    Earliest,
    /// It cannot be made longer at its end.
    Longest,
    /// It is everything that belongs to its group; a part of it may be the pattern too.
    Group,
}

impl Minimality {
    /// The key of the sentence that says so.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Exact => "minimal-exact",
            Self::Windows => "minimal-windows",
            Self::Earliest => "minimal-earliest",
            Self::Longest => "minimal-longest",
            Self::Group => "minimal-group",
        }
    }
}

/// A number that a sentence needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Arg {
    /// How many.
    Count(u64),
    /// Minor units of the reference currency.
    Money(i128),
    /// Seconds.
    Seconds(i64),
    /// Ten-thousandths.
    Ratio(i64),
    /// A node.
    Node(NodeId),
}

/// A sentence for a person: a key that a profile has words for, and what stands in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// The key.
    pub key: &'static str,
    /// What stands in it, by name.
    pub args: Vec<(&'static str, Arg)>,
}

/// One place where a pattern is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Code of the pattern.
    pub code: &'static str,
    /// The node that it is told of: for a pattern of a subject or cluster the smallest node of that group.
    pub anchor: NodeId,
    /// The nodes that take part; the order is the pattern's own where it is a path, otherwise ascending.
    pub nodes: Vec<NodeId>,
    /// The edges that take part, ascending.
    pub edges: Vec<EdgeId>,
    /// The rows of the pattern's side table that take part, ascending.
    pub rows: Vec<u32>,
    /// How strong, from 0 to 10,000 unless the pattern says otherwise.
    pub score: i64,
    /// What "no more than needed" means here.
    pub minimality: Minimality,
    /// The sentence.
    pub said: Sentence,
}

impl Witness {
    /// A witness with nothing in it yet; the detector's code and sentence are set when it is handed over.
    pub fn new(anchor: u32, minimality: Minimality) -> Self {
        Self {
            code: "",
            anchor: NodeId(anchor),
            nodes: Vec::new(),
            edges: Vec::new(),
            rows: Vec::new(),
            score: 10_000,
            minimality,
            said: Sentence::default(),
        }
    }

    /// With these nodes, ascending and each once.
    #[must_use]
    pub fn nodes(mut self, nodes: impl IntoIterator<Item = u32>) -> Self {
        self.nodes = nodes.into_iter().map(NodeId).collect();
        self.nodes.sort_unstable();
        self.nodes.dedup();
        self
    }

    /// With these nodes in this order.
    #[must_use]
    pub fn path(mut self, nodes: impl IntoIterator<Item = u32>) -> Self {
        self.nodes = nodes.into_iter().map(NodeId).collect();
        self
    }

    /// With these edges, ascending and each once.
    #[must_use]
    pub fn edges(mut self, edges: impl IntoIterator<Item = u32>) -> Self {
        self.edges = edges.into_iter().map(EdgeId).collect();
        self.edges.sort_unstable();
        self.edges.dedup();
        self
    }

    /// With these rows, ascending and each once.
    #[must_use]
    pub fn rows(mut self, rows: impl IntoIterator<Item = u32>) -> Self {
        self.rows = rows.into_iter().collect();
        self.rows.sort_unstable();
        self.rows.dedup();
        self
    }

    /// With a score.
    #[must_use]
    pub const fn score(mut self, score: i64) -> Self {
        self.score = score;
        self
    }

    /// With a number for its sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: Arg) -> Self {
        self.said.args.push((name, arg));
        self
    }

    /// With a count for its sentence.
    #[must_use]
    pub fn count(self, name: &'static str, count: usize) -> Self {
        self.with(name, Arg::Count(count as u64))
    }

    /// With an amount for its sentence.
    #[must_use]
    pub fn money(self, name: &'static str, minor: impl Into<i128>) -> Self {
        self.with(name, Arg::Money(minor.into()))
    }
}

/// Everything one run of one pattern found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Code of the pattern.
    pub code: &'static str,
    /// The parameters it ran with.
    pub parameters: Vec<Parameter>,
    /// By anchor, then edges, nodes and rows.
    pub witnesses: Vec<Witness>,
    /// Whether this is all, or which limit stopped it first.
    pub extent: Extent,
    /// Steps of work: edges or rows looked at.
    pub visits: u64,
}

/// A part of a whole in ten-thousandths, rounded down; 0 of nothing.
pub(crate) fn ratio(part: i128, whole: i128) -> i64 {
    let scaled = part.saturating_mul(10_000).checked_div(whole).unwrap_or(0);
    i64::try_from(scaled).unwrap_or(i64::MAX)
}
