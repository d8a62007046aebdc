//! G17 Mule network: accounts that only pass money through, tied together, with one sink.
//!
//! A mule is a node through which money passes (G09) at least so many times. Mules are tied when they share a device,
//! an internet address or a telephone (values that at most `holders_max` nodes have), when one is linked to another as
//! related or acting for it, or when both are linked so to one recruiter. A community is a largest set of tied mules,
//! with at least so many; of all nodes that have one of its shared values at least `tied` are its mules. Its sink is
//! the node outside that received the most from it (of equal ones the smallest), at least the sink share of all that
//! left the community. Score: that share. Mistakes: households, student halls.

use super::g09_pass_through as pass;
use super::prelude::*;
use crate::group::{Groups, Joiner};
use graph::{LinkKind, SharedKind};
use hashbrown::{HashMap, HashSet};

parameters! {
    mules: Count = Count(5), "mules that are needed";
    sink: Share = Share(5_000), "part of all that left the community that one node must receive";
    tied: Share = Share(5_000), "part of the holders of its shared values that must be its mules";
    repeats: Count = Count(1), "how often money must pass through a mule";
    delay: Span = Span::hours(24), "how long money comes in before, and leaves after, a time";
    loss: Share = Share(500), "part of what came in that need not leave";
    balance: Share = Share(500), "balance that may be left, as a part of what came in";
    holders_max: Count = Count(500), "a value that more nodes have ties nobody";
    least: Amount = Amount(0), "amount from which a movement counts as money at all";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G17;

fn mules(snapshot: &Snapshot<'_>, p: &Parameters, search: &mut Search) -> Vec<bool> {
    let Parameters { delay, loss, balance, repeats, least, .. } = *p;
    let own = pass::Parameters { delay, loss, balance, repeats, least };
    let mut passes = Vec::new();
    for node in 0..snapshot.nodes() {
        let movements = snapshot.ins(node).len() + snapshot.out(node).len();
        let enough = search.spend(movements);
        passes.push(enough && pass::times(snapshot, &own, node).len() >= p.repeats.size());
    }
    passes
}

fn ties(kind: SharedKind) -> bool {
    matches!(kind, SharedKind::Device | SharedKind::Ip | SharedKind::Phone)
}

/// Values that tie: each with the nodes that have it.
fn values(snapshot: &Snapshot<'_>, p: &Parameters) -> Vec<Vec<u32>> {
    let shared = snapshot.graph().ties().by_value();
    let same = |a: &graph::Shared, b: &graph::Shared| a.value == b.value && a.kind == b.kind;
    let tying = shared.chunk_by(same).filter(|own| own.first().is_some_and(|one| ties(one.kind)));
    tying
        .filter(|own| own.len() <= p.holders_max.size())
        .map(|own| own.iter().map(|one| one.node.0).collect())
        .collect()
}

fn communities(snapshot: &Snapshot<'_>, mules: &[bool], values: &[Vec<u32>]) -> Groups {
    let is_mule = |node: u32| mules.get(node as usize) == Some(&true);
    let mut joiner = Joiner::new(mules.len());
    let mut join_all = |nodes: &mut dyn Iterator<Item = u32>| {
        let mut nodes = nodes.filter(|node| is_mule(*node));
        if let Some(first) = nodes.next() {
            nodes.for_each(|node| joiner.join(first, node));
        }
    };
    values.iter().for_each(|holders| join_all(&mut holders.iter().copied()));
    let recruits = |link: &&graph::Link| matches!(link.kind, LinkKind::ActsFor | LinkKind::RelatedTo);
    let mut hired: HashMap<u32, Vec<u32>> = HashMap::new();
    for link in snapshot.graph().ties().links().iter().filter(recruits) {
        join_all(&mut [link.from.0, link.to.0].into_iter());
        hired.entry(link.from.0).or_default().push(link.to.0);
    }
    hired.values().for_each(|nodes| join_all(&mut nodes.iter().copied()));
    joiner.groups()
}

/// The node outside that received the most, how much, and all that left.
fn sink(snapshot: &Snapshot<'_>, members: &[u32]) -> Option<(u32, i128, i128)> {
    let mut received: HashMap<u32, i128> = HashMap::new();
    let all = members.iter().flat_map(|node| snapshot.out(*node).iter());
    for step in all.filter(|step| members.binary_search(&step.peer).is_err()) {
        *received.entry(step.peer).or_default() += i128::from(step.value);
    }
    let total = received.values().sum();
    let best = received.into_iter().max_by_key(|(node, sum)| (*sum, std::cmp::Reverse(*node)))?;
    Some((best.0, best.1, total))
}

impl Detector for G17 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G17", "mule-network", Reach::Whole, "E + ties");

    fn least(parameters: &Parameters) -> i64 {
        parameters.least.0
    }

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let mules = mules(snapshot, parameters, search);
        let values = values(snapshot, parameters);
        let groups = communities(snapshot, &mules, &values);
        let mut values_of: HashMap<u32, HashSet<u32>> = HashMap::new();
        for holders in &values {
            for mule in holders.iter().filter(|node| mules.get(**node as usize) == Some(&true)) {
                values_of.entry(groups.of(*mule)).or_default().extend(holders.iter().copied());
            }
        }
        for group in 0..snapshot.nodes() {
            let members = groups.members(group);
            if members.len() < parameters.mules.size() || mules.get(group as usize) != Some(&true) {
                continue;
            }
            let mut holders = values_of.remove(&group).unwrap_or_default();
            holders.extend(members);
            let tied = parameters.tied.reached(members.len() as i128, holders.len() as i128);
            let Some((sink, received, total)) = sink(snapshot, members).filter(|_| tied) else { continue };
            if search.is_over() {
                return;
            }
            if total > 0 && parameters.sink.reached(received, total) {
                let outs = members.iter().flat_map(|node| snapshot.out(*node).iter());
                search.emit(
                    Witness::new(group, Minimality::Group)
                        .nodes(members.iter().copied().chain([sink]))
                        .edges(outs.filter(|step| step.peer == sink).map(|step| step.edge))
                        .score(ratio(received, total))
                        .count("mules", members.len())
                        .money("received", received),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::cases::{DAY, HOUR, about, accounts, scene, told};
    use crate::world::World;

    fn mules(count: usize, to_sink: usize, holders: usize) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(17);
        let sink = accounts(&mut world, 1)[0];
        let mules = accounts(&mut world, count);
        for (place, mule) in mules.iter().enumerate() {
            let others = accounts(&mut world, 2);
            let (value, at) = (about(&mut chance, 400_000), chance.between(0, 90 * DAY));
            world.pay(others[0], *mule, at, value);
            let payee = if place < to_sink { sink } else { others[1] };
            world.pay(*mule, payee, at + chance.between(1, 20 * HOUR), value - value / 50);
            world.shared.push((*mule, graph::SharedKind::Device, 1));
        }
        for other in accounts(&mut world, holders) {
            world.shared.push((other, graph::SharedKind::Device, 1));
        }
        (world, [mules, vec![sink]].concat())
    }

    #[test]
    fn five_tied_accounts_with_one_sink_are_told() {
        for (count, to_sink, holders, expected) in
            [(5, 5, 0, true), (8, 6, 3, true), (4, 4, 0, false), (8, 3, 0, false), (5, 5, 6, false)]
        {
            let (world, nodes) = mules(count, to_sink, holders);
            assert_eq!(told("G17", &world, &[], &nodes), expected, "{count} {to_sink} {holders}");
        }
    }
}
