//! `fiu trace`: where the money of a seed went, out of files and into files.
//!
//! Reading order: [`TraceArgs`] (what may be asked), `ledger` (files as a ledger), `results` (tables and JSON),
//! `layout` and `picture` (the flows drawn), `page` (all of it to read), here the command.

mod args;
mod layout;
mod ledger;
mod page;
mod picture;
mod results;

pub use args::{GapsArg, MethodArg, TraceArgs};

use crate::deliver::{Told, deliver, file, free, tell};
use crate::failure::Failure;
use crate::paint::tame;
use crate::stop;
use crate::table::amount::major;
use ledger::Book;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use trace::{Tracing, trace};

/// Places that the summary on the terminal lists for one method.
const LISTED_MAX: usize = 12;

/// Carries the command out, prints a summary or what is wrong, and gives the exit code of the program.
pub fn run(args: &TraceArgs) -> ExitCode {
    tell(perform(args))
}

/// Carries the command out and gives the summary for the terminal.
///
/// # Errors
///
/// [`Failure`]: nothing was written.
pub fn perform(args: &TraceArgs) -> Result<Told, Failure> {
    if let Some(folder) = &args.out {
        free(folder)?;
    }
    let book = Book::read(args)?;
    let mut found = Vec::new();
    for method in args.method.methods() {
        stop::check()?;
        let tracing = trace(&book.ledger, &book.seeds, method, args.gaps.into());
        found.push(tracing.map_err(|source| book.refused(source))?);
    }
    if let Some(folder) = &args.out {
        deliver(folder, |made| write(args, &book, &found, made))?;
    }
    Ok(Told::whole(summary(args, &book, &found)))
}

/// Writes everything that was found.
fn write(args: &TraceArgs, book: &Book, found: &[Tracing], folder: &Path) -> Result<(), Failure> {
    for tracing in found {
        let inside: PathBuf = match found {
            [_] => folder.to_owned(),
            _ => folder.join(tracing.method.name()),
        };
        fs::create_dir_all(&inside).map_err(|source| Failure::write(&inside, source))?;
        for sheet in results::sheets(book, tracing) {
            sheet.write(&inside, args.parquet)?;
        }
        file(&inside, "statement.txt", &results::statement(book, tracing))?;
        file(&inside, "result.json", &results::json(book, tracing, args.gaps))?;
        file(&inside, "page.html", &page::write(book, tracing))?;
    }
    if found.len() > 1 {
        results::comparison(book, found).write(folder, args.parquet)?;
    }
    Ok(())
}

fn summary(args: &TraceArgs, book: &Book, found: &[Tracing]) -> String {
    let mut text = format!("{} transactions were gone through.\n", book.ledger.entries.len());
    for line in book.remarks.lines() {
        text.push_str(&format!("  {}\n", tame(&line)));
    }
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
