use super::*;
use patterns::catalogue::g09_pass_through::Parameters;

/// Times at which money passes through a node.
pub fn times(world: &World, p: &Parameters, node: u32) -> Vec<i64> {
    let (ins, outs) = (into(world, node), out(world, node));
    let sum = |list: &[(u32, Movement)], from: i64, until: i64| -> i64 {
        list.iter().filter(|(_, m)| m.at >= from && m.at <= until).map(|(_, m)| m.value).sum()
    };
    let opening = world.sides.openings.iter().find(|row| row.node == node).map(|row| row.balance_minor);
    let mut times: Vec<i64> = Vec::new();
    for (_, first) in &ins {
        let (t, d) = (first.at, p.delay.0);
        let came = sum(&ins, t - d, t);
        let left = sum(&outs, t, t + d);
        let since = if opening.is_some() { i64::MIN } else { t - d };
        let balance = opening.unwrap_or(0) + sum(&ins, since, t + d) - sum(&outs, since, t + d);
        let gone = left * 10_000 >= came * (10_000 - i64::from(p.loss.0));
        let empty = balance * 10_000 <= came * i64::from(p.balance.0);
        if came > 0 && gone && empty && times.iter().all(|before| t > before + d) {
            times.push(t);
        }
    }
    times
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for node in nodes(world) {
        let times = times(world, p, node);
        if times.len() < p.repeats.size() {
            continue;
        }
        let near = |m: &Movement| {
            let came = |t: &i64| m.to == node && m.at >= t - p.delay.0 && m.at <= *t;
            let left = |t: &i64| m.from == node && m.at >= *t && m.at <= t + p.delay.0;
            times.iter().any(|t| came(t) || left(t))
        };
        let part: Vec<_> = money(world).into_iter().filter(|(_, m)| near(m)).collect();
        let edges: Vec<u32> = part.iter().map(|(e, _)| *e).collect();
        let people: Vec<u32> = part.iter().flat_map(|(_, m)| [m.from, m.to]).chain([node]).collect();
        told.push(Key::new(node, &people, &edges, times.len() as i64));
    }
    told
}
