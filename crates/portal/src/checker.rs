//! The check of a file while it arrives, as the portal needs it.
//!
//! The program hands in the checker, because putting the instruments together (packaging, schema, rules, the day) is
//! done once, in one place, for the edge and for the office. The tests hand in one that knows what it will find.

use vocab::{Finding, Severity};
use web::parts::code::Excerpt;

/// Begins checks.
pub trait Checker: Send + Sync + 'static {
    /// A check of one file that is about to arrive under a name, which may be empty.
    fn begin(&self, file_name: &str) -> Box<dyn Check>;

    /// How much it takes, to be told beforehand.
    fn limits(&self) -> CheckLimits;
}

/// How much a check takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckLimits {
    /// Bytes a package may unpack to.
    pub unpacked_bytes_max: u64,
    /// Files in a package.
    pub zip_entries_max: u64,
}

/// One file being checked. Constant memory, whatever comes.
pub trait Check: Send {
    /// Takes the next bytes.
    fn feed(&mut self, bytes: &[u8]);

    /// The file is over.
    fn finish(self: Box<Self>) -> Checked;
}

/// What a check came to.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Kind of report, such as `STR`, if it could be read.
    pub kind: Option<String>,
    /// The reporter's own reference in the file, if it could be read.
    pub reference: Option<String>,
    /// All findings in the order of the file, with the lines around each.
    pub findings: Vec<(Finding, Excerpt)>,
}

impl Checked {
    /// Whether a report with these findings is refused.
    pub fn refuses(&self) -> bool {
        self.findings.iter().any(|(finding, _)| finding.severity.rejects())
    }

    /// How many findings of a severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|(finding, _)| finding.severity == severity).count()
    }
}
