//! Cells as they are read, and what they say in their column.

use super::guard::{guarded, restored};
use super::path::{Area, Branch, Holds, bad_character, canonical, meaning};
use super::{Row, Tables, at};
use crate::codes;
use crate::shape::Kind;
use std::collections::HashSet;
use vocab::report::Root;
use vocab::{Decimal, Finding, Severity};

/// A cell of a file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    Flag(bool),
    /// A typed date, written out as the schema writes dates.
    Date(String),
    /// Something that cannot be read as it stands, such as an error value.
    Broken,
}

/// The place that says which root element the report had, where it was another than `report`.
const ROOT: &str = "@root";

/// A column number from 1 as spreadsheet programs show it: A, B, … Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut rest = column;
    let mut letters = Vec::new();
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// Whether a column holds numbers.
fn is_numeric(area: Area, path: &str) -> bool {
    matches!(meaning(area, path), Some(Holds::Text(Kind::Amount | Kind::Whole)))
}

/// The text of a value as it may stand in a cell of its column.
fn shown(numeric: bool, text: &str) -> String {
    // A plain negative amount is no formula and stays a number.
    let plain = numeric && Decimal::parse(text).is_ok() && text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    if plain { text.to_owned() } else { guarded(text) }
}

/// What a cell says; `Err` is the kind of content that would be right.
fn said(cell: &Cell, holds: Holds) -> Result<Option<String>, &'static str> {
    let expected = match holds {
        Holds::Text(Kind::Amount) => "number",
        Holds::Text(Kind::Whole) => "whole number",
        Holds::Text(Kind::Date) => "date",
        Holds::Text(Kind::Flag) => "true or false",
        Holds::Text(Kind::Text) => "text",
        Holds::Presence => "apostrophe",
    };
    match (cell, holds) {
        (Cell::Empty, _) => Ok(None),
        (Cell::Text(text), Holds::Presence) => {
            if restored(text).is_empty() {
                Ok(Some(String::new()))
            } else {
                Err(expected)
            }
        }
        (Cell::Text(text), _) => Ok(Some(restored(text).to_owned())),
        (Cell::Number(number), Holds::Text(Kind::Amount)) => exact(*number).map(Some).ok_or(expected),
        (Cell::Number(number), Holds::Text(Kind::Whole)) if number.fract() == 0.0 => {
            exact(*number).map(Some).ok_or(expected)
        }
        (Cell::Flag(flag), Holds::Text(Kind::Flag)) => Ok(Some(flag.to_string())),
        (Cell::Date(date), Holds::Text(Kind::Date)) => Ok(Some(date.clone())),
        _ => Err(expected),
    }
}

/// A number cell as text, when the program that wrote it cannot have lost a digit: fifteen are always kept.
fn exact(number: f64) -> Option<String> {
    let text = number.to_string();
    let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    (number.is_finite() && digits <= 15).then_some(text)
}

/// One row of cells with its number in the file.
pub(super) type Line = (usize, Vec<Cell>);

/// Takes rows of an area into the tables.
pub(super) struct Intake<'t> {
    tables: &'t mut Tables,
    area: Area,
    /// For each column of the file its number in the tables and what it holds; `None` for a faulty heading.
    headings: Option<Vec<Option<(usize, Holds)>>>,
    seen: HashSet<String>,
}

impl<'t> Intake<'t> {
    pub(super) fn new(tables: &'t mut Tables, area: Area) -> Self {
        tables.has_activity |= area == Area::Activity;
        Self { tables, area, headings: None, seen: HashSet::new() }
    }

    fn reject(&mut self, code: vocab::Code, row: usize, column: usize, more: impl FnOnce(Finding) -> Finding) {
        self.tables.find(more(at(code, Severity::Reject, self.area.name(), row, column)));
    }

    pub(super) fn line(&mut self, (row, cells): Line) {
        if cells.iter().all(|cell| *cell == Cell::Empty) {
            return;
        }
        match self.area {
            Area::Transactions if self.headings.is_none() => self.heading_line(row, &cells),
            Area::Transactions => self.transaction_line(row, &cells),
            Area::Report | Area::Activity => self.fact_line(row, &cells),
        }
    }

    fn heading_line(&mut self, row: usize, cells: &[Cell]) {
        let mut headings = Vec::with_capacity(cells.len());
        let mut left = None;
        for (column, cell) in (1..).zip(cells) {
            let Cell::Text(text) = cell else {
                headings.push(None);
                continue;
            };
            let path = canonical(text.trim());
            let holds = meaning(self.area, &path).filter(|_| self.seen.insert(path.clone()));
            let Some(holds) = holds else {
                self.reject(codes::CSV_HEADING, row, column, |finding| finding.with("heading", path.as_str()));
                headings.push(None);
                continue;
            };
            let id = self.tables.column(&path, left);
            if id.is_none() {
                let max = self.tables.limits.columns_max.to_string();
                self.reject(codes::CSV_LIMIT, row, column, |finding| finding.with("max", max));
            }
            left = id.or(left);
            headings.push(id.map(|id| (id, holds)));
        }
        self.headings = Some(headings);
    }

    /// Reads a cell of a known column.
    fn value(&mut self, cell: &Cell, holds: Holds, row: usize, column: usize) -> Option<String> {
        let text = match said(cell, holds) {
            Ok(text) => text?,
            Err(expected) => {
                self.reject(codes::CSV_CELL, row, column, |finding| finding.with("expected", expected));
                return None;
            }
        };
        let limits = self.tables.limits;
        if text.chars().count() > limits.cell_chars_max {
            let max = limits.cell_chars_max.to_string();
            self.reject(codes::CSV_LIMIT, row, column, |finding| finding.with("max", max));
            return None;
        }
        if let Some(bad) = bad_character(&text, &limits) {
            let shown = format!("U+{:04X}", u32::from(bad));
            self.reject(codes::CSV_CHARACTER, row, column, |finding| finding.with("character", shown));
            return None;
        }
        Some(text)
    }

    fn transaction_line(&mut self, row: usize, cells: &[Cell]) {
        if self.tables.rows.len() >= self.tables.limits.rows_max {
            let max = self.tables.limits.rows_max.to_string();
            self.reject(codes::CSV_LIMIT, row, 1, |finding| finding.with("max", max));
            return;
        }
        let headings = self.headings.take().unwrap_or_default();
        let mut values = Row::new();
        for (at, cell) in cells.iter().enumerate() {
            match headings.get(at) {
                Some(Some((id, holds))) => {
                    let text = self.value(cell, *holds, row, at + 1);
                    values.extend(text.map(|text| (*id, text)));
                }
                Some(None) => {}
                None if *cell == Cell::Empty => {}
                None => self.reject(codes::CSV_RAGGED, row, at + 1, |finding| finding),
            }
        }
        self.headings = Some(headings);
        self.check_conflict(row, &values);
        self.tables.rows.push(values);
    }

    fn check_conflict(&mut self, row: usize, values: &Row) {
        let mut tree = Branch::named("transaction");
        for (id, text) in values {
            tree.insert(self.tables.columns.get(*id).map_or("", String::as_str), text);
        }
        if let Some((one, other)) = tree.conflict() {
            let headings = self.headings.as_deref().unwrap_or_default();
            let column_of = |name: &str| {
                let named = |id: usize| {
                    self.tables.columns.get(id).is_some_and(|path| path.split('/').any(|step| step == name))
                };
                headings.iter().position(|heading| heading.is_some_and(|(id, _)| named(id))).map_or(1, |at| at + 1)
            };
            let (column, other_column) = (column_of(one), letters(column_of(other)));
            self.reject(codes::CSV_CONFLICT, row, column, |finding| finding.with("other", other_column));
        }
    }

    fn fact_line(&mut self, row: usize, cells: &[Cell]) {
        let mut cells = cells.iter();
        let (first, second) = (cells.next().unwrap_or(&Cell::Empty), cells.next().unwrap_or(&Cell::Empty));
        if cells.any(|cell| *cell != Cell::Empty) {
            self.reject(codes::CSV_RAGGED, row, 3, |finding| finding);
        }
        let path = match first {
            Cell::Text(text) => canonical(text.trim()),
            _ => String::new(),
        };
        if self.area == Area::Report && path == ROOT {
            return self.root_line(row, second);
        }
        let Some(holds) = meaning(self.area, &path).filter(|_| self.seen.insert(path.clone())) else {
            self.reject(codes::CSV_HEADING, row, 1, |finding| finding.with("heading", path.as_str()));
            return;
        };
        if let Some(text) = self.value(second, holds, row, 2) {
            let facts = if self.area == Area::Report { &mut self.tables.report } else { &mut self.tables.activity };
            facts.push((path, Some(text)));
        }
    }

    fn root_line(&mut self, row: usize, cell: &Cell) {
        let found = [Root::Report, Root::ReportData, Root::ReportDataWrapped]
            .into_iter()
            .find(|root| matches!(cell, Cell::Text(text) if text == root_text(*root)));
        match found {
            Some(root) => self.tables.root = root,
            None => self.reject(codes::CSV_CELL, row, 2, |finding| finding.with("expected", "report, reportdata")),
        }
    }
}

const fn root_text(root: Root) -> &'static str {
    match root {
        Root::Report => "report",
        Root::ReportData => "reportdata",
        Root::ReportDataWrapped => "reportdata/transactions",
    }
}

impl Tables {
    /// The report or the activity as lines of place and guarded value; nothing for an activity that is not there.
    pub(super) fn lines(&self, area: Area) -> Option<Vec<[String; 2]>> {
        let facts = match area {
            Area::Report => &self.report,
            Area::Activity if self.has_activity => &self.activity,
            Area::Activity | Area::Transactions => return None,
        };
        let mut lines = Vec::with_capacity(facts.len() + 1);
        if area == Area::Report && self.root != Root::Report {
            lines.push([ROOT.to_owned(), root_text(self.root).to_owned()]);
        }
        // A line of a template has a place and no value yet; that of a report has a value, if only an empty one.
        let value = |path: &str, text: &Option<String>| {
            text.as_ref().map_or(String::new(), |t| shown(is_numeric(area, path), t))
        };
        lines.extend(facts.iter().map(|(path, text)| [path.clone(), value(path, text)]));
        Some(lines)
    }

    /// Shows the heading line and each transaction as cell texts, one by one.
    pub(super) fn each_row<E>(&self, mut show: impl FnMut(&[String]) -> Result<(), E>) -> Result<(), E> {
        let order: Vec<(usize, &str)> = self.headings().collect();
        if order.is_empty() {
            return Ok(());
        }
        show(&order.iter().map(|(_, path)| (*path).to_owned()).collect::<Vec<_>>())?;
        let mut place_of = vec![(0, false); self.columns.len()];
        for (place, (id, path)) in order.iter().enumerate() {
            if let Some(slot) = place_of.get_mut(*id) {
                *slot = (place, is_numeric(Area::Transactions, path));
            }
        }
        for row in &self.rows {
            let mut cells = vec![String::new(); order.len()];
            for (id, text) in row {
                let (place, numeric) = place_of.get(*id).copied().unwrap_or_default();
                if let Some(cell) = cells.get_mut(place) {
                    *cell = shown(numeric, text);
                }
            }
            show(&cells)?;
        }
        Ok(())
    }
}
