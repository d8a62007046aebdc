//! The house rules as a program: `cargo run -p openfiu-xtask -- tidy`.
//!
//! Owns: every rule about the repository that a compiler cannot check. What crate may use what, how long a file or a
//! function may be, where SQL may stand, which documents must name which crates, which licences may enter.
//!
//! Limits: it reads the repository and the answer of `cargo metadata`, and writes nothing. It needs no network.
//! A rule is a pure function from what was read to a list of problems, and each has a test in which it fails.
//!
//! Invariants: all problems are told in one run; no problem may be excused by a list of exceptions in the code.
//!
//! Reading order:
//!
//! 1. [`problem`]: what a rule says when it is broken.
//! 2. [`bands`]: every crate and its band, the drawing of the house.
//! 3. [`workspace`], [`source`], [`tree`]: what is read.
//! 4. [`walls`], [`sql`], [`owners`]: who may use what.
//! 5. [`sizes`], [`wording`], [`documents`], [`rulebook`], [`supply`]: the other rules.

mod bands;
mod documents;
mod owners;
mod problem;
mod rulebook;
mod sizes;
mod source;
mod sql;
mod supply;
mod tidy;
mod tree;
mod walls;
mod wording;
mod workspace;

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

const USAGE: &str = "usage: cargo run -p openfiu-xtask -- tidy\n";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (first, second) = (arguments.next(), arguments.next());
    match (first.as_deref(), second) {
        (Some("tidy"), None) => tidy_here(),
        _ => {
            // A closed pipe is the reader's choice, so a failed write is not worth a second message.
            let _ = std::io::stderr().write_all(USAGE.as_bytes());
            ExitCode::from(2)
        }
    }
}

fn tidy_here() -> ExitCode {
    let (text, code) = match tidy::run(Path::new(".")) {
        Ok(outcome) if outcome.problems.is_empty() => (outcome.summary, ExitCode::SUCCESS),
        Ok(outcome) => {
            let mut text: String = outcome.problems.iter().map(|problem| format!("{problem}\n")).collect();
            text.push_str(&format!("{}tidy: {} problems\n", outcome.summary, outcome.problems.len()));
            (text, ExitCode::FAILURE)
        }
        Err(error) => (format!("tidy could not run: {error:#}\n"), ExitCode::FAILURE),
    };
    let _ = std::io::stdout().write_all(text.as_bytes());
    code
}
