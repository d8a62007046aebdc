//! The commands alone, as `fiu` runs them: `fiu_files trace …`, `fiu_files detect …`.

use clap::Parser;
use std::process::ExitCode;

#[derive(Parser)]
enum Line {
    Trace(fiu_files::TraceArgs),
    Detect(fiu_files::DetectArgs),
    Resolve(fiu_files::ResolveArgs),
    Screen(fiu_files::ScreenArgs),
}

fn main() -> ExitCode {
    match Line::parse() {
        Line::Trace(args) => fiu_files::trace_files(&args),
        Line::Detect(args) => fiu_files::detect_files(&args),
        Line::Resolve(args) => fiu_files::resolve_files(&args),
        Line::Screen(args) => fiu_files::screen_files(&args),
    }
}
