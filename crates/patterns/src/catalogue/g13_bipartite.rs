//! G13 Bipartite: a group of payers who all pay much the same group of payees, and seldom each other.
//!
//! Windows begin every sixth of their length (from 1970 on). Within one, two payers are akin when they have at
//! least c = max(2, ⌈q·k⌉) payees in common; payees with more than `hub` payers do not count here. U is a largest set
//! of payers joined by being akin; W is everybody whom at least c of U paid. Then the one who is tied to the smallest
//! part of the other side (of equals a payee before a payer, then the smaller number) is dropped, again and again, as
//! long as that part is less than q: so the density is at least q. Told when U and W have at least k and payments
//! within U or within W (pairs of nodes) are at most `inside` of the pairs from U to W, and unless another window tells
//! all its payments and more. Score: density. Mistakes: marketplaces.

use super::prelude::*;
use crate::group::Joiner;
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;

parameters! {
    window: Span = Span::days(30), "length of a window";
    density: Share = Share(4_000), "q: part of all pairs of a payer and a payee that must have paid";
    side: Count = Count(4), "k: payers and payees that are needed";
    inside: Share = Share(1_000), "pairs within the payers or within the payees, as a part of the pairs between";
    hub: Count = Count(200), "a payee with more payers in a window makes nobody akin";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G13;

/// Payers, payees, and the payments from the ones to the others in one window.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    pub(super) payers: Vec<u32>,
    pub(super) payees: Vec<u32>,
    pub(super) edges: Vec<u32>,
    pub(super) pairs: usize,
}

/// Who paid whom in one window: pairs ascending, each once.
type Pairs = Vec<(u32, u32)>;

/// All blocks of all windows, ascending, none with all its payments in another.
pub(super) fn blocks(snapshot: &Snapshot<'_>, p: &Parameters, search: &mut Search) -> Vec<Block> {
    let length = p.window.0.max(1);
    let step = (length / 6).max(1);
    let money: Vec<u32> = snapshot.money().collect();
    let mut windows = Vec::new();
    let mut begin = 0;
    while let Some(first) = money.get(begin).map(|edge| snapshot.at(*edge)) {
        // The last window that still begins before or with this payment, or the first that does not end before it.
        let last_window = first.div_euclid(step);
        let mut window = last_window;
        while window.saturating_sub(1).saturating_mul(step).saturating_add(length) > first {
            window -= 1;
        }
        let next = money.partition_point(|edge| snapshot.at(*edge).div_euclid(step) <= last_window);
        windows.extend(window..=last_window);
        begin = next.max(begin + 1);
    }
    windows.sort_unstable();
    windows.dedup();
    let mut all = Vec::new();
    for window in windows {
        let begin = window.saturating_mul(step);
        let from = money.partition_point(|edge| snapshot.at(*edge) < begin);
        let until = money.partition_point(|edge| snapshot.at(*edge) < begin.saturating_add(length));
        let edges = money.get(from..until).unwrap_or_default();
        if search.is_over() || !search.spend(edges.len()) {
            break;
        }
        all.extend(window_blocks(snapshot, p, edges, search));
    }
    largest(all)
}

/// The blocks whose payments are not all in another one, ascending and each once.
fn largest(mut all: Vec<Block>) -> Vec<Block> {
    all.sort_unstable();
    all.dedup();
    let mut with: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, block) in all.iter().enumerate() {
        block.edges.iter().for_each(|edge| with.entry(*edge).or_default().push(place));
    }
    let holds = |other: &Block, block: &Block| {
        other.edges.len() > block.edges.len() && block.edges.iter().all(|edge| other.edges.binary_search(edge).is_ok())
    };
    let within = |block: &Block| {
        let beside = block.edges.first().and_then(|edge| with.get(edge)).into_iter().flatten();
        beside.filter_map(|place| all.get(*place)).any(|other| holds(other, block))
    };
    all.iter().filter(|block| !within(block)).cloned().collect()
}

fn window_blocks(snapshot: &Snapshot<'_>, p: &Parameters, edges: &[u32], search: &mut Search) -> Vec<Block> {
    let mut pairs: Pairs = edges.iter().map(|edge| (snapshot.from(*edge), snapshot.to(*edge))).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let common = (p.density.0 as usize * p.side.size()).div_ceil(10_000).max(2);
    let mut blocks = Vec::new();
    for payers in akin(&pairs, common, p, search) {
        blocks.extend(block(&pairs, payers, common, p));
    }
    for block in &mut blocks {
        let (from, to): (HashSet<u32>, HashSet<u32>) =
            (block.payers.iter().copied().collect(), block.payees.iter().copied().collect());
        let between = |edge: &&u32| from.contains(&snapshot.from(**edge)) && to.contains(&snapshot.to(**edge));
        block.edges = edges.iter().filter(between).copied().collect();
    }
    blocks
}

/// Sets of payers joined by having so many payees in common, each of two or more, ascending.
fn akin(pairs: &Pairs, common: usize, p: &Parameters, search: &mut Search) -> Vec<Vec<u32>> {
    let mut by_payee: Vec<(u32, u32)> = pairs.iter().map(|(from, to)| (*to, *from)).collect();
    by_payee.sort_unstable();
    let near = by_payee.chunk_by(|a, b| a.0 == b.0).filter(|payers| payers.len() <= p.hub.size());
    let by_payee = core(near.flatten().copied().collect(), common);
    let mut shared: HashMap<(u32, u32), usize> = HashMap::new();
    for payers in by_payee.chunk_by(|a, b| a.0 == b.0) {
        if !search.spend(payers.len() * payers.len() / 2) {
            continue;
        }
        for (position, (_, one)) in payers.iter().enumerate() {
            for (_, other) in payers.iter().skip(position + 1) {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let mut joined: Vec<(u32, u32)> =
        shared.into_iter().filter(|(_, count)| *count >= common).map(|(pair, _)| pair).collect();
    joined.sort_unstable();
    let mut payers: Vec<u32> = joined.iter().flat_map(|(one, other)| [*one, *other]).collect();
    payers.sort_unstable();
    payers.dedup();
    let place = |node: &u32| payers.binary_search(node).unwrap_or(0) as u32;
    let mut joiner = Joiner::new(payers.len());
    joined.iter().for_each(|(one, other)| joiner.join(place(one), place(other)));
    let groups = joiner.groups();
    let named = (0..payers.len() as u32).map(|group| groups.members(group)).filter(|members| members.len() > 1);
    let back = |members: &[u32]| members.iter().filter_map(|place| payers.get(*place as usize).copied()).collect();
    named.map(back).collect()
}

/// Pairs of payee and payer without those that can make nobody akin: payees with one payer, payers with too few payees.
fn core(mut by_payee: Vec<(u32, u32)>, common: usize) -> Vec<(u32, u32)> {
    loop {
        let before = by_payee.len();
        let mut payees: HashMap<u32, usize> = HashMap::new();
        by_payee.iter().for_each(|(_, payer)| *payees.entry(*payer).or_default() += 1);
        by_payee.retain(|(_, payer)| payees.get(payer).is_some_and(|count| *count >= common));
        let shared = by_payee.chunk_by(|a, b| a.0 == b.0).filter(|payers| payers.len() > 1);
        by_payee = shared.flatten().copied().collect();
        if by_payee.len() == before {
            return by_payee;
        }
    }
}

/// One side of a block: for each node its ties to the other side, and all nodes by how many these are.
#[derive(Default)]
struct Edge {
    ties: HashMap<u32, Vec<u32>>,
    order: BTreeSet<(usize, u32)>,
    count: HashMap<u32, usize>,
}

impl Edge {
    fn new(nodes: &HashSet<u32>, ties: HashMap<u32, Vec<u32>>) -> Self {
        let count: HashMap<u32, usize> = nodes.iter().map(|node| (*node, ties.get(node).map_or(0, Vec::len))).collect();
        let order = count.iter().map(|(node, count)| (*count, *node)).collect();
        Self { ties, order, count }
    }

    fn weakest(&self) -> Option<(usize, u32)> {
        self.order.first().copied()
    }

    /// Takes a node out; whom it was tied to.
    fn drop(&mut self, node: u32) -> Vec<u32> {
        if let Some(count) = self.count.remove(&node) {
            self.order.remove(&(count, node));
        }
        self.ties.remove(&node).unwrap_or_default()
    }

    fn lose(&mut self, nodes: &[u32]) {
        for node in nodes {
            if let Some(count) = self.count.get_mut(node) {
                self.order.remove(&(*count, *node));
                *count -= 1;
                self.order.insert((*count, *node));
            }
        }
    }
}

/// Drops the weakest of both sides until every node is tied to at least q of the other side; the pairs that are left.
fn peel(pairs: &Pairs, from: &mut HashSet<u32>, to: &mut HashSet<u32>, density: Share) -> usize {
    let (mut out, mut into): (HashMap<u32, Vec<u32>>, HashMap<u32, Vec<u32>>) = Default::default();
    for payer in from.iter() {
        let begin = pairs.partition_point(|pair| pair.0 < *payer);
        let own = pairs.get(begin..).unwrap_or_default().iter().take_while(|pair| pair.0 == *payer);
        for (_, payee) in own.filter(|pair| to.contains(&pair.1)) {
            out.entry(*payer).or_default().push(*payee);
            into.entry(*payee).or_default().push(*payer);
        }
    }
    let (mut payers, mut payees) = (Edge::new(from, out), Edge::new(to, into));
    while let Some((payer, payee)) = payers.weakest().zip(payees.weakest()) {
        // The part of the other side: ties / size of the other side, compared without fractions.
        let is_payer = payer.0 * from.len() < payee.0 * to.len();
        let (ties, whole) = if is_payer { (payer.0, to.len()) } else { (payee.0, from.len()) };
        if density.reached(ties as i128, whole as i128) {
            break;
        }
        if is_payer {
            from.remove(&payer.1);
            payees.lose(&payers.drop(payer.1));
        } else {
            to.remove(&payee.1);
            payers.lose(&payees.drop(payee.1));
        }
    }
    payers.count.values().sum()
}

/// The block that grows from a set of payers, if one is left.
fn block(pairs: &Pairs, payers: Vec<u32>, common: usize, p: &Parameters) -> Option<Block> {
    let paid = |payer: u32| {
        let begin = pairs.partition_point(|pair| pair.0 < payer);
        pairs.get(begin..).unwrap_or_default().iter().take_while(move |pair| pair.0 == payer).map(|pair| pair.1)
    };
    let mut from: HashSet<u32> = payers.iter().copied().collect();
    let mut times: HashMap<u32, usize> = HashMap::new();
    payers.iter().flat_map(|payer| paid(*payer)).for_each(|payee| *times.entry(payee).or_default() += 1);
    let mut to: HashSet<u32> =
        times.into_iter().filter(|(_, times)| *times >= common).map(|(payee, _)| payee).collect();
    let pairs_between = peel(pairs, &mut from, &mut to, p.density);
    let within = |side: &HashSet<u32>| -> usize {
        side.iter().map(|payer| paid(*payer).filter(|payee| side.contains(payee)).count()).sum()
    };
    let inside = within(&from) + within(&to);
    let big = from.len() >= p.side.size() && to.len() >= p.side.size();
    if !big || inside * 10_000 > pairs_between * p.inside.0 as usize {
        return None;
    }
    let ascending = |side: HashSet<u32>| {
        let mut side: Vec<u32> = side.into_iter().collect();
        side.sort_unstable();
        side
    };
    Some(Block { payers: ascending(from), payees: ascending(to), edges: Vec::new(), pairs: pairs_between })
}

impl Detector for G13 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G13", "bipartite", Reach::Whole, "per window E log E + Σ d² over payees up to the hub");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        for block in blocks(snapshot, parameters, search) {
            let possible = block.payers.len() * block.payees.len();
            search.emit(
                Witness::new(block.payers.first().copied().unwrap_or(0), Minimality::Group)
                    .nodes(block.payers.iter().chain(&block.payees).copied())
                    .edges(block.edges.iter().copied())
                    .score(ratio(block.pairs as i128, possible as i128))
                    .count("payers", block.payers.len())
                    .count("payees", block.payees.len()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, accounts, scene, told};
    use crate::world::World;

    fn sides(count: usize, every: usize, inside: bool) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(13);
        let (from, to) = (accounts(&mut world, count), accounts(&mut world, count));
        for (place, payer) in from.iter().enumerate() {
            for (other, payee) in to.iter().enumerate().filter(|(other, _)| (place + other) % every != 1) {
                world.pay(*payer, *payee, 31 * DAY + chance.between(0, 10 * DAY), 40_000 + other as i64);
            }
            if inside {
                from.iter().filter(|own| *own != payer).for_each(|own| world.pay(*payer, *own, 35 * DAY, 1_000));
            }
        }
        (world, [from, to].concat())
    }

    #[test]
    fn four_by_four_are_told_and_three_by_three_or_a_clique_are_not() {
        for (count, every, inside, expected) in
            [(4, 99, false, true), (6, 3, false, true), (3, 99, false, false), (5, 99, true, false)]
        {
            let (world, nodes) = sides(count, every, inside);
            assert_eq!(told("G13", &world, &[], &nodes), expected, "{count} {every} {inside}");
        }
    }
}
