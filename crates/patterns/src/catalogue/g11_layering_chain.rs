//! G11 Layering chain: nearly the same value moves on and on through young or hardly used accounts.
//!
//! A payment follows another when it leaves its payee later (by time, then number) within Δ with at least (1−ε) of the
//! value and no more, and that payee was fresh when the first arrived: opened less than `age` before, or with at most
//! `history` movements until then. A chain is a run of payments that follow each other. For every payment that none
//! follows, the longest chain that ends there is told when it has at least so many payments; of equally long ones that
//! whose last, last but one … payment has the greater number. Score: last value as a share of the first.
//! Mistakes: supply chains. Limit: `edges_max` earlier payments that are tried for one payment.

use super::prelude::*;

parameters! {
    length: Count = Count(4), "payments in the shortest chain that is told";
    loss: Share = Share(1_000), "part of a payment that one account may keep";
    delay: Span = Span::hours(48), "longest time between a payment and the next";
    age: Span = Span::days(180), "an account younger than this is fresh";
    history: Count = Count(5), "an account with at most so many earlier movements is fresh";
    edges_max: Count = Count(10_000), "earlier payments that are tried for one payment";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G11;

/// A payment and one that it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Follows {
    after: u32,
    before: u32,
}

/// The longest chain that ends with a payment which follows another.
#[derive(Clone, Copy, Debug)]
struct End {
    edge: u32,
    length: u32,
    before: u32,
}

fn is_fresh(snapshot: &Snapshot<'_>, p: &Parameters, node: u32, arrived: Step) -> bool {
    let opened = snapshot.facts(node).opened_day.map(|day| i64::from(day) * 86_400);
    if opened.is_some_and(|opened| arrived.at < opened.saturating_add(p.age.0)) {
        return true;
    }
    let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
    let before =
        |links: Links<'_>| links.piece(0..p.history.size() + 1).edge.partition_point(|edge| *edge < arrived.edge);
    before(ins) + before(outs) <= p.history.size()
}

/// Which payments out of `node` follow which that came in. All that a node is asked lies side by side in memory;
/// payment by payment, in the order of time, each would be looked for anywhere.
fn at_node(snapshot: &Snapshot<'_>, p: &Parameters, node: u32, search: &mut Search, found: &mut Vec<Follows>) -> bool {
    let (ins, outs) = (snapshot.ins(node), snapshot.out(node));
    if !search.spend(outs.len()) {
        return false;
    }
    let mut come = 0;
    for step in outs.iter() {
        while ins.edge.get(come).is_some_and(|edge| *edge < step.edge) {
            come += 1;
        }
        let begin = step.at.saturating_sub(p.delay.0);
        let earlier = ins.piece(0..come).iter().rev().take_while(|before| before.at >= begin);
        for (tried, before) in earlier.enumerate() {
            if tried >= p.edges_max.size() {
                search.limit(Limit::Hub(p.edges_max.0.into()));
                break;
            }
            if p.loss.couples(before.value, step.value) && is_fresh(snapshot, p, node, before) {
                found.push(Follows { after: step.edge, before: before.edge });
            }
        }
    }
    true
}

/// The longest chain that ends with each payment that follows another, by the payment. `follows` is in order.
fn longest(follows: &[Follows]) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    for of_one in follows.chunk_by(|one, other| one.after == other.after) {
        // Of equally long chains that whose last payment has the greater number.
        let best = of_one.iter().map(|one| (end_of(&ends, one.before).map_or(1, |end| end.length), one.before)).max();
        ends.extend(of_one.first().zip(best).map(|(one, (length, before))| End {
            edge: one.after,
            length: length + 1,
            before,
        }));
    }
    ends
}

/// The longest chain that ends with a payment; `None` if it follows no other.
fn end_of(ends: &[End], edge: u32) -> Option<End> {
    ends.binary_search_by_key(&edge, |end| end.edge).ok().and_then(|at| ends.get(at)).copied()
}

impl Detector for G11 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G11", "layering-chain", Reach::Whole, "E·k for k payments into a node within the delay");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let mut follows = Vec::new();
        for node in 0..snapshot.nodes() {
            if !at_node(snapshot, parameters, node, search, &mut follows) {
                return;
            }
        }
        follows.sort_unstable();
        let ends = longest(&follows);
        let mut followed: Vec<u32> = follows.iter().map(|one| one.before).collect();
        followed.sort_unstable();
        let lasts: Vec<u32> = match parameters.length.0 {
            // Then a payment on its own is a chain.
            0 | 1 => snapshot.money().collect(),
            _ => ends.iter().map(|end| end.edge).collect(),
        };
        for last in lasts.into_iter().filter(|edge| followed.binary_search(edge).is_err()) {
            if end_of(&ends, last).map_or(1, |end| end.length) < parameters.length.0 || search.is_over() {
                continue;
            }
            let mut chain = vec![last];
            chain.extend(
                std::iter::successors(end_of(&ends, last), |end| end_of(&ends, end.before)).map(|end| end.before),
            );
            chain.reverse();
            search.emit(witness(snapshot, &chain, Minimality::Longest));
        }
    }
}

/// The witness of a path of edges.
pub(super) fn witness(snapshot: &Snapshot<'_>, chain: &[u32], minimality: Minimality) -> Witness {
    let (first, last) = (chain.first().copied().unwrap_or(0), chain.last().copied().unwrap_or(0));
    let nodes = chain.iter().map(|edge| snapshot.from(*edge)).chain([snapshot.to(last)]);
    Witness::new(snapshot.from(first), minimality)
        .path(nodes)
        .edges(chain.iter().copied())
        .score(ratio(snapshot.value(last).into(), snapshot.value(first).into()))
        .count("hops", chain.len())
        .money("first", snapshot.value(first))
        .money("last", snapshot.value(last))
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, HOUR, about, accounts, scene, told};
    use crate::world::World;

    fn chain(length: usize, kept: i64, step: i64, seed: u64) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(seed);
        let chain = accounts(&mut world, length + 1);
        let mut value = 3_000_000;
        for (place, pair) in chain.windows(2).enumerate() {
            world.pay(pair[0], pair[1], 50 * DAY + place as i64 * step, value);
            value = about(&mut chance, value * kept / 100);
        }
        (world, chain)
    }

    #[test]
    fn four_payments_in_time_are_told_and_three_or_late_or_lossy_are_not() {
        for seed in 0..10 {
            for (length, kept, step, expected) in [
                (4, 100, 20 * HOUR, true),
                (7, 98, 48 * HOUR, true),
                (3, 100, HOUR, false),
                (6, 100, 48 * HOUR + 1, false),
                (6, 89, HOUR, false),
            ] {
                let (world, chain) = chain(length, kept, step, seed);
                assert_eq!(told("G11", &world, &[], &chain), expected, "{seed} {length} {kept} {step}");
            }
        }
    }

    #[test]
    fn old_busy_accounts_do_not_layer() {
        let (mut world, chain) = chain(5, 100, HOUR, 11);
        for node in &chain {
            (0..6).for_each(|day| world.pay(*node, 3, day * DAY, 7_777));
        }
        assert!(!told("G11", &world, &[], &chain));
    }

    #[test]
    fn when_one_payment_is_enough_those_alone_are_told_and_those_that_are_followed_are_not() {
        let (mut world, chain) = chain(3, 100, HOUR, 12);
        let alone = accounts(&mut world, 2);
        world.pay(alone[0], alone[1], 70 * DAY, 999);
        let one = [("length", "1")];
        assert!(told("G11", &world, &one, &alone));
        assert!(told("G11", &world, &one, &chain));
        assert!(!told("G11", &world, &[("length", "2")], &alone));
    }
}
