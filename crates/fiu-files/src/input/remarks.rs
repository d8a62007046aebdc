//! What is not wrong enough to refuse a file, and not to be kept quiet either: counted, with the first place.

use serde::Serialize;
use std::collections::BTreeMap;

/// Remarks by their words.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(transparent)]
pub(crate) struct Remarks(BTreeMap<&'static str, Remark>);

/// One sort of remark.
#[derive(Clone, Debug, Serialize)]
struct Remark {
    count: u64,
    first: String,
}

impl Remarks {
    /// Counts one; `place` is only asked for the first.
    pub(crate) fn add(&mut self, words: &'static str, place: impl FnOnce() -> String) {
        let remark = self.0.entry(words).or_insert_with(|| Remark { count: 0, first: place() });
        remark.count = remark.count.saturating_add(1);
    }

    /// Counts those of another collection too.
    pub(crate) fn take(&mut self, others: Self) {
        for (words, other) in others.0 {
            match self.0.get_mut(words) {
                Some(known) => known.count = known.count.saturating_add(other.count),
                None => _ = self.0.insert(words, other),
            }
        }
    }

    /// A line for each sort.
    pub(crate) fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().map(|(words, remark)| {
            let first = if remark.first.is_empty() { String::new() } else { format!(" (first: {})", remark.first) };
            format!("{words}: {}{first}", remark.count)
        })
    }
}
