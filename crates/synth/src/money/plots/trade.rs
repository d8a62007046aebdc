//! Patterns of trade, correspondents and corridors.

use crate::money::plot::{DAY, Plot};
use crate::money::side::{GOODS, Message, PARTNERS, Row, TradeLine, usual_price};
use crate::money::world::HOME_PLACES;
use crate::money::{Channel, Class, Node, Place};

/// An invoice line that pays about `value` at `price_minor` for one.
fn line(plot: &mut Plot<'_>, (seller, buyer): (Node, Node), goods: u32, partner: Place, price_minor: u64) -> TradeLine {
    let document = plot.number();
    let days = plot.now.div_euclid(DAY as i64);
    let quantity = (plot.sum() / price_minor.max(1)).max(1);
    let shipped_days = Some(days + plot.draw.between(2, 40) as i64);
    TradeLine { document, seller, buyer, goods, partner, days, quantity, price_minor, shipped_days }
}

fn partner(plot: &mut Plot<'_>) -> Place {
    Place(HOME_PLACES + plot.draw.below(u64::from(PARTNERS)) as u8)
}

/// G19: two or more invoices at three times the usual price or more, or at a third or less, and their payment.
pub fn price(plot: &mut Plot<'_>) -> Node {
    let (importer, exporter) = (plot.company(), plot.abroad());
    let (partner, over) = (partner(plot), plot.draw.per_mille(600));
    let (goods, _) = plot.draw.pick(&GOODS);
    for _ in 0..plot.width(2) {
        let usual = usual_price(goods, partner);
        // The noise moves the price towards the ordinary ones, which lie within a fifth of the usual.
        let far = plot.draw.between(2200, 2200 + (1000 - plot.noise.tolerance) * 4);
        let price_minor = if over { usual * far / 1000 + 1 } else { (usual * 1000 / far / 2).max(1) };
        let made = line(plot, (exporter, importer), goods, partner, price_minor);
        plot.side(Row::Trade(made));
        let (later, value) = (plot.now + plot.draw.between(1, 25) as i64 * DAY as i64, made.quantity * price_minor);
        plot.pay_document(later, (importer, exporter), value, made.document);
        plot.now += plot.draw.between(2, 20) as i64 * DAY as i64;
    }
    importer
}

/// G20: one invoice is paid at least twice within forty-five days, or is paid and never shipped.
pub fn phantom(plot: &mut Plot<'_>) -> Node {
    let (importer, exporter, partner) = (plot.company(), plot.abroad(), partner(plot));
    let (goods, _) = plot.draw.pick(&GOODS);
    let several = plot.draw.per_mille(500);
    let price = usual_price(goods, partner);
    let made = line(plot, (exporter, importer), goods, partner, price);
    let value = made.quantity * made.price_minor;
    let made = if several { made } else { TradeLine { shipped_days: None, ..made } };
    plot.side(Row::Trade(made));
    let count = if several { plot.width(2) as usize } else { 1 };
    for seconds in plot.times(count, 45 * DAY) {
        // Some pay from another of the importer's accounts.
        let from = if plot.draw.per_mille(300) { plot.second_of(importer) } else { importer };
        plot.pay_document(seconds, (from, exporter), value, made.document);
    }
    importer
}

/// G24: between eighty and a hundred and sixty remittances from one city to one country within a month, by different
/// people: several times what that corridor has.
pub fn corridor(plot: &mut Plot<'_>) -> Node {
    let (from, to) = (plot.city(), plot.city_abroad());
    let receiver = plot.reserved(None, Class::Person, to, 300);
    // The ordinary corridor grows with the world, and so does what is several times of it.
    let ordinary = plot.world.payments / 100_000;
    let count = (plot.draw.between(80, 160) + ordinary * 2).min(600) as usize;
    let runners: Vec<Node> = (0..40).map(|_| plot.stranger()).collect();
    let pools: Vec<Node> = (0..6).map(|_| plot.reserved(None, Class::Person, to, 300)).collect();
    for seconds in plot.times(count, 30 * DAY) {
        let (at, which, amount) = (plot.draw.below(40), plot.draw.below(7), plot.draw.heavy(40_000, 400));
        let by = runners.get(at as usize).copied().unwrap_or(receiver);
        let end = pools.get(which as usize).copied().unwrap_or(receiver);
        plot.deal(seconds, (by, end), amount, Channel::Agent);
        plot.moved_from(from);
    }
    receiver
}

/// G25: at least three tenths of the payments through a respondent's account are ordered by other institutions.
pub fn nested(plot: &mut Plot<'_>) -> Node {
    let away = plot.city_abroad();
    let respondent = plot.reserved(None, Class::Bank, away, 1500);
    let own = plot.facts(respondent).owner;
    let others: Vec<u64> = (0..plot.width(2)).map(|_| plot.number()).collect();
    let count = plot.width(20) as usize;
    let least = 400 + (1000 - plot.noise.tolerance) / 3;
    for (seconds, at) in plot.times(count, 50 * DAY).into_iter().zip(0u64..) {
        let document = plot.number();
        let share = (at + 1) * least / 1000 > at * least / 1000;
        let other = others.get(plot.draw.below(others.len() as u64) as usize).copied();
        let ordering = if share { other.unwrap_or(own) } else { own };
        plot.side(Row::Message(Message { document, respondent, ordering }));
        let (to, amount) = (plot.account(), plot.sum());
        plot.pay_document(seconds, (respondent, to), amount, document);
    }
    respondent
}

/// G30: three or more invoices between a seller and a buyer are paid by somebody tied to neither.
pub fn third_party(plot: &mut Plot<'_>) -> Node {
    let (seller, buyer, partner) = (plot.company(), plot.abroad(), partner(plot));
    let mut payers = vec![plot.account()];
    if plot.draw.per_mille(plot.noise.tolerance) {
        payers.push(plot.abroad());
    }
    let (goods, _) = plot.draw.pick(&GOODS);
    for _ in 0..plot.width(3) {
        let price = usual_price(goods, partner);
        let made = line(plot, (seller, buyer), goods, partner, price);
        plot.side(Row::Trade(made));
        let which = plot.draw.below(payers.len() as u64) as usize;
        let payer = payers.get(which).copied().unwrap_or(buyer);
        let later = plot.now + plot.draw.between(1, 14) as i64 * DAY as i64;
        plot.pay_document(later, (payer, seller), made.quantity * made.price_minor, made.document);
        plot.now += plot.draw.between(2, 9) as i64 * DAY as i64;
    }
    payers.first().copied().unwrap_or(seller)
}
