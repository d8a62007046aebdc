//! G34 Random-walk layering: value wanders on through parties that have nothing else to do with each other.
//!
//! A payment is a one-off when it is the only movement between its two nodes, in either direction. After a one-off the
//! money is followed to the one-off out of its payee, later (by time, then number) and within Δ, of the greatest value
//! that is no greater than its own; of equal values the earliest. A chain begins with a one-off to which no other leads
//! (leading means: followed to it, and at least ρ is kept) and goes on while the value is at least ρ of the first and
//! the node is new in it. Told when it has at least so many payments. Score: last value as a share of the first.
//! Mistakes: markets. Limit: `edges_max` payments of a node that are looked at after one payment.

use super::g11_layering_chain::witness;
use super::prelude::*;

parameters! {
    length: Count = Count(5), "payments in the shortest chain that is told";
    retention: Share = Share(7_000), "part of the first value that the last must at least be";
    delay: Span = Span::days(7), "longest time between a payment and the next";
    edges_max: Count = Count(1_000), "payments of a node that are looked at after one payment";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G34;

const NONE: u32 = u32::MAX;

/// Which edges are the only one between their nodes: looked up at the node with fewer movements.
fn one_offs(snapshot: &Snapshot<'_>) -> Vec<bool> {
    let range = snapshot.edge_range();
    let mut one_offs = vec![false; range.end as usize];
    let degree = |node: u32| snapshot.ins(node).len() + snapshot.out(node).len();
    for edge in range.filter(|edge| snapshot.is_money(*edge)) {
        let (from, to) = (snapshot.from(edge), snapshot.to(edge));
        let (near, far) = if degree(from) <= degree(to) { (from, to) } else { (to, from) };
        let both = snapshot.out(near).peer.iter().chain(snapshot.ins(near).peer);
        if let Some(place) = one_offs.get_mut(edge as usize) {
            *place = both.filter(|peer| **peer == far).take(2).count() == 1;
        }
    }
    one_offs
}

/// The payment to which the money is followed.
fn follow(snapshot: &Snapshot<'_>, p: &Parameters, one_offs: &[bool], edge: u32, search: &mut Search) -> u32 {
    let (outs, at, value) = (snapshot.out(snapshot.to(edge)), snapshot.at(edge), snapshot.value(edge));
    let begin = outs.edge.partition_point(|other| *other < edge);
    let looked = outs.piece(begin..begin.saturating_add(p.edges_max.size()));
    let near = looked.at.partition_point(|other| *other <= at.saturating_add(p.delay.0));
    if near == p.edges_max.size() {
        search.limit(Limit::Hub(p.edges_max.0.into()));
    }
    let fits = |step: &Step| step.value <= value && one_offs.get(step.edge as usize) == Some(&true);
    let best = looked.piece(0..near).iter().filter(fits).max_by_key(|step| (step.value, std::cmp::Reverse(step.edge)));
    best.map_or(NONE, |step| step.edge)
}

fn chain(snapshot: &Snapshot<'_>, p: &Parameters, next: &[u32], start: u32) -> Vec<u32> {
    let first = i128::from(snapshot.value(start));
    let mut chain = vec![start];
    let mut seen: hashbrown::HashSet<u32> = [snapshot.from(start), snapshot.to(start)].into_iter().collect();
    let mut edge = start;
    while let Some(after) = next.get(edge as usize).copied().filter(|after| *after != NONE) {
        if !p.retention.reached(snapshot.value(after).into(), first) || !seen.insert(snapshot.to(after)) {
            break;
        }
        chain.push(after);
        edge = after;
    }
    chain
}

impl Detector for G34 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G34", "random-walk", Reach::Whole, "E·k for k payments out of a node within the delay");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let one_offs = one_offs(snapshot);
        let mut next = vec![NONE; one_offs.len()];
        let mut led_to = vec![false; one_offs.len()];
        let own = || (0u32..).zip(&one_offs).filter(|(_, one_off)| **one_off).map(|(edge, _)| edge);
        for edge in own() {
            if !search.spend(1) {
                return;
            }
            let after = follow(snapshot, parameters, &one_offs, edge, search);
            let kept = parameters.retention.reached(snapshot.value(after).into(), snapshot.value(edge).into());
            if let Some(place) = next.get_mut(edge as usize) {
                *place = after;
            }
            if let Some(place) = led_to.get_mut(after as usize).filter(|_| kept) {
                *place = true;
            }
        }
        for start in own().filter(|edge| led_to.get(*edge as usize) == Some(&false)) {
            let chain = chain(snapshot, parameters, &next, start);
            if search.is_over() || !search.spend(chain.len()) {
                return;
            }
            if chain.len() >= parameters.length.size() {
                search.emit(witness(snapshot, &chain, Minimality::Longest));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, HOUR, accounts, scene, told};
    use crate::world::World;

    fn walk(length: usize, kept: i64, again: bool, seed: u64) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(seed);
        let chain = accounts(&mut world, length + 1);
        let (mut value, mut at) = (4_000_000, 30 * DAY);
        for pair in chain.windows(2) {
            world.pay(pair[0], pair[1], at, value);
            if again {
                world.pay(pair[0], pair[1], at - 10 * DAY, 5_000);
            }
            at += chance.between(HOUR, 72 * HOUR);
            value = value * kept / 100;
        }
        (world, chain)
    }

    #[test]
    fn five_one_off_payments_are_told_and_repeated_partners_are_not() {
        for seed in 0..10 {
            for (length, kept, again, expected) in [
                (5, 97, false, true),
                (5, 92, false, true),
                (4, 99, false, false),
                (5, 91, false, false),
                (8, 99, true, false),
            ] {
                let (world, chain) = walk(length, kept, again, seed);
                assert_eq!(told("G34", &world, &[], &chain), expected, "{seed} {length} {kept} {again}");
            }
        }
    }
}
