//! What is too big is told, never cut in silence, and nothing big needs a deep stack.

use graph::Limit;
use patterns::world::{Chance, World};
use patterns::{Found, Limits, Scope, Sides, Snapshot, all, find};

fn run(world: &World, code: &str, settings: &[(&str, &str)], limits: Limits) -> Found {
    let graph = world.graph().unwrap();
    let snapshot = Snapshot::new(graph.all(), Sides::default());
    find(code).unwrap().run(&snapshot, settings, &Scope::All, limits).unwrap()
}

fn limit(found: &Found) -> Option<Limit> {
    match found.extent {
        graph::Extent::Complete => None,
        graph::Extent::Limited { by } => Some(by),
    }
}

/// Everybody pays everybody about the same.
fn crowd() -> World {
    let mut chance = Chance(1);
    let mut world = World::new(14);
    for at in 0..400 {
        world.pay(chance.below(14) as u32, chance.below(14) as u32, at, 1_000);
    }
    world
}

#[test]
fn each_limit_of_a_search_that_explodes_is_told() {
    let world = crowd();
    let usual = Limits::default();
    let steps = run(&world, "G07", &[("steps_max", "50")], usual);
    assert_eq!(limit(&steps), Some(Limit::Visits(50)));
    let cycles = run(&world, "G07", &[("cycles_max", "3"), ("hops", "4")], usual);
    assert_eq!(limit(&cycles), Some(Limit::Answers(3)));
    let few = run(&world, "G07", &[("hops", "4")], Limits { witnesses: 10, ..usual });
    assert_eq!((few.witnesses.len(), limit(&few)), (10, Some(Limit::Answers(10))));
    let short = run(&world, "G07", &[("hops", "4")], Limits { visits: 900, ..usual });
    assert_eq!(limit(&short), Some(Limit::Visits(900)));
    assert_eq!(short.visits, 900);
    let hub = run(&world, "G06", &[("middle_edges_max", "2"), ("loss", "1")], usual);
    assert_eq!(limit(&hub), Some(Limit::Hub(2)));
    let whole = run(&world, "G07", &[("hops", "3")], usual);
    assert!(limit(&whole).is_none() && !whole.witnesses.is_empty());
}

#[test]
fn every_pattern_that_looks_at_money_says_when_its_budget_is_used_up() {
    let world = crowd();
    for pattern in all() {
        let code = pattern.about().code;
        let whole = run(
            &world,
            code,
            &[("cycles_max", "10"), ("hops", "3")][..if code == "G07" { 2 } else { 0 }],
            Limits::default(),
        );
        if whole.visits > 1 {
            let cut = run(&world, code, &[], Limits { visits: 1, ..Limits::default() });
            assert_eq!(limit(&cut), Some(Limit::Visits(1)), "{code}");
        }
    }
}

#[test]
fn a_chain_of_a_hundred_thousand_payments_is_one_witness() {
    let mut world = World::new(100_001);
    (0..100_000).for_each(|hop| world.pay(hop, hop + 1, hop.into(), 5_000));
    for code in ["G11", "G34"] {
        let found = run(&world, code, &[], Limits::default());
        assert_eq!((found.witnesses.len(), limit(&found)), (1, None), "{code}");
        assert_eq!(found.witnesses[0].edges.len(), 100_000);
    }
}

#[test]
fn a_hub_parallel_payments_and_payments_to_oneself_stop_nothing() {
    let mut chance = Chance(2);
    let mut world = World::new(2_000);
    for at in 0..60_000 {
        let other = chance.below(2_000) as u32;
        match chance.below(10) {
            0 => world.pay(0, other, at * 10, chance.between(1_000, 9_000)),
            1 => world.pay(1, 2, at * 10, 1_000),
            2 => world.pay(3, 3, at * 10, 1_000),
            _ => world.pay(other, 0, at * 10, chance.between(1_000, 9_000)),
        }
    }
    for pattern in all() {
        let code = pattern.about().code;
        let settings = &[("steps_max", "200")][..usize::from(matches!(code, "G07" | "G15"))];
        let found = run(&world, code, settings, Limits { visits: 200_000_000, ..Limits::default() });
        assert!(found.witnesses.iter().all(|witness| witness.edges.iter().all(|edge| edge.0 < 60_000)), "{code}");
        if code == "G03" {
            assert_eq!(found.witnesses.iter().filter(|witness| witness.anchor.0 == 0).count(), 1);
        }
    }
}
