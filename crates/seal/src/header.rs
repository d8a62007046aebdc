//! The canonical form of a letter's header.
//!
//! ```text
//! canonical = "OPENFIU-LETTER" 0x01 field*
//! field     = length (4 bytes, big endian) bytes
//! ```
//!
//! Eight fields in this order, none left out: letter id (16 bytes), kind, sender, addressee, the sender's reference,
//! media type (UTF-8, may be empty), moment (8 bytes, big endian two's complement: microseconds UTC), and body: empty
//! while the bytes are still streaming, else SHA-256 (32 bytes) followed by the byte count (8 bytes, big endian).
//! Every header has exactly one canonical form and every canonical form one header, so a signature over the form is a
//! signature over the meaning.

use sha2::{Digest, Sha256};

use crate::SealError;

const MAGIC: &[u8] = b"OPENFIU-LETTER\x01";

/// The most bytes one text field may have.
pub const FIELD_BYTES_MAX: usize = 4_096;

/// What a letter says of itself on the outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The letter's id.
    pub letter: [u8; 16],
    /// What kind of letter, in the words of the post.
    pub kind: String,
    /// Whom it was authenticated to come from.
    pub sender: String,
    /// Whom it is for.
    pub addressee: String,
    /// The sender's own reference.
    pub reference: String,
    /// The media type of the bytes.
    pub media_type: String,
    /// When it was received or written: microseconds UTC.
    pub moment_us: i64,
    /// The digest and length of the bytes, once all have been seen.
    pub body: Option<Body>,
}

/// What is known of the bytes once all have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Body {
    /// SHA-256 of the original bytes.
    pub sha256: [u8; 32],
    /// How many bytes there are.
    pub bytes: u64,
}

/// Reckons digest and length of bytes as they stream by.
#[derive(Clone, Debug, Default)]
pub struct BodyDigest {
    hash: Sha256,
    bytes: u64,
}

impl BodyDigest {
    /// Nothing seen yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes more bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes = self.bytes.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    }

    /// How many bytes have been seen.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What is known of all bytes seen.
    pub fn finish(self) -> Body {
        Body { sha256: self.hash.finalize().into(), bytes: self.bytes }
    }
}

impl Header {
    /// The canonical form.
    ///
    /// # Errors
    ///
    /// [`SealError::Header`] if a text field is longer than [`FIELD_BYTES_MAX`].
    pub fn canonical(&self) -> Result<Vec<u8>, SealError> {
        let mut form = MAGIC.to_vec();
        field(&mut form, &self.letter);
        for text in [&self.kind, &self.sender, &self.addressee, &self.reference, &self.media_type] {
            if text.len() > FIELD_BYTES_MAX {
                return Err(SealError::Header { reason: "a field is longer than 4,096 bytes" });
            }
            field(&mut form, text.as_bytes());
        }
        field(&mut form, &self.moment_us.to_be_bytes());
        match &self.body {
            None => field(&mut form, &[]),
            Some(body) => field(&mut form, &[&body.sha256[..], &body.bytes.to_be_bytes()].concat()),
        }
        Ok(form)
    }

    /// SHA-256 of the canonical form: what sealed bytes are bound to.
    ///
    /// # Errors
    ///
    /// As [`Header::canonical`].
    pub fn digest(&self) -> Result<[u8; 32], SealError> {
        Ok(Sha256::digest(self.canonical()?).into())
    }

    /// Reads a canonical form; anything else, even one byte more, is refused.
    ///
    /// # Errors
    ///
    /// [`SealError::Header`].
    pub fn read(form: &[u8]) -> Result<Self, SealError> {
        let mut rest = form.strip_prefix(MAGIC).ok_or(SealError::Header { reason: "it has another beginning" })?;
        let wrong = SealError::Header { reason: "a field has a wrong length" };
        let letter = next(&mut rest)?.try_into().map_err(|_| wrong)?;
        let mut text = || -> Result<String, SealError> {
            let bytes = next(&mut rest)?;
            if bytes.len() > FIELD_BYTES_MAX {
                return Err(SealError::Header { reason: "a field is longer than 4,096 bytes" });
            }
            String::from_utf8(bytes.to_vec()).map_err(|_| SealError::Header { reason: "a field is not UTF-8" })
        };
        let (kind, sender, addressee, reference, media_type) = (text()?, text()?, text()?, text()?, text()?);
        let moment = next(&mut rest)?.try_into();
        let moment_us =
            i64::from_be_bytes(moment.map_err(|_| SealError::Header { reason: "the moment is not 8 bytes" })?);
        let body = body(next(&mut rest)?)?;
        if !rest.is_empty() {
            return Err(SealError::Header { reason: "there are bytes after its last field" });
        }
        Ok(Self { letter, kind, sender, addressee, reference, media_type, moment_us, body })
    }
}

fn body(field: &[u8]) -> Result<Option<Body>, SealError> {
    if field.is_empty() {
        return Ok(None);
    }
    let wrong = SealError::Header { reason: "the body is not 40 bytes" };
    let (sha256, bytes) = field.split_first_chunk::<32>().ok_or(wrong)?;
    let bytes = bytes.try_into().map_err(|_| SealError::Header { reason: "the body is not 40 bytes" })?;
    Ok(Some(Body { sha256: *sha256, bytes: u64::from_be_bytes(bytes) }))
}

fn field(form: &mut Vec<u8>, bytes: &[u8]) {
    // No field is longer than 4,096 bytes, so the length always fits.
    form.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    form.extend_from_slice(bytes);
}

fn next<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], SealError> {
    let cut = SealError::Header { reason: "it is cut off" };
    let Some((length, after)) = rest.split_first_chunk::<4>() else { return Err(cut) };
    let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
    let Some((bytes, after)) = after.split_at_checked(length) else { return Err(cut) };
    *rest = after;
    Ok(bytes)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    pub(crate) fn sample() -> Header {
        Header {
            letter: [7; 16],
            kind: "report".into(),
            sender: "bank-12".into(),
            addressee: "office".into(),
            reference: "R-2026/1".into(),
            media_type: "application/xml".into(),
            moment_us: 1_795_000_000_000_001,
            body: None,
        }
    }

    #[test]
    fn the_form_of_a_known_header_does_not_change() {
        let header = Header { body: Some(Body { sha256: [1; 32], bytes: 5 }), ..sample() };
        let form = header.canonical().unwrap();
        assert_eq!(&form[..19], b"OPENFIU-LETTER\x01\0\0\0\x10");
        assert_eq!(form.len(), 153);
        assert_eq!(hex::encode(header.digest().unwrap()), KNOWN);
    }

    /// Computed by another program from the text above.
    const KNOWN: &str = "3dfc3049c2d3117e5e421468034e1bd59f7a7992b6f3d747960307bb45bb514c";

    #[test]
    fn a_form_cut_anywhere_or_with_a_byte_more_is_refused() {
        let form = sample().canonical().unwrap();
        assert_eq!(Header::read(&form).unwrap(), sample());
        for end in 0..form.len() {
            assert!(Header::read(&form[..end]).is_err(), "{end}");
        }
        assert!(Header::read(&[&form[..], b"x"].concat()).is_err());
    }

    proptest! {
        #[test]
        fn one_header_one_form(kind in ".{0,20}", sender in ".{0,20}", reference in ".{0,20}", us: i64, bytes: Option<u64>) {
            let body = bytes.map(|bytes| Body { sha256: [9; 32], bytes });
            let header = Header { kind, sender, reference, moment_us: us, body, ..sample() };
            prop_assert_eq!(Header::read(&header.canonical().unwrap()).unwrap(), header);
        }

        #[test]
        fn a_form_that_is_read_is_the_form_that_would_be_written(mut form in Just(sample().canonical().unwrap()), at: prop::sample::Index, bit in 0..8_u8) {
            let at = at.index(form.len());
            form[at] ^= 1_u8 << bit;
            if let Ok(header) = Header::read(&form) {
                prop_assert_eq!(header.canonical().unwrap(), form);
            }
        }
    }
}
