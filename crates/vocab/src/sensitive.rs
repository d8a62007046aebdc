//! A value that must not reach a log, an error text or a screen by accident.

use std::fmt;

/// A value about a person or an account. `Debug` and `Display` show that something is there, never what.
///
/// Showing it is an explicit call, [`Sensitive::reveal`], that a reviewer can search for.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Sensitive<T>(T);

impl<T> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself, for a reader who has the right to see it.
    pub const fn reveal(&self) -> &T {
        &self.0
    }

    /// The value itself, by move.
    pub fn into_revealed(self) -> T {
        self.0
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(…)")
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_shows_the_value() {
        let name = Sensitive::new("Amina Diallo".to_owned());
        assert!(!format!("{name:?} {name}").contains("Amina"));
        assert_eq!(name.reveal(), "Amina Diallo");
    }
}
