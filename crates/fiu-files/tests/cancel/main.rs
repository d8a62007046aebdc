//! Ending early, in a process of its own: nobody can work in a process after it was asked to end.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use clap::Parser;
use fiu_files::{DetectArgs, ResolveArgs, ScreenArgs, TraceArgs, cancel};
use std::fs;
use std::path::Path;
use std::thread;

#[derive(Parser)]
enum Line {
    Detect(DetectArgs),
    Resolve(ResolveArgs),
    Screen(ScreenArgs),
    Trace(TraceArgs),
}

/// Runs over a larger file and is asked to end in the middle of it: there is a whole result afterwards, or none.
fn interrupted(folder: &Path) {
    let mut table = String::from("id,time,from,to,amount,currency\n");
    for row in 0..20_000 {
        let (from, to) = (row % 97, row * 31 % 89);
        table.push_str(&format!("{row},2026-01-{:02},A{from},B{to},{}.00,ZED\n", row % 28 + 1, row % 900 + 1));
    }
    let own = folder.join("own");
    fs::create_dir(&own).unwrap();
    fs::write(own.join("p.csv"), table).unwrap();
    let words = format!("x detect {0}/p.csv --patterns G01,G03,G04,G07,G22 --out {0}/out", own.display());
    let Ok(Line::Detect(args)) = Line::try_parse_from(words.split(' ')) else { unreachable!("it is sound") };
    let work = thread::spawn(move || fiu_files::detect::perform(&args).map(|_| ()));
    while !own.join("out.unfinished/G03").exists() && !work.is_finished() {
        thread::yield_now();
    }
    assert_eq!(cancel(), 130);
    let mut left: Vec<_> =
        fs::read_dir(&own).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    // The lock of files is not given back, so work that would now write waits for the end of the process.
    if left.contains(&"out".to_owned()) {
        assert!(own.join("out/page.html").exists() && own.join("out/result.json").exists());
    } else {
        assert_eq!(left, ["out.unfinished", "p.csv"], "finished parts are kept, and nothing else");
    }
    fs::remove_dir_all(&own).unwrap();
}

#[test]
fn after_somebody_asked_to_end_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("p.csv"), "id,time,from,to,amount,currency\n1,2026-01-01,A,B,5,ZED\n").unwrap();
    fs::write(folder.path().join("n.csv"), "id,name\n1,Odo Tregubets\n").unwrap();
    interrupted(folder.path());
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
