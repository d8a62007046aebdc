use super::*;
use patterns::catalogue::g29_loan_back::Parameters;
use patterns::sides::EventKind;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let (subjects, mut kin) = (subjects(world), kin(world));
    let mut pairs: Vec<(u32, u32)> = nodes(world).map(|node| (node, kin[node as usize])).collect();
    let directs: Vec<_> = world.links.iter().filter(|link| link.1 == LinkKind::Directs).collect();
    for one in &directs {
        pairs.extend(directs.iter().filter(|other| other.0 == one.0).map(|other| (one.2, other.2)));
    }
    kin = joined(world, &pairs);
    let subject = |node: u32| subjects[node as usize];
    let all = money(world);
    let mut told = Vec::new();
    for (edge, loan) in all.iter().filter(|(_, m)| m.class == Class::Loan && subject(m.from) != subject(m.to)) {
        let lender = kin[loan.from as usize];
        let there = |m: &Movement| {
            subject(m.from) == subject(loan.to)
                && subject(m.to) != subject(loan.to)
                && kin[m.to as usize] == lender
                && loan.at - m.at <= p.window.0
        };
        let fits = |sum: i64| (sum - loan.value).abs() * 10_000 <= sum * i64::from(p.tolerance.0);
        let latest: Vec<_> = all.iter().rev().filter(|(e, m)| e < edge && there(m)).collect();
        let sum = |run: &[&(u32, Movement)]| -> i64 { run.iter().map(|(_, m)| m.value).sum() };
        let single = latest.iter().position(|(_, m)| fits(m.value)).map(|at| &latest[at..=at]);
        let runs = || (1..=latest.len()).map(|length| &latest[..length]).find(|run| fits(sum(run)));
        let Some(outs) = single.or_else(runs) else { continue };
        let repaid: i64 = all
            .iter()
            .filter(|(e, m)| {
                let back = subject(m.from) == subject(loan.to) && kin[m.to as usize] == lender;
                e > edge && back && m.class == Class::Repayment && m.at - loan.at <= p.service.0
            })
            .map(|(_, m)| m.value)
            .sum();
        let forgiven = world.sides.events.iter().any(|event| {
            let ends = kin[event.node as usize] == lender && subject(event.key as u32) == subject(loan.to);
            let soon = event.at >= loan.at && event.at - loan.at <= p.window.0;
            event.kind == EventKind::DebtForgiven && ends && soon
        });
        if forgiven || repaid * 10_000 <= loan.value * i64::from(p.served.0) {
            let edges: Vec<u32> = outs.iter().map(|(e, _)| *e).chain([*edge]).collect();
            let way = outs.iter().rev().flat_map(|(_, m)| [m.from, m.to]).chain([loan.from, loan.to]);
            let key = Key::new(subject(loan.to), &[], &edges, loan.value * 10_000 / sum(outs));
            told.push(key.path(&way.collect::<Vec<_>>()));
        }
    }
    told
}
