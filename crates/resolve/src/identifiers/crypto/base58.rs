//! Base 58 with and without checksum.

use sha2::{Digest, Sha256};

/// The order of signs that Bitcoin uses, and most others.
pub(super) const BITCOIN: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
/// The order of signs that the XRP ledger uses.
pub(super) const XRP: &[u8; 58] = b"rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

/// The bytes of a text in base 58; `None` for other signs.
pub(super) fn decode(text: &str, alphabet: &[u8; 58]) -> Option<Vec<u8>> {
    let mut bytes: Vec<u8> = Vec::with_capacity(text.len());
    for sign in text.bytes() {
        let mut carry = alphabet.iter().position(|other| *other == sign)? as u32;
        for byte in &mut bytes {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        while carry > 0 {
            bytes.push(carry as u8);
            carry >>= 8;
        }
    }
    let zero = alphabet.first().copied();
    bytes.extend(text.bytes().take_while(|sign| Some(*sign) == zero).map(|_| 0));
    bytes.reverse();
    Some(bytes)
}

/// The bytes before the checksum, and whether it holds: the first four bytes of SHA-256 twice.
pub(super) fn checked(text: &str, alphabet: &[u8; 58]) -> Option<(Vec<u8>, bool)> {
    let mut bytes = decode(text, alphabet)?;
    let check = bytes.split_off(bytes.len().checked_sub(4)?);
    let digest = Sha256::digest(Sha256::digest(&bytes));
    let holds = digest.iter().zip(&check).all(|(x, y)| x == y);
    Some((bytes, holds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        for (text, bytes) in [
            ("", &b""[..]),
            ("2g", b"a"),
            ("a3gV", b"bbb"),
            ("1", b"\0"),
            ("ABnLTmg", b"\x51\x6b\x6f\xcd\x0f"),
            ("1112", b"\0\0\0\x01"),
        ] {
            assert_eq!(decode(text, BITCOIN).as_deref(), Some(bytes), "{text}");
        }
        assert_eq!(decode("0OIl", BITCOIN), None);
    }
}
