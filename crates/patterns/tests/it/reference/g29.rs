use super::*;
use patterns::catalogue::g29_loan_back::Parameters;
use patterns::sides::EventKind;

pub fn run(world: &World, p: &Parameters) -> Vec<Key> {
    let (subjects, kin) = (subjects(world), kin(world));
    let subject = |node: u32| subjects[node as usize];
    let all = money(world);
    let mut told = Vec::new();
    for (edge, loan) in all.iter().filter(|(_, m)| m.class == Class::Loan && subject(m.from) != subject(m.to)) {
        let lender = kin[loan.from as usize];
        let fits = |m: &Movement| {
            subject(m.from) == subject(loan.to)
                && subject(m.to) != subject(loan.to)
                && kin[m.to as usize] == lender
                && loan.at - m.at <= p.window.0
                && (m.value - loan.value).abs() * 10_000 <= m.value * i64::from(p.tolerance.0)
        };
        let Some((first, out)) = all.iter().rfind(|(e, m)| e < edge && fits(m)) else { continue };
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
            let key = Key::new(subject(loan.to), &[], &[*first, *edge], loan.value * 10_000 / out.value);
            told.push(key.path(&[out.from, out.to, loan.from, loan.to]));
        }
    }
    told
}
