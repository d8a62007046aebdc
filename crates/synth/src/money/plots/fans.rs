//! Patterns of many on one side.

use crate::money::Node;
use crate::money::plot::{DAY, HOUR, Plot};

/// G03: ten or more senders, no two with a common owner or employer, pay one account within thirty days.
pub fn fan_in(plot: &mut Plot<'_>) -> Node {
    let hub = plot.account();
    let count = plot.width(10) as usize;
    for seconds in plot.times(count, 30 * DAY) {
        let (from, amount) = (plot.account(), plot.sum());
        plot.pay_at(seconds, from, hub, amount);
    }
    hub
}

/// G04: one account pays ten or more receivers within thirty days.
pub fn fan_out(plot: &mut Plot<'_>) -> Node {
    let hub = plot.account();
    let count = plot.width(10) as usize;
    for seconds in plot.times(count, 30 * DAY) {
        let (to, amount) = (plot.account(), plot.sum());
        plot.pay_at(seconds, hub, to, amount);
    }
    hub
}

/// G05: five or more pay in and five or more are paid out within fourteen days, all of it after the first payment in;
/// nine tenths or more leave. In some, a second round of payments in begins after the first payments out.
pub fn gather_scatter(plot: &mut Plot<'_>) -> Node {
    let hub = plot.account();
    let senders: Vec<(Node, u64)> = (0..plot.width(5)).map(|_| (plot.account(), plot.sum())).collect();
    let receivers: Vec<Node> = (0..plot.width(5)).map(|_| plot.account()).collect();
    let rounds = if plot.draw.per_mille(350) { 2 } else { 1 };
    let (start, window) = (plot.now, 14 * DAY / rounds);
    for round in 0..rounds {
        plot.now = start + (round * window) as i64;
        let of_round = |at: usize| at as u64 % rounds == round;
        let gathered: Vec<(Node, u64)> =
            senders.iter().enumerate().filter(|(at, _)| of_round(*at)).map(|(_, sender)| *sender).collect();
        for (seconds, (from, amount)) in plot.times(gathered.len(), window / 2).into_iter().zip(&gathered) {
            plot.pay_at(seconds, *from, hub, *amount);
        }
        plot.now += (window / 2) as i64;
        let to: Vec<Node> = receivers.iter().enumerate().filter(|(at, _)| of_round(*at)).map(|(_, to)| *to).collect();
        let leaves = plot.less(gathered.iter().map(|(_, amount)| amount).sum(), 100);
        let shares = plot.split(leaves, to.len());
        for ((seconds, to), amount) in plot.times(to.len(), window / 2).into_iter().zip(to).zip(shares) {
            plot.pay_at(seconds, hub, to, amount);
        }
    }
    hub
}

/// G06: a source pays four or more, each of whom forwards at least nine tenths to one sink, all within fourteen days.
pub fn scatter_gather(plot: &mut Plot<'_>) -> Node {
    let (source, sink) = (plot.account(), plot.account());
    let middle: Vec<(Node, u64)> = (0..plot.width(4)).map(|_| (plot.account(), plot.sum())).collect();
    let times = plot.times(middle.len(), 7 * DAY);
    for (seconds, (through, amount)) in times.into_iter().zip(middle) {
        plot.pay_at(seconds, source, through, amount);
        plot.now = seconds;
        let parts = 1 + usize::from(plot.draw.per_mille(250));
        let forwarded = plot.less(amount, 100);
        for (part, at) in plot.split(forwarded, parts).into_iter().zip(plot.times(parts, 7 * DAY)) {
            plot.pay_at(at + 60, through, sink, part);
        }
    }
    source
}

/// Who pays whom between two groups: every left one pays, every right one is paid, and at least half of all pairs.
fn dense(plot: &mut Plot<'_>, left: usize, right: usize) -> Vec<(usize, usize)> {
    let share = 500 + (1000 - plot.noise.tolerance) / 3;
    let mut pairs = Vec::new();
    for from in 0..left {
        for to in 0..right {
            if from % right == to || to % left == from || plot.draw.per_mille(share) {
                pairs.push((from, to));
            }
        }
    }
    // Chance may leave too few; the definition asks for four in ten.
    for (from, to) in (0..left).flat_map(|from| (0..right).map(move |to| (from, to))) {
        if pairs.len() * 2 < left * right && !pairs.contains(&(from, to)) {
            pairs.push((from, to));
        }
    }
    pairs
}

/// Payments of a layer within `window`, each left one up to its budget, or any sum without budgets. Returns what each
/// right one received and when it last did.
fn layer(plot: &mut Plot<'_>, left: &[Node], right: &[Node], budgets: Option<&[u64]>, window: u64) -> Vec<u64> {
    let pairs = dense(plot, left.len(), right.len());
    let mut received = vec![0; right.len()];
    for (at, from) in left.iter().enumerate() {
        let mine: Vec<usize> = pairs.iter().filter(|(from, _)| *from == at).map(|(_, to)| *to).collect();
        let total = match budgets.and_then(|budgets| budgets.get(at)) {
            Some(budget) => plot.less(*budget, 100),
            None => plot.sum() * mine.len() as u64,
        };
        let shares = plot.split(total, mine.len());
        for ((to, amount), seconds) in mine.iter().zip(shares).zip(plot.times(mine.len(), window)) {
            if let (Some(to), Some(received)) = (right.get(*to), received.get_mut(*to)) {
                plot.pay_at(seconds, *from, *to, amount);
                *received += amount;
            }
        }
    }
    received
}

/// G13: four or more accounts pay four or more others, at least four in ten of all pairs, within thirty days, and none
/// of either group pays its own.
pub fn bipartite(plot: &mut Plot<'_>) -> Node {
    let left: Vec<Node> = (0..plot.width(4)).map(|_| plot.account()).collect();
    let right: Vec<Node> = (0..plot.width(4)).map(|_| plot.account()).collect();
    layer(plot, &left, &right, None, 30 * DAY);
    right.first().copied().unwrap_or(Node::Wallet(0))
}

/// G14: two layers of G13, where each of the middle forwards at least nine tenths of what it received, within thirty
/// days.
pub fn stack(plot: &mut Plot<'_>) -> Node {
    let group = |plot: &mut Plot<'_>| -> Vec<Node> { (0..plot.width(4)).map(|_| plot.account()).collect() };
    let (left, middle, right) = (group(plot), group(plot), group(plot));
    let received = layer(plot, &left, &middle, None, 14 * DAY);
    plot.now += (14 * DAY + HOUR) as i64;
    layer(plot, &middle, &right, Some(&received), 15 * DAY);
    middle.first().copied().unwrap_or(Node::Wallet(0))
}
