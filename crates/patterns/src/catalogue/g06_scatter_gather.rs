//! G06 Scatter–gather: a source pays several middlemen, who pay one sink.
//!
//! A hop is a payment source → middle and what the middle then pays the sink (later by time, then number), from the
//! first such payment on until it is together at least (1−ε) of what came. From the first payment of a hop on, and no
//! longer than the window: hops of one source and one sink through at least so many different middles. Of overlapping
//! windows the earliest counts; the next begins with the first hop after its end. Score: middles.
//! Mistakes: franchise settlement. Limit: `middle_edges_max` payments out of a middle after one payment in; `hops_max`
//! hops of one source.
//!
//! Hops are looked for middle by middle, for as many sources at a time as there is room for their hops: what a middle
//! was paid and what it pays lie side by side in memory, while the middles of one source lie anywhere.

use super::prelude::*;
use std::ops::Range;

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
    source: u32,
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

/// Partners up to which a window is looked through as it is.
const FEW: usize = 32;

fn has_fan(links: Links<'_>, p: &Parameters, inside: &mut Distinct) -> bool {
    let needed = p.middles.size();
    if !links.is_dense(p.window.0, needed) {
        return false;
    }
    if links.len() <= FEW {
        return has_small_fan(links, p.window.0, needed);
    }
    let mut found = false;
    let mut fan = super::g03_fan_in::Fan { inside, key: &|node| node, needed };
    episodes(links, p.window.0, &mut fan, |_| found = true);
    found
}

/// The same for few links, without a look at anything else.
fn has_small_fan(links: Links<'_>, seconds: i64, needed: usize) -> bool {
    let mut begin = 0;
    links.at.iter().enumerate().any(|(last, at)| {
        while links.at.get(begin).is_some_and(|first| at.saturating_sub(*first) > seconds) {
            begin += 1;
        }
        let inside = links.peer.get(begin..=last).unwrap_or_default();
        let new = |(place, peer): &(usize, &u32)| !inside.iter().take(*place).any(|other| other == *peer);
        inside.len() >= needed && inside.iter().enumerate().filter(new).count() >= needed
    })
}

/// What a search keeps for all sources.
struct Middles {
    /// Which nodes are looked at as sources, when that is more than one at a time.
    sources: Vec<bool>,
    sinks: Vec<bool>,
    forwarded: Vec<Forwarded>,
    stamp: u32,
}

/// Hops that are kept for several sources at a time; few in tests, so that their small worlds need many ranges.
const ROOM: usize = if cfg!(test) { 6 } else { 1 << 22 };

/// Hands over each payment of these sources to a middle, with what the middle paid from then on; middle by middle.
fn firsts(snapshot: &Snapshot<'_>, sources: impl Fn(u32) -> bool, mut each: impl FnMut(u32, Step, Links<'_>) -> bool) {
    for middle in 0..snapshot.nodes() {
        let (outs, mut begin) = (snapshot.out(middle), 0);
        if outs.is_empty() {
            continue;
        }
        for first in snapshot.ins(middle).iter().filter(|first| sources(first.peer)) {
            while outs.edge.get(begin).is_some_and(|edge| *edge < first.edge) {
                begin += 1;
            }
            if begin == outs.len() {
                break;
            }
            if !each(middle, first, outs.piece(begin..outs.len())) {
                return;
            }
        }
    }
}

/// Ranges of sources, each with room for its hops or of one source alone, which then may have more.
fn ranges(snapshot: &Snapshot<'_>, p: &Parameters, sources: &[bool]) -> Vec<Range<u32>> {
    let mut most = vec![0u32; sources.len()];
    firsts(
        snapshot,
        |source| sources.get(source as usize) == Some(&true),
        |_, first, outs| {
            let until = first.at.saturating_add(p.window.0);
            let near = outs.at.iter().take(p.middle_edges_max.size()).take_while(|at| **at <= until).count();
            if near > 0
                && let Some(most) = most.get_mut(first.peer as usize)
            {
                *most = most.saturating_add(near as u32);
            }
            true
        },
    );
    let (mut ranges, mut start, mut sum) = (Vec::new(), 0, 0);
    for (source, most) in (0..).zip(&most) {
        if sum + *most as usize > ROOM && source > start {
            ranges.push(start..source);
            (start, sum) = (source, 0);
        }
        sum += *most as usize;
    }
    ranges.push(start..most.len() as u32);
    ranges
}

/// The hops of a range of sources; when one source alone has more than there is room for, its earliest.
fn hops(
    snapshot: &Snapshot<'_>,
    p: &Parameters,
    range: Range<u32>,
    all: &mut Middles,
    search: &mut Search,
) -> Vec<Hop> {
    let mut hops = Vec::new();
    if range.len() == 1 {
        if all.sources.get(range.start as usize) == Some(&false) {
            return hops;
        }
        for first in snapshot.out(range.start).iter() {
            let outs = snapshot.out(first.peer);
            let outs = outs.piece(outs.edge.partition_point(|edge| *edge < first.edge)..outs.len());
            let enough = hops.len() >= p.hops_max.size();
            if enough || !follow(p, (range.start, first.peer, first), outs, (all, &mut hops), search) {
                break;
            }
        }
        return hops;
    }
    let sources = std::mem::take(&mut all.sources);
    let wanted = |source| range.contains(&source) && sources.get(source as usize) == Some(&true);
    firsts(snapshot, wanted, |middle, first, outs| {
        follow(p, (first.peer, middle, first), outs, (all, &mut hops), search)
    });
    all.sources = sources;
    hops
}

/// Follows one payment to a middle; `false` when the budget is used up.
fn follow(
    p: &Parameters,
    (source, middle, first): (u32, u32, Step),
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
            let (sink, last) = (second.peer, second.edge);
            hops.push(Hop { source, sink, first: first.edge, last, begun, ended, middle });
        }
    }
    if looked == p.middle_edges_max.size() {
        search.limit(Limit::Hub(p.middle_edges_max.0.into()));
    }
    search.spend(looked + 1)
}

/// Looks at the hops of one source: keeps the earliest when there are too many, and slides over those of each sink.
fn source(snapshot: &Snapshot<'_>, p: &Parameters, hops: &mut [Hop], search: &mut Search) {
    let mut kept = hops.len();
    if kept >= p.hops_max.size() {
        search.limit(Limit::Visits(p.hops_max.0.into()));
        hops.sort_unstable_by_key(|hop| hop.first);
        let last = hops.get(p.hops_max.size().saturating_sub(1)).map(|hop| hop.first);
        kept = hops.partition_point(|hop| Some(hop.first) <= last);
    }
    let hops = hops.get_mut(..kept).unwrap_or_default();
    hops.sort_unstable_by_key(|hop| (hop.sink, hop.first));
    for own in hops.chunk_by(|a, b| a.sink == b.sink).filter(|own| own.len() >= p.middles.size()) {
        windows(snapshot, p, own, search);
    }
}

/// The payments of a hop.
fn edges<'s>(snapshot: &'s Snapshot<'_>, hop: Hop) -> impl Iterator<Item = u32> + 's {
    let outs = snapshot.out(hop.middle);
    let begin = outs.edge.partition_point(|edge| *edge < hop.first);
    let forwarded = outs.piece(begin..outs.len()).iter().take_while(move |step| step.edge <= hop.last);
    [hop.first].into_iter().chain(forwarded.filter(move |step| step.peer == hop.sink).map(|step| step.edge))
}

/// Windows over the hops of one source and one sink, which are sorted by their first payment.
fn windows(snapshot: &Snapshot<'_>, p: &Parameters, mut hops: &[Hop], search: &mut Search) {
    while let Some(start) = hops.first().copied() {
        let until = start.begun.saturating_add(p.window.0);
        let near = hops.iter().take_while(|hop| hop.begun <= until);
        let inside: Vec<Hop> = near.filter(|hop| hop.ended <= until).copied().collect();
        let mut middles: Vec<u32> = inside.iter().map(|hop| hop.middle).collect();
        middles.sort_unstable();
        middles.dedup();
        let skip = if middles.len() >= p.middles.size() {
            search.emit(
                Witness::new(start.source, Minimality::Earliest)
                    .nodes(middles.iter().copied().chain([start.source, start.sink]))
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
        let mut all = Middles { sources: Vec::new(), sinks, forwarded, stamp: 0 };
        let mut is_source = |node| scope.has(node) && has_fan(snapshot.out(node), parameters, &mut inside);
        let ranges = if let Scope::Anchors(anchors) = scope {
            let mut anchors: Vec<u32> = anchors.iter().copied().filter(|node| is_source(*node)).collect();
            anchors.sort_unstable();
            anchors.into_iter().map(|node| node..node + 1).collect()
        } else {
            all.sources = (0..snapshot.nodes()).map(is_source).collect();
            ranges(snapshot, parameters, &all.sources)
        };
        for range in ranges {
            if search.is_over() {
                return;
            }
            let mut hops = hops(snapshot, parameters, range, &mut all, search);
            hops.sort_unstable_by_key(|hop| (hop.source, hop.first));
            for own in hops.chunk_by_mut(|a, b| a.source == b.source) {
                source(snapshot, parameters, own, search);
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
    fn sources_that_do_not_fit_together_are_searched_one_after_the_other() {
        let (mut world, mut chance) = scene(7);
        let mut all = Vec::new();
        for middles in [4, 5, 9, 3] {
            let ends = accounts(&mut world, 2);
            for middle in accounts(&mut world, middles) {
                let at = 30 * DAY + chance.between(0, DAY);
                world.pay(ends[0], middle, at, 100_000);
                world.pay(middle, ends[1], at + DAY, 100_000);
            }
            all.push((ends, middles > 3));
        }
        for (ends, expected) in all {
            assert_eq!(told("G06", &world, &[], &ends), expected);
        }
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
