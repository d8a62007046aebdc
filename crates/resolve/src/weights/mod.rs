//! What agreements are worth: a model, as data.
//!
//! For each feature and level three probabilities: that a pair comes out so when both are the *same*, when they are
//! *others* (strangers), and when they are *kin* (one household). The weight of a pair is the logarithm of how much
//! better "same" explains it than "others or kin" do (Fellegi and Sunter 1969, with a third class). All weights are
//! integers, thousandths of a bit, so that every machine decides alike.

use crate::feature::{Compact, FEATURES, Feature, LEVELS_MAX, Outcomes, kin, levels_of};

pub mod em;
pub mod explain;
pub mod rarity;
mod text;

pub use rarity::Frequencies;
pub use text::ModelError;

/// Probabilities of one level as logarithms to base 2, in thousandths; 0 is certainty, so all are 0 or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Cell {
    /// When both are the same.
    pub same: i32,
    /// When they are strangers. Replaced by the rarity of the agreeing value where that is known.
    pub other: i32,
    /// When they are kin.
    pub kin: i32,
}

/// The worth of one feature by level; level 0, nothing to compare, is worth nothing.
pub type Row = [Cell; LEVELS_MAX];

/// What decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// In the order of [`Feature::ALL`].
    pub rows: [Row; FEATURES],
    /// Logarithm of the share of same pairs among all pairs, thousandths of a bit. Negative.
    pub prior: i32,
    /// Logarithm of the odds of kin to strangers among all pairs, thousandths of a bit. Negative.
    pub kin_prior: i32,
    /// Two mentions are linked when their weight reaches this, in thousandths of a bit.
    pub threshold: i32,
    /// Counts of names and places.
    pub frequencies: Frequencies,
}

/// How two mentions match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Match {
    /// Of what both state, how much agrees: 0 (nothing) to 1000 (all of it, as well as it can).
    pub similarity: u16,
    /// Weight of evidence, in thousandths of a bit: the decision is made on this.
    pub weight: i32,
    /// What full agreement on all that both state would weigh: how much could have disagreed.
    pub at_stake: i32,
}

impl Model {
    /// Weight of evidence in thousandths of a bit.
    pub(crate) fn weight(&self, outcomes: Compact) -> i32 {
        let (mut sum, mut kin, rares) = (0_i32, self.kin_prior, outcomes.rares as i32);
        for (feature, (level, row)) in levels_of(outcomes.pattern()).into_iter().zip(&self.rows).enumerate() {
            if let Some(cell) = row.get(usize::from(level)).filter(|_| level != 0) {
                let other = if outcomes.has_rarity(feature) { 0 } else { cell.other };
                sum += cell.same - other;
                kin += cell.kin - other;
            }
        }
        sum + rares - kin::softplus(kin + rares)
    }

    /// What the outcomes weigh against strangers alone, in thousandths of a bit: never less than [`Model::weight`].
    pub(crate) fn agreement(&self, outcomes: Compact) -> i32 {
        let levels = levels_of(outcomes.pattern()).into_iter().zip(&self.rows).enumerate();
        let sum = levels.filter(|(_, (level, _))| *level != 0).fold(0_i32, |sum, (feature, (level, row))| {
            let cell = row.get(usize::from(level)).copied().unwrap_or_default();
            sum + cell.same - if outcomes.has_rarity(feature) { 0 } else { cell.other }
        });
        sum + outcomes.rares as i32
    }

    /// The most that one feature can add to [`Model::agreement`], in thousandths of a bit, when no value is rarer than
    /// `rarest`. All but order have levels whose worth is the rarity of the value.
    pub(crate) fn most(&self, feature: Feature, rarest: u16) -> i32 {
        let row = self.rows.get(feature as usize).into_iter().flatten();
        let worth = |cell: &Cell| match feature {
            Feature::Order => cell.same - cell.other,
            _ => (cell.same - cell.other).max(cell.same + i32::from(rarest)),
        };
        row.skip(1).take(feature.levels().len()).map(worth).fold(0, i32::max)
    }

    /// Both numbers of a match.
    pub(crate) fn judge(&self, outcomes: &Outcomes) -> Match {
        let (mut got, mut best_sum, mut worst_sum) = (0_i64, 0_i64, 0_i64);
        for ((outcome, row), feature) in outcomes.iter().zip(&self.rows).zip(Feature::ALL) {
            let Some(cell) = row.get(usize::from(outcome.level)).filter(|_| outcome.level != 0) else { continue };
            let other = if outcome.rare == 0 { cell.other } else { -i32::from(outcome.rare) };
            let here = i64::from(cell.same - other);
            let used = row.iter().skip(1).take(feature.levels().len()).map(|cell| i64::from(cell.same - cell.other));
            let (low, high) = used.fold((here, here), |(low, high), worth| (low.min(worth), high.max(worth)));
            got += here - low;
            best_sum += high;
            worst_sum += low;
        }
        let range = best_sum - worst_sum;
        let similarity = if range <= 0 { 0 } else { (got * 1000 / range).clamp(0, 1000) };
        Match {
            similarity: similarity as u16,
            weight: self.weight(Compact::new(outcomes)),
            at_stake: i32::try_from(best_sum).unwrap_or(i32::MAX),
        }
    }

    /// Sets the threshold so that a linked pair is the same with at least this probability, in per mille (1 to 999).
    pub fn set_certainty(&mut self, per_mille: u16) {
        let p = f64::from(per_mille.clamp(1, 999)) / 1000.0;
        self.threshold = ((p / (1.0 - p)).log2() * 1000.0).round() as i32 - self.prior;
    }
}
