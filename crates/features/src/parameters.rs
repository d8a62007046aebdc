//! What to compute: which features, over which windows, in which bins, within which budget.

use crate::batch::FeatureError;

/// Lower edges of a histogram of sizes. Bin `i` counts sizes from edge `i` up to before edge `i + 1`; the last has no
/// upper end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bins {
    edges: Vec<u32>,
    /// `of[size]` for sizes up to the last edge: 0 is "below all bins", otherwise bin + 1.
    of: Vec<u8>,
}

/// Greatest last edge: beyond it the table of sizes would grow for nothing.
const EDGE_MAX: u32 = 1 << 16;

impl Bins {
    /// Bins with these lower edges: 1 to 64 of them, strictly rising, at most 65,536.
    ///
    /// # Errors
    /// [`FeatureError::Parameter`] when the edges break the rule above.
    pub fn new(edges: &[u32]) -> Result<Self, FeatureError> {
        let problem = match edges {
            [] => Some("no edges: give at least one lower edge"),
            _ if edges.len() > 64 => Some("more than 64 edges: merge some"),
            _ if edges.iter().zip(edges.iter().skip(1)).any(|(a, b)| a >= b) => {
                Some("edges do not rise: sort them and remove doubles")
            }
            _ if edges.last().is_some_and(|&last| last > EDGE_MAX) => Some("an edge is above 65536: use a lower one"),
            _ => None,
        };
        if let Some(problem) = problem {
            return Err(FeatureError::Parameter { name: "bins", problem });
        }
        let last = edges.last().copied().unwrap_or(0);
        let below = |size: u32| edges.iter().filter(|&&edge| edge <= size).count();
        let of = (0..=last).map(|size| u8::try_from(below(size)).unwrap_or(u8::MAX)).collect();
        Ok(Self { edges: edges.to_vec(), of })
    }

    /// Bins for 2, 3 … up to `last` and more, one per size: the usual choice.
    ///
    /// # Errors
    /// [`FeatureError::Parameter`] when `last` is below 2 or above 65.
    pub fn up_to(last: u32) -> Result<Self, FeatureError> {
        Self::new(&(2..=last).collect::<Vec<_>>())
    }

    /// The lower edges.
    #[must_use]
    pub fn edges(&self) -> &[u32] {
        &self.edges
    }

    /// The bin of a size, or nothing when it is below the first edge.
    #[must_use]
    #[inline]
    pub fn bin(&self, size: u32) -> Option<usize> {
        let known = self.of.get(size as usize).or(self.of.last()).copied().unwrap_or(0);
        usize::from(known).checked_sub(1)
    }
}

/// A pattern feature: counted over `window` (same unit as the times), sorted into `bins` by size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Length of the window, above 0.
    pub window: i64,
    /// Bins of the sizes.
    pub bins: Bins,
}

/// Which column of a transaction statistics are taken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The time column.
    Time,
    /// The amount column.
    Amount,
}

/// Statistics of the payments of each account: fan, degree, ratio, then mean, sum, least, greatest, median, variance,
/// skew, kurtosis of each measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statistics {
    /// Length of the window, above 0.
    pub window: i64,
    /// Columns to describe, in this order.
    pub measures: Vec<Measure>,
}

/// How much work one transaction may cause before the search for it is given up and reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Steps (edges looked at) per transaction for scatter-gather.
    pub scatter_gather_steps: u32,
    /// Steps (edges looked at) per transaction for temporal cycles.
    pub cycle_steps: u32,
}

impl Default for Budget {
    fn default() -> Self {
        Self { scatter_gather_steps: 4_000_000, cycle_steps: 4_000_000 }
    }
}

/// Everything the extractor needs to know. A feature that is `None` is not computed and has no columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameters {
    /// Distinct senders to the receiver (fan-in) and distinct receivers of the sender (fan-out).
    pub fan: Option<Pattern>,
    /// Payments to the receiver (degree-in) and payments of the sender (degree-out).
    pub degree: Option<Pattern>,
    /// Number of middle accounts between one source and one sink.
    pub scatter_gather: Option<Pattern>,
    /// Hops of a cycle with rising times.
    pub temporal_cycle: Option<Pattern>,
    /// Statistics per account.
    pub statistics: Option<Statistics>,
    /// Limits of work.
    pub budget: Budget,
    /// Greatest account number to accept (memory grows with it).
    pub account_limit: u32,
    /// Worker threads; the result is the same for every number. 0 counts as 1; each of the five groups of features is
    /// worked on by one at a time, so that more than three gain nothing.
    pub threads: usize,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            fan: None,
            degree: None,
            scatter_gather: None,
            temporal_cycle: None,
            statistics: None,
            budget: Budget::default(),
            account_limit: 200_000_000,
            threads: 1,
        }
    }
}

impl Parameters {
    /// The setting of the literature for banks' transaction data in seconds: scatter-gather over six hours, everything
    /// else over a day, sizes 2 to 30 (cycles 2 to 10).
    ///
    /// # Errors
    /// Never with the constants it uses; the type is that of [`Bins::new`].
    pub fn daily() -> Result<Self, FeatureError> {
        let day = 86_400;
        let pattern = |window, last| Bins::up_to(last).map(|bins| Some(Pattern { window, bins }));
        Ok(Self {
            fan: pattern(day, 30)?,
            degree: pattern(day, 30)?,
            scatter_gather: pattern(day / 4, 30)?,
            temporal_cycle: pattern(day, 10)?,
            statistics: Some(Statistics { window: day, measures: vec![Measure::Time, Measure::Amount] }),
            ..Self::default()
        })
    }

    /// The longest window of all features.
    pub(crate) fn check(&self) -> Result<i64, FeatureError> {
        let patterns = [&self.fan, &self.degree, &self.scatter_gather, &self.temporal_cycle];
        let windows = patterns.into_iter().flatten().map(|p| p.window).chain(self.statistics.iter().map(|s| s.window));
        let mut longest = 0;
        for window in windows {
            if !(1..=1 << 60).contains(&window) {
                let problem = "a window must be between 1 and 2^60 units of time";
                return Err(FeatureError::Parameter { name: "window", problem });
            }
            longest = longest.max(window);
        }
        Ok(longest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_hold_sizes_from_their_edge_to_the_next() {
        let bins = Bins::new(&[2, 3, 5]).unwrap();
        let found: Vec<_> = [0, 1, 2, 3, 4, 5, 1_000_000].into_iter().map(|size| bins.bin(size)).collect();
        assert_eq!(found, [None, None, Some(0), Some(1), Some(1), Some(2), Some(2)]);
    }

    #[test]
    fn impossible_bins_and_windows_are_refused() {
        for edges in [&[][..], &[2, 2], &[3, 2], &[1 << 20]] {
            assert!(Bins::new(edges).is_err(), "{edges:?}");
        }
        let pattern = Pattern { window: 0, bins: Bins::up_to(5).unwrap() };
        assert!(Parameters { fan: Some(pattern), ..Parameters::default() }.check().is_err());
        assert_eq!(Parameters::daily().unwrap().check(), Ok(86_400));
    }
}
