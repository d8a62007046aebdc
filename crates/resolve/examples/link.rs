//! Links the file that `people` writes and holds the clusters against the truth.
//!
//! `link people.csv [batch|stream|recall|model] [certainty per mille] [rows streamed]`: `batch` learns, links and clusters the
//! whole file; `stream` does that and then times single mentions: the last 10,000 of the file (or as many as stated) are
//! added one by one to clusters of all others.
//! Processor seconds are user and system time of this process, read from `/proc/self/stat`.

#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "an example that measures")]

use resolve::batch::{self, Linked};
use resolve::clusters::{Clusters, MentionId};
use resolve::dates::PartialDate;
use resolve::mention::{IdentifierText, Mention, NameText, PlaceText, Sex};
use resolve::weights::em::Learning;
use resolve::{Store, blocking};
use std::collections::HashMap;
use std::time::Instant;

/// Seconds of user and system time of this process.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after.split_whitespace().skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    ticks / 100.0
}

/// Largest resident memory of this process in MiB.
fn peak_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Calls `each` with every row as a mention and who it is in truth.
fn read(path: &str, mut each: impl FnMut(&Mention<'_>, u64)) -> Result<(), csv::Error> {
    let mut reader = csv::ReaderBuilder::new().buffer_capacity(1 << 16).from_path(path)?;
    let mut row = csv::StringRecord::new();
    while reader.read_record(&mut row)? {
        let field = |at: usize| row.get(at).unwrap_or_default();
        let born = PartialDate::parse(field(4));
        let name = [NameText::Parts { given: field(2), family: field(3) }];
        let place = [PlaceText { city: field(6), postcode: field(7), country: "GB", street: "" }];
        let number = [IdentifierText { scheme: "national", country: "XX", text: field(9) }];
        let (phone, mail) = ([field(8)], [field(10)]);
        let mention = Mention {
            id: MentionId(field(0).parse().unwrap_or_default()),
            names: &name,
            births: born.as_ref().map_or(&[], std::slice::from_ref),
            sex: match field(5) {
                "f" => Some(Sex::Female),
                "m" => Some(Sex::Male),
                _ => None,
            },
            places: &place,
            phones: &phone,
            mails: &mail,
            identifiers: &number,
            ..Mention::default()
        };
        each(&mention, field(1).parse().unwrap_or_default());
    }
    Ok(())
}

fn pairs(sizes: impl Iterator<Item = u64>) -> f64 {
    sizes.map(|size| (size * (size - 1) / 2) as f64).sum()
}

/// Pairwise precision, recall and F1.
fn quality(clusters: &[MentionId], truth: &[u64]) -> (f64, f64, f64) {
    let (mut ours, mut real, mut both) = (HashMap::new(), HashMap::new(), HashMap::new());
    for (cluster, person) in clusters.iter().zip(truth) {
        *ours.entry(cluster).or_insert(0_u64) += 1;
        *real.entry(person).or_insert(0_u64) += 1;
        *both.entry((cluster, person)).or_insert(0_u64) += 1;
    }
    let (ours, real, both) = (pairs(ours.into_values()), pairs(real.into_values()), pairs(both.into_values()));
    (both / ours, both / real, 2.0 * both / (ours + real))
}

/// A number for all clusters: two programs with one number give the same.
fn digest(clusters: &[MentionId]) -> u64 {
    clusters.iter().fold(0, |hash: u64, id| (hash.rotate_left(5) ^ id.0).wrapping_mul(0x9FB2_1C65_1E98_DF25))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [path, rest @ ..] = args.as_slice() else {
        eprintln!("usage: link people.csv [batch|stream|recall|model] [certainty per mille] [rows streamed]");
        std::process::exit(2);
    };
    let mode = rest.first().map_or("batch", String::as_str);
    let certainty = rest.get(1).and_then(|text| text.parse().ok()).unwrap_or(Learning::default().certainty);
    let learning = Learning { certainty, ..Learning::default() };
    let (mut store, mut truth) = (Store::default(), Vec::new());
    let start = cpu();
    read(path, |mention, person| {
        if store.push(mention).is_ok() {
            truth.push(person);
        }
    })?;
    let loaded = cpu();
    if mode == "recall" {
        println!("blocking {:?}", blocking::recall::measure(&store, &truth));
        return Ok(());
    }
    let (model, Linked { clusters, work }) = batch::train_and_link(&store, 1, learning);
    let total = cpu() - start;
    let (p, r, f) = quality(&clusters, &truth);
    println!(
        "ours rows {} cpu_s {total:.2} (load {:.2} train+link+cluster {:.2}) rec_per_cpu_s {:.0} compared {} links {} large_blocks {} peak_mib {}",
        store.len(),
        loaded - start,
        total - (loaded - start),
        store.len() as f64 / total,
        work.compared,
        work.links,
        work.blocks.large,
        peak_mib(),
    );
    println!("  P {p:.4} R {r:.4} F1 {f:.4} (certainty {certainty}) digest {:016x}", digest(&clusters));
    if mode == "model" {
        println!("{}", model.to_text());
    }
    if mode == "stream" {
        drop(store);
        let streamed = rest.get(2).and_then(|text| text.parse().ok()).unwrap_or(10_000);
        stream(path, model, &clusters, streamed)?;
    }
    Ok(())
}

/// Times the last rows, each added to clusters of everything before it.
fn stream(
    path: &str,
    model: resolve::weights::Model,
    expected: &[MentionId],
    streamed: usize,
) -> Result<(), Box<dyn std::error::Error>> {
    let from = expected.len().saturating_sub(streamed) as u64;
    let mut store = Store::default();
    read(path, |mention, _| {
        if mention.id.0 < from {
            let _ = store.push(mention);
        }
    })?;
    let start = cpu();
    let mut clusters = Clusters::from_store(store, model)?;
    println!("stream: {} mentions taken over in {:.2} s, peak {} MiB", clusters.len(), cpu() - start, peak_mib());
    let mut times = Vec::new();
    read(path, |mention, _| {
        if mention.id.0 >= from {
            let start = Instant::now();
            let _ = clusters.add(mention);
            times.push(start.elapsed().as_micros() as u64);
        }
    })?;
    times.sort_unstable();
    let at = |per_mille: usize| times.get(times.len() * per_mille / 1000).copied().unwrap_or(0);
    println!(
        "stream: one mention p50 {} us p90 {} us p99 {} us max {} us",
        at(500),
        at(900),
        at(990),
        times.last().copied().unwrap_or(0)
    );
    let longest: Vec<String> = times.iter().rev().take(5).map(ToString::to_string).collect();
    println!("stream: the longest five took {} us", longest.join(", "));
    let same = clusters.all().iter().zip(expected).all(|((_, cluster), expected)| cluster == expected);
    println!("stream: same clusters as batch: {same}");
    Ok(())
}
