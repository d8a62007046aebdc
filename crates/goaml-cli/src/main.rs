//! `goaml`: a reporter's own checker. It reads files where they are, needs no network and no database, and says about a
//! report what the FIU would say, with the same profile.
//!
//! Owns: what the program is asked ([`cli`]), what it prints, its exit codes. It judges nothing itself: checking,
//! reading and converting are in the instruments. Memory does not grow with the size of a file.
//!
//! Reading order: [`cli`] (what may be asked), [`program`] (who answers), [`failure`] (what it says when it cannot),
//! [`basis`] (what is checked against), then one module per command: [`check`], [`explain`], [`dictionary`],
//! [`sample`], [`convert`], [`rulebook`]. [`phrases`] holds the program's own words in six languages, [`paint`] colours
//! and marks.

mod basis;
mod check;
mod cli;
mod convert;
mod dictionary;
mod explain;
mod failure;
mod nearest;
mod page;
mod paint;
mod phrases;
mod program;
mod rulebook;
mod sample;

use std::process::ExitCode;

fn main() -> ExitCode {
    program::run(std::env::args_os())
}
