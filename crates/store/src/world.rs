//! The clock and the source of chance, handed in from outside.
//!
//! A program hands in [`World::system`]; a test hands in [`World::fixed`] and moves the hands of the clock itself.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};

/// A moment: microseconds since 1970-01-01T00:00:00 UTC, without leap seconds. Stored as a 64-bit integer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Micros(pub i64);

impl Micros {
    /// The moment so many milliseconds later; the largest moment if that cannot be written down.
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis.saturating_mul(1_000)))
    }

    /// The moment so many seconds later (earlier if negative).
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }
}

/// What tells the time.
pub trait Clock: Send + Sync {
    /// The moment of the call.
    fn now(&self) -> Micros;
}

/// What fills bytes with chance.
pub trait Entropy: Send + Sync {
    /// Fills the whole slice, or says that the source of chance is not to be had.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy>;
}

/// The operating system gave no random bytes. Nothing that needs a key or an id can go on.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the operating system gave no random bytes; no key and no id can be made until it does")]
pub struct NoEntropy;

/// A clock and a source of chance, passed along together.
#[derive(Clone)]
pub struct World {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl World {
    /// The real clock and the operating system's randomness.
    pub fn system() -> Self {
        Self { clock: Arc::new(SystemClock), entropy: Arc::new(SystemEntropy) }
    }

    /// A world of the caller's own making.
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { clock, entropy }
    }

    /// A world for tests: a clock that stands still until it is moved, and chance that repeats from a seed.
    ///
    /// Never use it outside tests: whoever knows the seed knows every key.
    pub fn fixed(start: Micros, seed: u64) -> (Self, Arc<HandClock>) {
        let clock = Arc::new(HandClock(AtomicI64::new(start.0)));
        (Self { clock: clock.clone(), entropy: Arc::new(Seeded { seed, calls: AtomicU64::new(0) }) }, clock)
    }

    /// The moment of the call.
    pub fn now(&self) -> Micros {
        self.clock.now()
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> Result<[u8; N], NoEntropy> {
        let mut bytes = [0; N];
        self.entropy.fill(&mut bytes)?;
        Ok(bytes)
    }
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("World")
    }
}

struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the wall clock is read")]
    fn now(&self) -> Micros {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        getrandom::fill(bytes).map_err(|_| NoEntropy)
    }
}

/// A clock that a test moves by hand.
#[derive(Debug)]
pub struct HandClock(AtomicI64);

impl HandClock {
    /// Moves the clock on (or back, if negative) by so many milliseconds.
    pub fn advance_millis(&self, millis: i64) {
        self.0.fetch_add(millis.saturating_mul(1_000), Ordering::SeqCst);
    }
}

impl Clock for HandClock {
    fn now(&self) -> Micros {
        Micros(self.0.load(Ordering::SeqCst))
    }
}

struct Seeded {
    seed: u64,
    calls: AtomicU64,
}

impl Entropy for Seeded {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoEntropy> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        for (block, chunk) in (0u64..).zip(bytes.chunks_mut(32)) {
            let mut hash = Sha256::new();
            for part in [self.seed, call, block] {
                hash.update(part.to_be_bytes());
            }
            for (to, from) in chunk.iter_mut().zip(hash.finalize()) {
                *to = from;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_world_repeats_and_moves_only_by_hand() {
        let (a, clock) = World::fixed(Micros(5), 1);
        let (b, _) = World::fixed(Micros(5), 1);
        let (c, _) = World::fixed(Micros(5), 2);
        let (first, again, other) = (a.random::<40>().unwrap(), b.random::<40>().unwrap(), c.random::<40>().unwrap());
        assert_eq!(first, again);
        assert_ne!(first, other);
        assert_ne!(first, a.random::<40>().unwrap());
        clock.advance_millis(2);
        assert_eq!(a.now(), Micros(2_005));
    }
}
