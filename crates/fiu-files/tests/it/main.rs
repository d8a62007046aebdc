//! Whole runs over files: what is refused and where, what is written, that it adds up, and that nothing in it acts.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod bad;
mod detect;
mod forms;
mod refused;
mod screen;
mod who;
mod whole;

use clap::{Args, Parser};
use fiu_files::{Failure, Told, TraceArgs};
use std::fs;
use std::path::Path;

#[derive(Parser)]
struct Line<T: Args> {
    #[command(flatten)]
    args: T,
}

/// The arguments of a command line, with `@` for the folder of the test.
fn parsed<T: Args>(folder: &Path, line: &str) -> T {
    let words = line.split(' ').map(|word| word.replace('@', &folder.display().to_string()));
    Line::<T>::try_parse_from(["program".to_owned()].into_iter().chain(words)).unwrap_or_else(|e| panic!("{e}")).args
}

fn asked(folder: &Path, line: &str) -> TraceArgs {
    parsed(folder, line)
}

/// Runs `trace`, `detect`, `resolve` or `screen`, named by the first word.
fn run(folder: &Path, line: &str) -> Result<Told, Failure> {
    let (program, rest) = line.split_once(' ').unwrap();
    match program {
        "trace" => fiu_files::follow::perform(&parsed(folder, rest)),
        "detect" => fiu_files::detect::perform(&parsed(folder, rest)),
        "resolve" => fiu_files::who::perform(&parsed(folder, rest)),
        "screen" => fiu_files::against::perform(&parsed(folder, rest)),
        other => panic!("no program {other}"),
    }
}

fn put(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    fs::write(folder.join(name), content).unwrap();
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The cells of a table without its first line; no cell of these tests has a comma in it.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    read(folder, name).lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// What is in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
