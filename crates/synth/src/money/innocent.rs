//! Look-alikes: lawful business that resembles a pattern, so that a detector is not praised for its false alarms.

use super::plot::{DAY, HOUR, Plot, THRESHOLD_MINOR};
use super::side::{GOODS, Login, PARTNERS, Presence, Row, TradeLine, usual_price};
use super::world::{HOME_PLACES, SCHOOLS};
use super::{Channel, Class, LookAlike, Node, Place, TieKind};

/// Plants a look-alike and returns the node it is about.
pub fn play(like: LookAlike, plot: &mut Plot<'_>) -> Node {
    let of_kind = match like {
        LookAlike::Stall => stall,
        LookAlike::Collection => collection,
        LookAlike::SchoolFees => school_fees,
        LookAlike::Payroll => payroll,
        LookAlike::WageOffice => wage_office,
        LookAlike::Franchise => franchise,
        LookAlike::Netting => netting,
        LookAlike::Sweep => sweep,
        LookAlike::Fair => fair,
        LookAlike::Supply => supply,
        LookAlike::Marketplace => marketplace,
        LookAlike::Refund => refund,
        LookAlike::Instalments => instalments,
        LookAlike::Inheritance => inheritance,
        LookAlike::LoanServed => loan_served,
        LookAlike::Team => team,
        LookAlike::Accountant => accountant,
    };
    of_kind(plot)
}

/// An account of long standing that exists for this look-alike.
fn old(plot: &mut Plot<'_>, class: Class) -> Node {
    let (place, age) = (plot.city(), plot.draw.between(800, 5000));
    plot.reserved(None, class, place, age)
}

fn stall(plot: &mut Plot<'_>) -> Node {
    let account = old(plot, Class::Merchant);
    let (by, home, start) = (plot.owner(account), plot.facts(account).place, plot.now);
    let day = plot.draw.between(150_000, 700_000);
    for at in 0..7 {
        let seconds = start + (at * DAY + plot.draw.between(17 * HOUR, 20 * HOUR)) as i64;
        let amount = day * plot.draw.between(60, 140) / 100;
        plot.cash_in(seconds, (by, account), amount.min(THRESHOLD_MINOR - 100), home);
    }
    account
}

fn collection(plot: &mut Plot<'_>) -> Node {
    let (account, count) = (plot.person(), plot.draw.between(15, 45) as usize);
    let home = plot.facts(account).place;
    for seconds in plot.times(count, 3 * DAY) {
        let (by, amount) = (plot.stranger(), plot.draw.between(5, 90) * 1000);
        plot.cash_in(seconds, (by, account), amount, home);
    }
    account
}

fn school_fees(plot: &mut Plot<'_>) -> Node {
    let school = Node::Account(SCHOOLS + plot.draw.below(plot.world.schools()));
    let (fee, count) = (plot.draw.between(20, 90) * 1000, plot.draw.between(12, 40) as usize);
    for seconds in plot.times(count, 20 * DAY) {
        let parent = plot.person();
        plot.pay_at(seconds, parent, school, fee);
    }
    school
}

fn payroll(plot: &mut Plot<'_>) -> Node {
    let employer = old(plot, Class::Business);
    let employees: Vec<(Node, u64)> =
        (0..plot.draw.between(12, 40)).map(|_| (plot.person(), plot.draw.heavy(140_000, 350) / 100 * 100)).collect();
    for (employee, wage) in employees {
        let seconds = plot.now + plot.draw.below(HOUR) as i64;
        let number = plot.facts(employer).owner;
        plot.tie(employee, TieKind::Employer, number);
        plot.pay_at(seconds, employer, employee, wage);
    }
    employer
}

fn wage_office(plot: &mut Plot<'_>) -> Node {
    let office = old(plot, Class::Business);
    let (start, mut held) = (plot.now, 0);
    for seconds in plot.times(6, 3 * DAY) {
        let (employer, amount) = (plot.company(), plot.draw.between(900_000, 3_000_000));
        held += amount;
        plot.pay_at(seconds, employer, office, amount);
    }
    plot.now = start + (4 * DAY) as i64;
    let people = plot.draw.between(15, 40) as usize;
    let paid = plot.less(held, 60);
    let shares = plot.split(paid, people);
    for (seconds, wage) in plot.times(people, 2 * DAY).into_iter().zip(shares) {
        let to = plot.person();
        plot.pay_at(seconds, office, to, wage);
    }
    office
}

fn franchise(plot: &mut Plot<'_>) -> Node {
    let (franchisor, purchasing) = (old(plot, Class::Business), old(plot, Class::Business));
    let start = plot.now;
    for _ in 0..plot.draw.between(4, 9) {
        let (shop, amount) = (plot.company(), plot.sum());
        plot.now = start + plot.draw.below(3 * DAY) as i64;
        plot.pay(franchisor, shop, amount);
        plot.wait(9 * DAY);
        let settled = plot.less(amount, 250);
        plot.pay(shop, purchasing, settled);
    }
    franchisor
}

fn netting(plot: &mut Plot<'_>) -> Node {
    let (parent, place) = (plot.number(), plot.city());
    let group: Vec<Node> = (0..plot.draw.between(3, 6))
        .map(|_| {
            let company = plot.reserved(None, Class::Business, place, 2500);
            plot.tie(company, TieKind::Controls, parent);
            company
        })
        .collect();
    let first = group.first().copied().unwrap_or(Node::Wallet(0));
    let mut amount = plot.sum() * 5;
    for pair in group.iter().zip(group.iter().skip(1).chain([&first])) {
        plot.pay(*pair.0, *pair.1, amount);
        amount = plot.less(amount, 60);
        plot.wait(2 * DAY);
    }
    first
}

fn sweep(plot: &mut Plot<'_>) -> Node {
    let (company, parent) = (old(plot, Class::Business), old(plot, Class::Business));
    let owner = plot.facts(parent).owner;
    plot.tie(company, TieKind::Controls, owner);
    for _ in 0..plot.draw.between(5, 20) {
        let (customer, amount, start) = (plot.account(), plot.sum(), plot.now);
        plot.pay(customer, company, amount);
        plot.wait(20 * HOUR);
        plot.pay(company, parent, amount);
        plot.now = start + DAY as i64;
    }
    company
}

fn fair(plot: &mut Plot<'_>) -> Node {
    let account = old(plot, Class::Merchant);
    let (by, start, mut held) = (plot.owner(account), plot.now, 0);
    for seconds in plot.times(4, 2 * DAY) {
        let (amount, city) = (plot.draw.between(80_000, 600_000), plot.city());
        held += amount;
        plot.cash_in(seconds, (by, account), amount, city);
    }
    plot.now = start + (2 * DAY) as i64;
    let spent = held / 100 * plot.draw.between(50, 85);
    for amount in plot.split(spent, 3) {
        let supplier = plot.company();
        plot.wait(5 * HOUR);
        plot.pay(account, supplier, amount);
    }
    account
}

fn supply(plot: &mut Plot<'_>) -> Node {
    let mut payer = plot.company();
    let (first, mut amount) = (payer, plot.sum() * 3);
    for _ in 0..plot.draw.between(4, 6) {
        let supplier = old(plot, Class::Business);
        let document = plot.number();
        plot.pay_document(plot.now, (payer, supplier), amount, document);
        plot.wait(4 * DAY);
        (payer, amount) = (supplier, plot.less(amount, 100));
    }
    first
}

fn marketplace(plot: &mut Plot<'_>) -> Node {
    let buyers: Vec<Node> = (0..plot.draw.between(8, 14)).map(|_| plot.person()).collect();
    let sellers: Vec<Node> = (0..plot.draw.between(5, 8)).map(|_| plot.shop()).collect();
    for seconds in plot.times(buyers.len() * 3, 28 * DAY) {
        let which = (plot.draw.below(64) as usize, plot.draw.below(64) as usize);
        let ends = (buyers.get(which.0 % buyers.len().max(1)), sellers.get(which.1 % sellers.len().max(1)));
        if let (Some(buyer), Some(seller)) = ends {
            let amount = plot.draw.heavy(2000, 500);
            plot.deal(seconds, (*buyer, *seller), amount, Channel::Card);
        }
    }
    sellers.first().copied().unwrap_or(Node::Wallet(0))
}

fn refund(plot: &mut Plot<'_>) -> Node {
    let (buyer, seller, amount) = (plot.account(), plot.abroad(), plot.sum());
    let document = plot.number();
    plot.pay_document(plot.now, (buyer, seller), amount, document);
    plot.wait(50 * DAY);
    let back = plot.less(amount, 60);
    plot.pay_document(plot.now, (seller, buyer), back, document);
    buyer
}

fn instalments(plot: &mut Plot<'_>) -> Node {
    let (buyer, seller) = (plot.company(), plot.abroad());
    let partner = Place(HOME_PLACES + plot.draw.below(u64::from(PARTNERS)) as u8);
    let ((goods, _), document) = (plot.draw.pick(&GOODS), plot.number());
    let (days, price_minor) = (plot.now.div_euclid(DAY as i64), usual_price(goods, partner));
    let quantity = (plot.sum() * 3 / price_minor.max(1)).max(3);
    let shipped_days = Some(days + 10);
    plot.side(Row::Trade(TradeLine {
        document,
        seller,
        buyer,
        goods,
        partner,
        days,
        quantity,
        price_minor,
        shipped_days,
    }));
    for part in plot.split(quantity * price_minor, 3) {
        plot.pay_document(plot.now, (buyer, seller), part, document);
        plot.now += (30 * DAY) as i64;
    }
    buyer
}

fn inheritance(plot: &mut Plot<'_>) -> Node {
    let account = old(plot, Class::Person);
    plot.now += (200 * DAY + plot.draw.below(90 * DAY)) as i64;
    let (notary, estate) = (plot.company(), plot.sum() * 20);
    plot.pay(notary, account, estate);
    let heirs = plot.draw.between(2, 5) as usize;
    let left = estate / 100 * plot.draw.between(60, 95);
    for amount in plot.split(left, heirs) {
        let heir = plot.person();
        plot.wait(4 * DAY);
        plot.pay(account, heir, amount);
    }
    account
}

fn loan_served(plot: &mut Plot<'_>) -> Node {
    let (borrower, lender, amount) = (plot.company(), plot.abroad(), plot.sum() * 5);
    let parent = plot.facts(lender).owner;
    plot.tie(borrower, TieKind::Controls, parent);
    plot.deal(plot.now, (lender, borrower), amount, Channel::Loan);
    for part in plot.split(amount / 100 * 55, 7) {
        plot.now += (30 * DAY) as i64;
        plot.pay(borrower, lender, part);
    }
    borrower
}

fn team(plot: &mut Plot<'_>) -> Node {
    let people: Vec<Node> = (0..plot.draw.between(8, 14)).map(|_| plot.person()).collect();
    for _ in 0..plot.draw.between(3, 5) {
        let (place, journey, start) = (plot.city(), plot.number(), plot.now);
        plot.fellow_travellers(journey, place);
        for account in &people {
            let person = plot.facts(*account).owner;
            let seconds = start + plot.draw.below(600) as i64;
            plot.side(Row::Presence(Presence { person, journey, place, seconds }));
            if plot.draw.per_mille(500) {
                let (later, amount) =
                    (start + plot.draw.between(2 * HOUR, DAY) as i64, plot.draw.between(20, 150) * 100);
                plot.cash_out(later, (*account, Node::Person(person)), amount, place);
            }
        }
        plot.now = start + (7 * DAY) as i64;
    }
    people.first().copied().unwrap_or(Node::Wallet(0))
}

fn accountant(plot: &mut Plot<'_>) -> Node {
    let (clients, device): (Vec<Node>, u64) =
        ((0..plot.draw.between(3, 7)).map(|_| plot.company()).collect(), plot.number());
    for _ in 0..plot.draw.between(4, 8) {
        let start = plot.now;
        for client in &clients {
            plot.tie(*client, TieKind::Device, device);
            plot.side(Row::Login(Login { node: *client, device, seconds: plot.now, edited: None }));
            let (to, amount) = (Node::Account(super::world::TAX), plot.draw.heavy(20_000, 400));
            plot.pay_at(plot.now + 90, *client, to, amount);
            plot.now += plot.draw.between(15 * 60, 50 * 60) as i64;
        }
        plot.now = start + (6 * DAY) as i64;
    }
    clients.first().copied().unwrap_or(Node::Wallet(0))
}
