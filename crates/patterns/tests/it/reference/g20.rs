use super::*;
use patterns::catalogue::g20_multiple_invoicing::Parameters;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let mut told = Vec::new();
    let is_money: Vec<u32> = money(world).iter().map(|(e, _)| *e).collect();
    let mut documents: Vec<u64> = world.sides.settlements.iter().map(|row| row.document).collect();
    documents.sort();
    documents.dedup();
    for document in documents {
        let mut rows: Vec<(u32, u32)> = Vec::new();
        for (number, row) in (0..).zip(&world.sides.settlements) {
            let seen = rows.iter().any(|(edge, _)| *edge == row.edge);
            if row.document == document && is_money.contains(&row.edge) && !seen {
                rows.push((row.edge, number));
            }
        }
        rows.sort();
        let key = |rows: &[(u32, u32)], score: i64| {
            let m = |edge: u32| world.movements[edge as usize];
            let people: Vec<u32> = rows.iter().flat_map(|(e, _)| [m(*e).from, m(*e).to]).collect();
            let edges: Vec<u32> = rows.iter().map(|(e, _)| *e).collect();
            let numbers: Vec<u32> = rows.iter().map(|(_, number)| *number).collect();
            Key::new(m(rows[0].0).to, &people, &edges, score).rows(&numbers)
        };
        let at: Vec<i64> = rows.iter().map(|(e, _)| world.movements[*e as usize].at).collect();
        for (row, paid) in rows.iter().zip(&at) {
            let moved =
                world.sides.shipments.iter().any(|s| s.document == document && (s.at - paid).abs() <= p.window.0);
            if !moved && world.sides.trades.iter().any(|t| t.document == document) {
                told.push(key(&[*row], 0));
            }
        }
        let lines: Vec<_> = world.sides.trades.iter().filter(|t| t.document == document).collect();
        let worth: i64 = lines.iter().map(|t| t.unit_price_minor * t.quantity_milli).sum();
        let many = |inside: &[usize]| {
            let sum: i64 = inside.iter().map(|i| world.movements[rows[*i].0 as usize].value).sum();
            let over = lines.is_empty() || sum * 1_000 > worth;
            (over && inside.len() >= p.payments.size().max(2)).then_some(1)
        };
        for (inside, _) in episodes(&at, p.window.0, many) {
            let part: Vec<(u32, u32)> = inside.iter().map(|i| rows[*i]).collect();
            told.push(key(&part, part.len() as i64));
        }
    }
    told
}
