//! People: everything about one of them follows from the seed and a number.

#![expect(clippy::indexing_slicing, reason = "tables are never empty and every index is drawn below their length")]

use crate::civil::{Date, date_of, days_of, push_digits};
use crate::draw::{Domain, Draw};
use crate::names::{CUSTOMS, Custom, Order, PATRONYMICS, Part};
use crate::places::{Abroad, CITIES, City, STREETS, abroad_of};
pub use synth::luhn::luhn_digit;

/// Numbers of people and companies from here on live abroad.
pub const FOREIGN_FROM: u64 = 1 << 40;

/// Occupations; the first third earns most of what is earned.
pub static OCCUPATIONS: [&str; 30] = [
    "Surgeon",
    "Civil engineer",
    "Software developer",
    "Lawyer",
    "Pharmacist",
    "Architect",
    "Ship captain",
    "Bank clerk",
    "Accountant",
    "Estate agent",
    "Teacher",
    "Nurse",
    "Electrician",
    "Bus driver",
    "Shop assistant",
    "Carpenter",
    "Fisherman",
    "Cook",
    "Police officer",
    "Hairdresser",
    "Farm worker",
    "Cleaner",
    "Student",
    "Pensioner",
    "Street trader",
    "Unemployed",
    "Musician",
    "Translator",
    "Welder",
    "Customs broker",
];

/// Where money comes from, in the words of a form.
pub static SOURCES: [&str; 6] =
    ["Salary", "Business income", "Savings", "Pension", "Sale of property", "Family support"];

/// How a file spells a person: 0 is the spelling of the identity card; others pick among the spellings in use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling(pub u64);

/// A person.
#[derive(Clone, Debug)]
pub struct Person {
    /// Number; from [`FOREIGN_FROM`] on people live abroad.
    pub index: u64,
    /// Naming custom.
    pub custom: &'static Custom,
    /// Whether the person is a woman.
    pub woman: bool,
    given: &'static Part,
    second: &'static Part,
    family: &'static Part,
    /// Day of birth, in days since 1970-01-01.
    pub born_days: i64,
    /// City of residence; for people abroad, unused.
    pub city: &'static City,
    /// Country of residence, when abroad.
    pub abroad: Option<&'static Abroad>,
    /// Street.
    pub street: &'static str,
    /// House number.
    pub house: u64,
    /// Occupation.
    pub occupation: &'static str,
    /// Origin of wealth.
    pub wealth: &'static str,
    /// National identity number without its check digit: ten digits.
    id_stem: u64,
    /// Digits of the mobile number, without prefix.
    pub phone: u64,
    /// A number from which rarely needed facts are taken.
    pub spare: u64,
}

impl Person {
    /// The person of that number.
    pub fn new(seed: u64, index: u64) -> Self {
        let mut draw = Draw::new(seed, Domain::Person, index);
        // The first custom is the majority's.
        let custom = &CUSTOMS[if draw.per_mille(380) { 0 } else { draw.below(CUSTOMS.len() as u64) as usize }];
        let woman = draw.per_mille(500);
        let given = part(&mut draw, if woman { custom.women } else { custom.men });
        let second = match custom.order {
            Order::Patronymic => part(&mut draw, PATRONYMICS),
            Order::Fathers => part(&mut draw, custom.men),
            Order::TwoFamilies | Order::GivenFamily | Order::FamilyGiven => part(&mut draw, custom.families),
        };
        let mut family = part(&mut draw, custom.families);
        while family.latin == given.latin {
            // Nobody is called Ibrahim Ibrahim here: checkers take that for a slip.
            family = part(&mut draw, custom.families);
        }
        let youngest = days_of(Date { year: 2005, month: 12, day: 31 });
        let mut born_days = youngest - draw.below(65 * 365) as i64;
        if draw.per_mille(25) {
            // Only the year is known: registers write the first of January.
            born_days = days_of(Date { month: 1, day: 1, ..date_of(born_days) });
        }
        Self {
            index,
            custom,
            woman,
            given,
            second,
            family,
            born_days,
            city: &CITIES[draw.below(CITIES.len() as u64 * 3 / 2) as usize % CITIES.len()],
            abroad: (index >= FOREIGN_FROM).then(|| abroad_of(custom.abroad)),
            street: draw.pick(&STREETS),
            house: draw.between(1, 240),
            occupation: draw.pick(&OCCUPATIONS),
            wealth: draw.pick(&SOURCES),
            id_stem: draw.between(1_000_000_000, 9_999_999_999),
            phone: 70_000_000 + draw.below(10_000_000),
            spare: draw.bits(),
        }
    }

    /// Writes the given name in Latin letters.
    pub fn push_given(&self, out: &mut Vec<u8>, spelling: Spelling) {
        out.extend_from_slice(self.given.spelt(spelling.0).as_bytes());
    }

    /// Whether the name has a middle part: a patronymic or a father's name.
    pub fn has_middle(&self) -> bool {
        matches!(self.custom.order, Order::Patronymic | Order::Fathers)
    }

    /// Writes the middle part in Latin letters; nothing when there is none.
    pub fn push_middle(&self, out: &mut Vec<u8>, spelling: Spelling) {
        if !self.has_middle() {
            return;
        }
        out.extend_from_slice(self.second.spelt(spelling.0 >> 8).as_bytes());
        if self.custom.order == Order::Patronymic {
            out.extend_from_slice(self.patronymic_ending().1.as_bytes());
        }
    }

    /// Writes the family name, or what stands in its place, in Latin letters.
    pub fn push_family(&self, out: &mut Vec<u8>, spelling: Spelling) {
        out.extend_from_slice(self.family.spelt(spelling.0 >> 16).as_bytes());
        match self.custom.order {
            Order::TwoFamilies => {
                out.push(b' ');
                out.extend_from_slice(self.second.spelt(spelling.0 >> 8).as_bytes());
            }
            Order::Patronymic if self.woman => out.extend_from_slice(self.family_ending().1.as_bytes()),
            _ => {}
        }
    }

    /// Writes the full name as the bearer writes it.
    pub fn push_own(&self, out: &mut Vec<u8>) {
        let mut put = |texts: &[&str]| texts.iter().for_each(|text| out.extend_from_slice(text.as_bytes()));
        let (given, second, family) = (self.given.own, self.second.own, self.family.own);
        match self.custom.order {
            Order::GivenFamily => put(&[given, " ", family]),
            Order::FamilyGiven => put(&[family, given]),
            Order::Fathers => put(&[given, " ", second, " ", family]),
            Order::TwoFamilies => put(&[given, " ", family, " ", second]),
            Order::Patronymic => {
                let woman = if self.woman { self.family_ending().0 } else { "" };
                put(&[given, " ", second, self.patronymic_ending().0, " ", family, woman]);
            }
        }
    }

    /// Full name in Latin letters as on the identity card: given, middle, family.
    pub fn latin_name(&self) -> String {
        let mut out = Vec::new();
        self.push_full(&mut out, Spelling::default());
        String::from_utf8(out).unwrap_or_default()
    }

    /// Full name as the bearer writes it.
    pub fn own_name(&self) -> String {
        let mut out = Vec::new();
        self.push_own(&mut out);
        String::from_utf8(out).unwrap_or_default()
    }

    /// Writes given, middle and family name in Latin letters.
    pub fn push_full(&self, out: &mut Vec<u8>, spelling: Spelling) {
        self.push_given(out, spelling);
        if self.has_middle() {
            out.push(b' ');
            self.push_middle(out, spelling);
        }
        out.push(b' ');
        self.push_family(out, spelling);
    }

    /// National identity number: eleven digits, the last a Luhn check digit.
    pub fn id_number(&self) -> u64 {
        self.id_stem * 10 + luhn_digit(self.id_stem)
    }

    /// Writes a passport number: two letters and seven digits.
    pub fn push_passport(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"ZP");
        push_digits(out, self.id_stem % 10_000_000, 7);
    }

    /// Writes an e-mail address at an example domain, unique to the person.
    pub fn push_email(&self, out: &mut Vec<u8>) {
        let letters = |out: &mut Vec<u8>, text: &str| {
            out.extend(text.bytes().filter(u8::is_ascii_alphabetic).map(|b| b.to_ascii_lowercase()));
        };
        letters(out, self.given.latin);
        out.push(b'.');
        letters(out, self.family.latin);
        push_digits(out, self.index % FOREIGN_FROM, 1);
        out.extend_from_slice(b"@mail.example");
    }

    fn patronymic_ending(&self) -> (&'static str, &'static str) {
        let [man, woman, _] = self.custom.endings;
        if self.woman { woman } else { man }
    }

    fn family_ending(&self) -> (&'static str, &'static str) {
        let [_, _, ending] = self.custom.endings;
        ending
    }
}

fn part(draw: &mut Draw, parts: &'static [Part]) -> &'static Part {
    &parts[draw.below(parts.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_person_is_a_function_of_seed_and_number() {
        let told = |p: &Person| format!("{} {} {} {}", p.latin_name(), p.own_name(), p.id_number(), p.phone);
        assert_eq!(told(&Person::new(1, 99)), told(&Person::new(1, 99)));
        assert_ne!(told(&Person::new(1, 99)), told(&Person::new(2, 99)));
        assert_ne!(told(&Person::new(1, 99)), told(&Person::new(1, 100)));
    }

    #[test]
    fn names_come_in_many_scripts() {
        let scripts: HashSet<&str> = (0..500).map(|n| Person::new(1, n).custom.script).collect();
        assert_eq!(scripts.len(), CUSTOMS.len());
    }

    #[test]
    fn the_check_digit_is_luhn() {
        assert_eq!(luhn_digit(7_992_739_871), 3, "the textbook example");
        for n in 0..100 {
            let id = Person::new(5, n).id_number();
            assert_eq!(id.to_string().len(), 11);
            assert_eq!(luhn_digit(id / 10), id % 10);
        }
    }

    #[test]
    fn customs_order_their_names() {
        let with = |order| (0..).map(|n| Person::new(1, n)).find(|p| p.custom.order == order && p.woman).unwrap();
        assert!(with(Order::Patronymic).latin_name().ends_with('a'), "{}", with(Order::Patronymic).latin_name());
        assert_eq!(with(Order::Fathers).latin_name().split(' ').count().min(3), 3);
        let han = with(Order::FamilyGiven);
        assert!(!han.own_name().contains(' ') && han.latin_name().contains(' '));
    }

    #[test]
    fn one_person_has_several_spellings_and_one_card() {
        let person = (0..).map(|n| Person::new(1, n)).find(|p| p.given.latin == "Mohammed").unwrap();
        let spelt: HashSet<Vec<u8>> = (0..40u64)
            .map(|n| {
                let mut out = Vec::new();
                person.push_full(&mut out, Spelling(n | n << 8 | n << 16));
                out
            })
            .collect();
        assert!(spelt.len() >= 3);
        assert!(person.latin_name().starts_with("Mohammed"));
    }
}
