//! Stories about the synthetic country as other crates use it.

mod mistakes;
mod valid;
