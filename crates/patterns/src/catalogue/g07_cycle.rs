//! G07 Temporal cycle: money that comes back to where it started.
//!
//! A temporal path of 3 to so many payments that ends where it began, with every node in it once, times never
//! falling, no longer than the span, and every payment at least ρ of the first. Payments of one second may stand in
//! either order; a cycle within one second is told once, from its smallest edge. One witness is one such path.
//! Score: the smallest payment as a share of the first. Mistakes: netting within a group, revolving credit.
//! Limit: `steps_max` steps and `cycles_max` cycles from one first payment.

use super::prelude::*;
use crate::cycles::{Cycles, Rules};
use crate::returns::Returns;

parameters! {
    hops: Count = Count(8), "payments of the longest cycle";
    retention: Share = Share(6_000), "part of the first payment that every later one must at least be";
    span: Span = Span::days(30), "how long it may take, first to last payment";
    steps_max: Count = Count(100_000), "steps that are made from one first payment";
    cycles_max: Count = Count(10_000), "cycles that are told from one first payment";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G07;

impl Detector for G07 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G07", "cycle", Reach::Hops, "E·d^h at worst; what cannot come back in time is cut off");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn hops(parameters: &Parameters) -> u32 {
        parameters.hops.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        let rules = Rules {
            hops_max: p.hops.size(),
            retention: p.retention,
            span: p.span.0,
            steps_max: p.steps_max.0.into(),
            cycles_max: p.cycles_max.0.into(),
        };
        // A look at all payments is too much for a few anchors.
        let few = matches!(scope, Scope::Anchors(_));
        let returns = if few { Returns::default() } else { Returns::new(snapshot, p.span.0) };
        let mut cycles = Cycles::new(snapshot.level(), snapshot.nodes(), rules).knowing(returns);
        cycles.search(scope, search, |path, search| {
            let Some(first) = path.first() else { return };
            let least = path.iter().map(|step| step.value).min().unwrap_or(0);
            let starts = path.iter().map(|step| snapshot.from(step.edge));
            search.emit(
                Witness::new(snapshot.from(first.edge), Minimality::Exact)
                    .path(starts)
                    .edges(path.iter().map(|step| step.edge))
                    .score(ratio(least.into(), first.value.into()))
                    .count("hops", path.len())
                    .money("first", first.value)
                    .money("least", least),
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, about, accounts, scene, told};
    use crate::world::World;

    fn ring(length: usize, kept: i64, step: i64, seed: u64) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(seed);
        let ring = accounts(&mut world, length);
        let mut value = 1_000_000;
        for place in 0..length {
            world.pay(ring[place], ring[(place + 1) % length], 40 * DAY + place as i64 * step, value);
            value = about(&mut chance, value * kept / 100);
        }
        (world, ring)
    }

    #[test]
    fn rings_of_three_to_eight_are_told() {
        for seed in 0..10 {
            for length in 3..=8 {
                let (world, ring) = ring(length, 98, 2 * DAY, seed);
                assert!(told("G07", &world, &[], &ring), "{seed} {length}");
            }
        }
    }

    #[test]
    fn nine_or_two_or_too_long_or_too_little_are_not() {
        for (length, kept, step, expected) in [
            (9, 99, DAY, false),
            (2, 99, DAY, false),
            (4, 99, 10 * DAY, true),
            (4, 99, 11 * DAY, false),
            (5, 80, DAY, false),
        ] {
            let (world, ring) = ring(length, kept, step, 3);
            assert_eq!(told("G07", &world, &[], &ring), expected, "{length} {kept} {step}");
        }
    }

    #[test]
    fn a_ring_that_runs_backwards_in_time_is_not() {
        let (mut world, _) = scene(8);
        let ring = accounts(&mut world, 4);
        for place in 0..4usize {
            world.pay(ring[place], ring[(place + 1) % 4], 40 * DAY - place as i64 * DAY, 100_000);
        }
        assert!(!told("G07", &world, &[], &ring));
    }
}
