//! Solana: 32 bytes in base 58, no checksum.

use super::{address, base58};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    if !(32..=44).contains(&text.len()) {
        return None;
    }
    let bytes = base58::decode(text, base58::BITCOIN)?;
    (bytes.len() == 32).then(|| address("solana", text.to_owned(), Check::Unknown))
}
