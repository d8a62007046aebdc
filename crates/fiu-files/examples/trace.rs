//! The command alone, as `fiu trace` runs it.

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: fiu_files::TraceArgs,
}

fn main() -> ExitCode {
    fiu_files::trace_files(&Line::parse().args)
}
