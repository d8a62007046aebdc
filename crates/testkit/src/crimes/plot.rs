//! What every shape of crime needs: participants who have not been used yet, noisy amounts, and time that passes.

use super::{CrimeId, Step};
use crate::accounts::{AccountId, Holder};
use crate::country::Country;
use crate::draw::{Domain, Draw};
use crate::people::FOREIGN_FROM;
use crate::tx::{Channel, Deed, End, Purpose};

/// The cash threshold of Zedland, in hundredths: 10,000.00.
pub const THRESHOLD_MINOR: u64 = 1_000_000;

/// One hour in seconds.
pub const HOUR: u64 = 3600;
/// One day in seconds.
pub const DAY: u64 = 24 * HOUR;

/// A crime in the making.
#[derive(Debug)]
pub struct Plot<'a> {
    country: &'a Country,
    /// Chance.
    pub draw: Draw,
    /// The time of the next step, in seconds since 1970-01-01.
    pub now: i64,
    used: Vec<Holder>,
    steps: Vec<Step>,
}

impl<'a> Plot<'a> {
    /// An empty plot.
    pub fn new(country: &'a Country, id: CrimeId, from_seconds: i64) -> Self {
        let draw = Draw::new(country.seed, Domain::Crime, id.0.wrapping_add(1 << 63));
        Self { country, draw, now: from_seconds, used: Vec::new(), steps: Vec::new() }
    }

    /// The steps, in the order in which they were planned.
    pub fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    fn fresh(&mut self, make: impl Fn(u64) -> Holder, limit: u64, from: u64) -> Holder {
        // A few draws are enough: a crime has some dozen participants and a country has at least fifty people. When all
        // fail the numbers are tried in turn.
        for _ in 0..8 {
            let holder = make(from + self.draw.below(limit));
            if !self.used.contains(&holder) {
                self.used.push(holder);
                return holder;
            }
        }
        let next = (0..limit).map(|n| make(from + n)).find(|holder| !self.used.contains(holder));
        let holder = next.unwrap_or_else(|| make(from));
        self.used.push(holder);
        holder
    }

    /// Somebody of Zedland who takes no part yet.
    pub fn somebody(&mut self) -> Holder {
        self.fresh(Holder::Person, self.country.size.people, 0)
    }

    /// The first account of somebody who takes no part yet.
    pub fn person(&mut self) -> End {
        let holder = self.somebody();
        End::Account(AccountId { holder, slot: 0 })
    }

    /// The first account of a company that takes no part yet.
    pub fn company(&mut self) -> End {
        let holder = self.fresh(Holder::Company, self.country.size.companies, 0);
        End::Account(AccountId { holder, slot: 0 })
    }

    /// A person's account in three of four cases, a company's in the fourth.
    pub fn account(&mut self) -> End {
        if self.draw.per_mille(750) { self.person() } else { self.company() }
    }

    /// An account of a company abroad.
    pub fn abroad(&mut self) -> End {
        let holder = self.fresh(Holder::Company, 5000, FOREIGN_FROM);
        End::Account(AccountId { holder, slot: 0 })
    }

    /// Several accounts.
    pub fn accounts(&mut self, least: u64, most: u64) -> Vec<End> {
        (0..self.draw.between(least, most)).map(|_| self.account()).collect()
    }

    /// Somebody in person with a home in another city than all `cities`, which then holds it too.
    pub fn somebody_elsewhere(&mut self, cities: &mut Vec<&'static str>) -> Holder {
        let mut last = self.somebody();
        for _ in 0..20 {
            let Holder::Person(index) = last else { break };
            let city = self.country.person(index).city.name;
            if !cities.contains(&city) {
                cities.push(city);
                break;
            }
            last = self.somebody();
        }
        last
    }

    /// Lets up to `seconds` pass, at least a minute.
    pub fn wait(&mut self, seconds: u64) {
        self.now += self.draw.between(60, seconds.max(60)) as i64;
    }

    /// A sum worth laundering: from 5,000.00, heavy-tailed, not round.
    pub fn sum(&mut self) -> u64 {
        self.draw.heavy(500_000, 550)
    }

    /// `amount` less a loss of at most `per_mille` thousandths; at least 1.
    pub fn less(&mut self, amount: u64, per_mille: u64) -> u64 {
        let loss = self.draw.below(per_mille + 1);
        (amount / 1000 * (1000 - loss.min(1000)) + amount % 1000).max(1)
    }

    /// `total` in `parts` unequal parts, none of them zero when the total allows it; they add up to it.
    pub fn split(&mut self, total: u64, parts: usize) -> Vec<u64> {
        let weights: Vec<u64> = (0..parts).map(|_| self.draw.between(70, 130)).collect();
        let sum = weights.iter().sum::<u64>().max(1);
        let mut shares: Vec<u64> = weights.iter().map(|w| (total / sum * w).max(1)).collect();
        let rest = total.saturating_sub(shares.iter().sum());
        if let Some(last) = shares.last_mut() {
            *last += rest;
        }
        shares
    }

    /// An amount of cash just below the threshold: 70 to 99 hundredths of it, mostly a round number of hundreds.
    pub fn below_threshold(&mut self) -> u64 {
        let amount = self.draw.between(THRESHOLD_MINOR * 70 / 100, THRESHOLD_MINOR * 99 / 100);
        if self.draw.per_mille(700) { amount / 10_000 * 10_000 } else { amount / 500 * 500 }
    }

    /// A payment between accounts, now: by wire when it crosses the border, else online or by telephone.
    pub fn pay(&mut self, from: End, to: End, amount_minor: u64) {
        let home = if self.draw.per_mille(650) { Channel::Online } else { Channel::Mobile };
        let channel = if from.is_foreign() || to.is_foreign() { Channel::Wire } else { home };
        let purpose = match (from.holder(), to.holder()) {
            (Some(Holder::Company(_)), Some(Holder::Company(_))) => Purpose::Invoice,
            _ if channel == Channel::Wire => Purpose::Remittance,
            _ => Purpose::Private,
        };
        self.step(Deed { from, to, amount_minor, channel, purpose });
    }

    /// Cash paid into an account, now.
    pub fn pay_in(&mut self, by: Holder, to: End, amount_minor: u64) {
        let deed =
            Deed { from: End::Holder(by), to, amount_minor, channel: Channel::Counter, purpose: Purpose::CashIn };
        self.step(deed);
    }

    /// Any step, now.
    pub fn step(&mut self, deed: Deed) {
        self.steps.push(Step { seconds: self.now, deed });
    }
}
