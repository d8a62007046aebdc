//! Whether given and family name stand in the same order: forms are filled in the wrong way round.

/// The same order; turned round.
pub(crate) const LEVELS: &[&str] = &["straight", "turned"];
