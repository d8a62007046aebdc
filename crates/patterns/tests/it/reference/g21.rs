use super::*;
use patterns::catalogue::g21_dormant_burst::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let all: Vec<_> = money(world).into_iter().filter(|(_, m)| m.from == node || m.to == node).collect();
        for next in 1..all.len() {
            let (last, begin) = (all[next - 1].1.at, all[next].1.at);
            if begin - last < p.silence.0 {
                continue;
            }
            let burst: Vec<_> = all[next..].iter().filter(|(_, m)| m.at - begin <= p.window.0).collect();
            let sum: i64 = burst.iter().map(|(_, m)| m.value).sum();
            let earlier: i64 = all[..next].iter().map(|(_, m)| m.value).sum();
            let month = 30 * 86_400;
            let length = (last - all[0].1.at).max(month);
            // sum ≥ times · earlier / (length / month), without fractions
            let much = sum as i128 * length as i128 * 10_000 >= earlier as i128 * month as i128 * p.times.0 as i128;
            if burst.len() >= p.movements.size() && much {
                let edges: Vec<u32> = burst.iter().map(|(e, _)| *e).collect();
                let people: Vec<u32> = burst.iter().flat_map(|(_, m)| [m.from, m.to]).collect();
                let score = sum as i128 * length as i128 / (earlier as i128 * month as i128);
                told.push(Key::new(node, &people, &edges, score as i64));
            }
        }
    }
    told
}
