//! G05 Gather–scatter: many pay a node, and then it pays many about as much.
//!
//! From a first payment received on, and no longer than the window: at least so many payers, at least so many payees,
//! and what went out is what came in less at most ε. Payments out before the first payment in (by time, then number)
//! do not count. Of each start the earliest end counts; the next start is after that end. Score: payers and payees.
//! Mistakes: payroll accounts, agents. Limit: `edges_max` movements after one start.

use super::prelude::*;

parameters! {
    window: Span = Span::days(14), "how long it may take, first in to last out";
    payers: Count = Count(5), "different payers that are needed";
    payees: Count = Count(5), "different payees that are needed";
    loss: Share = Share(1_000), "part of what came in that may stay or be lost to fees";
    edges_max: Count = Count(1_000), "movements that are looked at after one start";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G05;

struct Scratch {
    payers: Distinct,
    payees: Distinct,
}

/// Positions in money in and out at which the window from `start` is full, if it ever is; and whether it was cut.
fn end_of(
    (ins, outs): (Links<'_>, Links<'_>),
    p: &Parameters,
    scratch: &mut Scratch,
    search: &mut Search,
) -> Option<(usize, usize)> {
    let first = ins.get(0)?;
    let until = first.at.saturating_add(p.window.0);
    // The window cannot be full before so many payments out; when they come too late, nothing need be looked at.
    let enough = outs.get(p.payees.size() - 1).filter(|out| out.at <= until && search.spend(1))?;
    if ins.edge.partition_point(|edge| *edge < enough.edge) >= p.edges_max.size() {
        search.limit(Limit::Hub(p.edges_max.0.into()));
        return None;
    }
    let (mut came, mut went) = (0i128, 0i128);
    let (mut i, mut o) = (0, 0);
    let mut full = None;
    while i + o < p.edges_max.size() {
        let next_in = ins.get(i).filter(|step| step.at <= until);
        let next_out = outs.get(o).filter(|step| step.at <= until);
        let Some(out) = next_out.filter(|out| next_in.is_none_or(|step| out.edge < step.edge)) else {
            let Some(step) = next_in.filter(|_| next_out.is_some()) else { break };
            scratch.payers.enter(step.peer);
            came += i128::from(step.value);
            i += 1;
            continue;
        };
        scratch.payees.enter(out.peer);
        went += i128::from(out.value);
        o += 1;
        let many = scratch.payers.different() >= p.payers.size() && scratch.payees.different() >= p.payees.size();
        if many && went <= came && p.loss.rest().reached(went, came) {
            full = Some((i, o));
            break;
        }
    }
    if full.is_none() && i + o >= p.edges_max.size() {
        search.limit(Limit::Hub(p.edges_max.0.into()));
    }
    ins.piece(0..i).peer.iter().for_each(|peer| scratch.payers.leave(*peer));
    outs.piece(0..o).peer.iter().for_each(|peer| scratch.payees.leave(*peer));
    let enough = search.spend(i + o + 1);
    full.filter(|_| enough)
}

impl Detector for G05 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G05", "gather-scatter", Reach::Node(1), "E·k for k movements of a node in a window");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let nodes = snapshot.nodes();
        let mut scratch = Scratch { payers: Distinct::new(nodes), payees: Distinct::new(nodes) };
        for node in (0..nodes).filter(|node| scope.has(*node)) {
            let (mut ins, mut outs) = (snapshot.ins(node), snapshot.out(node));
            while ins.len() >= parameters.payers.size() && outs.len() >= parameters.payees.size() {
                if search.is_over() {
                    return;
                }
                let Some(first) = ins.get(0) else { break };
                let gone = outs.edge.partition_point(|edge| *edge < first.edge);
                outs = outs.piece(gone..outs.len());
                let Some((i, o)) = end_of((ins, outs), parameters, &mut scratch, search) else {
                    ins = ins.piece(1..ins.len());
                    continue;
                };
                let (came, went) = (ins.piece(0..i), outs.piece(0..o));
                search.emit(
                    Witness::new(node, Minimality::Earliest)
                        .nodes(came.peer.iter().chain(went.peer).copied().chain([node]))
                        .edges(came.edge.iter().chain(went.edge).copied())
                        .score((came.len() + went.len()) as i64)
                        .money("in", came.sum())
                        .money("out", went.sum()),
                );
                ins = ins.piece(i..ins.len());
                outs = outs.piece(o..outs.len());
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
