//! Monero: shape only. 95 signs beginning with 4 or 8, or 106 for an integrated address.

use super::{address, base58};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    let shape = matches!((text.len(), text.as_bytes().first()), (95, Some(b'4' | b'8')) | (106, Some(b'4')));
    let signs = text.bytes().all(|sign| base58::BITCOIN.contains(&sign));
    (shape && signs).then(|| address("monero", text.to_owned(), Check::Unknown))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(read(&format!("4{}", "A".repeat(94))).is_some());
        for text in [format!("5{}", "A".repeat(94)), format!("4{}", "A".repeat(93)), format!("4{}0", "A".repeat(93))] {
            assert!(read(&text).is_none());
        }
    }
}
