//! G14 Stack: two or more bipartite layers on top of each other, through which the value runs.
//!
//! Two blocks (G13) are coupled when at least k payees of the first are payers of the second, and for at least k of
//! these what they paid within the second block is what they received within the first less at most ε. A stack of L
//! layers of nodes is a chain of L−1 blocks, each coupled to the next, no block twice, of which all payments lie within
//! one window's length. Score: layers. Mistakes: distribution networks. Limit: `stacks_max`.

use super::g13_bipartite::{self as bipartite, Block};
use super::prelude::*;
use hashbrown::HashMap;

parameters! {
    window: Span = Span::days(30), "length of a window";
    density: Share = Share(4_000), "q: part of all pairs of a payer and a payee that must have paid";
    side: Count = Count(4), "k: payers and payees that are needed";
    inside: Share = Share(1_000), "pairs within the payers or within the payees, as a part of the pairs between";
    hub: Count = Count(200), "a payee with more payers in a window makes nobody akin";
    layers: Count = Count(3), "L: layers of nodes, at least 3";
    loss: Share = Share(1_000), "part that a node in the middle may keep";
    stacks_max: Count = Count(10_000), "stacks that are told";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G14;

/// A block with what each of its nodes paid or was paid within it.
struct Layer {
    block: Block,
    came: HashMap<u32, i128>,
    went: HashMap<u32, i128>,
    time: (i64, i64),
}

impl Layer {
    fn new(snapshot: &Snapshot<'_>, block: Block) -> Self {
        let (mut came, mut went): (HashMap<u32, i128>, HashMap<u32, i128>) = Default::default();
        for edge in &block.edges {
            let value = i128::from(snapshot.value(*edge));
            *came.entry(snapshot.to(*edge)).or_default() += value;
            *went.entry(snapshot.from(*edge)).or_default() += value;
        }
        let ends = block.edges.first().zip(block.edges.last());
        let time = ends.map_or((0, 0), |(first, last)| (snapshot.at(*first), snapshot.at(*last)));
        Self { block, came, went, time }
    }
}

fn coupled(p: &Parameters, one: &Layer, next: &Layer) -> bool {
    let passes = |node: &&u32| {
        let (came, went) = (one.came.get(*node).copied().unwrap_or(0), next.went.get(*node).copied());
        went.is_some_and(|went| went <= came && p.loss.rest().reached(went, came))
    };
    one.block.payees.iter().filter(passes).count() >= p.side.size()
}

/// For each layer those it is coupled to.
fn couples(p: &Parameters, layers: &[Layer], search: &mut Search) -> Vec<Vec<usize>> {
    let mut paying: HashMap<u32, Vec<usize>> = HashMap::new();
    for (place, layer) in layers.iter().enumerate() {
        layer.block.payers.iter().for_each(|node| paying.entry(*node).or_default().push(place));
    }
    let mut next = Vec::new();
    for one in layers {
        let mut beside: Vec<usize> =
            one.block.payees.iter().filter_map(|node| paying.get(node)).flatten().copied().collect();
        beside.sort_unstable();
        let often = beside.chunk_by(|a, b| a == b).filter(|own| own.len() >= p.side.size());
        let often: Vec<usize> = often.filter_map(|own| own.first().copied()).collect();
        if !search.spend(often.len() * one.block.payees.len()) {
            return Vec::new();
        }
        next.push(often.into_iter().filter(|at| layers.get(*at).is_some_and(|next| coupled(p, one, next))).collect());
    }
    next
}

/// Chains of so many layers of payments, each coupled to the next.
fn stacks(p: &Parameters, layers: &[Layer], search: &mut Search) -> Vec<Vec<usize>> {
    let next = couples(p, layers, search);
    let time = |stack: &[usize]| {
        let times = || stack.iter().filter_map(|at| layers.get(*at)).map(|layer| layer.time);
        let last = times().map(|time| time.1).max();
        last.zip(times().map(|time| time.0).min()).map_or(0, |(last, first)| last - first)
    };
    let mut open: Vec<Vec<usize>> = (0..layers.len()).rev().map(|block| vec![block]).collect();
    let mut stacks = Vec::new();
    while let Some(stack) = open.pop() {
        if !search.spend(1) {
            break;
        }
        if time(&stack) > p.window.0 {
            continue;
        }
        if stack.len() + 1 >= p.layers.size().max(3) {
            stacks.push(stack);
            if stacks.len() >= p.stacks_max.size() {
                search.limit(Limit::Answers(p.stacks_max.0.into()));
                break;
            }
            continue;
        }
        let after = stack.last().and_then(|last| next.get(*last)).into_iter().flatten();
        open.extend(after.filter(|block| !stack.contains(block)).map(|block| [&stack[..], &[*block]].concat()));
    }
    stacks
}

impl Detector for G14 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G14", "stack", Reach::Whole, "G13, and pairs of blocks with k nodes in common");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let Parameters { window, density, side, inside, hub, least, .. } = *parameters;
        let own = bipartite::Parameters { window, density, side, inside, hub, least };
        let blocks = bipartite::blocks(snapshot, &own, search);
        let layers: Vec<Layer> = blocks.into_iter().map(|block| Layer::new(snapshot, block)).collect();
        for stack in stacks(parameters, &layers, search) {
            let stack: Vec<&Block> = stack.iter().filter_map(|at| layers.get(*at)).map(|layer| &layer.block).collect();
            let first = stack.first().and_then(|block| block.payers.first()).copied().unwrap_or(0);
            search.emit(
                Witness::new(first, Minimality::Group)
                    .nodes(stack.iter().flat_map(|block| block.payers.iter().chain(&block.payees).copied()))
                    .edges(stack.iter().flat_map(|block| block.edges.iter().copied()))
                    .score(stack.len() as i64 + 1)
                    .count("layers", stack.len() + 1),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, accounts, scene, told};
    use crate::world::World;

    fn layers(middle_keeps: i64) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(14);
        let layers: Vec<Vec<u32>> = (0..3).map(|_| accounts(&mut world, 4)).collect();
        for (place, pair) in layers.windows(2).enumerate() {
            for (from, to) in pair[0].iter().flat_map(|from| pair[1].iter().map(move |to| (*from, *to))) {
                let value = if place == 0 { 100_000 } else { 100_000 - middle_keeps };
                world.pay(from, to, (31 + 4 * place as i64) * DAY + chance.between(0, 3 * DAY), value);
            }
        }
        (world, layers.concat())
    }

    #[test]
    fn value_through_three_layers_is_told_and_two_markets_are_not() {
        for (keeps, expected) in [(5_000, true), (10_000, true), (10_001, false), (-1, false)] {
            let (world, nodes) = layers(keeps);
            assert_eq!(told("G14", &world, &[], &nodes), expected, "{keeps}");
        }
    }
}
