use super::*;
use patterns::catalogue::g16_mirror::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let worth = |m: &Movement| {
        let mut held: Vec<_> = world
            .sides
            .rates
            .iter()
            .filter(|r| r.currency == m.currency && r.from <= m.at && m.currency != 0)
            .collect();
        held.sort_by_key(|rate| rate.from);
        held.last().map_or(m.value, |rate| m.value * rate.micro / 1_000_000)
    };
    let country = |node: u32| world.nodes[node as usize].country;
    let mut told = Vec::new();
    let controllers = set(&world.sides.controls.iter().map(|row| row.controller).collect::<Vec<_>>());
    for controller in controllers {
        let own = set(&world
            .sides
            .controls
            .iter()
            .filter(|row| row.controller == controller && row.score >= p.control.0)
            .map(|row| row.node)
            .collect::<Vec<_>>());
        let countries: std::collections::BTreeSet<_> = own.iter().filter_map(|node| country(*node)).collect();
        for a in &countries {
            for b in countries.iter().filter(|b| *b != a) {
                let received =
                    |m: &Movement| own.contains(&m.to) && !own.contains(&m.from) && country(m.to) == Some(*a);
                let paid = |m: &Movement| own.contains(&m.from) && !own.contains(&m.to) && country(m.from) == Some(*b);
                let ins: Vec<_> = all.iter().filter(|(_, m)| received(m)).collect();
                let outs: Vec<_> = all.iter().filter(|(_, m)| paid(m)).collect();
                let fits = |one: &Movement, other: &Movement| {
                    (worth(one) - worth(other)).abs() * 10_000 <= worth(one) * i64::from(p.tolerance.0)
                };
                let (mut pairs, mut fitting) = (Vec::new(), 0);
                for (e1, one) in &ins {
                    fitting += outs.iter().filter(|(_, other)| fits(one, other)).count() as i64;
                    for (e2, other) in &outs {
                        let linked = all.iter().any(|(_, m)| {
                            let ends = (m.from, m.to);
                            let between = ends == (one.to, other.from) || ends == (other.from, one.to);
                            between && (m.at - one.at).abs() <= p.delay.0
                        });
                        let taken = pairs.iter().any(|pair: &(u32, u32, u32, u32)| pair.1 == *e2);
                        let near = (one.at - other.at).abs() <= p.delay.0 && e1 != e2;
                        if near && fits(one, other) && !linked && !taken {
                            pairs.push((*e1, *e2, one.to, other.from));
                            break;
                        }
                    }
                }
                let times: Vec<i64> = ins.iter().chain(&outs).map(|(_, m)| m.at).collect();
                let stretch = 2 * p.delay.0 + 1;
                let whole = times.iter().max().unwrap_or(&0) - times.iter().min().unwrap_or(&0);
                let whole = whole.max(stretch);
                let enough = pairs.len() as i64 * whole * 10_000 >= p.excess.0 * fitting * stretch;
                if pairs.len() >= p.pairs.size() && enough {
                    let edges: Vec<u32> = pairs.iter().flat_map(|pair| [pair.0, pair.1]).collect();
                    let people: Vec<u32> = pairs.iter().flat_map(|pair| [pair.2, pair.3]).collect();
                    told.push(Key::new(own[0], &people, &edges, pairs.len() as i64));
                }
            }
        }
    }
    told
}
