//! Two phases of work in pieces, shared by any number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

/// One phase: pieces that may be done in any order by anybody.
pub(crate) struct Phase<'a> {
    pub(crate) pieces: usize,
    pub(crate) work: &'a (dyn Fn(usize) + Sync),
}

/// Does all pieces of the first phase, then all of the second, with so many threads.
///
/// Threads are started once for both: starting them costs as much as some hundred payments.
pub(crate) fn work(threads: usize, first: Phase<'_>, second: Phase<'_>) {
    let drawn = [AtomicUsize::new(0), AtomicUsize::new(0)];
    let ready = AtomicUsize::new(0);
    let take = || {
        let [one, two] = &drawn;
        let arrival = Arrival(&ready);
        draw(one, &first);
        drop(arrival);
        let mut waited = 0_u32;
        while ready.load(Ordering::Acquire) < threads {
            waited += 1;
            if waited.is_multiple_of(64) {
                std::thread::yield_now();
            } else {
                std::hint::spin_loop();
            }
        }
        draw(two, &second);
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(take);
        }
        take();
    });
}

fn draw(next: &AtomicUsize, phase: &Phase<'_>) {
    loop {
        let piece = next.fetch_add(1, Ordering::Relaxed);
        if piece >= phase.pieces {
            return;
        }
        (phase.work)(piece);
    }
}

/// Says that a thread is through with the first phase, also when it ends by a panic: the others must not wait for it.
struct Arrival<'a>(&'a AtomicUsize);

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn every_piece_is_done_once_and_the_first_phase_before_the_second() {
        for threads in [1, 2, 5] {
            let done = Mutex::new(Vec::new());
            let note = |phase: usize| move |piece: usize| (phase, piece);
            let first = |piece| done.lock().unwrap().push(note(1)(piece));
            let second = |piece| done.lock().unwrap().push(note(2)(piece));
            work(threads, Phase { pieces: 7, work: &first }, Phase { pieces: 3, work: &second });
            let mut done = done.into_inner().unwrap();
            assert!(done.is_sorted_by_key(|&(phase, _)| phase), "{done:?}");
            done.sort_unstable();
            let all: Vec<_> = (0..7).map(|piece| (1, piece)).chain((0..3).map(|piece| (2, piece))).collect();
            assert_eq!(done, all);
        }
    }

    #[test]
    fn a_panic_in_the_first_phase_comes_out_and_nobody_waits_for_ever() {
        let first = |piece: usize| assert!(piece != 1, "on purpose");
        let ended = std::panic::catch_unwind(|| {
            work(2, Phase { pieces: 2, work: &first }, Phase { pieces: 1, work: &|_| () });
        });
        assert!(ended.is_err());
    }
}
