//! A clock that stands still until a story moves it.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A fake clock. Clones share the same hands, so a story can keep one and give the other to what it tests.
#[derive(Clone, Debug)]
pub struct Clock(Arc<AtomicI64>);

impl Clock {
    /// A clock that shows `seconds` since 1970-01-01T00:00:00Z.
    pub fn at_seconds(seconds: i64) -> Self {
        Self(Arc::new(AtomicI64::new(seconds)))
    }

    /// A clock that shows `moment`, cut to the second.
    pub fn at(moment: Timestamp) -> Self {
        Self::at_seconds(moment.as_second())
    }

    /// What the clock shows, in seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// What the clock shows. A clock moved beyond what a timestamp can hold shows the nearest one.
    pub fn now(&self) -> Timestamp {
        let seconds = self.seconds();
        Timestamp::from_second(seconds).unwrap_or(if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }

    /// Moves the hands forward, or back when the step is negative: clocks are set back in life too.
    pub fn step(&self, by: SignedDuration) {
        self.0.fetch_add(by.as_secs(), Ordering::SeqCst);
    }

    /// Moves the hands forward by whole days of 24 hours.
    pub fn step_days(&self, days: i64) {
        self.step(SignedDuration::from_secs(days.saturating_mul(crate::civil::DAY_SECONDS)));
    }

    /// Sets the hands.
    pub fn set(&self, moment: Timestamp) {
        self.0.store(moment.as_second(), Ordering::SeqCst);
    }
}

impl Default for Clock {
    /// 2026-01-05T08:00:00Z, a Monday morning.
    fn default() -> Self {
        Self::at_seconds(1_767_600_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hands_of_one_clock() {
        let clock = Clock::default();
        let given = clock.clone();
        assert_eq!(given.now().to_string(), "2026-01-05T08:00:00Z");
        clock.step_days(2);
        clock.step(SignedDuration::from_hours(-3));
        assert_eq!(given.now().to_string(), "2026-01-07T05:00:00Z");
        given.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.seconds(), 0);
    }
}
