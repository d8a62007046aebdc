//! G29 Loan-back: money goes out and comes back as a loan that nobody serves.
//!
//! Nodes are linked when they are kin or one director directs both. A loan is a payment of class loan to a subject
//! from somebody linked to those whom the subject (they not of it) paid before (by number) and at most `window` earlier
//! about as much: the two values differ by at most ε of the first. Of single payments that fit the latest counts; if
//! none does, the shortest run of the latest payments to them that together fits. Either the subject's repayments to
//! those linked to the lender within `service` after the loan are at most `served` of it, or one of these forgave the
//! subject's debt (rows of `Sides::events` of kind debt forgiven) within `window` after it.
//! Score: loan as a share of what went out. Mistakes: real loans between companies.

use super::prelude::*;
use crate::group::{Groups, Joiner};
use crate::sides::EventKind;
use graph::LinkKind;

parameters! {
    tolerance: Share = Share(2_000), "ε: how much the two values may differ";
    window: Span = Span::days(365), "how long the loan may come after the payment, and forgiving after the loan";
    service: Span = Span::days(180), "time after the loan in which it would be served";
    served: Share = Share(500), "part of the loan up to which it counts as not served";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G29;

/// A loan: who got it, who is linked to the lender, the payment.
struct Loan<'a> {
    subject: u32,
    lender: u32,
    linked: &'a Groups,
    step: Step,
}

/// Kin, and what one director directs.
fn linked(snapshot: &Snapshot<'_>) -> Groups {
    let mut joiner = Joiner::new(snapshot.nodes() as usize);
    (0..snapshot.nodes()).for_each(|node| joiner.join(node, snapshot.kin.of(node)));
    let links = snapshot.graph().ties().links().iter().filter(|link| link.kind == LinkKind::Directs);
    let mut before: Option<&graph::Link> = None;
    // Links are sorted by who directs.
    for link in links {
        if let Some(other) = before.filter(|other| other.from == link.from) {
            joiner.join(other.to.0, link.to.0);
        }
        before = Some(link);
    }
    joiner.groups()
}

fn is_unserved(snapshot: &Snapshot<'_>, p: &Parameters, loan: &Loan<'_>) -> bool {
    let until = loan.step.at.saturating_add(p.service.0);
    let members = snapshot.subjects.members(loan.subject);
    let pieces = members.iter().flat_map(|node| snapshot.out(*node).within(loan.step.at, until).iter());
    let to_lender = pieces.filter(|step| step.edge > loan.step.edge && loan.linked.of(step.peer) == loan.lender);
    let repaid = to_lender.filter(|step| snapshot.class(step.edge) == Class::Repayment);
    let sum: i128 = repaid.map(|step| i128::from(step.value)).sum();
    sum * 10_000 <= i128::from(loan.step.value) * i128::from(p.served.0)
}

fn is_forgiven(snapshot: &Snapshot<'_>, p: &Parameters, loan: &Loan<'_>) -> bool {
    let time = loan.step.at..=loan.step.at.saturating_add(p.window.0);
    snapshot.sides.events.iter().filter(|event| event.kind == EventKind::DebtForgiven).any(|event| {
        let debtor = u32::try_from(event.key).ok().map(|node| snapshot.subjects.of(node));
        time.contains(&event.at) && loan.linked.of(event.node) == loan.lender && debtor == Some(loan.subject)
    })
}

/// The payments out that fit the loan, latest first.
fn outflow(snapshot: &Snapshot<'_>, p: &Parameters, loan: &Loan<'_>) -> Option<Vec<Step>> {
    let begin = loan.step.at.saturating_sub(p.window.0);
    let members = snapshot.subjects.members(loan.subject);
    let earlier = members.iter().flat_map(|node| snapshot.out(*node).within(begin, loan.step.at).iter());
    let there =
        |step: &Step| loan.linked.of(step.peer) == loan.lender && snapshot.subjects.of(step.peer) != loan.subject;
    let mut all: Vec<Step> = earlier.filter(|step| step.edge < loan.step.edge && there(step)).collect();
    all.sort_unstable_by_key(|step| std::cmp::Reverse(step.edge));
    let fits = |sum: i128| (sum - i128::from(loan.step.value)).abs() * 10_000 <= sum * i128::from(p.tolerance.0);
    if let Some(one) = all.iter().find(|step| fits(step.value.into())) {
        return Some(vec![*one]);
    }
    let mut sum = 0;
    let length = all.iter().position(|step| {
        sum += i128::from(step.value);
        fits(sum)
    })?;
    all.truncate(length + 1);
    Some(all)
}

impl Detector for G29 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G29", "loan-back", Reach::Subject(1), "E + per loan the subject's movements in the window");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let linked = linked(snapshot);
        let is_loan = |edge: &u32| snapshot.class(*edge) == Class::Loan && snapshot.is_money(*edge);
        for edge in snapshot.edge_range().filter(is_loan) {
            let (from, to) = (snapshot.from(edge), snapshot.to(edge));
            let step = Step { edge, peer: from, at: snapshot.at(edge), value: snapshot.value(edge) };
            let loan = Loan { subject: snapshot.subjects.of(to), lender: linked.of(from), linked: &linked, step };
            if !scope.has(loan.subject) || snapshot.subjects.of(from) == loan.subject {
                continue;
            }
            let members = snapshot.subjects.members(loan.subject);
            let looked: usize = members.iter().map(|node| snapshot.out(*node).len()).sum();
            if !search.spend(looked + 1) || search.is_over() {
                return;
            }
            let Some(outs) = outflow(snapshot, parameters, &loan) else { continue };
            let forgiven = is_forgiven(snapshot, parameters, &loan);
            if forgiven || is_unserved(snapshot, parameters, &loan) {
                let sum: i128 = outs.iter().map(|out| i128::from(out.value)).sum();
                let way = outs.iter().rev().flat_map(|out| [snapshot.from(out.edge), out.peer]);
                search.emit(
                    Witness::new(loan.subject, Minimality::Exact)
                        .path(way.chain([from, to]))
                        .edges(outs.iter().map(|out| out.edge).chain([edge]))
                        .score(ratio(step.value.into(), sum))
                        .money("out", sum)
                        .money("loan", step.value)
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
    fn what_went_out_in_parts_comes_back_from_a_company_with_the_same_director() {
        for (director, expected) in [(true, true), (false, false)] {
            let (mut world, _) = scene(30);
            let own = accounts(&mut world, 3);
            let (one, other) = (node(&mut world, NodeKind::Party, "VV"), node(&mut world, NodeKind::Party, "VV"));
            world.links.push((one, graph::LinkKind::Directs, own[1]));
            world.links.push((if director { one } else { other }, graph::LinkKind::Directs, own[2]));
            world.pay(own[0], own[1], DAY, 600_000);
            world.pay(own[0], own[1], 9 * DAY, 450_000);
            world.pay_by(Class::Loan, own[2], own[0], 99 * DAY, 1_000_000);
            assert_eq!(told("G29", &world, &[], &[own[0], own[1], own[2]]), expected, "{director}");
        }
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
