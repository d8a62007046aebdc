use super::*;
use patterns::catalogue::g18_cuckoo::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let kin = kin(world);
    let all = money(world);
    let mut told = Vec::new();
    for (number, row) in (0..).zip(&world.sides.expectations) {
        let in_time = |m: &Movement| m.to == row.account && m.at >= row.at && m.at <= row.at + p.delay.0;
        let expected =
            |sum: i64| (sum - row.amount_minor).abs() * 10_000 <= row.amount_minor * i64::from(p.tolerance.0);
        if all.iter().any(|(_, m)| in_time(m) && m.class == Class::Wire && expected(m.value)) {
            continue;
        }
        let stranger = |m: &Movement| {
            let cash = world.nodes[m.from as usize].kind == NodeKind::Cash;
            let Some(who) = m.conductor.or((!cash).then_some(m.from)) else { return true };
            let met = all.iter().any(|(_, other)| {
                let ends = (other.from, other.to);
                other.at < row.at && (ends == (who, row.account) || ends == (row.account, who))
            });
            !met && kin[who as usize] != kin[row.account as usize]
        };
        let deposits: Vec<_> = all
            .iter()
            .filter(|(_, m)| in_time(m) && m.class == Class::Cash && m.value < p.threshold.0 && stranger(m))
            .collect();
        'found: for begin in 0..deposits.len() {
            for end in begin + 1..deposits.len() {
                let run = &deposits[begin..=end];
                if expected(run.iter().map(|(_, m)| m.value).sum()) {
                    let edges: Vec<u32> = run.iter().map(|(e, _)| *e).collect();
                    let people: Vec<u32> = run.iter().map(|(_, m)| m.from).chain([row.account]).collect();
                    told.push(Key::new(row.account, &people, &edges, run.len() as i64).rows(&[number]));
                    break 'found;
                }
            }
        }
    }
    told
}
