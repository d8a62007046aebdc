//! Times every pattern on a seeded graph, in CPU-seconds of this process.
//!
//! `speed [edges] [shape] [codes] [threads]`: edges as a whole number (default 1000000); shape is `sparse` (many
//! accounts, a few hubs, ten days), `communities` (replies inside groups of some hundred) or `hub` (one node with a
//! quarter of all edges); codes such as `G03,G07` (default: all). It prints a table: seconds, edges a second,
//! witnesses, whether a limit was reached, and the memory of graph and snapshot. With threads, every pattern runs in
//! that many parts and the seconds are of the wall.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a program for measuring"
)]

use graph::{GraphBuilder, NewTransaction, NodeId, NodeKind};
use patterns::world::Chance;
use patterns::{Limits, Scope, Sides, Snapshot};

/// What a pattern told in all its parts.
struct Told {
    /// CPU-seconds on one thread, seconds of the wall on more.
    seconds: f64,
    witnesses: usize,
    extent: graph::Extent,
    /// Of all witnesses with all they say, in any order: the same before and after a change that only makes faster.
    digest: u64,
}

/// Runs a pattern in so many parts, each on its own thread.
fn run(pattern: &dyn patterns::Pattern, snapshot: &Snapshot<'_>, settings: &[(&str, &str)], threads: u32) -> Told {
    let limits = Limits { visits: 3_000_000_000, witnesses: 2_000_000 };
    let part = |part| {
        let scope = if threads == 1 { Scope::All } else { Scope::Part { part, of: threads } };
        pattern.run(snapshot, settings, &scope, limits).expect("settings are right")
    };
    let (begin, clock) = (cpu_seconds(), std::time::Instant::now());
    let found = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|number| scope.spawn(move || part(number))).collect();
        let mut all = vec![part(0)];
        all.extend(others.into_iter().map(|other| other.join().expect("a part does not fail")));
        all
    });
    let seconds = if threads == 1 { cpu_seconds() - begin } else { clock.elapsed().as_secs_f64() };
    let witnesses = || found.iter().flat_map(|found| &found.witnesses);
    Told {
        seconds: seconds.max(0.000_001),
        witnesses: witnesses().count(),
        extent: found.iter().fold(graph::Extent::Complete, |extent, found| extent.and(found.extent)),
        digest: witnesses().map(|own| digest(&format!("{own:?}"))).fold(0, u64::wrapping_add),
    }
}

/// Fowler, Noll and Vo's hash of a text.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Time on a processor of this process's first thread in seconds (Linux). The system books it when a thread gives way,
/// else only every few milliseconds.
fn cpu_seconds() -> f64 {
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/self/schedstat").expect("this measures on Linux only");
    stat.split_whitespace().next().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn resident_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}

const DAY: u64 = 86_400;

fn build(edges: u64, shape: &str) -> graph::Graph {
    let mut chance = Chance(20_261_122);
    let mut builder = GraphBuilder::new("XXX", 2);
    let accounts = if shape == "communities" { edges / 20 } else { edges / 10 }.max(1_000);
    for account in 0..accounts {
        builder.node(NodeKind::Account, &account.to_string()).expect("few enough nodes");
    }
    let codes = ["wire", "cash", "card", "cheque"].map(|code| builder.channel(code).expect("few channels"));
    let days = if shape == "communities" { 30 } else { 10 };
    let mut times: Vec<i64> = (0..edges).map(|_| chance.below(days * DAY) as i64 + 1_700_000_000).collect();
    times.sort_unstable();
    for time in times {
        let (from, to) = match shape {
            "communities" => {
                let group = chance.below(accounts / 200) * 200;
                (group + chance.below(200), group + chance.below(200))
            }
            "hub" if chance.once_in(4) => (chance.below(accounts), 0),
            // Every tenth payment goes to one of a few shops.
            _ if chance.once_in(10) => (chance.below(accounts), chance.below(accounts / 1_000)),
            _ => (chance.below(accounts), chance.below(accounts)),
        };
        let size = 10i64.pow(2 + chance.below(5) as u32);
        builder
            .transaction(NewTransaction {
                from: NodeId(from as u32),
                to: NodeId(to as u32),
                time,
                amount_minor: size + chance.below(9 * size.unsigned_abs()) as i64,
                currency: graph::CurrencyId(0),
                reference_minor: None,
                channel: chance.one(&codes).expect("there are four"),
                external_id: "",
            })
            .expect("the row is right");
    }
    builder.build()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let edges = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let shape = arguments.get(1).map_or("sparse", String::as_str);
    let codes = arguments.get(2).filter(|text| *text != "all").map(|text| text.split(',').collect::<Vec<_>>());
    let threads = arguments.get(3).and_then(|text| text.parse().ok()).unwrap_or(1);
    let start = cpu_seconds();
    let graph = build(edges, shape);
    let built = cpu_seconds();
    let snapshot = Snapshot::new(graph.all(), Sides::default());
    println!("{edges} edges, {shape}, {} nodes", snapshot.nodes());
    println!(
        "graph {:.2} s, {} MiB; snapshot {:.2} s, {} MiB beside it",
        built - start,
        graph.bytes() >> 20,
        cpu_seconds() - built,
        snapshot.bytes() >> 20
    );
    println!("{:4} {:>9} {:>12} {:>10} {:>16}  limit", "code", "CPU s", "edges/s", "witnesses", "digest");
    // One day for windows where a day is what peers use; the rest as it is.
    let day = |code: &str| -> Vec<(&str, &str)> {
        match code {
            "G03" | "G04" => vec![("window", "1d")],
            "G06" => vec![("window", "6h"), ("middles", "2"), ("loss", "1")],
            "G07" => vec![("span", "1d"), ("hops", "10"), ("retention", "0")],
            "G13" | "G14" => vec![("window", "2d")],
            _ => Vec::new(),
        }
    };
    for pattern in patterns::all() {
        let code = pattern.about().code;
        if codes.as_ref().is_some_and(|codes| !codes.contains(&code)) {
            continue;
        }
        let Told { seconds, witnesses, extent, digest } = run(*pattern, &snapshot, &day(code), threads);
        let limit = match extent {
            graph::Extent::Complete => String::new(),
            graph::Extent::Limited { by } => by.to_string(),
        };
        println!("{code:4} {seconds:9.3} {:12.0} {witnesses:10} {digest:16x}  {limit}", edges as f64 / seconds);
    }
    if codes.as_ref().is_none_or(|codes| codes.contains(&"cycles")) {
        let begin = cpu_seconds();
        let answer = patterns::cycle_counts::cycle_counts(&snapshot, 86_400, 10, graph::Budget::new(20_000_000_000));
        let seconds = cpu_seconds() - begin;
        let found: u64 = answer.value.by_length.iter().sum();
        println!(
            "cycles by nodes, one day, 10 hops: {seconds:.2} s, {:.0} edges/s, {found}, {:?}",
            edges as f64 / seconds,
            answer.extent
        );
    }
    println!("most memory resident: {} MiB", resident_mib());
}
