use super::*;
use patterns::catalogue::g28_behavioural_break::Parameters;

fn power(value: i64) -> u32 {
    (0..31).find(|power| value < 1 << (2 * power)).unwrap()
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let own: Vec<_> = money(world).into_iter().filter(|(_, m)| m.from == node || m.to == node).collect();
        let mut free = 0;
        for begin in (0..100).map(|piece| piece * (p.piece.0 / 2)) {
            let of = |time: std::ops::Range<i64>| -> Vec<(u32, Movement)> {
                own.iter().filter(|(_, m)| time.contains(&m.at)).copied().collect()
            };
            let (before, after) = (of(begin - p.before.0..begin), of(begin..begin + p.piece.0));
            if begin < free || before.len() < p.usual.size() || after.len() < p.movements.size() {
                continue;
            }
            let sort = |m: &Movement| (m.from == node, m.class, power(m.value));
            let share = |list: &[(u32, Movement)], wanted: (bool, Class, u32)| {
                list.iter().filter(|(_, m)| sort(m) == wanted).count() as f64 / list.len() as f64
            };
            let entropy =
                |parts: &[f64]| -> f64 { -parts.iter().filter(|p| **p > 0.0).map(|p| p * p.log2()).sum::<f64>() };
            let mut sorts: Vec<_> = before.iter().chain(&after).map(|(_, m)| sort(m)).collect();
            sorts.sort();
            sorts.dedup();
            let one: Vec<f64> = sorts.iter().map(|s| share(&before, *s)).collect();
            let other: Vec<f64> = sorts.iter().map(|s| share(&after, *s)).collect();
            let middle: Vec<f64> = one.iter().zip(&other).map(|(a, b)| (a + b) / 2.0).collect();
            let divergence = entropy(&middle) - (entropy(&one) + entropy(&other)) / 2.0;
            let score = (divergence * 10_000.0).round() as i64;
            if score >= i64::from(p.divergence.0) {
                let both: Vec<_> = before.iter().chain(&after).collect();
                let edges: Vec<u32> = both.iter().map(|(e, _)| *e).collect();
                let people: Vec<u32> = both.iter().flat_map(|(_, m)| [m.from, m.to]).collect();
                told.push(Key::new(node, &people, &edges, score));
                free = begin + p.piece.0;
            }
        }
    }
    told
}
