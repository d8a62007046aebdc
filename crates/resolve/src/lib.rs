//! Who is who.
pub mod addresses;
pub mod clusters;
pub mod dates;
pub mod identifiers;
pub mod limits;
pub mod mention;
mod people;
mod store;
mod words;
