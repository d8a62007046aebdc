//! `fiu trace`: where the money of a seed went, out of files and into files.
//!
//! Reading order: [`TraceArgs`] (what may be asked), `ledger` (files as a ledger), `results` (tables and JSON), `layout`
//! and `picture` (the flows drawn), `page` (all of it to read), here the command.

mod args;
mod layout;
mod ledger;
mod page;
mod picture;
mod results;

pub use args::{GapsArg, MethodArg, TraceArgs};

use crate::failure::Failure;
use crate::paint::{Paint, tame};
use crate::table::amount::major;
use ledger::Book;
use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trace::{Tracing, trace};

/// Places that the summary on the terminal lists for one method.
const LISTED_MAX: usize = 12;

/// Carries the command out, prints a summary or what is wrong, and gives the exit code of the program.
pub fn run(args: &TraceArgs) -> ExitCode {
    let (out, err) = (io::stdout(), io::stderr());
    let paint = Paint::on(out.is_terminal());
    let failure = match perform(args) {
        Ok(told) => {
            let bold = |line: &str| if line.ends_with(':') { paint.bold(line).into_owned() } else { line.to_owned() };
            let text: Vec<String> = told.lines().map(bold).collect();
            return match writeln!(out.lock(), "{}", text.join("\n")) {
                Ok(()) => ExitCode::SUCCESS,
                // Whoever read our output has gone: as shells count it, 128 and the number of the signal.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(141),
                Err(_) => ExitCode::from(2),
            };
        }
        Err(failure) => failure,
    };
    let paint = Paint::on(err.is_terminal());
    let said: Vec<String> = failure.to_string().lines().map(|line| tame(line).into_owned()).collect();
    let (error, hint) = (paint.red("error:"), paint.bold("hint:"));
    // Nothing is left to be done if not even this can be printed.
    let _said = writeln!(err.lock(), "{error} {} [{}]\n{hint} {}", said.join("\n"), failure.code(), failure.hint());
    ExitCode::from(2)
}

/// Carries the command out and gives the summary for the terminal.
///
/// # Errors
///
/// [`Failure`]: nothing was written.
pub fn perform(args: &TraceArgs) -> Result<String, Failure> {
    if let Some(folder) = &args.out {
        free(folder)?;
    }
    let book = Book::read(args)?;
    let mut found = Vec::new();
    for method in args.method.methods() {
        let tracing = trace(&book.ledger, &book.seeds, method, args.gaps.into());
        found.push(tracing.map_err(|source| book.refused(source))?);
    }
    if let Some(folder) = &args.out {
        write(args, &book, &found, folder)?;
    }
    Ok(summary(args, &book, &found))
}

/// Results are never mixed with what is there already.
fn free(folder: &Path) -> Result<(), Failure> {
    match fs::read_dir(folder).map(|mut inside| inside.next().is_some()) {
        Ok(true) => Err(Failure::Exists(folder.display().to_string())),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::write(folder, error)),
    }
}

/// Writes everything into a folder of its own beside the wanted one, and gives it the wanted name at the end.
fn write(args: &TraceArgs, book: &Book, found: &[Tracing], folder: &Path) -> Result<(), Failure> {
    let failed = |source| Failure::write(folder, source);
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(failed)?;
    let made = tempfile::Builder::new().prefix(".fiu-trace-").tempdir_in(parent).map_err(failed)?;
    for tracing in found {
        let inside: PathBuf = match found {
            [_] => made.path().to_owned(),
            _ => made.path().join(tracing.method.name()),
        };
        fs::create_dir_all(&inside).map_err(failed)?;
        let file = |name: &str, text: String| {
            let path = inside.join(name);
            fs::write(&path, text).map_err(|source| Failure::write(&path, source))
        };
        for sheet in results::sheets(book, tracing) {
            sheet.write(&inside, args.parquet)?;
        }
        file("statement.txt", results::statement(tracing))?;
        file("result.json", results::json(book, tracing, args.gaps))?;
        file("page.html", page::write(book, tracing))?;
    }
    if found.len() > 1 {
        results::comparison(book, found).write(made.path(), args.parquet)?;
    }
    open_to_readers(made.path()).map_err(failed)?;
    // An empty folder of that name gives way; one that was filled meanwhile does not.
    match fs::remove_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(Failure::Exists(folder.display().to_string()));
        }
        _ => {}
    }
    fs::rename(made.path(), folder).map_err(failed)?;
    // It has another name now, so there is nothing left to clear away.
    let _path = made.keep();
    Ok(())
}

/// A temporary folder is for its owner alone; a folder of results has the rights that any new folder has.
fn open_to_readers(folder: &Path) -> io::Result<()> {
    let probe = folder.join(".rights");
    fs::create_dir(&probe)?;
    let rights = fs::metadata(&probe)?.permissions();
    fs::remove_dir(&probe)?;
    fs::set_permissions(folder, rights)
}

fn summary(args: &TraceArgs, book: &Book, found: &[Tracing]) -> String {
    let mut text = format!("{} transactions were gone through.\n", book.ledger.entries.len());
    let money = |minor, currency: &str| format!("{} {}", major(minor, book.places(currency)), tame(currency));
    if let [tracing] = found {
        text.push_str(&format!("Traced by {}:\n", tracing.method));
        for seed in &tracing.seeds {
            text.push_str(&format!("  {} of {}\n", money(seed.amount_minor, &seed.currency), tame(&seed.what)));
        }
        text.push_str("Where it is in the end:\n");
        let ends = results::ends(tracing);
        for (place, currency, minor) in ends.iter().take(LISTED_MAX) {
            text.push_str(&format!("  {:>24}  {}\n", money(*minor, currency), tame(&results::called(place))));
        }
        if ends.len() > LISTED_MAX {
            text.push_str(&format!("  and {} more places\n", ends.len() - LISTED_MAX));
        }
        match tracing.gaps.len() {
            0 => {}
            gaps => {
                text.push_str(&format!("Gaps: {gaps} times more left an account than is known to have been there.\n"))
            }
        }
    } else {
        text.push_str(&results::side_by_side(book, found));
    }
    if let Some(folder) = &args.out {
        text.push_str(&format!("Written to {}\n", tame(&folder.display().to_string())));
    }
    text.trim_end().to_owned()
}
