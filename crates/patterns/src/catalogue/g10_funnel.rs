//! G10 Funnel account: cash comes in at many far places and leaves soon after in another region.
//!
//! Counted are cash payments into a node, each below the threshold, at a place (the node that says where) at least so
//! many kilometres from the node's own. From a first one on, and no longer than Δ: at different places at least so
//! many. Then of what left the node after the first of them and at most Δ after the last, what left in a known region
//! other than any region of these places (the region of its place, or else of its payee) is at least φ of the cash.
//! Of overlapping windows the earliest counts; the next begins with the first cash after it.
//! Score: what left as a share of the cash, at most 10,000. Mistakes: travelling business.

use super::prelude::*;
use graph::NodeId;

parameters! {
    places: Count = Count(3), "g: different places that are needed";
    distance_km: Count = Count(200), "kilometres from the node's own place at least";
    share: Share = Share(8_000), "φ: part of the cash that must leave elsewhere";
    delay: Span = Span::hours(72), "Δ: how long the cash may take, and how soon it must leave";
    threshold: Amount = Amount(1_000_000), "amount from which a movement is reported";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G10;

/// A cash payment in at a far place.
#[derive(Clone, Copy, Debug)]
struct Cash {
    step: Step,
    place: u32,
    region: Option<u32>,
}

fn far_cash(snapshot: &Snapshot<'_>, p: &Parameters, node: u32) -> Vec<Cash> {
    let Some(home) = snapshot.facts(node).place else { return Vec::new() };
    let mut cash = Vec::new();
    let small = |step: &Step| step.value < p.threshold.0 && snapshot.class(step.edge) == Class::Cash;
    for step in snapshot.ins(node).iter().filter(small) {
        let Some(place) = snapshot.location(step.edge) else { continue };
        let there = snapshot.graph().nodes().facts(NodeId(place)).place;
        if there.is_some_and(|there| home.distance_km(there) >= f64::from(p.distance_km.0)) {
            cash.push(Cash { step, place, region: snapshot.sides.region(place) });
        }
    }
    cash
}

fn left_elsewhere(snapshot: &Snapshot<'_>, p: &Parameters, node: u32, near: &[Cash]) -> Vec<Step> {
    let Some((first, last)) = near.first().zip(near.last()) else { return Vec::new() };
    let until = last.step.at.saturating_add(p.delay.0);
    let region = |step: &Step| snapshot.sides.region(snapshot.location(step.edge).unwrap_or(step.peer));
    let elsewhere = |step: &Step| region(step).is_some_and(|there| near.iter().all(|cash| cash.region != Some(there)));
    let outs = snapshot.out(node);
    let after = outs.piece(outs.edge.partition_point(|edge| *edge < first.step.edge)..outs.len());
    after.iter().take_while(|step| step.at <= until).filter(elsewhere).collect()
}

impl Detector for G10 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G10", "funnel", Reach::Node(1), "E + C·k for k movements within Δ of C cash payments");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let p = parameters;
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let ins = snapshot.ins(node);
            if ins.len() < p.places.size() || snapshot.out(node).is_empty() {
                continue;
            }
            if !search.spend(ins.len()) || search.is_over() {
                return;
            }
            let cash = far_cash(snapshot, p, node);
            let mut rest: &[Cash] = &cash;
            while let Some(first) = rest.first() {
                let until = first.step.at.saturating_add(p.delay.0);
                let near = rest.partition_point(|cash| cash.step.at <= until);
                let near = rest.get(..near).unwrap_or_default();
                let mut places: Vec<u32> = near.iter().map(|cash| cash.place).collect();
                places.sort_unstable();
                places.dedup();
                let left = left_elsewhere(snapshot, p, node, near);
                if !search.spend(near.len() + left.len()) {
                    return;
                }
                let came: i128 = near.iter().map(|cash| i128::from(cash.step.value)).sum();
                let gone: i128 = left.iter().map(|step| i128::from(step.value)).sum();
                let told = places.len() >= p.places.size() && p.share.reached(gone, came);
                if told {
                    search.emit(
                        Witness::new(node, Minimality::Earliest)
                            .nodes(places.iter().copied().chain(left.iter().map(|step| step.peer)).chain([node]))
                            .edges(near.iter().map(|cash| cash.step.edge).chain(left.iter().map(|step| step.edge)))
                            .score(ratio(gone, came).min(10_000))
                            .count("places", places.len())
                            .money("cash", came)
                            .money("left", gone),
                    );
                }
                rest = rest.get(if told { near.len() } else { 1 }..).unwrap_or_default();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, about, accounts, node_at, scene, told};
    use crate::world::World;

    use crate::sides::Region;

    fn funnel(places: usize, degrees: f64, left: i64, region: u32) -> (World, u32) {
        let (mut world, mut chance) = scene(10);
        let account = node_at(&mut world, NodeKind::Account, 0.0, 0.0);
        let mut sum = 0;
        for place in 0..places {
            let till = node_at(&mut world, NodeKind::Cash, degrees, place as f64 / 10.0);
            world.sides.regions.push(Region { node: till, region: 1 });
            let value = about(&mut chance, 800_000);
            sum += value;
            world.pay_by(Class::Cash, till, account, 30 * DAY + chance.between(0, DAY), value);
        }
        let payee = accounts(&mut world, 1)[0];
        world.sides.regions.push(Region { node: payee, region });
        world.pay(account, payee, 33 * DAY, sum * left / 100);
        (world, account)
    }

    #[test]
    fn far_cash_that_leaves_elsewhere_is_told() {
        for (places, degrees, left, region, expected) in [
            (3, 2.0, 90, 2, true),
            (2, 2.0, 90, 2, false),
            (3, 1.0, 90, 2, false),
            (3, 2.0, 79, 2, false),
            (3, 2.0, 90, 1, false),
        ] {
            let (world, account) = funnel(places, degrees, left, region);
            assert_eq!(told("G10", &world, &[], &[account]), expected, "{places} {degrees} {left} {region}");
        }
    }
}
