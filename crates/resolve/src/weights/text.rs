//! A model as text: TOML that a profile carries, a person can read, and a change of which shows in a comparison of
//! files.
//!
//! ```toml
//! prior_millibits = -20000
//! kin_prior_millibits = -14000
//! threshold_millibits = 24000
//! [weights.family]
//! exact = [-300, -9000, -150]   # log2 of the probability in thousandths: same, other, kin
//! ```

use super::{Cell, Model, Row};
use crate::feature::{FEATURES, Feature, LEVELS_MAX};
use crate::weights::Frequencies;
use std::fmt::Write;

/// Why a text is no model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// Not TOML.
    #[error("the weights are not TOML: {0}")]
    Toml(String),
    /// A value is missing, of another type, or out of range.
    #[error("the weights lack `{key}`, or it is not {expected}")]
    Value {
        /// Path of the key.
        key: String,
        /// What was expected.
        expected: &'static str,
    },
    /// A key that no version of this program knows.
    #[error("the weights have `{0}`, which is no feature or level of this version: remove it or use its version")]
    Unknown(String),
}

/// Probabilities are not taken to be smaller than 2^-60.
const LEAST: i64 = -60_000;

impl Model {
    /// The model as TOML, without the frequencies, which are a file of their own ([`Frequencies::to_text`]).
    pub fn to_text(&self) -> String {
        let mut text = String::from("# log2 of probabilities in thousandths of a bit: [same, other, kin]\n");
        let _ = writeln!(text, "prior_millibits = {}", self.prior);
        let _ = writeln!(text, "kin_prior_millibits = {}", self.kin_prior);
        let _ = writeln!(text, "threshold_millibits = {}", self.threshold);
        for (feature, row) in Feature::ALL.iter().zip(&self.rows) {
            let _ = writeln!(text, "\n[weights.{}]", feature.name());
            for (level, cell) in feature.levels().iter().zip(row.iter().skip(1)) {
                let _ = writeln!(text, "{level} = [{}, {}, {}]", cell.same, cell.other, cell.kin);
            }
        }
        text
    }

    /// Reads a model.
    ///
    /// # Errors
    /// [`ModelError`] with the key that is wrong. Every feature and every level must be there.
    pub fn from_text(text: &str, frequencies: Frequencies) -> Result<Self, ModelError> {
        let table: toml::Table = toml::from_str(text).map_err(|error| ModelError::Toml(error.message().to_owned()))?;
        let number = |key: &str| {
            let value = table.get(key).and_then(toml::Value::as_integer).and_then(|value| i32::try_from(value).ok());
            value.ok_or_else(|| wrong(key, "a whole number of thousandths of a bit"))
        };
        let weights =
            table.get("weights").and_then(toml::Value::as_table).ok_or_else(|| wrong("weights", "a table"))?;
        let known = ["prior_millibits", "kin_prior_millibits", "threshold_millibits", "weights"];
        if let Some(key) = table.keys().find(|key| !known.contains(&key.as_str())) {
            return Err(ModelError::Unknown(key.clone()));
        }
        if let Some(key) = weights.keys().find(|key| !Feature::ALL.iter().any(|feature| feature.name() == key.as_str()))
        {
            return Err(ModelError::Unknown(format!("weights.{key}")));
        }
        let mut rows = [[Cell::default(); LEVELS_MAX]; FEATURES];
        for (feature, row) in Feature::ALL.iter().zip(&mut rows) {
            read_row(*feature, weights, row)?;
        }
        Ok(Self {
            rows,
            prior: number("prior_millibits")?,
            kin_prior: number("kin_prior_millibits")?,
            threshold: number("threshold_millibits")?,
            frequencies,
        })
    }
}

fn wrong(key: &str, expected: &'static str) -> ModelError {
    ModelError::Value { key: key.to_owned(), expected }
}

fn read_row(feature: Feature, weights: &toml::Table, row: &mut Row) -> Result<(), ModelError> {
    let path = format!("weights.{}", feature.name());
    let table = weights.get(feature.name()).and_then(toml::Value::as_table).ok_or_else(|| wrong(&path, "a table"))?;
    if let Some(key) = table.keys().find(|key| !feature.levels().contains(&key.as_str())) {
        return Err(ModelError::Unknown(format!("{path}.{key}")));
    }
    for (level, cell) in feature.levels().iter().zip(row.iter_mut().skip(1)) {
        let path = format!("{path}.{level}");
        let bad = || wrong(&path, "three whole numbers from -60000 to 0");
        let values = table.get(*level).and_then(toml::Value::as_array).ok_or_else(bad)?;
        let mut numbers = values.iter().map(|value| {
            value.as_integer().filter(|value| (LEAST..=0).contains(value)).and_then(|value| i32::try_from(value).ok())
        });
        match (numbers.next().flatten(), numbers.next().flatten(), numbers.next().flatten(), numbers.next()) {
            (Some(same), Some(other), Some(kin), None) => *cell = Cell { same, other, kin },
            _ => return Err(bad()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let model = Model::default();
        let again = Model::from_text(&model.to_text(), Frequencies::default()).unwrap();
        assert_eq!(again, model);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let text = Model::default().to_text();
        let read = |text: &str| Model::from_text(text, Frequencies::default()).unwrap_err().to_string();
        assert!(read(&text.replace("threshold_millibits", "threshhold")).contains("threshhold"));
        assert!(read(&text.replace("[weights.mail]", "[weights.fax]")).contains("weights.fax"));
        let line = text.lines().find(|line| line.starts_with("swapped")).unwrap();
        assert!(read(&text.replace(line, "")).contains("weights.birth.swapped"));
        assert!(read(&text.replace(line, "swapped = [-1, -2]")).contains("weights.birth.swapped"));
        assert!(read(&text.replace(line, "swapped = [1, -2, -3]")).contains("weights.birth.swapped"));
        assert!(read(&text.replace(line, "swapped = [-1, -2, -3, -4]")).contains("weights.birth.swapped"));
        assert!(read("= 3").contains("not TOML"));
    }
}
