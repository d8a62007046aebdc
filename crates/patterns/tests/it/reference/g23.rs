use super::*;
use patterns::catalogue::g23_shell_cluster::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut values: Vec<(String, Vec<u32>)> = Vec::new();
    let mut add = |name: String, node: u32| match values.iter_mut().find(|(known, _)| *known == name) {
        Some((_, holders)) => holders.push(node),
        None => values.push((name, vec![node])),
    };
    for (node, kind, value) in &world.shared {
        if *kind != SharedKind::Employer && *kind != SharedKind::Beneficiary {
            add(format!("{kind:?} {value}"), *node);
        }
    }
    for (from, kind, to) in &world.links {
        if *kind == LinkKind::Directs {
            add(format!("director {from}"), *to);
        }
    }
    let values: Vec<Vec<u32>> = values.iter().map(|(_, holders)| set(holders)).collect();
    let all = set(&values.concat()).len() as f64;
    let mut pairs = Vec::new();
    for a in nodes(world) {
        for b in nodes(world).filter(|b| *b != a) {
            let both = values.iter().filter(|h| h.contains(&a) && h.contains(&b) && h.len() <= p.holders_max.size());
            let weight: f64 = both.map(|h| ((all / h.len() as f64).log2() / all.log2() * 10_000.0).round()).sum();
            if weight >= f64::from(p.weight.0) {
                pairs.push((a, b));
            }
        }
    }
    let joined = joined(world, &pairs);
    let mut told = Vec::new();
    for name in nodes(world) {
        let members: Vec<u32> = nodes(world).filter(|n| joined[*n as usize] == name).collect();
        let signs = members.iter().filter(|n| world.sides.flags.iter().any(|row| row.node == **n)).count();
        if members.len() >= p.size.size().max(2) && signs >= p.flagged.size() {
            told.push(Key::new(name, &members, &[], (signs * 10_000 / members.len()) as i64));
        }
    }
    told
}
