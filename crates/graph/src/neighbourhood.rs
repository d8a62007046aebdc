//! What is around a node, with caps: the first thing an analyst opens.

use crate::answer::{Answer, Budget, Limit};
use crate::edge::Hop;
use crate::id::{EdgeId, NodeId};
use crate::view::View;
use hashbrown::HashSet;

/// Which way to look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To those who were paid.
    Out,
    /// To those who paid.
    Into,
    /// Both ways.
    #[default]
    Both,
}

/// How far to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Around {
    /// Which way.
    pub direction: Direction,
    /// How many steps away.
    pub hops: u32,
    /// Of a node with more links than this, only the first so many in each direction are followed, and it is told.
    pub links_per_node_max: usize,
    /// At most so many nodes.
    pub nodes_max: usize,
    /// Whether to go on from nodes that are marked as excluded. They are reached in either case.
    pub through_excluded: bool,
}

impl Default for Around {
    /// One step, both ways, 1,000 links of a node, 10,000 nodes, not through excluded nodes.
    fn default() -> Self {
        Self {
            direction: Direction::Both,
            hops: 1,
            links_per_node_max: 1_000,
            nodes_max: 10_000,
            through_excluded: false,
        }
    }
}

/// A node of a neighbourhood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// Which.
    pub node: NodeId,
    /// Fewest steps from a seed.
    pub hops: u32,
    /// All its links in the view in the directions looked at, followed or not.
    pub links: u64,
    /// How many of them were followed; fewer than `links` for a hub, 0 where the neighbourhood ends.
    pub followed: u64,
}

/// All edges from one node to another that were met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// Who paid.
    pub from: NodeId,
    /// Who was paid.
    pub to: NodeId,
    /// How many edges.
    pub count: u64,
    /// Sum of those amounts that are known in the reference currency, in minor units.
    pub reference_minor: i128,
    /// How many edges have no such amount.
    pub without_reference: u64,
    /// The earliest edge.
    pub first: EdgeId,
    /// The latest edge.
    pub last: EdgeId,
}

/// What is around some nodes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Neighbourhood {
    /// Nodes by distance and, within a distance, in the order in which they were met.
    pub nodes: Vec<Near>,
    /// What was met between them, by payer and payee. Edges between two nodes at the rim are not in it.
    pub bundles: Vec<Bundle>,
}

/// The nodes up to so many steps around seeds, and the edges on the way. Cost: one visit for each edge followed.
pub fn neighbourhood(view: View<'_>, seeds: &[NodeId], around: &Around, budget: Budget) -> Answer<Neighbourhood> {
    let mut search = Search { view, around, budget, nodes: Vec::new(), places: HashSet::new(), met: Vec::new() };
    seeds.iter().for_each(|seed| {
        search.meet(*seed, 0);
    });
    let mut next = 0;
    while let Some(near) = search.nodes.get(next).copied() {
        if near.hops >= around.hops || !search.open(next, near) {
            break;
        }
        next += 1;
    }
    let bundles = bundles(view, search.met);
    search.budget.answer(Neighbourhood { nodes: search.nodes, bundles })
}

struct Search<'a> {
    view: View<'a>,
    around: &'a Around,
    budget: Budget,
    nodes: Vec<Near>,
    places: HashSet<NodeId>,
    /// Payer, payee and edge; an edge that was met from both of its ends stands twice.
    met: Vec<(NodeId, NodeId, EdgeId)>,
}

impl<'a> Search<'a> {
    /// Notes a node; `false` when there is no room for it.
    fn meet(&mut self, node: NodeId, hops: u32) -> bool {
        if self.places.contains(&node) {
            return true;
        }
        if self.nodes.len() >= self.around.nodes_max {
            self.budget.limit(Limit::Answers(self.around.nodes_max as u64));
            return false;
        }
        let links = self.lists(node).iter().map(|(hops, _)| hops.len() as u64).sum();
        self.places.insert(node);
        self.nodes.push(Near { node, hops, links, followed: 0 });
        true
    }

    fn lists(&self, node: NodeId) -> [(&'a [Hop], bool); 2] {
        let look = |wanted: bool, hops| if wanted { hops } else { &[] as &[Hop] };
        let direction = self.around.direction;
        [
            (look(direction != Direction::Into, self.view.out(node)), true),
            (look(direction != Direction::Out, self.view.into(node)), false),
        ]
    }

    /// Follows the links of a node; `false` when the budget is spent.
    fn open(&mut self, index: usize, near: Near) -> bool {
        if !self.around.through_excluded && near.hops > 0 && self.view.graph().nodes().is_excluded(near.node) {
            return true;
        }
        let most = self.around.links_per_node_max;
        let mut followed = 0;
        for (hops, outward) in self.lists(near.node) {
            if hops.len() > most {
                self.budget.limit(Limit::Hub(most as u64));
            }
            for hop in hops.iter().take(most) {
                if !self.budget.spend() {
                    return false;
                }
                if self.meet(hop.node, near.hops.saturating_add(1)) {
                    followed += 1;
                    let (from, to) = if outward { (near.node, hop.node) } else { (hop.node, near.node) };
                    self.met.push((from, to, hop.edge));
                }
            }
        }
        if let Some(near) = self.nodes.get_mut(index) {
            near.followed = followed;
        }
        true
    }
}

/// Edges by payer and payee with their sums, each edge once.
fn bundles(view: View<'_>, mut met: Vec<(NodeId, NodeId, EdgeId)>) -> Vec<Bundle> {
    met.sort_unstable();
    met.dedup();
    let mut bundles: Vec<Bundle> = Vec::new();
    for (from, to, edge) in met {
        let amount = view.reference_minor(edge);
        if bundles.last().is_none_or(|last| (last.from, last.to) != (from, to)) {
            let new = Bundle { from, to, count: 0, reference_minor: 0, without_reference: 0, first: edge, last: edge };
            bundles.push(new);
        }
        if let Some(bundle) = bundles.last_mut() {
            bundle.count += 1;
            bundle.reference_minor += i128::from(amount.unwrap_or(0));
            bundle.without_reference += u64::from(amount.is_none());
            bundle.last = edge;
        }
    }
    bundles
}

/// The nodes up to so many steps around seeds, each with its fewest steps, by steps and then by id: the lean form of
/// [`neighbourhood`], without sums, caps for hubs or excluded nodes. Cost: one visit for each edge looked at.
pub fn nearby(
    view: View<'_>,
    seeds: &[NodeId],
    direction: Direction,
    hops: u32,
    mut budget: Budget,
) -> Answer<Vec<(NodeId, u32)>> {
    // One bit per node: cheaper to clear, even for millions of nodes, than many look-ups in a hash table.
    let mut met = vec![0u64; view.graph().nodes().len().div_ceil(64)];
    let mut is_new = |node: NodeId| {
        let bit = 1u64 << (node.0 % 64);
        met.get_mut(node.index() / 64).is_some_and(|word| {
            let new = *word & bit == 0;
            *word |= bit;
            new
        })
    };
    let mut found: Vec<(NodeId, u32)> = seeds.iter().filter(|seed| is_new(**seed)).map(|seed| (*seed, 0)).collect();
    found.sort_unstable();
    let mut start = 0;
    for far in 1..=hops {
        let end = found.len();
        let rim: Vec<NodeId> = found.get(start..end).unwrap_or_default().iter().map(|(node, _)| *node).collect();
        for node in rim {
            let out = if direction == Direction::Into { &[] } else { view.out(node) };
            let into = if direction == Direction::Out { &[] } else { view.into(node) };
            if !budget.spend_many((out.len() + into.len()) as u64) {
                return budget.answer(found);
            }
            for hop in out.iter().chain(into) {
                if is_new(hop.node) {
                    found.push((hop.node, far));
                }
            }
        }
        if let Some(new) = found.get_mut(end..) {
            new.sort_unstable();
        }
        start = end;
    }
    budget.answer(found)
}
