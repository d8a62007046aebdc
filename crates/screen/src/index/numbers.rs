//! Identifiers, normalised and looked up.
//!
//! A number is the same however it is spaced, dashed or cased. Documents of all kinds share one space, because lists
//! file the same number under different words; contacts and wallets have their own. What identifies nobody (too short,
//! all one character) has no key.

use crate::entry::{Identifier, IdentifierKind};
use hashbrown::HashMap;
use names::stable_hash;

/// Letters and digits a document's number must have.
const DOCUMENT_CHARS_MIN: usize = 5;

/// Entries by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    entries: HashMap<u64, Vec<u32>>,
}

impl Numbers {
    pub(crate) fn add(&mut self, entry: u32, identifiers: &[Identifier]) {
        for key in keys(identifiers) {
            let entries = self.entries.entry(key).or_default();
            if let Err(at) = entries.binary_search(&entry) {
                entries.insert(at, entry);
            }
        }
    }

    pub(crate) fn remove(&mut self, entry: u32, identifiers: &[Identifier]) {
        for key in keys(identifiers) {
            if let Some(entries) = self.entries.get_mut(&key) {
                entries.retain(|found| *found != entry);
                if entries.is_empty() {
                    self.entries.remove(&key);
                }
            }
        }
    }

    /// Entries with the same number, unless more than `shared_max` share it.
    pub(crate) fn find(&self, identifier: &Identifier, shared_max: usize) -> &[u32] {
        normalise(identifier)
            .and_then(|number| self.entries.get(&number.key()))
            .map(Vec::as_slice)
            .filter(|entries| entries.len() <= shared_max)
            .unwrap_or_default()
    }
}

fn keys(identifiers: &[Identifier]) -> impl Iterator<Item = u64> {
    identifiers.iter().filter_map(|identifier| normalise(identifier).map(|number| number.key()))
}

/// A number made comparable: the space it lives in and its characters.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Number {
    space: u8,
    text: String,
}

impl Number {
    fn key(&self) -> u64 {
        stable_hash(self.text.as_bytes()) ^ u64::from(self.space).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// The comparable form of an identifier; `None` when it identifies nobody.
pub(crate) fn normalise(identifier: &Identifier) -> Option<Number> {
    let value = identifier.value.reveal().trim();
    let (space, text) = match identifier.kind {
        IdentifierKind::Email => (1, value.to_lowercase()),
        IdentifierKind::Website => {
            let bare = value.to_lowercase();
            let bare = bare.trim_start_matches("http://").trim_start_matches("https://").trim_start_matches("www.");
            (2, bare.trim_end_matches('/').to_owned())
        }
        IdentifierKind::Phone => {
            let digits: String = value.chars().filter(char::is_ascii_digit).collect();
            // The last nine digits are the subscriber's, with or without the country in front.
            (3, digits.get(digits.len().saturating_sub(9)..).unwrap_or_default().to_owned())
        }
        IdentifierKind::Wallet => {
            // Base-58 addresses tell capitals from small letters; hexadecimal and Bech32 ones do not.
            let folded = value.to_lowercase();
            let free = folded.starts_with("0x") || folded.starts_with("bc1") || folded.starts_with("ltc1");
            (4, if free { folded } else { value.to_owned() })
        }
        IdentifierKind::Imo => (5, value.chars().filter(char::is_ascii_digit).collect()),
        _ => (0, value.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()),
    };
    let one_character = text.bytes().all(|byte| Some(&byte) == text.as_bytes().first());
    let enough = match space {
        0 => text.len() >= DOCUMENT_CHARS_MIN && text.bytes().any(|byte| byte.is_ascii_digit()),
        1 => text.contains('@'),
        2 => text.contains('.'),
        3 | 5 => text.len() >= 7,
        _ => text.len() >= 20,
    };
    (enough && !one_character).then_some(Number { space, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocab::Sensitive;

    fn of(kind: IdentifierKind, value: &str) -> Identifier {
        Identifier { kind, value: Sensitive::new(value.to_owned()), country: String::new() }
    }

    #[test]
    fn the_same_number_in_two_ways_of_writing_is_the_same() {
        use IdentifierKind::{Email, Imo, NationalId, Passport, Phone, Wallet, Website};
        for (a, b) in [
            (of(Passport, "zz 00-991"), of(NationalId, "ZZ00991")),
            (of(Imo, "IMO 9999993"), of(Imo, "9999993")),
            (of(Phone, "+46 (0)90 123 45 67"), of(Phone, "0046 90 123 45 67")),
            (of(Email, "A@B.example"), of(Email, "a@b.example")),
            (of(Website, "https://www.heron.example/"), of(Website, "heron.example")),
            (of(Wallet, "0xABCDEF0123456789abcdef"), of(Wallet, "0xabcdef0123456789ABCDEF")),
        ] {
            assert!(normalise(&a).is_some() && normalise(&a) == normalise(&b), "{:?}", a.kind);
        }
        assert!(
            normalise(&of(Wallet, "1AbcdefghijkmnopqrstuvwX")) != normalise(&of(Wallet, "1aBcdefghijkmnopqrstuvwX"))
        );
    }

    #[test]
    fn what_identifies_nobody_has_no_key() {
        use IdentifierKind::{Email, Other, Passport, Phone, Wallet};
        for identifier in [
            of(Passport, "unknown"),
            of(Passport, "00000000"),
            of(Passport, "A 12"),
            of(Other, ""),
            of(Phone, "12345"),
            of(Email, "none"),
            of(Wallet, "short"),
        ] {
            assert!(normalise(&identifier).is_none(), "{:?}", identifier.value.reveal());
        }
    }

    #[test]
    fn a_number_that_many_share_is_passed_over_and_removal_is_exact() {
        let mut numbers = Numbers::default();
        let shared = of(IdentifierKind::Passport, "X1234567");
        for entry in 0..5 {
            numbers.add(entry, std::slice::from_ref(&shared));
        }
        assert_eq!(numbers.find(&shared, 4), &[] as &[u32]);
        numbers.remove(2, std::slice::from_ref(&shared));
        assert_eq!(numbers.find(&shared, 4), &[0, 1, 3, 4]);
    }
}
