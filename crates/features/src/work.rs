//! Work in pieces, shared by any number of threads.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Lets so many threads take piece of work after piece of work until none is left.
pub(crate) fn share(threads: usize, pieces: usize, work: &(dyn Fn(usize) + Sync)) {
    let next = AtomicUsize::new(0);
    let take = || {
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                return;
            }
            work(piece);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(take);
        }
        take();
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    #[test]
    fn every_piece_is_done_once_and_a_panic_comes_out() {
        for threads in [0, 1, 2, 5] {
            let done = Mutex::new(Vec::new());
            share(threads, 7, &|piece| done.lock().unwrap().push(piece));
            let mut done = done.into_inner().unwrap();
            done.sort_unstable();
            assert_eq!(done, (0..7).collect::<Vec<_>>());
            let ended = std::panic::catch_unwind(|| share(threads, 2, &|piece| assert!(piece != 1, "on purpose")));
            assert!(ended.is_err());
        }
    }
}
