//! Links and judgements in, clusters out: the one function that says who belongs together.
//!
//! It looks at nothing but its arguments and takes them in an order of its own, so the answer cannot depend on the
//! order in which anything arrived. Everything else in this module group only decides *for which* mentions to ask
//! again.
//!
//! 1. Judgements, the latest first: "same" unites, "different" separates two groups for good. One that contradicts
//!    those before it is set aside and returned.
//! 2. Links of the machine, the heaviest first (ties by the numbers of the mentions): each unites its two groups unless
//!    a judgement separates them, or the very pair was judged.

use super::judgement::{Judgement, MentionId, Verdict};
use hashbrown::{HashMap, HashSet};

/// A link the machine found. Order: heaviest first, then by the mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Link {
    /// The smaller of the two.
    pub a: MentionId,
    /// The larger of the two.
    pub b: MentionId,
    /// Weight of evidence in thousandths of a bit.
    pub weight: i32,
}

/// Who belongs together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    /// Groups of one or more, each ascending, in the order of their first members.
    pub groups: Vec<Vec<MentionId>>,
    /// Judgements that contradict later ones, ascending.
    pub set_aside: Vec<Judgement>,
}

/// Groups the members. Links and judgements that name others are ignored. `judgements` holds at most one per pair
/// (the latest).
///
/// Cost: sorting, and near linear beyond that; "different" judgements cost their number times the logarithm.
pub fn partition(members: &[MentionId], links: &[Link], judgements: &[Judgement]) -> Partition {
    let mut members = members.to_vec();
    members.sort_unstable();
    members.dedup();
    let mut sets = Sets::new(&members);
    let mut judged: HashSet<(MentionId, MentionId)> = HashSet::new();
    let mut set_aside = Vec::new();
    let mut order: Vec<&Judgement> = judgements.iter().collect();
    order.sort_unstable_by(|x, y| y.cmp(x));
    for judgement in order {
        let (Some(a), Some(b)) = (sets.place(judgement.a), sets.place(judgement.b)) else { continue };
        let fits = match judgement.verdict {
            Verdict::Same => sets.unite(a, b),
            Verdict::Different => sets.separate(a, b),
            Verdict::Unsure => true,
        };
        if !fits {
            set_aside.push(*judgement);
        }
        judged.insert(judgement.pair());
    }
    let mut links: Vec<&Link> = links.iter().filter(|link| !judged.contains(&(link.a, link.b))).collect();
    links.sort_unstable_by_key(|link| (std::cmp::Reverse(link.weight), link.a, link.b));
    for link in links {
        if let (Some(a), Some(b)) = (sets.place(link.a), sets.place(link.b)) {
            sets.unite(a, b);
        }
    }
    set_aside.sort_unstable();
    Partition { groups: sets.groups(&members), set_aside }
}

/// Disjoint sets that know which sets may never meet.
struct Sets {
    places: HashMap<MentionId, usize>,
    parents: Vec<usize>,
    sizes: Vec<usize>,
    enemies: HashMap<usize, HashSet<usize>>,
}

impl Sets {
    fn new(members: &[MentionId]) -> Self {
        Self {
            places: members.iter().enumerate().map(|(place, id)| (*id, place)).collect(),
            parents: (0..members.len()).collect(),
            sizes: vec![1; members.len()],
            enemies: HashMap::new(),
        }
    }

    fn place(&self, id: MentionId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    fn root(&mut self, mut place: usize) -> usize {
        while let Some(parent) = self.parents.get(place).copied().filter(|parent| *parent != place) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(place) {
                *slot = above;
            }
            place = above;
        }
        place
    }

    fn are_enemies(&self, a: usize, b: usize) -> bool {
        self.enemies.get(&a).is_some_and(|of_a| of_a.contains(&b))
    }

    /// Whether the two are in one set afterwards.
    fn unite(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        if self.are_enemies(a, b) {
            return false;
        }
        let size = |place: usize| self.sizes.get(place).copied().unwrap_or(0);
        let (large, small) = if size(a) >= size(b) { (a, b) } else { (b, a) };
        let sum = size(a).saturating_add(size(b));
        if let (Some(parent), Some(slot)) = (self.parents.get_mut(small), self.sizes.get_mut(large)) {
            *parent = large;
            *slot = sum;
        }
        for enemy in self.enemies.remove(&small).unwrap_or_default() {
            if let Some(of_enemy) = self.enemies.get_mut(&enemy) {
                of_enemy.remove(&small);
                of_enemy.insert(large);
            }
            self.enemies.entry(large).or_default().insert(enemy);
        }
        true
    }

    /// Whether the two are, and stay, in two sets.
    fn separate(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return false;
        }
        self.enemies.entry(a).or_default().insert(b);
        self.enemies.entry(b).or_default().insert(a);
        true
    }

    fn groups(mut self, members: &[MentionId]) -> Vec<Vec<MentionId>> {
        let mut of_root: HashMap<usize, usize> = HashMap::new();
        let mut groups: Vec<Vec<MentionId>> = Vec::new();
        for (place, id) in members.iter().enumerate() {
            let root = self.root(place);
            let number = *of_root.entry(root).or_insert(groups.len());
            match groups.get_mut(number) {
                Some(group) => group.push(*id),
                None => groups.push(vec![*id]),
            }
        }
        groups
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(a: u64, b: u64, weight: i32) -> Link {
        Link { a: MentionId(a), b: MentionId(b), weight }
    }

    fn judged(at: u64, a: u64, b: u64, verdict: Verdict) -> Judgement {
        Judgement { at, by: 1, verdict, a: MentionId(a), b: MentionId(b) }
    }

    fn groups(count: u64, links: &[Link], judgements: &[Judgement]) -> Vec<Vec<u64>> {
        let members: Vec<MentionId> = (1..=count).map(MentionId).collect();
        let found = partition(&members, links, judgements);
        found.groups.iter().map(|group| group.iter().map(|id| id.0).collect()).collect()
    }

    #[test]
    fn links_unite_and_a_judgement_cuts_the_weakest_link_of_a_chain() {
        let chain = [link(1, 2, 9_000), link(2, 3, 5_000), link(3, 4, 8_000)];
        assert_eq!(groups(5, &chain, &[]), [vec![1, 2, 3, 4], vec![5]]);
        assert_eq!(groups(5, &chain, &[judged(1, 1, 4, Verdict::Different)]), [vec![1, 2], vec![3, 4], vec![5]]);
    }

    #[test]
    fn same_wins_over_missing_evidence_and_different_holds_through_third_ones() {
        let same = [judged(1, 1, 2, Verdict::Same), judged(2, 2, 3, Verdict::Different)];
        assert_eq!(groups(3, &[link(1, 3, 99_000)], &same), [vec![1, 2], vec![3]]);
    }

    #[test]
    fn unsure_takes_back_this_link_and_no_other() {
        let links = [link(1, 2, 9_000), link(2, 3, 9_000), link(1, 3, 9_000)];
        assert_eq!(groups(3, &links, &[judged(1, 1, 2, Verdict::Unsure)]), [vec![1, 2, 3]]);
        assert_eq!(groups(2, &links[..1], &[judged(1, 1, 2, Verdict::Unsure)]), [vec![1], vec![2]]);
    }

    #[test]
    fn of_contradicting_judgements_the_later_counts_and_the_other_is_named() {
        let first = judged(1, 1, 3, Verdict::Different);
        let later = [first, judged(2, 1, 2, Verdict::Same), judged(3, 2, 3, Verdict::Same)];
        let members: Vec<MentionId> = (1..=3).map(MentionId).collect();
        let found = partition(&members, &[], &later);
        assert_eq!((found.groups.len(), found.set_aside), (1, vec![first]));
        let last = judged(9, 1, 3, Verdict::Different);
        let found = partition(&members, &[], &[last, later[1], later[2]]);
        assert_eq!((found.groups.len(), found.set_aside), (2, vec![later[1]]));
    }

    #[test]
    fn ties_are_cut_by_number_and_strangers_are_ignored() {
        let links = [link(1, 2, 5_000), link(2, 3, 5_000), link(2, 77, 5_000)];
        assert_eq!(groups(3, &links, &[judged(1, 1, 3, Verdict::Different)]), [vec![1, 2], vec![3]]);
    }
}
