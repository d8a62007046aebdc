//! G29 Loan-back: money goes out and comes back as a loan that nobody serves.
//!
//! A loan is a payment of class loan to a subject from kin of somebody (not of the subject) whom the subject paid
//! before (by number) and at most `window` earlier about as much: the two values differ by at most ε of the first; of
//! several such payments the latest counts. Either the subject's repayments to kin of the lender within `service`
//! after the loan are at most `served` of it, or the lender's kin forgave the subject's debt (rows of `Sides::events`
//! of kind debt forgiven) within `window` after it. Score: loan as a share of what went out.
//! Mistakes: real loans between companies.

use super::prelude::*;
use crate::sides::EventKind;

parameters! {
    tolerance: Share = Share(2_000), "ε: how much the two values may differ";
    window: Span = Span::days(365), "how long the loan may come after the payment, and forgiving after the loan";
    service: Span = Span::days(180), "time after the loan in which it would be served";
    served: Share = Share(500), "part of the loan up to which it counts as not served";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G29;

fn is_unserved(snapshot: &Snapshot<'_>, p: &Parameters, (subject, lender): (u32, u32), loan: &Step) -> bool {
    let members = snapshot.subjects.members(subject);
    let until = loan.at.saturating_add(p.service.0);
    let pieces = members.iter().flat_map(|node| snapshot.out(*node).within(loan.at, until).iter());
    let to_lender = pieces.filter(|step| step.edge > loan.edge && snapshot.kin.of(step.peer) == lender);
    let repaid = to_lender.filter(|step| snapshot.class(step.edge) == Class::Repayment);
    let sum: i128 = repaid.map(|step| i128::from(step.value)).sum();
    sum * 10_000 <= i128::from(loan.value) * i128::from(p.served.0)
}

fn is_forgiven(snapshot: &Snapshot<'_>, p: &Parameters, (subject, lender): (u32, u32), loan: &Step) -> bool {
    let time = loan.at..=loan.at.saturating_add(p.window.0);
    snapshot.sides.events.iter().filter(|event| event.kind == EventKind::DebtForgiven).any(|event| {
        let debtor = u32::try_from(event.key).ok().map(|node| snapshot.subjects.of(node));
        time.contains(&event.at) && snapshot.kin.of(event.node) == lender && debtor == Some(subject)
    })
}

/// The latest payment out that fits the loan.
fn outflow(snapshot: &Snapshot<'_>, p: &Parameters, (subject, lender): (u32, u32), loan: &Step) -> Option<Step> {
    let begin = loan.at.saturating_sub(p.window.0);
    let members = snapshot.subjects.members(subject);
    let earlier = members.iter().flat_map(|node| snapshot.out(*node).within(begin, loan.at).iter());
    let fits = |step: &Step| {
        let difference = (i128::from(step.value) - i128::from(loan.value)).abs();
        let near = difference * 10_000 <= i128::from(step.value) * i128::from(p.tolerance.0);
        let there = snapshot.kin.of(step.peer) == lender && snapshot.subjects.of(step.peer) != subject;
        near && there && step.edge < loan.edge
    };
    earlier.filter(fits).max_by_key(|step| step.edge)
}

impl Detector for G29 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G29", "loan-back", Reach::Subject(1), "E + per loan the subject's movements in the window");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let is_loan = |edge: &u32| snapshot.class(*edge) == Class::Loan && snapshot.is_money(*edge);
        for edge in snapshot.edge_range().filter(is_loan) {
            let (from, to) = (snapshot.from(edge), snapshot.to(edge));
            let (subject, lender) = (snapshot.subjects.of(to), snapshot.kin.of(from));
            if !scope.has(subject) || snapshot.subjects.of(from) == subject {
                continue;
            }
            let looked: usize = snapshot.subjects.members(subject).iter().map(|node| snapshot.out(*node).len()).sum();
            if !search.spend(looked + 1) || search.is_over() {
                return;
            }
            let loan = Step { edge, peer: from, at: snapshot.at(edge), value: snapshot.value(edge) };
            let Some(out) = outflow(snapshot, parameters, (subject, lender), &loan) else { continue };
            let forgiven = is_forgiven(snapshot, parameters, (subject, lender), &loan);
            if forgiven || is_unserved(snapshot, parameters, (subject, lender), &loan) {
                search.emit(
                    Witness::new(subject, Minimality::Exact)
                        .path([snapshot.from(out.edge), out.peer, from, to])
                        .edges([out.edge, edge])
                        .score(ratio(loan.value.into(), out.value.into()))
                        .money("out", out.value)
                        .money("loan", loan.value)
                        .count("forgiven", forgiven.into()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, accounts, node, scene, told};
    use crate::world::World;

    fn loan(value: i64, days: i64, repaid: i64, linked: bool) -> (World, u32) {
        let (mut world, _) = scene(29);
        let own = accounts(&mut world, 3);
        if linked {
            let owner = node(&mut world, NodeKind::Party, "VV");
            world.links.push((owner, graph::LinkKind::Owns, own[1]));
            world.links.push((owner, graph::LinkKind::Controls, own[2]));
        }
        world.pay(own[0], own[1], DAY, 1_000_000);
        world.pay_by(Class::Loan, own[2], own[0], (1 + days) * DAY, value);
        world.pay_by(Class::Repayment, own[0], own[2], (31 + days) * DAY, repaid);
        (world, own[0])
    }

    #[test]
    fn a_loan_from_those_who_were_paid_is_told_unless_it_is_served() {
        for (value, days, repaid, linked, expected) in [
            (900_000, 200, 0, true, true),
            (800_000, 365, 40_000, true, true),
            (800_000, 100, 40_001, true, false),
            (799_999, 100, 0, true, false),
            (900_000, 366, 0, true, false),
            (900_000, 100, 0, false, false),
        ] {
            let (world, account) = loan(value, days, repaid, linked);
            assert_eq!(told("G29", &world, &[], &[account]), expected, "{value} {days} {repaid} {linked}");
        }
    }
}
