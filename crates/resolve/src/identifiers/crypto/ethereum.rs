//! Ethereum and chains with its addresses: forty hexadecimal digits; capitals are the checksum (EIP-55).

use super::{address, keccak};
use crate::identifiers::{Check, Identifier};

pub(super) fn read(text: &str) -> Option<Identifier> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    if digits.len() != 40 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let lower = digits.to_ascii_lowercase();
    let plain = digits == lower || digits == digits.to_ascii_uppercase();
    let check = match () {
        () if plain => Check::Unknown,
        () if capitals(&lower) == digits => Check::Holds,
        () => Check::Fails,
    };
    Some(address("ethereum", format!("0x{lower}"), check))
}

/// The address with capitals as EIP-55 sets them.
fn capitals(lower: &str) -> String {
    let digest = keccak::keccak256(lower.as_bytes());
    let nibbles = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    lower
        .chars()
        .zip(nibbles)
        .map(|(sign, nibble)| if nibble >= 8 { sign.to_ascii_uppercase() } else { sign })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_proposal() {
        for text in [
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            assert_eq!(read(text).unwrap().check, Check::Holds, "{text}");
            assert_eq!(read(&text.to_ascii_lowercase()).unwrap().check, Check::Unknown);
            assert_eq!(
                read(&text.replace('A', "a")).map(|found| found.canonical),
                read(text).map(|found| found.canonical)
            );
        }
        assert_eq!(read("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed").unwrap().check, Check::Fails);
    }
}
