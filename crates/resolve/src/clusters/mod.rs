//! Who belongs together.
pub mod judgement;
pub mod partition;
