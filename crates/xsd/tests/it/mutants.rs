//! Valid documents of a schema and mutants of them, the same everywhere for a seed.

use openfiu_xsd::{Sampler, Schema};
use testkit::draw::{Domain, Draw};
use testkit::mutate::{Mutation, mutate};

/// The document of a number. One in eight is valid, one in eight has two mutations, the others one.
pub(crate) fn mutant(schema: &Schema, seed: u64, index: u64) -> Option<Vec<u8>> {
    let mut draw = Draw::new(seed, Domain::Mistake, index);
    let prefer = if draw.below(3) == 0 { "activity" } else { "transaction" };
    let sampler = Sampler {
        seed: draw.bits(),
        optional_percent: u32::try_from(draw.below(70)).ok()?,
        repeat: 1,
        prefer: vec![prefer.to_owned()],
        avoid: Vec::new(),
    };
    let text = schema.sample(&sampler, &mut |_| None)?;
    Some(match draw.below(8) {
        0 => text.into_bytes(),
        1 => {
            let once = mutate(&text, &Mutation::ALL, &mut draw).bytes;
            match String::from_utf8(once) {
                Ok(text) => mutate(&text, &Mutation::ALL, &mut draw).bytes,
                Err(broken) => broken.into_bytes(),
            }
        }
        _ => mutate(&text, &Mutation::ALL, &mut draw).bytes,
    })
}

/// A fingerprint of many documents (FNV-1a), to know that they are those whose verdicts were recorded.
#[derive(Clone, Copy)]
pub(crate) struct Fingerprint(pub(crate) u64);

impl Fingerprint {
    pub(crate) const EMPTY: Self = Self(0xCBF2_9CE4_8422_2325);

    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
