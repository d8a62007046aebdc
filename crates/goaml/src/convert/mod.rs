//! Reports as tables and tables as reports: CSV and XLSX, both ways, exactly.
//!
//! A report is three tables. `report` and `activity` have one line per value: where it belongs, and the value.
//! `transactions` has one line per transaction and one column per value, sides and parties flat. A place is named by
//! the elements on the way to it, those in the field know them; of several alike the second is `phone[2]`.
//!
//! Every value is a text and stays one: account numbers keep their zeros, amounts their digits, dates their form. An
//! empty cell is an absent element; an apostrophe alone is an element that is there and empty. Text that looks like a
//! formula is guarded (see `guard`). What has no column (elements that are unknown, repeated or nil) is not written
//! and gives a finding each.

mod cell;
mod guard;
mod path;
mod template;
mod text;
mod xlsx;

use crate::codes;
use crate::limits::Limits;
use crate::read;
use crate::reader::Records;
use crate::shape::View;
use crate::write::{Version, WriteError, Writer};
use path::{Area, Branch, flatten};
use std::collections::HashMap;
use std::io::{self, Write};
pub use template::Template;
use vocab::{Code, Finding, Names, Place, Record, RecordKind, Severity};

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The output failed.
    #[error("the table could not be written")]
    Io(#[from] io::Error),
    /// The report could not be written as XML.
    #[error(transparent)]
    Report(#[from] WriteError),
    /// The spreadsheet could not be made, such as for a text longer than a cell may be.
    #[error("the spreadsheet could not be made")]
    Spreadsheet(#[source] Box<dyn std::error::Error + Send + Sync>),
}

/// A place and the value there, if there is one yet.
type Fact = (String, Option<String>);

/// One row of the transactions: column number and value, in the order they were met.
type Row = Vec<(usize, String)>;

/// A report as tables, between a file of one kind and a file of another.
///
/// As a visitor of [`Reader`](crate::reader::Reader) it takes a report in XML; [`Tables::from_csv`] and
/// [`Tables::from_xlsx`] read the others. Findings that refuse a table are among [`Tables::findings`]; what could be
/// read is there all the same.
#[derive(Debug)]
pub struct Tables {
    limits: Limits,
    root: vocab::report::Root,
    report: Vec<Fact>,
    activity: Vec<Fact>,
    has_activity: bool,
    columns: Vec<String>,
    by_name: HashMap<String, usize>,
    order: Vec<usize>,
    rows: Vec<Row>,
    findings: Vec<Finding>,
}

/// Findings kept of one file; later ones are not.
const FINDINGS_MAX: usize = 1_000;

impl Tables {
    /// Tables with nothing in them.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            root: vocab::report::Root::Report,
            report: Vec::new(),
            activity: Vec::new(),
            has_activity: false,
            columns: Vec::new(),
            by_name: HashMap::new(),
            order: Vec::new(),
            rows: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// What is to be said about the file that was read, at most a thousand remarks.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether nothing was found for which the file must be refused.
    pub fn is_good(&self) -> bool {
        !self.findings.iter().any(|finding| finding.severity.rejects())
    }

    /// How many transactions there are.
    pub fn transactions(&self) -> usize {
        self.rows.len()
    }

    fn find(&mut self, finding: Finding) {
        if self.findings.len() < FINDINGS_MAX {
            self.findings.push(finding);
        }
    }

    /// The number of a column; a new one goes right of `left`.
    fn column(&mut self, path: &str, left: Option<usize>) -> Option<usize> {
        if let Some(id) = self.by_name.get(path) {
            return Some(*id);
        }
        if self.columns.len() >= self.limits.columns_max {
            return None;
        }
        let id = self.columns.len();
        self.columns.push(path.to_owned());
        self.by_name.insert(path.to_owned(), id);
        let after = left.and_then(|left| self.order.iter().position(|other| *other == left));
        self.order.insert(after.map_or(0, |at| at + 1), id);
        Some(id)
    }

    /// The columns from left to right.
    fn headings(&self) -> impl Iterator<Item = (usize, &str)> {
        self.order.iter().filter_map(|id| Some((*id, self.columns.get(*id)?.as_str())))
    }

    fn dropped(&mut self, record: &Record, paths: Vec<String>) {
        let above = match record.kind {
            RecordKind::Header => "/report".to_owned(),
            RecordKind::Activity => "/report/activity".to_owned(),
            RecordKind::Transaction => format!("/report/transaction[{}]", record.ordinal),
        };
        for path in paths {
            let place = Place { path: format!("{above}/{path}"), ..Place::default() };
            self.find(Finding::new(codes::CSV_DROPPED, Severity::Warn, place).with("element", path));
        }
    }

    fn too_many(&mut self, area: Area, row: usize, max: usize) {
        let finding = at(codes::CSV_LIMIT, Severity::Reject, area.name(), row, 1).with("max", max.to_string());
        self.find(finding);
    }

    fn add_row(&mut self, facts: Vec<(String, String)>) {
        if self.rows.len() >= self.limits.rows_max {
            self.too_many(Area::Transactions, self.rows.len(), self.limits.rows_max);
            return;
        }
        let mut row = Row::with_capacity(facts.len());
        let mut left = None;
        for (path, text) in facts {
            match self.column(&path, left) {
                Some(id) => {
                    left = Some(id);
                    row.push((id, text));
                }
                None => self.too_many(Area::Transactions, self.rows.len(), self.limits.columns_max),
            }
        }
        self.rows.push(row);
    }

    /// Writes the report as XML of a version, and says which elements the version has no place for.
    pub fn to_xml<W: Write>(&self, out: W, version: Version) -> Result<(W, Vec<Finding>), ConvertError> {
        let mut names = Names::new();
        let record = grown("report", RecordKind::Header, &self.report, &mut names);
        let mut header = read::header(&record, &names);
        header.root = self.root;
        let mut writer = Writer::begin(out, version, &header)?;
        for row in &self.rows {
            let mut tree = Branch::named("transaction");
            for (id, text) in row {
                tree.insert(self.columns.get(*id).map_or("", String::as_str), text);
            }
            let record = tree.record(RecordKind::Transaction, &mut names);
            if let Some(transaction) = read::transaction(&record, &names) {
                writer.transaction(&transaction)?;
            }
        }
        if self.has_activity {
            let record = grown("activity", RecordKind::Activity, &self.activity, &mut names);
            if let Some(activity) = read::activity(&record, &names) {
                writer.activity(&activity)?;
            }
        }
        Ok(writer.finish()?)
    }
}

fn grown(name: &str, kind: RecordKind, facts: &[Fact], names: &mut Names) -> Record {
    let mut tree = Branch::named(name);
    facts.iter().for_each(|(path, text)| {
        if let Some(text) = text {
            tree.insert(path, text);
        }
    });
    tree.record(kind, names)
}

/// A finding about a cell. Rows and columns count from 1, as spreadsheet programs show them.
fn at(code: Code, severity: Severity, sheet: &str, row: usize, column: usize) -> Finding {
    let place = Place {
        line: u64::try_from(row).unwrap_or(u64::MAX),
        column: u64::try_from(column).unwrap_or(u64::MAX),
        ..Place::default()
    };
    Finding::new(code, severity, place)
        .with("sheet", sheet)
        .with("row", row.to_string())
        .with("column", cell::letters(column))
}

impl Records for Tables {
    fn record(&mut self, record: &Record, _: &Record, names: &Names) {
        let (mut facts, mut dropped) = (Vec::new(), Vec::new());
        let view = View { record, names };
        if record.kind == RecordKind::Activity {
            flatten(&view, Area::Activity, &mut facts, &mut dropped);
            self.activity = facts.into_iter().map(|(path, text)| (path, Some(text))).collect();
            self.has_activity = true;
        } else {
            flatten(&view, Area::Transactions, &mut facts, &mut dropped);
            if facts.is_empty() {
                // A line of empty cells would be no line at all.
                dropped.push("transaction".to_owned());
            } else {
                self.add_row(facts);
            }
        }
        self.dropped(record, dropped);
    }

    fn header(&mut self, record: &Record, names: &Names) {
        let (mut facts, mut dropped) = (Vec::new(), Vec::new());
        flatten(&View { record, names }, Area::Report, &mut facts, &mut dropped);
        self.report = facts.into_iter().map(|(path, text)| (path, Some(text))).collect();
        self.root = read::header(record, names).root;
        if self.root == vocab::report::Root::ReportDataWrapped {
            dropped.retain(|path| path != "transactions");
        }
        self.dropped(record, dropped);
    }

    fn finding(&mut self, finding: Finding) {
        self.find(finding);
    }
}

#[cfg(test)]
mod tests;
