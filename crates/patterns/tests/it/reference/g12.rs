use super::*;
use patterns::catalogue::g12_peel_chain::Parameters;

type Row = (u32, Movement);

fn is_fresh(all: &[Row], row: &Row) -> bool {
    all.iter().all(|(e, m)| *e >= row.0 || (m.from != row.1.to && m.to != row.1.to))
}

fn peels(all: &[Row], p: &Parameters, one: &Row, next: &Row) -> Vec<u32> {
    let small = |row: &&Row| {
        let in_time = row.0 > one.0 && row.1.at - one.1.at <= p.delay.0;
        let part = row.1.value > 0 && row.1.value * 10_000 <= one.1.value * i64::from(p.peel.0);
        row.1.from == one.1.to && in_time && part && row.1.to != next.1.to
    };
    all.iter().filter(small).map(|row| row.0).collect()
}

fn follows(all: &[Row], p: &Parameters, one: &Row, next: &Row) -> bool {
    next.1.from == one.1.to
        && next.0 > one.0
        && next.1.at - one.1.at <= p.delay.0
        && is_fresh(all, one)
        && is_fresh(all, next)
        && couples(p.peel, one.1.value, next.1.value)
        && !peels(all, p, one, next).is_empty()
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let all = money(world);
    let mut told = Vec::new();
    for last in all.iter().filter(|row| is_fresh(&all, row)) {
        if all.iter().any(|next| follows(&all, p, last, next)) {
            continue;
        }
        let mut chain = vec![*last];
        let mut edges = vec![last.0];
        while let Some(before) = all.iter().find(|one| follows(&all, p, one, &chain[0])) {
            edges.push(before.0);
            edges.extend(peels(&all, p, before, &chain[0]));
            chain.insert(0, *before);
        }
        let start = chain[0].1.from;
        let wallet = world.nodes[start as usize].kind == NodeKind::Wallet;
        let least = if wallet { p.length_wallets } else { p.length_accounts };
        if chain.len() >= least.size() {
            let mut people: Vec<u32> = chain.iter().map(|row| row.1.from).collect();
            people.push(last.1.to);
            told.push(Key::new(start, &[], &edges, chain.len() as i64).path(&people));
        }
    }
    told
}
