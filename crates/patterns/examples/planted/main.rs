//! Planted patterns against what is found: `planted [settings] [payments] [per-pattern] [codes] [noise:seed …]`, where
//! settings are `letter` (the defaults, which follow the catalogue) or `office` ([`patterns::office`]).
//!
//! For each country (default: one of each noise) every pattern runs once over everything; the truth is looked at only
//! afterwards. What counts:
//!
//! - A witness **tells** a planted instance when it holds at least half of what the instance consists of, or when at
//!   least half of what it holds is the instance's. They consist of payments; for G19 of documents, for G23, G32 and
//!   G33 of accounts.
//! - An instance is **found** when some witness of its own pattern tells it. Recall is the part of instances found.
//! - A witness is **right** when it tells an instance of its own pattern. If not, it is another **crime** when it tells
//!   an instance of another pattern, a **look-alike** when it tells one, and otherwise **nothing** that was planted.
//!   Precision is the part of witnesses that are right, and in brackets of those that are right or another crime.
//!
//! Many shapes are there in ordinary life too (a shop is a fan-in): precision says how much a person would look
//! through.

#![allow(clippy::print_stdout, reason = "a program for measuring")]

mod country;

use country::{Country, code_of};
use patterns::office::settings;
use patterns::{Found, Limits, Scope, Snapshot, Witness};
use std::collections::{HashMap, HashSet};
use std::error::Error;
use synth::money::plot::THRESHOLD_MINOR;
use synth::money::side::Row;
use synth::money::{Class, Noise, Plan, TieKind, Truth};

/// Seeds of the figures in the book; no parameter was chosen with them.
const COUNTRIES: [&str; 3] = ["calm:90017", "usual:90018", "murky:90019"];

/// What witnesses and instances consist of: edges, nodes, documents, each sort in a range of its own.
type Thing = u64;
const NODE: u64 = 1 << 60;
const DOCUMENT: u64 = 2 << 60;

fn things_of(country: &Country, truth: &Truth, code: &str) -> HashSet<Thing> {
    let planted = &truth.planted;
    let node = |node| country.node(node).map(|node| NODE | u64::from(node));
    match code {
        "G19" => {
            let documents = planted.sides.iter().filter_map(|row| match row {
                Row::Trade(line) => Some(DOCUMENT | line.document),
                _ => None,
            });
            documents.collect()
        }
        "G23" => {
            let tied: HashSet<_> =
                planted.ties.iter().filter(|tie| tie.kind == TieKind::Address).map(|tie| tie.node).collect();
            planted
                .cast
                .iter()
                .filter(|own| own.class == Class::Business && tied.contains(&own.node))
                .filter_map(|own| node(own.node))
                .collect()
        }
        "G32" => node(planted.focus).into_iter().collect(),
        "G33" => {
            let used = planted.sides.iter().filter_map(|row| match row {
                Row::Login(login) => node(login.node),
                _ => None,
            });
            used.collect()
        }
        _ => truth
            .payments
            .iter()
            .filter_map(|paid| country.edges.get(&paid.number))
            .map(|edge| u64::from(*edge))
            .collect(),
    }
}

fn things_told(country: &Country, witness: &Witness) -> HashSet<Thing> {
    let rows = || witness.rows.iter().map(|row| *row as usize);
    match witness.code {
        "G19" => rows().filter_map(|row| country.sides.trades.get(row)).map(|row| DOCUMENT | row.document).collect(),
        "G23" | "G32" | "G33" => witness.nodes.iter().map(|node| NODE | u64::from(node.0)).collect(),
        "G24" => {
            rows().filter_map(|row| country.corridor_edges.get(row)).flatten().map(|edge| u64::from(*edge)).collect()
        }
        _ => witness.edges.iter().map(|edge| u64::from(edge.0)).collect(),
    }
}

/// What was planted, by place in the list of truths.
struct Planted {
    things: Vec<HashSet<Thing>>,
    of_thing: HashMap<Thing, Vec<usize>>,
}

impl Planted {
    /// As seen by witnesses of a code: documents and nodes where these are what they hold.
    fn new(country: &Country, code: &str) -> Self {
        let of = |truth| match code {
            "G19" | "G23" | "G32" | "G33" => things_of(country, truth, code),
            _ => things_of(country, truth, "payments"),
        };
        let things: Vec<HashSet<Thing>> = country.truths.iter().map(of).collect();
        let mut of_thing: HashMap<Thing, Vec<usize>> = HashMap::new();
        for (place, own) in things.iter().enumerate() {
            own.iter().for_each(|thing| of_thing.entry(*thing).or_default().push(place));
        }
        Self { things, of_thing }
    }

    /// The instances that a witness tells.
    fn told(&self, held: &HashSet<Thing>) -> Vec<usize> {
        let mut common: HashMap<usize, usize> = HashMap::new();
        for place in held.iter().filter_map(|thing| self.of_thing.get(thing)).flatten() {
            *common.entry(*place).or_default() += 1;
        }
        let size = |place: &usize| self.things.get(*place).map_or(0, HashSet::len);
        let tells = |(place, common): &(usize, usize)| common * 2 >= size(place) || common * 2 >= held.len();
        common.into_iter().filter(tells).map(|(place, _)| place).collect()
    }
}

#[derive(Default)]
struct Line {
    planted: usize,
    found: usize,
    witnesses: usize,
    right: usize,
    crime: usize,
    look_alike: usize,
}

fn judge(country: &Country, found: &Found) -> Line {
    let planted = Planted::new(country, found.code);
    let kinds: Vec<(bool, &str)> = country.truths.iter().map(|truth| code_of(truth.planted.what)).collect();
    let own = |place: &usize| kinds.get(*place) == Some(&(true, found.code));
    let crime = |place: &usize| kinds.get(*place).is_some_and(|(crime, _)| *crime);
    let mut line =
        Line { planted: kinds.iter().filter(|kind| **kind == (true, found.code)).count(), ..Line::default() };
    let mut seen = HashSet::new();
    for witness in &found.witnesses {
        line.witnesses += 1;
        let told = planted.told(&things_told(country, witness));
        seen.extend(told.iter().copied().filter(|place| own(place)));
        match () {
            () if told.iter().any(own) => line.right += 1,
            () if told.iter().any(crime) => line.crime += 1,
            () => line.look_alike += usize::from(!told.is_empty()),
        }
    }
    line.found = seen.len();
    if std::env::var_os("MISSED").is_some() {
        for (truth, place) in country.truths.iter().zip(0..) {
            if own(&place) && !seen.contains(&place) {
                println!(
                    "  missed {} {} {:?} payments {}",
                    found.code,
                    truth.planted.number,
                    truth.planted.focus,
                    truth.payments.len()
                );
            }
        }
    }
    line
}

fn part(part: usize, whole: usize) -> String {
    if whole == 0 { "–".to_owned() } else { format!("{:.2}", part as f64 / whole as f64) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize, usual: u64| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(usual);
    let by_office = arguments.first().is_some_and(|text| text == "office");
    let (payments, per_pattern) = (number(1, 1_000_000), number(2, 12));
    let codes: Vec<&str> = arguments.get(3).map_or(Vec::new(), |text| text.split(',').collect());
    let named: Vec<&str> = arguments.iter().skip(4).map(String::as_str).collect();
    for name in if named.is_empty() { &COUNTRIES } else { named.as_slice() } {
        let (noise, seed) = name.split_once(':').ok_or("a country is written noise:seed")?;
        let noise = Noise::named(noise).ok_or("noise is calm, usual or murky")?;
        let country = country::make(&Plan::new(seed.parse()?, payments, per_pattern, noise))?;
        let snapshot = Snapshot::new(country.graph.all(), country.sides.clone());
        println!("{name}: {} movements of money, {} nodes", snapshot.movements(), snapshot.nodes());
        println!(
            "{:4} {:>7} {:>6} {:>6} {:>9} {:>6} {:>6} {:>10} {:>8}  precision",
            "", "planted", "found", "recall", "witnesses", "right", "crime", "look-alike", "nothing"
        );
        for pattern in patterns::all() {
            let code = pattern.about().code;
            if !codes.is_empty() && !codes.contains(&"all") && !codes.contains(&code) {
                continue;
            }
            let office = if by_office { settings(code, THRESHOLD_MINOR as i64) } else { Vec::new() };
            let office: Vec<(&str, &str)> = office.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let found = pattern.run(&snapshot, &office, &Scope::All, Limits::default())?;
            let line = judge(&country, &found);
            let Line { planted, found: seen, witnesses, right, crime, look_alike } = line;
            let nothing = witnesses - right - crime - look_alike;
            let limit = match found.extent {
                graph::Extent::Complete => String::new(),
                graph::Extent::Limited { by } => format!("  limit: {by}"),
            };
            println!(
                "{code:4} {planted:7} {seen:6} {:>6} {witnesses:9} {right:6} {crime:6} {look_alike:10} {nothing:8}  {} ({}){limit}",
                part(seen, planted),
                part(right, witnesses),
                part(right + crime, witnesses)
            );
        }
    }
    Ok(())
}
