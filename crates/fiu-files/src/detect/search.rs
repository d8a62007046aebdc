//! The patterns, looked for one beside the other, and what they found as values that can be kept.

use super::args::DetectArgs;
use super::world::World;
use crate::checkpoint::Checkpoint;
use crate::failure::Failure;
use crate::meter::Meter;
use crate::stop;
use graph::{EdgeId, Extent, LinkKind};
use patterns::sides::{Control, Sides};
use patterns::{Arg, Class, Found, Limits, Pattern, Scope, Snapshot, Witness};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A number of a sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Number {
    Count(u64),
    /// Minor units of the currency of comparison.
    Money(i64),
    Seconds(i64),
    /// Ten-thousandths.
    Ratio(i64),
    Node(u32),
}

/// One place where a pattern is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Hit {
    pub(super) anchor: u32,
    pub(super) nodes: Vec<u32>,
    pub(super) edges: Vec<u32>,
    pub(super) score: i64,
    pub(super) minimality: String,
    pub(super) said: Vec<(String, Number)>,
}

impl Hit {
    fn of(witness: Witness) -> Self {
        let number = |arg| match arg {
            Arg::Count(count) => Number::Count(count),
            Arg::Money(minor) => Number::Money(i64::try_from(minor).unwrap_or(i64::MAX)),
            Arg::Seconds(seconds) => Number::Seconds(seconds),
            Arg::Ratio(ratio) => Number::Ratio(ratio),
            Arg::Node(node) => Number::Node(node.0),
        };
        Self {
            anchor: witness.anchor.0,
            nodes: witness.nodes.into_iter().map(|node| node.0).collect(),
            edges: witness.edges.into_iter().map(|edge| edge.0).collect(),
            score: witness.score,
            minimality: witness.minimality.key().to_owned(),
            said: witness.said.args.into_iter().map(|(name, arg)| (name.to_owned(), number(arg))).collect(),
        }
    }
}

/// What came of one pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub(super) code: String,
    pub(super) parameters: Vec<(String, String)>,
    /// The strongest first.
    pub(super) hits: Vec<Hit>,
    /// What stopped the search, in words.
    pub(super) limit: Option<String>,
    pub(super) steps: u64,
    /// What it would need that files of payments do not have.
    pub(super) needs: Option<String>,
}

/// Patterns that look at tables of their own, and what those hold. Files of payments do not have them.
const NEEDS: [(&str, &str); 10] = [
    ("G18", "remittances that somebody waits for"),
    ("G19", "lines of invoices"),
    ("G20", "invoices and what was shipped"),
    ("G23", "signs of front companies"),
    ("G24", "sums of transfers between places"),
    ("G25", "messages between correspondents"),
    ("G30", "lines of invoices"),
    ("G31", "who was where and when"),
    ("G32", "takings of shops"),
    ("G33", "log-ins and changes of payees"),
];

/// Parameters by code of pattern.
pub(super) type Settings = BTreeMap<String, BTreeMap<String, String>>;

/// Reads a file of parameters. Values are texts, numbers or yes and no.
pub(super) fn settings(path: Option<&Path>) -> Result<Settings, Failure> {
    let Some(path) = path else { return Ok(Settings::new()) };
    let file = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|source| Failure::Read { file: file.clone(), source })?;
    let wrong = |said: String| Failure::Mapping { file: file.clone(), said };
    let written: BTreeMap<String, BTreeMap<String, toml::Value>> =
        toml::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let mut settings = Settings::new();
    for (code, values) in written {
        if patterns::find(&code).is_none() {
            return Err(Failure::Pattern(code));
        }
        let mut own = BTreeMap::new();
        for (name, value) in values {
            let text = match value {
                toml::Value::String(text) => text,
                toml::Value::Integer(number) => number.to_string(),
                toml::Value::Boolean(yes) => if yes { "yes" } else { "no" }.to_owned(),
                other => return Err(wrong(format!("{code}: {name} is {other}; write it between quotes"))),
            };
            own.insert(name, text);
        }
        settings.insert(code, own);
    }
    Ok(settings)
}

/// The patterns that are asked for, in the order of their codes.
pub(super) fn chosen(codes: &[String]) -> Result<Vec<&'static dyn Pattern>, Failure> {
    for code in codes {
        if patterns::find(code.trim()).is_none() {
            return Err(Failure::Pattern(code.clone()));
        }
    }
    let wanted = |pattern: &&&'static dyn Pattern| {
        codes.is_empty() || codes.iter().any(|code| code.trim() == pattern.about().code)
    };
    Ok(patterns::all().iter().filter(wanted).copied().collect())
}

/// Refuses settings that no pattern would take, before anything long is begun.
pub(super) fn check(settings: &Settings, file: &Path) -> Result<(), Failure> {
    let empty = graph::GraphBuilder::new("XXX", 2).build();
    let snapshot = Snapshot::new(empty.all(), Sides::default());
    for (code, own) in settings {
        let Some(pattern) = patterns::find(code) else { continue };
        let own: Vec<(&str, &str)> = own.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        pattern
            .run(&snapshot, &own, &Scope::All, Limits { visits: 1, witnesses: 1 })
            .map_err(|source| Failure::Parameter { file: file.display().to_string(), source })?;
    }
    Ok(())
}

/// What everybody who searches shares.
struct Work<'w> {
    args: &'w DetectArgs,
    settings: &'w Settings,
    snapshot: Snapshot<'w>,
    checkpoint: &'w Checkpoint,
    meter: Meter,
}

/// What came of all patterns, in the order of their codes, and how many payments have no value in the currency of
/// comparison. Finished patterns are kept in the checkpoint and taken from it.
pub(super) fn search(
    args: &DetectArgs,
    world: &World,
    settings: &Settings,
    checkpoint: &Checkpoint,
) -> Result<(Vec<Outcome>, u64), Failure> {
    let chosen = chosen(&args.patterns)?;
    let class = |code: &str| world.classes.get(code).copied().unwrap_or(Class::Other);
    let snapshot = Snapshot::with_classes(world.graph.all(), sides(world), class);
    let unvalued = snapshot.unvalued();
    let meter = Meter::over("searching", chosen.len() as u64);
    let work = Work { args, settings, snapshot, checkpoint, meter };
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Outcome, Failure>)>> = Mutex::new(Vec::new());
    let cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let jobs = args.jobs.map_or_else(cores, NonZeroUsize::get).clamp(1, chosen.len().max(1));
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((at, pattern)) = next_of(&next, &chosen) {
                    let outcome = one(&work, pattern);
                    let failed = outcome.is_err();
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, outcome));
                    if failed {
                        // Nobody need begin another one.
                        next.store(usize::MAX / 2, Ordering::SeqCst);
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    let outcomes: Result<Vec<Outcome>, Failure> = done.into_iter().map(|(_, outcome)| outcome).collect();
    Ok((outcomes?, unvalued))
}

fn next_of<'p>(next: &AtomicUsize, chosen: &[&'p dyn Pattern]) -> Option<(usize, &'p dyn Pattern)> {
    let at = next.fetch_add(1, Ordering::SeqCst);
    chosen.get(at).map(|pattern| (at, *pattern))
}

/// Who controls what, for mirrors: whoever owns or controls it.
fn sides(world: &World) -> Sides {
    let links = world.graph.ties().links().iter();
    let controls = links.filter(|link| matches!(link.kind, LinkKind::Owns | LinkKind::Controls));
    let control = |link: &graph::Link| Control { node: link.to.0, controller: link.from.0, score: 10_000 };
    Sides { controls: controls.map(control).collect(), ..Sides::default() }.sorted()
}

fn one(work: &Work<'_>, pattern: &dyn Pattern) -> Result<Outcome, Failure> {
    stop::check()?;
    let code = pattern.about().code;
    if let Some(kept) = work.checkpoint.part::<Outcome>(code) {
        work.meter.add(1);
        return Ok(kept);
    }
    let own = work.settings.get(code);
    let own: Vec<(&str, &str)> =
        own.into_iter().flatten().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let needs = NEEDS.iter().find(|(known, _)| *known == code).map(|(_, needs)| (*needs).to_owned());
    let limits = Limits { visits: work.args.steps_max, witnesses: work.args.hits_max };
    let found = pattern.run(&work.snapshot, &own, &Scope::All, limits);
    let found = found.map_err(|source| Failure::Parameter { file: "--parameters".to_owned(), source })?;
    stop::check()?;
    let outcome = outcome(found, needs, &work.snapshot);
    work.checkpoint.keep(code, &outcome)?;
    work.meter.add(1);
    Ok(outcome)
}

fn outcome(found: Found, needs: Option<String>, snapshot: &Snapshot<'_>) -> Outcome {
    let mut hits: Vec<Hit> = found.witnesses.into_iter().map(Hit::of).collect();
    let sum = |hit: &Hit| hit.edges.iter().map(|edge| i128::from(snapshot.value(*edge).max(0))).sum::<i128>();
    hits.sort_by_cached_key(|hit| (std::cmp::Reverse((hit.score, sum(hit))), hit.edges.first().copied(), hit.anchor));
    let limit = match found.extent {
        Extent::Complete => None,
        Extent::Limited { by } => Some(by.to_string()),
    };
    Outcome {
        code: found.code.to_owned(),
        parameters: found.parameters.into_iter().map(|own| (own.name.to_owned(), own.value)).collect(),
        hits,
        limit,
        steps: found.visits,
        needs,
    }
}

/// The first and the last second of a hit, and what moved in it in the currency of comparison.
pub(super) fn extent(world: &World, hit: &Hit) -> (Option<i64>, Option<i64>, i64) {
    let edges = world.graph.edges();
    let time = |edge: &u32| edges.row(EdgeId(*edge)).map(|row| row.time);
    let sum = hit.edges.iter().filter_map(|edge| edges.row(EdgeId(*edge))?.reference_minor);
    (hit.edges.first().and_then(time), hit.edges.last().and_then(time), sum.fold(0_i64, i64::saturating_add))
}
