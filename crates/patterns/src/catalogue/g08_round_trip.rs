//! G08 Round-tripping: money leaves and comes back to the same subject looking foreign.
//!
//! A cycle as in G07 but between subjects, so that what moves within one is left out. It crosses a border (some
//! payment's two nodes are in different known countries) or changes its instrument (not all payments are of one
//! class), and it comes home as foreign: the last payer is in another known country than the last payee, or the last
//! payment is a loan or equity. Score: the smallest payment as a share of the first. Mistakes: genuine investment.
//! Limit: `steps_max` steps and `cycles_max` cycles from one first payment.

use super::prelude::*;
use crate::cycles::{Cycles, Rules};

parameters! {
    hops: Count = Count(12), "payments of the longest cycle";
    retention: Share = Share(6_000), "part of the first payment that every later one must at least be";
    span: Span = Span::days(365), "how long it may take, first to last payment";
    steps_max: Count = Count(2_000), "steps that are made from one first payment";
    cycles_max: Count = Count(10_000), "cycles that are told from one first payment";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G08;

fn crosses(snapshot: &Snapshot<'_>, edge: u32) -> bool {
    let country = |node| snapshot.facts(node).country;
    let (from, to) = (country(snapshot.from(edge)), country(snapshot.to(edge)));
    from.is_some() && to.is_some() && from != to
}

fn is_round_trip(snapshot: &Snapshot<'_>, path: &[Step]) -> bool {
    let Some((first, last)) = path.first().zip(path.last()) else { return false };
    let class = snapshot.class(first.edge);
    let changes = path.iter().any(|step| snapshot.class(step.edge) != class);
    let border = path.iter().any(|step| crosses(snapshot, step.edge));
    (changes || border) && is_foreign(snapshot, last.edge)
}

/// Whether a payment comes home as foreign.
fn is_foreign(snapshot: &Snapshot<'_>, edge: u32) -> bool {
    matches!(snapshot.class(edge), Class::Loan | Class::Equity) || crosses(snapshot, edge)
}

impl Detector for G08 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G08", "round-trip", Reach::Whole, "E·d^h at worst; what cannot come back in time is cut off");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
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
        let level = snapshot.subject_level();
        let ends =
            (0..snapshot.nodes()).map(|node| level.ins(node).edge.iter().any(|edge| is_foreign(snapshot, *edge)));
        let ends: Vec<bool> = ends.collect();
        Cycles::new(&level, snapshot.nodes(), rules).ending_at(ends).search(scope, search, |path, search| {
            let Some(first) = path.first().filter(|_| is_round_trip(snapshot, path)) else { return };
            let least = path.iter().map(|step| step.value).min().unwrap_or(0);
            search.emit(
                Witness::new(snapshot.subjects.of(snapshot.from(first.edge)), Minimality::Exact)
                    .path(path.iter().map(|step| snapshot.from(step.edge)))
                    .edges(path.iter().map(|step| step.edge))
                    .score(ratio(least.into(), first.value.into()))
                    .money("first", first.value)
                    .money("least", least),
            );
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, about, node, scene, told};
    use crate::world::World;

    fn trip(last: Class, abroad: &str) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(8);
        let home = node(&mut world, NodeKind::Account, "AA");
        let (one, two) = (node(&mut world, NodeKind::Account, "AA"), node(&mut world, NodeKind::Account, abroad));
        let mut at = 10 * DAY;
        for (from, to, class) in [(home, one, Class::Wire), (one, two, Class::Wire), (two, home, last)] {
            world.pay_by(class, from, to, at, about(&mut chance, 5_000_000));
            at += chance.between(10 * DAY, 90 * DAY);
        }
        (world, vec![home, one, two])
    }

    #[test]
    fn back_as_foreign_or_as_equity_is_told_and_a_ring_at_home_is_not() {
        for (class, abroad, expected) in [
            (Class::Equity, "VV", true),
            (Class::Wire, "VV", true),
            (Class::Loan, "AA", true),
            (Class::Wire, "AA", false),
        ] {
            let (world, nodes) = trip(class, abroad);
            assert_eq!(told("G08", &world, &[], &nodes), expected, "{class:?} {abroad}");
        }
    }
}
