use super::*;
use patterns::catalogue::g10_funnel::Parameters;

/// Where a movement took place: the cash node at one of its ends.
fn location(world: &World, m: &Movement) -> Option<u32> {
    [m.from, m.to].into_iter().find(|node| world.nodes[*node as usize].kind == NodeKind::Cash)
}

fn region(world: &World, node: u32) -> Option<u32> {
    world.sides.regions.iter().find(|row| row.node == node).map(|row| row.region)
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let Some(home) = world.nodes[node as usize].place else { continue };
        let is_far = |m: &Movement| {
            let there = location(world, m).and_then(|place| world.nodes[place as usize].place);
            there.is_some_and(|there| home.distance_km(there) >= f64::from(p.distance_km.0))
        };
        let cash: Vec<_> = into(world, node)
            .into_iter()
            .filter(|(_, m)| m.class == Class::Cash && m.value < p.threshold.0 && is_far(m))
            .collect();
        let mut after = i64::MIN;
        for start in 0..cash.len() {
            let first = cash[start];
            if first.1.at <= after {
                continue;
            }
            let near: Vec<_> = cash[start..].iter().filter(|(_, m)| m.at - first.1.at <= p.delay.0).collect();
            let places = set(&near.iter().map(|(_, m)| location(world, m).unwrap()).collect::<Vec<_>>());
            let last = near[near.len() - 1].1.at;
            let elsewhere = |m: &Movement| {
                let there = region(world, location(world, m).unwrap_or(m.to));
                there.is_some() && places.iter().all(|place| region(world, *place) != there)
            };
            let left: Vec<_> = out(world, node)
                .into_iter()
                .filter(|(e, m)| *e > first.0 && m.at <= last + p.delay.0 && elsewhere(m))
                .collect();
            let came: i64 = near.iter().map(|(_, m)| m.value).sum();
            let gone: i64 = left.iter().map(|(_, m)| m.value).sum();
            if places.len() >= p.places.size() && gone * 10_000 >= came * i64::from(p.share.0) {
                let edges: Vec<u32> = near.iter().map(|(e, _)| *e).chain(left.iter().map(|(e, _)| *e)).collect();
                let people: Vec<u32> = places.into_iter().chain(left.iter().map(|(_, m)| m.to)).chain([node]).collect();
                told.push(Key::new(node, &people, &edges, (gone * 10_000 / came).min(10_000)));
                after = first.1.at + p.delay.0;
            }
        }
    }
    told
}
