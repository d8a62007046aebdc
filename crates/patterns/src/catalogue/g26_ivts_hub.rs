//! G26 Hub of informal value transfer: very many small movements in and out that cancel out, settled in goods.
//!
//! Windows begin every sixth of their length (from 1970 on). In one, a node has at least so many different
//! counterparties; what came in and what went out differ by at most `net` of both together; at least `small_share` of
//! its movements are at most `small`; and at least so many movements of goods of its subject go against the money:
//! goods from a country (of the other party) to which the node paid more than it got, or goods to one from which it
//! got more than it paid. Of windows that overlap the earliest is told. Score: counterparties. Mistakes: licensed
//! remittance business.

use super::prelude::*;
use graph::Country;
use hashbrown::HashMap;

parameters! {
    window: Span = Span::days(120), "length of a window";
    counterparties: Count = Count(60), "different counterparties that are needed";
    net: Share = Share(500), "difference of in and out as a part of both together";
    small: Amount = Amount(200_000), "amount up to which a movement is small";
    small_share: Share = Share(8_000), "part of movements that are small";
    goods: Count = Count(1), "movements of goods against the money that are needed";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G26;

/// One movement of goods from the view of a subject.
#[derive(Clone, Copy, Debug)]
struct Delivery {
    subject: u32,
    edge: u32,
    at: i64,
    country: Country,
    incoming: bool,
}

fn deliveries(snapshot: &Snapshot<'_>) -> Vec<Delivery> {
    let mut deliveries = Vec::new();
    for edge in snapshot.goods().iter().copied() {
        let (from, to, at) = (snapshot.from(edge), snapshot.to(edge), snapshot.at(edge));
        for (own, other, incoming) in [(from, to, false), (to, from, true)] {
            if let Some(country) = snapshot.facts(other).country {
                deliveries.push(Delivery { subject: snapshot.subjects.of(own), edge, at, country, incoming });
            }
        }
    }
    deliveries.sort_unstable_by_key(|delivery| (delivery.subject, delivery.edge, delivery.incoming));
    deliveries
}

/// Goods against the money in one window: edges, each once.
fn against(
    snapshot: &Snapshot<'_>,
    own: &[Delivery],
    (ins, outs): (Links<'_>, Links<'_>),
    time: std::ops::Range<i64>,
) -> Vec<u32> {
    let mut net: HashMap<Country, i128> = HashMap::new();
    for (links, sign) in [(ins, 1), (outs, -1)] {
        for step in links.iter() {
            if let Some(country) = snapshot.facts(step.peer).country {
                *net.entry(country).or_default() += sign * i128::from(step.value);
            }
        }
    }
    let opposed = |delivery: &&Delivery| {
        let net = net.get(&delivery.country).copied().unwrap_or(0);
        time.contains(&delivery.at) && if delivery.incoming { net < 0 } else { net > 0 }
    };
    let mut edges: Vec<u32> = own.iter().filter(opposed).map(|delivery| delivery.edge).collect();
    edges.dedup();
    edges
}

fn window(
    snapshot: &Snapshot<'_>,
    p: &Parameters,
    node: u32,
    own: &[Delivery],
    time: std::ops::Range<i64>,
) -> Option<Witness> {
    let cut = |links: Links<'_>| {
        links.at.partition_point(|at| *at < time.start)..links.at.partition_point(|at| *at < time.end)
    };
    let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
    let (ins, outs) = (ins.piece(cut(ins)), outs.piece(cut(outs)));
    let count = ins.len() + outs.len();
    if count < p.counterparties.size() {
        return None;
    }
    let mut peers: Vec<u32> = ins.peer.iter().chain(outs.peer).copied().collect();
    peers.sort_unstable();
    peers.dedup();
    let (came, went) = (ins.sum(), outs.sum());
    let small = ins.value.iter().chain(outs.value).filter(|value| **value <= p.small.0).count();
    let even = (came - went).abs() * 10_000 <= (came + went) * i128::from(p.net.0);
    let many_small = p.small_share.reached(small as i128, count as i128);
    if peers.len() < p.counterparties.size() || !even || !many_small {
        return None;
    }
    let goods = against(snapshot, own, (ins, outs), time);
    let edges = ins.edge.iter().chain(outs.edge).copied().chain(goods.iter().copied());
    (goods.len() >= p.goods.size()).then(|| {
        Witness::new(node, Minimality::Group)
            .nodes(peers.iter().copied().chain([node]))
            .edges(edges)
            .score(peers.len() as i64)
            .money("in", came)
            .money("out", went)
            .count("goods", goods.len())
    })
}

impl Detector for G26 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G26", "ivts-hub", Reach::Whole, "E log E for nodes with enough movements");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let length = parameters.window.0.max(1);
        let step = (length / 6).max(1);
        let deliveries = deliveries(snapshot);
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
            let subject = snapshot.subjects.of(node);
            let begin = deliveries.partition_point(|delivery| delivery.subject < subject);
            let end = deliveries.partition_point(|delivery| delivery.subject <= subject);
            let own = deliveries.get(begin..end).unwrap_or_default();
            if own.is_empty() || ins.len() + outs.len() < parameters.counterparties.size() {
                continue;
            }
            if !search.spend(ins.len() + outs.len()) || search.is_over() {
                return;
            }
            // Windows with a delivery are the only ones that can be told.
            let mut windows: Vec<i64> = Vec::new();
            for delivery in own {
                let last = delivery.at.div_euclid(step);
                let reach = length / step + 1;
                windows.extend((last - reach..=last).filter(|window| window * step + length > delivery.at));
            }
            windows.sort_unstable();
            windows.dedup();
            let mut after = i64::MIN;
            for begin in windows.into_iter().map(|window| window * step) {
                if begin < after {
                    continue;
                }
                if let Some(witness) = window(snapshot, parameters, node, own, begin..begin + length) {
                    search.emit(witness);
                    after = begin + length;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, accounts, node, scene, told};
    use crate::world::World;

    fn hub(parties: usize, out: i64, goods: bool) -> (World, u32) {
        let (mut world, _) = scene(26);
        let hub = accounts(&mut world, 1)[0];
        for party in 0..parties {
            let (payer, payee) = (node(&mut world, NodeKind::Account, "AA"), node(&mut world, NodeKind::Account, "VV"));
            world.pay(payer, hub, 16 * DAY + party as i64 * HOUR, 50_000);
            world.pay(hub, payee, 17 * DAY + party as i64 * HOUR, out);
        }
        if goods {
            let seller = node(&mut world, NodeKind::Goods, "VV");
            world.pay_by(Class::Goods, seller, hub, 20 * DAY, 900_000);
        }
        (world, hub)
    }

    #[test]
    fn sixty_small_parties_that_cancel_out_with_goods_against_them_are_told() {
        for (parties, out, goods, expected) in
            [(30, 49_000, true, true), (29, 49_000, true, false), (30, 40_000, true, false), (30, 49_000, false, false)]
        {
            let (world, hub) = hub(parties, out, goods);
            assert_eq!(told("G26", &world, &[], &[hub]), expected, "{parties} {out} {goods}");
        }
    }
}
