//! G12 Peel chain: at each step a small part is peeled off and the rest goes on to a fresh node.
//!
//! A payment is fresh when it is its payee's first movement of all. A fresh payment follows another fresh one when it
//! leaves that one's payee later (by time, then number) within Δ with at least (1−p) of the value and no more, and
//! within the same time that payee also pays somebody else at most p of it, more than nothing: the peel. A chain is
//! told when nothing follows its last payment and it has at least so many payments. Score: how many.
//! Mistakes: payroll from a hot wallet.

use super::prelude::*;

parameters! {
    peel: Share = Share(2_000), "greatest part that is peeled off at one step";
    length_wallets: Count = Count(8), "payments in the shortest chain that starts at a wallet";
    length_accounts: Count = Count(5), "payments in the shortest chain that starts anywhere else";
    delay: Span = Span::days(7), "longest time a node keeps what it received";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G12;

/// The first movement of a node, when it is a payment to it.
fn fresh(snapshot: &Snapshot<'_>, node: u32) -> Option<Step> {
    let first = snapshot.ins(node).get(0)?;
    snapshot.out(node).edge.first().is_none_or(|out| *out > first.edge).then_some(first)
}

/// What leaves a node after its first movement and in time.
fn leaving<'s>(snapshot: &'s Snapshot<'_>, p: &Parameters, node: u32, first: Step) -> Links<'s> {
    let outs = snapshot.out(node);
    outs.piece(0..outs.at.partition_point(|at| *at <= first.at.saturating_add(p.delay.0)))
}

/// Fresh payments, and which follow which.
struct Fresh {
    /// The fresh payment to each node, if it has one.
    to: Vec<u32>,
    /// Fresh payments that follow another, with the node between the two, by that node.
    next: Vec<(u32, u32)>,
    /// They alone, ascending.
    followers: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Fresh {
    /// Node by node, where all that a node is asked lies side by side in memory; of the payees only one number is read.
    fn new(snapshot: &Snapshot<'_>, p: &Parameters) -> Self {
        let to = (0..snapshot.nodes()).map(|node| fresh(snapshot, node).map_or(NONE, |first| first.edge)).collect();
        let mut all = Self { to, next: Vec::new(), followers: Vec::new() };
        for (node, _) in (0u32..).zip(&all.to).filter(|(_, first)| **first != NONE) {
            let Some(first) = snapshot.ins(node).get(0) else { continue };
            let outs = leaving(snapshot, p, node, first);
            let goes_on = |step: &Step| {
                p.peel.couples(first.value, step.value)
                    && all.to.get(step.peer as usize) == Some(&step.edge)
                    && peels(outs, p, first, step.peer).next().is_some()
            };
            all.next.extend(outs.iter().filter(goes_on).map(|step| (node, step.edge)));
        }
        all.followers = all.next.iter().map(|(_, edge)| *edge).collect();
        all.followers.sort_unstable();
        all
    }

    /// Fresh payments that follow the one to `node`.
    fn after(&self, node: u32) -> impl ExactSizeIterator<Item = u32> {
        let first = self.next.partition_point(|(own, _)| *own < node);
        let rest = self.next.get(first..).unwrap_or_default();
        let end = rest.partition_point(|(own, _)| *own == node);
        rest.get(..end).unwrap_or_default().iter().map(|(_, edge)| *edge)
    }
}

/// The payments that peel, beside the one to `next`.
fn peels<'s>(outs: Links<'s>, p: &Parameters, first: Step, next: u32) -> impl Iterator<Item = Step> + 's {
    let share = p.peel.0;
    let small = move |step: &Step| {
        let most = i128::from(first.value) * i128::from(share);
        step.peer != next && step.value > 0 && i128::from(step.value) * 10_000 <= most
    };
    outs.iter().filter(small)
}

fn tell(snapshot: &Snapshot<'_>, p: &Parameters, chain: &[u32], search: &mut Search) {
    let Some((first, last)) = chain.first().copied().zip(chain.last().copied()) else { return };
    // Most chains are too short for both; whose they are need not be looked up.
    if chain.len() < p.length_wallets.size().min(p.length_accounts.size()) {
        return;
    }
    let start = snapshot.from(first);
    let wallet = snapshot.kind(start) == NodeKind::Wallet;
    let least = if wallet { p.length_wallets } else { p.length_accounts };
    if chain.len() < least.size() {
        return;
    }
    let mut edges = chain.to_vec();
    for (before, after) in chain.iter().zip(chain.iter().skip(1)) {
        let node = snapshot.to(*before);
        let Some(first) = fresh(snapshot, node) else { continue };
        let outs = leaving(snapshot, p, node, first);
        edges.extend(peels(outs, p, first, snapshot.to(*after)).map(|step| step.edge));
    }
    search.emit(
        Witness::new(start, Minimality::Longest)
            .path(chain.iter().map(|edge| snapshot.from(*edge)).chain([snapshot.to(last)]))
            .edges(edges)
            .score(chain.len() as i64)
            .count("hops", chain.len())
            .money("first", snapshot.value(first))
            .money("last", snapshot.value(last)),
    );
}

impl Detector for G12 {
    type Parameters = Parameters;
    const ABOUT: About = about!("G12", "peel-chain", Reach::Whole, "N + E");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        if !scope.has_whole() {
            return;
        }
        let p = parameters;
        // Every fresh payment has at most one before it, so chains are branches of trees: from each root, depth first.
        let mut chain: Vec<u32> = Vec::new();
        let mut open: Vec<(usize, u32, u32)> = Vec::new();
        let fresh = Fresh::new(snapshot, p);
        for (payee, root) in (0u32..).zip(fresh.to.iter().copied()).filter(|(_, edge)| *edge != NONE) {
            if fresh.followers.binary_search(&root).is_ok() {
                continue;
            }
            open.push((0, root, payee));
            while let Some((depth, edge, payee)) = open.pop() {
                chain.truncate(depth);
                chain.push(edge);
                let next = fresh.after(payee);
                if !search.spend(1 + next.len()) || search.is_over() {
                    return;
                }
                if next.len() == 0 {
                    tell(snapshot, p, &chain, search);
                }
                open.extend(next.map(|edge| (depth + 1, edge, snapshot.to(edge))));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, accounts, node, scene, told};
    use crate::world::World;

    fn peeling(kind: NodeKind, length: usize, peel: i64, seed: u64) -> (World, Vec<u32>) {
        let (mut world, mut chance) = scene(seed);
        let chain: Vec<u32> = (0..=length).map(|_| node(&mut world, kind, "AA")).collect();
        let (mut value, mut at) = (90_000_000, 30 * DAY);
        for (place, pair) in chain.windows(2).enumerate() {
            world.pay(pair[0], pair[1], at, value);
            at += chance.between(HOUR, DAY);
            let part = value * peel / 100;
            if place + 1 < length {
                let outlet = accounts(&mut world, 1)[0];
                world.pay(pair[1], outlet, at, part);
            }
            value -= part;
        }
        (world, chain)
    }

    #[test]
    fn eight_steps_of_wallets_and_five_of_accounts_are_told() {
        for (kind, length, peel, expected) in [
            (NodeKind::Wallet, 8, 5, true),
            (NodeKind::Wallet, 7, 5, false),
            (NodeKind::Account, 5, 20, true),
            (NodeKind::Account, 4, 5, false),
            (NodeKind::Wallet, 12, 30, false),
        ] {
            let (world, chain) = peeling(kind, length, peel, 12);
            assert_eq!(told("G12", &world, &[], &chain), expected, "{kind:?} {length} {peel}");
        }
    }
}
