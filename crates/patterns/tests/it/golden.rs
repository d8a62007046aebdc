//! Cycles counted by nodes, against every path there is.

use crate::random::{self, MONEY, Mix};
use crate::reference::{Movement, money};
use graph::Budget;
use patterns::cycle_counts::cycle_counts;
use patterns::world::{Chance, World};
use patterns::{Sides, Snapshot};
use std::collections::BTreeSet;

type Row = (u32, Movement);

/// All sequences of nodes along strictly later payments before `close`.
fn sequences(all: &[Row], close: &Row, way: &mut Vec<u32>, since: i64, found: &mut BTreeSet<Vec<u32>>) {
    let last = way[way.len() - 1];
    if last == close.1.from {
        found.insert(way.clone());
        return;
    }
    for (_, next) in all.iter().filter(|(_, m)| m.from == last && m.at > since && m.at < close.1.at) {
        if !way.contains(&next.to) {
            way.push(next.to);
            sequences(all, close, way, next.at, found);
            way.pop();
        }
    }
}

fn brute(world: &World, window: i64, hops: usize) -> Vec<(u32, u32, u32)> {
    let all = money(world);
    let mut told = Vec::new();
    for close in &all {
        let mut found = BTreeSet::new();
        sequences(&all, close, &mut vec![close.1.to], close.1.at - window, &mut found);
        for length in 2..=hops {
            let count = found.iter().filter(|way| way.len() == length).count();
            if count > 0 {
                told.push((close.0, length as u32, count as u32));
            }
        }
    }
    told
}

#[test]
fn cycles_by_nodes_are_those_of_brute_force() {
    let mut cycles = 0;
    for seed in 0..10_000 {
        let chance = &mut Chance(seed);
        let world = random::world(chance, &Mix { nodes: 7, ties: 0, ..MONEY });
        let (window, hops) = (chance.between(1, 60), chance.between(2, 8) as usize);
        let graph = world.graph().unwrap();
        let snapshot = Snapshot::new(graph.all(), Sides::default());
        let answer = cycle_counts(&snapshot, window, hops, Budget::default());
        assert!(answer.extent.is_complete());
        assert_eq!(answer.value.by_edge, brute(&world, window, hops), "seed {seed}, window {window}, {hops} hops");
        cycles += answer.value.by_length.iter().sum::<u64>();
    }
    assert!(cycles > 10_000);
}

#[test]
fn parallel_payments_on_a_hop_count_once_and_equal_times_do_not_count() {
    let mut world = World::new(3);
    for at in [10, 11, 12] {
        world.pay(0, 1, at, 5);
    }
    world.pay(1, 2, 20, 5);
    world.pay(1, 2, 30, 5);
    world.pay(2, 0, 30, 5);
    let graph = world.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), Sides::default());
    let answer = cycle_counts(&snapshot, 100, 10, Budget::default());
    assert_eq!(answer.value.by_edge, [(5, 3, 1)]);
    let used_up = cycle_counts(&snapshot, 100, 10, Budget::new(2));
    assert!(!used_up.extent.is_complete());
}
