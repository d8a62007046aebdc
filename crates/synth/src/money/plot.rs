//! What every planted pattern needs: participants who are not used yet, noisy values, time that passes.

use super::side::{Presence, Row};
use super::world::{Channel, Class, EXCHANGES, Facts, HOME_PLACES, Node, Place, Tie, TieKind, World};
use super::{Kind, LookAlike, Noise};
use crate::draw::{Domain, Draw};

/// The cash threshold, in hundredths: 10,000.00.
pub const THRESHOLD_MINOR: u64 = 1_000_000;
/// One hour in seconds.
pub const HOUR: u64 = 3600;
/// One day in seconds.
pub const DAY: u64 = 24 * HOUR;
/// Most payments of one pattern with its cover: what one pattern may hold in memory.
pub const DEALS_MAX: usize = 1200;
/// Numbers set aside for each pattern's own accounts, subjects, wallets, devices and documents.
const NUMBERS_EACH: u64 = 512;

/// What is planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// A pattern of the catalogue.
    Pattern(Kind),
    /// A look-alike.
    Like(LookAlike),
}

impl What {
    /// Most days from its first payment to its last.
    pub const fn days(self) -> u64 {
        match self {
            Self::Pattern(kind) => kind.days(),
            Self::Like(like) => like.days(),
        }
    }
}

/// A payment before its number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deal {
    /// When, in seconds since 1970-01-01.
    pub seconds: i64,
    /// Who pays.
    pub from: Node,
    /// Who is paid.
    pub to: Node,
    /// Hundredths of the reference currency.
    pub reference_minor: u64,
    /// How.
    pub channel: Channel,
    /// Where it leaves and where it arrives.
    pub places: (Place, Place),
    /// Number of the invoice or payment message behind it; 0 for none.
    pub document: u64,
    /// Whether it belongs to the pattern; the others are its cover or its history.
    pub planted: bool,
}

/// A planted pattern, complete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planted {
    /// What it is.
    pub what: What,
    /// Its number.
    pub number: u64,
    /// The node a report about it would be about.
    pub focus: Node,
    /// Its payments, cover included, in order of time.
    pub deals: Vec<Deal>,
    /// The accounts that exist for it alone.
    pub cast: Vec<Facts>,
    /// The ties of those, and ties it adds to others.
    pub ties: Vec<Tie>,
    /// Its rows of the side tables.
    pub sides: Vec<Row>,
}

/// A pattern in the making.
#[derive(Debug)]
pub struct Plot<'w> {
    /// The world it happens in.
    pub world: &'w World,
    /// How well it hides.
    pub noise: Noise,
    /// Chance.
    pub draw: Draw,
    /// The time of the next payment, in seconds since 1970-01-01.
    pub now: i64,
    base: u64,
    next: u64,
    cast: Vec<Facts>,
    used: Vec<u64>,
    deals: Vec<Deal>,
    ties: Vec<Tie>,
    sides: Vec<Row>,
}

impl<'w> Plot<'w> {
    /// The pattern of that kind and number, beginning at `seconds`.
    pub fn play(world: &'w World, noise: Noise, what: What, number: u64, seconds: i64) -> Planted {
        let draw = Draw::new(world.seed, Domain::Plant, number);
        let base = world.accounts + number * NUMBERS_EACH;
        let (cast, used, deals) = (Vec::new(), Vec::new(), Vec::new());
        let (ties, sides) = (Vec::new(), Vec::new());
        let mut plot = Plot { world, noise, draw, now: seconds, base, next: 0, cast, used, deals, ties, sides };
        let focus = match what {
            What::Pattern(kind) => super::plots::play(kind, &mut plot),
            What::Like(like) => super::innocent::play(like, &mut plot),
        };
        // History and silence are part of those three.
        if !matches!(what, What::Pattern(Kind::Dormant) | What::Like(LookAlike::Inheritance)) {
            plot.cover_up();
        }
        let Plot { cast, mut deals, ties, sides, .. } = plot;
        deals.sort_by_key(|deal| deal.seconds);
        deals.truncate(DEALS_MAX);
        Planted { what, number, focus, deals, cast, ties, sides }
    }

    /// A number nobody else has: for subjects, wallets, devices, telephones, addresses, documents.
    pub fn number(&mut self) -> u64 {
        self.next += 1;
        self.base + self.next - 1
    }

    /// Everything known about an account.
    pub fn facts(&self, node: Node) -> Facts {
        let own = self.cast.iter().find(|facts| facts.node == node).copied();
        match (own, node) {
            (Some(facts), _) => facts,
            (None, Node::Account(number)) => self.world.facts(number),
            // Whoever has no account is nowhere in particular; callers name the place.
            (None, Node::Person(number) | Node::Wallet(number)) => {
                Facts { node, owner: number, class: Class::Person, opened_days: 0, place: Place(0) }
            }
        }
    }

    /// An account that exists for this pattern alone.
    pub fn reserved(&mut self, owner: Option<u64>, class: Class, place: Place, age_days: u64) -> Node {
        let number = self.number();
        let owner = owner.unwrap_or(number);
        let node = Node::Account(number);
        let opened_days = self.now.div_euclid(DAY as i64) - age_days as i64;
        self.cast.push(Facts { node, owner, class, opened_days, place });
        self.tie(node, TieKind::Owner, owner);
        node
    }

    /// Ties an account to something.
    pub fn tie(&mut self, node: Node, kind: TieKind, value: u64) {
        self.ties.push(Tie { node, kind, value });
    }

    /// A row of a side table.
    pub fn side(&mut self, row: Row) {
        self.sides.push(row);
    }

    /// Some city of Zedland.
    pub fn city(&mut self) -> Place {
        Place(self.draw.below(u64::from(HOME_PLACES)) as u8)
    }

    /// Some city abroad.
    pub fn city_abroad(&mut self) -> Place {
        Place(HOME_PLACES + self.draw.below(16) as u8)
    }

    /// An account of the ordinary world from `low` to below `high` whose owner and employer take no part yet.
    fn mixed(&mut self, low: u64, high: u64, wanted: impl Fn(u64) -> bool) -> Option<Node> {
        if !self.draw.per_mille(self.noise.mixed) {
            return None;
        }
        (0..12).find_map(|_| {
            let number = low + self.draw.below(high.saturating_sub(low));
            let owner = self.world.owner(number);
            let employer = self.world.employer(owner);
            let met = self.used.contains(&owner) || employer.is_some_and(|employer| self.used.contains(&employer));
            (!met && number < high && wanted(number)).then(|| {
                self.used.push(owner);
                self.used.extend(employer);
                Node::Account(number)
            })
        })
    }

    /// A private person's account.
    pub fn person(&mut self) -> Node {
        let found = self.mixed(self.world.abroad, self.world.accounts, |_| true);
        found.unwrap_or_else(|| {
            let (place, age) = (self.city(), self.draw.between(200, 4000));
            self.reserved(None, Class::Person, place, age)
        })
    }

    /// A company's account.
    pub fn company(&mut self) -> Node {
        let found = self.mixed(self.world.merchants, self.world.businesses, |_| true);
        found.unwrap_or_else(|| {
            let (place, age) = (self.city(), self.draw.between(200, 4000));
            self.reserved(None, Class::Business, place, age)
        })
    }

    /// A person's account in three of four cases, a company's in the fourth.
    pub fn account(&mut self) -> Node {
        if self.draw.per_mille(750) { self.person() } else { self.company() }
    }

    /// A company's account abroad.
    pub fn abroad(&mut self) -> Node {
        let world = self.world;
        let found = self.mixed(world.businesses, world.abroad, |number| world.is_company_abroad(number));
        found.unwrap_or_else(|| {
            let (place, age) = (self.city_abroad(), self.draw.between(30, 2000));
            self.reserved(None, Class::Business, place, age)
        })
    }

    /// An account opened at most `age_days` ago and used for nothing else.
    pub fn fresh(&mut self, age_days: u64) -> Node {
        let class = if self.draw.per_mille(600) { Class::Person } else { Class::Business };
        let (place, age) = (self.city(), self.draw.between(1, age_days.max(1)));
        self.reserved(None, class, place, age)
    }

    /// Another account of the same owner in the same place.
    pub fn second_of(&mut self, node: Node) -> Node {
        let facts = self.facts(node);
        let age = self.draw.between(60, 2000);
        self.reserved(Some(facts.owner), facts.class, facts.place, age)
    }

    /// A wallet nobody used before.
    pub fn wallet(&mut self) -> Node {
        Node::Wallet(self.number())
    }

    /// One of the exchanges of virtual assets.
    pub fn exchange(&mut self) -> Node {
        Node::Account(EXCHANGES + self.draw.below(2))
    }

    /// Somebody in person whom nobody met before.
    pub fn stranger(&mut self) -> Node {
        Node::Person(self.number())
    }

    /// The owner of an account in person.
    pub fn owner(&self, node: Node) -> Node {
        Node::Person(self.facts(node).owner)
    }

    /// A number of participants: `least`, or wider as the noise allows.
    pub fn width(&mut self, least: u64) -> u64 {
        self.draw.between(least, least + (least * self.noise.wider / 1000).max(1))
    }

    /// A sum worth laundering: from 4,000.00, heavy-tailed, mostly not round.
    pub fn sum(&mut self) -> u64 {
        let sum = self.draw.heavy(400_000, 520);
        if self.draw.per_mille(250) { sum / 10_000 * 10_000 } else { sum }
    }

    /// `amount` less a loss within `tolerance` thousandths, as much of it as the noise allows.
    pub fn less(&mut self, amount: u64, tolerance: u64) -> u64 {
        let most = tolerance * self.noise.tolerance / 10;
        let loss = self.draw.below(most + 1);
        ((u128::from(amount) * u128::from(100_000 - loss.min(100_000))) / 100_000).max(1) as u64
    }

    /// `total` in `parts` unequal parts of at least one unit each; they add up to it when it is large enough.
    pub fn split(&mut self, total: u64, parts: usize) -> Vec<u64> {
        let weights: Vec<u64> = (0..parts).map(|_| self.draw.between(55, 160)).collect();
        let sum = weights.iter().sum::<u64>().max(1);
        let mut shares: Vec<u64> =
            weights.iter().map(|w| ((u128::from(total) * u128::from(*w) / u128::from(sum)) as u64).max(1)).collect();
        let rest = total.saturating_sub(shares.iter().sum());
        if let Some(last) = shares.last_mut() {
            *last += rest;
        }
        shares
    }

    /// An amount of cash below the threshold: in a calm world just below it, in a murky one anywhere from 36
    /// hundredths.
    pub fn below_threshold(&mut self) -> u64 {
        let near = !self.draw.per_mille(self.noise.tolerance / 2);
        let least = if near { 86 } else { 36 };
        let amount = self.draw.between(THRESHOLD_MINOR * least / 100, THRESHOLD_MINOR - 2000);
        if self.draw.per_mille(500) { amount / 1000 * 1000 } else { amount / 10 * 10 }
    }

    /// `count` moments from now on within `window` seconds, as much of it as the noise allows, in order.
    pub fn times(&mut self, count: usize, window: u64) -> Vec<i64> {
        let most = window * self.noise.window / 1000;
        let mut times: Vec<i64> = (0..count).map(|_| self.now + self.draw.below(most) as i64).collect();
        times.sort_unstable();
        times
    }

    /// Lets up to `seconds` pass, as much as the noise allows, at least a minute.
    pub fn wait(&mut self, seconds: u64) {
        let most = (seconds * self.noise.window / 1000).max(60);
        self.now += self.draw.between(60, most) as i64;
    }

    /// A payment now: by wire across the border, else a transfer.
    pub fn pay(&mut self, from: Node, to: Node, amount: u64) {
        let at = self.now;
        self.pay_at(at, from, to, amount);
    }

    /// The same at another moment.
    pub fn pay_at(&mut self, seconds: i64, from: Node, to: Node, amount: u64) {
        let places = (self.facts(from).place, self.facts(to).place);
        // Companies do not pay by telephone, nor are they paid so.
        let people = [from, to].iter().all(|node| self.facts(*node).class == Class::Person);
        let home = if people && self.draw.per_mille(650) { Channel::Mobile } else { Channel::Transfer };
        let wallets = matches!(from, Node::Wallet(_)) || matches!(to, Node::Wallet(_));
        let channel = match places {
            _ if wallets => Channel::Virtual,
            (a, b) if a.is_abroad() || b.is_abroad() => Channel::Wire,
            _ => home,
        };
        self.deal(seconds, (from, to), amount, channel);
    }

    /// A payment of a chosen channel, in the places of its accounts.
    pub fn deal(&mut self, seconds: i64, (from, to): (Node, Node), amount: u64, channel: Channel) {
        let (a, b) = (self.facts(from).place, self.facts(to).place);
        // A wallet and a person are where the other end is.
        let places = match (from, to) {
            (Node::Account(_), Node::Account(_)) => (a, b),
            (Node::Account(_), _) => (a, a),
            _ => (b, b),
        };
        self.push(Deal { seconds, from, to, reference_minor: amount, channel, places, document: 0, planted: true });
    }

    /// Cash paid in at a place.
    pub fn cash_in(&mut self, seconds: i64, (by, to): (Node, Node), amount: u64, at: Place) {
        let places = (at, self.facts(to).place);
        let channel = Channel::Cash;
        self.push(Deal { seconds, from: by, to, reference_minor: amount, channel, places, document: 0, planted: true });
    }

    /// Cash taken out at a place.
    pub fn cash_out(&mut self, seconds: i64, (from, by): (Node, Node), amount: u64, at: Place) {
        let places = (self.facts(from).place, at);
        let channel = Channel::Machine;
        self.push(Deal { seconds, from, to: by, reference_minor: amount, channel, places, document: 0, planted: true });
    }

    /// The payment of an invoice or message.
    pub fn pay_document(&mut self, seconds: i64, (from, to): (Node, Node), amount: u64, document: u64) {
        let places = (self.facts(from).place, self.facts(to).place);
        let abroad = places.0.is_abroad() || places.1.is_abroad();
        let channel = if abroad { Channel::Wire } else { Channel::Transfer };
        self.push(Deal { seconds, from, to, reference_minor: amount, channel, places, document, planted: true });
    }

    /// Any payment.
    pub fn push(&mut self, deal: Deal) {
        if deal.from != deal.to && deal.reference_minor > 0 {
            self.deals.push(deal);
        }
    }

    /// Says that the last payment began at another place.
    pub fn moved_from(&mut self, place: Place) {
        if let Some(deal) = self.deals.last_mut() {
            deal.places.0 = place;
        }
    }

    /// A payment of the history or the cover, which is no part of the witness.
    pub fn ordinary(&mut self, seconds: i64, (from, to): (Node, Node), amount: u64, channel: Channel) {
        self.deal(seconds, (from, to), amount, channel);
        if let Some(deal) = self.deals.last_mut() {
            deal.planted = false;
        }
    }

    /// Some shop.
    pub fn shop(&mut self) -> Node {
        let first = super::world::SCHOOLS + self.world.schools();
        Node::Account(first + self.draw.skewed(self.world.banks() - first))
    }

    /// Strangers on a journey that begins now, as on every other.
    pub fn fellow_travellers(&mut self, journey: u64, place: Place) {
        for _ in 0..self.draw.between(28, 38) {
            let number = self.world.abroad + self.draw.below(self.world.people());
            let (person, seconds) = (self.world.owner(number), self.now + self.draw.below(1800) as i64);
            self.side(Row::Presence(Presence { person, journey, place, seconds }));
        }
    }

    /// Small payments of those who take part, between their own first payment and the last of the pattern: before it an
    /// account that was opened for the pattern has nothing to spend.
    fn cover_up(&mut self) {
        let Some(last) = self.deals.iter().map(|deal| deal.seconds).max() else { return };
        let members: Vec<Node> = self.cast.iter().map(|facts| facts.node).collect();
        for node in members {
            let own = self.deals.iter().filter(|deal| deal.from == node || deal.to == node);
            let Some(first) = own.map(|deal| deal.seconds).min() else { continue };
            let (least, most) = self.noise.cover;
            for _ in 0..self.draw.between(least, most) {
                let seconds = first + self.draw.below((last - first).unsigned_abs() + 1) as i64;
                let (shop, amount) = (self.shop(), self.draw.heavy(400, 600));
                if self.draw.per_mille(850) {
                    self.ordinary(seconds, (node, shop), amount, Channel::Card);
                } else {
                    let friend = self.world.person(self.draw.bits());
                    self.ordinary(seconds, (friend, node), amount * 4, Channel::Mobile);
                }
            }
        }
    }
}
