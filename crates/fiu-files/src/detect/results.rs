//! What was found, as tables and as JSON.

use super::search::{Hit, Outcome, extent};
use super::words::Words;
use super::world::World;
use crate::failure::Failure;
use crate::input::digest::Digest;
use crate::sheet::{Cell, Sheet, moment};
use graph::{EdgeId, NodeId};
use serde_json::json;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Everything that results speak about.
pub(super) struct Report<'a> {
    pub(super) world: &'a World,
    pub(super) outcomes: &'a [Outcome],
    pub(super) digests: &'a [Digest],
    pub(super) unvalued: u64,
    pub(super) words: Words,
}

/// Of whom a hit is told.
pub(super) fn subject(world: &World, hit: &Hit) -> String {
    world.called(NodeId(hit.anchor))
}

impl Report<'_> {
    /// The short name of a pattern.
    pub(super) fn name(&self, outcome: &Outcome) -> &'static str {
        patterns::find(&outcome.code).map_or("", |pattern| pattern.about().name)
    }

    pub(super) fn title(&self, outcome: &Outcome) -> &'static str {
        self.words.of(self.name(outcome), "title")
    }

    /// Whether everything was looked at, in words.
    pub(super) fn state(&self, outcome: &Outcome) -> String {
        match (&outcome.limit, &outcome.needs) {
            (_, Some(needs)) => format!("not looked for: it needs {needs}"),
            (Some(limit), None) => format!("no: {limit}"),
            (None, None) => "yes".to_owned(),
        }
    }

    /// What is to be told besides the hits.
    pub(super) fn remarks(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.world.remarks.lines().collect();
        if self.unvalued > 0 {
            let code = &self.world.reference.0;
            lines.push(format!("payments whose value in {code} is not known, which are left out: {}", self.unvalued));
        }
        lines
    }

    /// The number of the first hit of a pattern; hits are numbered through, from 1.
    pub(super) fn first_number(&self, outcome: &Outcome) -> usize {
        let before = self.outcomes.iter().take_while(|other| other.code != outcome.code);
        1 + before.map(|other| other.hits.len()).sum::<usize>()
    }

    /// Every hit with its pattern, numbered through.
    fn hits(&self) -> impl Iterator<Item = (usize, &Outcome, &Hit)> {
        let all = self.outcomes.iter().flat_map(|outcome| outcome.hits.iter().map(move |hit| (outcome, hit)));
        all.enumerate().map(|(at, (outcome, hit))| (at + 1, outcome, hit))
    }

    /// The three tables.
    pub(super) fn sheets(&self) -> [Sheet<'_>; 3] {
        [self.table_of_hits(), self.table_of_payments(), self.table_of_patterns()]
    }

    fn table_of_hits(&self) -> Sheet<'_> {
        let row = move |(number, outcome, hit): (usize, &Outcome, &Hit)| {
            let (first, last, sum) = extent(self.world, hit);
            vec![
                Cell::count(number),
                Cell::text(&outcome.code),
                Cell::text(self.title(outcome)),
                Cell::text(&subject(self.world, hit)),
                Cell::Count(hit.score),
                Cell::count(hit.edges.len()),
                Cell::text(&self.world.reference.0),
                Cell::Money(sum, self.world.reference.1),
                first.map_or(Cell::Empty, Cell::Time),
                last.map_or(Cell::Empty, Cell::Time),
                Cell::text(&self.words.said(self.world, self.name(outcome), hit)),
            ]
        };
        Sheet {
            name: "hits",
            columns: &[
                "hit", "pattern", "title", "subject", "score", "payments", "currency", "sum", "first", "last", "why",
            ],
            rows: Box::new(move || Box::new(self.hits().map(row))),
        }
    }

    fn table_of_payments(&self) -> Sheet<'_> {
        let row = move |number: usize, edge: EdgeId| {
            let row = self.world.graph.edges().row(edge)?;
            let origin = self.world.origin(edge);
            let (code, digits) = self.world.graph.codes().currency(row.currency)?;
            Some(vec![
                Cell::count(number),
                Cell::text(origin.id),
                Cell::Time(row.time),
                Cell::text(&self.world.called(row.from)),
                Cell::text(&self.world.called(row.to)),
                Cell::Money(row.amount_minor, digits),
                Cell::text(code),
                Cell::text(self.world.graph.codes().channel(row.channel).unwrap_or_default()),
                Cell::text(origin.file),
                Cell::Count(i64::try_from(origin.row).unwrap_or(i64::MAX)),
            ])
        };
        let rows = move |(number, _, hit): (usize, &'_ Outcome, &'_ Hit)| -> Vec<Vec<Cell>> {
            hit.edges.iter().filter_map(|edge| row(number, EdgeId(*edge))).collect()
        };
        Sheet {
            name: "payments",
            columns: &["hit", "payment", "time", "from", "to", "amount", "currency", "channel", "file", "row"],
            rows: Box::new(move || Box::new(self.hits().flat_map(rows))),
        }
    }

    fn table_of_patterns(&self) -> Sheet<'_> {
        let row = move |outcome: &Outcome| {
            let parameters: Vec<String> =
                outcome.parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
            vec![
                Cell::text(&outcome.code),
                Cell::text(self.title(outcome)),
                Cell::count(outcome.hits.len()),
                Cell::text(&self.state(outcome)),
                Cell::Count(i64::try_from(outcome.steps).unwrap_or(i64::MAX)),
                Cell::text(&parameters.join(" ")),
            ]
        };
        Sheet {
            name: "patterns",
            columns: &["pattern", "title", "hits", "whole", "steps", "parameters"],
            rows: Box::new(move || Box::new(self.outcomes.iter().map(row))),
        }
    }

    /// Everything for other programs, written hit by hit. Amounts are minor units.
    pub(super) fn json(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join("result.json");
        let write = || -> io::Result<()> {
            let mut out = BufWriter::new(File::create(&path)?);
            let head = json!({
                "program": "fiu detect", "version": env!("CARGO_PKG_VERSION"), "inputs": self.digests,
                "currency": self.world.reference.0, "decimals": self.world.reference.1,
                "payments": self.world.graph.edges().len(), "payments_without_value": self.unvalued,
                "remarks": self.world.remarks,
            });
            let head = head.to_string();
            write!(out, "{},\"patterns\":[", head.strip_suffix('}').unwrap_or(&head))?;
            for (at, outcome) in self.outcomes.iter().enumerate() {
                let name = self.name(outcome);
                let about = json!({
                    "code": outcome.code, "title": self.title(outcome),
                    "definition": self.words.of(name, "definition"), "often_innocent": self.words.of(name, "mistakes"),
                    "parameters": outcome.parameters.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
                    "steps": outcome.steps, "stopped_by": outcome.limit, "needs": outcome.needs,
                });
                let about = about.to_string();
                let comma = if at == 0 { "" } else { "," };
                write!(out, "{comma}\n{},\"hits\":[", about.strip_suffix('}').unwrap_or(&about))?;
                let first = self.first_number(outcome);
                for (nth, hit) in outcome.hits.iter().enumerate() {
                    let comma = if nth == 0 { "" } else { "," };
                    write!(out, "{comma}\n{}", self.hit(outcome, hit, first + nth))?;
                }
                write!(out, "]}}")?;
            }
            writeln!(out, "]}}")?;
            out.flush()
        };
        write().map_err(|source| Failure::write(&path, source))
    }

    fn hit(&self, outcome: &Outcome, hit: &Hit, number: usize) -> serde_json::Value {
        let (first, last, sum) = extent(self.world, hit);
        let payments: Vec<_> = hit
            .edges
            .iter()
            .map(|edge| {
                let origin = self.world.origin(EdgeId(*edge));
                json!({ "payment": origin.id, "file": origin.file, "row": origin.row })
            })
            .collect();
        let nodes: Vec<String> = hit.nodes.iter().map(|node| self.world.called(NodeId(*node))).collect();
        json!({
            "hit": number, "subject": subject(self.world, hit), "score": hit.score, "sum_minor": sum,
            "first": first.map(moment), "last": last.map(moment),
            "why": self.words.said(self.world, self.name(outcome), hit),
            "minimality": self.words.text(&hit.minimality), "numbers": hit.said.iter().map(|(name, number)| {
                json!({ "name": name, "value": super::words::shown(self.world, number) })
            }).collect::<Vec<_>>(),
            "nodes": nodes, "payments": payments,
        })
    }
}
