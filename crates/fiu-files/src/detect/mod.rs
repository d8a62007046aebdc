//! `fiu detect`: the patterns of laundering in the payments of files.
//!
//! Reading order: [`DetectArgs`] (what may be asked), `around` and `world` (files as a graph of money), `search` (the
//! patterns), `words`, `results` (tables and JSON), `layout`, `picture`, `page` (to be read), here the command.

mod args;
mod around;
mod layout;
mod page;
mod picture;
mod results;
mod search;
mod words;
mod world;

pub use args::DetectArgs;

use crate::checkpoint::Checkpoint;
use crate::deliver::{Told, deliver, file, free, tell};
use crate::failure::Failure;
use crate::input::digest::{self, Digest};
use crate::input::inputs;
use crate::paint::tame;
use results::{Report, subject};
use search::Outcome;
use std::path::Path;
use std::process::ExitCode;
use words::Words;
use world::World;

/// Hits that the summary on the terminal lists.
const LISTED_MAX: usize = 3;

/// Carries the command out, prints a summary or what is wrong, and gives the exit code of the program.
pub fn run(args: &DetectArgs) -> ExitCode {
    tell(perform(args))
}

/// Carries the command out and gives the summary for the terminal.
///
/// # Errors
///
/// [`Failure`]: nothing was written but a checkpoint of patterns that are done.
pub fn perform(args: &DetectArgs) -> Result<Told, Failure> {
    if let Some(folder) = &args.out {
        free(folder)?;
    }
    search::chosen(&args.patterns)?;
    let settings = search::settings(args.parameters.as_deref())?;
    search::check(&settings, args.parameters.as_deref().unwrap_or(Path::new("")))?;
    // Digests are of interest to who keeps results, and to who takes work up again.
    let digests = if args.out.is_some() { digests(args)? } else { Vec::new() };
    let checkpoint = Checkpoint::open(args.out.as_deref(), &("detect", args, &settings, &digests))?;
    let world = World::read(args)?;
    let (outcomes, unvalued) = search::search(args, &world, &settings, &checkpoint)?;
    let report = Report { world: &world, outcomes: &outcomes, digests: &digests, unvalued, words: Words::english() };
    if let Some(folder) = &args.out {
        deliver(folder, |made| {
            for sheet in report.sheets() {
                sheet.write(made, args.parquet)?;
            }
            report.json(made)?;
            file(made, "page.html", &page::write(&report))
        })?;
    }
    checkpoint.done()?;
    let whole = outcomes.iter().all(|outcome| outcome.limit.is_none());
    Ok(Told { text: summary(args, &report), whole })
}

/// The digests of everything that is read.
fn digests(args: &DetectArgs) -> Result<Vec<Digest>, Failure> {
    let mut all = digest::all(&inputs(&args.files, &args.mapping)?)?;
    for path in args.accounts.iter().chain(&args.ties).chain(&args.parameters) {
        all.push(digest::of(path)?);
    }
    for mapping in &args.mapping {
        let own = mapping.split_once('=').filter(|(file, _)| args.files.iter().any(|path| path.as_os_str() == *file));
        all.push(digest::of(Path::new(own.map_or(mapping.as_str(), |(_, path)| path)))?);
    }
    Ok(all)
}

fn summary(args: &DetectArgs, report: &Report<'_>) -> String {
    let world = report.world;
    let mut text = format!(
        "{} payments between {} accounts and people, compared in {}.\n",
        world.graph.edges().len(),
        world.graph.nodes().len(),
        tame(&world.reference.0)
    );
    for line in report.remarks() {
        text.push_str(&format!("  {}\n", tame(&line)));
    }
    let hits = |outcome: &&Outcome| !outcome.hits.is_empty();
    for outcome in report.outcomes.iter().filter(hits) {
        let limit = outcome.limit.as_ref().map_or(String::new(), |limit| format!(" ({limit})"));
        let hits = if outcome.hits.len() == 1 { "1 hit".to_owned() } else { format!("{} hits", outcome.hits.len()) };
        text.push_str(&format!("{} {}, {hits}{limit}:\n", outcome.code, report.title(outcome)));
        for hit in outcome.hits.iter().take(LISTED_MAX) {
            let said = report.words.said(world, report.name(outcome), hit);
            text.push_str(&format!("  {}: {}\n", tame(&subject(world, hit)), tame(&said)));
        }
    }
    let none: Vec<&str> =
        report.outcomes.iter().filter(|outcome| !hits(outcome)).map(|outcome| outcome.code.as_str()).collect();
    if !none.is_empty() {
        text.push_str(&format!("No hit: {}\n", none.join(" ")));
    }
    let needs = report.outcomes.iter().filter(|outcome| outcome.needs.is_some());
    let needs: Vec<&str> = needs.map(|outcome| outcome.code.as_str()).collect();
    if !needs.is_empty() {
        text.push_str(&format!("Of these, payments alone say nothing about {}\n", needs.join(" ")));
    }
    if let Some(folder) = &args.out {
        text.push_str(&format!("Written to {}\n", tame(&folder.display().to_string())));
    }
    text.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::fs;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        args: DetectArgs,
    }

    #[test]
    fn a_pattern_that_was_finished_is_not_looked_for_again() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("p.csv");
        fs::write(
            &table,
            "time,from,to,amount,currency\n2026-01-01,A,B,5,ZED\n2026-01-02,B,C,5,ZED\n2026-01-03,C,A,5,ZED\n",
        )
        .unwrap();
        let words = ["detect", &table.display().to_string(), "--patterns", "G07,G03"].map(str::to_owned);
        let args = Line::try_parse_from(words).unwrap().args;
        let out = folder.path().join("out");
        let world = World::read(&args).unwrap();
        let settings = search::Settings::new();
        let checkpoint = Checkpoint::open(Some(&out), &"these settings").unwrap();
        let (first, _) = search::search(&args, &world, &settings, &checkpoint).unwrap();
        assert_eq!(first.iter().map(|outcome| outcome.code.as_str()).collect::<Vec<_>>(), ["G03", "G07"]);
        assert_eq!(first[1].hits.len(), 1);
        // Somebody who looked again would not count these steps.
        checkpoint.keep("G07", &Outcome { steps: 4_711, ..first[1].clone() }).unwrap();
        drop(checkpoint);
        let again = Checkpoint::open(Some(&out), &"these settings").unwrap();
        let (second, _) = search::search(&args, &world, &settings, &again).unwrap();
        assert_eq!((second[1].steps, &second[1].hits), (4_711, &first[1].hits));
        let other = Checkpoint::open(Some(&out), &"other settings").unwrap();
        let (third, _) = search::search(&args, &world, &settings, &other).unwrap();
        assert_eq!(third, first, "other settings look for all of it again");
    }
}
