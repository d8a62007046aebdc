//! Patterns of an account that stops being what it was. Each has a history, which is no part of the witness.

use crate::money::plot::{DAY, HOUR, Plot};
use crate::money::{Channel, Class, Node};

/// Small payments of an ordinary person: at most `most` a day for `days` days.
fn history(plot: &mut Plot<'_>, node: Node, days: u64, most: u64) {
    for _ in 0..days {
        for _ in 0..plot.draw.below(most + 1) {
            let (shop, amount) = (plot.shop(), plot.draw.heavy(400, 450));
            let seconds = plot.now + plot.draw.between(8 * HOUR, 20 * HOUR) as i64;
            plot.ordinary(seconds, (node, shop), amount, Channel::Card);
        }
        plot.now += DAY as i64;
    }
}

/// G21: nothing for at least a hundred and eighty days, then within fourteen days at least five payments and at least
/// five times the monthly mean of before.
pub fn dormant(plot: &mut Plot<'_>) -> Node {
    let place = plot.city();
    let account = plot.reserved(None, Class::Person, place, 1500);
    history(plot, account, 60, 1);
    plot.now += (181 * DAY + plot.draw.below(60 * DAY)) as i64;
    let mut held = 0;
    let (ins, outs) = (plot.width(3), plot.width(2));
    let start = plot.now;
    for seconds in plot.times(ins as usize, 7 * DAY) {
        let (from, amount) = (plot.account(), plot.sum() * 2);
        held += amount;
        plot.pay_at(seconds, from, account, amount);
    }
    plot.now = start + (7 * DAY) as i64;
    let leaves = plot.less(held, 300);
    let shares = plot.split(leaves, outs as usize);
    for (seconds, amount) in plot.times(outs as usize, 7 * DAY).into_iter().zip(shares) {
        let to = plot.account();
        plot.pay_at(seconds, account, to, amount);
    }
    account
}

/// G22: after forty days of at most two payments a day, between twenty and forty within one day.
pub fn velocity(plot: &mut Plot<'_>) -> Node {
    let account = plot.fresh(800);
    history(plot, account, 40, 2);
    let count = plot.width(20) as usize;
    plot.now += (2 * DAY) as i64;
    for seconds in plot.times(count, DAY) {
        let (other, amount) = (plot.account(), plot.sum() / 8);
        let (from, to) = if plot.draw.per_mille(300) { (other, account) } else { (account, other) };
        plot.pay_at(seconds, from, to, amount);
    }
    account
}

/// G28: ninety days of small card payments at home by day, then thirty days of large wires abroad and cash at night.
pub fn behaviour_break(plot: &mut Plot<'_>) -> Node {
    let place = plot.city();
    let account = plot.reserved(None, Class::Person, place, 1000);
    history(plot, account, 90, 1);
    let start = plot.now;
    let count = plot.width(12) as usize;
    for seconds in plot.times(count, 30 * DAY) {
        let night = seconds.div_euclid(DAY as i64) * DAY as i64 + plot.draw.below(5 * HOUR) as i64;
        let seconds = night.max(start);
        let amount = plot.sum();
        match plot.draw.below(3) {
            0 => {
                let (by, at) = (plot.owner(account), plot.city());
                plot.cash_in(seconds, (by, account), amount, at);
            }
            1 => {
                let to = plot.abroad();
                plot.pay_at(seconds, account, to, amount);
            }
            _ => {
                let from = plot.abroad();
                plot.pay_at(seconds, from, account, amount);
            }
        }
    }
    account
}
