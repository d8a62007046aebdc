//! Ordinary life: what people and companies pay when nobody does anything wrong.
//!
//! A day has a plan: how many salaries, how many rents, how much of everything else. Every person gets one salary a
//! month, on one of four days, from the same employer, and pays one rent a month to the same landlord. The rest is
//! drawn. Each payment follows from the day and its place in the day, so any day can be made without the days before.

#![expect(
    clippy::indexing_slicing,
    reason = "weekdays are below 7 and the tenth of a day is at most 9 in a table of 11"
)]

use crate::accounts::{AccountId, Holder};
use crate::civil::{DAY_SECONDS, date_of, weekday_of};
use crate::country::Country;
use crate::draw::{Domain, Draw};
use crate::people::FOREIGN_FROM;
use crate::tx::{Channel, Deed, End, Purpose};

/// Relative business of Monday to Sunday.
const WEEK: [u64; 7] = [15, 14, 14, 15, 20, 14, 8];
const WEEK_TOTAL: u64 = 100;

/// First pay-day and number of pay-days in a month, then the same of rent.
const SALARY_DAYS: (u8, u64) = (25, 4);
const RENT_DAYS: (u8, u64) = (1, 5);

/// The account slot under which the first two companies keep the money of the exchanges of virtual assets.
pub const EXCHANGE_SLOT: u8 = 5;

/// Share of people who work for a company or rent a home, in thousandths.
const EMPLOYED: u64 = 620;
const RENTING: u64 = 380;

/// Hours of a day by how many tenths of its payments have been made: nights are quiet, noon and evening busy.
const HOURS: [u64; 11] = [0, 7, 9, 10, 11, 12, 13, 15, 17, 19, 24];

/// How many payments of each kind a day has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayPlan {
    /// Day of the story, from 0.
    pub day: u64,
    /// Salaries.
    pub salaries: u64,
    /// Rents.
    pub rents: u64,
    /// Everything else.
    pub other: u64,
}

impl DayPlan {
    /// The plan of a day of the story.
    pub fn new(country: &Country, day: u64) -> Self {
        let date = date_of(country.first_day + day as i64);
        let due = |(first, days): (u8, u64), share: u64| {
            let at = u64::from(date.day.wrapping_sub(first));
            let people = country.size.people * share / 1000;
            if at < days { people * (at + 1) / days - people * at / days } else { 0 }
        };
        let months = country.size.days * 12 / 365;
        let regular = months * (country.size.people * EMPLOYED / 1000 + country.size.people * RENTING / 1000);
        let drawn = u128::from(country.size.ordinary.saturating_sub(regular));
        let until = |days: u64| {
            (drawn * u128::from(week_sum(country, days))) / u128::from(week_sum(country, country.size.days).max(1))
        };
        let other = (until(day + 1) - until(day)) as u64;
        Self { day, salaries: due(SALARY_DAYS, EMPLOYED), rents: due(RENT_DAYS, RENTING), other }
    }

    /// Payments of the day.
    pub const fn total(&self) -> u64 {
        self.salaries + self.rents + self.other
    }
}

/// Sum of the weights of the first `days` days of the story.
fn week_sum(country: &Country, days: u64) -> u64 {
    let rest = (0..days % 7).map(|n| WEEK[usize::from(weekday_of(country.first_day + n as i64))]).sum::<u64>();
    days / 7 * WEEK_TOTAL + rest
}

/// The `place`th payment of a day, with its second.
pub fn payment(country: &Country, plan: &DayPlan, place: u64) -> (i64, Deed) {
    let total = plan.total().max(1);
    let mut draw = Draw::new(country.seed, Domain::Life, plan.day << 40 | place);
    let moment = (place * 1_000_000 + draw.below(1_000_000)) / total;
    let seconds = (country.first_day + plan.day as i64) * DAY_SECONDS + second_of_day(moment);
    // Salaries and rents are spread evenly over the places of the day.
    let spread = |count: u64| (place * count / total, (place + 1) * count / total > place * count / total);
    let (salary, is_salary) = spread(plan.salaries);
    let regular = plan.salaries + plan.rents;
    let (either, is_either) = spread(regular);
    let day_of_month = u64::from(date_of(country.first_day + plan.day as i64).day);
    let deed = if is_salary && plan.rents == 0 {
        salary_of(country, first_of(country, SALARY_DAYS, EMPLOYED, day_of_month) + salary)
    } else if is_either && plan.salaries == 0 {
        rent_of(country, first_of(country, RENT_DAYS, RENTING, day_of_month) + either)
    } else {
        other(country, &mut draw)
    };
    (seconds, apart(deed))
}

/// The first person of those whose turn is that day of the month.
fn first_of(country: &Country, (first, days): (u8, u64), share: u64, day_of_month: u64) -> u64 {
    country.size.people * share / 1000 * (day_of_month - u64::from(first)) / days
}

/// Second of the day at which `moment` millionths of the day's payments have been made.
fn second_of_day(moment: u64) -> i64 {
    let at = (moment / 100_000).min(9) as usize;
    let (from, to) = (HOURS[at] * 3600, HOURS[at + 1] * 3600);
    (from + (to - from) * (moment % 100_000) / 100_000) as i64
}

fn salary_of(country: &Country, person: u64) -> Deed {
    let mut fixed = Draw::new(country.seed, Domain::Life, 1 << 63 | person);
    let employer = fixed.skewed(country.size.companies);
    let amount_minor = fixed.heavy(140_000, 350) / 100 * 100;
    deed(End::company(employer), End::person(person), amount_minor, Channel::Online, Purpose::Salary)
}

fn rent_of(country: &Country, person: u64) -> Deed {
    // Tenants are counted from the other end, so that some people have a salary and a rent and some have neither.
    let tenant = country.size.people - 1 - person.min(country.size.people - 1);
    let mut fixed = Draw::new(country.seed, Domain::Life, 3 << 62 | tenant);
    let landlord = if fixed.per_mille(400) {
        End::company(fixed.below(country.size.companies))
    } else {
        End::person(fixed.skewed(country.size.people))
    };
    deed(End::person(tenant), landlord, fixed.heavy(45_000, 300) / 1000 * 1000, Channel::Online, Purpose::Rent)
}

/// Nobody pays himself: the payee is then the payer's savings account.
fn apart(deed: Deed) -> Deed {
    match (deed.from, deed.to) {
        (End::Account(from), End::Account(to)) if from == to => {
            Deed { to: End::Account(AccountId { slot: to.slot ^ 1, ..to }), ..deed }
        }
        _ => deed,
    }
}

fn deed(from: End, to: End, amount_minor: u64, channel: Channel, purpose: Purpose) -> Deed {
    Deed { from, to, amount_minor, channel, purpose }
}

fn other(country: &Country, draw: &mut Draw) -> Deed {
    let person = draw.below(country.size.people);
    let account = End::person(person);
    let body = End::Holder(Holder::Person(person));
    let shop = End::company(draw.skewed(country.size.companies));
    match draw.below(1000) {
        0..430 => deed(account, shop, draw.heavy(400, 620), Channel::Card, Purpose::Shopping),
        430..520 => {
            let utility = End::company(draw.below(6));
            deed(account, utility, draw.heavy(3000, 350), Channel::Mobile, Purpose::Bill)
        }
        520..640 => {
            let friend = End::person(friend_of(country, person, draw));
            deed(account, friend, draw.heavy(1000, 560), Channel::Mobile, Purpose::Private)
        }
        640..740 => deed(account, body, draw.between(2, 80) * 1000, Channel::Machine, Purpose::CashOut),
        740..755 => deed(account, body, draw.heavy(100_000, 520) / 10_000 * 10_000, Channel::Counter, Purpose::CashOut),
        755..785 => deed(body, account, draw.heavy(20_000, 540) / 1000 * 1000, Channel::Counter, Purpose::CashIn),
        785..875 => invoice(country, draw),
        875..925 => takings(country, draw),
        _ => rare(country, draw, person),
    }
}

/// Friends are few: one of seven people who are always the same.
fn friend_of(country: &Country, person: u64, draw: &mut Draw) -> u64 {
    let mut fixed = Draw::new(country.seed, Domain::Life, 1 << 61 | (person * 8 + draw.below(7)));
    fixed.below(country.size.people)
}

fn invoice(country: &Country, draw: &mut Draw) -> Deed {
    let buyer = draw.below(country.size.companies);
    let mut fixed = Draw::new(country.seed, Domain::Life, 1 << 60 | (buyer * 8 + draw.below(5)));
    let foreign = fixed.per_mille(180);
    let supplier = fixed.skewed(country.size.companies) + if foreign { FOREIGN_FROM } else { 0 };
    let channel = if foreign { Channel::Wire } else { Channel::Online };
    let (from, to) = (End::company(buyer), End::company(supplier));
    let (from, to) = if foreign && draw.per_mille(450) { (to, from) } else { (from, to) };
    deed(from, to, draw.heavy(30_000, 640), channel, Purpose::Invoice)
}

fn takings(country: &Country, draw: &mut Draw) -> Deed {
    let index = draw.skewed(country.size.companies);
    let clerk = End::Holder(Holder::Company(index));
    deed(clerk, End::company(index), draw.heavy(60_000, 560) / 1000 * 1000, Channel::Counter, Purpose::Takings)
}

fn rare(country: &Country, draw: &mut Draw, person: u64) -> Deed {
    let account = End::person(person);
    let body = End::Holder(Holder::Person(person));
    let relative = FOREIGN_FROM + person * 3 + draw.below(3);
    let exchange = End::Account(AccountId { holder: Holder::Company(draw.below(2)), slot: EXCHANGE_SLOT });
    match draw.below(75) {
        0..14 => deed(
            body,
            End::Holder(Holder::Person(relative)),
            draw.heavy(5000, 450),
            Channel::Agent,
            Purpose::Remittance,
        ),
        14..26 => deed(account, End::person(relative), draw.heavy(10_000, 500), Channel::Wire, Purpose::Remittance),
        26..40 => deed(End::person(relative), account, draw.heavy(10_000, 500), Channel::Wire, Purpose::Remittance),
        40..50 => deed(
            body,
            End::Holder(Holder::Company(draw.below(4))),
            draw.heavy(5000, 560),
            Channel::Casino,
            Purpose::Gambling,
        ),
        50..62 => deed(account, exchange, draw.heavy(5000, 560), Channel::Virtual, Purpose::Assets),
        62..66 => deed(exchange, account, draw.heavy(5000, 560), Channel::Virtual, Purpose::Assets),
        66..71 => {
            let dealer = End::Holder(Holder::Company(draw.below(country.size.companies)));
            deed(body, dealer, draw.heavy(80_000, 600), Channel::Dealer, Purpose::Goods)
        }
        71..73 => {
            let seller = End::person(draw.below(country.size.people));
            deed(account, seller, draw.heavy(9_000_000, 450), Channel::Notary, Purpose::Property)
        }
        _ => {
            let bank = End::company(draw.below(country.size.companies));
            deed(bank, account, draw.heavy(300_000, 500) / 10_000 * 10_000, Channel::Online, Purpose::Loan)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::country::Size;
    use std::collections::HashMap;

    fn all(country: &Country) -> Vec<(i64, Deed)> {
        (0..country.size.days)
            .flat_map(|day| {
                let plan = DayPlan::new(country, day);
                (0..plan.total()).map(move |place| payment(country, &plan, place)).collect::<Vec<_>>()
            })
            .collect()
    }

    #[test]
    fn days_add_up_to_about_what_was_asked_for() {
        for wanted in [2_000u64, 20_000, 200_000] {
            let country = Country::new(1, Size::transactions(wanted));
            let made: u64 = (0..country.size.days).map(|day| DayPlan::new(&country, day).total()).sum();
            assert!(made.abs_diff(wanted) * 10 < wanted, "{made} of {wanted}");
        }
    }

    #[test]
    fn payments_come_in_order_of_time_and_nobody_pays_himself() {
        let paid = all(&Country::new(1, Size::hamlet()));
        assert!(paid.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        assert!(paid.iter().all(|(_, deed)| deed.from != deed.to && deed.amount_minor > 0));
    }

    #[test]
    fn everybody_employed_gets_one_salary_a_month_from_the_same_employer() {
        let country = Country::new(1, Size { days: 90, ..Size::hamlet() });
        let mut employers: HashMap<End, Vec<End>> = HashMap::new();
        for (_, deed) in all(&country).into_iter().filter(|(_, deed)| deed.purpose == Purpose::Salary) {
            employers.entry(deed.to).or_default().push(deed.from);
        }
        assert_eq!(employers.len() as u64, country.size.people * EMPLOYED / 1000);
        assert!(employers.values().all(|from| from.len() == 3 && from.iter().all(|f| *f == from[0])));
    }

    #[test]
    fn amounts_have_a_heavy_tail_and_shops_are_hubs() {
        let country = Country::new(1, Size::transactions(40_000));
        let shopping: Vec<Deed> =
            all(&country).into_iter().map(|(_, d)| d).filter(|d| d.purpose == Purpose::Shopping).collect();
        let mut visits: HashMap<End, u32> = HashMap::new();
        shopping.iter().for_each(|deed| *visits.entry(deed.to).or_default() += 1);
        let busiest = *visits.values().max().unwrap() as usize;
        assert!(busiest * visits.len() > 5 * shopping.len(), "the busiest shop has five times the mean");
        let mut amounts: Vec<u64> = shopping.iter().map(|d| d.amount_minor).collect();
        amounts.sort_unstable();
        assert!(amounts[amounts.len() - 10] > 50 * amounts[amounts.len() / 2]);
    }
}
