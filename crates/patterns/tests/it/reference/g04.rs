use super::*;
use patterns::catalogue::g04_fan_out::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let kin = kin(world);
    let mut told = Vec::new();
    for node in nodes(world) {
        let mut paid = out(world, node);
        paid.retain(|(_, m)| p.own || kin[m.to as usize] != kin[node as usize]);
        let at: Vec<i64> = paid.iter().map(|(_, m)| m.at).collect();
        let strength = |inside: &[usize]| {
            let payees: Vec<u32> = inside.iter().map(|i| paid[*i].1.to).collect();
            Some(set(&payees).len() as i64).filter(|n| *n >= i64::from(p.payees.0))
        };
        for (inside, best) in episodes(&at, p.window.0, strength) {
            let edges: Vec<u32> = inside.iter().map(|i| paid[*i].0).collect();
            let mut people: Vec<u32> = inside.iter().map(|i| paid[*i].1.to).collect();
            people.push(node);
            told.push(Key::new(node, &people, &edges, best));
        }
    }
    told
}
