//! G27 Mixer or bridge hop: value from a tainted node comes back into an account within a few hops.
//!
//! Movements are taken in order. All that leaves a tainted node is tainted and has made one hop. What leaves another
//! node takes of each taint there the part that it is of the balance (opening balance and movements so far, never
//! below zero; all of the taint when it is the whole balance or more), rounded down; it has then made one hop more,
//! and taint of more than K hops is forgotten. A bridge (an institution's wallet) pays out what it took in: a payment
//! out takes the taint of the latest payment in that is not taken yet, at most Δ earlier, and worth it less at most
//! the fee, as far as it is still there; only without one it takes its part of all. A payment from a wallet to a node
//! that is no wallet is told when at least q of it is tainted. Its trail follows, back from payer to payer, the
//! payment in before it that brought the most taint (of equal ones the first). Score: tainted part.
//! Mistakes: dust, pooled wallets.

use super::prelude::*;
use hashbrown::HashMap;

parameters! {
    hops: Count = Count(5), "K: hops that taint survives, at most 64";
    share: Share = Share(1_000), "q: part of the payment into the account that is tainted";
    bridge_delay: Span = Span::hours(24), "Δ: how long a bridge takes";
    bridge_fee: Share = Share(200), "part that a bridge may keep";
}

/// The detector.
#[derive(Clone, Copy, Debug)]
pub struct G27;

/// Taint by hops made: the first is one hop.
type Taint = Vec<i128>;

/// A payment into a bridge that was not paid out yet.
#[derive(Clone, Debug)]
struct Waiting {
    at: i64,
    value: i64,
    taint: Taint,
}

#[derive(Clone, Debug, Default)]
struct Purse {
    balance: i128,
    taint: Taint,
    /// The payment that brought the most taint so far.
    most: Option<(i128, u32)>,
    waiting: Vec<Waiting>,
}

/// What a payment takes from the taint of its payer.
fn take(purse: &mut Purse, p: &Parameters, bridge: bool, paid: &Step) -> Taint {
    let value = i128::from(paid.value);
    let fits = |waiting: &Waiting| {
        paid.at <= waiting.at.saturating_add(p.bridge_delay.0) && p.bridge_fee.couples(waiting.value, paid.value)
    };
    let matched = if bridge { purse.waiting.iter().rposition(fits) } else { None };
    let from = matched.map(|place| purse.waiting.remove(place));
    let mut taken = Taint::new();
    for (hop, own) in purse.taint.iter_mut().enumerate() {
        let part = match &from {
            Some(waiting) => {
                let brought = waiting.taint.get(hop).copied().unwrap_or(0);
                brought.saturating_mul(value).checked_div(waiting.value.into()).unwrap_or(0).min(*own)
            }
            None if purse.balance <= value => *own,
            None => own.saturating_mul(value) / purse.balance,
        };
        *own -= part;
        taken.push(part);
    }
    taken
}

/// The payments that brought the taint, first to last.
fn trail(before: &HashMap<u32, u32>, last: u32) -> Vec<u32> {
    let mut trail = vec![last];
    let mut edge = last;
    while let Some(earlier) = before.get(&edge) {
        trail.push(*earlier);
        edge = *earlier;
    }
    trail.reverse();
    trail
}

struct Run<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    hops: usize,
    purses: HashMap<u32, Purse>,
    before: HashMap<u32, u32>,
}

impl Run<'_, '_> {
    fn is_bridge(&self, node: u32) -> bool {
        self.snapshot.kind(node) == NodeKind::Wallet && self.snapshot.flagged(node, NodeFlags::INSTITUTION)
    }

    /// Books one movement; how much of it is tainted.
    fn book(&mut self, p: &Parameters, edge: u32) -> i128 {
        let (from, to) = (self.snapshot.from(edge), self.snapshot.to(edge));
        let paid = Step { edge, peer: to, at: self.snapshot.at(edge), value: self.snapshot.value(edge) };
        let value = i128::from(paid.value);
        let (bridge, hops) = (self.is_bridge(from), self.hops);
        let opening = |node: u32| i128::from(self.snapshot.sides.opening(node).unwrap_or(0)).max(0);
        let source = self.snapshot.flagged(from, NodeFlags::TAINTED);
        let purse = self.purses.entry(from).or_insert_with(|| Purse { balance: opening(from), ..Purse::default() });
        let mut taint: Taint = if source {
            vec![value]
        } else {
            // One hop more for all of it; what made K hops is forgotten on the way.
            [0].into_iter().chain(take(purse, p, bridge, &paid)).take(hops).collect()
        };
        purse.balance = (purse.balance - value).max(0);
        let most = purse.most;
        taint.resize(hops, 0);
        let sum: i128 = taint.iter().sum();
        if sum > 0 && !source {
            self.before.extend(most.map(|(_, earlier)| (edge, earlier)));
        }
        let purse = self.purses.entry(to).or_insert_with(|| Purse { balance: opening(to), ..Purse::default() });
        purse.balance += value;
        if purse.taint.is_empty() {
            purse.taint.resize(hops, 0);
        }
        purse.taint.iter_mut().zip(&taint).for_each(|(own, more)| *own += more);
        if sum > 0 && purse.most.is_none_or(|(most, _)| sum > most) {
            purse.most = Some((sum, edge));
        }
        if self.is_bridge(to) {
            let waiting = Waiting { at: paid.at, value: paid.value, taint };
            self.purses.entry(to).or_default().waiting.push(waiting);
        }
        sum
    }
}

impl Detector for G27 {
    type Parameters = Parameters;
    const ABOUT: About =
        about!("G27", "taint-hop", Reach::Whole, "E·K; memory K numbers per node that taint or money touched");

    fn search(snapshot: &Snapshot<'_>, parameters: &Parameters, scope: &Scope, search: &mut Search) {
        let sources = (0..snapshot.nodes()).any(|node| snapshot.flagged(node, NodeFlags::TAINTED));
        if !scope.has_whole() || !sources {
            return;
        }
        let hops = parameters.hops.size().min(64);
        let mut run = Run { snapshot, hops, purses: HashMap::new(), before: HashMap::new() };
        for edge in snapshot.money() {
            if !search.spend(1) || search.is_over() {
                return;
            }
            let tainted = run.book(parameters, edge);
            let (from, to, value) = (snapshot.from(edge), snapshot.to(edge), snapshot.value(edge));
            let enters = snapshot.kind(from) == NodeKind::Wallet && snapshot.kind(to) != NodeKind::Wallet;
            if enters && tainted > 0 && parameters.share.reached(tainted, value.into()) {
                let trail = trail(&run.before, edge);
                search.emit(
                    Witness::new(to, Minimality::Longest)
                        .path(trail.iter().map(|edge| snapshot.from(*edge)).chain([to]))
                        .edges(trail.iter().copied())
                        .score(ratio(tainted, value.into()))
                        .money("tainted", tainted)
                        .count("hops", trail.len()),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::{DAY, HOUR, accounts, node, scene, told};
    use crate::world::World;

    fn hops(count: usize, clean: i64, tainted: bool) -> (World, u32) {
        let (mut world, _) = scene(27);
        let flags = if tainted { NodeFlags::TAINTED } else { NodeFlags(0) };
        let mut wallet =
            world.node(crate::world::Node { kind: NodeKind::Wallet, flags, ..crate::world::Node::ACCOUNT });
        let bank = accounts(&mut world, 1)[0];
        for hop in 1..count {
            let next = node(&mut world, NodeKind::Wallet, "AA");
            let at = 20 * DAY + hop as i64 * HOUR;
            world.pay(3, next, at - DAY, clean);
            world.pay(wallet, next, at, 100_000);
            wallet = next;
        }
        world.pay(wallet, bank, 30 * DAY, 100_000);
        (world, bank)
    }

    #[test]
    fn taint_within_five_hops_is_told_while_a_tenth_survives() {
        for (count, clean, tainted, expected) in [
            (1, 0, true, true),
            (5, 0, true, true),
            (6, 0, true, false),
            (2, 900_000, true, true),
            (2, 900_100, true, false),
            (3, 0, false, false),
        ] {
            let (world, bank) = hops(count, clean, tainted);
            assert_eq!(told("G27", &world, &[], &[bank]), expected, "{count} {clean} {tainted}");
        }
    }
}
