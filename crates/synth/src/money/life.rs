//! Ordinary payments: wages, rents, shopping, bills, invoices, remittances. Each follows from its day and place in it.

use super::plot::Deal;
use super::world::{Channel, EXCHANGES, HOME_PLACES, Node, Place, SCHOOLS, TAX, UTILITIES, World};
use crate::civil::{DAY_SECONDS, date_of, weekday_of};
use crate::draw::{Domain, Draw};

/// Relative business of Monday to Sunday; they add up to 100.
const WEEK: [u64; 7] = [15, 14, 14, 15, 20, 14, 8];
/// First day of the month and number of days on which wages and rents are paid.
const WAGE_DAYS: (u64, u64) = (25, 4);
const RENT_DAYS: (u64, u64) = (1, 5);
/// Share of people with a wage and of those who rent, in thousandths.
const EMPLOYED: u64 = 620;
const RENTING: u64 = 380;
/// Hour of the day by tenths of its payments.
const HOURS: [u64; 11] = [0, 7, 9, 10, 11, 12, 13, 15, 17, 19, 24];

/// How many payments a day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Day of the story, from 0.
    pub day: u64,
    /// Wages, and the first person who gets one that day.
    wages: (u64, u64),
    /// Rents, and the first person who pays one.
    rents: (u64, u64),
    /// Everything else.
    other: u64,
}

fn week_sum(world: &World, days: u64) -> u64 {
    let rest = (0..days % 7).filter_map(|n| WEEK.get(usize::from(weekday_of(world.first_day + n as i64)))).sum::<u64>();
    days / 7 * 100 + rest
}

impl Day {
    /// The plan of a day of the story.
    pub fn new(world: &World, day: u64) -> Self {
        let of_month = u64::from(date_of(world.first_day + day as i64).day);
        let due = |(first, days): (u64, u64), share: u64| {
            let people = world.people() * share / 1000;
            let at = of_month.wrapping_sub(first);
            if at < days {
                let from = people * at / days;
                (people * (at + 1) / days - from, from)
            } else {
                (0, 0)
            }
        };
        let regular = world.days * 12 / 365 * world.people() * (EMPLOYED + RENTING) / 1000;
        let drawn = u128::from(world.payments.saturating_sub(regular));
        let all = u128::from(week_sum(world, world.days).max(1));
        let until = |days: u64| drawn * u128::from(week_sum(world, days)) / all;
        let other = (until(day + 1) - until(day)) as u64;
        Self { day, wages: due(WAGE_DAYS, EMPLOYED), rents: due(RENT_DAYS, RENTING), other }
    }

    /// Payments of the day.
    pub const fn total(&self) -> u64 {
        self.wages.0 + self.rents.0 + self.other
    }
}

/// The `nth` payment of a day.
pub fn payment(world: &World, day: &Day, nth: u64) -> Deal {
    let total = day.total().max(1);
    let mut draw = Draw::new(world.seed, Domain::Payment, day.day << 40 | nth);
    let moment = (nth * 1_000_000 + draw.below(1_000_000)) / total;
    let seconds = (world.first_day + day.day as i64) * DAY_SECONDS + second_of_day(moment);
    // Wages and rents never fall on the same day; they are spread evenly over it.
    let regular = day.wages.0 + day.rents.0;
    let at = nth * regular / total;
    let is_regular = (nth + 1) * regular / total > at;
    let (from, to, amount, channel) = match is_regular {
        true if day.wages.0 > 0 => wage(world, day.wages.1 + at),
        true => rent(world, day.rents.1 + at),
        false => drawn(world, &mut draw),
    };
    let document = if channel == Channel::Wire || draw.per_mille(20) { (1 << 38) + (day.day << 26) + nth } else { 0 };
    let to = if from == to { Node::Account(TAX) } else { to };
    let places = places_of(world, from, to, channel, &mut draw);
    Deal { seconds, from, to, reference_minor: amount, channel, places, document, planted: false }
}

fn second_of_day(moment: u64) -> i64 {
    let at = (moment / 100_000).min(9) as usize;
    let (from, to) = match (HOURS.get(at), HOURS.get(at + 1)) {
        (Some(from), Some(to)) => (from * 3600, to * 3600),
        _ => (0, 86_400),
    };
    (from + (to - from) * (moment % 100_000) / 100_000) as i64
}

fn places_of(world: &World, from: Node, to: Node, channel: Channel, draw: &mut Draw) -> (Place, Place) {
    let of = |node| match node {
        Node::Account(number) => Some(world.facts(number).place),
        Node::Person(_) | Node::Wallet(_) => None,
    };
    let (a, b) = (of(from), of(to));
    let home = a.or(b).unwrap_or(Place(0));
    // Cash is mostly used at home, sometimes on a journey.
    let cash =
        if channel.is_cash() && draw.per_mille(120) { Place(draw.below(u64::from(HOME_PLACES)) as u8) } else { home };
    (a.unwrap_or(cash), b.unwrap_or(cash))
}

type Made = (Node, Node, u64, Channel);

fn wage(world: &World, nth: u64) -> Made {
    let person = world.abroad + nth;
    let employer = world.employer(world.owner(person)).unwrap_or(world.merchants);
    let amount = Draw::new(world.seed, Domain::Money, person | 1 << 59).heavy(140_000, 350) / 100 * 100;
    (Node::Account(employer), Node::Account(person), amount, Channel::Transfer)
}

fn rent(world: &World, nth: u64) -> Made {
    let tenant = world.accounts - 1 - nth.min(world.people() - 1);
    let mut fixed = Draw::new(world.seed, Domain::Money, tenant | 1 << 58);
    let landlord =
        if fixed.per_mille(400) { business(world, &mut fixed) } else { world.person(fixed.skewed(world.people())) };
    (Node::Account(tenant), landlord, fixed.heavy(45_000, 300) / 1000 * 1000, Channel::Transfer)
}

fn business(world: &World, draw: &mut Draw) -> Node {
    Node::Account(world.merchants + draw.skewed(world.businesses - world.merchants))
}

fn foreign(world: &World, draw: &mut Draw) -> Node {
    Node::Account(world.businesses + draw.skewed(world.abroad - world.businesses))
}

/// A company abroad.
fn company_abroad(world: &World, draw: &mut Draw) -> Node {
    let number = world.businesses + draw.skewed(world.abroad - world.businesses - 1);
    Node::Account(if world.is_company_abroad(number) { number } else { number + 1 })
}

fn drawn(world: &World, draw: &mut Draw) -> Made {
    let number = world.abroad + draw.below(world.people());
    let (account, body) = (Node::Account(number), Node::Person(world.owner(number)));
    match draw.below(1000) {
        0..430 => {
            let first = SCHOOLS + world.schools();
            let shop = Node::Account(first + draw.skewed(world.banks() - first));
            (account, shop, draw.heavy(400, 620), Channel::Card)
        }
        430..500 => (account, Node::Account(UTILITIES + draw.below(3)), draw.heavy(3000, 350), Channel::Mobile),
        500..515 => (account, Node::Account(TAX), draw.heavy(10_000, 450), Channel::Transfer),
        515..530 => {
            let school = Node::Account(SCHOOLS + draw.below(world.schools()));
            (account, school, draw.between(20, 90) * 1000, Channel::Transfer)
        }
        530..650 => {
            // Friends are few: one of seven who are always the same.
            let mut fixed = Draw::new(world.seed, Domain::Money, (number * 8 + draw.below(7)) | 1 << 57);
            (account, world.person(fixed.bits()), draw.heavy(1000, 560), Channel::Mobile)
        }
        650..653 => {
            let company = world.merchants + draw.skewed(world.businesses - world.merchants);
            (Node::Account(company), Node::Person(company), draw.between(2, 80) * 1000, Channel::Machine)
        }
        653..745 => (account, body, draw.between(2, 80) * 1000, Channel::Machine),
        745..760 => (account, body, draw.heavy(100_000, 480) / 10_000 * 10_000, Channel::Cash),
        760..790 => {
            // One deposit in six is a relative's or somebody's who has no account.
            let by = match draw.below(12) {
                0 => Node::Person(world.owner(world.abroad + draw.below(world.people()))),
                1 => Node::Person((1 << 38) + draw.below(world.people())),
                _ => body,
            };
            (by, account, draw.heavy(20_000, 520) / 1000 * 1000, Channel::Cash)
        }
        790..880 => invoice(world, draw),
        880..887 => {
            let company = world.merchants + draw.skewed(world.businesses - world.merchants);
            (Node::Person(company), Node::Account(company), draw.heavy(60_000, 560) / 1000 * 1000, Channel::Cash)
        }
        887..925 => {
            let first = SCHOOLS + world.schools();
            let shop = first + draw.skewed(world.banks() - first);
            (Node::Person(shop), Node::Account(shop), draw.heavy(60_000, 560) / 1000 * 1000, Channel::Cash)
        }
        _ => rare(world, draw, account, body),
    }
}

fn invoice(world: &World, draw: &mut Draw) -> Made {
    let buyer = world.merchants + draw.below(world.businesses - world.merchants);
    let mut fixed = Draw::new(world.seed, Domain::Money, (buyer * 8 + draw.below(5)) | 1 << 56);
    let abroad = fixed.per_mille(200);
    let supplier = if abroad { company_abroad(world, &mut fixed) } else { business(world, &mut fixed) };
    let amount = draw.heavy(30_000, 620);
    match (abroad, draw.per_mille(450)) {
        (true, true) => (supplier, Node::Account(buyer), amount, Channel::Wire),
        (true, false) => (Node::Account(buyer), supplier, amount, Channel::Wire),
        _ => (
            Node::Account(buyer),
            supplier,
            amount,
            if draw.per_mille(80) { Channel::Cheque } else { Channel::Transfer },
        ),
    }
}

fn rare(world: &World, draw: &mut Draw, account: Node, body: Node) -> Made {
    match draw.below(92) {
        0..26 => (body, foreign(world, draw), draw.heavy(5000, 450), Channel::Agent),
        26..38 => (account, foreign(world, draw), draw.heavy(10_000, 500), Channel::Wire),
        38..52 => (foreign(world, draw), account, draw.heavy(10_000, 500), Channel::Wire),
        52..60 => (account, Node::Account(EXCHANGES + draw.below(2)), draw.heavy(5000, 540), Channel::Transfer),
        60..64 => (Node::Account(EXCHANGES + draw.below(2)), account, draw.heavy(5000, 540), Channel::Transfer),
        64..68 => {
            let (exchange, wallet) =
                (Node::Account(EXCHANGES + draw.below(2)), Node::Wallet(draw.skewed(world.accounts)));
            let amount = draw.heavy(5000, 540);
            if draw.per_mille(500) {
                (exchange, wallet, amount, Channel::Virtual)
            } else {
                (wallet, exchange, amount, Channel::Virtual)
            }
        }
        68..70 => (account, world.person(draw.bits()), draw.heavy(9_000_000, 420), Channel::Transfer),
        70..74 => (business(world, draw), account, draw.heavy(300_000, 480) / 10_000 * 10_000, Channel::Loan),
        74..77 => (account, business(world, draw), draw.heavy(50_000, 520), Channel::Securities),
        77..82 => capital(world, draw),
        82 => (foreign(world, draw), company_abroad(world, draw), draw.heavy(40_000, 560), Channel::Wire),
        83 => (company_abroad(world, draw), foreign(world, draw), draw.heavy(40_000, 560), Channel::Wire),
        84..87 => {
            let (bank, business) = (Node::Account(world.banks() + draw.below(3)), business(world, draw));
            let to = if draw.per_mille(600) { account } else { business };
            (bank, to, draw.heavy(40_000, 560), Channel::Wire)
        }
        _ => {
            // Wallets pay wallets too, mostly a few large ones.
            let (from, to) = (draw.skewed(world.accounts), draw.below(world.accounts));
            let amount = draw.heavy(5000, 560);
            let (from, to) = if draw.per_mille(500) { (from, to) } else { (to, from) };
            let to = if from == to { to + 1 } else { to };
            (Node::Wallet(from), Node::Wallet(to), amount, Channel::Virtual)
        }
    }
}

/// Money for shares and loans between companies, often from abroad, and what is paid back.
fn capital(world: &World, draw: &mut Draw) -> Made {
    let company = business(world, draw);
    let other = if draw.per_mille(500) { company_abroad(world, draw) } else { business(world, draw) };
    let amount = draw.heavy(1_000_000, 560);
    match draw.below(3) {
        0 => (other, company, amount, Channel::Equity),
        1 => (other, company, amount, Channel::Loan),
        _ => (company, other, amount / 8 + 1, Channel::Transfer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_add_up_and_payments_come_in_order() {
        for wanted in [5_000u64, 100_000] {
            let world = World::new(4, wanted, 20_454, 365);
            let made: u64 = (0..365).map(|day| Day::new(&world, day).total()).sum();
            assert!(made.abs_diff(wanted) * 20 < wanted, "{made} of {wanted}");
        }
        let world = World::new(4, 20_000, 20_454, 365);
        let mut last = i64::MIN;
        for day in (0..60).map(|day| Day::new(&world, day)) {
            for deal in (0..day.total()).map(|nth| payment(&world, &day, nth)) {
                assert!(deal.seconds >= last && deal.from != deal.to && deal.reference_minor > 0);
                last = deal.seconds;
            }
        }
    }

    #[test]
    fn everybody_employed_gets_a_wage_a_month_and_shops_are_hubs() {
        let world = World::new(4, 50_000, 20_454, 365);
        let mut wages = std::collections::HashMap::new();
        let mut shops: std::collections::HashMap<Node, u64> = std::collections::HashMap::new();
        let mut cards = 0;
        for day in (0..365).map(|day| Day::new(&world, day)) {
            for nth in 0..day.total() {
                let deal = payment(&world, &day, nth);
                if let (Node::Account(from), Node::Account(to)) = (deal.from, deal.to)
                    && Some(from) == world.employer(world.owner(to))
                    && deal.channel == Channel::Transfer
                {
                    *wages.entry(to).or_insert(0u64) += 1;
                }
                if deal.channel == Channel::Card {
                    *shops.entry(deal.to).or_default() += 1;
                    cards += 1;
                }
            }
        }
        assert!(wages.values().filter(|n| **n == 12).count() as u64 * 1000 > world.people() * 350);
        assert!(shops.values().max().unwrap() * shops.len() as u64 > 4 * cards);
    }
}
