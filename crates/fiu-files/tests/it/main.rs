//! Whole runs over files: what is refused and where, what is written, that it adds up, and that nothing in it acts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod bad;
mod whole;

use clap::Parser;
use fiu_files::TraceArgs;
use std::fs;
use std::path::Path;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: TraceArgs,
}

/// The arguments of a command line, with `@` for the folder of the test.
fn asked(folder: &Path, line: &str) -> TraceArgs {
    let words = line.split(' ').map(|word| word.replace('@', &folder.display().to_string()));
    Line::try_parse_from(["trace".to_owned()].into_iter().chain(words)).unwrap().args
}

fn put(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::write(folder.join(name), content).unwrap();
}

/// What is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
