use super::*;
use patterns::catalogue::g13_bipartite::Parameters;

/// Payers, payees and payments of a block.
pub type Block = (Vec<u32>, Vec<u32>, Vec<u32>);

fn reaches(part: usize, p: &Parameters, whole: usize) -> bool {
    part as i64 * 10_000 >= whole as i64 * i64::from(p.density.0)
}

fn block(rows: &[(u32, Movement)], p: &Parameters, payers: Vec<u32>, common: usize, all: &[u32]) -> Option<Block> {
    let paid = |a: u32, b: u32| rows.iter().any(|(_, m)| m.from == a && m.to == b);
    let mut from = payers;
    let mut to: Vec<u32> =
        all.iter().filter(|b| from.iter().filter(|a| paid(**a, **b)).count() >= common).copied().collect();
    loop {
        let tied = |a: &u32| to.iter().filter(|b| paid(*a, **b)).count();
        let tied_to = |b: &u32| from.iter().filter(|a| paid(**a, *b)).count();
        let payer = from.iter().copied().min_by_key(|a| (tied(a), *a));
        let payee = to.iter().copied().min_by_key(|b| (tied_to(b), *b));
        let Some((payer, payee)) = payer.zip(payee) else { break };
        if tied(&payer) * from.len() < tied_to(&payee) * to.len() {
            if reaches(tied(&payer), p, to.len()) {
                break;
            }
            from.retain(|a| *a != payer);
        } else {
            if reaches(tied_to(&payee), p, from.len()) {
                break;
            }
            to.retain(|b| *b != payee);
        }
    }
    let count = |one: &[u32], other: &[u32]| -> usize {
        one.iter().map(|a| other.iter().filter(|b| paid(*a, **b)).count()).sum()
    };
    let inside = count(&from, &from) + count(&to, &to);
    let between = count(&from, &to);
    let big = from.len() >= p.side.size() && to.len() >= p.side.size();
    let edges = rows.iter().filter(|(_, m)| from.contains(&m.from) && to.contains(&m.to)).map(|(e, _)| *e).collect();
    (big && inside as i64 * 10_000 <= between as i64 * i64::from(p.inside.0)).then_some((from, to, edges))
}

/// Blocks of all windows, each once, none with all its payments in another.
pub fn blocks(world: &World, p: &Parameters) -> Vec<Block> {
    let all: Vec<u32> = nodes(world).collect();
    let step = p.window.0 / 6;
    let last = world.movements.iter().map(|m| m.at).max().unwrap_or(0);
    let common = 2.max((i64::from(p.density.0) * i64::from(p.side.0) + 9_999) / 10_000) as usize;
    let mut found = Vec::new();
    for k in -6..=last / step {
        let inside = |m: &Movement| m.at >= k * step && m.at < k * step + p.window.0;
        let rows: Vec<_> = money(world).into_iter().filter(|(_, m)| inside(m)).collect();
        let paid = |a: u32, b: u32| rows.iter().any(|(_, m)| m.from == a && m.to == b);
        let small = |b: &&u32| all.iter().filter(|a| paid(**a, **b)).count() <= p.hub.size();
        let mut pairs = Vec::new();
        for a in &all {
            for b in all.iter().filter(|b| *b != a) {
                let shared = all.iter().filter(small).filter(|c| paid(*a, **c) && paid(*b, **c)).count();
                if shared >= common {
                    pairs.push((*a, *b));
                }
            }
        }
        let group = joined(world, &pairs);
        for name in &all {
            let payers: Vec<u32> = all.iter().filter(|a| group[**a as usize] == *name).copied().collect();
            if payers.len() > 1 {
                found.extend(block(&rows, p, payers, common, &all));
            }
        }
    }
    found.sort();
    found.dedup();
    let within = |one: &Block, other: &Block| one.2.len() < other.2.len() && one.2.iter().all(|e| other.2.contains(e));
    found.iter().filter(|one| !found.iter().any(|other| within(one, other))).cloned().collect()
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    for (from, to, edges) in blocks(world, p) {
        let mut pairs: Vec<(u32, u32)> =
            edges.iter().map(|e| (world.movements[*e as usize].from, world.movements[*e as usize].to)).collect();
        pairs.sort();
        pairs.dedup();
        let density = pairs.len() * 10_000 / (from.len() * to.len());
        let key = Key::new(from[0], &[from.clone(), to].concat(), &edges, density as i64);
        if !told.contains(&key) {
            told.push(key);
        }
    }
    told
}
