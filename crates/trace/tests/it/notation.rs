//! Ledgers in a short notation, so that an example fits on a page.
//!
//! `open A 100` · `v>A 50 *` (a seed) · `v>A 50 *20` (of which 20 are the seed) · `A>B 90 fee 10` (100 leave) ·
//! `A>B 100 as 250 USD` · `A 30 + B 70 > C 60 + D 40` · `seed A 40` (of the opening balance). Capital letters are
//! accounts, other words are outside. The currency is ZED. Entries are a minute apart.

use openfiu_trace::{Entry, Gaps, Ledger, Leg, Method, Place, Seed, Tracing, trace};
use std::collections::BTreeMap;

pub(crate) fn place(name: &str) -> Place {
    match name {
        "fees" => Place::Fees,
        _ if name.starts_with(char::is_uppercase) => Place::account(name),
        _ => Place::outside(name),
    }
}

fn leg(name: &str, amount: i64, currency: &str) -> Leg {
    Leg { place: place(name), currency: currency.to_owned(), amount_minor: amount }
}

pub(crate) fn read(text: &str) -> (Ledger, Vec<Seed>) {
    let (mut ledger, mut seeds) = (Ledger::default(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let number = |at: usize| words[at].parse::<i64>().unwrap();
        let id = ledger.entries.len() + 1;
        let at = i64::try_from(id).unwrap() * 60;
        match words[0] {
            "open" => ledger.opening.push((words[1].into(), "ZED".into(), number(2))),
            "seed" => seeds.push(Seed::Opening { account: words[1].into(), amount_minor: Some(number(2)) }),
            _ if words.contains(&"+") => {
                let (from, to) = line.split_once('>').unwrap();
                let legs = |side: &str| {
                    side.split('+')
                        .map(|leg_text| {
                            let (name, amount) = leg_text.trim().split_once(' ').unwrap();
                            leg(name, amount.parse().unwrap(), "ZED")
                        })
                        .collect()
                };
                ledger.entries.push(Entry {
                    id: id.to_string(),
                    at,
                    debits: legs(from),
                    credits: legs(to),
                    fee_minor: 0,
                });
            }
            _ => {
                let (from, to) = words[0].split_once('>').unwrap();
                let amount = number(1);
                let mut entry = Entry::simple(&id.to_string(), at, place(from), place(to), ("ZED", amount));
                match words.get(2).copied() {
                    Some("fee") => {
                        entry.fee_minor = number(3);
                        entry.debits[0].amount_minor += number(3);
                    }
                    Some("as") => entry.credits[0] = leg(to, number(3), words[4]),
                    Some(star) => {
                        seeds.push(Seed::Entry { entry: id.to_string(), amount_minor: star[1..].parse().ok() })
                    }
                    None => {}
                }
                ledger.entries.push(entry);
            }
        }
    }
    (ledger, seeds)
}

pub(crate) fn traced(text: &str, method: Method) -> Tracing {
    let (ledger, seeds) = read(text);
    trace(&ledger, &seeds, method, Gaps::Assume).unwrap()
}

/// What is traced where in the end, as `A=30 B=20`.
pub(crate) fn ends(tracing: &Tracing) -> String {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for holding in &tracing.holdings {
        let sum: i64 = holding.traced.iter().map(|(_, minor)| minor).sum();
        if sum > 0 {
            *sums.entry(holding.place.name().to_owned()).or_default() += sum;
        }
    }
    sums.iter().map(|(place, minor)| format!("{place}={minor}")).collect::<Vec<_>>().join(" ")
}
