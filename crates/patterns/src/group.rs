//! Groups of nodes: the same owner, the same controller, kin.

/// A partition of nodes. A group is named by its smallest node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    of: Vec<u32>,
    start: Vec<u32>,
    members: Vec<u32>,
}

/// Joins things that belong together.
#[derive(Clone, Debug)]
pub struct Joiner {
    parent: Vec<u32>,
}

impl Joiner {
    /// So many things, each alone.
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count as u32).collect() }
    }

    /// The smallest thing of the group; a foreign number is alone.
    pub fn find(&mut self, mut thing: u32) -> u32 {
        while let Some(parent) = self.parent.get(thing as usize).copied().filter(|parent| *parent != thing) {
            let above = self.parent.get(parent as usize).copied().unwrap_or(parent);
            if let Some(place) = self.parent.get_mut(thing as usize) {
                *place = above;
            }
            thing = parent;
        }
        thing
    }

    /// Makes two groups one.
    pub fn join(&mut self, one: u32, other: u32) {
        let (one, other) = (self.find(one), self.find(other));
        let (low, high) = (one.min(other), one.max(other));
        if let Some(place) = self.parent.get_mut(high as usize).filter(|_| (low as usize) < usize::MAX) {
            *place = low;
        }
    }

    /// The groups as they are now.
    pub fn groups(mut self) -> Groups {
        let of: Vec<u32> = (0..self.parent.len() as u32).map(|thing| self.find(thing)).collect();
        Groups::new(of)
    }
}

impl Groups {
    fn new(of: Vec<u32>) -> Self {
        let mut members: Vec<u32> = (0..of.len() as u32).collect();
        members.sort_by_key(|node| of.get(*node as usize).copied());
        let mut start = Vec::with_capacity(of.len() + 1);
        let mut at = 0u32;
        let mut rest = members.iter().peekable();
        for group in 0..of.len() as u32 {
            start.push(at);
            while rest.next_if(|node| of.get(**node as usize) == Some(&group)).is_some() {
                at += 1;
            }
        }
        start.push(at);
        Self { of, start, members }
    }

    /// The group of a node: its smallest member. A foreign node is alone.
    #[inline]
    pub fn of(&self, node: u32) -> u32 {
        self.of.get(node as usize).copied().unwrap_or(node)
    }

    /// The members of the group that is named by a node, ascending; none when no group is named by it.
    pub fn members(&self, group: u32) -> &[u32] {
        let at = |index: usize| self.start.get(index).map(|place| *place as usize);
        let range = at(group as usize).zip(at(group as usize + 1)).map(|(start, end)| start..end);
        range.and_then(|range| self.members.get(range)).unwrap_or_default()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> usize {
        (self.of.capacity() + self.start.capacity() + self.members.capacity()) * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_named_by_its_smallest() {
        let mut joiner = Joiner::new(6);
        joiner.join(4, 2);
        joiner.join(5, 4);
        joiner.join(9, 1);
        let groups = joiner.groups();
        assert_eq!((groups.of(5), groups.of(2), groups.of(3), groups.of(77)), (2, 2, 3, 77));
        assert_eq!((groups.members(2), groups.members(4), groups.members(3)), (&[2, 4, 5][..], &[][..], &[3][..]));
        assert!(groups.members(77).is_empty());
    }
}
