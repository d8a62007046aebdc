use super::*;
use patterns::catalogue::g27_taint_hop::Parameters;
use std::collections::BTreeMap;

/// The parts of a booked movement by hops made.
struct Booked {
    edge: u32,
    m: Movement,
    parts: BTreeMap<u32, i128>,
    taken: bool,
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let node = |n: u32| &world.nodes[n as usize];
    let wallet = |n: u32| node(n).kind == NodeKind::Wallet;
    let bridge = |n: u32| wallet(n) && node(n).flags.has(NodeFlags::INSTITUTION);
    let mut balance: BTreeMap<u32, i128> = BTreeMap::new();
    let mut held: BTreeMap<(u32, u32), i128> = BTreeMap::new();
    let mut done: Vec<Booked> = Vec::new();
    let mut told = Vec::new();
    for (edge, m) in money(world) {
        let mut parts: BTreeMap<u32, i128> = BTreeMap::new();
        let value = i128::from(m.value);
        let own = balance.get(&m.from).copied().unwrap_or(0);
        if node(m.from).flags.has(NodeFlags::TAINTED) {
            parts.insert(1, value);
        } else {
            let fits = |b: &&mut Booked| {
                b.m.to == m.from
                    && !b.taken
                    && m.at - b.m.at <= p.bridge_delay.0
                    && couples(p.bridge_fee, b.m.value, m.value)
            };
            let from = done.iter_mut().rev().filter(|_| bridge(m.from)).find(fits);
            let brought = from.map(|b| {
                b.taken = true;
                (b.m.value, b.parts.clone())
            });
            for hop in 1..=p.hops.0 {
                let there = held.get(&(m.from, hop)).copied().unwrap_or(0);
                let part = match &brought {
                    Some((whole, parts)) => {
                        (parts.get(&hop).copied().unwrap_or(0) * value / i128::from(*whole)).min(there)
                    }
                    None if own <= value => there,
                    None => there * value / own,
                };
                held.insert((m.from, hop), there - part);
                if hop < p.hops.0 {
                    parts.insert(hop + 1, part);
                }
            }
        }
        balance.insert(m.from, (own - value).max(0));
        *balance.entry(m.to).or_default() += value;
        for (hop, part) in &parts {
            *held.entry((m.to, *hop)).or_default() += part;
        }
        let tainted: i128 = parts.values().sum();
        done.push(Booked { edge, m, parts, taken: false });
        if wallet(m.from) && !wallet(m.to) && tainted > 0 && tainted * 10_000 >= value * i128::from(p.share.0) {
            let mut trail = vec![(edge, m)];
            while !node(trail[0].1.from).flags.has(NodeFlags::TAINTED) {
                let sum = |b: &Booked| b.parts.values().sum::<i128>();
                let before: Vec<&Booked> =
                    done.iter().filter(|b| b.m.to == trail[0].1.from && b.edge < trail[0].0 && sum(b) > 0).collect();
                let most = before.iter().map(|b| sum(b)).max().unwrap();
                let first = before.iter().find(|b| sum(b) == most).unwrap();
                trail.insert(0, (first.edge, first.m));
            }
            let edges: Vec<u32> = trail.iter().map(|(e, _)| *e).collect();
            let people: Vec<u32> = trail.iter().map(|(_, m)| m.from).chain([m.to]).collect();
            told.push(Key::new(m.to, &[], &edges, (tainted * 10_000 / value) as i64).path(&people));
        }
    }
    told
}
