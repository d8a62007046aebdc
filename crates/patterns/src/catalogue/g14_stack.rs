//! G14 Stack: two or more bipartite layers on top of each other, through which the value runs.
//!
//! Two blocks of one window (G13) are coupled when at least k payees of the first are payers of the second, and for at
//! least k of these what they paid within the second block is what they received within the first less at most ε. A
//! stack of L layers of nodes is a chain of L−1 blocks, each coupled to the next, no block twice. What two windows
//! tell alike is told once. Score: layers. Mistakes: distribution networks. Limit: `stacks_max` per window.

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
    stacks_max: Count = Count(10_000), "stacks that are told of one window";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G14;

fn sums(snapshot: &Snapshot<'_>, edges: &[u32], end: impl Fn(u32) -> u32) -> HashMap<u32, i128> {
    let mut sums = HashMap::new();
    edges.iter().for_each(|edge| *sums.entry(end(*edge)).or_default() += i128::from(snapshot.value(*edge)));
    sums
}

fn coupled(snapshot: &Snapshot<'_>, p: &Parameters, one: &Block, next: &Block) -> bool {
    let came = sums(snapshot, &one.edges, |edge| snapshot.to(edge));
    let went = sums(snapshot, &next.edges, |edge| snapshot.from(edge));
    let middle = one.payees.iter().filter(|node| next.payers.binary_search(node).is_ok());
    let passes = |node: &&u32| {
        let (came, went) = (came.get(*node).copied().unwrap_or(0), went.get(*node).copied().unwrap_or(0));
        went <= came && p.loss.rest().reached(went, came)
    };
    middle.filter(passes).count() >= p.side.size()
}

/// Chains of so many blocks, each coupled to the next.
fn stacks(snapshot: &Snapshot<'_>, p: &Parameters, blocks: &[Block], search: &mut Search) -> Vec<Vec<usize>> {
    let couples = |one: &Block| -> Vec<usize> {
        (0..).zip(blocks).filter(|(_, next)| coupled(snapshot, p, one, next)).map(|(place, _)| place).collect()
    };
    let next: Vec<Vec<usize>> = blocks.iter().map(couples).collect();
    let mut open: Vec<Vec<usize>> = (0..blocks.len()).rev().map(|block| vec![block]).collect();
    let mut stacks = Vec::new();
    while let Some(stack) = open.pop() {
        if !search.spend(1) {
            break;
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
    const ABOUT: About = about!("G14", "stack", Reach::Whole, "G13, and the square of the blocks of a window");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let Parameters { window, density, side, inside, hub, .. } = *parameters;
        let own = bipartite::Parameters { window, density, side, inside, hub };
        let mut told: Vec<Vec<Block>> = Vec::new();
        for blocks in bipartite::blocks(snapshot, &own, search) {
            for stack in stacks(snapshot, parameters, &blocks, search) {
                told.push(stack.iter().filter_map(|place| blocks.get(*place).cloned()).collect());
            }
        }
        told.sort_unstable();
        told.dedup();
        for stack in told {
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
