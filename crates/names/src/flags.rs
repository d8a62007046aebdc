//! What is remarkable about a name as written.

/// A set of remarks about a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// Longer than what is read, or more words than are compared: the rest was left out.
    pub const CUT: Self = Self(1);
    /// Invisible characters or piles of marks were taken out of it.
    pub const HIDDEN: Self = Self(2);
    /// A word mixed letters of two scripts that look alike; it was read as one script.
    pub const LOOK_ALIKE: Self = Self(4);
    /// It is not a name: empty, "unknown", "n/a", one sign. No match may rest on it.
    pub const PLACEHOLDER: Self = Self(8);
    /// Words in more than one script.
    pub const MIXED: Self = Self(16);

    /// Adds the remarks of `other`.
    pub fn insert(&mut self, other: Self) {
        self.0 |= other.0;
    }

    /// Whether all remarks of `other` are made.
    pub fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is nothing to remark.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}
