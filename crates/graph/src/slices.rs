//! Time cut into overlapping slices, and a function run over them on several threads.
//!
//! A pattern belongs to the slice in which its first edge lies. A slice owns the stretch `own` and may look at `reach`,
//! which is as much longer as the longest pattern may last. So every pattern is found by one slice and by no other,
//! slices know nothing of one another, and what is held in memory is what the slices being worked on need.

use crate::view::View;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// One slice: seconds since 1970 in UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Patterns whose first edge lies here belong to this slice.
    pub own: Range<i64>,
    /// What may be looked at: `own` and the overlap after it.
    pub reach: Range<i64>,
}

impl Slice {
    /// Whether a pattern whose first edge has this time belongs to this slice.
    pub fn owns(&self, first_edge_time: i64) -> bool {
        self.own.contains(&first_edge_time)
    }
}

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// Length of what a slice owns, in seconds; at least 1, less counts as 1.
    pub length_seconds: i64,
    /// How far beyond it a slice may look, in seconds: the longest a pattern may last from its first edge to its last.
    /// Less than 0 counts as 0.
    pub overlap_seconds: i64,
}

/// The slices of a view in which at least one edge begins, by time. There are never more slices than edges, however
/// far apart the edges are.
pub fn slices(view: View<'_>, cut: Cut) -> Vec<Slice> {
    let (length, overlap) = (cut.length_seconds.max(1), cut.overlap_seconds.max(0));
    let mut found = Vec::new();
    let mut next = view.bounds().start;
    let origin = view.time(next);
    while next < view.bounds().end {
        let whole = view.time(next).saturating_sub(origin) / length;
        let start = origin.saturating_add(whole.saturating_mul(length));
        let end = start.saturating_add(length);
        // The last second of a pattern that lasts exactly as long as the overlap is still inside.
        found.push(Slice { own: start..end, reach: start..end.saturating_add(overlap) });
        next = view.at_or_after(end);
    }
    found
}

/// What the threads share: the next slice to take, and how many results have been merged.
struct Progress<T> {
    next: usize,
    merged: usize,
    stopped: bool,
    done: BTreeMap<usize, T>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Runs `work` on every slice, on so many threads, and hands the results to `merge` in the order of the slices, on the
/// caller's thread. At most twice as many results as threads wait to be merged, so memory stays bounded. The outcome
/// does not depend on the number of threads.
///
/// `merge` returns `false` to stop early; slices that have begun are finished and thrown away.
///
/// # Panics
/// When `work` does: the panic is passed on.
pub fn run<S: Sync, T: Send>(
    slices: &[S],
    threads: NonZeroUsize,
    work: impl Fn(&S) -> T + Sync,
    mut merge: impl FnMut(T) -> bool,
) {
    let ahead = threads.get().saturating_mul(2);
    let progress = Mutex::new(Progress { next: 0, merged: 0, stopped: false, done: BTreeMap::new() });
    let changed = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 0..threads.get().min(slices.len()) {
            scope.spawn(|| {
                let _guard = StopOnPanic { progress: &progress, changed: &changed };
                while let Some((index, slice)) = take(slices, ahead, &progress, &changed) {
                    let result = work(slice);
                    lock(&progress).done.insert(index, result);
                    changed.notify_all();
                }
            });
        }
        for index in 0..slices.len() {
            let mut state = lock(&progress);
            while !state.stopped && !state.done.contains_key(&index) {
                state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
            }
            let Some(result) = state.done.remove(&index) else { break };
            state.merged = index + 1;
            drop(state);
            changed.notify_all();
            if !merge(result) {
                break;
            }
        }
        lock(&progress).stopped = true;
        changed.notify_all();
    });
}

/// The next slice for a thread; `None` when there is none or the run was stopped. Waits while too many results wait.
fn take<'s, S, T>(
    slices: &'s [S],
    ahead: usize,
    progress: &Mutex<Progress<T>>,
    changed: &Condvar,
) -> Option<(usize, &'s S)> {
    let mut state = lock(progress);
    while !state.stopped && state.next < slices.len() && state.next >= state.merged.saturating_add(ahead) {
        state = changed.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    if state.stopped {
        return None;
    }
    let index = state.next;
    state.next += 1;
    slices.get(index).map(|slice| (index, slice))
}

/// Wakes everybody when a thread panics, so that nobody waits for its result.
struct StopOnPanic<'p, T> {
    progress: &'p Mutex<Progress<T>>,
    changed: &'p Condvar,
}

impl<T> Drop for StopOnPanic<'_, T> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(self.progress).stopped = true;
            self.changed.notify_all();
        }
    }
}

/// [`run`] with the results in a list.
pub fn collect<S: Sync, T: Send>(slices: &[S], threads: NonZeroUsize, work: impl Fn(&S) -> T + Sync) -> Vec<T> {
    let mut results = Vec::with_capacity(slices.len());
    run(slices, threads, work, |result| {
        results.push(result);
        true
    });
    results
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn threads(count: usize) -> NonZeroUsize {
        NonZeroUsize::new(count).unwrap()
    }

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        let numbers: Vec<u64> = (0..500).collect();
        let uneven = |n: &u64| (0..(n * 7919) % 5_000).fold(*n, |sum, k| sum.wrapping_mul(31).wrapping_add(k));
        let expected: Vec<u64> = numbers.iter().map(uneven).collect();
        for count in [1, 2, 3, 8] {
            assert_eq!(collect(&numbers, threads(count), uneven), expected);
        }
        assert!(collect(&[] as &[u64], threads(2), uneven).is_empty());
    }

    #[test]
    fn threads_do_not_run_ahead_of_the_merge() {
        let begun = AtomicUsize::new(0);
        let numbers: Vec<usize> = (0..100).collect();
        let mut merged = 0;
        run(
            &numbers,
            threads(3),
            |_| begun.fetch_add(1, Ordering::SeqCst),
            |_| {
                merged += 1;
                assert!(begun.load(Ordering::SeqCst) <= merged + 6);
                merged < 50
            },
        );
        assert_eq!(merged, 50);
        assert!(begun.load(Ordering::SeqCst) <= 56);
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits() {
        let numbers: Vec<usize> = (0..20).collect();
        let outcome = std::panic::catch_unwind(|| collect(&numbers, threads(2), |n| assert!(*n != 7)));
        assert!(outcome.is_err());
    }
}
