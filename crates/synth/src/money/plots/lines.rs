//! Patterns in which money is handed on along a line.

use crate::money::plot::{DAY, HOUR, Plot};
use crate::money::side::{Row, Tag, TagKind};
use crate::money::{Channel, Node, TieKind};

/// Hands `amount` along the nodes, with a loss within `tolerance` thousandths and at most `window` seconds at each.
fn hand_on(plot: &mut Plot<'_>, line: &[Node], mut amount: u64, tolerance: u64, window: u64) -> u64 {
    for (at, pair) in line.windows(2).enumerate() {
        if let [from, to] = *pair {
            if at > 0 {
                amount = plot.less(amount, tolerance);
                plot.wait(window);
            }
            plot.pay(from, to, amount);
        }
    }
    amount
}

/// G07: a line of three to eight payments back to its beginning within thirty days; at least six tenths arrive.
pub fn cycle(plot: &mut Plot<'_>) -> Node {
    let length = plot.draw.between(3, 8);
    let mut line: Vec<Node> = (0..length).map(|_| plot.account()).collect();
    let first = line.first().copied().unwrap_or(Node::Wallet(0));
    line.push(first);
    let amount = plot.sum();
    // Seven losses of seventy thousandths leave 0.602; eight stops share the thirty days.
    hand_on(plot, &line, amount, 70, 30 * DAY / length);
    first
}

/// G08: money goes abroad through up to three accounts at home and one to three abroad, and comes back to another
/// account of its owner as a loan or for shares; at least six tenths of it, within eight months.
pub fn round_trip(plot: &mut Plot<'_>) -> Node {
    let home = plot.company();
    let mut line = vec![home];
    for _ in 0..plot.draw.below(3) {
        line.push(plot.account());
    }
    // At least three payments in all, as every cycle has.
    for _ in 0..plot.draw.between(if line.len() == 1 { 2 } else { 1 }, 3) {
        line.push(plot.abroad());
    }
    let last = line.last().copied().unwrap_or(home);
    let amount = plot.sum() * 4;
    let arrives = hand_on(plot, &line, amount, 70, 30 * DAY);
    let back = if plot.draw.per_mille(600) { plot.second_of(home) } else { home };
    let channel = if plot.draw.per_mille(500) { Channel::Loan } else { Channel::Equity };
    let returned = plot.less(arrives, 70);
    plot.wait(60 * DAY);
    plot.deal(plot.now, (last, back), returned, channel);
    home
}

/// Money comes to `through` and at least ninety-five hundredths leave within a day; the next comes after two days.
fn pass(plot: &mut Plot<'_>, through: Node, to: Node, times: u64) {
    for _ in 0..times {
        let parts = 1 + plot.draw.below(2) as usize;
        let total = plot.sum();
        let shares = plot.split(total, parts);
        let start = plot.now;
        let arrivals = plot.times(parts, 8 * HOUR);
        for (seconds, amount) in arrivals.iter().zip(shares) {
            let from = plot.account();
            plot.pay_at(*seconds, from, through, amount);
        }
        plot.now = arrivals.last().copied().unwrap_or(start);
        plot.wait(16 * HOUR);
        let amount = plot.less(total, 50);
        plot.pay(through, to, amount);
        plot.now = start + (3 * DAY + plot.draw.below(3 * DAY)) as i64;
    }
}

/// G09: three or more times, what comes leaves within a day but for at most a twentieth.
pub fn pass_through(plot: &mut Plot<'_>) -> Node {
    let (through, to) = (plot.account(), plot.account());
    let times = plot.width(3).min(6);
    pass(plot, through, to, times);
    through
}

/// The same for one mule of a network.
pub fn mule(plot: &mut Plot<'_>, mule: Node, sink: Node) {
    pass(plot, mule, sink, 3);
}

/// G11: a line of at least four payments, each at most two days after the one before and at least nine tenths of it,
/// through accounts opened within the last half year.
pub fn chain(plot: &mut Plot<'_>) -> Node {
    let mut line = vec![plot.account()];
    for _ in 0..plot.width(4) - 1 {
        line.push(plot.fresh(150));
    }
    line.push(plot.account());
    let amount = plot.sum() * 2;
    hand_on(plot, &line, amount, 100, 48 * HOUR);
    line.get(1).copied().unwrap_or(Node::Wallet(0))
}

/// G12: at each of eight or more wallets, or five or more accounts, at most a fifth goes to an outlet and at least four
/// fifths to the next, which was never used before.
pub fn peel(plot: &mut Plot<'_>) -> Node {
    let in_wallets = plot.draw.per_mille(500);
    let start = if in_wallets { plot.wallet() } else { plot.account() };
    let hops = if in_wallets { plot.width(8) } else { plot.width(5) };
    let (mut at, mut amount) = (start, plot.sum() * 8);
    for _ in 0..hops {
        let next = if in_wallets { plot.wallet() } else { plot.fresh(60) };
        let outlet = if in_wallets { plot.exchange() } else { plot.account() };
        let least = 200 - plot.noise.tolerance * 180 / 1000;
        let peeled = (amount / 1000 * plot.draw.between(20, least.max(21))).max(1);
        let rest = amount - peeled;
        let (first, second) =
            if plot.draw.per_mille(500) { ((outlet, peeled), (next, rest)) } else { ((next, rest), (outlet, peeled)) };
        plot.pay(at, first.0, first.1);
        plot.wait(HOUR);
        plot.pay(at, second.0, second.1);
        plot.wait(30 * HOUR);
        (at, amount) = (next, rest);
    }
    start
}

/// G15: two to four payments out of the country and back to another account of the same owner within sixty days, at
/// least eighty-five hundredths of the value.
pub fn u_turn(plot: &mut Plot<'_>) -> Node {
    let start = plot.account();
    let middle = plot.draw.between(1, 3);
    let mut line = vec![start];
    for _ in 0..middle {
        line.push(plot.abroad());
    }
    line.push(plot.second_of(start));
    let amount = plot.sum() * 3;
    // Three losses of fifty thousandths leave 0.857.
    hand_on(plot, &line, amount, 50, 18 * DAY);
    start
}

/// G27: from a tagged wallet through at most five hops, one of them a mixer or a bridge, at least a tenth of the money
/// reaches an exchange and an account. Others use the mixer as well.
pub fn hops(plot: &mut Plot<'_>) -> Node {
    let tagged = plot.wallet();
    plot.side(Row::Tag(Tag { node: tagged, tag: TagKind::Darknet }));
    let middle = plot.draw.between(1, 3);
    let mut line = vec![tagged];
    for _ in 0..middle {
        line.push(plot.wallet());
    }
    let service = plot.wallet();
    let tag = if plot.draw.per_mille(500) { TagKind::Mixer } else { TagKind::Bridge };
    plot.side(Row::Tag(Tag { node: service, tag }));
    let at = 1 + plot.draw.below(middle) as usize;
    line.insert(at.min(line.len()), service);
    let exchange = plot.exchange();
    let amount = plot.sum() * 3;
    let total = amount;
    // Others' money in the same service, in and out.
    for seconds in plot.times(12, 6 * DAY) {
        let (other, out, sum) = (plot.wallet(), plot.wallet(), plot.sum());
        plot.ordinary(seconds, (other, service), sum, Channel::Virtual);
        plot.ordinary(seconds + DAY as i64, (service, out), sum / 100 * 98, Channel::Virtual);
    }
    let arrives = hand_on(plot, &line, amount, 120, 3 * DAY);
    let last = line.last().copied().unwrap_or(tagged);
    let cashed = plot.less(arrives, 120).max(total / 8);
    plot.wait(2 * DAY);
    plot.pay(last, exchange, cashed);
    let person = plot.person();
    let paid = plot.less(cashed, 40);
    plot.wait(2 * DAY);
    plot.deal(plot.now, (exchange, person), paid, Channel::Transfer);
    tagged
}

/// G29: money goes to one company abroad and comes back within eight months as a loan from another with the same
/// director, to within a fifth of the value; nothing is paid on the loan.
pub fn loan_back(plot: &mut Plot<'_>) -> Node {
    let (company, out, lender) = (plot.company(), plot.abroad(), plot.abroad());
    let director = plot.number();
    plot.tie(out, TieKind::Director, director);
    plot.tie(lender, TieKind::Director, director);
    let total = plot.sum() * 4;
    let parts = plot.width(1) as usize;
    for amount in plot.split(total, parts) {
        plot.pay(company, out, amount);
        plot.wait(20 * DAY);
    }
    plot.wait(120 * DAY);
    let lent = plot.less(total, 200);
    plot.deal(plot.now, (lender, company), lent, Channel::Loan);
    company
}

/// G34: a line of at least five payments through accounts none of which comes twice; at least seven tenths arrive.
pub fn walk(plot: &mut Plot<'_>) -> Node {
    let length = plot.width(5).min(11);
    let mut line = Vec::new();
    for _ in 0..=length {
        line.push(if plot.draw.per_mille(120) { plot.abroad() } else { plot.account() });
    }
    let amount = plot.sum();
    // Ten losses of thirty-five thousandths leave 0.7003.
    hand_on(plot, &line, amount, 35, 5 * DAY);
    line.first().copied().unwrap_or(Node::Wallet(0))
}
