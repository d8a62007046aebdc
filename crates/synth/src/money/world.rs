//! Who has accounts: nodes, places, and what is known about each. Nothing is stored; all of it follows from a number.

use crate::civil::push_digits;
use crate::draw::{Domain, Draw};
use crate::places::{CITIES, COUNTRIES};

/// A place: the sixteen cities of Zedland, then one city in each of the sixteen countries it trades with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place(pub u8);

/// How many places are in Zedland.
pub const HOME_PLACES: u8 = 16;

impl Place {
    /// Every place.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..HOME_PLACES + 16).map(Self)
    }

    /// Whether it is outside Zedland.
    pub const fn is_abroad(self) -> bool {
        self.0 >= HOME_PLACES
    }

    fn abroad(self) -> Option<&'static crate::places::Abroad> {
        COUNTRIES.get(usize::from(self.0.checked_sub(HOME_PLACES)?))
    }

    /// ISO country.
    pub fn country(self) -> &'static str {
        self.abroad().map_or("ZZ", |country| country.code)
    }

    /// Name of the city.
    pub fn name(self) -> &'static str {
        let home = CITIES.get(usize::from(self.0)).map_or("", |city| city.name);
        self.abroad().map_or(home, |country| country.city)
    }

    /// Province, in Zedland; the country abroad.
    pub fn region(self) -> &'static str {
        let home = CITIES.get(usize::from(self.0)).map_or("", |city| city.province);
        self.abroad().map_or(home, |country| country.code)
    }

    /// Currency, and reference units for a million of its units.
    pub fn currency(self) -> (&'static str, u64) {
        self.abroad().map_or(("ZED", 1_000_000), |country| (country.currency, country.rate_e6))
    }

    /// Whole kilometres between two cities of Zedland, on a plane fitted to its middle latitude of thirty degrees;
    /// `None` when one of them is abroad. Right to two in a hundred within the country.
    pub fn km_to(self, other: Self) -> Option<u64> {
        let (a, b) = (CITIES.get(usize::from(self.0))?, CITIES.get(usize::from(other.0))?);
        // A degree of latitude is 111.2 km; one of longitude is 0.866 of that at thirty degrees.
        let north = (a.latitude_e4 - b.latitude_e4).unsigned_abs() * 1112 / 1000;
        let east = (a.longitude_e4 - b.longitude_e4).unsigned_abs() * 963 / 1000;
        Some((north * north + east * east).isqrt() / 100)
    }
}

/// An end of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    /// An account, by its inner number.
    Account(u64),
    /// A person who brings or takes cash, by the number of the subject.
    Person(u64),
    /// A wallet of virtual assets.
    Wallet(u64),
}

const SCRAMBLE_BITS: u32 = 40;

/// A one-to-one scrambling of numbers below 2^40, so that a written number tells nothing about the inner one.
pub(super) const fn scrambled(number: u64) -> u64 {
    const MASK: u64 = (1 << SCRAMBLE_BITS) - 1;
    let mut z = number & MASK;
    let mut round = 0;
    while round < 2 {
        z ^= z >> 21;
        z = z.wrapping_mul(0x9E_3779_B97D) & MASK;
        round += 1;
    }
    z ^ (z >> 19)
}

impl Node {
    /// A number no other node has, below 2^42: for graphs that index by number.
    pub const fn id(self) -> u64 {
        let (tag, number) = match self {
            Self::Account(number) => (0, number),
            Self::Person(number) => (1, number),
            Self::Wallet(number) => (2, number),
        };
        (tag << SCRAMBLE_BITS) | scrambled(number)
    }

    /// Writes the node as the tables name it: `A`, `P` or `W` and thirteen digits.
    pub fn push(self, out: &mut Vec<u8>) {
        let (letter, number) = match self {
            Self::Account(number) => (b'A', number),
            Self::Person(number) => (b'P', number),
            Self::Wallet(number) => (b'W', number),
        };
        out.push(letter);
        push_digits(out, scrambled(number), 13);
    }

    /// The node as the tables name it.
    pub fn name(self) -> String {
        let mut out = Vec::with_capacity(14);
        self.push(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }
}

macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($item:ident $said:literal $words:literal;)* }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $words] $item),* }

        impl $name {
            /// Name in tables.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$item => $said),* }
            }
        }
    };
}
pub(super) use words;

words! {
    /// How a payment is made.
    Channel {
        Cash "cash" "Notes over a counter.";
        Machine "atm" "Notes at a machine.";
        Transfer "transfer" "Transfer within the country.";
        Mobile "mobile" "Transfer by telephone.";
        Card "card" "Card at a shop.";
        Wire "wire" "Transfer across the border.";
        Cheque "cheque" "Cheque.";
        Agent "agent" "Remittance through an agent.";
        Virtual "virtual" "Virtual assets.";
        Loan "loan" "A loan paid out.";
        Equity "equity" "Money for shares.";
        Securities "securities" "Money for securities.";
    }
}

impl Channel {
    /// Whether notes change hands.
    pub const fn is_cash(self) -> bool {
        matches!(self, Self::Cash | Self::Machine)
    }
}

words! {
    /// What an account's holder is.
    Class {
        Person "person" "A private person.";
        Business "business" "A company.";
        Merchant "merchant" "A shop that takes cards.";
        School "school" "A school.";
        Utility "utility" "Electricity, water, telephone.";
        Tax "tax" "The tax office.";
        Exchange "exchange" "An exchange of virtual assets.";
        Bank "bank" "A bank's account at another bank.";
    }
}

words! {
    /// What an account shares with others.
    TieKind {
        Owner "owner" "The subject who owns it.";
        Controls "controls" "A subject who controls its owner.";
        Director "director" "A director of its owner.";
        Employer "employer" "Who employs its owner.";
        Address "address" "An address.";
        Phone "phone" "A telephone number.";
        Device "device" "A device that logged in.";
    }
}

/// A static tie. `value` is the number of a subject for the first four kinds, of an address, number or device for
/// others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Tie {
    /// The account.
    pub node: Node,
    /// Kind.
    pub kind: TieKind,
    /// What it is tied to.
    pub value: u64,
}

impl Tie {
    /// Writes the value as the tables name it: a letter for its kind and thirteen digits; `S` is a subject.
    pub fn push_value(&self, out: &mut Vec<u8>) {
        out.push(match self.kind {
            TieKind::Owner | TieKind::Controls | TieKind::Director | TieKind::Employer => b'S',
            TieKind::Address => b'R',
            TieKind::Phone => b'T',
            TieKind::Device => b'D',
        });
        push_digits(out, scrambled(self.value), 13);
    }
}

/// What is known about an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The account.
    pub node: Node,
    /// Its owner, a subject.
    pub owner: u64,
    /// What the owner is.
    pub class: Class,
    /// Day of opening, in days since 1970-01-01.
    pub opened_days: i64,
    /// Where it is kept.
    pub place: Place,
}

/// The people and companies with an ordinary life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct World {
    /// Where all chance comes from.
    pub seed: u64,
    /// Ordinary payments of the story.
    pub payments: u64,
    /// First day, in days since 1970-01-01.
    pub first_day: i64,
    /// Length in days.
    pub days: u64,
    /// Accounts of shops and institutions: the numbers below this.
    pub merchants: u64,
    /// Accounts of companies follow, below this.
    pub businesses: u64,
    /// Accounts abroad follow, below this.
    pub abroad: u64,
    /// Accounts of people follow, below this.
    pub accounts: u64,
}

/// Numbers of the institutions among the merchants.
pub const TAX: u64 = 0;
/// First of three utilities.
pub const UTILITIES: u64 = 1;
/// First of two exchanges of virtual assets.
pub const EXCHANGES: u64 = 4;
/// First of the schools.
pub const SCHOOLS: u64 = 6;

impl World {
    /// The world for that many payments: one account for twenty-five of them, at least 300 accounts.
    pub fn new(seed: u64, payments: u64, first_day: i64, days: u64) -> Self {
        let accounts = (payments / 25).max(300);
        let merchants = (accounts / 25).max(24);
        let businesses = merchants + accounts * 8 / 100;
        let abroad = businesses + accounts * 6 / 100;
        Self { seed, payments, first_day, days, merchants, businesses, abroad, accounts }
    }

    /// Schools among the merchants.
    pub const fn schools(&self) -> u64 {
        2 + self.merchants / 25
    }

    /// First of the accounts that three banks abroad keep here; shops end where they begin.
    pub const fn banks(&self) -> u64 {
        self.merchants - 3
    }

    /// Accounts of people.
    pub const fn people(&self) -> u64 {
        self.accounts - self.abroad
    }

    /// The `n`th account of a person.
    pub const fn person(&self, n: u64) -> Node {
        Node::Account(self.abroad + n % self.people())
    }

    /// Whether an account abroad is a company's; a third of those abroad are people's.
    pub const fn is_company_abroad(&self, number: u64) -> bool {
        number >= self.businesses && number < self.abroad && !(number - self.businesses).is_multiple_of(3)
    }

    /// What is known about an account with an ordinary life.
    pub fn facts(&self, number: u64) -> Facts {
        let mut draw = Draw::new(self.seed, Domain::Money, number);
        let class = self.class(number);
        let owner = self.owner(number);
        let mut of_owner = Draw::new(self.seed, Domain::Money, owner | 1 << 62);
        let away = (self.businesses..self.abroad).contains(&number) || (self.banks()..self.merchants).contains(&number);
        let place = if away {
            Place(HOME_PLACES + of_owner.below(16).min(of_owner.below(16)) as u8)
        } else {
            Place(of_owner.below(24) as u8 % HOME_PLACES)
        };
        let age = if draw.per_mille(80) { draw.between(1, 180) } else { draw.between(180, 6000) } as i64;
        Facts { node: Node::Account(number), owner, class, opened_days: self.first_day - age, place }
    }

    /// Who owns an account: one person in four has two.
    pub const fn owner(&self, number: u64) -> u64 {
        if number >= self.abroad && number < self.accounts && (number - self.abroad) % 5 == 1 {
            number - 1
        } else {
            number
        }
    }

    /// The company that employs the owner of a person's account; about two of three have one.
    pub fn employer(&self, owner: u64) -> Option<u64> {
        if !(self.abroad..self.accounts).contains(&owner) {
            return None;
        }
        let mut draw = Draw::new(self.seed, Domain::Money, owner | 1 << 61);
        let employer = self.merchants + draw.skewed(self.businesses - self.merchants);
        draw.per_mille(640).then_some(employer)
    }

    fn class(&self, number: u64) -> Class {
        if number >= self.businesses && !self.is_company_abroad(number) {
            return Class::Person;
        }
        if number >= self.merchants {
            return Class::Business;
        }
        match number {
            TAX => Class::Tax,
            UTILITIES..EXCHANGES => Class::Utility,
            EXCHANGES..SCHOOLS => Class::Exchange,
            _ if number < SCHOOLS + self.schools() => Class::School,
            _ if number >= self.banks() => Class::Bank,
            _ => Class::Merchant,
        }
    }

    /// The ties of an account with an ordinary life: owner, employer, address, telephone, device. Households share an
    /// address, and some a telephone.
    pub fn ties(&self, number: u64, told: &mut dyn FnMut(Tie)) {
        let node = Node::Account(number);
        let owner = self.owner(number);
        let mut draw = Draw::new(self.seed, Domain::Money, owner | 1 << 60);
        let household = if draw.per_mille(450) { owner - owner % 3 } else { owner };
        let phone = if draw.per_mille(60) { household } else { owner };
        let device = if draw.per_mille(30) { household } else { owner };
        let mut tie = |kind, value| told(Tie { node, kind, value });
        tie(TieKind::Owner, owner);
        if let Some(employer) = self.employer(owner) {
            tie(TieKind::Employer, employer);
        }
        tie(TieKind::Address, household);
        tie(TieKind::Phone, phone);
        tie(TieKind::Device, device);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_written_number_belongs_to_one_node() {
        let nodes = (0..50_000).flat_map(|n| [Node::Account(n), Node::Person(n), Node::Wallet(n << 20)]);
        let ids: HashSet<u64> = nodes.map(Node::id).collect();
        assert_eq!(ids.len(), 150_000);
        assert_eq!(Node::Account(3).name().len(), 14);
    }

    #[test]
    fn every_city_has_three_others_at_two_hundred_kilometres() {
        for home in Place::all().filter(|place| !place.is_abroad()) {
            let far = Place::all().filter(|place| home.km_to(*place).is_some_and(|km| km >= 200)).count();
            assert!(far >= 4, "{} has {far}", home.name());
            assert_eq!(home.km_to(home), Some(0));
        }
        // Zedopolis and Karsk Amber: 3.891 degrees north, 0.7 degrees west.
        assert_eq!(Place(0).km_to(Place(3)), Some(437));
        assert_eq!(Place(0).km_to(Place(20)), None);
    }

    #[test]
    fn some_people_have_two_accounts_in_one_place() {
        let world = World::new(1, 100_000, 20_454, 365);
        let twins = (0..world.accounts).filter(|n| world.owner(*n) != *n).collect::<Vec<_>>();
        assert!(twins.len() as u64 * 6 > world.people());
        for number in twins {
            let (one, other) = (world.facts(number), world.facts(number - 1));
            assert_eq!((one.owner, one.place), (other.owner, other.place));
        }
        let classes: HashSet<Class> = (0..world.accounts).map(|n| world.facts(n).class).collect();
        assert_eq!(classes.len(), 8);
    }
}
