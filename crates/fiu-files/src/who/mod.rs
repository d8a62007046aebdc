//! `fiu resolve`: which records speak of the same person or organisation.
//!
//! Reading order: [`ResolveArgs`] (what may be asked), `records` (files as mentions), `told` (what people say of two
//! records: judgements, which decide, and labels, which teach), `learnt` (where weights come from), `evidence` (pairs
//! and their reasons), `results` and `page` (what is written), here the command.
//!
//! With labels, how pairs that are the same come out is counted on those labelled the same. Pairs labelled different
//! are read, checked and counted, and nothing is learnt from them: pairs that somebody asked about are no sample of
//! strangers, so how these come out is counted on pairs drawn at random. Judgements are never learnt from, since they
//! are about doubtful pairs, which agree less than others do.

mod args;
mod evidence;
mod learnt;
mod page;
mod records;
mod results;
mod told;

pub use args::ResolveArgs;

use crate::deliver::{Told, deliver, file, free, tell};
use crate::failure::Failure;
use crate::input::digest::{self, Digest};
use crate::input::inputs;
use crate::paint::tame;
use crate::stop;
use evidence::{bits, by_doubt, shown};
use learnt::Learnt;
use records::Records;
use resolve::clusters::Clusters;
use results::Report;
use std::process::ExitCode;
use told::{judgements, labels};

/// Clusters that the summary on the terminal lists.
const LISTED_MAX: usize = 10;

/// Carries the command out, prints a summary or what is wrong, and gives the exit code of the program.
pub fn run(args: &ResolveArgs) -> ExitCode {
    tell(perform(args))
}

/// Carries the command out and gives the summary for the terminal.
///
/// # Errors
///
/// [`Failure`]: nothing was written.
pub fn perform(args: &ResolveArgs) -> Result<Told, Failure> {
    if let Some(folder) = &args.out {
        free(folder)?;
    }
    let digests = if args.out.is_some() { digests(args)? } else { Vec::new() };
    let mut records = Records::read(args)?;
    let judgements = args.judgements.as_ref().map(|path| judgements(path, &records)).transpose()?.unwrap_or_default();
    let labels = args.labels.as_ref().map(|path| labels(path, &mut records)).transpose()?;
    let store = std::mem::take(&mut records.store);
    stop::check()?;
    let learnt = Learnt::new(args, &store, labels.as_ref())?;
    let text = learnt.text();
    stop::check()?;
    let mut clusters =
        Clusters::from_store(store, learnt.model).map_err(|_| Failure::TooMany("records of one number"))?;
    for judgement in &judgements {
        stop::check()?;
        let _change = clusters.judge(*judgement);
    }
    let of_each: Vec<_> = clusters.all().into_iter().map(|(_, cluster)| cluster).collect();
    let groups = evidence::groups(&clusters);
    let pairs = evidence::pairs(&mut clusters, &groups, &judgements);
    let set_aside = clusters.set_aside();
    let report = Report {
        records: &records,
        digests: &digests,
        clusters: &of_each,
        groups: &groups,
        pairs: &pairs,
        set_aside: &set_aside,
        judgements: judgements.len(),
        weights: &learnt.origin,
        threshold: clusters.model().threshold,
    };
    if let Some(folder) = &args.out {
        deliver(folder, |made| {
            for sheet in report.sheets() {
                sheet.write(made, args.parquet)?;
            }
            report.json(made)?;
            file(made, "weights.toml", &text)?;
            file(made, "page.html", &page::write(&report))
        })?;
    }
    Ok(Told::whole(summary(args, &report)))
}

/// The digests of everything that is read.
fn digests(args: &ResolveArgs) -> Result<Vec<Digest>, Failure> {
    let mut all = digest::all(&inputs(&args.files, &args.mapping)?)?;
    for path in args.judgements.iter().chain(&args.labels).chain(&args.model) {
        all.push(digest::of(path)?);
    }
    Ok(all)
}

fn summary(args: &ResolveArgs, report: &Report<'_>) -> String {
    let mut text = format!(
        "{} records are of {} people and organisations; {} of them have more than one record.\n",
        report.records.all.len(),
        report.distinct(),
        report.groups.len()
    );
    text.push_str(&format!("Weights: {}. Linked from {} bits on.\n", report.weights, bits(report.threshold)));
    for line in report.records.remarks.lines() {
        text.push_str(&format!("  {}\n", tame(&line)));
    }
    if !report.set_aside.is_empty() {
        text.push_str(&format!("Judgements that later ones contradict: {}\n", report.set_aside.len()));
    }
    let order = by_doubt(report.pairs);
    if !order.is_empty() {
        text.push_str("The least sure:\n");
    }
    for (weight, cluster) in order.iter().take(LISTED_MAX) {
        let members = report.groups.get(cluster).map_or(&[][..], Vec::as_slice);
        let names: Vec<String> =
            members.iter().take(3).map(|id| tame(&shown(report.records, *id)).into_owned()).collect();
        let more = members.len().saturating_sub(3);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        text.push_str(&format!("  {:>6} bits  {}{more}\n", bits(*weight), names.join(" = ")));
    }
    if let Some(folder) = &args.out {
        text.push_str(&format!("Written to {}\n", tame(&folder.display().to_string())));
    }
    text.trim_end().to_owned()
}
