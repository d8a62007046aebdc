//! What people say of two records: judgements, which decide, and labels, which weights are learnt from.

use super::records::Records;
use crate::failure::{CellFault, Failure};
use crate::input::{Form, inputs};
use crate::table::amount::shown;
use crate::table::mapping::Mapping;
use crate::table::roles::{Columns, Role};
use crate::table::{self, Rows};
use resolve::clusters::{Judgement, MentionId, Verdict};
use std::collections::HashMap;
use std::path::Path;

/// Remark.
const TWO_KINDS: &str = "labelled pairs of a person and an organisation, from which nothing is learnt";

/// Which record a name in a table means: its id, or the name of its file, a colon and its id, or its row if it has
/// none.
struct Names(HashMap<String, Vec<u64>>);

impl Names {
    fn new(records: &Records) -> Self {
        let mut places: HashMap<String, Vec<u64>> = HashMap::new();
        for (at, record) in (0_u64..).zip(&records.all) {
            let file = records.file(record);
            let own = if record.id.is_empty() {
                vec![format!("{file}:{}", record.row)]
            } else {
                vec![record.id.to_string(), format!("{file}:{}", record.id)]
            };
            own.into_iter().for_each(|name| places.entry(name).or_default().push(at));
        }
        Self(places)
    }

    /// The two records of a row.
    fn pair(&self, columns: &Columns, row: u64, cells: &[&str]) -> Result<(MentionId, MentionId), Failure> {
        let record = |role| {
            let name = columns.cell(role, cells);
            match self.0.get(name).map(Vec::as_slice) {
                Some([one]) => Ok(MentionId(*one)),
                Some(several) => Err(columns.fault(row, role, CellFault::Several(several.len()))),
                None if name.is_empty() => Err(columns.fault(row, role, CellFault::Missing)),
                None => Err(columns.fault(row, role, CellFault::Record(shown(name)))),
            }
        };
        Ok((record(Role::First)?, record(Role::Second)?))
    }
}

/// Reads a table of pairs to its end.
fn read(path: &Path, rows: &mut dyn Rows) -> Result<(), Failure> {
    if !matches!(inputs(&[path.to_owned()], &[])?.first().map(|input| input.form), Some(Form::Table)) {
        return Err(Failure::Kind(path.display().to_string()));
    }
    table::read(path, None, rows).map(|_| ())
}

/// Reads judgements about records.
pub(super) fn judgements(path: &Path, records: &Records) -> Result<Vec<Judgement>, Failure> {
    let file = path.display().to_string();
    let names = Names::new(records);
    let mut taken = Judged { file: &file, names, columns: None, authors: Vec::new(), judgements: Vec::new() };
    read(path, &mut taken)?;
    Ok(taken.judgements)
}

struct Judged<'a> {
    file: &'a str,
    names: Names,
    columns: Option<Columns>,
    authors: Vec<String>,
    judgements: Vec<Judgement>,
}

impl Rows for Judged<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let roles: (&[Role], &[Role]) = (&[Role::First, Role::Second, Role::Verdict], &[Role::Time, Role::By]);
        self.columns = Some(Columns::find(self.file, names, &Mapping::default(), roles)?);
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some(columns) = &self.columns else { return Ok(()) };
        let fault = |role, fault| columns.fault(row, role, fault);
        let (a, b) = self.names.pair(columns, row, cells)?;
        let word = columns.cell(Role::Verdict, cells);
        let verdict = match word.to_ascii_lowercase().as_str() {
            "same" => Verdict::Same,
            "different" => Verdict::Different,
            "unsure" => Verdict::Unsure,
            _ => {
                let known = "same, different or unsure";
                return Err(fault(Role::Verdict, CellFault::Word { found: shown(word), known }));
            }
        };
        let at = match columns.cell(Role::Time, cells) {
            // Without times, who stands further below decided later.
            "" => row,
            text => {
                let moment = Mapping::default().moments.read(text).map_err(|found| fault(Role::Time, found))?;
                u64::try_from(moment.as_second()).map_err(|_| fault(Role::Time, CellFault::Time(shown(text))))?
            }
        };
        let author = columns.cell(Role::By, cells);
        let known = self.authors.iter().position(|known| known == author);
        let by = known.unwrap_or(self.authors.len()) as u64;
        if known.is_none() {
            self.authors.push(author.to_owned());
        }
        self.judgements.push(Judgement { at, by, verdict, a, b });
        Ok(())
    }
}

/// Labels of pairs, each pair once.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// Pairs labelled the same, both people or both organisations, in the order of the file.
    pub(super) same: Vec<(MentionId, MentionId)>,
    /// How many pairs are labelled different.
    pub(super) different: usize,
}

/// Reads labels of pairs of records.
///
/// # Errors
///
/// [`Failure`], also when no pair that can be compared is labelled the same.
pub(super) fn labels(path: &Path, records: &mut Records) -> Result<Labels, Failure> {
    let file = path.display().to_string();
    let names = Names::new(records);
    let mut taken =
        Labelled { file: &file, records, names, columns: None, known: HashMap::new(), labels: Labels::default() };
    read(path, &mut taken)?;
    let labels = taken.labels;
    if labels.same.is_empty() { Err(Failure::NoSame(file)) } else { Ok(labels) }
}

struct Labelled<'a> {
    file: &'a str,
    records: &'a mut Records,
    names: Names,
    columns: Option<Columns>,
    /// The row that named a pair first, and what it said.
    known: HashMap<(MentionId, MentionId), (u64, bool)>,
    labels: Labels,
}

impl Rows for Labelled<'_> {
    fn columns(&mut self, names: &[String]) -> Result<(), Failure> {
        let roles: (&[Role], &[Role]) = (&[Role::First, Role::Second, Role::Same], &[]);
        self.columns = Some(Columns::find(self.file, names, &Mapping::default(), roles)?);
        Ok(())
    }

    fn row(&mut self, row: u64, cells: &[&str]) -> Result<(), Failure> {
        let Some(columns) = &self.columns else { return Ok(()) };
        let fault = |role, fault| Err(columns.fault(row, role, fault));
        let (a, b) = self.names.pair(columns, row, cells)?;
        if a == b {
            return fault(Role::Second, CellFault::Itself(shown(columns.cell(Role::Second, cells))));
        }
        let word = columns.cell(Role::Same, cells);
        let same = match word.to_ascii_lowercase().as_str() {
            "yes" | "same" => true,
            "no" | "different" => false,
            "" => return fault(Role::Same, CellFault::Missing),
            // Who is unsure has no label to give.
            _ => return fault(Role::Same, CellFault::Word { found: shown(word), known: "yes or no" }),
        };
        match self.known.get(&(a.min(b), a.max(b))) {
            Some((_, known)) if *known == same => return Ok(()),
            Some((first, _)) => return fault(Role::Same, CellFault::Opposite(*first)),
            None => _ = self.known.insert((a.min(b), a.max(b)), (row, same)),
        }
        let person = |id| self.records.get(id).map(|record| record.person);
        if !same {
            self.labels.different += 1;
        } else if person(a) == person(b) {
            self.labels.same.push((a, b));
        } else {
            self.records.remarks.add(TWO_KINDS, || format!("{}, row {row}", self.file));
        }
        Ok(())
    }
}
