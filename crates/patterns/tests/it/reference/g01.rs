use super::*;
use patterns::catalogue::g01_structuring::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let subjects = subjects(world);
    let mut told = Vec::new();
    for subject in nodes(world) {
        let belongs = |m: &Movement| {
            let people = [Some(m.from), Some(m.to), m.conductor];
            let real = |node: &u32| world.nodes[*node as usize].kind != NodeKind::Cash;
            people.into_iter().flatten().filter(real).any(|node| subjects[node as usize] == subject)
        };
        let small = |m: &Movement| {
            m.class == Class::Cash && m.value < p.threshold.0 && m.value * 10_000 >= p.threshold.0 * i64::from(p.part.0)
        };
        let own: Vec<_> = money(world).into_iter().filter(|(_, m)| small(m) && belongs(m)).collect();
        let at: Vec<i64> = own.iter().map(|(_, m)| m.at).collect();
        let strength = |inside: &[usize]| {
            let sum: i64 = inside.iter().map(|i| own[*i].1.value).sum();
            (sum >= p.threshold.0 && inside.len() >= p.movements.size()).then_some(0)
        };
        for (inside, _) in episodes(&at, p.window.0, strength) {
            let edges: Vec<u32> = inside.iter().map(|i| own[*i].0).collect();
            let people: Vec<u32> = inside.iter().flat_map(|i| [own[*i].1.from, own[*i].1.to]).collect();
            let floor = p.threshold.0 * (10_000 - i64::from(p.near.0));
            let near = inside.iter().filter(|i| own[**i].1.value * 10_000 >= floor).count() as i64;
            let strong = near * 10_000 >= inside.len() as i64 * i64::from(p.near_share.0);
            told.push(Key::new(subject, &people, &edges, if strong { 10_000 } else { 5_000 }));
        }
    }
    told
}
