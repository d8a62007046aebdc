//! Ending early, in a process of its own: nobody can work in a process after it was asked to end.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use clap::Parser;
use fiu_files::{DetectArgs, ResolveArgs, ScreenArgs, TraceArgs, cancel};
use std::fs;

#[derive(Parser)]
enum Line {
    Detect(DetectArgs),
    Resolve(ResolveArgs),
    Screen(ScreenArgs),
    Trace(TraceArgs),
}

#[test]
fn after_somebody_asked_to_end_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.csv"), "id,time,from,to,amount,currency\n1,2026-01-01,A,B,5,ZED\n").unwrap();
    fs::write(folder.path().join("n.csv"), "id,name\n1,Odo Tregubets\n").unwrap();
    assert_eq!(cancel(), 130);
    for line in [
        "x detect @/p.csv --out @/out",
        "x resolve @/n.csv --out @/out",
        "x screen @/n.csv --list @/n.csv --out @/out",
        "x trace @/p.csv --seed 1 --method fifo --outside A --out @/out",
    ] {
        let words = line.split(' ').map(|word| word.replace('@', &folder.path().display().to_string()));
        let failure = match Line::try_parse_from(words).unwrap_or_else(|error| unreachable!("{error}")) {
            Line::Detect(args) => fiu_files::detect::perform(&args).map(|_| ()),
            Line::Resolve(args) => fiu_files::who::perform(&args).map(|_| ()),
            Line::Screen(args) => fiu_files::against::perform(&args).map(|_| ()),
            Line::Trace(args) => fiu_files::follow::perform(&args).map(|_| ()),
        };
        assert_eq!(failure.unwrap_err().code(), "FILE-CANCELLED", "{line}");
        let mut left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["n.csv", "p.csv"], "{line}");
    }
}
