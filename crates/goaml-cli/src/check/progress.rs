//! How far the work has come, shown on standard error to a person who waits.

use super::units::Unit;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, Read};

/// Less work than this is over before a bar could be read.
const BYTES_MIN: u64 = 64 << 20;

/// A bar, or nothing.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar if somebody watches and there is much to do.
    pub(super) fn new(watched: bool, units: &[Unit]) -> Self {
        let bytes: u64 = units.iter().map(|unit| unit.bytes).sum();
        if !watched || bytes < BYTES_MIN {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr_with_hz(5));
        let style =
            ProgressStyle::with_template("{bar:32} {percent:>3} %  {bytes}/{total_bytes}  {bytes_per_sec}  {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar }
    }

    /// Does something that prints, with the bar out of the way.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        if self.bar.is_hidden() { work() } else { self.bar.suspend(work) }
    }

    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }

    /// A stream whose bytes count as work done.
    pub(super) fn counting<R: Read>(&self, stream: R) -> Counting<'_, R> {
        Counting { stream, bar: &self.bar }
    }
}

/// See [`Progress::counting`].
pub(super) struct Counting<'a, R> {
    stream: R,
    bar: &'a ProgressBar,
}

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.stream.read(out)?;
        self.bar.inc(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}
