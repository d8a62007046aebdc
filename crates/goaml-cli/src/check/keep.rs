//! Findings in bounded memory: the first ones by their place in the file, and how many there were of each code.

use std::collections::BTreeMap;
use vocab::{Finding, Severity};

/// Line, column and order of arrival: where a finding stands in the file.
type Position = (u64, u64, u64);

/// The findings of one file.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    findings_max: usize,
    findings: BTreeMap<Position, Finding>,
    by_code: BTreeMap<String, (Severity, u64)>,
    total: u64,
}

impl Kept {
    pub(super) fn new(findings_max: usize) -> Self {
        Self { findings_max, findings: BTreeMap::new(), by_code: BTreeMap::new(), total: 0 }
    }

    /// Counts a finding, and keeps it if it is among the first of the file.
    pub(super) fn add(&mut self, finding: Finding) {
        self.total += 1;
        match self.by_code.get_mut(finding.code.as_str()) {
            Some((severity, count)) => {
                *count += 1;
                *severity = finding.severity.max(*severity);
            }
            None => _ = self.by_code.insert(finding.code.as_str().to_owned(), (finding.severity, 1)),
        }
        let position = (finding.place.line, finding.place.column, self.total);
        let full = self.findings.len() >= self.findings_max;
        if full && self.findings.last_key_value().is_none_or(|(last, _)| *last < position) {
            return;
        }
        self.findings.insert(position, finding);
        if full {
            self.findings.pop_last();
        }
    }

    /// Those kept, in the order of the file.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.values()
    }

    /// How many there were of each code, and the gravest consequence of it.
    pub(super) fn by_code(&self) -> impl Iterator<Item = (&str, Severity, u64)> {
        self.by_code.iter().map(|(code, (severity, count))| (code.as_str(), *severity, *count))
    }

    /// How many were counted and not kept.
    pub(super) fn not_listed(&self) -> u64 {
        self.total - u64::try_from(self.findings.len()).unwrap_or(0)
    }

    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// How many have a consequence of those that fit.
    pub(super) fn count(&self, fits: impl Fn(Severity) -> bool) -> u64 {
        self.by_code.values().filter(|(severity, _)| fits(*severity)).map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::{Code, Place};

    fn at(line: u64, code: &'static str) -> Finding {
        Finding::new(Code::fixed(code), Severity::Reject, Place { line, column: 1, ..Place::default() })
    }

    #[test]
    fn the_first_by_place_are_kept_whatever_order_they_come_in() {
        let mut kept = Kept::new(3);
        for line in [50, 10, 40, 20, 60, 30, 10] {
            kept.add(at(line, if line < 35 { "A" } else { "B" }));
        }
        assert_eq!(kept.findings().map(|finding| finding.place.line).collect::<Vec<_>>(), [10, 10, 20]);
        assert_eq!(kept.by_code().map(|(code, _, count)| (code, count)).collect::<Vec<_>>(), [("A", 4), ("B", 3)]);
        assert_eq!((kept.total(), kept.not_listed(), kept.count(Severity::rejects)), (7, 4, 7));
    }
}
