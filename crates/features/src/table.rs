//! What comes out: one row per transaction, columns in a fixed order with names.

use crate::parameters::{Bins, Measure, Parameters};

/// Names of the statistics of one measure, in order.
pub const STATISTICS: [&str; 8] = ["mean", "sum", "least", "greatest", "median", "variance", "skewness", "kurtosis"];

/// The features of one batch. Counts come first (histograms of patterns), then values (statistics); both column by
/// column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub(crate) rows: usize,
    pub(crate) counts: Vec<Vec<u32>>,
    pub(crate) values: Vec<Vec<f64>>,
    pub(crate) limited: Vec<usize>,
}

/// One column of a [`Table`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Column<'a> {
    /// Numbers of patterns in one bin.
    Counts(&'a [u32]),
    /// Statistics.
    Values(&'a [f64]),
}

impl Table {
    /// Rows: as many as the batch had.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns in the order of [`names`]. Histograms of `b` bins stand block by block.
    pub fn columns(&self) -> impl Iterator<Item = Column<'_>> {
        let (rows, one) = (self.rows, self.rows.max(1));
        let counts = self.counts.iter().flat_map(move |block| block.chunks(one)).map(Column::Counts);
        let values = self.values.iter().flat_map(move |block| block.chunks(one)).map(Column::Values);
        counts.chain(values).filter(move |_| rows > 0)
    }

    /// Rows whose search ran out of budget, rising: their counts of scatter-gather or cycles (and what they would have
    /// added to other rows) are too low.
    #[must_use]
    pub fn limited(&self) -> &[usize] {
        &self.limited
    }
}

/// The names of the columns of a [`Table`] made with these parameters.
#[must_use]
pub fn names(parameters: &Parameters) -> Vec<String> {
    let mut names = Vec::new();
    let mut histogram = |name: &str, bins: &Bins| {
        names.extend(bins.edges().iter().map(|edge| format!("{name}_{edge}")));
    };
    for (pattern, kinds) in [
        (&parameters.fan, &["fan_in", "fan_out"][..]),
        (&parameters.degree, &["degree_in", "degree_out"]),
        (&parameters.scatter_gather, &["scatter_gather"]),
        (&parameters.temporal_cycle, &["temporal_cycle"]),
    ] {
        if let Some(pattern) = pattern {
            kinds.iter().for_each(|kind| histogram(kind, &pattern.bins));
        }
    }
    if let Some(statistics) = &parameters.statistics {
        for side in ["from_out", "from_in", "to_out", "to_in"] {
            names.extend(["fan", "degree", "ratio"].map(|name| format!("{side}_{name}")));
            for measure in &statistics.measures {
                let measure = match measure {
                    Measure::Time => "time",
                    Measure::Amount => "amount",
                };
                names.extend(STATISTICS.map(|name| format!("{side}_{measure}_{name}")));
            }
        }
    }
    names
}
