//! Sealing bytes to an office's public key, in a stream, with flat memory.
//!
//! ```text
//! sealed  = "OPENFIU-SEALED" 0x01 suite encapsulated wrapped chunk* last
//! suite   = 0x01                 X-Wing (X25519 and ML-KEM-768), HKDF-SHA256, ChaCha20-Poly1305, by HPKE (RFC 9180)
//! encapsulated = 1,120 bytes     HPKE base mode, info "openfiu sealed letter v1"
//! wrapped = 48 bytes             the content key (32 bytes), sealed by HPKE with associated data `binding`
//! chunk   = 65,536 + 16 bytes    ChaCha20-Poly1305, nonce = 0^7 ‖ number (4 bytes, big endian) ‖ 0x00, data `binding`
//! last    = 0…65,536 + 16 bytes  the same with last nonce byte 0x01; a full chunk may be the last
//! binding = SHA-256("openfiu binding v1" ‖ SHA-256(public key) ‖ SHA-256(canonical header))
//! ```
//!
//! The content key is fresh for every letter, so the nonces may count from zero. The number and the last-byte flag make
//! reordered, dropped, doubled and cut chunks fail (the STREAM construction). Nothing of a chunk is handed out before
//! the chunk is verified; only after [`Opener::finish`] is it known that nothing is missing at the end.

use std::fmt;
use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, OpModeR, OpModeS, Serializable};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::chance::Stretched;
use crate::{Chance, Header, SealError};

type Aead = hpke::aead::ChaCha20Poly1305;
type Kdf = hpke::kdf::HkdfSha256;

const MAGIC: &[u8; 16] = b"OPENFIU-SEALED\x01\x01";
const INFO: &[u8] = b"openfiu sealed letter v1";
const ENCAPSULATED_BYTES: usize = 1_120;
const WRAPPED_BYTES: usize = 48;
/// Bytes of a sealed letter before its first chunk.
pub const PRELUDE_BYTES: usize = MAGIC.len() + ENCAPSULATED_BYTES + WRAPPED_BYTES;
const TAG_BYTES: usize = 16;
const WHOLE_BYTES: u64 = (CHUNK_BYTES + TAG_BYTES) as u64;

/// How many bytes of content stand in one chunk.
pub const CHUNK_BYTES: usize = 65_536;

const PUBLIC_TITLE: &str = "openfiu-seal-public-v1:";
const SECRET_TITLE: &str = "openfiu-seal-secret-v1:";

/// The key that opens what was sealed to an office. Shown to nobody, written only to its own file.
#[derive(Clone)]
pub struct OpeningKey(<XWing as Kem>::PrivateKey);

/// The key that seals to an office; may be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealingKey(<XWing as Kem>::PublicKey);

impl OpeningKey {
    /// A new key from random bytes.
    pub fn new(chance: &Chance) -> Self {
        Self(XWing::derive_keypair(&*Stretched::new(chance, "office key").bytes::<32>()).0)
    }

    /// The key that seals to this one.
    pub fn public(&self) -> SealingKey {
        SealingKey(XWing::sk_to_pk(&self.0))
    }

    /// The text to be kept in a file that only the office's program can read.
    pub fn to_secret_text(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{SECRET_TITLE}{}\n", STANDARD.encode(self.0.to_bytes())))
    }

    /// Reads [`OpeningKey::to_secret_text`] back.
    ///
    /// # Errors
    ///
    /// [`SealError::Key`] if it is no such text.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        decoded(text, SECRET_TITLE).map(Self)
    }
}

impl fmt::Debug for OpeningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpeningKey(…)")
    }
}

impl SealingKey {
    /// Reads the published text.
    ///
    /// # Errors
    ///
    /// [`SealError::Key`] if it is no such text.
    pub fn parse(text: &str) -> Result<Self, SealError> {
        decoded(text, PUBLIC_TITLE).map(Self)
    }

    fn binding(&self, header: &Header) -> Result<[u8; 32], SealError> {
        let mut hash = Sha256::new();
        hash.update(b"openfiu binding v1");
        hash.update(Sha256::digest(self.0.to_bytes()));
        hash.update(header.digest()?);
        Ok(hash.finalize().into())
    }
}

impl fmt::Display for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PUBLIC_TITLE}{}", STANDARD.encode(self.0.to_bytes()))
    }
}

fn decoded<T: Deserializable>(text: &str, title: &str) -> Result<T, SealError> {
    let wrong = SealError::Key { reason: "it is not a key of this kind and version" };
    let bytes = text.trim_end().strip_prefix(title).and_then(|key| STANDARD.decode(key).ok()).ok_or(wrong)?;
    T::from_bytes(&bytes).map_err(|_| wrong)
}

/// The cipher of one letter and the number of the next chunk.
struct Chunks {
    cipher: LessSafeKey,
    binding: [u8; 32],
    number: u32,
}

fn nonce(chunk: u32, last: bool) -> Nonce {
    let mut nonce = [0_u8; 12];
    let [_, _, _, _, _, _, _, number @ .., flag] = &mut nonce;
    *number = chunk.to_be_bytes();
    *flag = u8::from(last);
    Nonce::assume_unique_for_key(nonce)
}

/// The cipher of a content key.
fn cipher(key: &[u8]) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, key).ok().map(LessSafeKey::new)
}

impl Chunks {
    fn next(&mut self) -> Result<u32, SealError> {
        let number = self.number;
        self.number = number.checked_add(1).ok_or(SealError::Sealed)?;
        Ok(number)
    }

    fn seal(&mut self, content: &[u8], last: bool, out: &mut Vec<u8>) -> Result<(), SealError> {
        let nonce = nonce(self.next()?, last);
        let before = out.len();
        out.extend_from_slice(content);
        let place = out.get_mut(before..).unwrap_or_default();
        let sealed = self.cipher.seal_in_place_separate_tag(nonce, Aad::from(&self.binding), place);
        // Nothing is left behind unsealed.
        let tag = sealed.map_err(|_| out.truncate(before)).map_err(|()| SealError::Sealed)?;
        out.extend_from_slice(tag.as_ref());
        Ok(())
    }

    fn open(&mut self, chunk: &[u8], last: bool, out: &mut Vec<u8>) -> Result<(), SealError> {
        let number = self.next()?;
        self.open_one((number, last), chunk, out)
    }

    fn open_one(&self, (number, last): (u32, bool), chunk: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        let before = out.len();
        out.extend_from_slice(chunk);
        let place = out.get_mut(before..).unwrap_or_default();
        let opened = self.cipher.open_in_place(nonce(number, last), Aad::from(&self.binding), place);
        // Nothing of a chunk that is not whole is handed out, and of a whole one not its tag.
        let end = opened.map(|content| before.saturating_add(content.len()));
        out.truncate(*end.as_ref().unwrap_or(&before));
        end.map(|_| ()).map_err(|_| SealError::Sealed)
    }
}

/// Seals content as it comes.
pub struct Sealer {
    chunks: Chunks,
    held: Zeroizing<Vec<u8>>,
}

impl Sealer {
    /// Begins a sealed letter: writes its beginning to `out`. `chance` is used for this letter only.
    ///
    /// # Errors
    ///
    /// [`SealError::Header`], or [`SealError::Key`] if nothing can be sealed to the key.
    pub fn begin(to: &SealingKey, header: &Header, chance: &Chance, out: &mut Vec<u8>) -> Result<Self, SealError> {
        let unusable = SealError::Key { reason: "nothing can be sealed to it" };
        let binding = to.binding(header)?;
        let key = Stretched::new(chance, "content key").bytes::<32>();
        let mut rng = Stretched::new(chance, "encapsulation");
        let (encapsulated, mut context) =
            hpke::setup_sender_with_rng::<Aead, Kdf, XWing>(&OpModeS::Base, &to.0, INFO, &mut rng)
                .map_err(|_| unusable)?;
        let wrapped = context.seal(&*key, &binding).map_err(|_| unusable)?;
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&encapsulated.to_bytes());
        out.extend_from_slice(&wrapped);
        let cipher = cipher(&*key).ok_or(unusable)?;
        Ok(Self {
            chunks: Chunks { cipher, binding, number: 0 },
            held: Zeroizing::new(Vec::with_capacity(CHUNK_BYTES)),
        })
    }

    /// Takes more content and writes the chunks that are full.
    ///
    /// # Errors
    ///
    /// [`SealError::Sealed`] after 256 TiB.
    pub fn update(&mut self, mut content: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        while !content.is_empty() {
            if self.held.len() == CHUNK_BYTES {
                self.chunks.seal(&self.held, false, out)?;
                self.held.clear();
            }
            let room = CHUNK_BYTES.saturating_sub(self.held.len()).min(content.len());
            let (now, later) = content.split_at(room);
            self.held.extend_from_slice(now);
            content = later;
        }
        Ok(())
    }

    /// Writes the last chunk.
    ///
    /// # Errors
    ///
    /// As [`Sealer::update`].
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), SealError> {
        self.chunks.seal(&self.held, true, out)
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealer(…)")
    }
}

/// Opens sealed bytes as they come.
pub struct Opener {
    key: OpeningKey,
    binding: [u8; 32],
    chunks: Option<Chunks>,
    held: Vec<u8>,
}

impl Opener {
    /// Begins to open a letter that was sealed to the key with exactly this header.
    ///
    /// # Errors
    ///
    /// [`SealError::Header`].
    pub fn begin(key: &OpeningKey, header: &Header) -> Result<Self, SealError> {
        let binding = key.public().binding(header)?;
        Ok(Self { key: key.clone(), binding, chunks: None, held: Vec::new() })
    }

    /// Takes more sealed bytes; writes the content of the chunks that are whole and verified.
    ///
    /// # Errors
    ///
    /// [`SealError::Sealed`] or [`SealError::Form`]; what was written to `out` before is of no use then.
    pub fn update(&mut self, mut sealed: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        const WHOLE: usize = CHUNK_BYTES + TAG_BYTES;
        while !sealed.is_empty() {
            let size = if self.chunks.is_none() { PRELUDE_BYTES } else { WHOLE };
            if self.held.len() == size {
                match &mut self.chunks {
                    None => self.chunks = Some(self.unwrap_key()?),
                    Some(chunks) => chunks.open(&self.held, false, out)?,
                }
                self.held.clear();
                continue;
            }
            let room = size.saturating_sub(self.held.len()).min(sealed.len());
            let (now, later) = sealed.split_at(room);
            self.held.extend_from_slice(now);
            sealed = later;
        }
        Ok(())
    }

    /// Writes the content of the last chunk; only now is the whole known to be whole.
    ///
    /// # Errors
    ///
    /// [`SealError::Sealed`] if bytes are missing at the end.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), SealError> {
        let mut chunks = self.chunks.take().ok_or(SealError::Sealed)?;
        chunks.open(&self.held, true, out)
    }

    fn unwrap_key(&self) -> Result<Chunks, SealError> {
        unwrap_key(&self.key, self.binding, &self.held)
    }
}

/// The cipher that the beginning of a sealed letter holds for the key.
fn unwrap_key(key: &OpeningKey, binding: [u8; 32], prelude: &[u8]) -> Result<Chunks, SealError> {
    let rest = prelude.strip_prefix(MAGIC).ok_or(SealError::Form)?;
    let (encapsulated, wrapped) = rest.split_at_checked(ENCAPSULATED_BYTES).ok_or(SealError::Sealed)?;
    let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| SealError::Sealed)?;
    let mut context = hpke::setup_receiver::<Aead, Kdf, XWing>(&OpModeR::Base, &key.0, &encapsulated, INFO)
        .map_err(|_| SealError::Sealed)?;
    let key = Zeroizing::new(context.open(wrapped, &binding).map_err(|_| SealError::Sealed)?);
    let cipher = cipher(&key).ok_or(SealError::Sealed)?;
    Ok(Chunks { cipher, binding, number: 0 })
}

/// Opens chunks of a sealed letter in any order, for whoever has the sealed bytes at hand and not the room for all of
/// the content.
///
/// A chunk that opens stands at its place in the whole; that no chunk was cut away is known once the last one has
/// opened.
pub struct ChunkOpener {
    chunks: Chunks,
    sealed_bytes: u64,
    count: u32,
}

impl ChunkOpener {
    /// Begins with the first [`PRELUDE_BYTES`] of a letter of `sealed_bytes` that was sealed to the key with exactly
    /// this header.
    ///
    /// # Errors
    ///
    /// [`SealError::Header`]; [`SealError::Form`] or [`SealError::Sealed`] if these are no such bytes.
    pub fn begin(key: &OpeningKey, header: &Header, prelude: &[u8], sealed_bytes: u64) -> Result<Self, SealError> {
        let binding = key.public().binding(header)?;
        let chunks = unwrap_key(key, binding, prelude)?;
        let body = sealed_bytes.saturating_sub(PRELUDE_BYTES as u64);
        let count = u32::try_from(body.div_ceil(WHOLE_BYTES)).map_err(|_| SealError::Sealed)?;
        // A letter without content has one chunk too.
        let tags = u64::from(count).saturating_mul(TAG_BYTES as u64);
        if count == 0 || body < tags { Err(SealError::Sealed) } else { Ok(Self { chunks, sealed_bytes, count }) }
    }

    /// How many chunks there are, at least one.
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// How many bytes the content has.
    pub const fn content_bytes(&self) -> u64 {
        let tags = (self.count as u64).saturating_mul(TAG_BYTES as u64);
        self.sealed_bytes.saturating_sub(PRELUDE_BYTES as u64).saturating_sub(tags)
    }

    /// Where a chunk stands in the sealed bytes, with its tag.
    pub fn place(&self, chunk: u32) -> Range<u64> {
        let from = u64::from(chunk).saturating_mul(WHOLE_BYTES).saturating_add(PRELUDE_BYTES as u64);
        from.min(self.sealed_bytes)..from.saturating_add(WHOLE_BYTES).min(self.sealed_bytes)
    }

    /// Writes the content of a chunk, given its sealed bytes.
    ///
    /// # Errors
    ///
    /// [`SealError::Sealed`] if it is not that chunk of that letter.
    pub fn open(&self, chunk: u32, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), SealError> {
        self.chunks.open_one((chunk, chunk.saturating_add(1) == self.count), sealed, out)
    }
}

impl fmt::Debug for ChunkOpener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChunkOpener(…)")
    }
}

impl fmt::Debug for Opener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Opener(…)")
    }
}

/// Seals content that is whole in memory.
///
/// # Errors
///
/// As [`Sealer::begin`].
pub fn seal(to: &SealingKey, header: &Header, chance: &Chance, content: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut out = Vec::with_capacity(content.len().saturating_add(PRELUDE_BYTES).saturating_add(TAG_BYTES));
    let mut sealer = Sealer::begin(to, header, chance, &mut out)?;
    sealer.update(content, &mut out)?;
    sealer.finish(&mut out)?;
    Ok(out)
}

/// Opens sealed bytes that are whole in memory; all of the content or nothing.
///
/// # Errors
///
/// As [`Opener::update`] and [`Opener::finish`].
pub fn open(key: &OpeningKey, header: &Header, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
    let mut out = Vec::new();
    let mut opener = Opener::begin(key, header)?;
    opener.update(sealed, &mut out)?;
    opener.finish(&mut out)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::tests::sample;
    use proptest::prelude::*;

    fn key(seed: u8) -> OpeningKey {
        OpeningKey::new(&[seed; 64])
    }

    /// Content of three chunks and a bit, sealed; and where its chunks lie.
    fn four_chunks() -> (Vec<u8>, Vec<Vec<u8>>) {
        let content: Vec<u8> = (0..3 * CHUNK_BYTES + 10).map(|at| u8::try_from(at % 251).unwrap()).collect();
        let sealed = seal(&key(1).public(), &sample(), &[9; 64], &content).unwrap();
        let (prelude, chunks) = sealed.split_at(PRELUDE_BYTES);
        let mut parts = vec![prelude.to_vec()];
        parts.extend(chunks.chunks(CHUNK_BYTES + TAG_BYTES).map(<[u8]>::to_vec));
        (content, parts)
    }

    fn opened(parts: &[&Vec<u8>]) -> Result<Vec<u8>, SealError> {
        open(&key(1), &sample(), &parts.iter().flat_map(|part| part.iter().copied()).collect::<Vec<u8>>())
    }

    #[test]
    fn every_flipped_bit_and_every_cut_of_a_small_letter_is_seen() {
        let key = key(1);
        let sealed = seal(&key.public(), &sample(), &[9; 64], b"a small letter").unwrap();
        assert_eq!(open(&key, &sample(), &sealed).unwrap(), b"a small letter");
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut flipped = sealed.clone();
                flipped[at] ^= 1 << bit;
                assert!(open(&key, &sample(), &flipped).is_err(), "byte {at} bit {bit}");
            }
            assert!(open(&key, &sample(), &sealed[..at]).is_err(), "cut at {at}");
        }
        assert!(open(&key, &sample(), &[&sealed[..], b"x"].concat()).is_err());
    }

    #[test]
    fn chunks_dropped_doubled_swapped_or_added_are_seen() {
        let (content, parts) = four_chunks();
        let [p, a, b, c, d] = [&parts[0], &parts[1], &parts[2], &parts[3], &parts[4]];
        assert_eq!(opened(&[p, a, b, c, d]).unwrap(), content);
        let wrong: [&[&Vec<u8>]; 8] = [
            &[p, a, b, c],
            &[p, a, c, d],
            &[p, b, a, c, d],
            &[p, a, a, b, c, d],
            &[p, a, b, c, d, d],
            &[p, d],
            &[p],
            &[a, b, c, d],
        ];
        for (number, parts) in wrong.into_iter().enumerate() {
            assert!(opened(parts).is_err(), "{number}");
        }
    }

    #[test]
    fn nothing_of_a_damaged_chunk_is_handed_out() {
        let (content, mut parts) = four_chunks();
        parts[2][100] ^= 1;
        let mut opener = Opener::begin(&key(1), &sample()).unwrap();
        let mut out = Vec::new();
        assert_eq!(opener.update(&parts.concat(), &mut out), Err(SealError::Sealed));
        assert_eq!(out, content[..CHUNK_BYTES]);
    }

    #[test]
    fn chunks_open_in_any_order_and_only_at_their_own_place() {
        for bytes in [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES] {
            let content: Vec<u8> = (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect();
            let sealed = seal(&key(1).public(), &sample(), &[9; 64], &content).unwrap();
            let begin = |length: usize| ChunkOpener::begin(&key(1), &sample(), &sealed[..PRELUDE_BYTES], length as u64);
            let opener = begin(sealed.len()).unwrap();
            assert_eq!(opener.content_bytes(), bytes as u64);
            let sealed_chunk = |chunk: u32| {
                let place = opener.place(chunk);
                &sealed[usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap()]
            };
            let mut opened = vec![Vec::new(); opener.count() as usize];
            for chunk in (0..opener.count()).rev() {
                opener.open(chunk, sealed_chunk(chunk), &mut opened[chunk as usize]).unwrap();
                let mut other = Vec::new();
                assert_eq!(opener.open(chunk + 1, sealed_chunk(chunk), &mut other), Err(SealError::Sealed));
                assert_eq!(other, b"", "nothing of a wrong chunk is handed out");
            }
            assert_eq!(opened.concat(), content);
            assert!(sealed_chunk(opener.count()).is_empty(), "there is none beyond the last");
            // One chunk less, and the new last chunk is not one.
            if let Some(before) = opener.count().checked_sub(2) {
                let cut = begin(usize::try_from(opener.place(before).end).unwrap()).unwrap();
                assert_eq!(cut.open(before, sealed_chunk(before), &mut Vec::new()), Err(SealError::Sealed));
            }
        }
        let sealed = seal(&key(1).public(), &sample(), &[9; 64], b"").unwrap();
        for bytes in [0, PRELUDE_BYTES as u64, PRELUDE_BYTES as u64 + 15, 1 << 60] {
            assert!(ChunkOpener::begin(&key(1), &sample(), &sealed[..PRELUDE_BYTES], bytes).is_err(), "{bytes}");
        }
        assert!(ChunkOpener::begin(&key(2), &sample(), &sealed[..PRELUDE_BYTES], sealed.len() as u64).is_err());
        assert!(ChunkOpener::begin(&key(1), &sample(), &sealed[..9], sealed.len() as u64).is_err());
    }

    #[test]
    fn another_key_or_another_header_opens_nothing() {
        let sealed = seal(&key(1).public(), &sample(), &[9; 64], b"content").unwrap();
        assert!(open(&key(2), &sample(), &sealed).is_err());
        let headers = [
            Header { sender: "bank-13".into(), ..sample() },
            Header { addressee: "other".into(), ..sample() },
            Header { reference: "R".into(), ..sample() },
            Header { letter: [8; 16], ..sample() },
            Header { moment_us: 1, ..sample() },
        ];
        for header in headers {
            assert!(open(&key(1), &header, &sealed).is_err(), "{header:?}");
        }
    }

    #[test]
    fn keys_are_written_and_read_back_and_do_not_show_themselves() {
        let key = key(1);
        let sealed = seal(&SealingKey::parse(&key.public().to_string()).unwrap(), &sample(), &[9; 64], b"x").unwrap();
        let back = OpeningKey::parse(&key.to_secret_text()).unwrap();
        assert_eq!(open(&back, &sample(), &sealed).unwrap(), b"x");
        assert_eq!(format!("{key:?}"), "OpeningKey(…)");
        assert!(OpeningKey::parse(&key.public().to_string()).is_err());
    }

    #[test]
    fn the_same_chance_never_gives_the_content_key_and_the_capsule_the_same_bytes() {
        let mut a = Stretched::new(&[1; 64], "content key");
        let mut b = Stretched::new(&[1; 64], "encapsulation");
        assert_ne!(*a.bytes::<32>(), *b.bytes::<32>());
        assert_ne!(*a.bytes::<32>(), *a.bytes::<32>());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn whatever_the_sizes_of_the_pieces_the_content_comes_back(
            content in prop::collection::vec(any::<u8>(), 0..3 * CHUNK_BYTES), cut in 1..200_000_usize,
        ) {
            let key = key(1);
            let mut sealed = Vec::new();
            let mut sealer = Sealer::begin(&key.public(), &sample(), &[3; 64], &mut sealed).unwrap();
            for piece in content.chunks(cut) {
                sealer.update(piece, &mut sealed).unwrap();
            }
            sealer.finish(&mut sealed).unwrap();
            let mut opener = Opener::begin(&key, &sample()).unwrap();
            let mut out = Vec::new();
            for piece in sealed.chunks(cut.div_ceil(2)) {
                opener.update(piece, &mut out).unwrap();
            }
            opener.finish(&mut out).unwrap();
            prop_assert_eq!(out, content);
        }

        #[test]
        fn contents_of_whole_chunks_come_back(chunks in 0..3_usize, less in 0..2_usize) {
            let content = vec![5; (chunks * CHUNK_BYTES).saturating_sub(less)];
            let sealed = seal(&key(1).public(), &sample(), &[3; 64], &content).unwrap();
            prop_assert_eq!(open(&key(1), &sample(), &sealed).unwrap(), content);
        }
    }
}
