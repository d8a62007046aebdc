//! `fiu screen`: names in files against lists.
//!
//! Reading order: [`ScreenArgs`] (what may be asked), `lists` (lists as entries), `screening` (records against them),
//! `results` (what is written), here the command.

mod args;
mod lists;
mod results;
mod screening;

pub use args::{Least, ScreenArgs};

use crate::checkpoint::Checkpoint;
use crate::deliver::{Told, deliver, file, free, tell};
use crate::failure::Failure;
use crate::input::digest::{self, Digest};
use crate::input::inputs;
use crate::input::remarks::Remarks;
use crate::paint::tame;
use crate::stop;
use ::screen::{Index, Policy, learn_rarity};
use results::{BANDS, Report, name};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

/// Hits that the summary on the terminal lists.
const LISTED_MAX: usize = 15;

/// Carries the command out, prints a summary or what is wrong, and gives the exit code of the program.
pub fn run(args: &ScreenArgs) -> ExitCode {
    tell(perform(args))
}

/// Carries the command out and gives the summary for the terminal.
///
/// # Errors
///
/// [`Failure`]: nothing was written but a checkpoint of what was screened.
pub fn perform(args: &ScreenArgs) -> Result<Told, Failure> {
    if let Some(folder) = &args.out {
        free(folder)?;
    }
    let files = inputs(&args.files, &args.mapping)?;
    let digests = if args.out.is_some() { digests(args)? } else { Vec::new() };
    let checkpoint = Checkpoint::open(args.out.as_deref(), &("screen", args, &digests))?;
    let mut remarks = Remarks::default();
    let (entries, lists) = lists::read(args, &mut remarks)?;
    stop::check()?;
    let rarity = Arc::new(learn_rarity(&entries));
    let index = Index::build(entries, rarity, Policy::default());
    let mut screening = screening::screen(args, &files, &index, &checkpoint)?;
    screening.remarks.take(remarks);
    let report = Report { screening: &screening, lists: &lists, digests: &digests };
    if let Some(folder) = &args.out {
        deliver(folder, |made| {
            report.sheet().write(made, args.parquet)?;
            report.json(made)?;
            file(made, "page.html", &report.page())
        })?;
    }
    checkpoint.done()?;
    Ok(Told::whole(summary(args, &report)))
}

/// The digests of everything that is read.
fn digests(args: &ScreenArgs) -> Result<Vec<Digest>, Failure> {
    let mut all = digest::all(&inputs(&args.files, &args.mapping)?)?;
    for list in &args.lists {
        all.push(digest::of(lists::path_of(list).1)?);
    }
    for mapping in &args.mapping {
        let known = |file: &str| {
            let named = args.files.iter().any(|path| path.as_os_str() == file);
            named || args.lists.iter().any(|list| lists::path_of(list).1.as_os_str() == file)
        };
        let own = mapping.split_once('=').filter(|(file, _)| known(file));
        all.push(digest::of(Path::new(own.map_or(mapping.as_str(), |(_, path)| path)))?);
    }
    Ok(all)
}

fn summary(args: &ScreenArgs, report: &Report<'_>) -> String {
    let entries: usize = report.lists.iter().map(|list| list.entries).sum();
    let mut text = format!("{} records were held against {entries} entries.\n", report.screening.records);
    for line in report.screening.remarks.lines() {
        text.push_str(&format!("  {}\n", tame(&line)));
    }
    let counts: Vec<String> =
        report.counts().iter().zip(BANDS).map(|(count, band)| format!("{count} {band}")).collect();
    text.push_str(&format!("Records with hits: {}; hits: {}\n", report.records_hit(), counts.join(", ")));
    for hit in report.screening.matches.iter().take(LISTED_MAX) {
        text.push_str(&format!(
            "  {:>6} {:>4}  {} [{}] = {} [{} {}]\n",
            BANDS.get(usize::from(hit.band)).copied().unwrap_or(""),
            hit.score,
            tame(&hit.whose.called),
            tame(&name(hit)),
            tame(&hit.listed),
            tame(&hit.list),
            tame(&hit.entry)
        ));
    }
    if report.screening.matches.len() > LISTED_MAX {
        text.push_str(&format!("  and {} more\n", report.screening.matches.len() - LISTED_MAX));
    }
    if let Some(folder) = &args.out {
        text.push_str(&format!("Written to {}\n", tame(&folder.display().to_string())));
    }
    text.trim_end().to_owned()
}
