//! Patterns to lay beside a peer's: `beside ROWS.bin OUT [THREADS]`.
//!
//! ROWS.bin holds four columns one after the other, little-endian: from and to (`u32`), time and amount (`i64`). For
//! each of fan-in, fan-out, scatter-gather and cycles by nodes it prints CPU-seconds (of the wall with more than one
//! thread) and writes what was found to OUT.CODE, a line each: the account; the account; the latest payment and the
//! number of middles; the closing payment, its length and how many.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a program for measuring"
)]

use std::fmt::Write as _;
use std::time::Instant;

use graph::{Graph, GraphBuilder, NewTransaction, NodeId, NodeKind};
use patterns::{Limits, Scope, Sides, Snapshot, Witness};

/// Time on a processor of this process's first thread in seconds (Linux).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/schedstat").expect("this measures on Linux only");
    stat.split_whitespace().next().and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

fn build(bytes: &[u8]) -> Graph {
    let rows = bytes.len() / 24;
    let small = |column: usize, row: usize| {
        let at = (column * rows + row) * 4;
        u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
    };
    let large = |column: usize, row: usize| {
        let at = rows * 8 + (column * rows + row) * 8;
        i64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"))
    };
    let mut builder = GraphBuilder::new("XXX", 2);
    let accounts = (0..rows).map(|row| small(0, row).max(small(1, row)) + 1).max().unwrap_or(0);
    for account in 0..accounts {
        builder.node(NodeKind::Account, &account.to_string()).expect("few enough nodes");
    }
    let channel = builder.channel("wire").expect("one channel");
    for row in 0..rows {
        let payment = NewTransaction {
            from: NodeId(small(0, row)),
            to: NodeId(small(1, row)),
            time: large(0, row),
            amount_minor: large(1, row),
            currency: graph::CurrencyId(0),
            reference_minor: None,
            channel,
            external_id: "",
        };
        builder.transaction(payment).expect("the row is right");
    }
    builder.build()
}

/// What a pattern tells, searched in so many parts, and the seconds it took.
fn run(snapshot: &Snapshot<'_>, code: &str, settings: &[(&str, &str)], threads: u32) -> (Vec<Witness>, f64) {
    let pattern = patterns::all().iter().find(|pattern| pattern.about().code == code).expect("it is there");
    let limits = Limits { visits: u64::MAX / 4, witnesses: u64::MAX / 4 };
    let part = |part| pattern.run(snapshot, settings, &Scope::Part { part, of: threads }, limits).expect("right");
    let all = || -> Vec<_> {
        std::thread::scope(|scope| {
            let others: Vec<_> = (1..threads).map(|number| scope.spawn(move || part(number))).collect();
            let own = part(0);
            std::iter::once(own).chain(others.into_iter().map(|other| other.join().expect("no panic"))).collect()
        })
    };
    let (begin, clock, mut rounds) = (cpu_seconds(), Instant::now(), 1);
    let mut found = all();
    let seconds = || if threads == 1 { cpu_seconds() - begin } else { clock.elapsed().as_secs_f64() };
    // The clock of the processor moves in steps of milliseconds: short searches are repeated.
    while seconds() < 0.3 {
        found = all();
        rounds += 1;
    }
    let seconds = seconds() / f64::from(rounds);
    assert!(found.iter().all(|found| found.extent == graph::Extent::Complete), "no limit was reached");
    (found.into_iter().flat_map(|found| found.witnesses).collect(), seconds)
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (input, output) = (&arguments[0], &arguments[1]);
    let threads = arguments.get(2).map_or(1, |text| text.parse().expect("a number of threads"));
    let bytes = std::fs::read(input).expect("the rows");
    let begin = cpu_seconds();
    let graph = build(&bytes);
    drop(bytes);
    let snapshot = Snapshot::new(graph.all(), Sides::default());
    println!("build {:.4}", cpu_seconds() - begin);
    let write = |name: &str, text: String| std::fs::write(format!("{output}.{name}"), text).expect("a file");
    // The peer's day begins after t − W: a second less for whole seconds. Its six hours include t − W, as ours do.
    for (name, code, settings) in [
        ("fan-in", "G03", &[("window", "86399s"), ("senders", "10")][..]),
        ("fan-out", "G04", &[("window", "86399s"), ("payees", "10")]),
        ("scatter-gather", "G06", &[("window", "6h"), ("middles", "2"), ("loss", "1")]),
    ] {
        let (witnesses, seconds) = run(&snapshot, code, settings, threads);
        println!("{name} {seconds:.6}");
        let mut text = String::new();
        for witness in witnesses {
            let last = witness.edges.iter().map(|edge| edge.0).max().unwrap_or(0);
            let line = match code {
                "G06" => writeln!(text, "{last} {}", witness.score),
                _ => writeln!(text, "{}", witness.anchor.0),
            };
            line.expect("a string grows");
        }
        write(name, text);
    }
    let begin = cpu_seconds();
    // Closed at t − W there, open here: a second more.
    let cycles = patterns::cycle_counts::cycle_counts(&snapshot, 86_401, 10, graph::Budget::new(u64::MAX / 4));
    println!("cycle {:.4}", cpu_seconds() - begin);
    let lines = cycles.value.by_edge.iter().map(|(edge, length, count)| format!("{edge} {length} {count}\n"));
    write("cycle", lines.collect());
}
