use super::*;
use patterns::catalogue::g34_random_walk::Parameters;

type Row = (u32, Movement);

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let between = |a: &Movement, b: &Movement| (a.from, a.to) == (b.from, b.to) || (a.from, a.to) == (b.to, b.from);
    let own: Vec<Row> =
        all.iter().filter(|(_, m)| all.iter().filter(|(_, other)| between(m, other)).count() == 1).copied().collect();
    let follow = |row: &Row| -> Option<Row> {
        let mut after: Vec<&Row> = own
            .iter()
            .filter(|(e, m)| m.from == row.1.to && *e > row.0 && m.at - row.1.at <= p.delay.0 && m.value <= row.1.value)
            .collect();
        after.sort_by_key(|(e, m)| (-m.value, *e));
        after.first().map(|row| **row)
    };
    let keeps = |before: i64, after: i64| after * 10_000 >= before * i64::from(p.retention.0);
    let mut told = Vec::new();
    for start in &own {
        let leads =
            |before: &Row| follow(before).is_some_and(|next| next.0 == start.0 && keeps(before.1.value, next.1.value));
        if own.iter().any(leads) {
            continue;
        }
        let mut chain = vec![*start];
        while let Some(next) = follow(&chain[chain.len() - 1]) {
            let seen = chain.iter().any(|(_, m)| m.from == next.1.to || m.to == next.1.to);
            if seen || !keeps(start.1.value, next.1.value) {
                break;
            }
            chain.push(next);
        }
        if chain.len() >= p.length.size() {
            let last = chain[chain.len() - 1].1;
            let edges: Vec<u32> = chain.iter().map(|(e, _)| *e).collect();
            let mut people: Vec<u32> = chain.iter().map(|(_, m)| m.from).collect();
            people.push(last.to);
            told.push(Key::new(start.1.from, &[], &edges, last.value * 10_000 / start.1.value).path(&people));
        }
    }
    told
}
