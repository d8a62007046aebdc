//! XRP ledger: base58check in its own order of signs, 21 bytes beginning with 0.

use super::{address, base58};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    if !(25..=35).contains(&text.len()) || !text.starts_with('r') {
        return None;
    }
    let (bytes, holds) = base58::checked(text, base58::XRP)?;
    (bytes.len() == 21 && bytes.first() == Some(&0))
        .then(|| address("xrp", text.to_owned(), if holds { Check::Holds } else { Check::Fails }))
}
