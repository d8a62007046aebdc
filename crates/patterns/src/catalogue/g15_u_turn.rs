//! G15 U-turn: money comes back to the same subject, or to the country it left, by way of others.
//!
//! A path of two to so many payments, each later than the one before (by time, then number), no longer than the
//! window, every value at most the first and at least (1−ε) of it, every node in it once (the last may be the first).
//! Either the last payee is of the same subject as the first payer and nobody between is; or the first payer and the
//! last payee are in one known country and not of one subject, everybody between is in another known country, and no
//! payment is for trade. Score: last value as a share of the first. Mistakes: refunds, hedges of exchange rates.
//! Limit: `paths_max` paths and `steps_max` steps from one first payment.

use super::prelude::*;

parameters! {
    hops: Count = Count(4), "payments of the longest path, at least 2";
    loss: Share = Share(1_500), "part of the first value that may be lost";
    window: Span = Span::days(60), "how long it may take, first to last payment";
    paths_max: Count = Count(10_000), "paths that are told from one first payment";
    steps_max: Count = Count(100_000), "steps that are made from one first payment";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G15;

/// A place in the forward search: the payment that led there, and the next one to try out of its payee.
struct Place {
    step: Step,
    next: usize,
}

/// What a payment does to a path.
enum Turn {
    Back,
    On,
    No,
}

fn turn(snapshot: &Snapshot<'_>, start: u32, path: &[Place], step: Step) -> Turn {
    let subject = snapshot.subjects.of(start);
    let new = path.iter().all(|place| place.step.peer != step.peer);
    if snapshot.subjects.of(step.peer) == subject {
        let apart = path.iter().all(|place| snapshot.subjects.of(place.step.peer) != subject);
        return if apart && new { Turn::Back } else { Turn::No };
    }
    if !new || step.peer == start {
        return Turn::No;
    }
    let home = snapshot.facts(start).country;
    let abroad = |node: u32| {
        let country = snapshot.facts(node).country;
        country.is_some() && country != home
    };
    let no_trade =
        path.iter().map(|place| place.step).chain([step]).all(|step| snapshot.class(step.edge) != Class::Trade);
    let by_way = path.iter().all(|place| abroad(place.step.peer));
    let home_again = home.is_some() && snapshot.facts(step.peer).country == home;
    if home_again && by_way && no_trade { Turn::Back } else { Turn::On }
}

fn search_from(snapshot: &Snapshot<'_>, p: &Parameters, start: u32, first: Step, search: &mut Search) {
    let until = first.at.saturating_add(p.window.0);
    let begin = |step: &Step| snapshot.out(step.peer).edge.partition_point(|edge| *edge < step.edge);
    let mut path = vec![Place { step: first, next: begin(&first) }];
    let (mut steps, mut told) = (0u32, 0u32);
    while let Some(last) = path.last_mut() {
        let step = snapshot.out(last.step.peer).get(last.next).filter(|step| step.at <= until);
        last.next += 1;
        steps += 1;
        let over = steps > p.steps_max.0 || told >= p.paths_max.0;
        let Some(step) = step.filter(|_| !over) else {
            path.pop();
            continue;
        };
        if !p.loss.couples(first.value, step.value) || path.len() >= p.hops.size() {
            continue;
        }
        match turn(snapshot, start, &path, step) {
            Turn::No => {}
            Turn::On => path.push(Place { step, next: begin(&step) }),
            Turn::Back => {
                told += 1;
                let steps: Vec<Step> = path.iter().map(|place| place.step).chain([step]).collect();
                search.emit(
                    Witness::new(start, Minimality::Exact)
                        .path([start].into_iter().chain(steps.iter().map(|step| step.peer)))
                        .edges(steps.iter().map(|step| step.edge))
                        .score(ratio(step.value.into(), first.value.into()))
                        .money("first", first.value)
                        .money("last", step.value),
                );
                // What is back in its country may still come back to its subject.
                if snapshot.subjects.of(step.peer) != snapshot.subjects.of(start) {
                    path.push(Place { step, next: begin(&step) });
                }
            }
        }
    }
    if steps > p.steps_max.0 {
        search.limit(Limit::Visits(p.steps_max.0.into()));
    } else if told >= p.paths_max.0 {
        search.limit(Limit::Answers(p.paths_max.0.into()));
    }
    let _enough = search.spend(steps as usize);
}

impl Detector for G15 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G15", "u-turn", Reach::Hops, "E·d^(h−1) for d payments of about one value out of a node");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn hops(parameters: &Parameters) -> u32 {
        parameters.hops.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        for start in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let own = snapshot.subjects.of(start);
            for first in snapshot.out(start).iter().filter(|step| snapshot.subjects.of(step.peer) != own) {
                if search.is_over() {
                    return;
                }
                search_from(snapshot, parameters, start, first, search);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, node, scene, told};
    use crate::world::World;

    fn turn(share: i64, days: i64, same_owner: bool, class: Class) -> (World, Vec<u32>) {
        let (mut world, _) = scene(15);
        let start = node(&mut world, NodeKind::Account, "AA");
        let middle = [node(&mut world, NodeKind::Account, "VV"), node(&mut world, NodeKind::Account, "VV")];
        let end = node(&mut world, NodeKind::Account, "AA");
        if same_owner {
            let owner = node(&mut world, NodeKind::Party, "AA");
            world.links.push((owner, graph::LinkKind::Owns, start));
            world.links.push((owner, graph::LinkKind::Owns, end));
        }
        world.pay(start, middle[0], 20 * DAY, 1_000_000);
        world.pay_by(class, middle[0], middle[1], 21 * DAY, 990_000);
        world.pay(middle[1], end, (20 + days) * DAY, share * 10_000);
        (world, vec![start, middle[0], middle[1], end])
    }

    #[test]
    fn back_to_the_owner_or_to_the_country_is_told() {
        for (share, days, owner, class, expected) in [
            (90, 10, true, Class::Trade, true),
            (85, 60, false, Class::Wire, true),
            (84, 10, true, Class::Wire, false),
            (90, 61, true, Class::Wire, false),
            (90, 10, false, Class::Trade, false),
        ] {
            let (world, nodes) = turn(share, days, owner, class);
            assert_eq!(told("G15", &world, &[], &nodes), expected, "{share} {days} {owner} {class:?}");
        }
    }
}
