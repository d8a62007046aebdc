//! Makes a large graph from a seed and measures building it and asking it.
//!
//! `graph_measure SHAPE EDGES SEEDS [CSV]` prints one line of JSON for each figure. SHAPE is `sparse` (many accounts,
//! few payments each, some hubs), `communities` (groups that pay among themselves and pay back) or `hub` (one account
//! in every payment). SEEDS accounts are drawn; each is asked five times and the median counts. With CSV the edges are
//! written there for other programs.
#![expect(clippy::print_stdout, reason = "a program that prints its figures")]

use graph::communities::{Grouping, communities};
use graph::neighbourhood::{Around, Direction, nearby, neighbourhood};
use graph::projection::{Projection, Sides};
use graph::reach::cone;
use graph::slices::{collect, slices};
use graph::walks::{count_walks, reached_by_walks};
use graph::{Budget, CurrencyId, Cut, Graph, GraphBuilder, NewTransaction, NodeId, NodeKind, Steps};
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::time::Duration;

type Failure = Box<dyn std::error::Error>;

const DAY: u64 = 86_400;
const START: i64 = 1_767_225_600;

struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % bound.max(1)
    }
}

/// Payer, payee, seconds after the start, minor units.
type Payment = (u64, u64, u64, i64);

/// Ten days, five payments an account, one payment in ten to or from one of a few hubs.
fn sparse(edges: u64, draw: &mut Draw) -> (u64, Vec<Payment>) {
    let accounts = (edges / 5).max(2);
    let hubs = (accounts / 2_000).max(1);
    let mut payments = Vec::with_capacity(edges as usize);
    for _ in 0..edges {
        let mut end = || if draw.below(10) == 0 { draw.below(hubs) } else { draw.below(accounts) };
        let (from, to) = (end(), end());
        payments.push((from, to, draw.below(10 * DAY), 1 + draw.below(1_000_000) as i64));
    }
    (accounts, payments)
}

/// Ten days, fifty payments an account, nine in ten within a group of 200; every third is paid back within six hours.
fn grouped(edges: u64, draw: &mut Draw) -> (u64, Vec<Payment>) {
    let accounts = (edges / 50).max(200);
    let mut payments: Vec<Payment> = Vec::with_capacity(edges as usize);
    while (payments.len() as u64) < edges {
        let from = draw.below(accounts);
        let inside = (from / 200 * 200 + draw.below(200)).min(accounts - 1);
        let to = if draw.below(10) == 0 { draw.below(accounts) } else { inside };
        let (time, amount) = (draw.below(10 * DAY), 1 + draw.below(1_000_000) as i64);
        payments.push((from, to, time, amount));
        if draw.below(3) == 0 {
            payments.push((to, from, time + 60 + draw.below(DAY / 4), amount));
        }
    }
    payments.truncate(edges as usize);
    (accounts, payments)
}

/// Ten days, one account that pays or is paid in every payment.
fn hub(edges: u64, draw: &mut Draw) -> (u64, Vec<Payment>) {
    let accounts = (edges / 5).max(2);
    let mut payments = Vec::with_capacity(edges as usize);
    for number in 0..edges {
        let other = 1 + draw.below(accounts - 1);
        let (from, to) = if number % 2 == 0 { (0, other) } else { (other, 0) };
        payments.push((from, to, draw.below(10 * DAY), 1 + draw.below(1_000_000) as i64));
    }
    (accounts, payments)
}

fn build(accounts: u64, payments: &[Payment]) -> Result<Graph, Failure> {
    let mut builder = GraphBuilder::new("ZZD", 2);
    let channel = builder.channel("wire")?;
    for account in 0..accounts {
        builder.node(NodeKind::Account, &format!("ZZ{account:018}"))?;
    }
    let mut number = String::new();
    for (row, (from, to, time, amount_minor)) in payments.iter().enumerate() {
        use std::fmt::Write as _;
        number.clear();
        write!(number, "{row}")?;
        // Every account is looked up by its key, as when rows come from a file.
        let from = builder.node(NodeKind::Account, &format!("ZZ{from:018}"))?;
        let to = builder.node(NodeKind::Account, &format!("ZZ{to:018}"))?;
        builder.transaction(NewTransaction {
            from,
            to,
            time: START + *time as i64,
            amount_minor: *amount_minor,
            currency: CurrencyId(0),
            reference_minor: None,
            channel,
            external_id: &number,
        })?;
    }
    Ok(builder.build())
}

/// Seconds this process has been on a processor, and its largest memory in kilobytes.
fn used() -> (f64, u64) {
    let text = |file| std::fs::read_to_string(file).unwrap_or_default();
    let nanoseconds =
        text("/proc/self/schedstat").split_whitespace().next().and_then(|first| first.parse::<u64>().ok());
    let status = text("/proc/self/status");
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.split_whitespace().next());
    (nanoseconds.unwrap_or_default() as f64 / 1e9, peak.and_then(|peak| peak.parse().ok()).unwrap_or_default())
}

#[expect(clippy::disallowed_methods, reason = "a program that measures")]
fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = std::time::Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// Asks about each seed five times; the median of a seed counts. Prints percentiles in milliseconds.
fn percentiles(name: &str, seeds: &[NodeId], ask: impl Fn(NodeId) -> u64) {
    let mut times: Vec<f64> = Vec::new();
    let mut total = 0u64;
    for seed in seeds {
        let mut runs: Vec<(Duration, u64)> = (0..5).map(|_| timed(|| ask(*seed))).collect();
        runs.sort_unstable();
        if let Some((median, answer)) = runs.get(2) {
            times.push(median.as_secs_f64() * 1e3);
            total += answer;
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).copied().unwrap_or(0.0)
    };
    println!(
        r#"{{"figure":"{name}","p50_ms":{:.4},"p99_ms":{:.4},"mean_ms":{:.4},"answers":{total}}}"#,
        at(50),
        at(99),
        times.iter().sum::<f64>() / times.len().max(1) as f64
    );
}

fn ask(graph: &Graph, seeds: &[NodeId]) {
    let (view, steps) = (graph.all(), Steps::default());
    percentiles("walks of 3 rising hops within a day", seeds, |seed| {
        count_walks(view, &[seed], &steps, Budget::default()).value.get(2).copied().unwrap_or(0)
    });
    percentiles("nodes reached by them", seeds, |seed| {
        reached_by_walks(view, &[seed], &steps, Budget::default()).value.len() as u64
    });
    percentiles("nodes within 3 hops", seeds, |seed| {
        nearby(view, &[seed], Direction::Out, 3, Budget::default()).value.len() as u64
    });
    let around = Around { hops: 2, ..Around::default() };
    percentiles("neighbourhood of 2 hops with sums", seeds, |seed| {
        neighbourhood(view, &[seed], &around, Budget::default()).value.bundles.len() as u64
    });
    let day = graph.between(START + 86_400..START + 2 * 86_400);
    percentiles("everything reachable within a day", seeds, |seed| {
        cone(day, seed, &steps, Budget::default()).value.arrivals.len() as u64
    });
}

fn bulk(graph: &Graph) {
    let (before, _) = used();
    let projection = Projection::new(graph.all(), Sides::Both, false);
    let (projected, _) = used();
    let found = communities(&projection, &Grouping::default(), Budget::new(u64::MAX));
    let (grouped, _) = used();
    println!(
        r#"{{"figure":"communities","projection_cpu_s":{:.2},"cpu_s":{:.2},"count":{},"modularity":{:.4}}}"#,
        projected - before,
        grouped - projected,
        found.value.count,
        found.value.modularity
    );
    let cut = slices(graph.all(), Cut { length_seconds: 21_600, overlap_seconds: 86_400 });
    let steps = Steps { hops_max: 2, hub_edges_max: 200, ..Steps::default() };
    for threads in [1, 2] {
        let Some(count) = NonZeroUsize::new(threads) else { continue };
        let (wall, walks) = timed(|| {
            let of = |slice: &graph::Slice| {
                let view = graph.between(slice.reach.clone());
                let mut walks = 0;
                for edge in graph.between(slice.own.clone()).edge_ids().step_by(7) {
                    walks += count_walks(view, &[view.to(edge)], &steps, Budget::new(10_000)).value.iter().sum::<u64>();
                }
                walks
            };
            collect(&cut, count, of).into_iter().sum::<u64>()
        });
        println!(
            r#"{{"figure":"{} slices on {threads} threads","wall_s":{:.2},"walks":{walks}}}"#,
            cut.len(),
            wall.as_secs_f64()
        );
    }
}

fn main() -> Result<(), Failure> {
    let usage = "graph_measure sparse|communities|hub EDGES SEEDS [CSV]";
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [shape, edges, seeds, rest @ ..] = words.as_slice() else { return Err(usage.into()) };
    let (edges, count): (u64, u64) = (edges.parse()?, seeds.parse()?);
    let mut draw = Draw(0x5EED_0F1D_EA5E_ED00 + edges);
    let (accounts, payments) = match shape.as_str() {
        "sparse" => sparse(edges, &mut draw),
        "communities" => grouped(edges, &mut draw),
        "hub" => hub(edges, &mut draw),
        _ => return Err(usage.into()),
    };
    // Accounts that paid at all, drawn by payment.
    let chosen: Vec<u64> =
        (0..count).filter_map(|_| payments.get(draw.below(edges) as usize).map(|payment| payment.0)).collect();
    if let Some(path) = rest.first() {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        writeln!(file, "src,dst,ts,amount")?;
        for (from, to, time, amount) in &payments {
            writeln!(file, "{from},{to},{},{amount}", START + *time as i64)?;
        }
        let mut file = std::io::BufWriter::new(std::fs::File::create(format!("{path}.seeds"))?);
        chosen.iter().try_for_each(|seed| writeln!(file, "{seed}"))?;
        return Ok(());
    }
    let (before, peak_before) = used();
    let graph = build(accounts, &payments)?;
    let (after, peak) = used();
    println!(
        r#"{{"figure":"build","edges":{edges},"nodes":{accounts},"cpu_s":{:.2},"bytes_per_edge":{:.1},"peak_mb":{:.0},"peak_before_mb":{:.0}}}"#,
        after - before,
        graph.bytes() as f64 / edges as f64,
        peak as f64 / 1e3,
        peak_before as f64 / 1e3
    );
    drop(payments);
    let seeds: Vec<NodeId> = chosen.iter().map(|seed| NodeId(*seed as u32)).collect();
    ask(&graph, &seeds);
    bulk(&graph);
    Ok(())
}
