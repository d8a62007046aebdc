//! Who is who, as tables and as JSON.

use super::evidence::{Pair, bits, verdict_word};
use super::records::Records;
use crate::failure::Failure;
use crate::input::digest::Digest;
use crate::sheet::{Cell, Sheet, over};
use resolve::clusters::{Judgement, MentionId};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;

/// Everything that results speak about.
pub(super) struct Report<'a> {
    pub(super) records: &'a Records,
    pub(super) digests: &'a [Digest],
    /// The cluster of each record, in the order of the records.
    pub(super) clusters: &'a [MentionId],
    pub(super) groups: &'a BTreeMap<MentionId, Vec<MentionId>>,
    pub(super) pairs: &'a [Pair],
    pub(super) set_aside: &'a [Judgement],
    pub(super) judgements: usize,
    /// Where the weights come from.
    pub(super) weights: &'a str,
    pub(super) threshold: i32,
}

impl Report<'_> {
    /// How many different people and organisations there are.
    pub(super) fn distinct(&self) -> usize {
        let merged: usize = self.groups.values().map(|members| members.len() - 1).sum();
        self.records.all.len() - merged
    }

    pub(super) fn sheets(&self) -> [Sheet<'_>; 2] {
        let record = |at: usize| {
            let record = self.records.all.get(at)?;
            let id = MentionId(at as u64);
            let cluster = self.clusters.get(at).copied().unwrap_or(id);
            Some(vec![
                Cell::text(&self.records.name(id)),
                Cell::text(self.records.file(record)),
                Cell::Count(i64::try_from(record.row).unwrap_or(i64::MAX)),
                Cell::text(if record.person { "person" } else { "organisation" }),
                Cell::text(&record.called),
                Cell::text(&self.records.name(cluster)),
                Cell::count(self.groups.get(&cluster).map_or(1, Vec::len)),
            ])
        };
        let pair = |pair: &Pair| {
            vec![
                Cell::text(&self.records.name(pair.cluster)),
                Cell::text(&self.records.name(pair.a)),
                Cell::text(&self.records.name(pair.b)),
                Cell::Count(i64::from(pair.weight)),
                Cell::Count(i64::from(pair.at_stake)),
                Cell::Count(i64::from(pair.similarity)),
                Cell::text(pair.judged.map_or("", verdict_word)),
                Cell::text(&pair.why()),
            ]
        };
        let records = Sheet {
            name: "records",
            columns: &["record", "file", "row", "kind", "name", "cluster", "cluster_records"],
            rows: Box::new(move || Box::new((0..self.records.all.len()).filter_map(record))),
        };
        let columns =
            &["cluster", "first", "second", "weight_millibits", "at_stake_millibits", "similarity", "judged", "why"];
        [records, Sheet { name: "pairs", columns, rows: over(self.pairs, pair) }]
    }

    /// Clusters of two and more for other programs, written one by one.
    pub(super) fn json(&self, folder: &Path) -> Result<(), Failure> {
        let path = folder.join("result.json");
        let write = || -> io::Result<()> {
            let mut out = BufWriter::new(File::create(&path)?);
            let aside = self.set_aside.iter().map(|judgement| {
                json!({ "first": self.records.name(judgement.a), "second": self.records.name(judgement.b), "verdict": verdict_word(judgement.verdict) })
            });
            let head = json!({
                "program": "fiu resolve", "version": env!("CARGO_PKG_VERSION"), "inputs": self.digests,
                "records": self.records.all.len(), "distinct": self.distinct(), "weights": self.weights,
                "threshold_bits": bits(self.threshold), "judgements": self.judgements,
                "judgements_set_aside": aside.collect::<Vec<_>>(), "remarks": self.records.remarks,
            });
            let head = head.to_string();
            write!(out, "{},\"clusters\":[", head.strip_suffix('}').unwrap_or(&head))?;
            let mut pairs = self.pairs.chunk_by(|a, b| a.cluster == b.cluster).peekable();
            for (at, (cluster, members)) in self.groups.iter().enumerate() {
                let own = pairs.next_if(|own| own.first().is_some_and(|pair| pair.cluster == *cluster)).unwrap_or(&[]);
                let members: Vec<_> = members.iter().filter_map(|id| {
                    let record = self.records.get(*id)?;
                    Some(json!({ "record": self.records.name(*id), "file": self.records.file(record), "row": record.row, "name": record.called }))
                }).collect();
                let own: Vec<_> = own.iter().map(|pair| self.pair(pair)).collect();
                let cluster = json!({ "cluster": self.records.name(*cluster), "records": members, "pairs": own });
                write!(out, "{}\n{cluster}", if at == 0 { "" } else { "," })?;
            }
            writeln!(out, "]}}")?;
            out.flush()
        };
        write().map_err(|source| Failure::write(&path, source))
    }

    fn pair(&self, pair: &Pair) -> serde_json::Value {
        let reasons: Vec<_> = pair.reasons.iter().map(|reason| {
            json!({ "what": reason.words, "bits": bits(reason.weight), "first": reason.left, "second": reason.right })
        }).collect();
        json!({
            "first": self.records.name(pair.a), "second": self.records.name(pair.b), "weight_bits": bits(pair.weight),
            "at_stake_bits": bits(pair.at_stake), "similarity": pair.similarity,
            "judged": pair.judged.map(verdict_word), "reasons": reasons,
        })
    }
}
