//! Two levels: the graph of accounts, and the graph of those who own them.

use crate::components::Union;
use crate::error::{Cell, GraphError};
use crate::id::NodeId;
use crate::tie::LinkKind;
use crate::view::Graph;

/// For every node the node that stands for it when accounts are replaced by their owners: parties that are the same
/// as judged ([`LinkKind::SameAs`]) by the smallest id among them, an account, wallet or other thing by the party that
/// alone owns it ([`LinkKind::Owns`]). What has no owner, or several that are not the same, stands for itself.
pub fn owners(graph: &Graph) -> Vec<NodeId> {
    let mut same = Union::new(graph.nodes().len());
    let links = graph.ties().links();
    links.iter().filter(|link| link.kind == LinkKind::SameAs).for_each(|link| same.join(link.from.0, link.to.0));
    let mut owners: Vec<NodeId> = Vec::with_capacity(graph.nodes().len());
    for node in graph.nodes().ids() {
        let mut holders: Vec<u32> = Vec::new();
        for link in graph.ties().over(node).iter().filter(|link| link.kind == LinkKind::Owns) {
            holders.push(same.find(link.from.0));
        }
        holders.sort_unstable();
        holders.dedup();
        let owner = match holders.as_slice() {
            [owner] if is_thing(graph, node) => *owner,
            _ => same.find(node.0),
        };
        owners.push(NodeId(owner));
    }
    owners
}

/// A party that owns a party is not the same as it: only things are replaced by who owns them.
fn is_thing(graph: &Graph, node: NodeId) -> bool {
    graph.nodes().kind(node).is_some_and(|kind| kind != crate::node::NodeKind::Party)
}

/// The graph in which every node is replaced by another, such as [`owners`] gives. Nodes and edges keep their numbers:
/// an edge found there is the same edge here. What moved between two accounts of one owner is an edge from that owner
/// to itself.
///
/// # Errors
/// [`GraphError::ColumnLength`] when `of` has not one entry per node; [`GraphError::Foreign`] when an entry is not a
/// node of the graph.
pub fn contract(graph: &Graph, of: &[NodeId]) -> Result<Graph, GraphError> {
    let len = graph.nodes().len();
    if of.len() != len {
        return Err(GraphError::ColumnLength { column: "of", expected: len, found: of.len() });
    }
    if let Some((row, node)) = (0..).zip(of).find(|(_, node)| node.index() >= len) {
        return Err(GraphError::Foreign { at: Cell { row, column: "of" }, value: node.0 });
    }
    let replaced = |node: &NodeId| of.get(node.index()).copied().unwrap_or(*node);
    let mut edges = graph.edges().clone();
    edges.from = edges.from.iter().map(replaced).collect();
    edges.to = edges.to.iter().map(replaced).collect();
    Ok(graph.with_edges(edges))
}
