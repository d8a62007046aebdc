use super::*;
use patterns::catalogue::g11_layering_chain::Parameters;

type Row = (u32, Movement);

fn fresh(world: &World, p: &Parameters, arrived: &Row) -> bool {
    let node = arrived.1.to;
    let young =
        world.nodes[node as usize].opened_day.is_some_and(|day| arrived.1.at - i64::from(day) * 86_400 < p.age.0);
    let before = money(world).iter().filter(|(e, m)| *e < arrived.0 && (m.from == node || m.to == node)).count();
    young || before <= p.history.size()
}

fn follows(world: &World, p: &Parameters, one: &Row, next: &Row) -> bool {
    next.1.from == one.1.to
        && next.0 > one.0
        && next.1.at - one.1.at <= p.delay.0
        && couples(p.loss, one.1.value, next.1.value)
        && fresh(world, p, one)
}

/// All chains that end with the last payment of `chain`, which is kept in reverse; the best is the longest, then the
/// one with the greater numbers from the end.
fn best(before: &[Vec<usize>], all: &[Row], chain: &[u32], at: usize) -> Vec<u32> {
    let mut longest = chain.to_vec();
    for earlier in &before[at] {
        let mut longer = chain.to_vec();
        longer.push(all[*earlier].0);
        let found = best(before, all, &longer, *earlier);
        if (found.len(), &found) > (longest.len(), &longest) {
            longest = found;
        }
    }
    longest
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let before: Vec<Vec<usize>> =
        all.iter().map(|next| (0..all.len()).filter(|one| follows(world, p, &all[*one], next)).collect()).collect();
    let mut told = Vec::new();
    for (at, last) in all.iter().enumerate() {
        if before.iter().any(|list| list.contains(&at)) {
            continue;
        }
        let mut chain = best(&before, &all, &[last.0], at);
        chain.reverse();
        if chain.len() >= p.length.size() {
            let first = &world.movements[chain[0] as usize];
            let mut people: Vec<u32> = chain.iter().map(|e| world.movements[*e as usize].from).collect();
            people.push(last.1.to);
            told.push(Key::new(first.from, &[], &chain, last.1.value * 10_000 / first.value).path(&people));
        }
    }
    told
}
