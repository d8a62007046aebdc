//! Checking a chain, record by record, against itself and against signed checkpoints. Pure.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use seal::PublicKey;

use super::chain::{NO_LEAF, leaf};

/// What a check of the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How many records were good before the first damage, or in all.
    pub records: u64,
    /// The first damage, if there is any.
    pub damage: Option<Damage>,
}

/// The first place where the log is not what it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("record {at}: {what}")]
pub struct Damage {
    /// The number of the record that is damaged or missing; 0 if it is not a record.
    pub at: u64,
    /// What is wrong there.
    pub what: String,
}

impl Damage {
    pub(crate) fn new(at: u64, what: impl Into<String>) -> Self {
        Self { at, what: what.into() }
    }
}

/// A checkpoint's number of records and last leaf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) size: u64,
    pub(crate) leaf: String,
}

/// The name of the log in its checkpoints: the office's key name with the kind of log.
pub(crate) fn origin(key: &PublicKey) -> String {
    format!("{}/audit-chain-v1", key.name())
}

/// Reads a signed checkpoint.
pub(crate) fn point(note: &str, key: &PublicKey) -> Result<Point, Damage> {
    let text = key.open(note).map_err(|error| Damage::new(0, format!("a checkpoint is not accepted: {error}")))?;
    let wrong = || Damage::new(0, "a checkpoint has another form, or is of another log");
    let mut lines = text.lines();
    if lines.next() != Some(origin(key).as_str()) {
        return Err(wrong());
    }
    let size = lines.next().and_then(|size| size.parse().ok()).ok_or_else(wrong)?;
    let leaf = lines.next().and_then(|leaf| STANDARD.decode(leaf).ok()).filter(|leaf| leaf.len() == 32);
    Ok(Point { size, leaf: hex::encode(leaf.ok_or_else(wrong)?) })
}

/// Walks along the chain.
pub(crate) struct Checker {
    count: u64,
    prev: String,
    mono_us: i64,
    points: BTreeMap<u64, String>,
}

impl Checker {
    /// From the first record, against these checkpoints. Two that contradict each other are damage already.
    pub(crate) fn new(points: impl IntoIterator<Item = Point>) -> Result<Self, Damage> {
        let mut known: BTreeMap<u64, String> = BTreeMap::from([(0, NO_LEAF.to_owned())]);
        for point in points {
            let kept = known.entry(point.size).or_insert_with(|| point.leaf.clone());
            if *kept != point.leaf {
                return Err(Damage::new(point.size, "two checkpoints say different things of the same record"));
            }
        }
        Ok(Self { count: 0, prev: NO_LEAF.to_owned(), mono_us: i64::MIN, points: known })
    }

    /// From after a checkpoint that is trusted.
    pub(crate) fn after(point: Point) -> Self {
        Self { count: point.size, prev: point.leaf, mono_us: i64::MIN, points: BTreeMap::new() }
    }

    /// How many records were good.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The leaf of the last good record.
    pub(crate) fn last_leaf(&self) -> &str {
        &self.prev
    }

    /// The next record's text with its leaf.
    pub(crate) fn next(&mut self, line: &str) -> Result<(), Damage> {
        let at = self.count.saturating_add(1);
        let wrong = |what: &str| Err(Damage::new(at, what));
        let Some((text, own)) = line.rsplit_once('\t') else { return wrong("it is not a record") };
        let fields: Vec<&str> = text.split('\t').collect();
        let [seq, mono_us, .., prev] = fields.as_slice() else { return wrong("it is not a record") };
        if *seq != at.to_string() {
            return wrong("another record stands in its place: one is missing, doubled or moved");
        }
        if *prev != self.prev {
            return wrong("it does not follow from the record before it");
        }
        if own != leaf(text) {
            return wrong("it was changed: its text does not give its leaf");
        }
        match mono_us.parse() {
            Ok(mono_us) if mono_us > self.mono_us => self.mono_us = mono_us,
            _ => return wrong("its time is before that of the record before it"),
        }
        if self.points.get(&at).is_some_and(|leaf| leaf != own) {
            return wrong(
                "it is not the record that a checkpoint was signed over: the log was rewritten at or before it",
            );
        }
        self.count = at;
        own.clone_into(&mut self.prev);
        Ok(())
    }

    /// The end of the log.
    pub(crate) fn end(&self) -> Result<(), Damage> {
        match self.points.last_key_value() {
            Some((size, _)) if *size > self.count => {
                let what = format!("it is missing: a checkpoint was signed over {size} records");
                Err(Damage::new(self.count.saturating_add(1), what))
            }
            _ => Ok(()),
        }
    }
}
