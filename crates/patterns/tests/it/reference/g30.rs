use super::*;
use patterns::catalogue::g30_third_party::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let (subjects, clusters) = (subjects(world), clusters(world));
    let is_money: Vec<u32> = money(world).iter().map(|(e, _)| *e).collect();
    let far = |payer: u32, buyer: u32| {
        let mut near: Vec<u32> = nodes(world).filter(|n| subjects[*n as usize] == subjects[payer as usize]).collect();
        for _ in 0..p.distance.0 {
            let ends = world.links.iter().filter(|l| near.contains(&l.0) || near.contains(&l.2));
            near = set(&ends.flat_map(|l| [l.0, l.2]).chain(near.iter().copied()).collect::<Vec<_>>());
        }
        near.iter().all(|n| subjects[*n as usize] != subjects[buyer as usize])
    };
    let third = |document: u64, payer: u32| {
        let institution = world.nodes[payer as usize].flags.has(NodeFlags::INSTITUTION);
        let mut lines = world.sides.trades.iter().filter(|t| t.document == document);
        !institution && lines.all(|t| clusters[payer as usize] != clusters[t.buyer as usize] && far(payer, t.buyer))
    };
    let mut told = Vec::new();
    for seller in nodes(world) {
        let rows: Vec<(u32, u32)> = (0..)
            .zip(&world.sides.settlements)
            .filter(|(_, row)| {
                let first = world.sides.trades.iter().find(|t| t.document == row.document);
                let payer = world.movements[row.edge as usize].from;
                is_money.contains(&row.edge) && first.is_some_and(|t| t.seller == seller) && third(row.document, payer)
            })
            .map(|(number, row)| (row.edge, number))
            .collect();
        if !rows.is_empty() && rows.len() >= p.payments.size() {
            let people: Vec<u32> =
                rows.iter().map(|(e, _)| world.movements[*e as usize].from).chain([seller]).collect();
            let edges: Vec<u32> = rows.iter().map(|(e, _)| *e).collect();
            let numbers: Vec<u32> = rows.iter().map(|(_, number)| *number).collect();
            told.push(Key::new(seller, &people, &edges, rows.len() as i64).rows(&numbers));
        }
    }
    told
}
