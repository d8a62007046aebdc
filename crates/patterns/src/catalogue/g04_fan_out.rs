//! G04 Fan-out: within a window one node pays at least so many different nodes.
//!
//! Payees that are kin of the payer ([`Snapshot::kin`](crate::Snapshot)) count unless `own` says no.
//! One witness is an episode of windows that end at neighbouring payments. Score: the greatest number of different
//! payees in one window. Mistakes: payroll, suppliers.

use super::g03_fan_in::Fan;
use super::prelude::*;

parameters! {
    window: Span = Span::days(30), "how long the payments may take, first to last";
    payees: Count = Count(10), "different payees that are needed";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
    own: bool = true, "whether payees that are kin of the payer (its employees, its group) count";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G04;

impl Detector for G04 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G04", "fan-out", Reach::Node(1), "E; memory one number per node");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut inside = Distinct::new(snapshot.nodes());
        let needed = parameters.payees.size();
        let mut others = crate::snapshot::Columns::default();
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let kin = snapshot.kin.of(node);
            let all = snapshot.out(node);
            match super::g03_fan_in::may_fan(all, parameters.window, needed, search) {
                Some(true) => {}
                Some(false) => continue,
                None => return,
            }
            let links = if parameters.own {
                all
            } else {
                others.clear();
                all.iter().filter(|step| snapshot.kin.of(step.peer) != kin).for_each(|step| others.push(step));
                others.links()
            };
            inside.warm(links.peer.iter().take(super::g03_fan_in::WARM).copied());
            let mut fan = Fan { inside: &mut inside, key: &|node| node, needed };
            episodes(links, parameters.window.0, &mut fan, |episode| {
                let piece = links.piece(episode.range);
                search.emit(
                    Witness::new(node, Minimality::Windows)
                        .nodes(piece.peer.iter().copied().chain([node]))
                        .edges(piece.edge.iter().copied())
                        .score(episode.strength)
                        .money("sum", piece.sum()),
                );
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, accounts, scene, told};

    #[test]
    fn ten_payees_in_thirty_days_are_told_and_in_more_are_not() {
        for (days, expected) in [(30 * DAY, true), (30 * DAY + 9, false)] {
            let (mut world, mut chance) = scene(4);
            let payer = accounts(&mut world, 1)[0];
            for (place, payee) in accounts(&mut world, 10).into_iter().enumerate() {
                world.pay(payer, payee, 20 * DAY + place as i64 * (days / 9), chance.between(1_000, 90_000));
            }
            assert_eq!(told("G04", &world, &[], &[payer]), expected);
        }
    }

    #[test]
    fn wages_are_left_out_on_demand() {
        let (mut world, mut chance) = scene(6);
        let payer = accounts(&mut world, 1)[0];
        for payee in accounts(&mut world, 20) {
            world.links.push((payer, graph::LinkKind::Employs, payee));
            world.pay(payer, payee, chance.between(0, 9 * DAY), 200_000);
        }
        assert!(told("G04", &world, &[], &[payer]) && !told("G04", &world, &[("own", "no")], &[payer]));
    }

    #[test]
    fn many_payments_to_few_are_not() {
        let (mut world, mut chance) = scene(5);
        let payer = accounts(&mut world, 1)[0];
        let few = accounts(&mut world, 9);
        for _ in 0..90 {
            world.pay(payer, chance.one(&few).unwrap(), chance.between(0, 30 * DAY), 5_000);
        }
        assert!(!told("G04", &world, &[], &[payer]));
    }
}
