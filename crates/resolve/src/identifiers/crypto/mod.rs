//! Addresses of the main chains, with their checksums.

use super::{Check, Identifier, IdentifierError, Read, Strength};

mod base58;
mod bech32;
mod bitcoin;
mod ethereum;
mod keccak;
mod monero;
mod solana;
mod tron;
mod xrp;

/// Reads an address of whatever chain it is of; the scheme of the answer names the chain. One shape of 32 to 44 signs
/// of base 58 without a checksum is Solana's, and is tried last.
///
/// # Errors
/// `ID-PART` when it is of no chain known here.
pub fn read(text: &str) -> Read {
    let text = text.trim();
    let chains: [fn(&str) -> Option<Identifier>; 6] =
        [ethereum::read, bitcoin::read, tron::read, xrp::read, monero::read, solana::read];
    let found = if text.len() <= 128 && text.is_ascii() { chains.iter().find_map(|chain| chain(text)) } else { None };
    found.ok_or(IdentifierError::Part { scheme: "wallet", part: "the form of the address" })
}

/// An address is never a placeholder, whatever its signs.
fn address(scheme: &'static str, canonical: String, check: Check) -> Identifier {
    let strength = match check {
        Check::Holds => Strength::Strong,
        Check::Unknown => Strength::Medium,
        Check::Fails => Strength::Weak,
    };
    Identifier { scheme, canonical, strength, check }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_are_told_apart() {
        for (text, scheme) in [
            ("1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "bitcoin"),
            ("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy", "bitcoin"),
            ("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "bitcoin"),
            ("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "bitcoin"),
            ("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "ethereum"),
            ("TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "tron"),
            ("rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", "xrp"),
            ("LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9", "litecoin"),
        ] {
            let found = read(text);
            assert!(
                found.as_ref().is_ok_and(|found| found.scheme == scheme && found.check == Check::Holds),
                "{text} {found:?}"
            );
        }
        let found = read("4zvwRjXUKGfvwnParsHAS3HuSVzV5cA4McphgmoCtajS").unwrap();
        assert_eq!((found.scheme, found.check), ("solana", Check::Unknown));
        for text in ["", "0x12", "hello world", "bc1", "é", &"1".repeat(500)] {
            assert_eq!(read(text).unwrap_err().code(), "ID-PART", "{text}");
        }
    }

    #[test]
    fn one_wrong_sign_never_holds() {
        for text in [
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
            "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh",
        ] {
            for place in 3..text.len() {
                let other = if &text[place..=place] == "q" { "p" } else { "q" };
                let mut changed = text.to_owned();
                changed.replace_range(place..=place, other);
                assert!(changed == text || !read(&changed).is_ok_and(|found| found.check == Check::Holds), "{changed}");
            }
        }
    }
}
