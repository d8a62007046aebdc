//! Ties: what does not move. Who owns or controls what, and which nodes share a value.

use crate::id::{NodeId, ValueId};

/// What one node is to another. Read from left to right: *from* owns *to*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LinkKind {
    /// Holds the account or wallet, or shares of the company.
    Owns,
    /// Decides over it.
    Controls,
    /// May sign for it.
    Signs,
    /// Is a director of it.
    Directs,
    /// Employs.
    Employs,
    /// Is related by family, business or otherwise.
    RelatedTo,
    /// Is the same, as judged.
    SameAs,
    /// Was set up or is served by the same agent as.
    ActsFor,
}

/// What nodes can share. Which of these is rare and which is common is learnt from how many share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum SharedKind {
    /// A postal address.
    Address,
    /// A telephone number.
    Phone,
    /// A device.
    Device,
    /// An internet address.
    Ip,
    /// An e-mail address.
    Email,
    /// An internet domain.
    Domain,
    /// A director, where only the name is known.
    Director,
    /// An employer, where only the name is known.
    Employer,
    /// An agent for founding or service of companies.
    Agent,
    /// A number of a document or register.
    Identifier,
    /// A payee that was added to the account.
    Beneficiary,
}

/// One node's relation to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Link {
    /// Who owns, controls, signs.
    pub from: NodeId,
    /// What.
    pub kind: LinkKind,
    /// Whom or which.
    pub to: NodeId,
    /// Days since 1970 of the beginning, if known.
    pub since_day: Option<i32>,
    /// Days since 1970 of the last day, if known.
    pub until_day: Option<i32>,
}

/// One node's having a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shared {
    /// Who has it.
    pub node: NodeId,
    /// What sort of value.
    pub kind: SharedKind,
    /// Which.
    pub value: ValueId,
}

/// All ties of a graph; the same tie twice is one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    by_from: Vec<Link>,
    by_to: Vec<Link>,
    by_node: Vec<Shared>,
    by_value: Vec<Shared>,
}

fn range_of<T>(sorted: &[T], key: impl Fn(&T) -> u32, wanted: u32) -> &[T] {
    let start = sorted.partition_point(|item| key(item) < wanted);
    let rest = sorted.get(start..).unwrap_or_default();
    rest.get(..rest.partition_point(|item| key(item) == wanted)).unwrap_or_default()
}

impl Ties {
    pub(crate) fn new(mut links: Vec<Link>, mut shared: Vec<Shared>) -> Self {
        links.sort_unstable();
        links.dedup();
        shared.sort_unstable();
        shared.dedup();
        let (mut by_to, mut by_value) = (links.clone(), shared.clone());
        by_to.sort_unstable_by_key(|link| (link.to, *link));
        by_value.sort_unstable_by_key(|shared| (shared.value, shared.kind, shared.node));
        Self { by_from: links, by_to, by_node: shared, by_value }
    }

    /// All links, by who owns or controls.
    pub fn links(&self) -> &[Link] {
        &self.by_from
    }

    /// All shared values, by node.
    pub fn shared(&self) -> &[Shared] {
        &self.by_node
    }

    /// What a node owns, controls, signs for.
    pub fn of(&self, node: NodeId) -> &[Link] {
        range_of(&self.by_from, |link| link.from.0, node.0)
    }

    /// Who owns, controls, signs for a node.
    pub fn over(&self, node: NodeId) -> &[Link] {
        range_of(&self.by_to, |link| link.to.0, node.0)
    }

    /// The values a node has.
    pub fn values(&self, node: NodeId) -> &[Shared] {
        range_of(&self.by_node, |shared| shared.node.0, node.0)
    }

    /// The nodes that have a value, by kind and node.
    pub fn sharing(&self, value: ValueId) -> &[Shared] {
        range_of(&self.by_value, |shared| shared.value.0, value.0)
    }

    /// All shared values, by value, kind and node: equal values lie side by side.
    pub fn by_value(&self) -> &[Shared] {
        &self.by_value
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        (self.by_from.capacity() + self.by_to.capacity()) * size_of::<Link>()
            + (self.by_node.capacity() + self.by_value.capacity()) * size_of::<Shared>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owns(from: u32, to: u32) -> Link {
        Link { from: NodeId(from), kind: LinkKind::Owns, to: NodeId(to), since_day: None, until_day: None }
    }

    #[test]
    fn ties_are_found_from_both_sides() {
        let phone = |node, value| Shared { node: NodeId(node), kind: SharedKind::Phone, value: ValueId(value) };
        let links = vec![owns(1, 9), owns(2, 9), owns(1, 3), owns(1, 9)];
        let ties = Ties::new(links, vec![phone(4, 1), phone(2, 1), phone(2, 0), phone(2, 1)]);
        assert_eq!(ties.of(NodeId(1)), [owns(1, 3), owns(1, 9)]);
        assert_eq!(ties.over(NodeId(9)), [owns(1, 9), owns(2, 9)]);
        assert_eq!(ties.values(NodeId(2)), [phone(2, 0), phone(2, 1)]);
        assert_eq!(ties.sharing(ValueId(1)), [phone(2, 1), phone(4, 1)]);
        assert_eq!((ties.of(NodeId(7)).len(), ties.sharing(ValueId(5)).len(), ties.links().len()), (0, 0, 3));
    }
}
