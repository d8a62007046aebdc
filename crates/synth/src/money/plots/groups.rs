//! Patterns in which somebody stands behind several accounts.

use super::lines::mule;
use crate::money::plot::{DAY, HOUR, Plot};
use crate::money::side::{GOODS, Login, Row, TradeLine, usual_price};
use crate::money::world::HOME_PLACES;
use crate::money::{Class, Node, Place, TieKind};

/// G16: five or more pairs of payments, one to the controller's account in one country, one from the controller's
/// account in another, of the same value to within three hundredths and at most two days apart. The two accounts have
/// one controller and never pay each other.
pub fn mirror(plot: &mut Plot<'_>) -> Node {
    let (home, away) = (plot.city(), plot.city_abroad());
    let taker = plot.reserved(None, Class::Business, home, 700);
    let giver = plot.reserved(None, Class::Business, away, 500);
    let controller = plot.number();
    plot.tie(taker, TieKind::Controls, controller);
    plot.tie(giver, TieKind::Controls, controller);
    for _ in 0..plot.width(5) {
        let client = plot.account();
        let (age, amount) = (plot.draw.between(200, 3000), plot.sum());
        let receiver = plot.reserved(None, Class::Person, away, age);
        let given = plot.less(amount, 30);
        let start = plot.now;
        plot.wait(46 * HOUR);
        // Either may come first.
        let (first, second) = if plot.draw.per_mille(600) { (start, plot.now) } else { (plot.now, start) };
        plot.pay_at(first, client, taker, amount);
        plot.pay_at(second, giver, receiver, given);
        plot.now += (DAY + plot.draw.below(9 * DAY)) as i64;
    }
    taker
}

/// G17: five or more accounts of different people, tied by devices or telephones, each with three passes of G09, to one
/// sink.
pub fn mules(plot: &mut Plot<'_>) -> Node {
    let sink = plot.account();
    let (device, phone) = (plot.number(), plot.number());
    let start = plot.now;
    for at in 0..plot.width(5).min(8) {
        let person = plot.person();
        plot.tie(person, TieKind::Device, device);
        if at % 2 == 0 {
            plot.tie(person, TieKind::Phone, phone);
        }
        plot.now = start + plot.draw.below(20 * DAY) as i64;
        mule(plot, person, sink);
    }
    sink
}

/// G23: five or more new companies that share an address, a director and a telephone, and pay each other.
pub fn shells(plot: &mut Plot<'_>) -> Node {
    let (address, director, phone) = (plot.number(), plot.number(), plot.number());
    let place = plot.city();
    let count = plot.width(5);
    let companies: Vec<Node> = (0..count)
        .map(|_| {
            let age = plot.draw.between(5, 300);
            let company = plot.reserved(None, Class::Business, place, age);
            plot.tie(company, TieKind::Address, address);
            // One of the three may be missing: the others still tie it to all.
            if !plot.draw.per_mille(plot.noise.tolerance / 4) {
                plot.tie(company, TieKind::Director, director);
            }
            if !plot.draw.per_mille(plot.noise.tolerance / 2) {
                plot.tie(company, TieKind::Phone, phone);
            }
            company
        })
        .collect();
    let (source, out) = (plot.company(), plot.abroad());
    let mut amount = plot.sum() * 3;
    let mut last = source;
    for company in companies.iter().copied().chain([out]) {
        plot.pay(last, company, amount);
        amount = plot.less(amount, 60);
        plot.wait(5 * DAY);
        last = company;
    }
    companies.first().copied().unwrap_or(source)
}

/// G26: an account with at least sixty counterparties, small sums in and out, a rest of at most a twentieth of the
/// turnover, part of the money from one country abroad, and goods to that country.
pub fn hub(plot: &mut Plot<'_>) -> Node {
    let place = plot.city();
    let hub = plot.reserved(None, Class::Business, place, 900);
    let each = plot.draw.between(30, 30 + 30 * plot.noise.wider / 1000) as usize;
    let (start, mut received) = (plot.now, 0);
    let partner = Place(HOME_PLACES + plot.draw.below(4) as u8);
    for seconds in plot.times(each, 40 * DAY) {
        let abroad = plot.draw.per_mille(300);
        let from = if abroad { plot.reserved(None, Class::Person, partner, 400) } else { plot.account() };
        let amount = plot.draw.between(5_000, 90_000);
        received += amount;
        plot.pay_at(seconds, from, hub, amount);
    }
    let paid = plot.less(received, 90);
    let shares = plot.split(paid, each);
    plot.now = start + (2 * DAY) as i64;
    for (seconds, amount) in plot.times(each, 80 * DAY).into_iter().zip(shares) {
        let to = plot.account();
        plot.pay_at(seconds, hub, to, amount);
    }
    let buyer = plot.reserved(None, Class::Business, partner, 800);
    for _ in 0..3 {
        let (goods, _) = plot.draw.pick(&GOODS);
        let (document, quantity) = (plot.number(), plot.draw.between(10, 400));
        let days = start.div_euclid(DAY as i64) + plot.draw.below(60) as i64;
        let price_minor = usual_price(goods, partner);
        let shipped_days = Some(days + 5);
        let line =
            TradeLine { document, seller: hub, buyer, goods, partner, days, quantity, price_minor, shipped_days };
        plot.side(Row::Trade(line));
    }
    hub
}

/// G33: three or more accounts of different people, at least five times used from one device within five minutes, with
/// the same beneficiary added; each time they pay that beneficiary.
pub fn control(plot: &mut Plot<'_>) -> Node {
    let accounts: Vec<Node> = (0..plot.width(3)).map(|_| plot.person()).collect();
    let (beneficiary, device) = (plot.account(), plot.number());
    for account in &accounts {
        plot.tie(*account, TieKind::Device, device);
    }
    for round in 0..plot.width(5) {
        let start = plot.now;
        for (account, seconds) in accounts.iter().zip(plot.times(accounts.len(), 300)) {
            let edited = (round == 0).then_some(beneficiary);
            plot.side(Row::Login(Login { node: *account, device, seconds, edited }));
            let (later, amount) = (seconds + plot.draw.between(20, 280) as i64, plot.sum() / 4);
            plot.pay_at(later, *account, beneficiary, amount);
        }
        plot.now = start + (DAY + plot.draw.below(3 * DAY)) as i64;
    }
    beneficiary
}
