use super::*;
use patterns::catalogue::g03_fan_in::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let kin = kin(world);
    let mut told = Vec::new();
    for node in nodes(world) {
        let paid = into(world, node);
        let at: Vec<i64> = paid.iter().map(|(_, m)| m.at).collect();
        let strength = |inside: &[usize]| {
            let groups: Vec<u32> = inside.iter().map(|i| kin[paid[*i].1.from as usize]).collect();
            Some(set(&groups).len() as i64).filter(|n| *n >= i64::from(p.senders.0))
        };
        for (inside, best) in episodes(&at, p.window.0, strength) {
            let edges: Vec<u32> = inside.iter().map(|i| paid[*i].0).collect();
            let mut people: Vec<u32> = inside.iter().map(|i| paid[*i].1.from).collect();
            people.push(node);
            told.push(Key::new(node, &people, &edges, best));
        }
    }
    told
}
