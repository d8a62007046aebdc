//! G06 Scatter–gather: a source pays several middlemen, who pay one sink.
//!
//! A hop pair is a payment source → middle and a later payment middle → sink (later by time, then number) of at least
//! (1−ε) of the first. From the first payment of a pair on, and no longer than the window: pairs of one source and one
//! sink through at least so many different middles. Of overlapping windows the earliest counts; the next begins with
//! the first pair after its end. Score: middles. Mistakes: franchise settlement. Limit: `middle_edges_max` payments
//! out of a middle after one payment in; `pairs_max` pairs of one source.

use super::prelude::*;

parameters! {
    window: Span = Span::days(14), "how long it may take, first to last payment";
    middles: Count = Count(4), "different middles that are needed";
    loss: Share = Share(1_000), "part of a payment that a middle may keep; 1 for no look at values";
    middle_edges_max: Count = Count(1_000), "payments out of a middle that are followed after one payment in";
    pairs_max: Count = Count(1_000_000), "hop pairs of one source that are kept";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G06;

/// Two payments, one after the other.
#[derive(Clone, Copy, Debug)]
struct Pair {
    sink: u32,
    first: u32,
    second: u32,
    begun: i64,
    ended: i64,
    middle: u32,
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

fn pairs(snapshot: &Snapshot<'_>, p: &Parameters, source: u32, sinks: &[bool], search: &mut Search) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for first in snapshot.out(source).iter() {
        let outs = snapshot.out(first.peer);
        let begin = outs.edge.partition_point(|edge| *edge < first.edge);
        let until = first.at.saturating_add(p.window.0);
        let followed = outs.piece(begin..begin.saturating_add(p.middle_edges_max.size()));
        let mut looked = 0;
        for second in followed.iter().take_while(|second| second.at <= until) {
            looked += 1;
            let kept = p.loss.rest().reached(second.value.into(), first.value.into());
            if kept && second.peer != source && sinks.get(second.peer as usize) == Some(&true) {
                let (begun, ended) = (first.at, second.at);
                pairs.push(Pair {
                    sink: second.peer,
                    first: first.edge,
                    second: second.edge,
                    begun,
                    ended,
                    middle: first.peer,
                });
            }
        }
        if looked == p.middle_edges_max.size() {
            search.limit(Limit::Hub(p.middle_edges_max.0.into()));
        }
        if pairs.len() >= p.pairs_max.size() {
            search.limit(Limit::Visits(p.pairs_max.0.into()));
            break;
        }
        if !search.spend(looked + 1) {
            break;
        }
    }
    pairs
}

/// Windows over the pairs of one source and one sink, which are sorted by their first payment.
fn windows(p: &Parameters, source: u32, mut pairs: &[Pair], search: &mut Search) {
    while let Some(start) = pairs.first().copied() {
        let until = start.begun.saturating_add(p.window.0);
        let near = pairs.iter().take_while(|pair| pair.begun <= until);
        let inside: Vec<Pair> = near.filter(|pair| pair.ended <= until).copied().collect();
        let mut middles: Vec<u32> = inside.iter().map(|pair| pair.middle).collect();
        middles.sort_unstable();
        middles.dedup();
        let skip = if middles.len() >= p.middles.size() {
            search.emit(
                Witness::new(source, Minimality::Earliest)
                    .nodes(middles.iter().copied().chain([source, start.sink]))
                    .edges(inside.iter().flat_map(|pair| [pair.first, pair.second]))
                    .score(middles.len() as i64)
                    .with("sink", Arg::Node(graph::NodeId(start.sink))),
            );
            pairs.iter().take_while(|pair| pair.begun <= until).count()
        } else {
            pairs.iter().take_while(|pair| pair.first == start.first).count()
        };
        pairs = pairs.get(skip..).unwrap_or_default();
    }
}

impl Detector for G06 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G06", "scatter-gather", Reach::Node(2), "hop pairs P: E + P log P");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let mut inside = Distinct::new(snapshot.nodes());
        let sinks = sinks(snapshot, parameters, &mut inside);
        for source in (0..snapshot.nodes()).filter(|node| scope.has(*node)) {
            if !has_fan(snapshot.out(source), parameters, &mut inside) {
                continue;
            }
            if search.is_over() {
                return;
            }
            let mut pairs = pairs(snapshot, parameters, source, &sinks, search);
            pairs.sort_unstable_by_key(|pair| (pair.sink, pair.first, pair.second));
            for own in pairs.chunk_by(|a, b| a.sink == b.sink).filter(|own| own.len() >= parameters.middles.size()) {
                windows(parameters, source, own, search);
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
