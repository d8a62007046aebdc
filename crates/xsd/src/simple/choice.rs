//! Enumerations: a code list with its labels, looked up by hash.

use std::hash::{BuildHasherDefault, Hash, Hasher};

use std::collections::HashSet;

/// A code list.
#[derive(Debug)]
pub(crate) struct Codes {
    list: Vec<(String, Option<String>)>,
    set: HashSet<Key, BuildHasherDefault<Mix>>,
}

/// A code of up to 15 bytes is kept inline with its length, so that looking it up touches no other memory.
#[derive(Debug, PartialEq, Eq)]
enum Key {
    Short(u128),
    Long(String),
}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Short(bits) => state.write_u128(*bits),
            Self::Long(text) => text.hash(state),
        }
    }
}

impl Key {
    fn of(code: &str) -> Self {
        let bytes = code.as_bytes();
        let mut inline = [0_u8; 16];
        match inline.get_mut(..bytes.len()) {
            Some(room) if bytes.len() < 16 => {
                room.copy_from_slice(bytes);
                inline[15] = u8::try_from(bytes.len()).unwrap_or(0);
                Self::Short(u128::from_le_bytes(inline))
            }
            _ => Self::Long(code.to_owned()),
        }
    }
}

/// A multiplicative hash: codes come from the schema, so nobody can choose them to collide.
#[derive(Default)]
pub(crate) struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }

    fn write_u128(&mut self, value: u128) {
        self.write_u64((value & u128::from(u64::MAX)) as u64);
        self.write_u64((value >> 64) as u64);
    }
}

impl Codes {
    /// A list from codes and labels in the order of the schema.
    pub(crate) fn new(list: Vec<(String, Option<String>)>) -> Self {
        let set = list.iter().map(|(code, _)| Key::of(code)).collect();
        Self { list, set }
    }

    /// Whether a value is a code.
    pub(crate) fn contains(&self, value: &str) -> bool {
        self.set.contains(&Key::of(value))
    }

    /// Codes and labels in the order of the schema.
    pub(crate) fn list(&self) -> &[(String, Option<String>)] {
        &self.list
    }

    /// The code that a wrong value most likely means: the code whose label it is, the same letters in another case or
    /// with spaces around, or the one code within the smallest edit distance.
    pub(crate) fn suggestion(&self, value: &str) -> Option<&(String, Option<String>)> {
        let wanted = value.trim().to_lowercase();
        if wanted.is_empty() {
            return None;
        }
        let same = |text: &str| text.trim().to_lowercase() == wanted;
        self.list
            .iter()
            .find(|(code, _)| same(code))
            .or_else(|| self.list.iter().find(|(_, label)| label.as_deref().is_some_and(same)))
            .or_else(|| {
                crate::nearest::nearest(&wanted, self.list.iter(), |(code, _)| code).or_else(|| {
                    crate::nearest::nearest(&wanted, self.list.iter(), |(_, label)| label.as_deref().unwrap_or(""))
                })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Codes {
        Codes::new(
            [
                ("PASSP", Some("Passport")),
                ("DRIVL", Some("Drivers licence")),
                ("-", None),
                ("A-LONGER-CODE-THAN-15", None),
            ]
            .map(|(code, label)| (code.to_owned(), label.map(str::to_owned)))
            .to_vec(),
        )
    }

    #[test]
    fn codes_are_exact() {
        let codes = codes();
        for (value, there) in [
            ("PASSP", true),
            ("passp", false),
            ("PASSP ", false),
            ("", false),
            ("-", true),
            ("A-LONGER-CODE-THAN-15", true),
        ] {
            assert_eq!(codes.contains(value), there, "{value:?}");
        }
    }

    #[test]
    fn a_label_or_a_slip_leads_to_its_code() {
        let codes = codes();
        let meant = |value: &str| codes.suggestion(value).map(|(code, _)| code.as_str());
        assert_eq!(meant("passport"), Some("PASSP"));
        assert_eq!(meant(" passp"), Some("PASSP"));
        assert_eq!(meant("DRVIL"), Some("DRIVL"));
        assert_eq!(meant("Drivers license"), Some("DRIVL"));
        assert_eq!(meant("something else"), None);
        assert_eq!(meant(""), None);
    }
}
