//! Work in rounds, shared by any number of threads: within a round all of them look at it, between two rounds one of
//! them changes it.
//!
//! Waking a thread that sleeps can take longer than the pause between two rounds. So nobody sleeps in it at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, RwLock};

/// What is worked on.
pub(crate) trait Rounds: Send + Sync {
    /// Makes everything ready for the next round, which has so many pieces; none when there is nothing more to do.
    fn begin(&mut self) -> Option<usize>;

    /// Does one piece of the round.
    fn work(&self, piece: usize);

    /// Does something that is not due in this round, for a thread that would wait for the others. False when there is
    /// nothing.
    fn meanwhile(&self) -> bool;
}

/// Lets so many threads work through all rounds.
///
/// # Panics
/// When a thread does, after the others have left the round.
pub(crate) fn share(threads: usize, rounds: &mut impl Rounds) {
    let crew = Crew {
        rounds: RwLock::new(rounds),
        pieces: AtomicUsize::new(0),
        next: AtomicUsize::new(0),
        undone: AtomicUsize::new(0),
        within: AtomicUsize::new(0),
        gate: Gate::default(),
    };
    std::thread::scope(|scope| {
        // However this ends, nobody is left waiting.
        let _leaving = Leaving(&crew.gate);
        for _ in 1..threads {
            let work = || {
                let mut round = 0;
                while crew.gate.pass(&mut round) {
                    crew.take_part();
                }
            };
            // When the machine has no more threads to give, those that are there do the work.
            if std::thread::Builder::new().spawn_scoped(scope, work).is_err() {
                break;
            }
        }
        while crew.begin() {
            crew.gate.open();
            crew.take_part();
        }
    });
}

/// The threads at work, the first of which begins the rounds.
struct Crew<'a, R> {
    rounds: RwLock<&'a mut R>,
    pieces: AtomicUsize,
    /// The next piece that nobody has begun.
    next: AtomicUsize,
    /// Pieces that are not done.
    undone: AtomicUsize,
    /// Threads that have not left the round; who panics never leaves it.
    within: AtomicUsize,
    gate: Gate,
}

impl<R: Rounds> Crew<'_, R> {
    /// Begins the next round once all have left the one before. False when there is none or somebody has panicked.
    fn begin(&self) -> bool {
        let left = patiently(|| self.rounds.try_write().ok());
        let Some(mut rounds) = left.or_else(|| self.rounds.write().ok()) else { return false };
        let pieces = if self.within.load(Ordering::Relaxed) == 0 { rounds.begin() } else { None };
        // The lock keeps these apart from what the round before looks at.
        let count = pieces.unwrap_or(0);
        self.pieces.store(count, Ordering::Relaxed);
        self.undone.store(count, Ordering::Relaxed);
        self.next.store(0, Ordering::Relaxed);
        pieces.is_some()
    }

    /// Takes piece after piece until nothing is left to do.
    fn take_part(&self) {
        let Ok(rounds) = self.rounds.read() else { return };
        self.within.fetch_add(1, Ordering::Relaxed);
        let pieces = self.pieces.load(Ordering::Relaxed);
        loop {
            let piece = self.next.fetch_add(1, Ordering::Relaxed);
            if piece < pieces {
                rounds.work(piece);
                self.undone.fetch_sub(1, Ordering::Relaxed);
            } else if self.undone.load(Ordering::Relaxed) == 0 || !rounds.meanwhile() {
                break;
            }
        }
        self.within.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Asks again and again for about as long as waking a thread takes.
fn patiently<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    (0..10_000).find_map(|_| {
        std::hint::spin_loop();
        ask()
    })
}

/// Where threads wait for a round to begin.
#[derive(Default)]
struct Gate {
    /// Number of the round, or [`CLOSED`].
    round: AtomicUsize,
    /// The same for those who go to sleep: while they do, nobody changes it.
    told: Mutex<usize>,
    wake: Condvar,
}

const CLOSED: usize = usize::MAX;

impl Gate {
    /// Waits for another round than this one. False when there is none.
    fn pass(&self, round: &mut usize) -> bool {
        let before = *round;
        let other = || Some(self.round.load(Ordering::Acquire)).filter(|now| *now != before);
        *round = patiently(other).or_else(|| self.sleep(before)).unwrap_or(CLOSED);
        *round != CLOSED
    }

    fn sleep(&self, before: usize) -> Option<usize> {
        let told = self.told.lock().ok()?;
        self.wake.wait_while(told, |now| *now == before).ok().map(|told| *told)
    }

    fn open(&self) {
        self.tell(self.round.load(Ordering::Relaxed).wrapping_add(1));
    }

    fn tell(&self, round: usize) {
        self.told.lock().into_iter().for_each(|mut told| *told = round);
        self.round.store(round, Ordering::Release);
        self.wake.notify_all();
    }
}

/// Closes the gate when it goes.
struct Leaving<'a>(&'a Gate);

impl Drop for Leaving<'_> {
    fn drop(&mut self) {
        self.0.tell(CLOSED);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rounds of seven pieces.
    struct Plain<'a> {
        rounds: usize,
        done: &'a Mutex<Vec<usize>>,
        begun: &'a AtomicUsize,
        /// What ends badly: a piece, or 7 for the beginning of the third round.
        panic: usize,
    }

    impl Rounds for Plain<'_> {
        fn begin(&mut self) -> Option<usize> {
            let mut done = self.done.lock().unwrap();
            done.sort_unstable();
            assert_eq!(*done, (0..done.len()).collect::<Vec<_>>(), "all of the round before, each once");
            self.rounds = self.rounds.checked_sub(1)?;
            done.clear();
            self.begun.fetch_add(1, Ordering::Relaxed);
            assert!(self.panic != 7 || self.rounds > 0, "on purpose");
            Some(7)
        }

        fn work(&self, piece: usize) {
            assert!(piece != self.panic, "on purpose");
            self.done.lock().unwrap().push(piece);
        }

        fn meanwhile(&self) -> bool {
            false
        }
    }

    #[test]
    fn every_piece_of_every_round_is_done_once() {
        for threads in [0, 1, 2, 5] {
            let (done, begun) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
            share(threads, &mut Plain { rounds: 300, done: &done, begun: &begun, panic: 8 });
            assert_eq!((done.into_inner().unwrap().len(), begun.into_inner()), (7, 300), "those of the last");
        }
    }

    #[test]
    fn a_panic_comes_out_wherever_it_happens() {
        for threads in [1, 2, 5] {
            for panic in 0..8 {
                let (done, begun) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
                let mut plain = Plain { rounds: 3, done: &done, begun: &begun, panic };
                let share = std::panic::AssertUnwindSafe(|| share(threads, &mut plain));
                assert!(std::panic::catch_unwind(share).is_err(), "{threads} threads, {panic}");
                let expected = if panic == 7 { 3 } else { 1 };
                assert_eq!(begun.into_inner(), expected, "no round is begun after that: {threads} threads, {panic}");
            }
        }
    }

    #[test]
    fn no_round_is_begun_after_a_thread_has_panicked() {
        struct Both<'a> {
            begun: &'a AtomicUsize,
            arrived: AtomicUsize,
            meanwhile: bool,
        }
        impl Both<'_> {
            /// Waits until so many have come here; then the thread that does not begin the rounds fails.
            fn arrive(&self, others: usize) {
                self.arrived.fetch_add(1, Ordering::Relaxed);
                while self.arrived.load(Ordering::Relaxed) < others {}
                assert!(std::thread::current().name().is_some(), "on purpose");
            }
        }
        impl Rounds for Both<'_> {
            fn begin(&mut self) -> Option<usize> {
                (self.begun.fetch_add(1, Ordering::Relaxed) < 3).then_some(2)
            }
            fn work(&self, _: usize) {
                // Each thread has one piece, and that of the first lasts until the other does something meanwhile.
                let first = std::thread::current().name().is_some();
                if first || !self.meanwhile {
                    return self.arrive(2);
                }
                while self.arrived.load(Ordering::Relaxed) == 0 {}
            }
            fn meanwhile(&self) -> bool {
                self.arrive(0);
                false
            }
        }
        for meanwhile in [false, true] {
            let begun = AtomicUsize::new(0);
            let both = || share(2, &mut Both { begun: &begun, arrived: AtomicUsize::new(0), meanwhile });
            assert!(std::panic::catch_unwind(both).is_err());
            assert_eq!(begun.into_inner(), 1, "meanwhile: {meanwhile}");
        }
    }

    #[test]
    fn a_thread_that_fell_asleep_is_woken() {
        let slow = Mutex::new(0);
        struct Slow<'a>(&'a Mutex<usize>);
        impl Rounds for Slow<'_> {
            fn begin(&mut self) -> Option<usize> {
                std::thread::sleep(std::time::Duration::from_millis(30));
                Some(2).filter(|_| *self.0.lock().unwrap() < 6)
            }
            fn work(&self, piece: usize) {
                // Each piece needs a thread of its own.
                *self.0.lock().unwrap() += 1;
                while piece == 0 && *self.0.lock().unwrap() % 2 == 1 {}
            }
            fn meanwhile(&self) -> bool {
                false
            }
        }
        share(2, &mut Slow(&slow));
        assert_eq!(slow.into_inner().unwrap(), 6);
    }

    #[test]
    fn who_would_wait_does_something_meanwhile_and_nobody_else() {
        struct Waiting {
            rounds: usize,
            times: AtomicUsize,
            alone: bool,
        }
        impl Rounds for Waiting {
            fn begin(&mut self) -> Option<usize> {
                self.times = AtomicUsize::new(0);
                self.rounds = self.rounds.checked_sub(1)?;
                Some(5)
            }
            fn work(&self, piece: usize) {
                // The last piece is not done before the others did something three times.
                while piece == 4 && !self.alone && self.times.load(Ordering::Relaxed) < 3 {}
            }
            fn meanwhile(&self) -> bool {
                assert!(!self.alone, "nothing is left for one thread to wait for");
                self.times.fetch_add(1, Ordering::Relaxed);
                true
            }
        }
        for threads in [1, 2, 3] {
            share(threads, &mut Waiting { rounds: 3, times: AtomicUsize::new(0), alone: threads == 1 });
        }
    }
}
