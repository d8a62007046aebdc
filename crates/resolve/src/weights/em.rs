//! Learning weights: how features come out among strangers is counted on pairs drawn at random; how they come out among
//! the same and among kin is learnt from candidate pairs, without labels, by expectation maximisation (Dempster, Laird
//! and Rubin 1977), or counted where people have judged.
//!
//! All candidate pairs together are used, whatever key they share: that a pair is a candidate follows from how its
//! features come out, so it tells nothing beyond them, and strangers keep the distribution of random pairs.

use super::{Cell, Frequencies, Model, Row};
use crate::feature::{Compact, FEATURES, Feature, LEVELS_MAX, levels_of};

/// How features came out, packed four bits each, with how many pairs came out so.
#[derive(Clone, Debug, Default)]
pub struct Patterns(Vec<u64>);

impl Patterns {
    pub(crate) fn add(&mut self, outcomes: Compact) {
        self.0.push(outcomes.pattern());
    }

    /// How many pairs were counted.
    pub fn pairs(&self) -> u64 {
        self.0.len() as u64
    }

    /// How many pairs came out so, by feature and level.
    pub(crate) fn levels(&self) -> [[u64; LEVELS_MAX]; FEATURES] {
        let mut counts = [[0; LEVELS_MAX]; FEATURES];
        for pattern in &self.0 {
            for (row, level) in counts.iter_mut().zip(levels_of(*pattern)) {
                if let Some(slot) = row.get_mut(usize::from(level)) {
                    *slot += 1;
                }
            }
        }
        counts
    }

    fn sorted(&self) -> Vec<([u8; FEATURES], f64)> {
        let mut all = self.0.clone();
        all.sort_unstable();
        let runs = all.chunk_by(|a, b| a == b);
        runs.filter_map(|run| Some((levels_of(*run.first()?), run.len() as f64))).collect()
    }
}

/// Probabilities while learning: by feature and level.
type Table = [[f64; LEVELS_MAX]; FEATURES];

/// Parameters of learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learning {
    /// Rounds of expectation and maximisation.
    pub rounds: u32,
    /// How many pairs the starting values count for: they lead where there is little data.
    pub prior_pairs: u32,
    /// Links are made when the pair is the same with this probability, in per mille.
    pub certainty: u16,
}

impl Default for Learning {
    fn default() -> Self {
        Self { rounds: 40, prior_pairs: 200, certainty: 900 }
    }
}

/// Learns a model without labels.
///
/// `random` are pairs drawn at random; `candidates` a sample of the pairs that blocking gives, of which each stands for
/// `scale` pairs; `all_pairs` how many pairs there are in all. Deterministic.
pub fn learn(random: &Patterns, candidates: &Patterns, scale: f64, all_pairs: f64, learning: Learning) -> Model {
    let start = Model::default();
    let other = counted(random, &table(&start, |cell| cell.other), 50.0);
    let starts = [table(&start, |cell| cell.same), table(&start, |cell| cell.kin)];
    let mut tables = starts;
    let rows = candidates.sorted();
    let mut expected = [candidates.pairs() as f64 * scale * 0.2, candidates.pairs() as f64 * scale * 0.2];
    for _ in 0..learning.rounds {
        let mut counts = [[[0.0; LEVELS_MAX]; FEATURES]; 2];
        let mut sums = [0.0_f64; 2];
        for (levels, pairs) in &rows {
            let shares = shares(levels, &tables, &other, &expected, all_pairs);
            for ((share, counts), sum) in shares.iter().zip(&mut counts).zip(&mut sums) {
                let pairs = pairs * scale * share;
                *sum += pairs;
                add(counts, levels, pairs);
            }
        }
        expected = sums.map(|sum| sum.max(1.0));
        for ((table, counts), start) in tables.iter_mut().zip(&counts).zip(&starts) {
            *table = normalised(counts, start, f64::from(learning.prior_pairs));
        }
    }
    let [same, kin] = &tables;
    let mut model = Model { rows: rows_of(same, &other, kin), ..start };
    let [sames, kins] = expected;
    model.prior = millibits((sames / all_pairs).min(0.5));
    model.kin_prior = millibits((kins / all_pairs).min(0.5));
    model.set_certainty(learning.certainty);
    model
}

/// Learns from pairs that people judged the same; kin stays as in `model`, strangers come from `random`.
pub fn learn_labelled(model: &Model, same: &Patterns, random: &Patterns, learning: Learning) -> Model {
    let same = counted(same, &table(model, |cell| cell.same), f64::from(learning.prior_pairs));
    let other = counted(random, &table(model, |cell| cell.other), f64::from(learning.prior_pairs));
    Model { rows: rows_of(&same, &other, &table(model, |cell| cell.kin)), ..model.clone() }
}

fn table(model: &Model, of: impl Fn(&Cell) -> i32) -> Table {
    let mut table = [[0.0; LEVELS_MAX]; FEATURES];
    for (to, row) in table.iter_mut().zip(&model.rows) {
        to.iter_mut().zip(row).skip(1).for_each(|(to, cell)| *to = (f64::from(of(cell)) / 1000.0).exp2());
    }
    table
}

fn add(counts: &mut Table, levels: &[u8; FEATURES], pairs: f64) {
    for (row, level) in counts.iter_mut().zip(levels) {
        if let Some(slot) = row.get_mut(usize::from(*level)) {
            *slot += pairs;
        }
    }
}

fn counted(patterns: &Patterns, start: &Table, prior_pairs: f64) -> Table {
    let mut counts = [[0.0; LEVELS_MAX]; FEATURES];
    for (levels, pairs) in patterns.sorted() {
        add(&mut counts, &levels, pairs);
    }
    normalised(&counts, start, prior_pairs)
}

/// Shares of the levels among the pairs that could be compared, `start` counting for so many pairs.
fn normalised(counts: &Table, start: &Table, prior_pairs: f64) -> Table {
    let mut table = *start;
    for ((row, counts), feature) in table.iter_mut().zip(counts).zip(Feature::ALL) {
        let used = feature.levels().len();
        let whole: f64 = row.iter().skip(1).take(used).sum::<f64>().max(1e-12);
        let total: f64 = counts.iter().skip(1).take(used).sum();
        for (share, count) in row.iter_mut().zip(counts).skip(1).take(used) {
            *share = (count + prior_pairs * *share / whole) / (total + prior_pairs);
        }
    }
    table
}

/// How probably a pair that came out so is the same, and kin.
fn shares(
    levels: &[u8; FEATURES],
    tables: &[Table; 2],
    other: &Table,
    expected: &[f64; 2],
    all_pairs: f64,
) -> [f64; 2] {
    let product = |table: &Table| {
        table.iter().zip(levels).fold(1.0, |product: f64, (row, level)| {
            if *level == 0 { product } else { product * row.get(usize::from(*level)).copied().unwrap_or(1.0) }
        })
    };
    let [same, kin] = tables;
    let [sames, kins] = expected;
    let (same, kin, other) = (product(same) * sames, product(kin) * kins, product(other) * all_pairs);
    let sum = (same + kin + other).max(f64::MIN_POSITIVE);
    [same / sum, kin / sum]
}

fn rows_of(same: &Table, other: &Table, kin: &Table) -> [Row; FEATURES] {
    let mut rows = [[Cell::default(); LEVELS_MAX]; FEATURES];
    for ((((row, same), other), kin), feature) in rows.iter_mut().zip(same).zip(other).zip(kin).zip(Feature::ALL) {
        let used = feature.levels().len();
        for (((cell, same), other), kin) in row.iter_mut().zip(same).zip(other).zip(kin).skip(1).take(used) {
            *cell = Cell { same: millibits(*same), other: millibits(*other), kin: millibits(*kin) };
        }
    }
    rows
}

/// The logarithm of a probability in thousandths of a bit, from -60,000 to 0.
fn millibits(probability: f64) -> i32 {
    (probability.max(f64::MIN_POSITIVE).log2() * 1000.0).round().clamp(-60_000.0, 0.0) as i32
}

impl Default for Model {
    /// Starting values: what is known without data. Good enough to link by, better to learn from.
    fn default() -> Self {
        let per_mille: [(&[f64], &[f64], &[f64]); FEATURES] = [
            (
                &[780.0, 40.0, 40.0, 60.0, 20.0, 20.0, 20.0, 20.0],
                &[6.0, 2.0, 1.0, 2.0, 3.0, 6.0, 20.0, 960.0],
                &[30.0, 3.0, 2.0, 4.0, 5.0, 20.0, 20.0, 916.0],
            ),
            (&[850.0, 80.0, 70.0], &[6.0, 6.0, 988.0], &[40.0, 10.0, 950.0]),
            (
                &[800.0, 30.0, 60.0, 30.0, 30.0, 50.0],
                &[1.0, 0.3, 0.5, 0.3, 10.0, 987.9],
                &[850.0, 20.0, 20.0, 40.0, 10.0, 60.0],
            ),
            (&[980.0, 20.0], &[995.0, 5.0], &[999.0, 1.0]),
            (&[800.0, 100.0, 50.0, 30.0, 20.0], &[0.1, 0.1, 0.3, 2.0, 997.5], &[50.0, 50.0, 100.0, 200.0, 600.0]),
            (
                &[830.0, 10.0, 20.0, 15.0, 50.0, 15.0, 30.0, 15.0, 5.0, 10.0],
                &[0.04, 0.01, 0.03, 0.1, 0.4, 1.0, 15.0, 14.0, 30.0, 939.42],
                &[5.0, 0.1, 0.2, 0.4, 1.0, 2.0, 20.0, 30.0, 60.0, 881.3],
            ),
            (&[990.0, 10.0], &[500.0, 500.0], &[500.0, 500.0]),
            (
                &[250.0, 430.0, 20.0, 100.0, 20.0, 180.0],
                &[0.005, 0.1, 0.05, 5.0, 2.0, 992.845],
                &[300.0, 450.0, 20.0, 90.0, 10.0, 130.0],
            ),
            (&[680.0, 20.0, 300.0], &[0.001, 0.002, 999.997], &[350.0, 10.0, 640.0]),
            (&[600.0, 50.0, 350.0], &[0.001, 0.01, 999.989], &[30.0, 10.0, 960.0]),
            (&[900.0, 900.0, 800.0, 40.0, 60.0], &[0.001, 0.001, 0.001, 0.01, 999.987], &[0.1, 0.1, 0.1, 0.2, 999.5]),
        ];
        let mut rows = [[Cell::default(); LEVELS_MAX]; FEATURES];
        for (row, (same, other, kin)) in rows.iter_mut().zip(per_mille) {
            for (((cell, same), other), kin) in row.iter_mut().skip(1).zip(same).zip(other).zip(kin) {
                let of = |per_mille: &f64| millibits(per_mille / 1000.0);
                *cell = Cell { same: of(same), other: of(other), kin: of(kin) };
            }
        }
        Self { rows, prior: -22_000, kin_prior: -19_000, threshold: 25_200, frequencies: Frequencies::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feature::Outcome;

    fn outcomes(levels: [u8; FEATURES]) -> Compact {
        Compact::new(&levels.map(Outcome::level))
    }

    #[test]
    fn learning_finds_the_classes_it_was_fed_with() {
        // Strangers almost always differ; 300 same pairs agree on most; 300 kin share family name, house and telephone.
        let (mut random, mut candidates) = (Patterns::default(), Patterns::default());
        for n in 0..10_000_u32 {
            let given = if n % 200 == 0 { 1 } else { 8 };
            random.add(outcomes([
                given,
                0,
                if n % 1_000 == 0 { 1 } else { 6 },
                1,
                0,
                10,
                1 + (n % 2) as u8,
                6,
                3,
                3,
                5,
            ]));
        }
        for n in 0..300_u32 {
            let slip = if n % 10 == 0 { 4 } else { 1 };
            candidates.add(outcomes([slip, 0, 1, 1, 0, 1, 1, if n % 5 == 0 { 6 } else { 2 }, 1, 1, 1]));
            candidates.add(outcomes([8, 0, 1, 1, 0, 10, 1 + (n % 2) as u8, 2, if n % 2 == 0 { 1 } else { 3 }, 3, 5]));
        }
        let model = learn(&random, &candidates, 1.0, 50_000_000.0, Learning::default());
        let same = outcomes([1, 0, 1, 1, 0, 1, 1, 2, 1, 0, 0]);
        let kin = outcomes([8, 0, 1, 1, 0, 10, 1, 2, 1, 0, 0]);
        assert!(model.weight(same) > model.threshold, "{} {}", model.weight(same), model.threshold);
        assert!(model.weight(kin) < model.threshold / 2, "{}", model.weight(kin));
        assert!((-18_500..-16_500).contains(&model.prior), "300 of 50 million: {}", model.prior);
    }

    #[test]
    fn judged_pairs_move_the_weights_towards_them() {
        let (mut same, mut random) = (Patterns::default(), Patterns::default());
        for _ in 0..5_000 {
            same.add(outcomes([3, 0, 1, 1, 0, 1, 1, 2, 1, 0, 0]));
            random.add(outcomes([8, 0, 6, 1, 0, 10, 2, 6, 3, 0, 0]));
        }
        let start = Model::default();
        let learnt = learn_labelled(&start, &same, &random, Learning::default());
        assert!(learnt.rows[0][3].same > start.rows[0][3].same, "pet names are the rule here");
    }
}
