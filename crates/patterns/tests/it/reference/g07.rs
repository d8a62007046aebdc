use super::*;
use patterns::catalogue::g07_cycle::Parameters;

/// Every path that begins with `path`, tried with every movement.
fn go(all: &[(u32, Movement)], p: &Parameters, path: &mut Vec<(u32, Movement)>, told: &mut Vec<Key>) {
    let (first, last) = (path[0].1, path[path.len() - 1].1);
    if last.to == first.from {
        let least = path.iter().map(|(_, m)| m.value).min().unwrap();
        let kept = least * 10_000 >= first.value * i64::from(p.retention.0);
        let smallest = path.iter().map(|(e, _)| *e).min().unwrap();
        let once = last.at > first.at || smallest == path[0].0;
        if path.len() >= 3 && kept && once {
            let edges: Vec<u32> = path.iter().map(|(e, _)| *e).collect();
            let people: Vec<u32> = path.iter().map(|(_, m)| m.from).collect();
            told.push(Key::new(first.from, &[], &edges, least * 10_000 / first.value).path(&people));
        }
        return;
    }
    for next in all {
        let on = next.1.from == last.to && next.1.at >= last.at && next.1.at - first.at <= p.span.0;
        let fresh = path.iter().all(|(_, m)| m.to != next.1.to);
        if on && fresh && path.len() < p.hops.size() {
            path.push(*next);
            go(all, p, path, told);
            path.pop();
        }
    }
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let mut told = Vec::new();
    for first in &all {
        go(&all, p, &mut vec![*first], &mut told);
    }
    told
}
