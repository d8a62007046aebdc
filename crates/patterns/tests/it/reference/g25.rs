use super::*;
use patterns::catalogue::g25_nested::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let clusters = clusters(world);
    let is_money: Vec<u32> = money(world).iter().map(|(e, _)| *e).collect();
    let mut told = Vec::new();
    for respondent in nodes(world) {
        let mut rows: Vec<(u32, u32, u32)> = (0..)
            .zip(&world.sides.chains)
            .filter(|(_, row)| row.respondent == respondent && is_money.contains(&row.edge))
            .map(|(number, row)| (row.edge, number, row.ordering))
            .collect();
        rows.sort();
        let at: Vec<i64> = rows.iter().map(|row| world.movements[row.0 as usize].at).collect();
        let strength = |inside: &[usize]| {
            let other = |i: &&usize| clusters[rows[**i].2 as usize] != clusters[respondent as usize];
            let others = inside.iter().filter(other).count() as i64;
            let all = inside.len() as i64;
            let enough = all >= i64::from(p.payments.0) && others * 10_000 >= all * i64::from(p.share.0);
            enough.then_some(others * 10_000 / all)
        };
        for (inside, best) in episodes(&at, p.window.0, strength) {
            let part: Vec<_> = inside.iter().map(|i| rows[*i]).collect();
            let people: Vec<u32> = part.iter().map(|row| row.2).chain([respondent]).collect();
            let edges: Vec<u32> = part.iter().map(|row| row.0).collect();
            let numbers: Vec<u32> = part.iter().map(|row| row.1).collect();
            told.push(Key::new(respondent, &people, &edges, best).rows(&numbers));
        }
    }
    told
}
