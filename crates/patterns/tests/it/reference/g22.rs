use super::*;
use patterns::catalogue::g22_velocity::Parameters;

fn lower_median(mut values: Vec<i64>) -> i64 {
    values.sort();
    values[(values.len() - 1) / 2]
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let all: Vec<_> = money(world).into_iter().filter(|(_, m)| m.from == node || m.to == node).collect();
        if all.is_empty() {
            continue;
        }
        let piece = |m: &Movement| m.at / p.piece.0;
        let pieces = piece(&all[0].1)..=piece(&all[all.len() - 1].1);
        let counts: Vec<i64> =
            pieces.clone().map(|k| all.iter().filter(|(_, m)| piece(m) == k).count() as i64).collect();
        if counts.len() < p.pieces.size() {
            continue;
        }
        let median = lower_median(counts.clone());
        let mad = lower_median(counts.iter().map(|count| (count - median).abs()).collect());
        let spread = (1.4826_f64 * mad as f64).max((median.max(1) as f64).sqrt());
        let mut bursts = Vec::new();
        for (k, count) in pieces.zip(counts) {
            // Far from the bound, or exactly on it where the spread is a whole number.
            let far = (count - median) as f64 >= p.z.0 as f64 / 10_000.0 * spread - 1e-9;
            if far && count > median && count >= i64::from(p.movements.0) {
                let part: Vec<_> = all.iter().filter(|(_, m)| piece(m) == k).collect();
                let edges: Vec<u32> = part.iter().map(|(e, _)| *e).collect();
                let people: Vec<u32> = part.iter().flat_map(|(_, m)| [m.from, m.to]).collect();
                bursts.push(Key::new(node, &people, &edges, count));
            }
        }
        if bursts.len() <= p.habit.size() {
            told.extend(bursts);
        }
    }
    told
}
