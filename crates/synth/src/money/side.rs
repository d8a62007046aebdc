//! Side tables: what some patterns need beside payments, with the ordinary rows they must be told apart from.

use super::plot::Deal;
use super::world::{HOME_PLACES, Node, Place, World, words};
use crate::civil::date_of;
use crate::draw::{Domain, Draw};

/// A row of a side table. Amounts are hundredths of the reference currency, days and seconds count from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A line of an invoice.
    Trade(TradeLine),
    /// A person was at a place.
    Presence(Presence),
    /// Somebody used an account.
    Login(Login),
    /// Somebody expects a remittance.
    Expected(Expected),
    /// Who ordered a payment that passes through a bank's account.
    Message(Message),
    /// Takings of a shop in a month.
    Takings(Takings),
    /// What is known about a wallet.
    Tag(Tag),
}

/// A line of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeLine {
    /// Number of the invoice; payments carry it.
    pub document: u64,
    /// Who sells.
    pub seller: Node,
    /// Who buys.
    pub buyer: Node,
    /// Goods: six digits of the Harmonized System.
    pub goods: u32,
    /// Where the partner abroad is.
    pub partner: Place,
    /// Day of the invoice.
    pub days: i64,
    /// Pieces or kilograms.
    pub quantity: u64,
    /// Price of one.
    pub price_minor: u64,
    /// Day of shipment; `None` when nothing was shipped.
    pub shipped_days: Option<i64>,
}

/// A person was at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presence {
    /// Subject.
    pub person: u64,
    /// Flight or crossing: those with the same number travelled together.
    pub journey: u64,
    /// Where to.
    pub place: Place,
    /// When.
    pub seconds: i64,
}

/// Somebody used an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Login {
    /// The account.
    pub node: Node,
    /// The device.
    pub device: u64,
    /// When.
    pub seconds: i64,
    /// The beneficiary that was added or changed, if any.
    pub edited: Option<Node>,
}

/// Somebody expects a remittance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Account that expects it.
    pub node: Node,
    /// Where from.
    pub from: Place,
    /// Amount.
    pub amount_minor: u64,
    /// Day for which it is announced.
    pub days: i64,
}

/// Who ordered a payment that passes through a bank's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message {
    /// Number of the message; the payment carries it.
    pub document: u64,
    /// The respondent's account it passes through.
    pub respondent: Node,
    /// Subject of the ordering institution; the respondent itself for its own clients.
    pub ordering: u64,
}

/// Takings of a shop in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Takings {
    /// The shop's account.
    pub node: Node,
    /// Kind of shop, below 7; those of one kind are peers.
    pub peers: u8,
    /// Months since January of year 0.
    pub month: i64,
    /// By card.
    pub card_minor: u64,
    /// In cash.
    pub cash_minor: u64,
}

/// What is known about a wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The wallet.
    pub node: Node,
    /// What it is.
    pub tag: TagKind,
}

words! {
    /// What a wallet is known to be.
    TagKind {
        Darknet "darknet-market" "A market of forbidden goods.";
        Mixer "mixer" "A service that mixes the money of many.";
        Bridge "bridge" "A service that moves value between chains.";
    }
}

/// Goods in the trade lines with the usual price of one in hundredths.
pub const GOODS: [(u32, u64); 4] = [(80_390, 120), (271_019, 85), (851_713, 41_000), (710_812, 6_300_000)];
/// Partners in the trade lines: the first ones abroad.
pub const PARTNERS: u8 = 4;
/// Ordinary lines of each goods, partner and month, at least.
pub const LINES_LEAST: u64 = 40;

/// Months since January of year 0.
pub fn month_of(days: i64) -> i64 {
    let date = date_of(days);
    date.year * 12 + i64::from(date.month) - 1
}

/// The usual unit price of goods bought from a partner.
pub fn usual_price(goods: u32, partner: Place) -> u64 {
    let base = GOODS.iter().find(|(code, _)| *code == goods).map_or(1000, |(_, price)| *price);
    base * (90 + u64::from(partner.0 % 5) * 6) / 100
}

impl World {
    /// Whole months of the story.
    pub const fn months(&self) -> u64 {
        self.days / 31
    }

    /// How many ordinary trade lines there are that nobody here pays: other countries' banks do.
    pub fn trade_lines(&self) -> u64 {
        let cells = self.months() * GOODS.len() as u64 * u64::from(PARTNERS);
        cells * LINES_LEAST.max(self.payments / 50 / cells.max(1))
    }

    /// The `n`th ordinary trade line. Prices lie within a fifth of the usual one.
    pub fn trade_line(&self, n: u64) -> TradeLine {
        let mut draw = Draw::new(self.seed, Domain::Side, n);
        let (goods, _) = GOODS.get((n % 4) as usize).copied().unwrap_or((80_390, 120));
        let partner = Place(HOME_PLACES + ((n / 4) % u64::from(PARTNERS)) as u8);
        let month = n / 4 / u64::from(PARTNERS) % self.months().max(1);
        let days = self.first_day + (month * 31 + draw.below(28)) as i64;
        let usual = usual_price(goods, partner);
        let price_minor = usual * (draw.between(900, 1100) + draw.between(0, 200)) / 1100;
        let seller = Node::Account(self.businesses + draw.below(self.abroad - self.businesses));
        let buyer = Node::Account(self.merchants + draw.below(self.businesses - self.merchants));
        let quantity = draw.heavy(10, 600);
        let shipped_days = Some(days + draw.between(2, 40) as i64);
        TradeLine { document: (1 << 39) + n, seller, buyer, goods, partner, days, quantity, price_minor, shipped_days }
    }

    /// How many ordinary presences there are.
    pub const fn presences(&self) -> u64 {
        self.payments / 40
    }

    /// The `n`th ordinary presence: forty people, mostly strangers, on each journey.
    pub fn presence(&self, n: u64) -> Presence {
        let journey = n / 40;
        let mut of_journey = Draw::new(self.seed, Domain::Side, journey | 1 << 41);
        let seconds = self.first_day * 86_400 + of_journey.below(self.days * 86_400) as i64;
        let mut draw = Draw::new(self.seed, Domain::Side, n | 1 << 42);
        let person = self.owner(self.abroad + draw.below(self.people()));
        let place = Place(of_journey.below(32) as u8);
        Presence { person, journey: (1 << 39) + journey, place, seconds: seconds + draw.below(1800) as i64 }
    }

    /// How many ordinary log-ins there are.
    pub const fn logins(&self) -> u64 {
        self.payments / 10
    }

    /// The `n`th ordinary log-in: mostly from the owner's own device.
    pub fn login(&self, n: u64) -> Login {
        let mut draw = Draw::new(self.seed, Domain::Side, n | 1 << 43);
        let number = self.abroad + draw.below(self.people());
        let mut device = number;
        self.ties(number, &mut |tie| {
            if tie.kind == super::TieKind::Device {
                device = tie.value;
            }
        });
        let seconds = self.first_day * 86_400 + draw.below(self.days * 86_400) as i64;
        let edited = draw.per_mille(60).then(|| self.person(draw.bits()));
        Login { node: Node::Account(number), device, seconds, edited }
    }

    /// How many shops tell their takings.
    pub const fn shops_telling(&self) -> u64 {
        self.banks() - super::world::SCHOOLS - self.schools()
    }

    /// The takings of the `shop`th shop in the `month`th month of the story. Each kind of shop has its share of cash.
    pub fn takings(&self, shop: u64, month: u64) -> Takings {
        let number = super::world::SCHOOLS + self.schools() + shop;
        let mut of_shop = Draw::new(self.seed, Domain::Side, shop | 1 << 44);
        let peers = of_shop.below(7) as u8;
        let size = of_shop.heavy(1_500_000, 500);
        let mut draw = Draw::new(self.seed, Domain::Side, (shop * 64 + month) | 1 << 45);
        let all = size * draw.between(80, 120) / 100;
        let cash = 150 + u64::from(peers) * 60 + draw.between(0, 60);
        let month = month_of(self.first_day + (month * 31) as i64 + 3);
        let cash_minor = all / 1000 * cash;
        Takings { node: Node::Account(number), peers, month, card_minor: all - cash_minor, cash_minor }
    }

    /// The message behind an ordinary payment from a bank's account: one in twenty is another bank's.
    pub fn message_of(&self, deal: &Deal) -> Option<Message> {
        let Node::Account(bank) = deal.from else { return None };
        if deal.document == 0 || !(self.banks()..self.merchants).contains(&bank) {
            return None;
        }
        let mut draw = Draw::new(self.seed, Domain::Side, deal.document | 1 << 46);
        let ordering = if draw.per_mille(50) { (1 << 37) + draw.below(20) } else { bank };
        Some(Message { document: deal.document, respondent: deal.from, ordering })
    }

    /// The invoice line behind an ordinary payment between a company and one abroad; the buyer pays himself but for one
    /// in forty, where his factor does.
    pub fn trade_of(&self, deal: &Deal) -> Option<TradeLine> {
        let (Node::Account(from), Node::Account(to)) = (deal.from, deal.to) else { return None };
        let (home, away) = (self.merchants..self.businesses, self.businesses..self.abroad);
        let crosses = (home.contains(&from) && away.contains(&to)) || (away.contains(&from) && home.contains(&to));
        if deal.document == 0 || deal.channel != super::Channel::Wire || !crosses {
            return None;
        }
        let mut draw = Draw::new(self.seed, Domain::Side, deal.document | 1 << 48);
        let partner = if deal.places.0.is_abroad() { deal.places.0 } else { deal.places.1 };
        let (goods, _) = draw.pick(&GOODS);
        let price_minor = usual_price(goods, partner) * (draw.between(900, 1100) + draw.between(0, 200)) / 1100;
        let days = deal.seconds.div_euclid(86_400) - draw.between(1, 30) as i64;
        let factor = Node::Account(self.merchants + draw.below(self.businesses - self.merchants));
        let buyer = if draw.per_mille(25) { factor } else { deal.from };
        let quantity = (deal.reference_minor / price_minor).max(1);
        let shipped_days = (!draw.per_mille(5)).then(|| days + draw.between(2, 40) as i64);
        let (document, seller) = (deal.document, deal.to);
        Some(TradeLine { document, seller, buyer, goods, partner, days, quantity, price_minor, shipped_days })
    }

    /// The `n`th ordinary expectation: somebody announced a remittance, and nobody pays cash for it.
    pub fn expected(&self, n: u64) -> Expected {
        let mut draw = Draw::new(self.seed, Domain::Side, n | 1 << 47);
        let from = Place(HOME_PLACES + draw.below(16) as u8);
        let days = self.first_day + draw.below(self.days) as i64;
        Expected { node: self.person(draw.bits()), from, amount_minor: draw.heavy(200_000, 550), days }
    }

    /// How many ordinary expectations there are.
    pub const fn expectations(&self) -> u64 {
        self.payments / 400
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn every_cell_of_trade_has_enough_lines_and_none_of_them_is_an_anomaly() {
        let world = World::new(3, 5000, 20_454, 365);
        let mut cells: HashMap<(u32, Place, i64), u64> = HashMap::new();
        for line in (0..world.trade_lines()).map(|n| world.trade_line(n)) {
            *cells.entry((line.goods, line.partner, month_of(line.days))).or_default() += 1;
            let usual = usual_price(line.goods, line.partner);
            assert!(line.price_minor * 10 >= usual * 8 && line.price_minor * 10 <= usual * 12);
            assert!(line.shipped_days > Some(line.days));
        }
        assert!(cells.values().sum::<u64>() / cells.len() as u64 >= 20);
    }

    #[test]
    fn shops_of_one_kind_have_about_the_same_share_of_cash() {
        let world = World::new(3, 50_000, 20_454, 365);
        for takings in (0..world.shops_telling()).map(|shop| world.takings(shop, 2)) {
            let share = takings.cash_minor * 1000 / (takings.cash_minor + takings.card_minor);
            let usual = 150 + u64::from(takings.peers) * 60;
            assert!((usual - 2..usual + 63).contains(&share), "{takings:?}");
        }
    }
}
