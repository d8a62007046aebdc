//! The receipt of a letter: a signed note that proves itself.
//!
//! ```text
//! openfiu receipt v1
//! office: …
//! correspondent: …
//! reference: …
//! letter: …
//! sha256: 64 hexadecimal digits
//! bytes: decimal
//! received: 2026-11-22T01:36:37.000000Z
//! sequence: decimal
//! ```
//!
//! In values a percent sign and every control character is written as `%XX` per byte. There is exactly one text for
//! one receipt.

use std::fmt::Write as _;

use jiff::Timestamp;

use crate::{PublicKey, SealError, SigningKey};

const TITLE: &str = "openfiu receipt v1";

/// What the office says it received, from whom and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The office that received.
    pub office: String,
    /// The correspondent it was authenticated to come from.
    pub correspondent: String,
    /// The correspondent's own reference.
    pub reference: String,
    /// The letter's id, as it is written everywhere.
    pub letter: String,
    /// SHA-256 of the bytes as they came.
    pub sha256: [u8; 32],
    /// How many bytes came.
    pub bytes: u64,
    /// When they were durable: microseconds UTC, between the years 0000 and 9999.
    pub received_us: i64,
    /// The place in the receipt log.
    pub sequence: u64,
}

impl Receipt {
    /// The signed note.
    ///
    /// # Errors
    ///
    /// [`SealError::Body`] if the time cannot be written.
    pub fn sign(&self, key: &SigningKey) -> Result<String, SealError> {
        key.sign(&self.text()?)
    }

    /// Reads a receipt that carries a good signature of the key.
    ///
    /// # Errors
    ///
    /// [`SealError::Note`] if the signature is not good, [`SealError::Body`] if the text is not that of a receipt.
    pub fn open(note: &str, key: &PublicKey) -> Result<Self, SealError> {
        let text = key.open(note)?;
        let mut lines = text.lines();
        if lines.next() != Some(TITLE) {
            return Err(SealError::Body { line: "openfiu receipt v1" });
        }
        let mut value = |name: &'static str| -> Result<String, SealError> {
            let wrong = SealError::Body { line: name };
            let line = lines.next().and_then(|line| line.strip_prefix(name)).and_then(|line| line.strip_prefix(": "));
            unescaped(line.ok_or(wrong)?).ok_or(wrong)
        };
        let receipt = Self {
            office: value("office")?,
            correspondent: value("correspondent")?,
            reference: value("reference")?,
            letter: value("letter")?,
            sha256: hex::decode(value("sha256")?)
                .ok()
                .and_then(|bytes| bytes.try_into().ok())
                .ok_or(SealError::Body { line: "sha256" })?,
            bytes: value("bytes")?.parse().map_err(|_| SealError::Body { line: "bytes" })?,
            received_us: value("received")?
                .parse::<Timestamp>()
                .map_err(|_| SealError::Body { line: "received" })?
                .as_microsecond(),
            sequence: value("sequence")?.parse().map_err(|_| SealError::Body { line: "sequence" })?,
        };
        // Whatever is written differently from how we write it is refused: one receipt, one text.
        if receipt.text()? == text { Ok(receipt) } else { Err(SealError::Body { line: "(the whole)" }) }
    }

    fn text(&self) -> Result<String, SealError> {
        let received =
            Timestamp::from_microsecond(self.received_us).map_err(|_| SealError::Body { line: "received" })?;
        let (bytes, sequence, sha256) = (self.bytes.to_string(), self.sequence.to_string(), hex::encode(self.sha256));
        let lines = [
            ("office", self.office.as_str()),
            ("correspondent", &self.correspondent),
            ("reference", &self.reference),
            ("letter", &self.letter),
            ("sha256", &sha256),
            ("bytes", &bytes),
            ("received", &format!("{received:.6}")),
            ("sequence", &sequence),
        ];
        let mut text = format!("{TITLE}\n");
        for (name, value) in lines {
            // Writing to a String cannot fail.
            let _written = writeln!(text, "{name}: {}", escaped(value));
        }
        Ok(text)
    }
}

fn escaped(value: &str) -> String {
    value.chars().fold(String::with_capacity(value.len()), |mut text, c| {
        if c == '%' || c.is_control() {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                // Writing to a String cannot fail.
                let _written = write!(text, "%{byte:02X}");
            }
        } else {
            text.push(c);
        }
        text
    })
}

fn unescaped(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Receipt {
        Receipt {
            office: "FIU of Zetaland".into(),
            correspondent: "bank-12".into(),
            reference: "R 2026/1".into(),
            letter: "0190".into(),
            sha256: [0xab; 32],
            bytes: 12_345,
            received_us: 1_795_311_397_000_000,
            sequence: 42,
        }
    }

    #[test]
    fn a_receipt_is_a_text_that_a_person_can_read() {
        let key = SigningKey::from_bytes("office", &[1; 32]).unwrap();
        let note = sample().sign(&key).unwrap();
        assert!(note.contains("received: 2026-11-22T01:36:37.000000Z\nsequence: 42\n\n— office "), "{note}");
        assert_eq!(Receipt::open(&note, &key.public()).unwrap(), sample());
    }

    #[test]
    fn a_text_the_office_would_not_write_is_refused_though_it_is_signed() {
        let key = SigningKey::from_bytes("office", &[1; 32]).unwrap();
        let text = sample().text().unwrap();
        for other in [
            text.replace("bytes: 12345", "bytes: 012345"),
            text.replace("bytes: 12345", "bytes: +12345"),
            text.replace("37.000000Z", "37Z"),
            text.replace("abab", "ABAB"),
            text.replace("v1", "v2"),
            format!("{text}more: 1\n"),
        ] {
            assert!(Receipt::open(&key.sign(&other).unwrap(), &key.public()).is_err(), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_words_come_back(office: String, correspondent: String, reference: String, bytes: u64, sequence: u64) {
            let key = SigningKey::from_bytes("office", &[1; 32]).unwrap();
            let receipt = Receipt { office, correspondent, reference, bytes, sequence, ..sample() };
            prop_assert_eq!(Receipt::open(&receipt.sign(&key).unwrap(), &key.public()).unwrap(), receipt);
        }
    }
}
