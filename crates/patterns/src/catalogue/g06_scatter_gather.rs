//! G06 Scatter–gather: a source pays several middlemen, who pay one sink.
//!
//! A hop is a payment source → middle and what the middle then pays the sink (later by time, then number), from the
//! first such payment on until it is together at least (1−ε) of what came. From the first payment of a hop on, and no
//! longer than the window: hops of one source and one sink through at least so many different middles. Of overlapping
//! windows the earliest counts; the next begins with the first hop after its end. Score: middles.
//! Mistakes: franchise settlement. Limit: `middle_edges_max` payments out of a middle after one payment in; `hops_max`
//! hops of one source.

use super::prelude::*;

parameters! {
    window: Span = Span::days(14), "how long it may take, first to last payment";
    middles: Count = Count(4), "different middles that are needed";
    loss: Share = Share(1_000), "part of a payment that a middle may keep; 1 for no look at values";
    middle_edges_max: Count = Count(1_000), "payments out of a middle that are followed after one payment in";
    hops_max: Count = Count(1_000_000), "hops of one source that are kept";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G06;

/// A payment to a middle and what it forwards.
#[derive(Clone, Copy, Debug)]
struct Hop {
    sink: u32,
    first: u32,
    /// The payment to the sink with which enough was forwarded.
    last: u32,
    begun: i64,
    ended: i64,
    middle: u32,
}

/// What a middle forwarded to a node after one payment; valid when the stamp is that of the payment.
#[derive(Clone, Copy, Debug, Default)]
struct Forwarded {
    stamp: u32,
    enough: bool,
    sum: i64,
}

/// Which nodes have so many different payers within the window at any time.
fn sinks(snapshot: &Snapshot<'_>, p: &Parameters, inside: &mut Distinct) -> Vec<bool> {
    let enough = |node| has_fan(snapshot.ins(node), p, inside);
    (0..snapshot.nodes()).map(enough).collect()
}

fn has_fan(links: Links<'_>, p: &Parameters, inside: &mut Distinct) -> bool {
    if links.len() < p.middles.size() {
        return false;
    }
    let mut found = false;
    let mut fan = super::g03_fan_in::Fan { inside, key: &|node| node, needed: p.middles.size() };
    episodes(links, p.window.0, &mut fan, |_| found = true);
    found
}

/// What a search keeps for all sources.
struct Middles {
    sinks: Vec<bool>,
    forwarded: Vec<Forwarded>,
    stamp: u32,
}

/// Payments to middles that are looked up together: what a middle pays lies anywhere in memory, and reading for many
/// before following the first lets the processor fetch side by side.
const GROUP: usize = 16;

/// For a group of payments what their payees paid from then on.
fn onward<'s>(snapshot: &'s Snapshot<'_>, group: Links<'_>, onward: &mut Vec<(Step, Links<'s>)>) {
    onward.clear();
    onward.extend(group.iter().map(|first| (first, snapshot.out(first.peer))));
    let mut read = 0;
    for (first, outs) in onward.iter_mut() {
        *outs = outs.piece(outs.edge.partition_point(|edge| *edge < first.edge)..outs.len());
        read ^= outs.at.first().copied().unwrap_or(0) ^ outs.value.first().copied().unwrap_or(0);
        read ^= i64::from(outs.peer.first().copied().unwrap_or(0));
    }
    std::hint::black_box(read);
}

fn hops(snapshot: &Snapshot<'_>, p: &Parameters, source: u32, all: &mut Middles, search: &mut Search) -> Vec<Hop> {
    let mut hops = Vec::new();
    let (firsts, mut group) = (snapshot.out(source), Vec::with_capacity(GROUP));
    for begin in (0..firsts.len()).step_by(GROUP) {
        onward(snapshot, firsts.piece(begin..begin + GROUP), &mut group);
        for (first, outs) in &group {
            if !follow(p, (source, *first), *outs, (all, &mut hops), search) {
                return hops;
            }
        }
    }
    hops
}

/// Follows one payment to a middle; `false` when the search for this source ends.
fn follow(
    p: &Parameters,
    (source, first): (u32, Step),
    outs: Links<'_>,
    (all, hops): (&mut Middles, &mut Vec<Hop>),
    search: &mut Search,
) -> bool {
    let until = first.at.saturating_add(p.window.0);
    let followed = outs.piece(0..p.middle_edges_max.size());
    let mut looked = 0;
    all.stamp += 1;
    for second in followed.iter().take_while(|second| second.at <= until) {
        looked += 1;
        if second.peer == source || all.sinks.get(second.peer as usize) != Some(&true) {
            continue;
        }
        let Some(own) = all.forwarded.get_mut(second.peer as usize) else { continue };
        if own.stamp != all.stamp {
            *own = Forwarded { stamp: all.stamp, ..Forwarded::default() };
        }
        own.sum = own.sum.saturating_add(second.value);
        if !own.enough && p.loss.rest().reached(own.sum.into(), first.value.into()) {
            own.enough = true;
            let (begun, ended) = (first.at, second.at);
            let (sink, last, middle) = (second.peer, second.edge, first.peer);
            hops.push(Hop { sink, first: first.edge, last, begun, ended, middle });
        }
    }
    if looked == p.middle_edges_max.size() {
        search.limit(Limit::Hub(p.middle_edges_max.0.into()));
    }
    if hops.len() >= p.hops_max.size() {
        search.limit(Limit::Visits(p.hops_max.0.into()));
        return false;
    }
    search.spend(looked + 1)
}

/// The payments of a hop.
fn edges<'s>(snapshot: &'s Snapshot<'_>, hop: Hop) -> impl Iterator<Item = u32> + 's {
    let outs = snapshot.out(hop.middle);
    let begin = outs.edge.partition_point(|edge| *edge < hop.first);
    let forwarded = outs.piece(begin..outs.len()).iter().take_while(move |step| step.edge <= hop.last);
    [hop.first].into_iter().chain(forwarded.filter(move |step| step.peer == hop.sink).map(|step| step.edge))
}

/// Windows over the hops of one source and one sink, which are sorted by their first payment.
fn windows(snapshot: &Snapshot<'_>, p: &Parameters, source: u32, mut hops: &[Hop], search: &mut Search) {
    while let Some(start) = hops.first().copied() {
        let until = start.begun.saturating_add(p.window.0);
        let near = hops.iter().take_while(|hop| hop.begun <= until);
        let inside: Vec<Hop> = near.filter(|hop| hop.ended <= until).copied().collect();
        let mut middles: Vec<u32> = inside.iter().map(|hop| hop.middle).collect();
        middles.sort_unstable();
        middles.dedup();
        let skip = if middles.len() >= p.middles.size() {
            search.emit(
                Witness::new(source, Minimality::Earliest)
                    .nodes(middles.iter().copied().chain([source, start.sink]))
                    .edges(inside.iter().flat_map(|hop| edges(snapshot, *hop)))
                    .score(middles.len() as i64)
                    .with("sink", Arg::Node(graph::NodeId(start.sink))),
            );
            hops.iter().take_while(|hop| hop.begun <= until).count()
        } else {
            hops.iter().take_while(|hop| hop.first == start.first).count()
        };
        hops = hops.get(skip..).unwrap_or_default();
    }
}

impl Detector for G06 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G06", "scatter-gather", Reach::Node(2), "hops P: E + P log P");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut inside = Distinct::new(snapshot.nodes());
        let sinks = sinks(snapshot, parameters, &mut inside);
        let forwarded = vec![Forwarded::default(); snapshot.nodes() as usize];
        let mut all = Middles { sinks, forwarded, stamp: 0 };
        for source in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            if !has_fan(snapshot.out(source), parameters, &mut inside) {
                continue;
            }
            if search.is_over() {
                return;
            }
            let mut hops = hops(snapshot, parameters, source, &mut all, search);
            hops.sort_unstable_by_key(|hop| (hop.sink, hop.first));
            for own in hops.chunk_by(|a, b| a.sink == b.sink).filter(|own| own.len() >= parameters.middles.size()) {
                windows(snapshot, parameters, source, own, search);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, about, accounts, scene, told};
    use crate::world::World;

    fn through(middles: usize, share: i64, days: i64) -> (World, [u32; 2]) {
        let (mut world, mut chance) = scene(6);
        let ends = accounts(&mut world, 2);
        for middle in accounts(&mut world, middles) {
            let value = about(&mut chance, 200_000);
            let at = 30 * DAY + chance.between(0, DAY);
            world.pay(ends[0], middle, at, value);
            world.pay(middle, ends[1], at + days * DAY, (value * share + 99) / 100);
        }
        (world, [ends[0], ends[1]])
    }

    #[test]
    fn four_middles_are_told_unless_they_keep_too_much_or_are_too_late() {
        for (middles, share, days, expected) in
            [(4, 95, 2, true), (4, 90, 12, true), (3, 95, 2, false), (9, 89, 2, false), (9, 95, 15, false)]
        {
            let (world, ends) = through(middles, share, days);
            assert_eq!(told("G06", &world, &[], &ends), expected, "{middles} {share} {days}");
        }
    }
}
