//! From the command line to an exit code.

use crate::cli::{Cli, Command};
use crate::failure::Failure;
use crate::paint::Paint;
use crate::{check, convert, dictionary, explain, rulebook, sample};
use clap::Parser;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

/// What a command that could be carried out came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// Nothing to object to.
    Good,
    /// A report would be refused.
    Refused,
    /// Some file could not be read; the others were checked.
    Unreadable,
}

/// The exit code of a program whose reader has gone, as shells count it: 128 and the number of the signal.
const CLOSED: u8 = 141;

/// Where a command writes to.
pub(crate) struct Io<'a> {
    pub(crate) out: &'a mut dyn Write,
    pub(crate) paint: Paint,
    /// Whether a person watches standard error.
    pub(crate) watched: bool,
}

pub(crate) fn run(args: impl Iterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => {
            // Nothing is left to be done if not even this can be printed.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let stdout = io::stdout();
    let paint = Paint::for_output(stdout.is_terminal());
    let mut out = BufWriter::with_capacity(64 << 10, stdout.lock());
    let mut io = Io { out: &mut out, paint, watched: io::stderr().is_terminal() };
    let ended = answer(&cli, &mut io).and_then(|end| out.flush().map_err(Failure::from).map(|()| end));
    match ended {
        Ok(End::Good) => ExitCode::SUCCESS,
        Ok(End::Refused) => ExitCode::from(1),
        Ok(End::Unreadable) => ExitCode::from(2),
        Err(Failure::Closed) => {
            // What is still in the buffer would only fail again.
            let _ = out.into_parts();
            ExitCode::from(CLOSED)
        }
        Err(failure) => {
            let _ = out.flush();
            complain(&failure);
            ExitCode::from(2)
        }
    }
}

fn answer(cli: &Cli, io: &mut Io<'_>) -> Result<End, Failure> {
    match &cli.command {
        Command::Check(args) => check::run(args, cli.lang, io),
        Command::Explain(args) => explain::run(args, cli.lang, io),
        Command::Dictionary(args) => dictionary::run(args, cli.lang, io),
        Command::Sample(args) => sample::run(args, io),
        Command::Convert(args) => convert::run(args, cli.lang, io),
        Command::Rules(args) => rulebook::run(args, cli.lang, io),
    }
}

/// Prints a failure on standard error.
pub(crate) fn complain(failure: &Failure) {
    let paint = Paint::for_output(io::stderr().is_terminal());
    let mut text = format!("{} {failure}\n", paint.red("error:"));
    if let Some(hint) = failure.hint() {
        text.push_str(&format!("{} {hint}\n", paint.bold("hint:")));
    }
    // Nothing is left to be done if not even this can be printed.
    let _ = io::stderr().write_all(text.as_bytes());
}
