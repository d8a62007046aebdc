//! Histograms of a batch: who gets credit for which pattern.

use crate::parameters::Bins;

/// One histogram per row of a batch, stored column by column.
#[derive(Debug)]
pub(crate) struct Credit<'a> {
    bins: &'a Bins,
    rows: usize,
    counts: &'a mut Vec<u32>,
}

impl<'a> Credit<'a> {
    /// Empties `counts` and makes it fit.
    pub(crate) fn new(bins: &'a Bins, rows: usize, counts: &'a mut Vec<u32>) -> Self {
        counts.clear();
        counts.resize(bins.edges().len().saturating_mul(rows), 0);
        Self { bins, rows, counts }
    }

    /// Counts one pattern of this size for this row.
    #[inline]
    pub(crate) fn add(&mut self, row: usize, size: u32) {
        if let Some(bin) = self.bins.bin(size) {
            self.add_bin(row, bin, 1);
        }
    }

    #[inline]
    pub(crate) fn add_bin(&mut self, row: usize, bin: usize, times: u32) {
        if let Some(count) = self.counts.get_mut(bin * self.rows + row) {
            *count = count.saturating_add(times);
        }
    }
}
