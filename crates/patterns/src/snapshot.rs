//! What detectors read: the money of one view of a graph, with its groups and side tables.

use crate::group::{Groups, Joiner};
pub use crate::links::{Columns, Level, Links, Step};
use crate::sides::Sides;
use graph::{EdgeAttribute, Graph, LinkKind, NodeFacts, NodeFlags, NodeId, NodeKind, SharedKind, View};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

/// What a channel of a graph is to a detector.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Notes and coins.
    Cash,
    /// Transfers between accounts, also by phone.
    Wire,
    /// Cards at a counter or a machine that is no cash machine.
    Card,
    /// Cheques and drafts.
    Cheque,
    /// Virtual assets.
    Virtual,
    /// A loan paid out.
    Loan,
    /// Interest or principal paid on a loan.
    Repayment,
    /// Shares, capital, participations.
    Equity,
    /// Payment of goods or services.
    Trade,
    /// Goods or services themselves: no money.
    Goods,
    /// Anything else.
    Other,
}

impl Class {
    /// Every class with the channel code that means it unless the caller says otherwise.
    pub const CODES: [(&'static str, Self); 11] = [
        ("cash", Self::Cash),
        ("wire", Self::Wire),
        ("card", Self::Card),
        ("cheque", Self::Cheque),
        ("virtual", Self::Virtual),
        ("loan", Self::Loan),
        ("repayment", Self::Repayment),
        ("equity", Self::Equity),
        ("trade", Self::Trade),
        ("goods", Self::Goods),
        ("other", Self::Other),
    ];
}

/// Money from an amount up.
type Larger = (i64, Arc<Level>);

/// The money of one view, ready to be searched. It does not change.
///
/// A movement is money when its class is not [`Class::Goods`], its two ends differ and neither is
/// [`NodeFlags::EXCLUDED`], and its amount in the reference currency is known; what is left out for want of a rate is
/// counted in [`Snapshot::unvalued`]. Of two movements of one second, that with the smaller number comes first.
#[derive(Clone)]
pub struct Snapshot<'g> {
    graph: &'g Graph,
    range: Range<u32>,
    classes: Arc<[Class]>,
    level: Arc<Level>,
    goods: Arc<[u32]>,
    unvalued: u64,
    /// Movements below this are no money here.
    least: i64,
    /// Money from some amounts up, as far as it was asked for.
    larger: Arc<Mutex<Vec<Larger>>>,
    /// The same owner: owners, their accounts and wallets, and what is judged to be the same. The owners of one
    /// joint account are one group.
    pub subjects: Arc<Groups>,
    /// The same controller: subjects joined by owning and controlling.
    pub clusters: Arc<Groups>,
    /// Related: clusters joined by employment, one named employer, and being related.
    pub kin: Arc<Groups>,
    /// What is known beside the graph.
    pub sides: Arc<Sides>,
}

impl<'g> Snapshot<'g> {
    /// The money of a view. Channels mean what [`Class::CODES`] says; a code that is not there is [`Class::Other`].
    pub fn new(view: View<'g>, sides: Sides) -> Self {
        Self::with_classes(view, sides, |code| {
            Class::CODES.iter().find(|(known, _)| *known == code).map_or(Class::Other, |(_, class)| *class)
        })
    }

    /// The same where the caller says what its channel codes mean.
    pub fn with_classes(view: View<'g>, sides: Sides, class_of: impl Fn(&str) -> Class) -> Self {
        let graph = view.graph();
        let (edges, nodes) = (graph.edges(), graph.nodes());
        let range = view.bounds().start.0..view.bounds().end.0;
        let channels = (0..=u16::MAX).map_while(|channel| graph.codes().channel(graph::ChannelId(channel)));
        let classes: Vec<Class> = channels.map(class_of).collect();
        let mut shape = Self {
            graph,
            range: range.clone(),
            classes: classes.into(),
            level: Arc::default(),
            goods: Arc::default(),
            unvalued: 0,
            least: 0,
            larger: Arc::default(),
            subjects: Arc::default(),
            clusters: Arc::default(),
            kin: Arc::default(),
            sides: Arc::new(sides),
        };
        let (mut kept, mut goods) = (Vec::with_capacity(range.len()), Vec::new());
        // A byte a node is asked twice for every edge, and stays in the cache where all facts of a node do not.
        let excluded: Vec<bool> = (0..shape.nodes()).map(|node| nodes.is_excluded(NodeId(node))).collect();
        let is_excluded = |node: u32| excluded.get(node as usize) == Some(&true);
        for edge in range {
            let (from, to) = (shape.from(edge), shape.to(edge));
            let excluded = is_excluded(from) || is_excluded(to);
            if shape.class(edge) == Class::Goods {
                goods.push(edge);
            } else if shape.value(edge) == i64::MIN {
                shape.unvalued += 1;
            } else if from != to && !excluded {
                kept.push(edge);
            }
        }
        shape.goods = goods.into();
        shape.level = Arc::new(Level::new(nodes.len(), &kept, (edges.from(), edges.to()), graph));
        shape.join();
        shape
    }

    /// The same, where movements of less than an amount (minor units of the reference currency) are no money. What was
    /// asked for once is kept, so that the next pattern, or another thread, gets it at once.
    #[must_use]
    pub fn from_amount(&self, least: i64) -> Self {
        if least <= self.least {
            return self.clone();
        }
        let mut shape = Self { least, ..self.clone() };
        let mut larger = self.larger.lock().unwrap_or_else(PoisonError::into_inner);
        let known = larger.iter().find(|(amount, _)| *amount == least).map(|(_, level)| Arc::clone(level));
        shape.level = known.unwrap_or_else(|| {
            let edges = self.graph.edges();
            let kept: Vec<u32> = shape.money().collect();
            let level = Arc::new(Level::new(self.graph.nodes().len(), &kept, (edges.from(), edges.to()), self.graph));
            larger.push((least, Arc::clone(&level)));
            level
        });
        drop(larger);
        shape
    }

    fn join(&mut self) {
        let ties = self.graph.ties();
        let count = self.graph.nodes().len();
        let held = |node| matches!(self.kind(node), NodeKind::Account | NodeKind::Wallet);
        let mut subjects = Joiner::new(count);
        for link in ties.links() {
            let owned = link.kind == LinkKind::Owns && held(link.to.0);
            if owned || link.kind == LinkKind::SameAs {
                subjects.join(link.from.0, link.to.0);
            }
        }
        let mut clusters = subjects.clone();
        for link in ties.links().iter().filter(|link| matches!(link.kind, LinkKind::Owns | LinkKind::Controls)) {
            clusters.join(link.from.0, link.to.0);
        }
        let mut kin = clusters.clone();
        for link in ties.links().iter().filter(|link| matches!(link.kind, LinkKind::Employs | LinkKind::RelatedTo)) {
            kin.join(link.from.0, link.to.0);
        }
        let mut before: Option<graph::Shared> = None;
        for shared in ties.by_value().iter().filter(|shared| shared.kind == SharedKind::Employer) {
            if let Some(other) = before.filter(|other| other.value == shared.value) {
                kin.join(other.node.0, shared.node.0);
            }
            before = Some(*shared);
        }
        let groups = [subjects, clusters, kin].map(|joiner| Arc::new(joiner.groups()));
        let [subjects, clusters, kin] = groups;
        (self.subjects, self.clusters, self.kin) = (subjects, clusters, kin);
    }

    /// How many nodes; they are numbered from zero.
    pub fn nodes(&self) -> u32 {
        self.graph.nodes().len() as u32
    }

    /// How many movements of money.
    pub fn movements(&self) -> usize {
        self.level.movements()
    }

    /// The edges of the view, also those that are no money.
    pub fn edge_range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Movements of goods, by time.
    pub fn goods(&self) -> &[u32] {
        &self.goods
    }

    /// How many movements were left out because no rate is known.
    pub const fn unvalued(&self) -> u64 {
        self.unvalued
    }

    /// Movements below this are no money here.
    pub(crate) const fn least(&self) -> i64 {
        self.least
    }

    /// The graph.
    pub const fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Money out of a node, by time.
    #[inline]
    pub fn out(&self, node: u32) -> Links<'_> {
        self.level.out(node)
    }

    /// Money into a node, by time.
    #[inline]
    pub fn ins(&self, node: u32) -> Links<'_> {
        self.level.ins(node)
    }

    /// Money between nodes.
    pub fn level(&self) -> &Level {
        &self.level
    }

    /// Money between subjects: every node stands for its group in [`Snapshot::subjects`], and what moves within a
    /// group is left out.
    pub fn subject_level(&self) -> Level {
        let (edges, nodes) = (self.graph.edges(), self.graph.nodes().len());
        let stand = |ends: &[NodeId]| ends.iter().map(|node| NodeId(self.subjects.of(node.0))).collect::<Vec<_>>();
        let (from, to) = (stand(edges.from()), stand(edges.to()));
        let differ = |edge: &u32| from.get(*edge as usize) != to.get(*edge as usize);
        let kept: Vec<u32> = self.money().filter(differ).collect();
        Level::new(nodes, &kept, (&from, &to), self.graph)
    }

    /// All movements of money that leave any node, each once, ascending.
    pub fn money(&self) -> impl Iterator<Item = u32> + '_ {
        self.range.clone().filter(|edge| self.is_money(*edge))
    }

    /// Whether an edge is money as described above.
    pub fn is_money(&self, edge: u32) -> bool {
        let nodes = self.graph.nodes();
        let (from, to) = (self.from(edge), self.to(edge));
        self.range.contains(&edge)
            && from != to
            && self.class(edge) != Class::Goods
            && self.value(edge) >= self.least
            && !nodes.is_excluded(NodeId(from))
            && !nodes.is_excluded(NodeId(to))
    }

    /// Who paid.
    #[inline]
    pub fn from(&self, edge: u32) -> u32 {
        self.graph.edges().from().get(edge as usize).map_or(u32::MAX, |node| node.0)
    }

    /// Who was paid.
    #[inline]
    pub fn to(&self, edge: u32) -> u32 {
        self.graph.edges().to().get(edge as usize).map_or(u32::MAX, |node| node.0)
    }

    /// Seconds since 1970.
    #[inline]
    pub fn at(&self, edge: u32) -> i64 {
        self.graph.edges().time().get(edge as usize).copied().unwrap_or(i64::MIN)
    }

    /// Minor units of the reference currency; `i64::MIN` where none is known.
    #[inline]
    pub fn value(&self, edge: u32) -> i64 {
        self.graph.edges().reference_minor().get(edge as usize).copied().unwrap_or(i64::MIN)
    }

    /// What its channel means.
    #[inline]
    pub fn class(&self, edge: u32) -> Class {
        let channel = self.graph.edges().channel().get(edge as usize).map_or(usize::MAX, |channel| channel.index());
        self.classes.get(channel).copied().unwrap_or(Class::Other)
    }

    /// What a node is; a foreign number is an account.
    #[inline]
    pub fn kind(&self, node: u32) -> NodeKind {
        self.graph.nodes().kind(NodeId(node)).unwrap_or(NodeKind::Account)
    }

    /// What is known of a node.
    #[inline]
    pub fn facts(&self, node: u32) -> NodeFacts {
        self.graph.nodes().facts(NodeId(node))
    }

    /// Whether a node has a flag.
    #[inline]
    pub fn flagged(&self, node: u32, flag: NodeFlags) -> bool {
        self.facts(node).flags.has(flag)
    }

    /// Who acted at the counter, where told.
    pub fn conductor(&self, edge: u32) -> Option<u32> {
        self.graph.edges().attribute(EdgeAttribute::Conductor, graph::EdgeId(edge))
    }

    /// The node that says where an edge took place: its location, or the cash node at one of its ends.
    pub fn location(&self, edge: u32) -> Option<u32> {
        let told = self.graph.edges().attribute(EdgeAttribute::Location, graph::EdgeId(edge));
        let cash = [self.from(edge), self.to(edge)].into_iter().find(|node| self.kind(*node) == NodeKind::Cash);
        told.or(cash)
    }

    /// All money of a node, in and out, by number, into `columns`.
    pub fn activity(&self, node: u32, columns: &mut Columns) {
        columns.clear();
        let (mut ins, mut outs) = (self.ins(node).iter().peekable(), self.out(node).iter().peekable());
        loop {
            let next = match (ins.peek(), outs.peek()) {
                (Some(one), Some(other)) if one.edge < other.edge => ins.next(),
                (_, Some(_)) => outs.next(),
                (_, None) => ins.next(),
            };
            let Some(step) = next else { break };
            columns.push(step);
        }
    }

    /// Bytes of memory beside the graph.
    pub fn bytes(&self) -> usize {
        let groups = self.subjects.bytes() + self.clusters.bytes() + self.kin.bytes();
        let larger = self.larger.lock().map_or(0, |kept| kept.iter().map(|(_, level)| level.bytes()).sum::<usize>());
        self.level.bytes() + larger + groups + self.goods.len() * 4
    }
}
