//! True people and companies: everything about one follows from the crowd and a number.

use super::Crowd;
use super::tokens::{Script, Word};
use crate::civil::{Date, date_of, days_of};
use crate::draw::{Domain, Draw};
use crate::luhn::luhn_digit;
use crate::names::{Order, PATRONYMICS};
use crate::places::{CITIES, COUNTRIES, STREETS};

/// A person or a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person.
    Person,
    /// A company.
    Company,
}

/// Where somebody lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// Street.
    pub street: &'static str,
    /// House number.
    pub house: u64,
    /// Flat; 0 for a house.
    pub flat: u64,
    /// City.
    pub city: &'static str,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Number in the crowd.
    pub number: u64,
    /// Person or company.
    pub kind: Kind,
    /// Script of the name.
    pub script: Script,
    /// Whether a person is a woman.
    pub woman: bool,
    /// Given name; a company's own word.
    pub given: Word,
    /// Second given name, patronymic without its ending, or father's name.
    pub middle: Option<Word>,
    /// Family name, or the third of the line.
    pub family: Word,
    /// A woman's family name after marriage.
    pub married: Word,
    /// Day of birth or foundation.
    pub born: Date,
    /// Citizenship, ISO 3166 alpha-2.
    pub country: &'static str,
    /// Home, and where it was before or after.
    pub homes: [Address; 2],
    /// Digits of two mobile numbers and of the landline of the household, with the country's 999.
    pub phones: [u64; 3],
    /// Line of business of a company and its legal form, as places in the tables of its script.
    pub business: (usize, usize),
    numbers: u64,
}

/// A one-to-one scattering of numbers below 10^10.
fn scattered(number: u64, seed: u64) -> u64 {
    const TEN_DIGITS: u64 = 10_000_000_000;
    // The factor is prime and neither 2 nor 5; the seed moves the beginning away from zero.
    let from = (u128::from(seed) + 1) * 7_364_581_903;
    ((u128::from(number) * 2_654_435_761 + from) % u128::from(TEN_DIGITS)) as u64
}

fn address(draw: &mut Draw) -> Address {
    let [capital, ..] = &CITIES;
    let street = draw.pick(&STREETS);
    let (house, flat) = (draw.between(1, 240), if draw.per_mille(600) { draw.between(1, 60) } else { 0 });
    let at = draw.below(22) as usize;
    let city = CITIES.get(at).map_or(capital.name, |city| city.name);
    let away = COUNTRIES.get(draw.below(16) as usize).map_or(city, |country| country.city);
    Address { street, house, flat, city: if draw.per_mille(80) { away } else { city } }
}

impl Identity {
    /// The identity of that number: of the household of the one before it in some cases.
    pub fn new(crowd: &Crowd, number: u64) -> Self {
        let mut who = Self::alone(crowd, number);
        let mut draw = Draw::new(crowd.seed, Domain::Identity, number | 1 << 61);
        if who.kind == Kind::Company || number == 0 || !draw.per_mille(crowd.households) {
            return who;
        }
        let kin = Self::alone(crowd, number - 1);
        if kin.kind == Kind::Company {
            return who;
        }
        let naming = kin.script.naming();
        let maker = if who.woman { &naming.women } else { &naming.men };
        who.given = maker.word(&mut draw, who.woman);
        // One in six is called like the other.
        if who.woman == kin.woman && draw.per_mille(160) {
            who.given = kin.given.clone();
        }
        let years = if draw.per_mille(500) { draw.between(1, 9) } else { draw.between(20, 38) } as i64;
        let days =
            days_of(kin.born) + (years * 365 + draw.below(365) as i64) * if draw.per_mille(500) { 1 } else { -1 };
        who.born = if draw.per_mille(40) { kin.born } else { date_of(days) };
        (who.script, who.country) = (kin.script, kin.country);
        who.family = if who.woman == kin.woman { kin.family.clone() } else { same_family(&kin, who.woman) };
        // Brothers and sisters have one father; a second given name is everybody's own.
        let of_father = matches!(naming.order, Order::Patronymic | Order::Fathers);
        who.middle = kin.middle.filter(|_| of_father);
        who.married = naming.families.word(&mut draw, true);
        let ([home, _], [_, _, landline]) = (kin.homes, kin.phones);
        let ([_, other], [first, second, _]) = (who.homes, who.phones);
        (who.homes, who.phones) = ([home, other], [first, second, landline]);
        who
    }

    fn alone(crowd: &Crowd, number: u64) -> Self {
        let mut draw = Draw::new(crowd.seed, Domain::Identity, number);
        let kind = if draw.per_mille(crowd.companies) { Kind::Company } else { Kind::Person };
        let script = crowd.mix.choose(&mut draw);
        let naming = script.naming();
        let woman = kind == Kind::Person && draw.per_mille(500);
        let given = match kind {
            Kind::Company => naming.families.word(&mut draw, false),
            Kind::Person if woman => naming.women.word(&mut draw, woman),
            Kind::Person => naming.men.word(&mut draw, woman),
        };
        let middle = match naming.order {
            Order::Patronymic => Some(Word { parts: draw.choose(PATRONYMICS).into_iter().collect() }),
            Order::Fathers => Some(naming.men.word(&mut draw, false)),
            Order::TwoFamilies => Some(naming.families.word(&mut draw, false)),
            Order::GivenFamily if script == Script::Latin && draw.per_mille(400) => {
                let maker = if woman { &naming.women } else { &naming.men };
                Some(maker.word(&mut draw, woman))
            }
            Order::GivenFamily | Order::FamilyGiven => None,
        };
        let youngest = days_of(Date { year: 2005, month: 12, day: 31 });
        let mut born = date_of(youngest - draw.below(70 * 365) as i64);
        if draw.per_mille(25) {
            born = Date { month: 1, day: 1, ..born };
        }
        let countries = naming.countries;
        let scattered = |of: u64| scattered(number * 4 + of, crowd.seed);
        Self {
            number,
            kind,
            script,
            woman,
            given,
            middle,
            family: naming.families.word(&mut draw, woman),
            married: naming.families.word(&mut draw, true),
            born,
            country: draw.choose(countries).copied().unwrap_or("ZZ"),
            homes: [address(&mut draw), address(&mut draw)],
            phones: [scattered(0), scattered(1), scattered(2)],
            business: (draw.below(naming.trades.len() as u64) as usize, draw.below(naming.forms.len() as u64) as usize),
            numbers: scattered(3),
        }
    }

    /// National identity number: eleven digits, the last a Luhn check digit.
    pub fn national_id(&self) -> String {
        format!("{:010}{}", self.numbers, luhn_digit(self.numbers))
    }

    /// Passport number: the first, or the one after renewal.
    pub fn passport(&self, renewed: bool) -> String {
        // The two kinds begin with different letters, so that none of one is ever one of the other.
        let (stem, first) =
            if renewed { (scattered(self.numbers, 99_991), 13) } else { (scattered(self.numbers, 77), 0) };
        let letter = |n: u64| char::from(b'A' + (n % 26) as u8);
        let digit = |place: u64| stem / place % 10;
        format!("{}{}{:08}", letter(first + digit(100_000_000)), letter(digit(1_000_000_000)), stem % 100_000_000)
    }

    /// Register number of a company.
    pub fn register(&self) -> String {
        format!("Z{:010}", self.numbers)
    }

    /// E-mail address: the same for life.
    pub fn email(&self) -> String {
        let word = |word: &Word| -> String {
            word.latin(0, "").chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect()
        };
        // Not the number of the identity card, which must not be told by an address.
        let number = scattered(self.numbers, 31);
        match self.kind {
            Kind::Person => format!("{}.{}{number}@mail.example", word(&self.given), word(&self.family)),
            Kind::Company => format!("office@{}{number}.example", word(&self.given)),
        }
    }

    /// The patronymic's ending in own script and Latin letters, when the custom has one.
    pub fn ending(&self) -> Option<&'static crate::names::Part> {
        let [man, woman] = self.script.naming().patronymics.as_ref()?;
        Some(if self.woman { woman } else { man })
    }
}

/// The family name of the other sex: the same head with the other ending.
fn same_family(kin: &Identity, woman: bool) -> Word {
    let families = &kin.script.naming().families;
    let (from, to) =
        if woman { (families.tails, families.tails_women) } else { (families.tails_women, families.tails) };
    let mut parts = kin.family.parts.clone();
    if let (false, Some(last)) = (families.tails_women.is_empty(), parts.last_mut())
        && let Some(at) = from.iter().position(|tail| tail == *last)
        && let Some(other) = to.get(at)
    {
        *last = other;
    }
    Word { parts }
}
