//! What the cases of the patterns have in common: ordinary payments around what is planted.

use crate::world::{Chance, Node, World};
use crate::{Class, Limits, Scope, Snapshot};
use graph::{Country, NodeKind, Place};

pub(crate) const HOUR: i64 = 3_600;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Sixty accounts that pay each other now and then over four months: wires, cards, some cash.
pub(crate) fn scene(seed: u64) -> (World, Chance) {
    let mut chance = Chance(seed);
    let mut world = World::new(60);
    for _ in 0..300 {
        let (from, to) = (chance.below(60) as u32, chance.below(60) as u32);
        let class = chance.one(&[Class::Wire, Class::Wire, Class::Card, Class::Cash]).unwrap();
        world.pay_by(class, from, to, chance.between(0, 120 * DAY), chance.between(1_000, 300_000));
    }
    (world, chance)
}

/// So many new accounts.
pub(crate) fn accounts(world: &mut World, count: usize) -> Vec<u32> {
    (0..count).map(|_| world.node(Node::ACCOUNT)).collect()
}

/// A new node of a kind in a country.
pub(crate) fn node(world: &mut World, kind: NodeKind, country: &str) -> u32 {
    world.node(Node { kind, country: Country::new(country), ..Node::ACCOUNT })
}

/// A new node of a kind at a place.
pub(crate) fn node_at(world: &mut World, kind: NodeKind, latitude: f64, longitude: f64) -> u32 {
    let place = Some(Place::from_degrees(latitude, longitude).unwrap());
    world.node(Node { kind, place, ..Node::ACCOUNT })
}

/// A value with up to three per cent of noise, never above it.
pub(crate) fn about(chance: &mut Chance, value: i64) -> i64 {
    value - chance.between(0, value * 3 / 100 + 1)
}

/// Whether some witness of a pattern has all these nodes.
pub(crate) fn told(code: &str, world: &World, settings: &[(&str, &str)], nodes: &[u32]) -> bool {
    let mut world = world.clone();
    world.sort();
    let graph = world.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), world.sides.clone().sorted());
    let pattern = crate::find(code).unwrap();
    let found = pattern.run(&snapshot, settings, &Scope::All, Limits::default()).unwrap();
    assert!(found.extent.is_complete());
    found.witnesses.iter().any(|witness| nodes.iter().all(|node| witness.nodes.iter().any(|own| own.0 == *node)))
}

/// Whether some witness of a pattern has this row.
pub(crate) fn told_row(code: &str, world: &World, settings: &[(&str, &str)], row: u32) -> bool {
    let graph = world.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), world.sides.clone().sorted());
    let found = crate::find(code).unwrap().run(&snapshot, settings, &Scope::All, Limits::default()).unwrap();
    found.witnesses.iter().any(|witness| witness.rows.contains(&row))
}
