use super::*;
use patterns::catalogue::g26_ivts_hub::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let subjects = subjects(world);
    let country = |node: u32| world.nodes[node as usize].country;
    let goods: Vec<(u32, Movement)> =
        (0..).zip(world.movements.iter().copied()).filter(|(_, m)| m.class == Class::Goods).collect();
    let step = p.window.0 / 6;
    let last = world.movements.iter().map(|m| m.at).max().unwrap_or(0);
    let mut told = Vec::new();
    for node in nodes(world) {
        let mut after = i64::MIN;
        for window in -8..=last / step {
            let time = window * step..window * step + p.window.0;
            if time.start < after {
                continue;
            }
            let own: Vec<_> = money(world)
                .into_iter()
                .filter(|(_, m)| (m.from == node || m.to == node) && time.contains(&m.at))
                .collect();
            let peer = |m: &Movement| if m.from == node { m.to } else { m.from };
            let sum = |keep: &dyn Fn(&Movement) -> bool| -> i64 {
                own.iter().filter(|(_, m)| keep(m)).map(|(_, m)| m.value).sum()
            };
            let (came, went) = (sum(&|m| m.to == node), sum(&|m| m.from == node));
            let peers = set(&own.iter().map(|(_, m)| peer(m)).collect::<Vec<_>>());
            let small = own.iter().filter(|(_, m)| m.value <= p.small.0).count() as i64;
            let against: Vec<_> = goods
                .iter()
                .filter(|(_, g)| {
                    let to_us = subjects[g.to as usize] == subjects[node as usize];
                    let from_us = subjects[g.from as usize] == subjects[node as usize];
                    let net = |other: u32| {
                        let there = |m: &Movement| country(peer(m)) == country(other);
                        sum(&|m| m.to == node && there(m)) - sum(&|m| m.from == node && there(m))
                    };
                    let incoming = to_us && country(g.from).is_some() && net(g.from) < 0;
                    let outgoing = from_us && country(g.to).is_some() && net(g.to) > 0;
                    time.contains(&g.at) && (incoming || outgoing)
                })
                .collect();
            let told_here = peers.len() >= p.counterparties.size()
                && (came - went).abs() * 10_000 <= (came + went) * i64::from(p.net.0)
                && small * 10_000 >= own.len() as i64 * i64::from(p.small_share.0)
                && !against.is_empty()
                && against.len() >= p.goods.size();
            if told_here {
                let edges: Vec<u32> = own.iter().map(|(e, _)| *e).chain(against.iter().map(|(e, _)| *e)).collect();
                let people = [peers.clone(), vec![node]].concat();
                told.push(Key::new(node, &people, &edges, peers.len() as i64));
                after = time.end;
            }
        }
    }
    told
}
