//! Measures the screening of names: `screening measure --seed 7 --entries 70000 --queries 20000 --brute 300`.
//!
//! `write --out DIR` puts the same names into files, one a line, so that other programs can be measured on them.
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "a program that measures time and prints")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a program for the developer: a panic is its report"
)]

mod invent;

use invent::{Dice, Person, World, misspell};
use screen::{Entry, Index, Kind, NameKind, PartialDate, Policy, Query, Screener, learn_rarity};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Instant;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let options: HashMap<&str, &str> = words[1.min(words.len())..]
        .chunks(2)
        .map(|pair| (pair[0].trim_start_matches("--"), pair.get(1).map_or("", String::as_str)))
        .collect();
    match words.first().map(String::as_str) {
        Some("measure") => measure(&options),
        Some("write") => write(&options),
        _ => println!(
            "screening measure|write --seed N --entries N --queries N [--brute N] [--lost 1] [--truth FILE] [--out DIR]"
        ),
    }
}

fn number(options: &HashMap<&str, &str>, name: &str, default: usize) -> usize {
    options.get(name).map_or(default, |text| text.parse().expect("a number"))
}

struct Set {
    entries: Vec<Entry>,
    misspelt: Vec<(String, usize)>,
    strangers: Vec<String>,
}

/// A list and two sets of queries. Half of the entries have one to three aliases.
fn set(options: &HashMap<&str, &str>) -> Set {
    let seed = number(options, "seed", 1) as u64;
    let (count, queries) = (number(options, "entries", 70_000), number(options, "queries", 20_000));
    let mut world = World::new(seed);
    let people: Vec<Person> = (0..count).map(|_| world.person()).collect();
    let mut dice = Dice::new(seed ^ 0xA11A5);
    let entries = people
        .iter()
        .enumerate()
        .map(|(at, person)| {
            let mut entry = Entry::new("GEN", &at.to_string(), Kind::Person);
            entry.add_name(&person.name(), NameKind::Primary);
            if dice.chance(0.5) {
                for _ in 0..1 + dice.below(3) {
                    entry.add_name(&misspell(&mut dice, person), NameKind::Alias);
                }
            }
            let (year, month, day) = person.born;
            entry.births.extend(PartialDate::new(year, month, day).map(Into::into));
            entry
        })
        .collect();
    let misspelt = (0..queries)
        .map(|_| {
            let at = dice.below(people.len());
            (misspell(&mut dice, &people[at]), at)
        })
        .collect();
    let names: HashSet<String> = people.iter().map(Person::name).collect();
    let mut strangers = Vec::new();
    while strangers.len() < queries {
        let name = world.person().name();
        if !names.contains(&name) {
            strangers.push(name);
        }
    }
    Set { entries, misspelt, strangers }
}

fn measure(options: &HashMap<&str, &str>) {
    let set = set(options);
    let policy = Policy { similarity_min: number(options, "floor", 820) as u16, ..Policy::default() };
    let start = Instant::now();
    let rarity = Arc::new(learn_rarity(&set.entries));
    let names: usize = set.entries.iter().map(|entry| entry.names.len()).sum();
    println!("entries {} names {names} words {}", set.entries.len(), rarity.distinct());
    let mut words: HashMap<String, usize> = HashMap::new();
    for person in set.entries.iter().filter_map(Entry::shown_name) {
        person.reveal().split([' ', '-']).for_each(|word| *words.entry(word.to_lowercase()).or_default() += 1);
    }
    let mut common: Vec<(usize, String)> = words.into_iter().map(|(word, count)| (count, word)).collect();
    common.sort_unstable_by(|a, b| b.cmp(a));
    println!("most common words of main names: {:?}", &common[..10.min(common.len())]);
    let index = Index::build(set.entries.iter().cloned(), rarity, policy);
    println!("built in {:.2} s, resident {} MiB", start.elapsed().as_secs_f64(), resident_mib());
    let found = run(&index, "misspelt", &set.misspelt.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>());
    let right = set.misspelt.iter().zip(&found).filter(|((_, at), hits)| hits.contains(&at.to_string())).count();
    println!("misspelt names that meet their entry: {:.2} %", 100.0 * right as f64 / found.len().max(1) as f64);
    run(&index, "strangers", &set.strangers.iter().map(String::as_str).collect::<Vec<_>>());
    let mut mixed: Vec<&str> = Vec::new();
    for ((name, _), stranger) in set.misspelt.iter().zip(&set.strangers) {
        mixed.extend([name.as_str(), stranger.as_str()]);
    }
    run(&index, "half and half", &mixed);
    let brute = number(options, "brute", 0).min(mixed.len());
    if brute > 0 {
        recall(&index, &set.entries, &mixed[..brute], options);
    }
}

/// Screens names one by one on one core, and prints how it went; gives the numbers of the entries met.
fn run(index: &Index, what: &str, names: &[&str]) -> Vec<HashSet<String>> {
    let queries: Vec<Query> = names.iter().map(|name| Query::name(Kind::Person, name)).collect();
    let mut screener = index.screener();
    let mut times = Vec::with_capacity(names.len());
    let mut answers = Vec::with_capacity(names.len());
    let cpu = cpu_seconds();
    let slow = std::env::var("SLOW_US").ok().and_then(|text| text.parse::<f64>().ok()).unwrap_or(f64::INFINITY);
    for query in &queries {
        let before = screener.counts();
        let start = Instant::now();
        let answer = screener.screen(query);
        times.push(start.elapsed().as_nanos() as f64 / 1000.0);
        if times.last().is_some_and(|time| *time > slow) {
            let now = screener.counts();
            println!(
                "slow {:.0} us: {}; {} lists, {} candidates, {} alike, {} hits",
                times.last().unwrap_or(&0.0),
                query.names[0].text.reveal(),
                now.lists - before.lists,
                now.candidates - before.candidates,
                now.alike - before.alike,
                answer.hits.len()
            );
        }
        answers.push(answer);
    }
    let cpu = (cpu_seconds() - cpu).max(0.01);
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times.get((times.len() as f64 * part) as usize).copied().unwrap_or(0.0);
    let counts = screener.counts();
    let each = |n: u64| n as f64 / names.len().max(1) as f64;
    let hits: usize = answers.iter().map(|answer| answer.hits.len()).sum();
    let met = answers.iter().filter(|answer| !answer.hits.is_empty()).count();
    println!(
        "{what}: {} names, {:.0} names per CPU second; p50 {:.0} p90 {:.0} p99 {:.0} max {:.0} us; each {:.0} lists, {:.1} candidates, {:.1} taken, {:.1} compared, {:.2} alike, {:.2} hits; {:.1} % with a hit",
        names.len(),
        names.len() as f64 / cpu,
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0 - f64::EPSILON),
        each(counts.lists),
        each(counts.candidates),
        each(counts.taken),
        each(counts.compared),
        each(counts.alike),
        hits as f64 / names.len().max(1) as f64,
        100.0 * met as f64 / names.len().max(1) as f64,
    );
    let id = |entry| index.entry(entry).map(|entry| entry.id.clone());
    answers.iter().map(|answer| answer.hits.iter().filter_map(|hit| id(hit.entry)).collect()).collect()
}

/// Every name against every listed name by the same comparison and threshold. `--lost 1` prints what the index does not
/// find; `--truth FILE` keeps what brute force found, and takes it from there the next time.
fn recall(index: &Index, entries: &[Entry], names: &[&str], options: &HashMap<&str, &str>) {
    let kept = options.get("truth").and_then(|file| std::fs::read_to_string(file).ok());
    let truth = kept.unwrap_or_else(|| brute_force(index, entries, names));
    if let Some(file) = options.get("truth") {
        std::fs::write(file, &truth).expect("written");
    }
    let mut screener = index.screener();
    let answers: Vec<HashSet<String>> = names.iter().map(|name| screened(index, &mut screener, name)).collect();
    let (mut all, mut found) = (0usize, 0usize);
    for line in truth.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let at: usize = fields[0].parse().expect("a number");
        all += 1;
        if answers[at].contains(fields[1]) {
            found += 1;
        } else if options.contains_key("lost") {
            println!("lost {}: {} | {}", fields[2], names[at], fields[3]);
        }
    }
    println!("of {all} hits of brute force the index finds {found}: {:.3} %", 100.0 * found as f64 / all.max(1) as f64);
}

/// A line for each hit: the number of the name, the entry, the score, the listed name.
fn brute_force(index: &Index, entries: &[Entry], names: &[&str]) -> String {
    use names::{NameKind, PreparedName, score_from};
    let rarity = index.rarity();
    let prepare = |text: &str| {
        let mut name = PreparedName::new(NameKind::Person, text);
        rarity.weigh(&mut name);
        name
    };
    let all: Vec<(usize, PreparedName, &str)> = entries
        .iter()
        .enumerate()
        .flat_map(|(at, entry)| entry.names.iter().map(move |name| (at, name.text.reveal().as_str())))
        .map(|(at, text)| (at, prepare(text), text))
        .collect();
    let mut truth = String::new();
    let cpu = cpu_seconds();
    for (nth, name) in names.iter().enumerate() {
        let query = prepare(name);
        let met: BTreeMap<usize, (u16, &str)> = all
            .iter()
            .filter_map(|(at, listed, text)| {
                let score = score_from(&query, listed, rarity, index.policy().similarity_min)?;
                Some((*at, (score, *text)))
            })
            .collect();
        for (at, (score, text)) in met {
            let _ = writeln!(truth, "{nth}\t{at}\t{score}\t{text}");
        }
    }
    println!("brute force: {:.1} names per CPU second", names.len() as f64 / (cpu_seconds() - cpu).max(0.01));
    truth
}

fn screened(index: &Index, screener: &mut Screener<'_>, name: &str) -> HashSet<String> {
    let answer = screener.screen(&Query::name(Kind::Person, name));
    assert_eq!(answer.hits_left_out, 0, "raise hits_max to compare with brute force");
    answer.hits.iter().filter_map(|hit| index.entry(hit.entry)).map(|entry| entry.id.clone()).collect()
}

fn write(options: &HashMap<&str, &str>) {
    let set = set(options);
    let out = std::path::Path::new(options.get("out").expect("--out DIR"));
    let (mut listed, mut queries) = (String::new(), String::new());
    for entry in &set.entries {
        for name in &entry.names {
            let _ = writeln!(listed, "{}\t{}", entry.id, name.text.reveal());
        }
    }
    for ((name, _), stranger) in set.misspelt.iter().zip(&set.strangers) {
        let _ = writeln!(queries, "{name}\n{stranger}");
    }
    std::fs::write(out.join("listed.tsv"), listed).expect("written");
    std::fs::write(out.join("queries.txt"), queries).expect("written");
}

/// User and system seconds of this process.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    (ticks(11) + ticks(12)) / 100.0
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
