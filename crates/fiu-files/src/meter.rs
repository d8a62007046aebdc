//! How far the reading has come, shown on standard error to a person who waits.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, IsTerminal, Read};

/// Less than this is read before a bar could be.
const BYTES_MIN: u64 = 16 << 20;

/// A bar, or nothing.
#[derive(Debug)]
pub(crate) struct Meter {
    bar: ProgressBar,
}

impl Meter {
    /// A bar over so many units of work, if somebody watches and `bytes` are many.
    pub(crate) fn new(units: u64, bytes: u64) -> Self {
        if bytes < BYTES_MIN || !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(Some(units), ProgressDrawTarget::stderr_with_hz(5));
        let style = ProgressStyle::with_template("reading {bar:32} {percent:>3} %  {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar }
    }

    /// A bar over so many pieces of work that may each be long, if somebody watches.
    pub(crate) fn over(what: &'static str, units: u64) -> Self {
        if !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(Some(units), ProgressDrawTarget::stderr_with_hz(5));
        let style = ProgressStyle::with_template("{msg} {bar:32} {pos} of {len}  {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        bar.tick();
        Self { bar }
    }

    /// A count of what is done, where nobody knows how much there is.
    pub(crate) fn steps(what: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Self { bar: ProgressBar::hidden() };
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
        let style = ProgressStyle::with_template("{msg} {pos}  {per_sec}  {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_message(what);
        Self { bar }
    }

    pub(crate) fn add(&self, units: u64) {
        self.bar.inc(units);
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// A stream whose bytes count as work done.
pub(crate) struct Counting<'a, R>(pub(crate) R, pub(crate) &'a Meter);

impl<R: Read> Read for Counting<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.0.read(out)?;
        self.1.add(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}
