//! Bitcoin and Litecoin: base58check and witness addresses.

use super::{address, base58, bech32};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    let check = |holds: bool| if holds { Check::Holds } else { Check::Fails };
    for (prefix, scheme) in [("bc", "bitcoin"), ("ltc", "litecoin")] {
        if let Some(holds) = bech32::witness(text, prefix) {
            return Some(address(scheme, text.to_ascii_lowercase(), check(holds)));
        }
    }
    if !(26..=35).contains(&text.len()) || !text.starts_with(['1', '3', 'L', 'M']) {
        return None;
    }
    let (bytes, holds) = base58::checked(text, base58::BITCOIN)?;
    // A script address beginning with 3 is one of Bitcoin; Litecoin used it too, before it took M.
    let scheme = match bytes.as_slice() {
        [0 | 5, rest @ ..] if rest.len() == 20 => "bitcoin",
        [48 | 50, rest @ ..] if rest.len() == 20 => "litecoin",
        _ => return None,
    };
    Some(address(scheme, text.to_owned(), check(holds)))
}
