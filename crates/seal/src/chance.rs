//! Chance is a parameter: 64 random bytes from the caller, stretched for libraries that ask for a generator.

use std::convert::Infallible;

use hpke::rand_core::{TryCryptoRng, TryRng};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// 64 bytes from the operating system's generator, used once. Whoever knows them knows every key made of them.
pub type Chance = [u8; 64];

/// SHA-256 over the random bytes, a purpose and a counter.
pub(crate) struct Stretched {
    seed: Zeroizing<Vec<u8>>,
    counter: u64,
    block: Zeroizing<[u8; 32]>,
    used: usize,
}

impl Stretched {
    pub(crate) fn new(chance: &Chance, purpose: &str) -> Self {
        let mut seed = Zeroizing::new(Vec::with_capacity(128));
        seed.extend_from_slice(chance);
        seed.extend_from_slice(purpose.as_bytes());
        Self { seed, counter: 0, block: Zeroizing::new([0; 32]), used: 32 }
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> Zeroizing<[u8; N]> {
        let mut bytes = Zeroizing::new([0; N]);
        self.fill(&mut bytes[..]);
        bytes
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            if self.used >= self.block.len() {
                let mut hash = Sha256::new();
                hash.update(&*self.seed);
                hash.update(self.counter.to_be_bytes());
                *self.block = hash.finalize().into();
                self.counter = self.counter.wrapping_add(1);
                self.used = 0;
            }
            *byte = self.block.get(self.used).copied().unwrap_or_default();
            self.used = self.used.saturating_add(1);
        }
    }
}

impl TryRng for Stretched {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(*self.bytes::<4>()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(*self.bytes::<8>()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Stretched {}
