//! Histograms of a batch: who gets credit for which pattern.

use crate::parameters::Bins;

/// One histogram per row of a batch, stored column by column.
#[derive(Debug)]
pub(crate) struct Credit<'a> {
    bins: &'a Bins,
    rows: usize,
    counts: Vec<u32>,
}

impl<'a> Credit<'a> {
    pub(crate) fn new(bins: &'a Bins, rows: usize) -> Self {
        Self { bins, rows, counts: vec![0; bins.edges().len().saturating_mul(rows)] }
    }

    /// Counts one pattern of this size for this row.
    pub(crate) fn add(&mut self, row: usize, size: u32) {
        if let Some(bin) = self.bins.bin(size) {
            self.add_bin(row, bin, 1);
        }
    }

    pub(crate) fn add_bin(&mut self, row: usize, bin: usize, times: u32) {
        if let Some(count) = self.counts.get_mut(bin * self.rows + row) {
            *count = count.saturating_add(times);
        }
    }

    pub(crate) fn into_counts(self) -> Vec<u32> {
        self.counts
    }
}
