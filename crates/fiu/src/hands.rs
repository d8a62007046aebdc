//! The steps a worker has in hand: as many as there are hands, each free again as soon as its own step is done, so that
//! a long letter holds up nobody but itself.

use std::future::Future;
use std::thread::available_parallelism;
use tokio::task::JoinSet;

/// Most steps under way at one time, however many cores there are: each may hold a few batches of rows in memory.
const HANDS_MAX: usize = 8;

/// As many steps as are under way, and how many may be.
#[derive(Debug)]
pub(crate) struct Hands {
    most: usize,
    steps: JoinSet<()>,
}

impl Hands {
    /// One more than there are cores, because a step waits for the database again and again.
    pub(crate) fn of_this_machine() -> Self {
        let cores = available_parallelism().map_or(1, usize::from);
        Self::new(cores.saturating_add(1).min(HANDS_MAX))
    }

    pub(crate) fn new(most: usize) -> Self {
        Self { most, steps: JoinSet::new() }
    }

    /// How many steps may still be begun.
    pub(crate) fn free(&self) -> u32 {
        u32::try_from(self.most.saturating_sub(self.steps.len())).unwrap_or(0)
    }

    /// Begins a step.
    pub(crate) fn begin(&mut self, step: impl Future<Output = ()> + Send + 'static) {
        self.steps.spawn(step);
    }

    /// Waits until a step is done, and lets go of all that are; waits for ever if there is none.
    pub(crate) async fn one_done(&mut self) {
        // A step that broke off is done too: its event comes again when its lease ends.
        if self.steps.join_next().await.is_none() {
            std::future::pending::<()>().await;
        }
        while self.steps.try_join_next().is_some() {}
    }

    /// Waits until no step is under way.
    pub(crate) async fn all_done(mut self) {
        while self.steps.join_next().await.is_some() {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use tokio::sync::Notify;

    #[tokio::test]
    async fn a_long_step_holds_up_nobody_but_itself() {
        let (mut hands, end, done) = (Hands::new(2), Arc::new(Notify::new()), Arc::new(AtomicU32::new(0)));
        let wait = Arc::clone(&end);
        hands.begin(async move { wait.notified().await });
        assert_eq!(hands.free(), 1);
        for number in 1..=20 {
            let count = Arc::clone(&done);
            hands.begin(async move { _ = count.fetch_add(1, Ordering::SeqCst) });
            assert_eq!(hands.free(), 0);
            hands.one_done().await;
            assert_eq!((hands.free(), done.load(Ordering::SeqCst)), (1, number));
        }
        end.notify_one();
        hands.all_done().await;
    }

    #[tokio::test]
    async fn a_step_that_breaks_off_frees_its_hand() {
        let mut hands = Hands::new(1);
        hands.begin(async { panic!("on purpose") });
        hands.one_done().await;
        assert_eq!(hands.free(), 1);
    }

    #[tokio::test]
    async fn steps_under_way_are_finished() {
        let (mut hands, done) = (Hands::new(3), Arc::new(AtomicU32::new(0)));
        for _ in 0..3 {
            let count = Arc::clone(&done);
            hands.begin(async move {
                tokio::task::yield_now().await;
                count.fetch_add(1, Ordering::SeqCst);
            });
        }
        hands.all_done().await;
        assert_eq!(done.load(Ordering::SeqCst), 3);
    }
}
