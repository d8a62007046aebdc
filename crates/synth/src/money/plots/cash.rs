//! Patterns of cash.

use crate::money::plot::{DAY, HOUR, Plot, THRESHOLD_MINOR};
use crate::money::side::{Expected, Presence, Row, Takings, month_of};
use crate::money::{Class, Node, Place};

/// G01: at least three deposits below the threshold by one conductor to one owner within a day or a week, together at
/// least the threshold. Some use two accounts of the owner.
pub fn structuring(plot: &mut Plot<'_>) -> Node {
    let account = plot.person();
    let other = if plot.draw.per_mille(300) { plot.second_of(account) } else { account };
    let by = if plot.draw.per_mille(600) { plot.owner(account) } else { plot.stranger() };
    let window = if plot.draw.per_mille(350) { DAY } else { 7 * DAY };
    let home = plot.facts(account).place;
    let count = plot.width(3) as usize;
    for seconds in plot.times(count, window) {
        let to = if plot.draw.per_mille(500) { account } else { other };
        let at = if plot.draw.per_mille(700) { home } else { plot.city() };
        let amount = plot.below_threshold();
        plot.cash_in(seconds, (by, to), amount, at);
    }
    account
}

/// G02: at least three depositors pay into accounts of one subject within 72 hours, each below the threshold, together
/// at least the threshold.
pub fn smurfing(plot: &mut Plot<'_>) -> Node {
    let account = plot.account();
    let other = if plot.draw.per_mille(400) { plot.second_of(account) } else { account };
    let depositors = plot.width(3);
    let by: Vec<Node> = (0..depositors).map(|_| plot.stranger()).collect();
    let again = plot.draw.below(depositors) as usize;
    for (seconds, at) in plot.times(by.len() + again, 3 * DAY).into_iter().zip(0usize..) {
        let to = if plot.draw.per_mille(650) { account } else { other };
        let (amount, city) = (plot.below_threshold(), plot.city());
        if let Some(by) = by.get(at % by.len().max(1)) {
            plot.cash_in(seconds, (*by, to), amount, city);
        }
    }
    account
}

/// Cities of Zedland at least two hundred kilometres from one, in an order of chance.
fn far_from(plot: &mut Plot<'_>, home: Place) -> Vec<Place> {
    let mut far: Vec<Place> = Place::all().filter(|place| home.km_to(*place).is_some_and(|km| km >= 200)).collect();
    let turn = plot.draw.below(far.len() as u64) as usize;
    far.rotate_left(turn);
    far
}

/// G10: cash at three or more places at least two hundred kilometres from the account's home, each below the threshold;
/// within 72 hours at least four fifths of it leaves in another region.
pub fn funnel(plot: &mut Plot<'_>) -> Node {
    let account = plot.account();
    let far = far_from(plot, plot.facts(account).place);
    let places = plot.width(3).min(far.len() as u64 - 1) as usize;
    let start = plot.now;
    let mut gathered = 0;
    for (seconds, at) in plot.times(places, 40 * HOUR).into_iter().zip(&far) {
        let (by, amount) = (plot.stranger(), plot.below_threshold());
        gathered += amount;
        plot.now = seconds;
        plot.cash_in(seconds, (by, account), amount, *at);
    }
    let leaves = plot.less(gathered, 200);
    let used: Vec<&str> = far.iter().take(places).map(|place| place.region()).collect();
    let elsewhere = Place::all().find(|place| !place.is_abroad() && !used.contains(&place.region()));
    let end = start + 3 * DAY as i64;
    match elsewhere {
        Some(at) if plot.draw.per_mille(500) => {
            let count = plot.width(2) as usize;
            for amount in plot.split(leaves, count) {
                plot.wait(5 * HOUR);
                let by = plot.owner(account);
                plot.cash_out(plot.now.min(end - 1), (account, by), amount, at);
            }
        }
        _ => {
            let to = plot.abroad();
            plot.wait(20 * HOUR);
            plot.pay(account, to, leaves);
        }
    }
    account
}

/// G18: strangers pay the sum of an expected remittance in cash within five days, to within two hundredths, each below
/// the threshold; no wire comes.
pub fn cuckoo(plot: &mut Plot<'_>) -> Node {
    let victim = plot.person();
    let parts = plot.width(3) as usize;
    let expected = THRESHOLD_MINOR / 1000 * plot.draw.between(350, 850) * parts as u64;
    let (from, days) = (plot.city_abroad(), plot.now.div_euclid(DAY as i64));
    plot.side(Row::Expected(Expected { node: victim, from, amount_minor: expected, days }));
    let paid = plot.less(expected, 20);
    let shares = plot.split(paid, parts);
    // The widest share of a split is below 1.6 / 0.55 of the narrowest: above the threshold it is paid in two.
    let shares: Vec<u64> =
        shares.into_iter().flat_map(|s| if s < THRESHOLD_MINOR { [s, 0] } else { [s / 2, s - s / 2] }).collect();
    let shares: Vec<u64> = shares.into_iter().filter(|share| *share > 0).collect();
    let times = plot.times(shares.len(), 5 * DAY);
    let home = plot.facts(victim).place;
    for (seconds, amount) in times.into_iter().zip(shares) {
        let by = plot.stranger();
        let at = if plot.draw.per_mille(700) { home } else { plot.city() };
        plot.cash_in(seconds, (by, victim), amount, at);
    }
    victim
}

/// G31: three or more people on the same journeys at least twice; after each, every one of them pays in or takes out
/// cash at the place.
pub fn convoy(plot: &mut Plot<'_>) -> Node {
    let people: Vec<Node> = (0..plot.width(3)).map(|_| plot.person()).collect();
    for _ in 0..plot.width(2) {
        let (place, journey) = (plot.city(), plot.number());
        let at = plot.now;
        plot.fellow_travellers(journey, place);
        for account in &people {
            let person = plot.facts(*account).owner;
            let seconds = at + plot.draw.below(1200) as i64;
            plot.side(Row::Presence(Presence { person, journey, place, seconds }));
            let later = at + 1200 + plot.draw.below(20 * HOUR) as i64;
            let amount = plot.below_threshold();
            let ends = (Node::Person(person), *account);
            if plot.draw.per_mille(700) {
                plot.cash_in(later, ends, amount, place);
            } else {
                plot.cash_out(later, (ends.1, ends.0), amount / 4, place);
            }
        }
        plot.now += plot.draw.between(3, 11) as i64 * DAY as i64;
    }
    people.first().copied().unwrap_or(Node::Wallet(0))
}

/// G32: for three months a shop's cash is at least nine tenths of its takings, where its peers have between 0.15 and
/// 0.57; the cash is paid in.
pub fn front(plot: &mut Plot<'_>) -> Node {
    // From the morning of the next day, so that the first deposit is in the month whose takings it is part of.
    plot.now = (plot.now.div_euclid(DAY as i64) + 1) * DAY as i64;
    let place = plot.city();
    let shop = plot.reserved(None, Class::Merchant, place, 400);
    let (by, peers) = (plot.owner(shop), plot.draw.below(7) as u8);
    let month = plot.draw.heavy(2_000_000, 450);
    // Until now it was a shop like its peers.
    for before in 1..=plot.draw.between(4, 8) {
        let at = month_of(plot.now.div_euclid(DAY as i64)) - before as i64;
        let cash_minor = month / 1000 * (150 + u64::from(peers) * 60 + plot.draw.below(60));
        let card_minor = month - cash_minor;
        plot.side(Row::Takings(Takings { node: shop, peers, month: at, card_minor, cash_minor }));
    }
    for _ in 0..3 {
        let start = plot.now;
        let days = plot.draw.between(15, 28) as usize;
        let parts = plot.split(month, days);
        for (amount, at) in parts.iter().zip(0i64..) {
            let seconds = start + at * DAY as i64 + plot.draw.between(17 * HOUR, 21 * HOUR) as i64;
            plot.cash_in(seconds, (by, shop), (*amount).min(THRESHOLD_MINOR * 3), place);
        }
        let cash_minor = parts.iter().map(|amount| (*amount).min(THRESHOLD_MINOR * 3)).sum();
        let card_minor = cash_minor / plot.draw.between(10, 30);
        let month = month_of(start.div_euclid(DAY as i64));
        plot.side(Row::Takings(Takings { node: shop, peers, month, card_minor, cash_minor }));
        plot.now = start + 31 * DAY as i64;
    }
    shop
}
