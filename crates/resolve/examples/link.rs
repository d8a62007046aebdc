//! Links the file that `people` writes and holds the clusters against the truth.
//!
//! `link people.csv [batch|stream|recall|model] [certainty per mille] [rows streamed]`: `batch` learns, links and
//! clusters the whole file; `stream` does that and then times single mentions: the last 10,000 of the file (or as many
//! as stated) are added one by one to clusters of all others. Processor seconds are user and system time of this
//! process, read from `/proc/self/stat`.

#![expect(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods, reason = "an example that measures")]

use resolve::batch::{self, Linked};
use resolve::clusters::{Clusters, MentionId};
use resolve::dates::PartialDate;
use resolve::mention::{IdentifierText, Mention, NameText, PlaceText, Sex};
use resolve::weights::em::Learning;
use resolve::{Store, blocking};
use std::collections::HashMap;
use std::io::Read as _;
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

/// Rows that are looked at together before the first of them is worked on.
const GROUP: usize = 16;
/// Columns of the file.
const COLUMNS: usize = 11;

/// A row of the file: `id,person,given,family,born,sex,city,postcode,phone,number,email`.
struct Row<'a> {
    person: u64,
    id: MentionId,
    names: [NameText<'a>; 1],
    born: Option<PartialDate>,
    sex: Option<Sex>,
    places: [PlaceText<'a>; 1],
    numbers: [IdentifierText<'a>; 1],
    phones: [&'a str; 1],
    mails: [&'a str; 1],
}

impl<'a> Row<'a> {
    /// `ends` says where the fields end; the first begins at `start`.
    fn new(text: &'a str, start: usize, ends: &[u32]) -> Self {
        let mut start = start;
        let mut ends = ends.iter().map(|end| *end as usize);
        let [id, person, given, family, born, sex, city, postcode, phone, number, email] = std::array::from_fn(|_| {
            let end = ends.next().unwrap_or(start);
            let field = text.get(start..end).unwrap_or_default();
            start = end + 1;
            field
        });
        Self {
            person: person.parse().unwrap_or_default(),
            id: MentionId(id.parse().unwrap_or_default()),
            names: [NameText::Parts { given, family }],
            born: PartialDate::parse(born).ok(),
            sex: match sex {
                "f" => Some(Sex::Female),
                "m" => Some(Sex::Male),
                _ => None,
            },
            places: [PlaceText { city, postcode, country: "GB", street: "" }],
            numbers: [IdentifierText { scheme: "national", country: "XX", text: number }],
            phones: [phone],
            mails: [email],
        }
    }

    fn mention(&self) -> Mention<'_> {
        Mention {
            id: self.id,
            names: &self.names,
            births: self.born.as_slice(),
            sex: self.sex,
            places: &self.places,
            phones: &self.phones,
            mails: &self.mails,
            identifiers: &self.numbers,
            ..Mention::default()
        }
    }
}

/// Where commas and ends of lines stand in a text: eight bytes at a time, the last few one by one.
fn field_ends(text: &str, ends: &mut Vec<u32>) {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    // The upper bit of each byte that is 0.
    let zeros = |word: u64| !(((word & LOW) + LOW) | word | LOW);
    let every = |byte: u8| u64::from_ne_bytes([byte; 8]);
    ends.clear();
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let mut found = zeros(word ^ every(b',')) | zeros(word ^ every(b'\n'));
        while found != 0 {
            ends.push(at as u32 * 8 + found.trailing_zeros() / 8);
            found &= found - 1;
        }
    }
    let found = rest.iter().enumerate().filter(|(_, byte)| matches!(byte, b',' | b'\n'));
    ends.extend(found.map(|(at, _)| (words.len() * 8 + at) as u32));
}

/// Calls `each` with every few rows of the file. It is read in parts that stay near.
fn read(path: &str, mut each: impl FnMut(&[Row<'_>])) -> Result<(), Box<dyn std::error::Error>> {
    let mut file = std::fs::File::open(path)?;
    let (mut buffer, mut kept, mut ends, mut is_head) = (vec![0_u8; 1 << 17], 0, Vec::new(), true);
    loop {
        let count = file.read(buffer.get_mut(kept..).unwrap_or_default())?;
        let filled = buffer.get(..kept + count).unwrap_or_default();
        let whole = filled.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let text = std::str::from_utf8(filled.get(..whole).unwrap_or_default())?;
        field_ends(text, &mut ends);
        let line_ends = || ends.iter().skip(COLUMNS - 1).step_by(COLUMNS);
        let is_table = line_ends().all(|end| text.as_bytes().get(*end as usize) == Some(&b'\n'));
        if text.contains('"') || ends.len() % COLUMNS != 0 || !is_table || (whole == 0 && kept + count > 0) {
            return Err("not as `people` writes it: eleven columns, no quotes, every line ended".into());
        }
        let starts = std::iter::once(0).chain(line_ends().map(|end| *end as usize + 1));
        let mut rows = starts.zip(ends.chunks(COLUMNS)).skip(usize::from(is_head));
        loop {
            let few: Vec<Row<'_>> =
                rows.by_ref().take(GROUP).map(|(start, ends)| Row::new(text, start, ends)).collect();
            if few.is_empty() {
                break;
            }
            each(&few);
        }
        if count == 0 {
            return Ok(());
        }
        (is_head, kept) = (false, kept + count - whole);
        buffer.copy_within(whole..whole + kept, 0);
    }
}

/// Takes rows into a store; calls `taken` with each person that was.
fn push(store: &mut Store, rows: &[Row<'_>], mut taken: impl FnMut(u64)) {
    rows.iter().for_each(|row| store.approach(&row.mention()));
    for row in rows {
        if store.push(&row.mention()).is_ok() {
            taken(row.person);
        }
    }
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
    read(path, |rows| push(&mut store, rows, |person| truth.push(person)))?;
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
    read(path, |rows| {
        let before = rows.iter().take_while(|row| row.id.0 < from).count();
        push(&mut store, rows.get(..before).unwrap_or_default(), |_| {});
    })?;
    let start = cpu();
    let mut clusters = Clusters::from_store(store, model)?;
    println!("stream: {} mentions taken over in {:.2} s, peak {} MiB", clusters.len(), cpu() - start, peak_mib());
    let mut times = Vec::new();
    read(path, |rows| {
        for row in rows.iter().filter(|row| row.id.0 >= from) {
            let start = Instant::now();
            let _ = clusters.add(&row.mention());
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
