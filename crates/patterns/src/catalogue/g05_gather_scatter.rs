//! G05 Gather–scatter: many pay a node, and then it pays many about as much.
//!
//! From a first payment received on, and no longer than the window: at least so many payers, at least so many payees,
//! and what went out is what came in less at most ε. Payments out before the first payment in (by time, then number)
//! do not count. Of each start the earliest end counts; the next start is after that end. Score: payers and payees.
//! Mistakes: payroll accounts, agents. Limit: `edges_max` payments out after one start.

use super::prelude::*;

parameters! {
    window: Span = Span::days(14), "how long it may take, first in to last out";
    payers: Count = Count(5), "different payers that are needed";
    payees: Count = Count(5), "different payees that are needed";
    loss: Share = Share(1_000), "part of what came in that may stay or be lost to fees";
    edges_max: Count = Count(1_000), "payments out that are looked at after one start";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G05;

/// Money of one node with running sums, so that a window's sums are two look-ups.
struct Node<'s> {
    ins: Links<'s>,
    outs: Links<'s>,
    /// Sum of all before a position; one more than positions.
    came: Vec<i128>,
    went: Vec<i128>,
    /// For each payment out how many payments in are before it.
    ins_before: Vec<usize>,
}

fn running(links: Links<'_>) -> Vec<i128> {
    let sums = links.value.iter().scan(0i128, |sum, value| {
        *sum += i128::from(*value);
        Some(*sum)
    });
    [0].into_iter().chain(sums).collect()
}

fn between(sums: &[i128], first: usize, end: usize) -> i128 {
    sums.get(end).zip(sums.get(first)).map_or(0, |(end, first)| end - first)
}

fn different(links: Links<'_>, distinct: &mut Distinct) -> usize {
    links.peer.iter().for_each(|peer| distinct.enter(*peer));
    let different = distinct.different();
    links.peer.iter().for_each(|peer| distinct.leave(*peer));
    different
}

impl<'s> Node<'s> {
    fn new(ins: Links<'s>, outs: Links<'s>) -> Self {
        let ins_before = outs.edge.iter().map(|out| ins.edge.partition_point(|edge| edge < out)).collect();
        Self { ins, outs, came: running(ins), went: running(outs), ins_before }
    }

    /// The ends in money in and out of the first full window that begins with a payment in, if there is one.
    fn end_of(
        &self,
        (first_in, first_out): (usize, usize),
        p: &Parameters,
        distinct: &mut Distinct,
        search: &mut Search,
    ) -> Option<(usize, usize)> {
        let until = self.ins.at.get(first_in)?.saturating_add(p.window.0);
        let last = self.outs.at.partition_point(|at| *at <= until);
        let most = last.min(first_out.saturating_add(p.edges_max.size()));
        for end_out in first_out + p.payees.size()..=most {
            if !search.spend(1) {
                return None;
            }
            let end_in = self.ins_before.get(end_out - 1).copied().unwrap_or(0);
            let came = between(&self.came, first_in, end_in);
            let went = between(&self.went, first_out, end_out);
            let enough = end_in >= first_in + p.payers.size() && went <= came && p.loss.rest().reached(went, came);
            if !enough {
                continue;
            }
            let (ins, outs) = (self.ins.piece(first_in..end_in), self.outs.piece(first_out..end_out));
            if !search.spend(ins.len() + outs.len()) {
                return None;
            }
            let many = different(ins, distinct) >= p.payers.size() && different(outs, distinct) >= p.payees.size();
            if many {
                return Some((end_in, end_out));
            }
        }
        if most < last {
            search.limit(Limit::Hub(p.edges_max.0.into()));
        }
        None
    }
}

impl Detector for G05 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G05", "gather-scatter", Reach::Node(1), "E·k for k payments out of a node in a window");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut distinct = Distinct::new(snapshot.nodes());
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
            if ins.len() < parameters.payers.size() || outs.len() < parameters.payees.size() {
                continue;
            }
            if search.is_over() || !search.spend(ins.len() + outs.len()) {
                return;
            }
            let money = Node::new(ins, outs);
            let (mut first_in, mut first_out) = (0, 0);
            while let Some(first) = ins.get(first_in) {
                while outs.edge.get(first_out).is_some_and(|edge| *edge < first.edge) {
                    first_out += 1;
                }
                let Some(end) = money.end_of((first_in, first_out), parameters, &mut distinct, search) else {
                    first_in += 1;
                    continue;
                };
                let (came, went) = (ins.piece(first_in..end.0), outs.piece(first_out..end.1));
                search.emit(
                    Witness::new(node, Minimality::Earliest)
                        .nodes(came.peer.iter().chain(went.peer).copied().chain([node]))
                        .edges(came.edge.iter().chain(went.edge).copied())
                        .score((came.len() + went.len()) as i64)
                        .money("in", came.sum())
                        .money("out", went.sum()),
                );
                (first_in, first_out) = end;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, HOUR, about, accounts, scene, told};
    use crate::world::World;

    /// Five pay a node, which pays five on, keeping a part in ten-thousandths.
    fn through(kept: i64, first_out: i64, seed: u64) -> (World, u32) {
        let (mut world, mut chance) = scene(seed);
        let middle = accounts(&mut world, 1)[0];
        let mut sum = 0;
        for payer in accounts(&mut world, 5) {
            let value = about(&mut chance, 100_000);
            sum += value;
            world.pay(payer, middle, 30 * DAY + chance.between(0, 3 * DAY), value);
        }
        let out = (sum * (10_000 - kept) + 9_999) / 10_000;
        for (place, payee) in accounts(&mut world, 5).into_iter().enumerate() {
            let part = if place == 4 { out - out / 5 * 4 } else { out / 5 };
            world.pay(middle, payee, 30 * DAY + first_out + place as i64 * HOUR, part);
        }
        (world, middle)
    }

    #[test]
    fn what_comes_from_five_and_goes_to_five_is_told_down_to_nine_tenths() {
        for seed in 0..20 {
            for (kept, expected) in [(300, true), (1_000, true), (1_010, false), (5_000, false)] {
                let (world, middle) = through(kept, 4 * DAY, seed);
                assert_eq!(told("G05", &world, &[], &[middle]), expected, "{seed} {kept}");
            }
        }
    }

    #[test]
    fn paying_out_first_is_not() {
        let (world, middle) = through(300, -5 * DAY, 7);
        assert!(!told("G05", &world, &[], &[middle]));
    }
}
