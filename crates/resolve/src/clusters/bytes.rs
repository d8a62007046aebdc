//! Clusters as bytes: what cannot be computed, and nothing else.
/// Why bytes could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Too short.
    #[error("too short")]
    Short,
}
