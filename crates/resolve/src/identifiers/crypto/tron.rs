//! Tron: base58check, 21 bytes beginning with 0x41.

use super::{address, base58};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    if text.len() != 34 || !text.starts_with('T') {
        return None;
    }
    let (bytes, holds) = base58::checked(text, base58::BITCOIN)?;
    (bytes.len() == 21 && bytes.first() == Some(&0x41))
        .then(|| address("tron", text.to_owned(), if holds { Check::Holds } else { Check::Fails }))
}
