//! G09 Pass-through: what comes in leaves almost whole within hours, again and again.
//!
//! At the time t of a payment in: what left in [t, t+Δ] is at least (1−ε) of what came in [t−Δ, t], and the balance at
//! t+Δ is at most β of it. Where the opening balance is told, the balance is that and all movements until then; where
//! it is not, nobody knows what was there before, and the balance is what came less what left in [t−Δ, t+Δ]. A next
//! time counts when it is more than Δ after the one before; the earliest counts. One witness per node, when there are
//! at least so many. Score: how many. Mistakes: treasury sweeps.

use super::prelude::*;

parameters! {
    delay: Span = Span::hours(24), "how long money comes in before, and leaves after, a time";
    loss: Share = Share(500), "part of what came in that need not leave";
    balance: Share = Share(500), "balance that may be left, as a part of what came in";
    repeats: Count = Count(3), "how often it must happen";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G09;

/// A sum over movements up to a time that never falls.
pub(super) struct Until<'s> {
    links: Links<'s>,
    position: usize,
    sum: i128,
}

impl<'s> Until<'s> {
    pub(super) const fn new(links: Links<'s>) -> Self {
        Self { links, position: 0, sum: 0 }
    }

    /// The sum of movements at or before a time.
    pub(super) fn at(&mut self, time: i64) -> i128 {
        while let Some((at, value)) = self.links.at.get(self.position).zip(self.links.value.get(self.position)) {
            if *at > time {
                break;
            }
            self.sum += i128::from(*value);
            self.position += 1;
        }
        self.sum
    }
}

/// The times at which money passes through a node, each more than Δ after the one before.
pub(super) fn times(snapshot: &Snapshot<'_>, p: &Parameters, node: u32) -> Vec<i64> {
    let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
    let opening = snapshot.sides.opening(node).map(i128::from);
    let (mut in_before, mut in_until, mut in_end) = (Until::new(ins), Until::new(ins), Until::new(ins));
    let (mut out_before, mut out_end, mut out_begin) = (Until::new(outs), Until::new(outs), Until::new(outs));
    let mut times: Vec<i64> = Vec::new();
    for at in ins.at.iter().copied() {
        if times.last().is_some_and(|last| at <= last.saturating_add(p.delay.0)) {
            continue;
        }
        let end = at.saturating_add(p.delay.0);
        let begin = at.saturating_sub(p.delay.0).saturating_sub(1);
        let before = in_before.at(begin);
        let came = in_until.at(at) - before;
        let left = out_end.at(end) - out_before.at(at.saturating_sub(1));
        let known = opening.unwrap_or_else(|| out_begin.at(begin) - before);
        let balance = known + in_end.at(end) - out_end.at(end);
        let empty = balance * 10_000 <= came * i128::from(p.balance.0);
        if came > 0 && p.loss.rest().reached(left, came) && empty {
            times.push(at);
        }
    }
    times
}

impl Detector for G09 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G09", "pass-through", Reach::Node(1), "E");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        for node in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
            if ins.len() < parameters.repeats.size() || outs.is_empty() {
                continue;
            }
            if !search.spend(ins.len() + outs.len()) || search.is_over() {
                return;
            }
            let times = times(snapshot, parameters, node);
            if times.len() < parameters.repeats.size() {
                continue;
            }
            let delay = parameters.delay.0;
            let pieces = times.iter().flat_map(|at| {
                let (before, after) = (at.saturating_sub(delay), at.saturating_add(delay));
                [ins.within(before, *at), outs.within(*at, after)]
            });
            let pieces: Vec<Links<'_>> = pieces.collect();
            search.emit(
                Witness::new(node, Minimality::Group)
                    .nodes(pieces.iter().flat_map(|piece| piece.peer.iter().copied()).chain([node]))
                    .edges(pieces.iter().flat_map(|piece| piece.edge.iter().copied()))
                    .score(times.len() as i64)
                    .count("times", times.len()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, HOUR, about, accounts, scene, told};
    use crate::world::World;

    fn passing(times: usize, kept: i64, delay: i64, seed: u64) -> (World, u32) {
        let (mut world, mut chance) = scene(seed);
        let account = accounts(&mut world, 1)[0];
        for turn in 0..times {
            let (value, at) = (about(&mut chance, 500_000), 20 * DAY + turn as i64 * 5 * DAY);
            let others = accounts(&mut world, 2);
            world.pay(others[0], account, at, value);
            world.pay(account, others[1], at + delay, value - value * kept / 100);
        }
        (world, account)
    }

    #[test]
    fn three_times_within_a_day_is_told_at_the_bounds() {
        for (times, kept, delay, expected) in
            [(3, 1, HOUR, true), (6, 0, DAY, true), (3, 1, DAY + 1, false), (2, 1, HOUR, false), (3, 6, HOUR, false)]
        {
            let (world, account) = passing(times, kept, delay, 9);
            assert_eq!(told("G09", &world, &[], &[account]), expected, "{times} {kept} {delay}");
        }
    }

    #[test]
    fn an_opening_balance_that_stays_is_no_pass_through() {
        let (mut world, account) = passing(3, 1, HOUR, 9);
        world.sides.openings.push(crate::sides::Opening { node: account, balance_minor: 10_000_000 });
        assert!(!told("G09", &world, &[], &[account]));
    }
}
