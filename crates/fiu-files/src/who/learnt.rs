//! The weights of a run: where they come from, and how they explain themselves.

use super::args::ResolveArgs;
use super::evidence::bits;
use super::told::Labels;
use crate::failure::Failure;
use resolve::Store;
use resolve::batch::{self, Levels};
use resolve::feature::Feature;
use resolve::weights::em::Learning;
use resolve::weights::{Frequencies, Model};
use std::fs;

/// From so many records on, weights are learnt from them.
const LEARN_MIN: usize = 1_000;
/// Draws the sample that weights are learnt from; the same records give the same weights.
const SEED: u64 = 1;

/// A model and what is told about it.
pub(super) struct Learnt {
    pub(super) model: Model,
    /// Where the weights come from, to be read after "Weights:".
    pub(super) origin: String,
    /// How the labelled pairs came out.
    labelled: Option<Levels>,
}

impl Learnt {
    /// The weights that the arguments ask for, and those that labels make of them.
    pub(super) fn new(args: &ResolveArgs, store: &Store, labels: Option<&Labels>) -> Result<Self, Failure> {
        let (start, origin) = start(args, store)?;
        let Some(Labels { same, different }) = labels else {
            return Ok(Self { model: start, origin: origin.to_owned(), labelled: None });
        };
        let model = batch::train_labelled(store, SEED, &start, same, learning(args));
        let pairs = if same.len() == 1 { "pair" } else { "pairs" };
        let mut origin = format!("learnt from {} {pairs} labelled the same; at the start: {origin}", same.len());
        if *different > 0 {
            origin.push_str(&format!("; labelled different and not learnt from: {different}"));
        }
        Ok(Self { model, origin, labelled: Some(batch::levels(store, same)) })
    }

    /// The model as TOML that says where it comes from and what each weight is worth.
    pub(super) fn text(&self) -> String {
        let mut text = format!("# Weights of `fiu resolve`: {}.\n", self.origin);
        if self.labelled.is_some() {
            text.push_str(&format!(
                "# `same` is counted on the labelled pairs and `other` on pairs drawn at random that the start does not \
                 link; the start counts for {} pairs.\n# `kin` and the three numbers before the weights are those of the start.\n",
                Learning::default().prior_pairs
            ));
        }
        text.push_str(
            "# After each: bits for being the same; where the rarity of a value is known, it stands for `other`",
        );
        text.push_str(if self.labelled.is_some() { "; labelled pairs that came out so.\n" } else { ".\n" });
        let mut notes = self.notes().into_iter();
        for line in self.model.to_text().lines() {
            let note = if line.ends_with(']') && line.contains(" = [") { notes.next() } else { None };
            text.push_str(&note.map_or_else(|| format!("{line}\n"), |note| format!("{line}  # {note}\n")));
        }
        text
    }

    /// What is said of each weight, in the order of the text of a model.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for (at, (feature, row)) in Feature::ALL.iter().zip(&self.model.rows).enumerate() {
            let counts = self.labelled.as_ref().and_then(|levels| levels.get(at));
            let stated: u64 = counts.map_or(0, |counts| counts.iter().skip(1).sum());
            for (level, cell) in row.iter().enumerate().skip(1).take(feature.levels().len()) {
                let mut note = bits(cell.same - cell.other);
                if let Some(count) = counts.and_then(|counts| counts.get(level)) {
                    note.push_str(&format!("; {count} of {stated}"));
                }
                notes.push(note);
            }
        }
        notes
    }
}

fn learning(args: &ResolveArgs) -> Learning {
    Learning { certainty: args.certainty, ..Learning::default() }
}

/// The weights without labels, and where they come from.
fn start(args: &ResolveArgs, store: &Store) -> Result<(Model, &'static str), Failure> {
    if let Some(path) = &args.model {
        let file = path.display().to_string();
        let text = fs::read_to_string(path).map_err(|source| Failure::Read { file: file.clone(), source })?;
        let model = Model::from_text(&text, Frequencies::count(store));
        return Ok((model.map_err(|error| Failure::Mapping { file, said: error.to_string() })?, "from a file"));
    }
    if store.len() >= LEARN_MIN {
        return Ok((batch::train(store, SEED, learning(args)), "learnt from these records"));
    }
    let mut model = Model { frequencies: Frequencies::count(store), ..Model::default() };
    model.set_certainty(args.certainty);
    Ok((model, "those that the program begins with, since there are few records to learn from"))
}
