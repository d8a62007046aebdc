//! A country of some size from a seed.

use crate::accounts::{Account, AccountId, Holder};
use crate::civil::{DAY_SECONDS, Date, days_of};
use crate::companies::Company;
use crate::people::Person;
use crate::stream::Stream;

/// How large a country is. Every number may be chosen; [`Size::transactions`] chooses the others in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// People who live in the country, at least 50.
    pub people: u64,
    /// Companies registered there, at least 20.
    pub companies: u64,
    /// Length of the story in days, at least 30.
    pub days: u64,
    /// Ordinary transactions. Salaries and rents alone may be more; then they are what there is.
    pub ordinary: u64,
    /// Crimes that run side by side at any time, at most [`Size::CRIMES_AT_ONCE_MAX`]: what bounds the memory.
    pub crimes_at_once: u64,
}

impl Size {
    /// Most crimes at once. Each keeps its few dozen transactions in memory until it is over.
    pub const CRIMES_AT_ONCE_MAX: u64 = 512;

    /// A country with about this many ordinary transactions: forty a year for each person, a company for fifteen
    /// people, a story of eight months.
    pub const fn transactions(ordinary: u64) -> Self {
        let people = if ordinary / 26 > 50 { ordinary / 26 } else { 50 };
        let companies = if people / 15 > 20 { people / 15 } else { 20 };
        let wanted = 1 + ordinary / 25_000;
        let crimes_at_once = if wanted < Self::CRIMES_AT_ONCE_MAX { wanted } else { Self::CRIMES_AT_ONCE_MAX };
        Self { people, companies, days: 240, ordinary, crimes_at_once }
    }

    /// A hamlet for unit tests: a quarter of a year, about 2,000 transactions.
    pub const fn hamlet() -> Self {
        Self { people: 200, companies: 20, days: 91, ordinary: 2000, crimes_at_once: 2 }
    }

    fn bounded(self) -> Self {
        Self {
            people: self.people.clamp(50, crate::people::FOREIGN_FROM - 1),
            companies: self.companies.clamp(20, crate::people::FOREIGN_FROM - 1),
            days: self.days.clamp(30, 36_500),
            ordinary: self.ordinary,
            crimes_at_once: self.crimes_at_once.min(Self::CRIMES_AT_ONCE_MAX),
        }
    }
}

/// A synthetic country. Holds its seed, its size and the first day of its story, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// Where all chance comes from.
    pub seed: u64,
    /// How large it is.
    pub size: Size,
    /// First day of the story, in days since 1970-01-01.
    pub first_day: i64,
}

impl Country {
    /// The country of that seed, its story beginning on 2026-01-01. Sizes out of range are moved into it.
    pub fn new(seed: u64, size: Size) -> Self {
        Self { seed, size: size.bounded(), first_day: days_of(Date { year: 2026, month: 1, day: 1 }) }
    }

    /// The same country with its story beginning on another day, given in days since 1970-01-01.
    #[must_use]
    pub const fn beginning_on(self, first_day: i64) -> Self {
        Self { first_day, ..self }
    }

    /// A person.
    pub fn person(&self, index: u64) -> Person {
        Person::new(self.seed, index)
    }

    /// A company.
    pub fn company(&self, index: u64) -> Company {
        Company::new(self.seed, index)
    }

    /// An account.
    pub fn account(&self, id: AccountId) -> Account {
        Account::new(self.seed, id)
    }

    /// The person who acts for a company.
    pub fn director(&self, company: &Company) -> Person {
        let index = company.spare % self.size.people;
        self.person(if company.abroad.is_some() { index + crate::people::FOREIGN_FROM } else { index })
    }

    /// The person who owns a company; seldom the director.
    pub fn owner(&self, company: &Company) -> Person {
        self.person((company.spare >> 20) % self.size.people)
    }

    /// ISO country of a holder, `home` for those who live in Zedland.
    pub fn country_of(&self, holder: Holder, home: &'static str) -> &'static str {
        let abroad = match holder {
            _ if !holder.is_foreign() => None,
            Holder::Person(index) => self.person(index).abroad,
            Holder::Company(index) => self.company(index).abroad,
        };
        abroad.map_or(home, |country| country.code)
    }

    /// First second after the story.
    pub fn end_seconds(&self) -> i64 {
        (self.first_day + self.size.days as i64) * DAY_SECONDS
    }

    /// Every transaction in order of time, ordinary life and crimes mixed.
    pub fn stream(&self) -> Stream {
        Stream::new(*self)
    }
}
