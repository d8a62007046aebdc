use super::*;
use patterns::catalogue::g32_commingling::Parameters;
use patterns::sides::Turnover;

fn part(of: i64, whole: i64) -> i64 {
    if whole == 0 { 0 } else { of * 10_000 / whole }
}

fn season(rows: &[&Turnover], month: i32) -> i64 {
    let sum = |keep: &dyn Fn(i32) -> bool| -> i64 {
        rows.iter().filter(|row| keep(row.month % 12)).map(|row| row.turnover_minor).sum()
    };
    part(sum(&|own| own == month), sum(&|_| true))
}

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let table = &world.sides.turnovers;
    let mut told = Vec::new();
    for group in 0..3 {
        let rows: Vec<&Turnover> = table.iter().filter(|row| row.peers == group).collect();
        let businesses = set(&rows.iter().map(|row| row.node).collect::<Vec<_>>());
        if businesses.len() < p.peers.size().max(2) {
            continue;
        }
        let values = |node: u32| -> (i64, i64, i64) {
            let own: Vec<&Turnover> = rows.iter().filter(|row| row.node == node).copied().collect();
            let sum = |value: &dyn Fn(&Turnover) -> i64| -> i64 { own.iter().map(|row| value(row)).sum() };
            let cash = part(sum(&|row| row.cash_minor), sum(&|row| row.turnover_minor));
            let odd = part(sum(&|row| row.odd_sales.into()), sum(&|row| row.sales.into()));
            let apart: i64 = (0..12).map(|month| (season(&own, month) - season(&rows, month)).abs()).sum();
            (cash, apart / 2, odd)
        };
        let lower = |mut list: Vec<i64>| {
            list.sort();
            list[(list.len() - 1) / 2]
        };
        let high = |node: u32, pick: &dyn Fn((i64, i64, i64)) -> i64, spreads: i64| {
            let all: Vec<i64> = businesses.iter().map(|other| pick(values(*other))).collect();
            let median = lower(all.clone());
            let distance = lower(all.iter().map(|value| (value - median).abs()).collect());
            let above = pick(values(node)) - median;
            above > 0 && above * 100_000_000 >= spreads * 14_826 * distance
        };
        for node in &businesses {
            if high(*node, &|own| own.0, p.cash.0) && high(*node, &|own| own.1, p.season.0) {
                let score = if high(*node, &|own| own.2, p.odd.0) { 10_000 } else { 5_000 };
                let numbers = (0..).zip(table).filter(|(_, row)| row.peers == group && row.node == *node);
                let numbers: Vec<u32> = numbers.map(|(number, _)| number).collect();
                told.push(Key::new(*node, &[*node], &[], score).rows(&numbers));
            }
        }
    }
    told
}
